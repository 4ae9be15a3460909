//! A duty: its items with what was filled in, and for activities what each unit has not used or treated yet (S9, S10).

use std::collections::BTreeMap;

use muster_protocol::catalogue::{Listed, LocalizedText};
use muster_protocol::definition::{Bound, Definition, Duty, Hold, Measure, SelfArrangedVisit, Variant};
use muster_protocol::form::{Form, Reported};
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::time::Date;
use muster_protocol::{id, text};

use super::records::{self, Happening, Record};
use super::{Asked, TableView, percent};
use crate::store::StoreError;
use muster_protocol::catalogue::in_a_row::{self, words};

/// Most items that are listed; the notes count all of them.
const LISTED_MAX: usize = 5_000;

/// What the units covered of an activity so far, with the due day of the last time.
type Covered = BTreeMap<UnitIx, BTreeMap<String, Date>>;

/// What is counted over all items.
#[derive(Default)]
struct Sum {
    items: usize,
    handed_in: usize,
    late: usize,
    above: usize,
    /// What was reported, in the order in which it is asked for.
    numbers: Vec<(String, u64)>,
}

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let def = std::sync::Arc::clone(&asked.def);
    let (name, code) = match asked.name.split_once('/') {
        Some((name, code)) => (name.to_owned(), Some(code)),
        None => (asked.name.to_owned(), None),
    };
    let only = code.map(|code| def.unit_by_code(code));
    if only == Some(None) {
        return Ok(None);
    }
    let only = only.flatten();
    let named = named(&def, &name);
    let happenings = records::happenings(asked, |duty, key| named.contains(&duty) || key == name).await?;
    if named.is_empty() && happenings.is_empty() {
        return Ok(None);
    }
    let first = named.first().copied().or_else(|| happenings.first().map(|happening| happening.duty));
    let mut title =
        first.and_then(|ix| def.duties.get(ix.at())).map_or(name.as_str(), |duty| duty.name.as_str());
    if named.len() > 1 {
        // Parts are called after the whole: `三会一课·党课`.
        title = title.split('·').next().unwrap_or(title);
    }
    let (mut rows, mut sum, mut covered) = (Vec::new(), Sum::default(), Covered::new());
    for happening in &happenings {
        let Some(duty) = def.duties.get(happening.duty.at()) else { continue };
        for record in records::of(asked, happening).await? {
            if only.is_some_and(|unit| unit != record.unit) {
                continue;
            }
            let names = covered.entry(record.unit).or_default();
            if record.counts() {
                // Occasions come by their day, so that the last time stands.
                names.extend(record.form.covers.iter().map(|name| (name.clone(), record.due_day)));
            }
            let above = above(&def, duty, record.unit, &record.form);
            sum.add(&record, above);
            if rows.len() < LISTED_MAX {
                rows.push(row(&def, duty, happening, &record));
            }
        }
    }
    let mut notes = sum.notes(rows.len());
    // Shares of a whole with several parts are each part's own.
    let measures: Vec<&Measure> = match named.as_slice() {
        [only] => {
            def.duties.get(only.at()).map_or_else(Vec::new, |duty| duty.terms.measures.iter().collect())
        }
        _ => Vec::new(),
    };
    notes.extend(sum.sums(&measures));
    for (hold, self_arranged) in named.iter().filter_map(|ix| match &def.duties.get(ix.at())?.variant {
        Variant::Hold(hold) => {
            Some((hold, def.self_arranged.iter().find(|self_arranged| self_arranged.duties.contains(ix))))
        }
        _ => None,
    }) {
        notes.extend(gaps(&def, (hold, self_arranged), &covered));
    }
    let mut shown = TableView { title: LocalizedText::same(title), columns: columns(), rows, notes };
    drop_empty(&mut shown);
    Ok(Some(shown))
}

/// The duty of this id, else the parts of the duty of this id.
fn named(def: &Definition, name: &str) -> Vec<DutyIx> {
    let all = || (0u16..).map(DutyIx).zip(&def.duties);
    let exactly: Vec<DutyIx> = all().filter(|(_, duty)| duty.id == name).map(|(ix, _)| ix).collect();
    if !exactly.is_empty() {
        return exactly;
    }
    let part = format!("{name}-");
    all().filter(|(_, duty)| duty.id.starts_with(&part)).map(|(ix, _)| ix).collect()
}

fn columns() -> Vec<LocalizedText> {
    heads! {
        id!("item"), id!("unit"), id!("column-state"), id!("column-due"), id!("late"),
        id!("it-was-handed-in"), id!("column-numbers"), id!("covers"), id!("column-result")
    }
}

/// Columns in which no row says anything are left out; the first four always stand.
fn drop_empty(shown: &mut TableView) {
    for column in (4..shown.columns.len()).rev() {
        if shown.rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.en.is_empty())) {
            shown.columns.remove(column);
            for row in &mut shown.rows {
                row.remove(column);
            }
        }
    }
}

