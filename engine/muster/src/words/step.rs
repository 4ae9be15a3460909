//! Steps: their kinds, their outcomes and the reasons, as words for people and as stable words for programs.

use muster_protocol::definition::{CardColour, Definition};
use muster_protocol::item::{
    AppealNews, CaseNews, ListNews, ProposedVisit, Standing, StepKind, StepOutcome, StepReason, VisitNews,
};
use muster_protocol::refs::Refs;
use muster_protocol::shape::SlotReason;
use muster_protocol::{id, say};
use muster_server::view::codes::{step_reason, step_reason_said};
use muster_server::watch::health::ChannelStatus;
use serde::Deserialize;
use serde::de::value::StrDeserializer;

use super::names;
use muster_protocol::catalogue::{Language, TextId};

/// The kind in words.
#[must_use]
pub fn kind(lang: Language, kind: StepKind) -> String {
    match kind {
        StepKind::Notice => lang.say("phase-notice").to_owned(),
        StepKind::Before(days) => say!(lang, "reminder-working-days-before", #days = days),
        StepKind::OnDay => lang.say("reminder-on-the-due-day").to_owned(),
        StepKind::Overdue(days) => say!(lang, "overdue-reminder-working-days-after", #days = days),
        StepKind::Card(CardColour::Blue, days) => say!(lang, "blue-card-working-days-before", #days = days),
        StepKind::Card(CardColour::Yellow, days) => {
            say!(lang, "yellow-card-working-days-after", #days = days)
        }
        StepKind::Card(CardColour::Red, days) => say!(lang, "red-card-working-days-after", #days = days),
        StepKind::VisitAhead(days) => say!(lang, "visit-in-working-days", #days = days),
        StepKind::VisitUnrecorded(days) => say!(lang, "visit-not-recorded-for-working-days", #days = days),
        StepKind::CaseNews(news) => case_words(news).say(lang).to_owned(),
        StepKind::Objected => lang.say("news-of-an-objection").to_owned(),
        StepKind::AppealNews(news) => appeal_words(news).say(lang).to_owned(),
        StepKind::ScoresPublic => lang.say("scores-are-public").to_owned(),
        StepKind::TooFew => lang.say("too-few-answered-a-round").to_owned(),
        StepKind::ListNews(news) => list_words(news).say(lang).to_owned(),
        StepKind::Returned => lang.say("news-that-it-was-returned").to_owned(),
        StepKind::Given => lang.say("news-that-it-was-given").to_owned(),
        StepKind::VisitNews(news) => news_words(news).say(lang).to_owned(),
        StepKind::Lifted(colour) => lifted_words(colour).say(lang).to_owned(),
        StepKind::Brief(Standing::Late, week) => say!(lang, "weekly-brief-late", no = week),
        StepKind::Brief(Standing::Yellow, week) => say!(lang, "weekly-brief-yellow", no = week),
        StepKind::Brief(Standing::Red, week) => say!(lang, "weekly-brief-red", no = week),
    }
}

/// That a card is lifted.
const fn lifted_words(colour: CardColour) -> TextId {
    match colour {
        CardColour::Blue => id!("blue-card-lifted"),
        CardColour::Yellow => id!("yellow-card-lifted"),
        CardColour::Red => id!("red-card-lifted"),
    }
}

/// What became of a case.
const fn appeal_words(news: AppealNews) -> TextId {
    match news {
        AppealNews::Filed => id!("appeal-came-in"),
        AppealNews::Upheld => id!("appeal-was-upheld"),
        AppealNews::Dismissed => id!("appeal-was-dismissed"),
    }
}

/// What became of an entry of a list.
const fn list_words(news: ListNews) -> TextId {
    match news {
        ListNews::Proposed => id!("list-entry-proposed"),
        ListNews::Listed => id!("list-entry-listed"),
        ListNews::NotListed => id!("list-entry-not-listed"),
    }
}

const fn case_words(news: CaseNews) -> TextId {
    match news {
        CaseNews::Dispatched => id!("case-dispatched"),
        CaseNews::PassedUp => id!("case-passed-up"),
        CaseNews::Replied => id!("case-replied-to"),
        CaseNews::Late => id!("case-late"),
        CaseNews::Waits => id!("case-waits-for-a-unit"),
    }
}

/// What became of a visit.
const fn news_words(news: VisitNews) -> TextId {
    match news {
        VisitNews::Proposed => id!("visit-planned"),
        VisitNews::Confirmed => id!("visit-confirmed"),
        VisitNews::Moved => id!("visit-moved"),
        VisitNews::Delegated => id!("visit-delegated"),
        VisitNews::HandedOn => id!("visit-handed-on"),
        VisitNews::CalledOff => id!("visit-called-off"),
        VisitNews::PlannedAgain => id!("visit-planned-again"),
        VisitNews::GivenToAnother => id!("visit-given-to-another"),
    }
}

/// The kind in as few words as stand behind a date: `4月28日黄单`.
#[must_use]
pub fn brief(lang: Language, kind: StepKind) -> &'static str {
    let said = match kind {
        StepKind::Notice => id!("notice"),
        StepKind::Before(_) | StepKind::OnDay => id!("reminder"),
        StepKind::Overdue(_) => id!("overdue-reminder"),
        StepKind::Card(CardColour::Blue, _) => id!("blue-card"),
        StepKind::Card(CardColour::Yellow, _) => id!("yellow-card"),
        StepKind::Card(CardColour::Red, _) => id!("red-card-brief"),
        StepKind::VisitAhead(_) => id!("notice-of-the-visit"),
        StepKind::VisitUnrecorded(_) => id!("record-asked-for"),
        StepKind::VisitNews(news) => news_words(news),
        StepKind::Returned => id!("returned-brief"),
        StepKind::Given => id!("given-brief"),
        StepKind::CaseNews(news) => case_words(news),
        StepKind::Objected => id!("objection"),
        StepKind::AppealNews(news) => appeal_words(news),
        StepKind::ScoresPublic => id!("scores-are-public"),
        StepKind::TooFew => id!("too-few-answered-a-round"),
        StepKind::ListNews(news) => list_words(news),
        StepKind::Lifted(colour) => lifted_words(colour),
        StepKind::Brief(..) => id!("weekly-brief-in-brief"),
    };
    said.say(lang)
}

/// The kind in words, from its stable word; an unknown one stays as it is.
#[must_use]
pub fn kind_of_code(lang: Language, code: &str) -> String {
    code.parse().map_or_else(|_| code.to_owned(), |parsed| kind(lang, parsed))
}

/// How a step ended, in words, from its stable words.
#[must_use]
pub fn outcome_of_code(lang: Language, code: Option<&str>, reason_code: Option<&str>) -> String {
    let what = match code {
        None => lang.say("step-open"),
        Some("sent") => lang.say("sent"),
        Some("skipped") => lang.say("skipped"),
        Some("failed") => lang.say("failed"),
        Some("withdrawn") => lang.say("withdrawn"),
        Some(other) => other,
    };
    let why = reason_code.map(|code| parse_reason(code).map_or(code, |known| reason(lang, known)));
    match why {
        None => what.to_owned(),
        Some(why) => say!(lang, "outcome-with-its-reason", said = what, reason = why),
    }
}

/// What a channel said last when it took no letter, in its system's own words; none where it never did.
pub fn channel_status(lang: Language, channel: &ChannelStatus) -> Option<String> {
    let (name, cause) = (&channel.name, channel.cause.as_ref()?);
    Some(if channel.trouble().is_some() {
        say!(lang, "the-channel-takes-nothing-now", name, cause)
    } else {
        say!(lang, "the-channel-said-last", name, cause)
    })
}

/// A reason by its stable word, which is the one that it is stored under.
fn parse_reason(code: &str) -> Option<StepReason> {
    StepReason::deserialize(StrDeserializer::<serde::de::value::Error>::new(code)).ok()
}

/// How a step ended, in words.
#[must_use]
pub fn outcome(lang: Language, outcome: Option<StepOutcome>) -> String {
    let why = |outcome: TextId, reason: StepReason| {
        let reason = self::reason(lang, reason);
        say!(lang, "outcome-with-its-reason", said: outcome, reason)
    };
    match outcome {
        None => lang.say("step-not-due-or-open").to_owned(),
        Some(StepOutcome::Sent) => lang.say("sent").to_owned(),
        Some(StepOutcome::Skipped(reason)) => why(id!("skipped"), reason),
        Some(StepOutcome::Failed(reason)) => why(id!("failed"), reason),
        Some(StepOutcome::Withdrawn(reason)) => why(id!("withdrawn"), reason),
    }
}

/// How a step ended as stable words: the outcome, and the reason if it has one.
#[must_use]
pub fn outcome_code(outcome: Option<StepOutcome>) -> (&'static str, Option<&'static str>) {
    match outcome {
        None => ("open", None),
        Some(StepOutcome::Sent) => ("sent", None),
        Some(StepOutcome::Skipped(reason)) => ("skipped", Some(step_reason(reason))),
        Some(StepOutcome::Failed(reason)) => ("failed", Some(step_reason(reason))),
        Some(StepOutcome::Withdrawn(reason)) => ("withdrawn", Some(step_reason(reason))),
    }
}

/// The reason in words.
#[must_use]
pub fn reason(lang: Language, reason: StepReason) -> &'static str {
    step_reason_said(reason).say(lang)
}

/// Why a slot was chosen, in words; `town_of` gives the short name of a place.
#[must_use]
pub fn slot<R: Refs>(lang: Language, reason: &SlotReason<R>, short: impl Fn(&R::Unit) -> String) -> String {
    match reason {
        SlotReason::LongestUnvisited(days) => say!(lang, "unvisited-for-days", #days = days),
        SlotReason::NeverVisited => lang.say("never-visited").to_owned(),
        SlotReason::VisitorFree { busy_days } => say!(lang, "visitor-free", #busy_days = busy_days),
        SlotReason::SameTown(unit) => say!(lang, "same-town-and-day-as", unit = short(unit)),
        SlotReason::FairShare(had) => say!(lang, "fair-share-of-visits", #had = had),
        SlotReason::Spread => lang.say("near-the-middle-of-the-period").to_owned(),
        SlotReason::InTurn { had, passed: 0 } => {
            say!(lang, "in-turn-visit-there", no = had.saturating_add(1))
        }
        SlotReason::InTurn { had, passed } => {
            say!(lang, "in-turn-visit-there-others-not-free", no = had.saturating_add(1), #passed = passed)
        }
        SlotReason::Near { place, minutes } => {
            say!(lang, "near-a-place-on-the-same-day", place = short(place), #minutes = minutes)
        }
        SlotReason::StandsIn => lang.say("goes-instead-of-the-places-own-visitor").to_owned(),
    }
}

/// All reasons for a visit's slot, in words.
#[must_use]
pub fn slots(lang: Language, def: &Definition, visit: &ProposedVisit) -> Vec<String> {
    visit.reasons.iter().map(|why| slot(lang, why, |unit| names::unit(def, *unit))).collect()
}

/// Why a slot was chosen, as a stable word with its number or unit behind a colon.
#[must_use]
pub fn slot_code<R: Refs>(reason: &SlotReason<R>, code: impl Fn(&R::Unit) -> String) -> String {
    match reason {
        SlotReason::LongestUnvisited(days) => format!("longest-unvisited:{days}"),
        SlotReason::NeverVisited => "never-visited".to_owned(),
        SlotReason::VisitorFree { busy_days } => format!("visitor-free:{busy_days}"),
        SlotReason::SameTown(unit) => format!("same-town:{}", code(unit)),
        SlotReason::FairShare(had) => format!("fair-share:{had}"),
        SlotReason::Spread => "spread".to_owned(),
        SlotReason::InTurn { had, passed } => format!("in-turn:{had}:{passed}"),
        SlotReason::Near { place, minutes } => format!("near:{}:{minutes}", code(place)),
        SlotReason::StandsIn => "stands-in".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_as_the_committee_writes_them() {
        assert_eq!(kind(Language::Zh, StepKind::Card(CardColour::Red, 5)), "红色督办单（逾期5个工作日）");
    }

    #[test]
    fn stable_words_are_read_back() {
        let kinds = [
            StepKind::Notice,
            StepKind::Before(5),
            StepKind::OnDay,
            StepKind::Overdue(2),
            StepKind::Card(CardColour::Blue, 1),
            StepKind::Card(CardColour::Yellow, 1),
            StepKind::Card(CardColour::Red, 5),
            StepKind::VisitAhead(3),
            StepKind::VisitUnrecorded(2),
            StepKind::VisitNews(VisitNews::Moved),
            StepKind::VisitNews(VisitNews::PlannedAgain),
            StepKind::VisitNews(VisitNews::GivenToAnother),
            StepKind::Returned,
            StepKind::Given,
            StepKind::CaseNews(CaseNews::PassedUp),
            StepKind::CaseNews(CaseNews::Waits),
            StepKind::Objected,
            StepKind::AppealNews(AppealNews::Filed),
            StepKind::ScoresPublic,
            StepKind::TooFew,
            StepKind::ListNews(ListNews::NotListed),
            StepKind::Lifted(CardColour::Blue),
            StepKind::Lifted(CardColour::Yellow),
            StepKind::Lifted(CardColour::Red),
            StepKind::Brief(Standing::Late, 1),
            StepKind::Brief(Standing::Yellow, 2),
            StepKind::Brief(Standing::Red, 12),
        ];
        for one in kinds {
            assert_eq!(muster_server::view::codes::step_kind(one).parse(), Ok(one));
        }
        assert_eq!(kind_of_code(Language::En, "odd:x"), "odd:x");
        for known in [StepReason::DueMoved, StepReason::NoAccount, StepReason::OptedOut] {
            assert_eq!(parse_reason(step_reason(known)), Some(known));
        }
        assert_eq!(parse_reason("odd"), None);
        assert_eq!(outcome_of_code(Language::Zh, Some("withdrawn"), Some("submitted")), "撤回：已经报送");
    }

    #[test]
    fn an_outcome_carries_its_reason() {
        assert_eq!(
            outcome(Language::Zh, Some(StepOutcome::Withdrawn(StepReason::Submitted))),
            "撤回：已经报送"
        );
        assert_eq!(
            outcome_code(Some(StepOutcome::Failed(StepReason::NoAccount))),
            ("failed", Some("no-account"))
        );
        assert_eq!(outcome_code(None), ("open", None));
    }
}
