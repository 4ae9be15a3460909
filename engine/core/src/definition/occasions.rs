//! Ids that become keys: duties, visit programmes, snapshots, notices of phases, and whatever judges share one space.

use muster_protocol::catalogue::TextId;
use muster_protocol::{id, text};
use std::collections::BTreeMap;

use super::activities::line::DutyLine;
use super::activities::visits::VisitLine;
use super::evaluation::snapshots::SnapshotLine;
use super::findings::code;
use super::findings::finding::{Place, Report};
use crate::definition::names::PhaseLine;

/// A thing that takes a key.
pub(crate) struct Taker {
    pub(crate) key: String,
    pub(crate) place: Place,
    pub(crate) kind: TextId,
}

/// Reports every id whose key is taken. A duty part `a-b` and a duty `a-b` have one id too.
pub(crate) fn check(
    phases: &[PhaseLine],
    duties: &[DutyLine],
    visits: &[VisitLine],
    snapshots: &[SnapshotLine],
    others: Vec<Taker>,
    report: &mut Report,
) {
    let taker = |id: &str, place: Place, kind| Taker { key: id.to_owned(), place, kind };
    let mut named: Vec<Taker> = Vec::new();
    named.extend(duties.iter().map(|line| taker(&line.duty.id, line.place, id!("a-duty"))));
    named.extend(visits.iter().map(|line| taker(&line.programme.id, line.place, id!("a-visit-programme"))));
    named.extend(snapshots.iter().map(|line| taker(&line.plan.id, line.place, id!("a-snapshot"))));
    named.extend(others);
    named.sort_by_key(|taker| (taker.place.line, taker.place.column));
    // Nobody writes the key of a phase's notice, so the other one is to blame wherever it stands.
    let notice = |line: &PhaseLine| {
        taker(&format!("phase-{}", line.phase.id), line.place, id!("the-notice-of-a-phase"))
    };
    let mut taken: BTreeMap<String, Taker> =
        phases.iter().map(notice).map(|taker| (taker.key.clone(), taker)).collect();
    for taker in named {
        if let Some(first) = taken.get(&taker.key) {
            twice(&taker, first, report);
        } else {
            taken.insert(taker.key.clone(), taker);
        }
    }
}

fn twice(taker: &Taker, first: &Taker, report: &mut Report) {
    let (id, line, column) = (&taker.key, first.place.line, first.place.column);
    let said = text!("the-id-id-is-taken-at-line-line", id, line, column, kind: first.kind);
    report.error(code::DUPLICATE_ID, taker.place, said).fix(text!("change-one-of-them-ids-of-duties-parts"));
}
