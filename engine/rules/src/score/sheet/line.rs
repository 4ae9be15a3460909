//! One line of a sheet: its exact value for a unit, and what was counted for it.

use std::collections::BTreeMap;

use muster_protocol::any_of;
use muster_protocol::definition::{
    CardColour, Decimal, Deduction, Formula, Indicator, ScoreLine, ScoreSheet,
};
use muster_protocol::definition::{Scorer, Tally, Term};
use muster_protocol::ids::UnitIx;
use muster_protocol::table::Counted;
use num_rational::BigRational;

use super::super::facts::{Entry, EntryKind};
use super::super::{exact, rated, tallies};
use super::Judged;

/// A value with what was counted for it.
type Valued = (Option<BigRational>, Vec<Counted>);

/// Between zero and the maximum.
pub(super) fn cut(value: &BigRational, max: &BigRational) -> BigRational {
    value.clone().max(exact::whole(0)).min(max.clone())
}

impl Judged<'_> {
    pub(super) fn line(&self, sheet: &ScoreSheet, line: &ScoreLine, unit: UnitIx, own: &[&Entry]) -> Valued {
        debug_assert!(sheet.groups.iter().any(|group| group.lines.contains(line)));
        let own = || own.iter().filter(|entry| entry.line == line.name);
        match &line.scorer {
            Scorer::Auto(formula) => {
                let first = self.formula(formula, unit);
                match (&first.0, &line.otherwise) {
                    (None, Some(otherwise)) => {
                        let (value, mut counted) = self.formula(otherwise, unit);
                        let all = first.1.into_iter().chain(std::mem::take(&mut counted)).collect();
                        (value, all)
                    }
                    _ => first,
                }
            }
            Scorer::Deduct(deductions) => deducted(line, deductions, own()),
            Scorer::Judged { .. } => judged(own()),
        }
    }

    /// Postfix order, on a stack; what has no value has none whatever is done with it.
    fn formula(&self, formula: &Formula, unit: UnitIx) -> Valued {
        let mut stack: Vec<Option<BigRational>> = Vec::new();
        let mut counted = Vec::new();
        for term in &formula.0 {
            let value = match term {
                Term::Number(number) => Some(exact::of(*number)),
                Term::Indicator(indicator) => self.indicator(indicator, unit, &mut counted),
                Term::Rated { round, group } => {
                    let value = rated::group_value(self.def, self.answers, (*round, *group), unit);
                    let name = self.rated_name(*round, Some(*group));
                    counted.push(said(name, value.as_ref()));
                    value
                }
                Term::Round { round } => {
                    let value = rated::round_value(self.def, self.answers, *round, unit);
                    counted.push(said(self.rated_name(*round, None), value.as_ref()));
                    value
                }
                Term::Reported { duty, measure } => self.reported((*duty, *measure), unit, &mut counted),
                Term::Answered { programme, by, answer } => {
                    self.answered(*programme, (*by, *answer), unit, &mut counted)
                }
                Term::Add | Term::Subtract | Term::Multiply | Term::Divide => {
                    let (right, left) = (stack.pop().flatten(), stack.pop().flatten());
                    left.zip(right).and_then(|(left, right)| apply(term, left, right))
                }
            };
            stack.push(value);
        }
        let value = stack.pop().flatten();
        (value, counted)
    }

    fn rated_name(&self, round: u16, group: Option<u16>) -> String {
        let Some(known) = self.def.reviews.get(usize::from(round)) else { return String::new() };
        let group = group.and_then(|group| known.raters.get(usize::from(group)));
        group.map_or_else(|| known.id.clone(), |group| format!("{}.{}", known.id, group.name))
    }

    fn indicator(
        &self,
        indicator: &Indicator,
        unit: UnitIx,
        counted: &mut Vec<Counted>,
    ) -> Option<BigRational> {
        let items = self.counts.of(unit, &indicator.duties);
        let (finished, in_time) = self.counts.cases(unit);
        let card = |colour| (self.counts.cards(unit, colour), 1);
        let (part, whole) = match indicator.tally {
            Tally::Due => (items.due, 1),
            Tally::Done => (items.done, 1),
            Tally::DoneOnTime => (items.on_time, 1),
            Tally::Late => (items.late, 1),
            Tally::DoneRate => (items.done, items.due),
            Tally::OnTimeRate => (items.on_time, items.due),
            Tally::CaseOnTimeRate => (in_time, finished),
            Tally::Visits => (self.counts.visits(unit), 1),
            Tally::YellowCards => card(CardColour::Yellow),
            Tally::RedCards => card(CardColour::Red),
        };
        let mut what = tallies::word(indicator.tally).to_owned();
        if !indicator.duties.is_empty() {
            let ids = indicator.duties.iter().filter_map(|duty| self.def.duties.get(duty.at()));
            let ids: Vec<&str> = ids.map(|duty| duty.id.as_str()).collect();
            what = format!("{what}({})", ids.join(","));
        }
        counted.push(Counted { what, numerator: part.into(), denominator: whole.into() });
        exact::ratio(part.into(), whole.into())
    }

    fn reported(
        &self,
        (duty, measure): (muster_protocol::ids::DutyIx, u8),
        unit: UnitIx,
        counted: &mut Vec<Counted>,
    ) -> Option<BigRational> {
        let known = self.def.duties.get(duty.at())?;
        let name = &known.terms.measures.get(usize::from(measure))?.name;
        let (sum, count) = self.counts.reported(unit, duty, name);
        let numerator = i64::try_from(sum).unwrap_or(i64::MAX);
        let what = format!("{}.{name}", known.id);
        counted.push(Counted { what, numerator, denominator: count.into() });
        exact::ratio(sum, count.into())
    }

    fn answered(
        &self,
        programme: muster_protocol::ids::ProgrammeIx,
        (by, answer): (u8, u8),
        unit: UnitIx,
        counted: &mut Vec<Counted>,
    ) -> Option<BigRational> {
        let known = self.def.visits.get(programme.at())?;
        let rating = known.terms.rating.as_ref()?;
        let (by, answer) = (rating.by.get(usize::from(by))?, rating.scale.get(usize::from(answer))?);
        let times = |answer: &String| self.counts.answered(unit, programme, (by, answer));
        let (gave, all) = (times(answer), rating.scale.iter().map(times).sum::<u32>());
        let what = format!("{}.{by}{answer}", known.id);
        counted.push(Counted { what, numerator: gave.into(), denominator: all.into() });
        exact::ratio(gave.into(), all.into())
    }
}

