//! The stream of a shard: declared, compared with what the server keeps, filled. Its sequence numbers *are* the log's
//! positions: it begins at 1, nothing but the relay publishes to it, and nothing in it can be deleted. So what it holds
//! follows from its last sequence, and a stream of which that is not true is thrown away and filled again. It says whose it
//! is: the log's name, the term and the run of the engine that fills it. One that is another log's is never touched, and of
//! two engines with copies of one log the later one fills it.

use std::collections::HashMap;
use std::time::Duration;

use async_nats::header::{NATS_EXPECTED_LAST_SEQUENCE, NATS_EXPECTED_STREAM, NATS_MESSAGE_ID};
use async_nats::jetstream::context::{
    ContextBuilder, CreateStreamErrorKind, GetStreamErrorKind, PublishErrorKind,
};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{
    Config, DiscardPolicy, Info, RawMessageErrorKind, RetentionPolicy, StorageType,
};
use async_nats::jetstream::{Context, ErrorCode};
use futures_util::TryStreamExt;
use muster_protocol::codec::BODY_BYTES_MAX;
use muster_protocol::ids::{Position, SHARD};

use super::connect::Connection;
use super::frames::FRAME_BYTES;
use super::headers::{self, Incoming, Outgoing};
use super::settings::differs;
use super::{Difference, NatsError};

/// Messages that may be on their way to the server without its confirmation.
const IN_FLIGHT: usize = 4_096;

/// Prefix of the streams' names.
pub(super) const PREFIX: &str = "MUSTER_EVENT_";

/// What a stream says of itself beside its settings: of which log it is, and who fills it.
const LOG: &str = "muster-log";
const TERM: &str = "muster-term";
const RUN: &str = "muster-run";

/// Who fills a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// The engine's term on its log: each opening counts it up.
    pub term: u64,
    /// Tells engines of one term apart, which hold copies of one log.
    pub run: String,
}

/// How the stream of a shard is to be.
#[derive(Debug, Clone)]
pub struct StreamOptions {
    /// The shard.
    pub shard: u32,
    /// Name of the log.
    pub log: String,
    /// Generation of the log; a restore counts it up, and the stream with it.
    pub generation: u32,
    /// Who fills it; none for who only looks.
    pub filler: Option<Filler>,
    /// Most bytes of it on the server's disk; none leaves it to the server. When it is full the relay stops and lags.
    pub bytes_max: Option<u64>,
    /// Copies in a cluster.
    pub replicas: usize,
    /// How long the server knows a message id again.
    pub duplicate_window: Duration,
}

impl StreamOptions {
    /// The usual ones for a generation of a log with one shard, for who only looks.
    #[must_use]
    pub fn new(log: &str, generation: u32) -> Self {
        Self {
            shard: SHARD,
            log: log.to_owned(),
            generation,
            filler: None,
            bytes_max: None,
            replicas: 1,
            duplicate_window: Duration::from_secs(120),
        }
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
            metadata: self.metadata(),
            ..Config::default()
        }
    }

    fn metadata(&self) -> HashMap<String, String> {
        let mut said = HashMap::from([(LOG.to_owned(), self.log.clone())]);
        if let Some(Filler { term, run }) = &self.filler {
            said.insert(TERM.to_owned(), term.to_string());
            said.insert(RUN.to_owned(), run.clone());
        }
        said
    }

    /// Whether a stream may be touched: it is of our log, or empty and nobody's.
    fn is_ours(&self, info: &Info) -> Result<(), NatsError> {
        let whose = info.config.metadata.get(LOG);
        if whose.is_some_and(|whose| *whose == self.log) {
            return Ok(());
        }
        if whose.is_none() && info.state.last_sequence == 0 {
            return Ok(());
        }
        Err(NatsError::Stranger {
            stream: info.config.name.clone(),
            whose: whose.cloned().unwrap_or_else(|| "unknown".to_owned()),
            ours: self.log.clone(),
        })
    }

    /// Whether we may fill a stream of our log: not while an engine of a later term does, or another one of this term.
    fn may_fill(&self, info: &Info) -> Result<(), NatsError> {
        self.is_ours(info)?;
        let (Some(filler), Some(theirs)) = (&self.filler, filler(&info.config)) else { return Ok(()) };
        if theirs == *filler || theirs.term < filler.term {
            return Ok(());
        }
        Err(NatsError::Held { stream: info.config.name.clone(), term: theirs.term })
    }
}

/// Who fills a stream, as it says itself.
fn filler(config: &Config) -> Option<Filler> {
    let term = config.metadata.get(TERM)?.parse().ok()?;
    Some(Filler { term, run: config.metadata.get(RUN)?.clone() })
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
    /// Who fills it, as it says itself.
    pub filler: Option<Filler>,
}

/// The stream of a shard. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct EventStream {
    js: Context,
    connection: Connection,
    options: StreamOptions,
}

