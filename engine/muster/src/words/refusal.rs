//! What a refusal means, and what to do about it.

use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::{any_of, id, say};

use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::{Language, TextId};

/// A refusal as a failure that a person can act on.
#[must_use]
pub fn failure(lang: Language, refusal: &Refusal) -> Failure {
    let exit = match refusal.code {
        RefusalCode::BadActor | RefusalCode::NotAllowed(_) => Exit::NotAllowed,
        RefusalCode::Fault => Exit::Bug,
        RefusalCode::Damaged => Exit::Fault,
        any_of! { RefusalCode:
            UnknownCampaign AlreadyLaunched UnknownDefinition UnknownName WrongState Incomplete WrongDay
            Stale Infeasible Closed TooLarge IdReused UnknownPlace
        } => Exit::Refused,
    };
    let (what, next) = texts(refusal.code);
    let next = match &refusal.instead {
        Some(instead) => say!(lang, "did-you-mean-instead", instead, next: next),
        None => next.say(lang).to_owned(),
    };
    Failure::new(exit, format!("{} [{}]", what.say(lang), refusal.code))
        .because(refusal.detail.say(lang))
        .next(next)
}

/// What a code means, and what to do.
fn texts(code: RefusalCode) -> (TextId, TextId) {
    match code {
        RefusalCode::UnknownCampaign => (id!("there-is-no-such-campaign"), id!("launch-it-or-name-it")),
        RefusalCode::AlreadyLaunched => {
            (id!("the-campaign-runs-with-another-file"), id!("take-another-campaign-or-dir"))
        }
        RefusalCode::UnknownDefinition => {
            (id!("the-engine-does-not-hold-this-definition"), id!("run-launch-again"))
        }
        RefusalCode::UnknownName => (id!("there-is-no-such-name"), id!("why-lists-the-items-of-a-unit")),
        RefusalCode::WrongState => (id!("its-state-does-not-allow-that"), id!("look-at-its-story-with-why")),
        RefusalCode::Incomplete => {
            (id!("something-is-missing-wrong-or-too-much"), id!("fix-what-is-named-and-send-again"))
        }
        RefusalCode::WrongDay => (id!("that-day-is-not-possible"), id!("take-another-day")),
        RefusalCode::Stale => (id!("the-plan-was-made-from-an-older-state"), id!("make-a-new-plan")),
        RefusalCode::Infeasible => (id!("the-plan-breaks-a-rule"), id!("fix-what-is-named")),
        RefusalCode::Closed => (id!("the-campaign-has-ended"), id!("after-its-end-it-can-only-be-read")),
        RefusalCode::NotAllowed(_) => (id!("this-post-may-not-do-that"), id!("act-as-a-post-that-may")),
        RefusalCode::BadActor => (id!("no-post-was-named-validly"), id!("name-the-post-with-as")),
        RefusalCode::TooLarge => (id!("it-is-over-a-limit"), id!("do-it-in-parts")),
        RefusalCode::IdReused => {
            (id!("this-id-belongs-to-another-command"), id!("take-a-new-id-for-a-new-command"))
        }
        RefusalCode::UnknownPlace => (id!("the-log-has-no-such-place"), id!("start-over-or-at-the-logs-end")),
        RefusalCode::Fault => {
            (id!("a-bug-was-met-in-this-campaign"), id!("start-again-and-report-the-cause"))
        }
        RefusalCode::Damaged => {
            (id!("the-log-is-damaged-campaign-cannot-be-read"), id!("find-the-bad-event-and-restore"))
        }
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::LocalizedText;

    use super::*;

    #[test]
    fn a_refusal_says_what_why_and_what_to_do() {
        let zh = "现在没有任务“unit-plam”";
        let said =
            LocalizedText { zh: zh.to_owned(), en: "there is no occasion “unit-plam” now".to_owned() };
        let refusal =
            Refusal::with_text(RefusalCode::UnknownName, said).instead(Some("unit-plan".to_owned()));
        let failure = failure(Language::Zh, &refusal);
        assert_eq!(failure.exit, Exit::Refused);
        assert_eq!(failure.what, "没有这个名称 [unknown-name]");
        assert_eq!(failure.why.unwrap(), zh);
        assert!(failure.next.unwrap().starts_with("是不是想写“unit-plan”？"));
    }
}
