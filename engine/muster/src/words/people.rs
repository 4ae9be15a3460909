//! What people do beside items, as sentences: ledgers, cases, candidates, erased blobs.

use muster_rules::zone::Zone;
use muster_words::case::CaseClock;
use muster_words::definition::Definition;
use muster_words::event::Said as Event;
use muster_words::event::of::{CaseReceived, LedgerEntered};
use muster_words::refs::{CandidateId, CaseId, Ids};
use muster_words::time::Instant;

use crate::lang::Lang;
use crate::words::glossary::Glossary;

/// What happened; none for other events.
#[must_use]
pub(super) fn sentence(lang: Lang, known: &Glossary, event: &Event) -> Option<String> {
    let say = |zh: String, en: String| Some(if lang == Lang::Zh { zh } else { en });
    match event {
        Event::LedgerEntered(body) => {
            let name = ledger(known, body);
            say(format!("{name} 记第{}行", body.row), format!("{name}: row {} entered", body.row))
        }
        Event::LedgerCorrected(body) => {
            let (name, wrong, row) = (ledger(known, &body.entry), body.wrong, body.entry.row);
            say(
                format!("{name} 第{wrong}行有误，由第{row}行更正"),
                format!("{name}: row {wrong} corrected by row {row}"),
            )
        }
        Event::CaseDispatched(body) => {
            let (no, unit) = (&body.case, known.unit(&body.unit));
            say(format!("办件 {no} 派给 {unit}"), format!("case {no} dispatched to {unit}"))
        }
        Event::CaseLate(body) => {
            let no = &body.case;
            let (zh, en) = clock(body.clock);
            say(format!("办件 {no} {zh}超期"), format!("case {no}: the time {en} is over"))
        }
        Event::CaseCalledBack(body) => {
            let no = &body.case;
            let (zh, en) =
                if body.satisfied { ("满意", "satisfied") } else { ("不满意", "dissatisfied") };
            say(format!("办件 {no} 已回访：{zh}"), format!("case {no} called back: {en}"))
        }
        other => plain(other).and_then(|(zh, en)| say(zh, en)),
    }
}

/// A case that was taken in: its name and its times.
#[must_use]
pub fn received(lang: Lang, def: &Definition, body: &CaseReceived<Ids>) -> String {
    let name = &body.case;
    let zone = Zone::of(def).ok();
    let local = |late: Instant| {
        let Some(zone) = &zone else { return late.to_string() };
        let day = zone.date_of(late.plus(-1));
        // What ends with a day is said by that day.
        let whole = zone.start_of_day(day.plus(1)) == late;
        if whole { day.to_string() } else { zone.rfc3339(late)[..16].replace('T', " ") }
    };
    let mut parts = Vec::new();
    let mut add = |zh: &str, en: &str, at: Option<Instant>| {
        parts.extend(at.map(|at| format!("{}{}", lang.pick(zh, en), local(at))));
    };
    add("受理限 ", "accept by ", body.accept_by);
    add("承诺办结限 ", "finish by ", Some(body.finish_by));
    add("法定办结限 ", "by law ", body.statutory);
    format!("{name}{}{}", lang.pick("：", ": "), parts.join(lang.pick("，", ", ")))
}

fn ledger(known: &Glossary, body: &LedgerEntered<Ids>) -> String {
    format!("{} {}", known.duty(&body.duty), known.unit(&body.unit))
}

fn clock(clock: CaseClock) -> (&'static str, &'static str) {
    match clock {
        CaseClock::Accept => ("受理", "to accept it"),
        CaseClock::Finish => ("承诺办结", "promised to finish it"),
        CaseClock::Statutory => ("法定办结", "allowed by law"),
    }
}

/// Sentences that need no names.
fn plain(event: &Event) -> Option<(String, String)> {
    let case =
        |case: &CaseId, zh: &str, en: &str| Some((format!("办件 {case} {zh}"), format!("case {case} {en}")));
    let candidate = |candidate: &CandidateId, zh: &str, en: &str| {
        Some((format!("评选对象 {candidate} {zh}"), format!("candidate {candidate} {en}")))
    };
    match event {
        Event::CaseReceived(body) => case(&body.case, "收件", "received"),
        Event::CaseAccepted(body) => case(&body.case, "受理", "accepted"),
        Event::CaseTracked(body) => {
            case(&body.case, &format!("完成环节：{}", body.stage), &format!("step done: {}", body.stage))
        }
        Event::CaseAgentNamed(body) => {
            case(&body.case, &format!("指定代办员：{}", body.agent), &format!("agent named: {}", body.agent))
        }
        Event::CaseAssisted(body) => case(&body.case, "有帮办记录", "has its agent's record"),
        Event::CasePassedUp(body) => case(&body.case, "上报", "passed up"),
        Event::CaseReplied(body) => case(&body.case, "上级已批复", "replied to from above"),
        Event::CaseAnswered(body) => case(&body.case, "答复", "answered"),
        Event::CaseReopened(body) => {
            case(&body.case, "重办，时限仍从第一次收件算起", "reopened on its first clock")
        }
        Event::CaseClosed(body) => case(&body.case, "办结", "closed"),
        Event::CandidateNominated(body) => candidate(&body.candidate, "推荐", "nominated"),
        Event::CandidatePassed(body) => {
            candidate(&body.candidate, &format!("通过：{}", body.stage), &format!("passed {}", body.stage))
        }
        Event::CandidateRejected(body) => candidate(
            &body.candidate,
            &format!("未通过：{}", body.stage),
            &format!("rejected at {}", body.stage),
        ),
        Event::CandidateObjected(body) => candidate(&body.candidate, "有异议", "objected to"),
        Event::ObjectionSettled(body) if body.upheld => {
            candidate(&body.candidate, "异议成立，退出评选", "is out: the objection was upheld")
        }
        Event::ObjectionSettled(body) => {
            candidate(&body.candidate, "异议不成立", "stays: the objection was dismissed")
        }
        Event::BlobErased(body) => {
            let blob = body.blob.to_string();
            let short = blob.get(..12).unwrap_or_default();
            Some((format!("删除材料 {short}"), format!("blob {short} erased")))
        }
        _ => super::judging::told(event),
    }
}
