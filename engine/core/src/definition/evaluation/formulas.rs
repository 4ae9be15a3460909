//! The formulas of score sheets: sums, differences, products and ratios of named indicators, and no more.

use std::cell::{Cell, RefCell};

use muster_protocol::definition::{Formula, Indicator, Term};
use muster_rules::score::tallies;
use winnow::combinator::{Infix, alt, delimited, dispatch, expression, fail};
use winnow::token::{any, take_while};
use winnow::{Parser, Result};

use crate::definition::text::decimals;
use crate::definition::text::fields::narrow;

/// Most terms of a formula: a line of a sheet needs three. It bounds the depth of brackets, too.
pub(crate) const TERMS_MAX: usize = 32;

/// What may stand in a formula by name.
pub(crate) trait Named {
    /// The term of an indicator or a group of raters.
    fn term(&self, name: &str) -> Option<Term>;
}

/// Why a text is no formula.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A name that nobody defined, and behind how many characters it stands.
    Unknown(String, usize),
    /// It is not of the grammar from behind so many characters on.
    NotUnderstood(usize),
    /// It is too long.
    TooLong,
}

/// The indicator that the language itself has under this name.
pub(crate) fn builtin(name: &str) -> Option<Term> {
    tallies::named(name).map(|tally| Term::Indicator(Indicator { tally, duties: Vec::new() }))
}

/// Reads a formula into postfix order; products before sums, from left to right, brackets first.
pub(crate) fn parse(text: &str, named: &dyn Named) -> std::result::Result<Formula, Fault> {
    // One character for each written one, so that a fault has its place.
    let plain: String = text.chars().map(plain).collect();
    if plain.matches('(').count() > TERMS_MAX || plain.len() > TERMS_MAX * 100 {
        return Err(Fault::TooLong);
    }
    let reading = Reading { named, length: plain.len(), furthest: Cell::new(0), unknown: RefCell::new(None) };
    let mut rest = plain.as_str();
    let read = sum(&mut rest, &reading);
    let chars = |bytes: usize| plain.get(..bytes).map_or(0, |before| before.chars().count());
    if let Some((name, at)) = reading.unknown.take() {
        return Err(Fault::Unknown(name, chars(at)));
    }
    match read {
        Ok(terms) if rest.is_empty() && terms.len() <= TERMS_MAX => Ok(Formula(terms)),
        Ok(_) if rest.is_empty() => Err(Fault::TooLong),
        Ok(_) => Err(Fault::NotUnderstood(chars(plain.len() - rest.len()))),
        Err(_) => Err(Fault::NotUnderstood(chars(reading.furthest.get()))),
    }
}

/// A character as the grammar has it: full-width ones and signs of arithmetic as plain ones, any blank as a blank.
fn plain(c: char) -> char {
    match c {
        '×' => '*',
        '÷' => '/',
        '−' => '-',
        c if c.is_whitespace() => ' ',
        c => match narrow(&c.to_string()).chars().next() {
            Some('×') => '*',
            Some('÷') => '/',
            Some('−') => '-',
            Some(narrowed) => narrowed,
            None => ' ',
        },
    }
}

/// What reading remembers besides the terms.
struct Reading<'a> {
    named: &'a dyn Named,
    length: usize,
    /// Where a value was looked for last.
    furthest: Cell<usize>,
    unknown: RefCell<Option<(String, usize)>>,
}

fn blanks<'i>(input: &mut &'i str) -> Result<&'i str> {
    take_while(0.., ' ').parse_next(input)
}

/// Values with signs between them.
fn sum(input: &mut &str, reading: &Reading<'_>) -> Result<Vec<Term>> {
    expression(delimited(blanks, |input: &mut &str| value(input, reading), blanks))
        .infix(dispatch! { any;
            '+' => Infix::Left(1, |_: &mut &str, a, b| Ok(joined(a, b, Term::Add))),
            '-' => Infix::Left(1, |_: &mut &str, a, b| Ok(joined(a, b, Term::Subtract))),
            '*' => Infix::Left(2, |_: &mut &str, a, b| Ok(joined(a, b, Term::Multiply))),
            '/' => Infix::Left(2, |_: &mut &str, a, b| Ok(joined(a, b, Term::Divide))),
            _ => fail,
        })
        .parse_next(input)
}

