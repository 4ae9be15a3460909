//! What an inspection found and was not put right in time costs points of its own. That follows from the record: nobody enters it.

use muster_protocol::definition::{Definition, Scorer};
use muster_protocol::event::{Event, ScoreDeducted};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::time::Instant;
use muster_rules::score::facts::{Entry, EntryKind};
use muster_rules::score::tallies::is_late_correction;

use super::super::plan::OccasionPlanner;
use super::super::state::State;

/// What follows from units that are late with a task, if it was given to them to put something right.
pub(super) fn overdue(
    def: &Definition,
    state: &State,
    ix: OccasionIx,
    units: &[UnitIx],
    due: Instant,
) -> Vec<Event> {
    if state.occasion(ix).is_none_or(|occasion| occasion.plan.given.is_none()) {
        return Vec::new();
    }
    let mut events = Vec::new();
    for unit in units {
        let theirs = |entry: &&Entry| entry.correction == Some(ix) && entry.unit == *unit && !entry.withdrawn;
        let mut found = state.facts.entries.iter().filter(theirs);
        // A second one says so already: the day was moved, and passed again.
        let (Some(entry), None) = (found.next(), found.next()) else { continue };
        let Some(cause) = cause(def, entry, due) else { continue };
        let body = ScoreDeducted {
            unit: *unit,
            sheet: entry.sheet.clone(),
            line: entry.line.clone(),
            cause: cause.to_owned(),
            times: 1,
            inspection: entry.inspection.clone(),
            evidence: Vec::new(),
            reason: None,
            correction: Some(ix),
        };
        events.push(body.into());
    }
    events
}

/// As what it is found, where the line of the finding knows it and its sheet is not frozen yet.
fn cause<'d>(def: &'d Definition, entry: &Entry, due: Instant) -> Option<&'d str> {
    let EntryKind::Deducted { cause, .. } = &entry.kind else { return None };
    let sheet = def.scores.iter().find(|sheet| sheet.id == entry.sheet)?;
    if is_late_correction(cause) || sheet.freeze < OccasionPlanner::new(def).zone.date_of(due) {
        return None;
    }
    let lines = sheet.groups.iter().flat_map(|group| &group.lines);
    let found = lines.filter(|line| line.name == entry.line).find_map(|line| match &line.scorer {
        Scorer::Deduct(known) => known.iter().find(|known| is_late_correction(&known.cause)),
        Scorer::Auto(_) | Scorer::Judged { .. } => None,
    });
    found.map(|found| found.cause.as_str())
}
