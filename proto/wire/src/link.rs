//! The contract of a link: commands and questions go to the owner of a campaign, events come from consumers.
//!
//! A *work* consumer's handlers compete and are unordered within a bounded window; a *fold* consumer is single and
//! ordered. Both may hear an event again after a crash, so what a handler does must be the same when done twice.
//! An event is acknowledged after the command that reports it was answered, never before.

use std::sync::Arc;

use muster_protocol::command::{Accepted, CommandEnvelope, Refusal};
use muster_protocol::ids::{Digest, Position};
use muster_protocol::place::{Begun, Place};
use muster_protocol::question::{Answer, Question};
use muster_protocol::recorded::Recorded;

/// What a worker listens to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Durable name, such as `reminders`: its progress is kept under it.
    pub consumer: String,
    /// Names of events to hear, such as `message.due`; empty hears everything.
    pub events: Vec<&'static str>,
    /// Work or fold.
    pub kind: ConsumerKind,
}

/// Kinds of consumers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsumerKind {
    /// Competing and unordered; at most `window` deliveries unacknowledged. In a window of one they come one after the other,
    /// however many processes listen, and what is put off keeps its turn.
    Work {
        /// Most unacknowledged deliveries.
        window: usize,
    },
    /// Single and ordered, one delivery at a time; progress is not kept by the link: a fold that starts over hears everything
    /// again, unless it says up to where it knows the log.
    Fold {
        /// It hears what stands behind this position; 0 is everything.
        after: Position,
    },
}

impl ConsumerKind {
    /// A fold that hears the whole log.
    pub const FOLD: Self = Self::Fold { after: Position(0) };

    /// Whether it is a fold.
    #[must_use]
    pub const fn is_fold(self) -> bool {
        matches!(self, Self::Fold { .. })
    }
}

/// Why a link could not carry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The domain said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The owner's queue is full; try again after so many milliseconds of machine time.
    #[error("busy, try again in {after_ms} ms")]
    Busy {
        /// When to try again.
        after_ms: u64,
    },
    /// What is read is computed from the log and has not reached its head yet; it goes on, ask again.
    #[error("the view is at event {position} of {head} and is being brought on; ask again")]
    Behind {
        /// How far it is.
        position: u64,
        /// Where the log ends.
        head: u64,
    },
    /// Nobody answered or the store failed; the outcome is unknown, so say it again with the same id.
    #[error("not reachable: {0}")]
    Unreachable(String),
    /// The other side has shut down for good.
    #[error("closed")]
    Closed,
}

impl From<Refusal> for LinkError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What a handler says of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Dealt with; do not deliver again.
    Done,
    /// Deliver again after so many milliseconds of *campaign* time; other deliveries go on meanwhile.
    Again {
        /// How long to wait.
        after_ms: i64,
    },
    /// Never deliver again; becomes a dead letter with this cause.
    Dead {
        /// Why, for ops.
        cause: String,
    },
}

/// An event on its way to a handler. Dropping it without a verdict delivers it again.
pub trait Delivery: Send + 'static {
    /// The event.
    fn recorded(&self) -> &Arc<Recorded>;
    /// How often it was delivered to this consumer since the process started, this time included.
    fn attempt(&self) -> u32;
    /// How often it may have been given to another process, or to this consumer before this process started, without a verdict
    /// that anybody knows of. It is never less than what was; it is more where it was given back unheard.
    fn given_before(&self) -> u32;
    /// Ends the delivery.
    fn settle(self, verdict: Verdict) -> impl Future<Output = Result<(), LinkError>> + Send;
    /// Ends deliveries of one stream that were all dealt with ([`Verdict::Done`]), in one go.
    fn done(all: Vec<Self>) -> impl Future<Output = Result<(), LinkError>> + Send
    where
        Self: Sized;
}

