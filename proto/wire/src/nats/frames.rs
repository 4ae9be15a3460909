//! What is said by request and reply: postcard of these types. They are not stored anywhere; both ends are of one
//! release, and bytes of another are refused as damaged.

use std::sync::Arc;
use std::time::Duration;

use async_nats::{HeaderMap, Request, RequestErrorKind};
use muster_protocol::codec;
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::ids::{Digest, Position, Version};
use muster_protocol::place::{Place, Reset};
use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::time::Instant;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::connect::Connection;
use super::headers::PATIENCE;
use crate::link::LinkError;

/// Shortest and longest pause before the same is said again.
const PAUSE_MIN: Duration = Duration::from_millis(50);
const PAUSE_MAX: Duration = Duration::from_secs(1);

/// Room in a message for headers and the frame around bytes.
pub(super) const FRAME_BYTES: usize = 8 * 1024;

/// Names of the queries, each the token in `muster.query.<name>.<who>`.
pub(super) mod query {
    pub(in crate::nats) const ASK: &str = "ask";
    pub(in crate::nats) const BLOB: &str = "blob";
    pub(in crate::nats) const STORE: &str = "store";
    pub(in crate::nats) const CONSUMER: &str = "consumer";
    pub(in crate::nats) const PULL: &str = "pull";
    pub(in crate::nats) const ACK: &str = "ack";
    pub(in crate::nats) const AGAIN: &str = "again";
    pub(in crate::nats) const WAIT: &str = "wait";
    pub(in crate::nats) const DEAD: &str = "dead";
    pub(in crate::nats) const LOG: &str = "log";
    pub(in crate::nats) const FOLLOW: &str = "follow";
    pub(in crate::nats) const FOLD: &str = "fold";
    pub(in crate::nats) const BODY: &str = "body";
    pub(in crate::nats) const STREAMS: &str = "streams";
}

/// An answer, with the campaign clock beside it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reply {
    pub(super) now: Instant,
    /// Whether that clock stands still between steps.
    pub(super) stepped: bool,
    pub(super) outcome: Outcome,
}

/// What came of a request.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Outcome {
    /// The answer's own frame.
    Answer(Vec<u8>),
    Refused(Refusal),
    Busy(u64),
    Unreachable(String),
    Closed,
}

impl From<Result<Vec<u8>, LinkError>> for Outcome {
    fn from(result: Result<Vec<u8>, LinkError>) -> Self {
        match result {
            Ok(bytes) => Self::Answer(bytes),
            Err(LinkError::Refused(refusal)) => Self::Refused(refusal),
            Err(LinkError::Busy { after_ms }) => Self::Busy(after_ms),
            // Only rows of a view lag, and nobody reads those over NATS.
            Err(behind @ LinkError::Behind { .. }) => Self::Unreachable(behind.to_string()),
            Err(LinkError::Unreachable(cause)) => Self::Unreachable(cause),
            Err(LinkError::Closed) => Self::Closed,
        }
    }
}

impl Outcome {
    /// What the other side said.
    pub(super) fn read<A: DeserializeOwned>(self) -> Result<A, LinkError> {
        match self {
            Self::Answer(bytes) => codec::decode("answer", &bytes).map_err(|error| damaged(&error)),
            Self::Refused(refusal) => Err(LinkError::Refused(refusal)),
            Self::Busy(after_ms) => Err(LinkError::Busy { after_ms }),
            Self::Unreachable(cause) => Err(LinkError::Unreachable(cause)),
            // An engine that shuts down is started again some day; a worker outlives it.
            Self::Closed => Err(LinkError::Unreachable("the engine has shut down".to_owned())),
        }
    }
}

/// Asks for a piece of a blob, or of an event's body.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PieceOf<T> {
    pub(super) what: T,
    pub(super) offset: u64,
}

/// A piece of something larger than a message.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Piece {
    pub(super) total: u64,
    pub(super) bytes: Vec<u8>,
}

/// A piece of a blob on its way to the store.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Upload {
    /// The same for all pieces of one blob.
    pub(super) id: String,
    pub(super) total: u64,
    pub(super) offset: u64,
    pub(super) bytes: Vec<u8>,
}

/// What became of a piece.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Uploaded {
    /// Go on here (0: start over).
    GoOn(u64),
    /// Everything is stored.
    Stored(Digest),
}

/// Asks for a consumer of this worker.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Subscribe {
    pub(super) consumer: String,
    pub(super) events: Vec<String>,
    /// Most deliveries out at one worker; none for a fold.
    pub(super) window: Option<u32>,
    /// Which stream of this process.
    pub(super) instance: String,
}

/// Where the consumer is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Subscribed {
    pub(super) stream: String,
    pub(super) generation: u32,
    pub(super) ack_wait_ms: u64,
}

/// Asks for deliveries: they come to the inbox that the request names for its answer. The engine asks the server for them
/// in the worker's place, since the server sends what it is asked for to any subject that somebody names.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Pull {
    /// From which stream.
    pub(super) stream: String,
    /// Most deliveries.
    pub(super) batch: u32,
    /// For how long.
    pub(super) expires_ms: u64,
    /// How often there is to be a sign of life.
    pub(super) sign_ms: u64,
}

