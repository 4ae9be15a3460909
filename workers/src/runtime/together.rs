//! What the handlers of a page ask and tell, gathered until nobody can go on without an answer, and then said in one go.

use std::sync::{Mutex, MutexGuard, PoisonError};

use muster_protocol::command::{Accepted, CommandEnvelope};
use muster_protocol::ids::Digest;
use muster_protocol::question::{Answer, Question};
use muster_wire::link::{Boxed, Link, LinkError};
use tokio::sync::oneshot;

/// Something to be said, and where the answer goes.
type Waiting<Q, A> = Vec<(Q, oneshot::Sender<Result<A, LinkError>>)>;

/// What the handlers of a page want to say to the engine and have not said yet.
pub(super) struct Together<L> {
    link: L,
    waiting: Mutex<(Waiting<Question, Answer>, Waiting<CommandEnvelope, Accepted>)>,
}

impl<L: Link> Together<L> {
    pub(super) fn new(link: L) -> Self {
        Self { link, waiting: Mutex::default() }
    }

    fn waiting(&self) -> MutexGuard<'_, (Waiting<Question, Answer>, Waiting<CommandEnvelope, Accepted>)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks with the others.
    pub(super) async fn ask(&self, question: Question) -> Result<Answer, LinkError> {
        let (reply, answer) = oneshot::channel();
        self.waiting().0.push((question, reply));
        answer.await.unwrap_or_else(|_| Err(unanswered()))
    }

    /// Gives a command with the others.
    pub(super) async fn command(&self, envelope: CommandEnvelope) -> Result<Accepted, LinkError> {
        let (reply, answer) = oneshot::channel();
        self.waiting().1.push((envelope, reply));
        answer.await.unwrap_or_else(|_| Err(unanswered()))
    }

    /// Stores a blob, at once.
    pub(super) async fn store(&self, bytes: Vec<u8>) -> Result<Digest, LinkError> {
        self.link.store(bytes).await
    }

    pub(super) fn has_words(&self) -> bool {
        let waiting = self.waiting();
        !waiting.0.is_empty() || !waiting.1.is_empty()
    }

    /// Says what waits: a future for what is asked and one for what is told.
    pub(super) fn say(&self) -> Vec<Boxed<'static, bool>> {
        let (asked, given) = std::mem::take(&mut *self.waiting());
        let mut said: Vec<Boxed<'static, bool>> = Vec::new();
        if !asked.is_empty() {
            let (link, (questions, replies)) =
                (self.link.clone(), asked.into_iter().unzip::<_, _, Vec<_>, Vec<_>>());
            said.push(Box::pin(async move { answer(replies, link.asks(questions).await) }));
        }
        if !given.is_empty() {
            let (link, (envelopes, replies)) =
                (self.link.clone(), given.into_iter().unzip::<_, _, Vec<_>, Vec<_>>());
            said.push(Box::pin(async move { answer(replies, link.commands(envelopes).await) }));
        }
        said
    }
}

fn unanswered() -> LinkError {
    LinkError::Unreachable("nobody answered".to_owned())
}

/// Hands each answer to anyone who waits for it.
fn answer<A>(
    replies: Vec<oneshot::Sender<Result<A, LinkError>>>,
    answers: Vec<Result<A, LinkError>>,
) -> bool {
    for (reply, answer) in replies.into_iter().zip(answers) {
        // A handler that has ended does not need to hear it.
        let _gone = reply.send(answer).is_err();
    }
    true
}
