//! The engine as links see it: what workers ask and report, one by one or together, and how far they are.

use std::sync::Arc;

use muster_protocol::any_of;
use muster_protocol::command::{Accepted, CommandEnvelope};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{Digest, Position};
use muster_protocol::place::{Begun, Place};
use muster_protocol::question::{Answer, Question};
use muster_protocol::recorded::Recorded;
use muster_wire::link::{Boxed, LinkError, Owner};
use tokio::sync::oneshot;

use super::Handle;
use super::page_link::letters_of;
use crate::queue::Job;

/// An answer of the writer that is to come.
pub(super) type Awaited<T> = oneshot::Receiver<Result<T, LinkError>>;

/// Waits for answers of the writer, in their order.
async fn all<T>(queued: Vec<Result<Awaited<T>, LinkError>>) -> Vec<Result<T, LinkError>> {
    let mut answers = Vec::with_capacity(queued.len());
    for one in queued {
        answers.push(match one {
            Ok(answer) => answer.await.unwrap_or(Err(LinkError::Closed)),
            Err(turned_away) => Err(turned_away),
        });
    }
    answers
}

impl Owner for Handle {
    fn execute(&self, envelope: CommandEnvelope) -> Boxed<'_, Result<Accepted, LinkError>> {
        Box::pin(Handle::execute(self, envelope))
    }

    fn execute_all(&self, envelopes: Vec<CommandEnvelope>) -> Boxed<'_, Vec<Result<Accepted, LinkError>>> {
        // All of them are queued before one is waited for, so that they are decided and committed together.
        Box::pin(async move {
            let mut queued = Vec::with_capacity(envelopes.len());
            for envelope in envelopes {
                let counted = self.with_what_is_counted(envelope).await;
                queued.push(counted.and_then(|envelope| self.queue(envelope)));
            }
            all(queued).await
        })
    }

    fn answer_all(&self, questions: Vec<Question>) -> Boxed<'_, Vec<Result<Answer, LinkError>>> {
        Box::pin(async move {
            let apart = |question: &Question| {
                matches!(
                    question,
                    Question::Blob { .. } | any_of!(Question: Event Addresses Permits Channels Words Numbers)
                )
            };
            if !questions.iter().any(apart) {
                let queue = |question| {
                    let (reply, answer) = oneshot::channel();
                    self.0.front.push(Job::Ask(question, reply)).map(|()| answer)
                };
                let letters: Vec<_> = questions.iter().map(letters_of).collect();
                let answers = all(questions.into_iter().map(queue).collect()).await;
                let mut linked = Vec::with_capacity(answers.len());
                for (letters, answer) in letters.into_iter().zip(answers) {
                    linked.push(match answer {
                        Ok(answer) => self.linked(letters, answer).await,
                        Err(error) => Err(error),
                    });
                }
                return linked;
            }
            let mut answers = Vec::with_capacity(questions.len());
            for question in questions {
                answers.push(Owner::answer(self, question).await);
            }
            answers
        })
    }

    fn answer(&self, question: Question) -> Boxed<'_, Result<Answer, LinkError>> {
        Box::pin(async move {
            // Workers and watchers need definitions. Texts and evidence are for those who may read them, by HTTP.
            let blob = matches!(question, Question::Blob { .. });
            match self.ask(question).await? {
                Answer::Blob(bytes) if blob && Definition::from_bytes(&bytes).is_err() => Ok(Answer::Unknown),
                other => Ok(other),
            }
        })
    }

    fn store(&self, bytes: Vec<u8>) -> Boxed<'_, Result<Digest, LinkError>> {
        Box::pin(Handle::store(self, bytes))
    }

    fn begin(&self, place: &Place) -> Boxed<'_, Result<Begun, LinkError>> {
        let place = place.clone();
        Box::pin(async move { Handle::begin(self, &place).await })
    }

    fn read(&self, after: Position, limit: usize) -> Boxed<'_, Result<Vec<Arc<Recorded>>, LinkError>> {
        Box::pin(Handle::read(self, after, limit))
    }

    fn load_position(&self, consumer: &str) -> Boxed<'_, Result<Position, LinkError>> {
        let consumer = consumer.to_owned();
        Box::pin(async move { Ok(self.0.view.load_position(&consumer).await?) })
    }

    fn save_position(&self, consumer: &str, position: Position) -> Boxed<'_, Result<(), LinkError>> {
        let consumer = consumer.to_owned();
        Box::pin(async move { Ok(self.0.view.save_position(&consumer, position).await?) })
    }

    fn dead_letter(
        &self,
        consumer: &str,
        position: Position,
        cause: &str,
    ) -> Boxed<'_, Result<(), LinkError>> {
        let (consumer, cause) = (consumer.to_owned(), cause.to_owned());
        Box::pin(async move { self.fail_delivery(&consumer, position, &cause).await })
    }
}
