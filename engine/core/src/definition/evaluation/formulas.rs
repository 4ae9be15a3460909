//! The formulas of score sheets: sums, differences, products and ratios of named indicators, and no more.

use muster_words::definition::{Formula, Indicator, Tally, Term};

use crate::definition::text::decimals;
use crate::definition::text::fields::narrow;

/// Most terms of a formula: a line of a sheet needs three.
pub(crate) const TERMS_MAX: usize = 32;

/// What may be counted, with its words.
pub(crate) const TALLIES: [(Tally, &str, &str); 10] = [
    (Tally::Due, "应办数", "due"),
    (Tally::Done, "办结数", "done"),
    (Tally::DoneOnTime, "按时办结数", "done_on_time"),
    (Tally::Late, "逾期数", "late"),
    (Tally::DoneRate, "办结率", "done_rate"),
    (Tally::OnTimeRate, "按时办结率", "on_time_rate"),
    (Tally::CaseOnTimeRate, "办件按时率", "case_on_time_rate"),
    (Tally::Visits, "走访次数", "visits"),
    (Tally::YellowCards, "黄色督办单", "yellow_cards"),
    (Tally::RedCards, "红色督办单", "red_cards"),
];

/// What is counted under this name.
pub(crate) fn tally(name: &str) -> Option<Tally> {
    TALLIES.iter().find(|(_, zh, en)| name == *zh || name == *en).map(|&(tally, ..)| tally)
}

/// What may stand in a formula by name.
pub(crate) trait Named {
    /// The term of an indicator or a group of raters.
    fn term(&self, name: &str) -> Option<Term>;
}

/// Why a text is no formula.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A name that nobody defined.
    Unknown(String),
    /// It is not of the grammar.
    NotUnderstood,
    /// It is too long.
    TooLong,
}

/// The indicator that the language itself has under this name.
pub(crate) fn builtin(name: &str) -> Option<Term> {
    tally(name).map(|tally| Term::Indicator(Indicator { tally, duties: Vec::new() }))
}

/// Reads a formula into postfix order; products before sums, from left to right, brackets first.
pub(crate) fn parse(text: &str, named: &dyn Named) -> Result<Formula, Fault> {
    if two_words(text) {
        return Err(Fault::NotUnderstood);
    }
    let plain: String = narrow(text).replace('×', "*").replace('÷', "/").replace('−', "-");
    let mut terms = Vec::new();
    // Operators and brackets that wait for their right side: the shunting-yard way, which needs no recursion.
    let mut waiting: Vec<char> = Vec::new();
    let mut rest = plain.as_str();
    let mut value_next = true;
    while let Some(first) = rest.chars().next() {
        if terms.len() + waiting.len() > TERMS_MAX {
            return Err(Fault::TooLong);
        }
        match (first, value_next) {
            ('(', true) => waiting.push('('),
            (')', false) => close(&mut waiting, &mut terms)?,
            ('+' | '-' | '*' | '/', false) => {
                while waiting.last().is_some_and(|&top| binds(top) >= binds(first)) {
                    waiting.pop().map(operator).into_iter().for_each(|term| terms.push(term));
                }
                waiting.push(first);
                value_next = true;
            }
            (_, true) => {
                let name: &str = &rest[..word_end(rest)];
                terms.push(value(name, named)?);
                rest = &rest[name.len()..];
                value_next = false;
                continue;
            }
            _ => return Err(Fault::NotUnderstood),
        }
        rest = &rest[first.len_utf8()..];
    }
    if value_next || waiting.contains(&'(') {
        return Err(Fault::NotUnderstood);
    }
    terms.extend(waiting.into_iter().rev().map(operator));
    if terms.len() > TERMS_MAX { Err(Fault::TooLong) } else { Ok(Formula(terms)) }
}

/// Whether a blank stands between two names or numbers, where an operator is missing: without it they would read as one.
fn two_words(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let sign = |c: Option<char>| {
        c.is_none_or(|c| narrow(&c.to_string()).contains(['+', '-', '*', '/', '(', ')', '×', '÷', '−']))
    };
    words.windows(2).any(|pair| !sign(pair[0].chars().next_back()) && !sign(pair[1].chars().next()))
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
        if matches!(c, '+' | '*' | '/' | '(' | ')' | '-') && !of_id {
            return at;
        }
    }
    rest.len()
}

fn value(word: &str, named: &dyn Named) -> Result<Term, Fault> {
    if word.is_empty() {
        return Err(Fault::NotUnderstood);
    }
    if let Some(number) = decimals::parse(word) {
        return Ok(Term::Number(number));
    }
    named.term(word).or_else(|| builtin(word)).ok_or_else(|| Fault::Unknown(word.to_owned()))
}

fn close(waiting: &mut Vec<char>, terms: &mut Vec<Term>) -> Result<(), Fault> {
    loop {
        match waiting.pop() {
            Some('(') => return Ok(()),
            Some(sign) => terms.push(operator(sign)),
            None => return Err(Fault::NotUnderstood),
        }
    }
}

fn binds(sign: char) -> u8 {
    match sign {
        '*' | '/' => 2,
        '+' | '-' => 1,
        _ => 0,
    }
}

fn operator(sign: char) -> Term {
    match sign {
        '+' => Term::Add,
        '-' => Term::Subtract,
        '*' => Term::Multiply,
        _ => Term::Divide,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_words::definition::Decimal;

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
        assert_eq!(read("按时办结教 × 15"), Err(Fault::Unknown("按时办结教".to_owned())));
        for bad in ["", "15 +", "× 15", "(15", "15)", "15 15", "()", "--1", "1.5.2"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(read(&"(".repeat(1_000)), Err(Fault::TooLong));
    }
}