/// Says something of deliveries, each by the address that it came with. Nobody answers: what is lost is said again, or
/// the deliveries come again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Acknowledgement {
    pub(super) what: What,
    pub(super) of: Vec<String>,
}

/// What can be said of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// Dealt with.
    Done,
    /// For somebody else.
    Back,
    /// Still at it.
    InProgress,
    /// Never again.
    Never,
}

impl What {
    /// In the server's words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Done => "+ACK",
            Self::Back => "-NAK",
            Self::InProgress => "+WPI",
            Self::Never => "+TERM",
        }
    }
}

/// Says that a delivery is to come again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Again {
    pub(super) consumer: String,
    pub(super) instance: String,
    pub(super) position: Position,
    pub(super) after_ms: i64,
}

/// Waits until one of the deliveries that this instance holds is due.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Wait {
    pub(super) consumer: String,
    pub(super) instance: String,
    pub(super) held: Vec<(Position, Instant)>,
}

/// Leaves a dead letter.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Dead {
    pub(super) consumer: String,
    pub(super) position: Position,
    pub(super) cause: String,
}

/// Asks for the log after a position; waits at the owner until there is something or some time has passed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FoldOn {
    pub(super) consumer: String,
    pub(super) instance: String,
    pub(super) after: Position,
}

/// A page for a fold.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Folded {
    Page(Vec<Row>),
    /// Another fold of this name has begun.
    Superseded,
}

/// Asks for the log after a place.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LogAfter {
    pub(super) after: Place,
    pub(super) limit: u32,
}

/// A page of the log.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LogPage {
    /// Behind the last row.
    pub(super) place: Place,
    /// There where the log is not the one of the place that was named.
    pub(super) reset: Option<Reset>,
    pub(super) rows: Vec<Row>,
}

/// A row of the log.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) record: Record,
    pub(super) position: Position,
    pub(super) version: Version,
    pub(super) name: String,
    pub(super) schema: u16,
    /// None when it is too large for a page: to be fetched by itself.
    pub(super) body: Option<Vec<u8>>,
}

impl Row {
    /// A row whose body is left out when it is larger than `limit`.
    pub(super) fn new(row: &Recorded, limit: usize) -> Self {
        Self {
            record: (*row.record).clone(),
            position: row.position,
            version: row.version,
            name: row.name.clone(),
            schema: row.schema,
            body: (row.body.len() <= limit).then(|| row.body.clone()),
        }
    }

    /// The row with this body.
    pub(super) fn with(self, body: Vec<u8>) -> Recorded {
        let Self { record, position, version, name, schema, body: _ } = self;
        Recorded { record: Arc::new(record), position, version, name, schema, body }
    }
}

pub(super) fn damaged(error: &codec::DecodeError) -> LinkError {
    LinkError::Refused(Refusal::plain(RefusalCode::Incomplete, error.to_string()))
}

impl Connection {
    /// Asks one thing until there is an answer or the patience is at its end. The body stays the same, so a command
    /// keeps its id.
    pub(super) async fn ask<Q: Serialize, A: DeserializeOwned>(
        &self,
        subject: &str,
        question: &Q,
    ) -> Result<A, LinkError> {
        let body = codec::encode(question);
        let until = tokio::time::Instant::now() + self.options().patience;
        let mut pause = PAUSE_MIN;
        loop {
            let cause = match self.ask_once(subject, &body, self.options().request).await {
                Err(LinkError::Unreachable(cause)) => cause,
                other => return other,
            };
            if tokio::time::Instant::now() + pause >= until {
                return Err(LinkError::Unreachable(cause));
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(PAUSE_MAX);
        }
    }

    /// Asks once.
    pub(super) async fn ask_once<A: DeserializeOwned>(
        &self,
        subject: &str,
        body: &[u8],
        patience: Duration,
    ) -> Result<A, LinkError> {
        let client = self.client();
        // An inbox of its own: the client's shared one keeps every request that is never answered for ever.
        let mut headers = HeaderMap::new();
        headers.insert(PATIENCE, patience.as_millis().to_string());
        let request = Request::new()
            .payload(body.to_vec().into())
            .headers(headers)
            .timeout(Some(patience))
            .inbox(client.new_inbox());
        // The client's own time-out begins when the request is handed over, which a dead connection may hold up.
        let sent = tokio::time::timeout(patience * 2, client.send_request(subject.to_owned(), request)).await;
        let message = match sent {
            Ok(Ok(message)) => message,
            Ok(Err(error)) if error.kind() == RequestErrorKind::MaxPayloadExceeded => {
                let detail = format!("{} bytes are more than the NATS server carries", body.len());
                let refusal = Refusal::plain(RefusalCode::TooLarge, detail);
                return Err(LinkError::Refused(refusal));
            }
            Ok(Err(error)) => {
                self.heard(false);
                return Err(LinkError::Unreachable(format!("{subject}: {error}")));
            }
            Err(_) => {
                self.heard(false);
                return Err(LinkError::Unreachable(format!("{subject}: no connection")));
            }
        };
        self.heard(true);
        let reply: Reply = codec::decode("reply", &message.payload).map_err(|error| damaged(&error))?;
        self.saw(reply.now, reply.stepped);
        reply.outcome.read()
    }
}