impl EventStream {
    /// A handle on the stream; nothing is asked of the server yet.
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

    /// Most bytes of a body that stand in a message: no more than the server carries.
    pub(super) fn body_max(&self) -> usize {
        let carried = self.connection.client().max_payload().saturating_sub(FRAME_BYTES);
        BODY_BYTES_MAX.min(carried)
    }

    /// The settings that it is to have.
    #[cfg(test)]
    pub(super) fn config(&self) -> Config {
        self.options.config()
    }

    /// How it is to be.
    #[must_use]
    pub fn options(&self) -> &StreamOptions {
        &self.options
    }

    /// Makes the stream as it is to be, and looks whether the server keeps it so. Streams of earlier generations are
    /// thrown away, since they claim the same subjects; so is one whose settings cannot be changed to the right ones.
    ///
    /// # Errors
    /// [`NatsError`]; nothing is changed where it is another log's or another engine's.
    pub async fn declare(&self) -> Result<Held, NatsError> {
        self.connection.ready().await?;
        let asked = self.options.config();
        let info = match self.found().await? {
            Some(info) => {
                self.options.may_fill(&info)?;
                let same =
                    differs(&asked, &info.config).is_none() && filler(&info.config) == self.options.filler;
                if same { info } else { self.change(&asked).await? }
            }
            None => {
                self.clear_others().await?;
                self.create(&asked).await?
            }
        };
        match differs(&asked, &info.config) {
            None => Ok(held(&info)),
            Some((setting, asked, kept)) => {
                Err(NatsError::Dropped { of: self.options.name(), setting, asked, kept })
            }
        }
    }

    /// Whether somebody with this log may have the stream filled: it is ours, or not there and nothing stands in its way.
    ///
    /// # Errors
    /// [`NatsError`].
    pub async fn is_allowed(&self) -> Result<(), NatsError> {
        self.connection.ready().await?;
        match self.found().await? {
            Some(info) => self.options.is_ours(&info),
            None => self.others().await.map(|_| ()),
        }
    }

    async fn found(&self) -> Result<Option<Info>, NatsError> {
        match self.info().await {
            Err(NatsError::NoStream(_)) => Ok(None),
            other => other.map(Some),
        }
    }

    async fn create(&self, asked: &Config) -> Result<Info, NatsError> {
        let created = self.js.create_or_update_stream(asked.clone()).await;
        let error = match created {
            Ok(info) => return Ok(info),
            Err(error) => error,
        };
        let CreateStreamErrorKind::JetStream(cause) = error.kind() else { return Err(away(error)) };
        if cause.error_code() == ErrorCode::STREAM_SUBJECT_OVERLAP
            && let Some(subject) = asked.subjects.first()
            && let Ok(stream) = self.js.stream_by_subject(subject.clone()).await
        {
            return Err(NatsError::Taken { stream, subject: subject.clone() });
        }
        Err(NatsError::Away(cause.to_string()))
    }

    /// Changes our stream to what it should be. What cannot be changed is rebuilt and filled again.
    async fn change(&self, asked: &Config) -> Result<Info, NatsError> {
        match self.js.update_stream(asked).await {
            Ok(info) => Ok(info),
            Err(error) => match error.kind() {
                CreateStreamErrorKind::JetStream(cause) if cause.error_code().0 >= 10_000 => {
                    let name = self.options.name();
                    tracing::warn!(name, %cause, "the stream cannot be made what it should be, and is rebuilt");
                    self.delete().await?;
                    self.create(asked).await
                }
                _ => Err(away(error)),
            },
        }
    }

    async fn clear_others(&self) -> Result<(), NatsError> {
        for name in self.others().await? {
            tracing::warn!(name, "a stream of an earlier generation is thrown away");
            self.js.delete_stream(name).await.map_err(away)?;
        }
        Ok(())
    }

