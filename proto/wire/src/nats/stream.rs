//! The stream of a shard: declared, compared with what the server keeps, filled. Its sequence numbers *are* the log's
//! positions: it begins at 1, nothing but the relay publishes to it, and nothing in it can be deleted. So what it holds
//! follows from its last sequence, and a stream of which that is not true is thrown away and filled again.

use std::time::Duration;

use async_nats::jetstream::context::{
    ContextBuilder, CreateStreamErrorKind, GetStreamErrorKind, PublishErrorKind,
};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{
    Config, DiscardPolicy, Info, RawMessageErrorKind, RetentionPolicy, StorageType,
};
use async_nats::jetstream::{Context, ErrorCode};
use futures_util::TryStreamExt;
use muster_words::ids::{Position, SHARD};

use super::NatsError;
use super::connect::Connection;
use super::headers::{self, Outgoing};

/// Messages that may be on their way to the server without its confirmation.
const IN_FLIGHT: usize = 4_096;

/// Prefix of the streams' names.
pub(super) const PREFIX: &str = "MUSTER_EVENT_";

/// How the stream of a shard is to be.
#[derive(Debug, Clone)]
pub struct StreamOptions {
    /// The shard.
    pub shard: u32,
    /// Generation of the log; a restore counts it up, and the stream with it.
    pub generation: u32,
    /// Most bytes of it on the server's disk; none leaves it to the server. When it is full the relay stops and lags.
    pub bytes_max: Option<u64>,
    /// Copies in a cluster.
    pub replicas: usize,
    /// How long the server knows a message id again.
    pub duplicate_window: Duration,
}

impl StreamOptions {
    /// The usual ones for a generation of the one shard.
    #[must_use]
    pub fn new(generation: u32) -> Self {
        let duplicate_window = Duration::from_secs(120);
        Self { shard: SHARD, generation, bytes_max: None, replicas: 1, duplicate_window }
    }

    /// Its name: `MUSTER_EVENT_<generation>_<shard>`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{PREFIX}{}_{}", self.generation, self.shard)
    }

    fn config(&self) -> Config {
        Config {
            name: self.name(),
            description: Some(format!("Events of shard {}: a copy of muster's log", self.shard)),
            subjects: vec![format!("muster.event.{}.>", self.shard)],
            retention: RetentionPolicy::Limits,
            storage: StorageType::File,
            discard: DiscardPolicy::New,
            max_bytes: self.bytes_max.and_then(|bytes| i64::try_from(bytes).ok()).unwrap_or(-1),
            max_messages: -1,
            max_messages_per_subject: -1,
            max_consumers: -1,
            num_replicas: self.replicas,
            duplicate_window: self.duplicate_window,
            deny_delete: true,
            deny_purge: true,
            ..Config::default()
        }
    }
}

/// What the server holds of a shard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// When the stream was created, as the server says it: another text is another stream.
    pub created: String,
    /// Its last sequence, which is a position.
    pub last: Position,
    /// Messages in it.
    pub messages: u64,
    /// Bytes in it.
    pub bytes: u64,
}

/// The stream of a shard. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct EventStream {
    js: Context,
    connection: Connection,
    options: StreamOptions,
}

impl EventStream {
    /// A grip on the stream; nothing is asked of the server yet.
    #[must_use]
    pub fn new(connection: &Connection, options: StreamOptions) -> Self {
        let js = ContextBuilder::new()
            .timeout(connection.options().request)
            .max_ack_inflight(IN_FLIGHT)
            .backpressure_on_inflight(true)
            .build(connection.client().clone());
        Self { js, connection: connection.clone(), options }
    }

    pub(super) fn context(&self) -> &Context {
        &self.js
    }

    /// How it is to be.
    #[must_use]
    pub fn options(&self) -> &StreamOptions {
        &self.options
    }

