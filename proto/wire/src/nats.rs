//! The link over NATS JetStream, for an engine and workers that run apart. Only this module names async-nats.
//!
//! The log in SQL is the truth; the stream is a copy that can be thrown away and is then filled again ([`relay`]). Work
//! consumers are durable consumers of that stream; the engine alone makes them and speaks to JetStream, for the workers
//! too. A fold is heard straight from the log, by request: it is single and ordered, so a stream between would only be a
//! second truth to compare with the first.
//! Start at [`link::NatsLink`] for the worker's end and [`service::Service`] for the engine's.

pub mod audit;
pub mod connect;
mod frames;
pub mod headers;
pub mod link;
mod login;
mod logins;
pub mod probe;
pub mod relay;
pub mod service;
mod settings;
pub mod stream;
#[cfg(test)]
mod tests;

pub use connect::{ConnectError, Connection, Options};
pub use link::NatsLink;
pub use link::Stretch;
pub use login::{Login, Secret};
pub use logins::may_hear;
pub use service::Service;

use connect::SERVER_MIN;
use muster_protocol::ids::Position;

/// Why NATS cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NatsError {
    /// An address, a file or a name is wrong.
    #[error("cannot connect to NATS: {0}")]
    Options(String),
    /// The server would drop settings that we rely on.
    #[error("nats-server {version} is too old: muster needs {}.{}.{} or newer", SERVER_MIN.0, SERVER_MIN.1, SERVER_MIN.2)]
    TooOld {
        /// Its version.
        version: String,
    },
    /// The server took a stream or consumer and keeps it otherwise than asked.
    #[error("nats-server does not keep the setting {setting} of {of}: asked {asked}, kept {kept}")]
    Dropped {
        /// Name of the stream or consumer.
        of: String,
        /// Name of the setting.
        setting: &'static str,
        /// What was asked.
        asked: String,
        /// What the server says.
        kept: String,
    },
    /// The stream belongs to a later generation of the log: ours is an old copy.
    #[error(
        "the stream {stream} is of a later generation than this log ({ours}): is this an old copy of the log?"
    )]
    Newer {
        /// Name of the stream.
        stream: String,
        /// Generation of our log.
        ours: u32,
    },
    /// The stream is another log's.
    #[error("the stream {stream} is of the log {whose}, not of this one ({ours})")]
    Stranger {
        /// Name of the stream.
        stream: String,
        /// Name of the log that it is of; `unknown` where it does not say.
        whose: String,
        /// Name of our log.
        ours: String,
    },
    /// Another engine with a copy of this log fills the stream.
    #[error(
        "the stream {stream} is filled by another engine of this log, of term {term}: this log is a copy"
    )]
    Held {
        /// Name of the stream.
        stream: String,
        /// The other's term.
        term: u64,
    },
    /// Another stream stores the same subjects.
    #[error("the stream {stream} already stores {subject}")]
    Taken {
        /// Name of that stream.
        stream: String,
        /// The subjects that ours is to store.
        subject: String,
    },
    /// The server does not let this login in.
    #[error("the server does not let this login in: wrong user or password")]
    NotLetIn,
    /// The server does not allow something to this login.
    #[error("the server does not allow it: {0}")]
    Denied(String),
    /// The stream was not looked at yet.
    #[error("the stream was not seen yet")]
    Unseen,
    /// The stream is not there.
    #[error("the stream {0} is not there")]
    NoStream(String),
    /// The stream does not hold what the log holds.
    #[error("the stream differs from the log: {0}")]
    Differs(Difference),
    /// The server is away or failed; try again.
    #[error("NATS: {0}")]
    Away(String),
}

/// In what a stream differs from the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// It has holes.
    #[error("{messages} messages up to sequence {last}")]
    Holes {
        /// Messages in it.
        messages: u64,
        /// Its last sequence.
        last: Position,
    },
    /// It goes on beyond the log's end.
    #[error("it ends at {last}, the log at {head}")]
    Beyond {
        /// Its last sequence.
        last: Position,
        /// The log's last position.
        head: Position,
    },
    /// A message in it is no event of this log at all.
    #[error("message {0} is not the event of this position")]
    Foreign(Position),
    /// A message in it is another event than the log's.
    #[error("its event {0} is not the log's")]
    Another(Position),
    /// A message is not where it should be.
    #[error("message {0} is missing")]
    Missing(Position),
    /// The server takes an event for one that it has already, and does not store it.
    #[error("event {position} is taken for a repetition of message {message}")]
    Swallowed {
        /// The event.
        position: Position,
        /// The message.
        message: Position,
    },
    /// Something came in beside what the relay published.
    #[error("it ends at {last} and not at {at}")]
    Ends {
        /// Its last sequence.
        last: Position,
        /// Where it should end.
        at: Position,
    },
    /// The server had another last message than was expected.
    #[error("something else came in before event {0}")]
    Before(Position),
    /// It is another stream than before, or another engine's.
    #[error("it is another stream than before, or filled by another engine")]
    Replaced,
}

/// A part of nats-server's configuration: accounts in which every worker can do what it must and nothing else.
pub const ACCOUNTS: &str = include_str!("nats/accounts.conf");

/// Names of the users in [`ACCOUNTS`]. The password of each is read from `MUSTER_<NAME>_PASSWORD` in the environment of
/// the server.
pub const USERS: [&str; 5] = ["engine", "reminders", "visits", "evaluation", "ops"];
