//! Stable words for what stands in the view's rows and in what is printed of them.

use std::borrow::Cow;

use muster_core::campaign::{ItemState, VisitStage};
use muster_protocol::catalogue::TextId;
use muster_protocol::definition::Definition;
use muster_protocol::id;
use muster_protocol::item::{MessageKey, MessageKind, OccasionKind, StepKind, StepReason};

/// Kinds of occasions.
#[must_use]
pub fn occasion_kind(kind: OccasionKind) -> &'static str {
    kind.code()
}

/// Kinds of steps: a name, and behind a colon the working days.
#[must_use]
pub fn step_kind(kind: StepKind) -> String {
    kind.to_string()
}

/// Reasons of ends.
#[must_use]
pub fn step_reason(reason: StepReason) -> &'static str {
    match reason {
        StepReason::Submitted => "submitted",
        StepReason::Waived => "waived",
        StepReason::Left => "left",
        StepReason::DueMoved => "due-moved",
        StepReason::VisitChanged => "visit-changed",
        StepReason::CampaignEnded => "campaign-ended",
        StepReason::NoLongerDue => "no-longer-due",
        StepReason::Missed => "missed",
        StepReason::Held => "held",
        StepReason::NoContact => "no-contact",
        StepReason::NoAccount => "no-account",
        StepReason::Refused => "refused",
        StepReason::GivenUp => "given-up",
        StepReason::Crossed => "crossed",
        StepReason::Replanned => "replanned",
        StepReason::Answered => "answered",
        StepReason::StageDone => "stage-done",
        StepReason::Drawn => "drawn",
        StepReason::Enough => "enough",
        StepReason::Signed => "signed",
        StepReason::OptedOut => "opted-out",
    }
}

/// A reason in words.
#[must_use]
pub fn step_reason_said(reason: StepReason) -> TextId {
    match reason {
        StepReason::Submitted => id!("it-had-been-handed-in"),
        StepReason::Waived => id!("the-item-was-waived"),
        StepReason::Left => id!("the-unit-left-or-was-merged"),
        StepReason::DueMoved => id!("the-due-day-changed"),
        StepReason::VisitChanged => id!("the-visit-was-moved-or-recorded"),
        StepReason::CampaignEnded => id!("the-campaign-ended"),
        StepReason::NoLongerDue => id!("no-longer-due-when-it-was-to-be"),
        StepReason::Missed => id!("the-engine-was-down-for-too-long"),
        StepReason::Held => id!("it-was-held-for-too-long-or-until"),
        StepReason::NoContact => id!("the-role-has-no-contact"),
        StepReason::NoAccount => id!("the-contact-has-no-account"),
        StepReason::Refused => id!("the-channel-refused"),
        StepReason::GivenUp => id!("the-channel-failed-in-every-try"),
        StepReason::Crossed => id!("the-next-message-would-come-too-late"),
        StepReason::Answered => id!("the-rater-had-answered"),
        StepReason::StageDone => id!("nobody-waited-at-this-stage"),
        StepReason::Signed => id!("what-was-said-of-it-was-signed-for"),
        StepReason::OptedOut => id!("its-reader-had-opted-out"),
        StepReason::Drawn => id!("the-sample-was-drawn"),
        StepReason::Enough => id!("enough-had-answered"),
        StepReason::Replanned => id!("the-due-day-stayed-and-its-reminders-were"),
    }
}

/// States of items. *Late* is a mark beside them.
#[must_use]
pub fn item_state(state: ItemState) -> &'static str {
    match state {
        ItemState::None => "none",
        ItemState::Open => "open",
        ItemState::Submitted => "submitted",
        ItemState::Returned => "returned",
        ItemState::Accepted => "accepted",
        ItemState::Closed => "closed",
        ItemState::Waived => "waived",
        ItemState::PassedOn => "passed-on",
        ItemState::Retired => "retired",
    }
}

/// State of the row of a unit that gets a phase's notice: it owes nothing.
pub const NOTICE: &str = "notice";

/// State of the row of who draws the sample of a round, once it is drawn.
pub const DRAWN: &str = "drawn";

/// State of the row of what a unit that takes part no more had not handed in by its day: it stays its own, and is asked for no
/// more.
pub const ENDED: &str = "ended";

/// Kinds of messages.
#[must_use]
pub fn message_kind(kind: MessageKind) -> Cow<'static, str> {
    kind.code()
}

/// A message as people name it: `2014-04-25/005-clerk/routine`.
#[must_use]
pub fn message_name(definition: &Definition, key: &MessageKey) -> String {
    let contact = definition.contacts.get(key.contact.at()).map_or("?", |contact| contact.id.as_str());
    format!("{}/{contact}/{}", key.date, message_kind(key.kind))
}

/// How a planned visit stands.
pub(crate) fn visit_stage(stage: VisitStage) -> &'static str {
    match stage {
        VisitStage::Proposed => "proposed",
        VisitStage::Confirmed => "confirmed",
        VisitStage::Made => "made",
        VisitStage::Recorded => "recorded",
        VisitStage::CalledOff(why) => why.code(),
    }
}