    /// Streams of earlier generations of this log.
    async fn others(&self) -> Result<Vec<String>, NatsError> {
        let suffix = format!("_{}", self.options.shard);
        let mut earlier = Vec::new();
        let names: Vec<String> = self.js.stream_names().try_collect().await.map_err(away)?;
        for name in names.iter().filter(|name| **name != self.options.name()) {
            let Some(generation) = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(&suffix))
            else {
                continue;
            };
            let info = self.js.get_stream(name).await.map_err(away)?.cached_info().clone();
            self.options.is_ours(&info)?;
            if generation.parse::<u32>().is_ok_and(|generation| generation > self.options.generation) {
                return Err(NatsError::Newer { stream: name.clone(), ours: self.options.generation });
            }
            earlier.push(name.clone());
        }
        Ok(earlier)
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
            let (messages, last) = (held.messages, held.last);
            return Err(NatsError::Differs(Difference::Holes { messages, last }));
        }
        Ok(held)
    }

    /// What the server holds now, whole or not, and the first setting that it keeps otherwise than asked.
    ///
    /// # Errors
    /// [`NatsError::NoStream`] when there is none, [`NatsError::Stranger`], [`NatsError::Away`].
    pub async fn seen(&self) -> Result<(Held, Option<String>), NatsError> {
        let info = self.info().await?;
        self.options.is_ours(&info)?;
        let off = differs(&self.options.config(), &info.config);
        Ok((held(&info), off.map(|(setting, asked, kept)| format!("{setting} is {kept} instead of {asked}"))))
    }

    /// The event at a position of the stream: its generation, its position as its header says, its link of the chain.
    ///
    /// # Errors
    /// [`NatsError::Differs`] when it is no event of ours, [`NatsError::Away`], also when there is none.
    pub async fn at(
        &self,
        position: Position,
    ) -> Result<(u32, muster_protocol::recorded::Recorded), NatsError> {
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
    ) -> Result<Option<(u32, muster_protocol::recorded::Recorded)>, NatsError> {
        Ok(self.look(position).await?.map(|read| (read.generation, read.recorded)))
    }

    /// The same with everything that the message says.
    pub(super) async fn look(&self, position: Position) -> Result<Option<Incoming>, NatsError> {
        let stream = self.js.get_stream_no_info(self.options.name()).await.map_err(away)?;
        let message = match stream.get_raw_message(position.0).await {
            Ok(message) => message,
            Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => return Ok(None),
            Err(error) => return Err(away(error)),
        };
        let name = message.subject.as_str().splitn(5, '.').nth(4).unwrap_or_default();
        let read = headers::read(&message.headers, name, &message.payload);
        let read = read.filter(|read| read.recorded.position == position);
        let read = read.ok_or(NatsError::Differs(Difference::Foreign(position)))?;
        Ok(Some(read))
    }

    /// Throws the stream away, to be filled again. One that is not there is thrown away already.
    ///
    /// # Errors
    /// [`NatsError::Stranger`], [`NatsError::Away`].
    pub async fn throw_away(&self) -> Result<(), NatsError> {
        match self.found().await? {
            Some(info) => self.options.is_ours(&info)?,
            None => return Ok(()),
        }
        self.delete().await
    }

    /// Deletes the stream, whosever it is.
    ///
    /// # Errors
    /// [`NatsError::Away`].
    pub async fn delete(&self) -> Result<(), NatsError> {
        self.js.delete_stream(self.options.name()).await.map(|_| ()).map_err(away)
    }

    /// Publishes events of consecutive positions, all on their way at once, and waits for two confirmations: each names the
    /// one before it, so the last is taken only where all of them were; and the first says why it is not taken.
    ///
    /// # Errors
    /// [`NatsError::Differs`] when the stream is not where it was thought to be, [`NatsError::NoStream`],
    /// [`NatsError::Away`]. What was taken before stays.
    pub async fn publish(&self, page: Vec<Outgoing>) -> Result<(), NatsError> {
        let name = self.options.name();
        let (last, mut confirmations) = (page.len().saturating_sub(1), Vec::new());
        for (nth, one) in page.into_iter().enumerate() {
            let before = one.position.0 - 1;
            if nth != 0 && nth != last {
                let mut headers = one.headers;
                headers.insert(NATS_MESSAGE_ID, one.id.as_str());
                headers.insert(NATS_EXPECTED_STREAM, name.as_str());
                headers.insert(NATS_EXPECTED_LAST_SEQUENCE, before.to_string());
                let sent =
                    self.connection.client().publish_with_headers(one.subject, headers, one.payload.into());
                sent.await.map_err(away)?;
                continue;
            }
            // Headers first: setting them later would erase the message id.
            let message = PublishMessage::build()
                .headers(one.headers)
                .payload(one.payload.into())
                .message_id(&one.id)
                .expected_stream(&name)
                .expected_last_sequence(before);
            let sent = self.js.send_publish(one.subject, message).await;
            confirmations.push((one.position, sent.map_err(|error| self.unpublished(one.position, &error))?));
        }
        for (position, confirmation) in confirmations {
            let ack = confirmation.await.map_err(|error| self.unpublished(position, &error))?;
            if ack.sequence != position.0 {
                let message = Position(ack.sequence);
                return Err(NatsError::Differs(Difference::Swallowed { position, message }));
            }
        }
        Ok(())
    }

    fn unpublished(
        &self,
        position: Position,
        error: &async_nats::jetstream::context::PublishError,
    ) -> NatsError {
        match error.kind() {
            PublishErrorKind::WrongLastSequence => NatsError::Differs(Difference::Before(position)),
            PublishErrorKind::StreamNotFound => NatsError::NoStream(self.options.name()),
            _ => NatsError::Away(error.to_string()),
        }
    }

    /// Publishes to the mirror in JSON: core NATS, heard by anyone who listens and kept by nobody.
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
        filler: filler(&info.config),
    }
}

pub(super) fn away(error: impl std::fmt::Display) -> NatsError {
    NatsError::Away(error.to_string())
}