fn row(def: &Definition, duty: &Duty, happening: &Happening, record: &Record) -> Vec<LocalizedText> {
    let key = &happening.key;
    let late = match happening.before {
        _ if record.late => text!("late"),
        Some(day) if def.phases.iter().all(|phase| day < phase.from) => text!("before-the-start"),
        Some(_) => text!("before-the-launch"),
        None => LocalizedText::same(""),
    };
    let short = def.units.get(record.unit.at()).map_or("", |unit| unit.short.as_str());
    cells! {
        = format!("{key}/{}", record.code), = short, record.status(), = record.due_day, late,
        = &record.pieces, numbers(def, duty, record.unit, &record.form), = words(&record.form.covers),
        result(record)
    }
}

/// Numbers as they were reported, shares as percent, what lies above its ceiling marked (S17).
pub(crate) fn numbers(def: &Definition, duty: &Duty, unit: UnitIx, form: &Form) -> LocalizedText {
    let said = |number: &Reported| {
        let measure = duty.terms.measures.iter().find(|measure| measure.name == number.name);
        let mut said = LocalizedText::same(format!("{} {}", number.name, number.value));
        let whole = measure.and_then(|it| it.share_of).and_then(|ix| number_of(duty, form, ix));
        if let Some(whole) = whole.filter(|whole| *whole > 0) {
            let percent = percent(number.value.into(), whole.into());
            said = text!("number-with-its-share", number: said, percent);
        }
        if let Some(most) = measure.and_then(|it| ceiling(def, duty, unit, form, it))
            && number.value > most
        {
            said = text!("number-above-its-ceiling", number: said, most);
        }
        said
    };
    in_a_row::texts(&form.numbers.iter().map(said).collect::<Vec<_>>(), id!("list-comma"))
}

fn number_of(duty: &Duty, form: &Form, ix: u8) -> Option<u32> {
    let name = &duty.terms.measures.get(usize::from(ix))?.name;
    form.numbers.iter().find(|number| number.name == *name).map(|number| number.value)
}

fn ceiling(def: &Definition, duty: &Duty, unit: UnitIx, form: &Form, measure: &Measure) -> Option<u32> {
    match measure.at_most? {
        Bound::Number(number) => Some(number),
        Bound::Members => def.units.get(unit.at()).map(|unit| unit.members),
        Bound::Measure(ix) => number_of(duty, form, ix),
    }
}

fn above(def: &Definition, duty: &Duty, unit: UnitIx, form: &Form) -> bool {
    duty.terms.measures.iter().zip(0u8..).any(|(measure, ix)| {
        let value = number_of(duty, form, ix);
        value.zip(ceiling(def, duty, unit, form, measure)).is_some_and(|(value, most)| value > most)
    })
}

/// How it ended, what is done with it, which points of the rubric are not met.
fn result(record: &Record) -> LocalizedText {
    let mut said: Vec<LocalizedText> =
        record.form.verdict.map(|verdict| verdict.word().into()).into_iter().collect();
    if !record.form.done.is_empty() {
        let done: Vec<String> = record.form.done.iter().map(u8::to_string).collect();
        said.push(text!("these-things-are-done", done: Listed(&done)));
    }
    if !record.failed.is_empty() {
        said.push(text!("these-points-are-not-met", points = record.failed));
    }
    in_a_row::texts(&said, id!("list-semicolon"))
}

impl Sum {
    fn add(&mut self, record: &Record, above: bool) {
        self.items += 1;
        self.handed_in += usize::from(record.counts());
        self.late += usize::from(record.late);
        self.above += usize::from(above);
        let reported = record.form.numbers.iter().filter(|_| record.counts());
        for Reported { name, value } in reported {
            match self.numbers.iter_mut().find(|(known, _)| known == name) {
                Some((_, sum)) => *sum = sum.saturating_add(u64::from(*value)),
                None => self.numbers.push((name.clone(), u64::from(*value))),
            }
        }
    }

    /// The sums of the numbers, shares as percent of the sum that they are a share of; nothing where none was reported.
    fn sums(&self, measures: &[&Measure]) -> Option<LocalizedText> {
        let sum_of = |name: &str| self.numbers.iter().find(|(known, _)| known == name).map(|(_, sum)| *sum);
        let said = |(name, sum): &(String, u64)| {
            let said = LocalizedText::same(format!("{name} {sum}"));
            let share_of = measures.iter().find(|measure| measure.name == *name).and_then(|it| it.share_of);
            let whole = share_of.and_then(|ix| measures.get(usize::from(ix)));
            match whole.and_then(|whole| sum_of(&whole.name)).filter(|whole| *whole > 0) {
                Some(whole) => {
                    text!("number-with-its-share", number: said, percent = percent(*sum, whole))
                }
                None => said,
            }
        };
        let all: Vec<LocalizedText> = self.numbers.iter().map(said).collect();
        (!all.is_empty())
            .then(|| text!("sums-of-what-was-reported", sums: in_a_row::texts(&all, id!("list-comma"))))
    }