/// A stream of deliveries.
pub trait Deliveries: Send + 'static {
    /// What it yields.
    type Item: Delivery;
    /// The next delivery; `None` when the link has closed.
    fn next(&mut self) -> impl Future<Output = Option<Self::Item>> + Send;
    /// The next delivery and what is ready behind it, at most `most`; `None` when the link has closed.
    fn page(&mut self, most: usize) -> impl Future<Output = Option<Vec<Self::Item>>> + Send;
}

/// One end of a link, as a worker holds it. Cloning is cheap.
pub trait Link: Clone + Send + Sync + 'static {
    /// Its streams.
    type Deliveries: Deliveries;
    /// Gives a command to the campaign's owner and waits for its answer.
    fn command(&self, envelope: CommandEnvelope) -> impl Future<Output = Result<Accepted, LinkError>> + Send;
    /// Gives commands of any campaigns in one go. There is an answer for each, in their order: one that is refused keeps no
    /// other back, and each may be given again under its id.
    fn commands(
        &self,
        envelopes: Vec<CommandEnvelope>,
    ) -> impl Future<Output = Vec<Result<Accepted, LinkError>>> + Send;
    /// Asks the campaign's owner.
    fn ask(&self, question: Question) -> impl Future<Output = Result<Answer, LinkError>> + Send;
    /// Asks about any campaigns in one go; an answer for each question, in their order.
    fn asks(&self, questions: Vec<Question>) -> impl Future<Output = Vec<Result<Answer, LinkError>>> + Send;
    /// Stores a blob with the owner.
    fn store(&self, bytes: Vec<u8>) -> impl Future<Output = Result<Digest, LinkError>> + Send;
    /// Opens a consumer.
    fn subscribe(
        &self,
        subscription: Subscription,
    ) -> impl Future<Output = Result<Self::Deliveries, LinkError>> + Send;
}

/// A future that can be stored, for the one trait that must be an object.
pub type Boxed<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The engine as the local link sees it. `muster-server` fulfils it.
pub trait Owner: Send + Sync + 'static {
    /// Executes a command.
    fn execute(&self, envelope: CommandEnvelope) -> Boxed<'_, Result<Accepted, LinkError>>;
    /// Executes commands that came together, each for itself; an answer for each, in their order.
    fn execute_all(&self, envelopes: Vec<CommandEnvelope>) -> Boxed<'_, Vec<Result<Accepted, LinkError>>> {
        Box::pin(async move {
            let mut answers = Vec::with_capacity(envelopes.len());
            for envelope in envelopes {
                answers.push(self.execute(envelope).await);
            }
            answers
        })
    }
    /// Answers a question.
    fn answer(&self, question: Question) -> Boxed<'_, Result<Answer, LinkError>>;
    /// Answers questions that came together, in their order.
    fn answer_all(&self, questions: Vec<Question>) -> Boxed<'_, Vec<Result<Answer, LinkError>>> {
        Box::pin(async move {
            let mut answers = Vec::with_capacity(questions.len());
            for question in questions {
                answers.push(self.answer(question).await);
            }
            answers
        })
    }
    /// Stores a blob.
    fn store(&self, bytes: Vec<u8>) -> Boxed<'_, Result<Digest, LinkError>>;
    /// From where on the log is heard by somebody who names a place.
    fn begin(&self, place: &Place) -> Boxed<'_, Result<Begun, LinkError>>;
    /// Events of the shard's log after a position, in order, at most `limit`.
    fn read(&self, after: Position, limit: usize) -> Boxed<'_, Result<Vec<Arc<Recorded>>, LinkError>>;
    /// The position up to which a consumer has settled everything, as last saved.
    fn load_position(&self, consumer: &str) -> Boxed<'_, Result<Position, LinkError>>;
    /// Saves it. May be lost in a crash: deliveries then come again.
    fn save_position(&self, consumer: &str, position: Position) -> Boxed<'_, Result<(), LinkError>>;
    /// Keeps a dead letter where ops see it.
    fn dead_letter(
        &self,
        consumer: &str,
        position: Position,
        cause: &str,
    ) -> Boxed<'_, Result<(), LinkError>>;
}
