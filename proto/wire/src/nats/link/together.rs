//! Several things said in one request: each has an answer of its own, and one that is refused keeps no other back. What does
//! not fit into a message follows in the next.

use muster_protocol::codec;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::NatsLink;
use crate::link::LinkError;
use crate::nats::frames::Outcome;

/// Most things of one request: with their answers they stay far below what a message carries, and the engine decides no more
/// at once for one worker than for another.
const TOGETHER_MAX: usize = 64;

/// Most bytes of such a request: some five hundred letters asked for, reported or looked up. An answer takes as long as all that
/// is asked in it; were a whole wave asked for at once, no answer would come in a request's time, and the same would be asked
/// again and again.
const TOGETHER_BYTES: usize = 16 * 1024;

/// Requests of this kind that one process has out at a time. The others wait here, where waiting costs nothing: a request's
/// time begins when it is sent.
pub(super) const AT_ONCE: usize = 4;

impl NatsLink {
    /// Says all of these; an answer for each, in their order.
    pub(super) async fn together<Q, A>(&self, subject: &str, all: &[Q]) -> Vec<Result<A, LinkError>>
    where
        Q: Serialize + Sync,
        A: DeserializeOwned + Send,
    {
        let mut answers: Vec<Result<A, LinkError>> = Vec::with_capacity(all.len());
        while let Some(rest) = all.get(answers.len()..).filter(|rest| !rest.is_empty()) {
            let said = &rest[..self.fitting(rest)];
            // It is never closed.
            let _turn = self.0.turns.acquire().await;
            match self.connection().ask::<_, Vec<Outcome>>(subject, &said).await {
                // Fewer where all of them would not fit into a message: the others are said again.
                Ok(outcomes) if !outcomes.is_empty() && outcomes.len() <= said.len() => {
                    answers.extend(outcomes.into_iter().map(Outcome::read));
                }
                Ok(outcomes) => {
                    let what = format!("{} answers to {} questions", outcomes.len(), said.len());
                    answers.extend(said.iter().map(|_| Err(LinkError::Unreachable(what.clone()))));
                }
                Err(error) => answers.extend(said.iter().map(|_| Err(error.clone()))),
            }
        }
        answers
    }

    /// How many of these fit into a message; one at least.
    fn fitting<Q: Serialize>(&self, rest: &[Q]) -> usize {
        let mut room = self.piece_max().min(TOGETHER_BYTES);
        let fits = |one: &&Q| {
            let bytes = codec::encode(*one).len();
            let fits = bytes <= room;
            room = room.saturating_sub(bytes);
            fits
        };
        rest.iter().take(TOGETHER_MAX).take_while(fits).count().max(1)
    }
}