    fn notes(&self, listed: usize) -> Vec<LocalizedText> {
        let Self { items, handed_in, late, above, numbers: _ } = self;
        let mut notes = vec![text!("items-handed-in-and-late", #items = items, handed_in, late)];
        if *above > 0 {
            notes.push(text!("above-the-ceiling-judged-by-people", above));
        }
        if listed < *items {
            notes.push(text!("only-so-many-items-are-listed", listed));
        }
        notes
    }
}

/// What each unit did not use or treat yet: a line for each unit that has a gap.
fn gaps(
    def: &Definition,
    (hold, self_arranged): (&Hold, Option<&SelfArrangedVisit>),
    covered: &Covered,
) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    let longest_first = self_arranged.is_some_and(|visit| visit.longest_first);
    let (unused, none) = if self_arranged.is_some() {
        (id!("not-been-to-yet-these-come-first"), id!("every-unit-has-been-everywhere"))
    } else {
        (id!("methods-not-used-yet"), id!("every-unit-used-every-method-and-treated-every"))
    };
    if hold.methods.is_empty() && hold.topics.is_empty() {
        return notes;
    }
    for (unit, names) in covered {
        let missing =
            |all: &[String]| words(&all.iter().filter(|name| !names.contains_key(*name)).collect::<Vec<_>>());
        let (methods, topics) = (missing(&hold.methods), missing(&hold.topics));
        let Some(unit) = def.units.get(unit.at()) else { continue };
        let mut gaps = Vec::new();
        if !methods.is_empty() {
            gaps.push(text!("methods-that-are-a-gap", unused: unused, methods));
        } else if let Some((name, day)) = longest_ago(&hold.methods, names).filter(|_| longest_first) {
            gaps.push(text!("been-everywhere-this-was-longest-ago", name, day));
        }
        if !topics.is_empty() {
            gaps.push(text!("topics-not-treated-yet", topics));
        }
        if !gaps.is_empty() {
            let who = format!("{} {}", unit.code, unit.short);
            notes.push(text!("unit-and-its-gaps", who, gaps: in_a_row::texts(&gaps, id!("list-semicolon"))));
        }
    }
    if notes.is_empty() && !covered.is_empty() {
        notes.push(none.into());
    }
    notes
}

/// Where a unit that has been everywhere was longest ago, the first in the file among several; nothing without a choice.
fn longest_ago<'n>(all: &'n [String], names: &BTreeMap<String, Date>) -> Option<(&'n String, Date)> {
    let been = all.iter().filter_map(|name| Some((name, *names.get(name)?)));
    been.min_by_key(|(_, day)| *day).filter(|_| all.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_summed_and_shares_are_rounded_half_up() {
        let measure = |name: &str, share_of: Option<u8>| Measure {
            name: name.to_owned(),
            at_least: None,
            at_most: None,
            share_of,
        };
        let (whole, part) = (measure("观察时机数", None), measure("医生", Some(0)));
        let sums = |whole_sum: u64, part_sum: u64| {
            let numbers = vec![("观察时机数".to_owned(), whole_sum), ("医生".to_owned(), part_sum)];
            let sums = Sum { numbers, ..Sum::default() }.sums(&[&whole, &part]);
            sums.unwrap().into_language(muster_protocol::catalogue::Language::Zh)
        };
        assert_eq!(sums(9, 7), "合计：观察时机数 9、医生 7（78 %）");
        assert_eq!(sums(200, 1), "合计：观察时机数 200、医生 1（1 %）", "a half goes up");
        assert_eq!(sums(0, 0), "合计：观察时机数 0、医生 0");
        assert!(Sum::default().sums(&[]).is_none());
    }

    #[test]
    fn where_a_unit_was_longest_ago_comes_first_and_of_several_the_first_of_the_file() {
        let all = ["乡镇", "街道", "企业"].map(str::to_owned);
        let been = |days: &[(&str, i32)]| -> BTreeMap<String, Date> {
            days.iter().map(|(name, day)| ((*name).to_owned(), Date(*day))).collect()
        };
        let first = |all: &[String], days: &[(&str, i32)]| {
            longest_ago(all, &been(days)).map(|(name, day)| (name.clone(), day.0))
        };
        let visited = [("企业", 10), ("乡镇", 20), ("街道", 30)];
        assert_eq!(first(&all, &visited), Some(("企业".to_owned(), 10)));
        assert_eq!(first(&all, &[("企业", 10), ("街道", 10), ("乡镇", 20)]), Some(("街道".to_owned(), 10)));
        assert_eq!(first(&all[..1], &visited), None, "there is no choice");
    }
}
