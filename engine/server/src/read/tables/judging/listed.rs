//! Lists with those whom a rule names and those who were proposed; appeals, vetoes and points by number.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::catalogue::{LocalizedText, in_a_row};
use muster_protocol::definition::{Compare, Condition, DecidedList, Decimal, Tone};
use muster_protocol::event::Event;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::recorded::CLOCK;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::score::facts::{Entry, EntryKind, Listed};
use muster_rules::score::listing::by_rule_alone;
use muster_rules::score::{corrections, tallies};

use super::super::{TableView, heads};
use super::{as_of, named, past, points as shown_points};
use crate::execute::Handle;
use crate::execute::live::{Done, Live};
use crate::execute::sight::Sight;
use crate::store::StoreError;

/// The tables of snapshots that entries of lists name.
pub(super) type Tables = BTreeMap<OccasionIx, SnapshotTable>;

/// The tables of snapshots that entries of lists name, as they were taken.
pub(super) async fn tables(handle: &Handle, live: &Live) -> Result<Tables, StoreError> {
    let named: BTreeSet<OccasionIx> = live.fold.facts().listed.iter().filter_map(|it| it.snapshot).collect();
    let mut tables = Tables::new();
    for ix in named {
        let Some(key) = live.key(ix) else { continue };
        if let Some(table) = past::whole(handle, live, key.as_str()).await? {
            tables.insert(ix, table);
        }
    }
    Ok(tables)
}

/// Entries for which a rule alone can speak and the table that they name does not, by their numbers from 1.
pub(super) fn contradicted(live: &Live, tables: &Tables) -> Vec<usize> {
    let all = (1..).zip(&live.fold.facts().listed);
    let named = all.filter_map(|(no, it)| {
        let list = live.def.lists.iter().find(|list| list.id == it.list)?;
        contradicts(live, list, it, tables).then_some(no)
    });
    named.collect()
}

/// Whether the table that an entry names says nothing of what its kind asks for.
fn contradicts(live: &Live, list: &DecidedList, it: &Listed, tables: &Tables) -> bool {
    let kind = list.kinds.iter().find(|kind| kind.name == it.kind);
    let table = it.snapshot.and_then(|ix| tables.get(&ix));
    kind.zip(table).is_some_and(|(kind, table)| {
        by_rule_alone(kind) && grounds(live, list, &it.kind, it.unit, table).is_empty()
    })
}

/// A list; whom it names is seen by everybody once it is public or approved.
pub(super) fn list(live: &mut Live, at: usize, sight: &Sight, tables: &Tables) -> TableView {
    let table = live.now();
    let def = live.def.clone();
    let Some(list) = def.lists.get(at) else {
        return TableView::default();
    };
    let head = heads! {
        id!("no"), id!("column-kind-of-entry"), id!("column-who"), id!("grounds"), id!("evidence"),
        id!("notices-to-the-unit"), id!("statement"), id!("public-until"), id!("decision")
    };
    let mut rows = Vec::new();
    for (no, it) in (1..).zip(&live.fold.facts().listed).filter(|(_, it)| it.list == list.id) {
        let is_public = it.until.is_some() || it.approved == Some(true);
        if !is_public && !sight.unit_of(&live.def, it.unit) {
            continue;
        }
        let snapshot = it.snapshot.and_then(|ix| live.key(ix)).map(|key| key.to_string());
        let named = it.snapshot.and_then(|ix| tables.get(&ix)).unwrap_or(&table);
        let grounds = grounds(live, list, &it.kind, it.unit, named);
        let snapshot = snapshot.unwrap_or_default();
        let grounds = if contradicts(live, list, it, tables) {
            text!("the-table-does-not-say-so")
        } else {
            in_a_row::texts(&grounds, id!("list-comma"))
        };
        let grounds = grounds.map(|grounds| format!("{snapshot} {grounds}").trim().to_owned());
        rows.push(vec![
            LocalizedText::same(no),
            LocalizedText::same(&it.kind),
            LocalizedText::same(
                format!("{} {}", live.def.unit_label(it.unit), it.code.clone().unwrap_or_default()).trim(),
            ),
            grounds,
            LocalizedText::same(it.files),
            text!("so-many-notices-were-signed", signed = it.signed, notices = it.notices),
            if it.stated { text!("statement-was-made") } else { text!("no-statement-yet") },
            LocalizedText::same(
                it.until.map(|until| live.day(until.plus(-1)).to_string()).unwrap_or_default(),
            ),
            match (it.approved, it.unsigned_known) {
                (None, _) => text!("decision-is-open"),
                (Some(true), false) => text!("on-the-list"),
                (Some(true), true) => text!("on-the-list-unsigned-notices-known"),
                (Some(false), _) => text!("not-on-the-list"),
            },
        ]);
    }
    let mut notes = Vec::new();
    if sight.is_whole() {
        notes.push(proposals(live, list, &table));
    }
    notes.push(text!("a-rule-only-names-candidates-the-approver-decides"));
    notes.push(as_of(live));
    TableView { title: LocalizedText::same(&list.name), columns: head, rows, notes }
}