fn joined(mut left: Vec<Term>, right: Vec<Term>, sign: Term) -> Vec<Term> {
    left.extend(right);
    left.push(sign);
    left
}

/// Brackets, a number or a name.
fn value(input: &mut &str, reading: &Reading<'_>) -> Result<Vec<Term>> {
    reading.furthest.set(reading.furthest.get().max(reading.length - input.len()));
    alt((delimited('(', |input: &mut &str| sum(input, reading), ')'), |input: &mut &str| {
        word(input, reading)
    }))
    .parse_next(input)
}

fn word(input: &mut &str, reading: &Reading<'_>) -> Result<Vec<Term>> {
    let at = reading.length - input.len();
    let (name, rest) = input.split_at(word_end(input));
    let number = decimals::parse(name).map(Term::Number);
    let looks_like_a_number = name.starts_with(|c: char| c.is_ascii_digit()) && name.contains('.');
    let known = number.or_else(|| reading.named.term(name)).or_else(|| builtin(name));
    match known {
        Some(term) => {
            *input = rest;
            Ok(vec![term])
        }
        None if name.is_empty() || looks_like_a_number => fail.parse_next(input),
        None => {
            reading.unknown.borrow_mut().get_or_insert_with(|| (name.to_owned(), at));
            *input = rest;
            Ok(vec![Term::Number(muster_protocol::definition::Decimal(0))])
        }
    }
}

/// Where a name or number ends. An id such as `three-way` keeps its -, which stands between two ASCII letters or digits.
fn word_end(rest: &str) -> usize {
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    for (at, c) in rest.char_indices() {
        let (before, after) = (&rest[..at], &rest[at + c.len_utf8()..]);
        let of_id = c == '-'
            && ascii(before.chars().next_back())
            && ascii(after.chars().next())
            && decimals::parse(before).is_none();
        if matches!(c, '+' | '*' | '/' | '(' | ')' | '-' | ' ') && !of_id {
            return at;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::definition::Decimal;

    struct Rounds;

    impl Named for Rounds {
        fn term(&self, name: &str) -> Option<Term> {
            (name == "three-way.群众评议").then_some(Term::Rated { round: 0, group: 1 })
        }
    }

    fn read(text: &str) -> Result<String, Fault> {
        let Formula(terms) = parse(text, &Rounds)?;
        let word = |term: &Term| match term {
            Term::Number(Decimal(number)) => format!("{}", Decimal(*number)),
            Term::Indicator(indicator) => format!("{:?}", indicator.tally),
            Term::Rated { round, group } => format!("r{round}.{group}"),
            Term::Round { round } => format!("r{round}"),
            Term::Reported { duty, measure } => format!("d{}.{measure}", duty.0),
            Term::Answered { programme, by, answer } => format!("v{}.{by}.{answer}", programme.0),
            Term::Add => "+".to_owned(),
            Term::Subtract => "-".to_owned(),
            Term::Multiply => "*".to_owned(),
            Term::Divide => "/".to_owned(),
        };
        Ok(terms.iter().map(word).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn formulas_are_read_into_postfix_order() {
        for (text, postfix) in [
            ("按时办结数 / 应办数 × 15", "DoneOnTime Due / 15 *"),
            ("应办数-逾期数", "Due Late -"),
            ("15 － 逾期数 × 0.5", "15 Late 0.5 * -"),
            ("（应办数 － 逾期数） ÷ 应办数 × 15", "Due Late - Due / 15 *"),
            ("three-way.群众评议 × 0.15", "r0.1 0.15 *"),
            ("10-3-2", "10 3 - 2 -"),
            ("done / due * 10", "Done Due / 10 *"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(postfix), "{text}");
        }
        assert_eq!(read("按时办结教 × 15"), Err(Fault::Unknown("按时办结教".to_owned(), 0)));
        assert_eq!(read("15 － 逾期教 × 0.5"), Err(Fault::Unknown("逾期教".to_owned(), 5)));
        for (bad, at) in [("15 + ", 5), ("15 15", 3), ("(15", 1), ("15)", 2), ("逾期数 × )", 6)] {
            assert_eq!(read(bad), Err(Fault::NotUnderstood(at)), "{bad}");
        }
        for bad in ["", "15 +", "× 15", "(15", "15)", "15 15", "()", "--1", "1.5.2"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(read(&"(".repeat(1_000)), Err(Fault::TooLong));
    }
}