fn apply(sign: &Term, left: BigRational, right: BigRational) -> Option<BigRational> {
    match sign {
        Term::Add => Some(left + right),
        Term::Subtract => Some(left - right),
        Term::Multiply => Some(left * right),
        Term::Divide => (right != exact::whole(0)).then(|| left / right),
        any_of!(Term: Number Indicator Rated Round Reported Answered) => None,
    }
}

/// What raters said, as it stands among what was counted: nothing below the line where too few did.
fn said(what: String, value: Option<&BigRational>) -> Counted {
    let parts = value
        .and_then(|value| Some((i64::try_from(value.numer()).ok()?, i64::try_from(value.denom()).ok()?)));
    let (numerator, denominator) = parts.unwrap_or_default();
    Counted { what, numerator, denominator }
}

/// Begins at the maximum.
fn deducted<'a>(
    line: &ScoreLine,
    deductions: &[Deduction],
    own: impl Iterator<Item = &'a &'a Entry>,
) -> Valued {
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in own {
        if let EntryKind::Deducted { cause, times } = &entry.kind {
            *found.entry(cause.as_str()).or_default() += u64::from(*times);
        }
    }
    let (mut value, mut counted) = (exact::of(line.max), Vec::new());
    for deduction in deductions {
        let times = found.get(deduction.cause.as_str()).copied().unwrap_or_default();
        value -= exact::of(deduction.points) * exact::whole(times);
        let numerator = i64::try_from(times).unwrap_or(i64::MAX);
        counted.push(Counted { what: deduction.cause.clone(), numerator, denominator: 1 });
    }
    (Some(value), counted)
}

/// The mean of what each judge gave last.
fn judged<'a>(own: impl Iterator<Item = &'a &'a Entry>) -> Valued {
    let mut last: BTreeMap<&str, Decimal> = BTreeMap::new();
    for entry in own {
        if let EntryKind::Given { judge, points } = &entry.kind {
            last.insert(judge.as_str(), *points);
        }
    }
    let counted = |(judge, points): (&&str, &Decimal)| Counted {
        what: (*judge).to_owned(),
        numerator: points.0,
        denominator: Decimal::ONE.0,
    };
    let all: Vec<Counted> = last.iter().map(counted).collect();
    let sum: BigRational = last.values().map(|points| exact::of(*points)).sum();
    let count = u64::try_from(last.len()).unwrap_or_default();
    ((count > 0).then(|| sum / exact::whole(count)), all)
}