/// Those whom a rule names and nobody has proposed yet.
fn proposals(live: &Live, list: &DecidedList, table: &SnapshotTable) -> LocalizedText {
    let mut named = Vec::new();
    for kind in &list.kinds {
        for row in &table.rows {
            let Some(unit) = live.def.unit_by_code(&row.unit) else { continue };
            let known = |it: &Listed| {
                it.list == list.id && it.kind == kind.name && it.unit == unit && it.code.is_none()
            };
            let why = grounds(live, list, &kind.name, unit, table);
            if !why.is_empty() && !live.fold.facts().listed.iter().any(known) {
                let why = in_a_row::texts(&why, id!("list-comma"));
                named.push(
                    text!("unit-by-a-rule", unit = live.def.unit_label(unit), kind = kind.name, why: why),
                );
            }
        }
    }
    if named.is_empty() {
        return text!("no-rule-names-anybody-else");
    }
    text!("the-rules-would-name-all", all: in_a_row::texts(&named, id!("between-grades")))
}

/// The conditions of a kind that hold for a unit.
fn grounds(
    live: &Live,
    list: &DecidedList,
    kind: &str,
    unit: UnitIx,
    table: &SnapshotTable,
) -> Vec<LocalizedText> {
    let Some(kind) = list.kinds.iter().find(|known| known.name == kind) else { return Vec::new() };
    let code = live.def.units.get(unit.at()).map_or("", |unit| unit.code.as_str());
    let row = |sheet: u16| {
        let known = live.def.scores.get(usize::from(sheet))?;
        let of = table.sheets.iter().find(|of| of.sheet == known.id)?;
        of.rows.iter().find(|row| row.unit.as_str() == code)
    };
    let mut held = Vec::new();
    for condition in &kind.any {
        match condition {
            Condition::Grade { sheet, grade } => {
                let Some(has) = row(*sheet).and_then(|row| row.grade) else { continue };
                let meets = if list.tone == Tone::Commend { has <= *grade } else { has >= *grade };
                let name = live
                    .def
                    .scores
                    .get(usize::from(*sheet))
                    .and_then(|sheet| sheet.grades.get(usize::from(has)));
                if meets {
                    let grade = name.map_or("", |grade| grade.name.as_str());
                    held.push(text!("by-its-grade", grade));
                }
            }
            Condition::Total { sheet, compare, with } => {
                let Some(total) = row(*sheet).and_then(|row| row.total) else { continue };
                if compares(Decimal(total.saturating_mul(Decimal::ONE.0 / 100)), *compare, *with) {
                    let (total, compare) = (shown_points(total), sign(*compare));
                    held.push(text!("by-its-total", total, compare, with));
                }
            }
            Condition::Counted { tally, compare, with } => {
                let Some(count) = live.fold.tally(unit, *tally) else { continue };
                if compares(count, *compare, *with) {
                    let compare = sign(*compare);
                    let named = LocalizedText::from(named::tally(*tally));
                    held.push(named.map(|named| format!("{named} {count} {compare} {with}")));
                }
            }
            Condition::Nominated | Condition::Found { .. } => {}
        }
    }
    held
}

fn compares(left: Decimal, compare: Compare, right: Decimal) -> bool {
    match compare {
        Compare::Less => left < right,
        Compare::AtMost => left <= right,
        Compare::AtLeast => left >= right,
        Compare::More => left > right,
    }
}

fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Less => "<",
        Compare::AtMost => "≤",
        Compare::AtLeast => "≥",
        Compare::More => ">",
    }
}

pub(super) fn appeals(live: &Live, sight: &Sight, of: Option<&str>) -> TableView {
    let head = heads! {
        id!("no"), id!("sheet"), id!("unit"), id!("line"), id!("filed"), id!("column-answer-of-an-appeal"),
        id!("change")
    };
    let filed: Vec<_> = live.done.iter().filter(|done| matches!(done.event, Event::AppealFiled(_))).collect();
    let seen = (1..)
        .zip(&live.fold.facts().appeals)
        .filter(|(_, it)| sight.unit_of(&live.def, it.unit))
        .filter(|(_, it)| of.is_none_or(|sheet| sheet == it.sheet));
    let rows = seen.map(|(no, it)| {
        let at = filed.get(no - 1).map(|done| live.local(done.at)).unwrap_or_default();
        let (answer, change) = match it.answer {
            None => (text!("appeal-is-open"), String::new()),
            Some((true, change)) => (text!("upheld"), change.to_string()),
            Some((false, _)) => (text!("dismissed"), String::new()),
        };
        cells! {
            = no, = sheet_name(live, &it.sheet), = live.def.unit_label(it.unit), = &it.line, = at, answer, = change
        }
    });
    let rows = rows.collect();
    TableView { title: text!("appeals"), columns: head, rows, notes: Vec::new() }
}