    /// Makes the stream as it is to be, and looks whether the server keeps it so. Streams of earlier generations are
    /// thrown away, since they claim the same subjects.
    ///
    /// # Errors
    /// [`NatsError`].
    pub async fn declare(&self) -> Result<Held, NatsError> {
        self.connection.ready().await?;
        let asked = self.options.config();
        let found = match self.info().await {
            Err(NatsError::NoStream(_)) => None,
            other => Some(other?),
        };
        let info = match found {
            Some(info) if differs(&asked, &info.config).is_none() => info,
            Some(_) => self.js.update_stream(&asked).await.map_err(away)?,
            None => {
                self.clear_others().await?;
                self.js.create_or_update_stream(asked.clone()).await.map_err(|error| match error.kind() {
                    CreateStreamErrorKind::JetStream(cause) => NatsError::Away(cause.to_string()),
                    _ => away(error),
                })?
            }
        };
        match differs(&asked, &info.config) {
            None => Ok(held(&info)),
            Some((setting, asked, kept)) => {
                Err(NatsError::Dropped { of: self.options.name(), setting, asked, kept })
            }
        }
    }

    async fn clear_others(&self) -> Result<(), NatsError> {
        let suffix = format!("_{}", self.options.shard);
        let names: Vec<String> = self.js.stream_names().try_collect().await.map_err(away)?;
        for name in names.iter().filter(|name| **name != self.options.name()) {
            let Some(generation) = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(&suffix))
            else {
                continue;
            };
            if generation.parse::<u32>().is_ok_and(|generation| generation > self.options.generation) {
                return Err(NatsError::Newer { stream: name.clone(), ours: self.options.generation });
            }
            tracing::warn!(name, "a stream of an earlier generation is thrown away");
            self.js.delete_stream(name).await.map_err(away)?;
        }
        Ok(())
    }

    async fn info(&self) -> Result<Info, NatsError> {
        let name = self.options.name();
        match self.js.get_stream(&name).await {
            Ok(stream) => Ok(stream.cached_info().clone()),
            Err(error) => match error.kind() {
                GetStreamErrorKind::JetStream(cause) if cause.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                    Err(NatsError::NoStream(name))
                }
                _ => Err(away(error)),
            },
        }
    }

    /// What the server holds now.
    ///
    /// # Errors
    /// [`NatsError::NoStream`] when it was deleted, [`NatsError::Differs`] when it has holes, [`NatsError::Away`].
    pub async fn held(&self) -> Result<Held, NatsError> {
        let info = self.info().await?;
        let (held, state) = (held(&info), &info.state);
        let gone = state.deleted_count.unwrap_or(0);
        if held.messages != held.last.0 || gone > 0 {
            let what = format!("{} messages up to sequence {}", held.messages, held.last);
            return Err(NatsError::Differs(what));
        }
        Ok(held)
    }

    /// What the server holds now, whole or not, and the first setting that it keeps otherwise than asked.
    ///
    /// # Errors
    /// [`NatsError::NoStream`] when there is none, [`NatsError::Away`].
    pub async fn seen(&self) -> Result<(Held, Option<String>), NatsError> {
        let info = self.info().await?;
        let off = differs(&self.options.config(), &info.config);
        Ok((held(&info), off.map(|(setting, asked, kept)| format!("{setting} is {kept} instead of {asked}"))))
    }

    /// The event at a position of the stream: its generation, its position as its header says, its link of the chain.
    ///
    /// # Errors
    /// [`NatsError::Differs`] when it is no event of ours, [`NatsError::Away`], also when there is none.
    pub async fn at(&self, position: Position) -> Result<(u32, muster_words::recorded::Recorded), NatsError> {
        let found = self.find(position).await?;
        found.ok_or_else(|| NatsError::Away(format!("no message {position}")))
    }

    /// As [`EventStream::at`]; none where there is no message.
    ///
    /// # Errors
    /// [`NatsError::Differs`] when it is no event of ours, [`NatsError::Away`].
    pub async fn find(
        &self,
        position: Position,
    ) -> Result<Option<(u32, muster_words::recorded::Recorded)>, NatsError> {
        let stream = self.js.get_stream_no_info(self.options.name()).await.map_err(away)?;
        let message = match stream.get_raw_message(position.0).await {
            Ok(message) => message,
            Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => return Ok(None),
            Err(error) => return Err(away(error)),
        };
        let name = message.subject.as_str().splitn(5, '.').nth(4).unwrap_or_default();
        let read = headers::read(&message.headers, name, &message.payload);
        let read = read.filter(|read| read.recorded.position == position);
        let read = read.ok_or_else(|| {
            NatsError::Differs(format!("message {position} is not the event of this position"))
        })?;
        Ok(Some((read.generation, read.recorded)))
    }

    /// Throws the stream away, to be filled again.
    ///
    /// # Errors
    /// [`NatsError::Away`].
    pub async fn throw_away(&self) -> Result<(), NatsError> {
        self.js.delete_stream(self.options.name()).await.map(|_| ()).map_err(away)
    }

    /// Publishes events of consecutive positions, all on their way at once, and waits for every confirmation.
    ///
    /// # Errors
    /// [`NatsError::Differs`] when the stream is not where it was thought to be, [`NatsError::NoStream`],
    /// [`NatsError::Away`]. What was confirmed before stays.
    pub async fn publish(&self, page: Vec<Outgoing>) -> Result<(), NatsError> {
        let name = self.options.name();
        let mut confirmations = Vec::with_capacity(page.len());
        for one in page {
            // Headers first: setting them later would erase the message id.
            let message = PublishMessage::build()
                .headers(one.headers)
                .payload(one.payload.into())
                .message_id(&one.id)
                .expected_stream(&name)
                .expected_last_sequence(one.position.0 - 1);
            let sent =
                self.js.send_publish(one.subject, message).await.map_err(|error| self.unpublished(&error))?;
            confirmations.push((one.position, sent));
        }
        for (position, confirmation) in confirmations {
            let ack = confirmation.await.map_err(|error| self.unpublished(&error))?;
            if ack.sequence != position.0 {
                return Err(NatsError::Differs(format!("position {position} got sequence {}", ack.sequence)));
            }
        }
        Ok(())
    }

    fn unpublished(&self, error: &async_nats::jetstream::context::PublishError) -> NatsError {
        match error.kind() {
            PublishErrorKind::WrongLastSequence => NatsError::Differs(error.to_string()),
            PublishErrorKind::StreamNotFound => NatsError::NoStream(self.options.name()),
            _ => NatsError::Away(error.to_string()),
        }
    }

    /// Publishes to the mirror in JSON: core NATS, heard by whoever listens and kept by nobody.
    pub(super) async fn mirror(&self, subject: String, json: Vec<u8>) {
        if let Err(error) = self.connection.client().publish(subject, json.into()).await {
            tracing::debug!(%error, "not mirrored");
        }
    }
}

fn held(info: &Info) -> Held {
    Held {
        created: info.created.to_string(),
        last: Position(info.state.last_sequence),
        messages: info.state.messages,
        bytes: info.state.bytes,
    }
}

pub(super) fn away(error: impl std::fmt::Display) -> NatsError {
    NatsError::Away(error.to_string())
}

/// The first setting that the server keeps otherwise than asked.
fn differs(asked: &Config, kept: &Config) -> Option<(&'static str, String, String)> {
    macro_rules! compare {
        ($($field:ident),+) => {$(
            if asked.$field != kept.$field {
                return Some((stringify!($field), format!("{:?}", asked.$field), format!("{:?}", kept.$field)));
            }
        )+};
    }
    compare!(
        subjects,
        retention,
        storage,
        discard,
        max_bytes,
        max_messages,
        max_messages_per_subject,
        max_consumers,
        max_age,
        num_replicas,
        duplicate_window,
        deny_delete,
        deny_purge,
        description
    );
    None
}
