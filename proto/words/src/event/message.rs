use serde::{Deserialize, Serialize};

use crate::item::StepReason;
use crate::refs::{Refs, words};
use crate::shape::{Message, MessageKey, StepRef};
use crate::time::Instant;

/// Messages fell due. At most a chunk in one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct MessageDue<R: Refs> {
    /// Nominal instant of the steps that made them due.
    pub due: Instant,
    /// The messages, in the order of their contacts.
    pub messages: Vec<Message<R>>,
}

/// Messages without an outcome were given out again, list unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct MessageReissued<R: Refs> {
    /// Which.
    pub messages: Vec<MessageKey<R>>,
    /// Nominal instant.
    pub due: Instant,
}

/// A person signed for a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct MessageSigned<R: Refs> {
    /// Which.
    pub message: MessageKey<R>,
}

/// Steps went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepSent<R: Refs> {
    /// The messages that carried them.
    pub messages: Vec<SentMessage<R>>,
}

/// One message that went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct SentMessage<R: Refs> {
    /// Which.
    pub key: MessageKey<R>,
    /// Name of the channel, such as `outbox`.
    pub channel: String,
    /// Steps that it carried.
    pub steps: Vec<StepRef<R>>,
}

/// Steps were rightly not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepSkipped<R: Refs> {
    /// Why.
    pub reason: StepReason,
    /// Which.
    pub steps: Vec<StepRef<R>>,
}

/// Steps could not be sent: dead letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepFailed<R: Refs> {
    /// Why.
    pub reason: StepReason,
    /// Which.
    pub steps: Vec<StepRef<R>>,
}

/// Steps of one occasion and due version were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepWithdrawn<R: Refs> {
    /// Why.
    pub reason: StepReason,
    /// The occasion.
    pub occasion: R::Occasion,
    /// The due version.
    pub due_version: u8,
    /// The units, at most a chunk; the steps are the same for all of them.
    pub units: Vec<R::Unit>,
    /// The step numbers.
    pub steps: Vec<u8>,
}

/// Steps moved to a later instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepDeferred<R: Refs> {
    /// Whose message of the day had already gone.
    pub contact: R::Contact,
    /// Which.
    pub steps: Vec<StepRef<R>>,
    /// New instant.
    pub to: Instant,
}

words! {
    MessageDue { due, messages: .. }
    MessageReissued { messages: .., due }
    MessageSigned { message: .. }
    StepSent { messages: .. }
    SentMessage { key: .., channel, steps: .. }
    StepSkipped { reason, steps: .. }
    StepFailed { reason, steps: .. }
    StepWithdrawn { reason, occasion: occasion, due_version, units: [unit], steps }
    StepDeferred { contact: contact, steps: .., to }
}
