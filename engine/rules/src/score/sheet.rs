//! A score sheet: from what was counted and said to points, totals, ranks and grades. Nothing is rounded before a line is;
//! the sum comes last.

mod line;
mod ranks;

use std::collections::BTreeMap;

use muster_protocol::definition::{Decimal, Definition, ScoreGroup, ScoreLine, ScoreSheet, TooFew, Unit};
use muster_protocol::ids::UnitIx;
use muster_protocol::table::{Counted, LineScore, ScoreRow, SheetTable};
use muster_protocol::time::Date;
use num_rational::BigRational;

use super::facts::{EntryKind, Facts};
use super::rated::Answers;
use super::sums::Counts;
use super::{exact, tallies};
use crate::audience;
use crate::calendar::workday_after;

/// What a sheet is computed from.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) def: &'a Definition,
    pub(super) counts: &'a Counts,
    pub(super) facts: &'a Facts,
    pub(super) answers: &'a Answers,
    pub(super) date: Date,
}

/// A unit's total with what parts equal ones.
struct Sum {
    row: ScoreRow,
    category: String,
    ties: Vec<Option<BigRational>>,
}

impl Judged<'_> {
    /// The table of a sheet.
    pub(super) fn sheet(&self, at: usize) -> SheetTable {
        let Some(sheet) = self.def.scores.get(at) else {
            return SheetTable { sheet: String::new(), frozen: None, rows: Vec::new() };
        };
        let units = audience::members_on(self.def, sheet.audience, self.date).into_iter();
        let entries = entries(self.facts, &sheet.id);
        let units = units.filter_map(|ix| Some((ix, self.def.units.get(ix.at())?)));
        let mut sums: Vec<Sum> = units.map(|unit| self.unit(sheet, unit, &entries)).collect();
        ranks::give(sheet, &mut sums);
        let rows = sums.into_iter().map(|sum| sum.row).collect();
        SheetTable { sheet: sheet.id.clone(), frozen: None, rows }
    }

    fn unit(&self, sheet: &ScoreSheet, (ix, unit): (UnitIx, &Unit), entries: &Entries) -> Sum {
        let own = entries.get(&ix).map_or(&[][..], Vec::as_slice);
        let mut lines = Vec::new();
        let mut values = BTreeMap::new();
        for (group, line, known) in lines_of(sheet, unit) {
            let (value, mut counted) = self.line(sheet, known, ix, own);
            // What lies beyond a line's points is nobody's: it neither parts equal totals nor eats up what an appeal gives.
            let max = exact::of(known.max);
            let cut = |value: &BigRational| line::cut(value, &max);
            let appealed = value.as_ref().map_or_else(Vec::new, |_| self.appealed(sheet, known, ix));
            let change: BigRational = appealed.iter().map(|(_, change)| exact::of(*change)).sum();
            let value = value.map(|value| cut(&(cut(&value) + &change)));
            counted.extend(appealed.iter().map(changed));
            let points = value.as_ref().map(exact::rounded);
            let written = value.as_ref().map(exact::written);
            values.insert((group, line), value);
            lines.push(LineScore { group, line, value: written, points, counted });
        }
        let (bonus, added) = bonus(sheet, own);
        let total = total(sheet, unit, &lines).filter(|_| self.is_known(ix, own)).map(|total| total + bonus);
        let ties = sheet.ties.iter().map(|tie| values.get(&(tie.group, tie.line)).cloned().flatten());
        let row = ScoreRow {
            unit: unit.code.as_str().into(),
            lines,
            bonus,
            added,
            total,
            rank: 0,
            grade: None,
            vetoes: self.vetoes(sheet, ix),
            addendum: Vec::new(),
        };
        Sum { row, category: unit.category.clone(), ties: ties.collect() }
    }

    /// Whether there is anything to judge a unit by. Of whom nothing was asked and nothing said, a line that begins at its
    /// maximum still has a value: scaled up to the whole it would make the unit the first.
    fn is_known(&self, unit: UnitIx, own: &[&super::facts::Entry]) -> bool {
        let is_rated = || self.answers.values().any(|about| about.contains_key(&(Some(unit), 0)));
        !own.is_empty() || self.counts.has_any(unit) || is_rated()
    }

    /// What appeals that were upheld change of a line, by their numbers.
    fn appealed(&self, sheet: &ScoreSheet, line: &ScoreLine, unit: UnitIx) -> Vec<(usize, Decimal)> {
        let of_line = |it: &super::facts::Appealed| {
            (it.unit, it.sheet.as_str(), it.line.as_str()) == (unit, sheet.id.as_str(), line.name.as_str())
        };
        let numbered = (1..).zip(&self.facts.appeals).filter(|(_, it)| of_line(it));
        let answers = numbered.filter_map(|(number, it)| Some((number, it.answer?)));
        answers.filter(|(_, (upheld, _))| *upheld).map(|(number, (_, change))| (number, change)).collect()
    }

    fn vetoes(&self, sheet: &ScoreSheet, unit: UnitIx) -> Vec<u8> {
        let holds = |cause: &str| {
            self.facts.vetoes.iter().any(|veto| {
                (veto.unit, veto.sheet.as_str(), veto.cause.as_str()) == (unit, sheet.id.as_str(), cause)
                    && veto.approved == Some(true)
            })
        };
        (0u8..).zip(&sheet.vetoes).filter(|(_, veto)| holds(&veto.cause)).map(|(at, _)| at).collect()
    }
}

