//! What a letter says of a case: what has become of it, and by when it is to be accepted and finished, to the hour where it has one.

use muster_protocol::case::CaseClock;
use muster_protocol::catalogue::Listed;
use muster_protocol::definition::Definition;
use muster_protocol::item::CaseNews;
use muster_protocol::question::{CaseLimit, CaseStanding};
use muster_protocol::time::Date;
use muster_protocol::{id, say};

use super::super::wording::Wording;

/// `12319热线·投诉（hotline-12319/7）`: its kind, what it is about, and the name by which it is worked on.
pub(super) fn called((words, def): (Wording, &Definition), case: &CaseStanding) -> Option<String> {
    let (id, number) = (&case.case.kind, case.case.no);
    let name = &def.cases.iter().find(|kind| kind.id == *id)?.name;
    Some(match &case.about {
        Some(about) => say!(words, "case-with-what-it-is-about-in-letters", name, about, id, number),
        None => say!(words, "case-or-candidate-in-letters", name, id, number),
    })
}

/// How it stands for the reader, and what is asked.
pub(super) fn standing(words: Wording, news: CaseNews, case: &CaseStanding, today: Date) -> String {
    let theirs = case.worked_by.is_empty();
    let became = match news {
        CaseNews::Dispatched => Some(id!("it-is-with-your-unit-now")),
        CaseNews::PassedUp => Some(id!("the-unit-asks-for-a-reply-from-you")),
        CaseNews::Replied if theirs => Some(id!("those-above-have-replied-please-go-on-with")),
        CaseNews::Replied => Some(id!("those-above-have-replied")),
        CaseNews::Waits => Some(id!("it-came-from-a-visit-give-it-to-a-unit")),
        CaseNews::Late => None,
    };
    let mut parts: Vec<String> = became.map(|said| said.say(words.0).to_owned()).into_iter().collect();
    parts.extend(case.limits.iter().map(|limit| said_of(words, limit, today)));
    let over = case.limits.iter().any(|limit| limit.over);
    if !theirs {
        parts.push(say!(words, "those-who-work-on-the-case", posts: Listed(&case.worked_by)));
    } else if over && news != CaseNews::PassedUp {
        parts.push(words.say("please-deal-with-it-now").to_owned());
    }
    parts.join(words.say("list-semicolon"))
}

/// A limit, ahead or over.
fn said_of(words: Wording, limit: &CaseLimit, today: Date) -> String {
    let slot = words.slot(limit.day, limit.hour, today);
    let said = match (limit.clock, limit.over) {
        (CaseClock::Accept, false) => say!(words, "case-to-be-accepted-by", slot),
        (CaseClock::Finish, false) => say!(words, "case-to-be-finished-by", slot),
        (CaseClock::Statutory, false) => say!(words, "case-to-be-finished-by-law-by", slot),
        (CaseClock::Accept, true) => say!(words, "case-was-to-be-accepted-by", slot),
        (CaseClock::Finish, true) => say!(words, "case-was-to-be-finished-by", slot),
        (CaseClock::Statutory, true) => say!(words, "case-was-to-be-finished-by-law-by", slot),
    };
    // What ran out this very day is not late by days.
    if limit.over && limit.day >= today {
        return said;
    }
    format!("{said}{}{}", words.say("clause-comma"), words.distance(limit.day, today))
}
