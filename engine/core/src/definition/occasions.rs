//! Ids that become keys: duties, visit programmes, snapshots, notices of phases, and whatever judges share one space.

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
    pub(crate) kind: (&'static str, &'static str),
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
    named.extend(duties.iter().map(|line| taker(&line.duty.id, line.place, ("任务", "a duty"))));
    named.extend(
        visits.iter().map(|line| taker(&line.programme.id, line.place, ("走访", "a visit programme"))),
    );
    named.extend(snapshots.iter().map(|line| taker(&line.plan.id, line.place, ("快照", "a snapshot"))));
    named.extend(others);
    named.sort_by_key(|taker| (taker.place.line, taker.place.column));
    // Nobody writes the key of a phase's notice, so the other one is to blame wherever it stands.
    let notice = |line: &PhaseLine| {
        taker(&format!("phase-{}", line.phase.id), line.place, ("阶段的通知", "the notice of a phase"))
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
    let (zh, en) = first.kind;
    report
        .error(
            code::DUPLICATE_ID,
            taker.place,
            format!("编号“{id}”已经用在第 {line} 行第 {column} 列（{zh}）"),
            format!("the id “{id}” is taken at line {line}, column {column} ({en})"),
        )
        .fix(
            "请改掉其中一个；任务（含分项）、走访、快照、办件、评议、评分、名单的编号要各不相同",
            "change one of them: ids of duties (parts included), visits, snapshots, cases, reviews, scores and lists must differ",
        );
}