/// The last day of a sheet's publicity, up to which appeals may be filed; none where it knows no appeals, or the calendar not the day.
#[must_use]
pub fn public_until(def: &Definition, sheet: &ScoreSheet) -> Option<Date> {
    let appeals = sheet.appeals.as_ref()?;
    workday_after(&def.calendar, sheet.freeze, appeals.publicity).ok()
}

/// The lines that count for a unit, with their places.
pub fn lines_of<'s>(
    sheet: &'s ScoreSheet,
    unit: &Unit,
) -> impl Iterator<Item = (u16, u16, &'s ScoreLine)> + use<'s> {
    let category = unit.category.clone();
    let groups = (0u16..).zip(&sheet.groups);
    let lines = groups.flat_map(|(group, known): (u16, &ScoreGroup)| {
        (0u16..).zip(&known.lines).map(move |(line, known)| (group, line, known))
    });
    lines.filter(move |(_, _, line)| line.categories.is_empty() || line.categories.contains(&category))
}

/// Points given, taken and added on a sheet that were not withdrawn, by unit.
type Entries<'a> = BTreeMap<UnitIx, Vec<&'a super::facts::Entry>>;

fn entries<'a>(facts: &'a Facts, sheet: &str) -> Entries<'a> {
    let mut by_unit = Entries::new();
    for entry in facts.entries.iter().filter(|entry| !entry.withdrawn && entry.sheet == sheet) {
        by_unit.entry(entry.unit).or_default().push(entry);
    }
    by_unit
}

/// What an appeal changed, as it stands among what was counted.
fn changed((number, change): &(usize, Decimal)) -> Counted {
    Counted { what: tallies::of_appeal(*number), numerator: change.0, denominator: Decimal::ONE.0 }
}

/// Points above the whole, in hundredths, cut at their cap; and how often for what.
fn bonus(sheet: &ScoreSheet, own: &[&super::facts::Entry]) -> (i64, Vec<Counted>) {
    let Some(bonus) = &sheet.bonus else { return (0, Vec::new()) };
    let (mut sum, mut added) = (exact::whole(0), Vec::new());
    for item in &bonus.items {
        let times = |entry: &&super::facts::Entry| match &entry.kind {
            EntryKind::Added { cause, times } if *cause == item.cause => u64::from(*times),
            EntryKind::Added { .. } | EntryKind::Given { .. } | EntryKind::Deducted { .. } => 0,
        };
        let times: u64 = own.iter().map(times).sum();
        if times > 0 {
            sum += exact::of(item.points) * exact::whole(times);
            let numerator = i64::try_from(times).unwrap_or(i64::MAX);
            added.push(Counted { what: item.cause.clone(), numerator, denominator: 1 });
        }
    }
    (exact::rounded(&line::cut(&sum, &exact::of(bonus.cap))), added)
}

/// The sum of the lines in hundredths, by what the sheet does with lines that have no value.
fn total(sheet: &ScoreSheet, unit: &Unit, lines: &[LineScore]) -> Option<i64> {
    let known: i64 = lines.iter().filter_map(|line| line.points).sum();
    if lines.iter().all(|line| line.points.is_some()) {
        return (!lines.is_empty()).then_some(known);
    }
    match sheet.missing {
        TooFew::Wait => None,
        // Who was asked nothing is not judged.
        TooFew::Zero => lines.iter().any(|line| line.points.is_some()).then_some(known),
        TooFew::Share => {
            let max = |wanted: bool| -> BigRational {
                let all = lines_of(sheet, unit).zip(lines);
                let counts = all.filter(|(_, line)| !wanted || line.points.is_some());
                counts.map(|((_, _, known), _)| exact::of(known.max)).sum()
            };
            let (reached, all) = (max(true), max(false));
            let share = exact::hundredths(known) * all;
            (reached != exact::whole(0)).then(|| exact::rounded(&(share / reached)))
        }
    }
}

#[cfg(test)]
mod tests;
