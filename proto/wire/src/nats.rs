//! The link over NATS JetStream, for an engine and workers that run apart. Only this module names async-nats.
//!
//! The log in SQL is the truth; the stream is a copy that can be thrown away and is then filled again ([`relay`]). Work
//! consumers are durable consumers of that stream, made by the engine alone. A fold is heard straight from the log, by
//! request: it is single and ordered, so a stream between would only be a second truth to compare with the first.
//! Start at [`link::NatsLink`] for the worker's end and [`service::Service`] for the engine's.

pub mod audit;
pub mod connect;
mod frames;
pub mod headers;
pub mod link;
pub mod probe;
pub mod relay;
pub mod service;
pub mod stream;
#[cfg(test)]
mod tests;

pub use connect::{Connection, Login, Options};
pub use link::NatsLink;
pub use link::Stretch;
pub use service::Service;

use connect::SERVER_MIN;

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
    /// The stream is not there.
    #[error("the stream {0} is not there")]
    NoStream(String),
    /// The stream does not hold what the log holds.
    #[error("the stream differs from the log: {0}")]
    Differs(String),
    /// The server is away or failed; try again.
    #[error("NATS: {0}")]
    Away(String),
}

/// A part of nats-server's configuration: accounts in which every worker can do what it must and nothing else.
pub const ACCOUNTS: &str = include_str!("nats/accounts.conf");

/// Names of the users in [`ACCOUNTS`]. The password of each is read from `MUSTER_<NAME>_PASSWORD` in the environment of
/// the server.
pub const USERS: [&str; 5] = ["engine", "reminders", "visits", "evaluation", "ops"];