pub(super) fn vetoes(live: &Live, sight: &Sight, of: Option<&str>) -> TableView {
    let head = [id!("no"), id!("sheet"), id!("unit"), id!("cause"), id!("decision")];
    let seen = (1..)
        .zip(&live.fold.facts().vetoes)
        .filter(|(_, it)| sight.unit_of(&live.def, it.unit))
        .filter(|(_, it)| of.is_none_or(|sheet| sheet == it.sheet));
    let rows = seen.map(|(no, it)| {
        let decision = match it.approved {
            None => text!("decision-is-open"),
            Some(true) => text!("approved"),
            Some(false) => text!("rejected-2"),
        };
        cells! {
            = no, = sheet_name(live, &it.sheet), = live.def.unit_label(it.unit), = &it.cause, decision
        }
    });
    let rows = rows.collect();
    TableView { title: text!("vetoes"), columns: heads(&head), rows, notes: Vec::new() }
}

/// A sheet as people call it.
fn sheet_name<'l>(live: &'l Live, id: &'l str) -> &'l str {
    live.def.scores.iter().find(|sheet| sheet.id == id).map_or(id, |sheet| sheet.name.as_str())
}

/// The day by which what an inspection found is to be put right, where its round says how soon; that it was not has no day.
fn put_right_by(live: &Live, it: &Entry, found: Option<Instant>) -> Option<Date> {
    if matches!(&it.kind, EntryKind::Deducted { cause, .. } if tallies::is_late_correction(cause)) {
        return None;
    }
    corrections::due_day(&live.def, it.inspection.as_deref()?, it.unit, found?)
}

/// Who entered points; what follows from the record was entered by nobody.
fn by(done: Option<&&Done>) -> LocalizedText {
    match done {
        Some(done) if done.actor == CLOCK => text!("from-the-record"),
        Some(done) => LocalizedText::same(done.behalf.as_ref().unwrap_or(&done.actor)),
        None => LocalizedText::same(""),
    }
}

/// Whether points count: they were not withdrawn, and the same judge gave the line no others since.
fn stands(entries: &[Entry], at: usize) -> LocalizedText {
    let Some(it) = entries.get(at) else { return text!("counts") };
    if it.withdrawn {
        return text!("points-withdrawn");
    }
    let EntryKind::Given { judge, .. } = &it.kind else { return text!("counts") };
    let instead = |later: &&Entry| {
        !later.withdrawn
            && (later.unit, &later.sheet, &later.line) == (it.unit, &it.sheet, &it.line)
            && matches!(&later.kind, EntryKind::Given { judge: by, .. } if by == judge)
    };
    let later = entries.get(at + 1..).unwrap_or_default().iter().find(instead);
    later.map_or_else(|| text!("counts"), |_| text!("points-replaced"))
}

pub(super) fn points(live: &Live, sight: &Sight, of: Option<&str>) -> TableView {
    let head = heads! {
        id!("no"), id!("sheet"), id!("unit"), id!("line"), id!("column-content"), id!("inspection"),
        id!("column-put-right-by"), id!("evidence"), id!("by"), id!("when"), id!("column-state")
    };
    let entered: Vec<_> = live
        .done
        .iter()
        .filter(|done| {
            matches!(done.event, Event::ScoreGiven(_) | Event::ScoreDeducted(_) | Event::ScoreAdded(_))
        })
        .collect();
    let seen = (1..)
        .zip(&live.fold.facts().entries)
        .filter(|(_, it)| sight.unit_of(&live.def, it.unit))
        .filter(|(_, it)| of.is_none_or(|sheet| sheet == it.sheet));
    let rows = seen.map(|(no, it)| {
        let done = entered.get(no - 1);
        let what = match &it.kind {
            EntryKind::Given { points, .. } => points.to_string(),
            EntryKind::Deducted { cause, times } => format!("−{cause} ×{times}"),
            EntryKind::Added { cause, times } => format!("+{cause} ×{times}"),
        };
        let inspection = it.inspection.as_deref();
        let day = put_right_by(live, it, done.map(|done| done.at));
        cells! {
            = no, = sheet_name(live, &it.sheet), = live.def.unit_label(it.unit), = &it.line, = what,
            inspection.map_or_else(|| LocalizedText::same(""), |name| named::inspection(&live.def, name)),
            = day.map(|day| day.to_string()).unwrap_or_default(),
            = it.files, by(done), = done.map(|done| live.local(done.at)).unwrap_or_default(),
            stands(&live.fold.facts().entries, no - 1)
        }
    });
    let rows = rows.collect();
    TableView { title: text!("points-entered-by-people"), columns: head, rows, notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;

    use super::*;

    fn given(judge: &str, points: i32, withdrawn: bool) -> Entry {
        Entry {
            sheet: "annual".to_owned(),
            line: "服务".to_owned(),
            unit: UnitIx(0),
            kind: EntryKind::Given { judge: judge.to_owned(), points: Decimal::whole(points) },
            inspection: None,
            files: 0,
            correction: None,
            withdrawn,
        }
    }

    #[test]
    fn what_a_judge_replaced_does_not_count_beside_what_stands_in_its_place() {
        let entries = [given("a", 3, false), given("b", 4, false), given("a", 5, false), given("a", 6, true)];
        let said = [0, 1, 2, 3].map(|at| stands(&entries, at).into_language(Language::Zh));
        assert_eq!(said, ["已改打，不再计分", "计分", "计分", "已撤回"]);
    }
}
