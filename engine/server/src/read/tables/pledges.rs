//! Promises: who made them, where they were published, by how many members, and how they were kept (S24 to S27).

use std::collections::BTreeMap;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{Definition, Pledge, Variant};
use muster_protocol::form::Verdict;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::{id, text};

use super::records::{self, Record};
use super::{Asked, TableView, duties, heads};
use crate::store::StoreError;
use muster_protocol::catalogue::in_a_row::{self, words};

/// Most promises that are listed; the notes count all of them.
const LISTED_MAX: usize = 5_000;

/// One unit's promise.
struct Made {
    record: Record,
    /// Checks with their periods.
    checks: Vec<(String, Verdict)>,
}

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    if asked.name != "pledges" {
        return Ok(None);
    }
    let def = std::sync::Arc::clone(&asked.def);
    let mut all: BTreeMap<(DutyIx, UnitIx), Made> = BTreeMap::new();
    let pledges = records::happenings(asked, |ix, _| pledge(&def, ix).is_some()).await?;
    for happening in &pledges {
        for record in records::of(asked, happening).await? {
            all.insert((happening.duty, record.unit), Made { record, checks: Vec::new() });
        }
    }
    let checks = records::happenings(asked, |ix, _| checked(&def, ix).is_some()).await?;
    for happening in &checks {
        let Some(of) = checked(&def, happening.duty) else { continue };
        let period = happening.key.split_once('.').map_or("", |(_, period)| period).to_owned();
        for record in records::of(asked, happening).await? {
            let verdict = record.form.verdict.filter(|_| record.counts());
            if let (Some(made), Some(verdict)) = (all.get_mut(&(of, record.unit)), verdict) {
                made.checks.push((period.clone(), verdict));
            }
        }
    }
    let columns =
        [id!("promise"), id!("unit"), id!("column-state"), id!("published-to"), id!("heads"), id!("checks")];
    let rows = all.iter().take(LISTED_MAX).filter_map(|((duty, unit), made)| row(&def, *duty, *unit, made));
    Ok(Some(TableView {
        title: text!("promises"),
        columns: heads(&columns),
        rows: rows.collect(),
        notes: notes(&def, &all),
    }))
}

fn pledge(def: &Definition, ix: DutyIx) -> Option<&Pledge> {
    match &def.duties.get(ix.at())?.variant {
        Variant::Pledge(pledge) => Some(pledge),
        _ => None,
    }
}

fn checked(def: &Definition, ix: DutyIx) -> Option<DutyIx> {
    match def.duties.get(ix.at())?.variant {
        Variant::PledgeCheck(of) => Some(of),
        _ => None,
    }
}

fn row(def: &Definition, duty: DutyIx, unit: UnitIx, made: &Made) -> Option<Vec<LocalizedText>> {
    let pledge = pledge(def, duty)?;
    let line = def.duties.get(duty.at())?;
    let form = &made.record.form;
    let outlets = pledge.publish.iter().filter_map(|ix| def.outlets.get(ix.at()));
    let at: Vec<&str> = outlets
        .map(|outlet| outlet.name.as_str())
        .filter(|name| form.covers.iter().any(|it| it == name))
        .collect();
    let check = |(period, verdict): &(String, Verdict)| {
        LocalizedText::from(verdict.word()).map(|verdict| format!("{period} {verdict}"))
    };
    let checks: Vec<LocalizedText> = made.checks.iter().map(check).collect();
    Some(cells! {
        = &line.name, = def.unit_label(unit), made.record.status(), = words(&at),
        duties::numbers(def, line, unit, form), in_a_row::texts(&checks, id!("list-comma"))
    })
}

/// For each promise: how many are made and published, and how the last check of each unit came out.
fn notes(def: &Definition, all: &BTreeMap<(DutyIx, UnitIx), Made>) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    for (ix, duty) in (0u16..).map(DutyIx).zip(&def.duties) {
        if pledge(def, ix).is_none() {
            continue;
        }
        let theirs: Vec<&Made> =
            all.range((ix, UnitIx(0))..=(ix, UnitIx(u32::MAX))).map(|(_, made)| made).collect();
        let made = theirs.iter().filter(|it| it.record.counts()).count();
        let last = |wanted: Verdict| {
            let is = |it: &&&Made| it.checks.last().is_some_and(|(_, verdict)| *verdict == wanted);
            theirs.iter().filter(is).count()
        };
        let (kept, partly, broken) = (last(Verdict::Kept), last(Verdict::PartlyKept), last(Verdict::Broken));
        let (name, asked) = (&duty.name, theirs.len());
        notes.push(text!("pledges-made-and-kept", name, asked, made, kept, partly, broken));
    }
    notes
}
