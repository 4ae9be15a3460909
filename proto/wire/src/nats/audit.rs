//! Holds a stream against the log it was filled from: every message, its place, its generation and its link of the hash
//! chain. It changes nothing.

use std::sync::Arc;

use futures_util::StreamExt;
use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use serde::Serialize;

use super::headers::Incoming;
use super::stream::{EventStream, Held};
use super::{Difference, NatsError};

/// Messages asked for at the same time.
const AT_ONCE: usize = 64;
/// Events read from the log at once.
const PAGE_EVENTS: usize = 1_024;
/// Most differences that are told; the rest are counted.
pub const DIFFERENCES_MAX: usize = 20;

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Name of the stream.
    pub stream: String,
    /// Generation of the log.
    pub generation: u32,
    /// Position of the log's last event.
    pub head: Position,
    /// When the stream was created; none where there is no stream.
    pub created: Option<String>,
    /// Its last sequence.
    pub last: Position,
    /// Messages in it.
    pub messages: u64,
    /// Bytes in it.
    pub bytes: u64,
    /// A setting that the server keeps otherwise than asked.
    pub setting: Option<String>,
    /// Messages that were compared with the log.
    pub compared: u64,
    /// What differs, by position, at most [`DIFFERENCES_MAX`].
    pub differences: Vec<StreamDifference>,
    /// How many differ.
    pub differ: u64,
}

/// A message that is not the log's event of its position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamDifference {
    /// The position.
    pub position: Position,
    /// What is wrong.
    pub what: String,
}

/// How a stream is, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// It holds what the log holds.
    Whole,
    /// It is a beginning of the log: a relay brings the rest.
    Behind,
    /// There is none.
    Missing,
    /// It holds something else, or is kept otherwise: it must be refilled.
    Broken,
}

impl Audit {
    /// How the stream is.
    #[must_use]
    pub fn health(&self) -> Health {
        if self.created.is_none() {
            Health::Missing
        } else if self.differ > 0 || self.setting.is_some() || self.last > self.head {
            Health::Broken
        } else if self.last < self.head {
            Health::Behind
        } else {
            Health::Whole
        }
    }

    fn differs(&mut self, position: Position, what: impl Into<String>) {
        self.differ += 1;
        if self.differences.len() < DIFFERENCES_MAX {
            self.differences.push(StreamDifference { position, what: what.into() });
        }
    }
}

/// Compares a stream with the log up to `head`; `read` gives the log's events after a position, at most so many.
///
/// # Errors
/// [`NatsError::Away`] when the server or the log does not answer.
pub async fn audit<F>(
    stream: &EventStream,
    head: Position,
    read: impl Fn(Position, usize) -> F,
) -> Result<Audit, NatsError>
where
    F: Future<Output = Result<Vec<Arc<Recorded>>, String>>,
{
    let options = stream.options();
    let mut found = Audit {
        stream: options.name(),
        generation: options.generation,
        head,
        created: None,
        last: Position(0),
        messages: 0,
        bytes: 0,
        setting: None,
        compared: 0,
        differences: Vec::new(),
        differ: 0,
    };
    let (held, setting): (Held, Option<String>) = match stream.seen().await {
        Ok(seen) => seen,
        Err(NatsError::NoStream(_)) => return Ok(found),
        Err(error) => return Err(error),
    };
    (found.created, found.last, found.setting) = (Some(held.created), held.last, setting);
    (found.messages, found.bytes) = (held.messages, held.bytes);
    if held.last > head {
        found.differs(head, format!("the stream goes on to {}, the log ends here", held.last));
    }
    let until = held.last.min(head);
    let mut at = Position(0);
    while at < until {
        let page = read(at, PAGE_EVENTS).await.map_err(NatsError::Away)?;
        let Some(last) = page.last().map(|row| row.position) else { break };
        let rows = page.into_iter().filter(|row| row.position <= until);
        let compared = futures_util::stream::iter(rows).map(|row| compare(stream, row)).buffered(AT_ONCE);
        let outcomes: Vec<Result<(Position, Option<Difference>), NatsError>> = compared.collect().await;
        for outcome in outcomes {
            let (position, difference) = outcome?;
            found.compared += 1;
            if let Some(what) = difference {
                found.differs(position, what.to_string());
            }
        }
        at = last;
    }
    Ok(found)
}

/// The first message after `from` and up to `until` that is not the log's event of its place.
///
/// # Errors
/// [`NatsError::Away`] when the server or the log does not answer.
pub(super) async fn first_difference<F>(
    stream: &EventStream,
    from: Position,
    until: Position,
    read: impl Fn(Position, usize) -> F,
) -> Result<Option<Difference>, NatsError>
where
    F: Future<Output = Result<Vec<Arc<Recorded>>, String>>,
{
    let mut at = from;
    while at < until {
        let page = read(at, PAGE_EVENTS).await.map_err(NatsError::Away)?;
        let Some(last) = page.last().map(|row| row.position) else {
            return Ok(Some(Difference::Beyond { last: until, head: at }));
        };
        let rows = page.into_iter().filter(|row| row.position <= until);
        let mut compared = futures_util::stream::iter(rows).map(|row| compare(stream, row)).buffered(AT_ONCE);
        while let Some(outcome) = compared.next().await {
            if let (_, Some(found)) = outcome? {
                return Ok(Some(found));
            }
        }
        at = last;
    }
    Ok(None)
}

/// What is wrong with the message of an event; none when nothing is.
async fn compare(
    stream: &EventStream,
    row: Arc<Recorded>,
) -> Result<(Position, Option<Difference>), NatsError> {
    let position = row.position;
    let what = match stream.look(position).await {
        Ok(None) => Some(Difference::Missing(position)),
        Ok(Some(Incoming { generation, recorded: event, elsewhere })) => {
            let same = generation == stream.options().generation
                && event.hash == row.hash
                && event.name == row.name
                && event.campaign == row.campaign
                && (event.body == row.body || elsewhere && event.body.is_empty());
            (!same).then_some(Difference::Another(position))
        }
        Err(NatsError::Differs(what)) => Some(what),
        Err(error) => return Err(error),
    };
    Ok((position, what))
}
