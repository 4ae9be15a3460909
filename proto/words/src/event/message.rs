use serde::{Deserialize, Serialize};

use crate::ids::{ContactIx, OccasionIx, UnitIx};
use crate::item::{Message, MessageKey, StepReason, StepRef};
use crate::time::Instant;

/// Messages fell due. At most a chunk in one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageDue {
    /// Nominal instant of the steps that made them due.
    pub due: Instant,
    /// The messages, in the order of their contacts.
    pub messages: Vec<Message>,
}

/// Messages without an outcome were given out again, list unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReissued {
    /// Which.
    pub messages: Vec<MessageKey>,
    /// Nominal instant.
    pub due: Instant,
}

/// A person signed for a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSigned {
    /// Which.
    pub message: MessageKey,
}

/// Steps went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSent {
    /// The messages that carried them.
    pub messages: Vec<SentMessage>,
}

/// One message that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMessage {
    /// Which.
    pub key: MessageKey,
    /// Name of the channel, such as `outbox`.
    pub channel: String,
    /// Steps that it carried.
    pub steps: Vec<StepRef>,
}

/// Steps were rightly not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSkipped {
    /// Why.
    pub reason: StepReason,
    /// Which.
    pub steps: Vec<StepRef>,
}

/// Steps could not be sent: dead letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepFailed {
    /// Why.
    pub reason: StepReason,
    /// Which.
    pub steps: Vec<StepRef>,
}

/// Steps of one occasion and due version were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepWithdrawn {
    /// Why.
    pub reason: StepReason,
    /// The occasion.
    pub occasion: OccasionIx,
    /// The due version.
    pub due_version: u8,
    /// The units, at most a chunk; the steps are the same for all of them.
    pub units: Vec<UnitIx>,
    /// The step numbers.
    pub steps: Vec<u8>,
}

/// Steps moved to a later instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDeferred {
    /// Whose message of the day had already gone.
    pub contact: ContactIx,
    /// Which.
    pub steps: Vec<StepRef>,
    /// New instant.
    pub to: Instant,
}
