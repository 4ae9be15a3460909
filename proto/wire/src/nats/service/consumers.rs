//! Consumers of the workers: made by the engine alone, compared with what the server keeps, and begun where the worker
//! had settled everything when the stream had to be filled again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::consumer::{self, AckPolicy, DeliverPolicy, pull};
use async_nats::jetstream::context::ConsumerInfoErrorKind;
use muster_protocol::ids::Position;
use tokio::sync::Mutex;

use crate::link::Owner;
use crate::nats::NatsError;
use crate::nats::frames::{Subscribe, Subscribed};
use crate::nats::stream::{EventStream, away};

/// A consumer as it was declared, and how far it is known to be.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// The position that was saved last.
    saved: Position,
}

/// The work consumers of a shard.
pub(super) struct Consumers {
    stream: EventStream,
    owner: Arc<dyn Owner>,
    ack_wait: Duration,
    held_max: u32,
    /// Locked while one is made, so that two workers of a kind do not make it at the same time.
    known: Mutex<BTreeMap<String, Known>>,
}

/// How far a consumer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lag {
    /// Events that it has not been given yet.
    pub(super) pending: u64,
    /// Events that are with workers.
    pub(super) out: usize,
    /// The last event that it was given, or that lies behind its beginning.
    pub(super) delivered: Position,
    /// Names of events that it hears; none stands for all.
    pub(super) hears: Vec<String>,
    /// Everything up to here is settled.
    pub(super) floor: Position,
    /// Pulls that wait at the server.
    pub(super) listening: usize,
    /// Whether one event is dealt with to its end before the next is given out.
    in_turn: bool,
}

impl Lag {
    /// Whether everything is settled up to the last event that it hears, where so many are held until a later instant; none
    /// stands for one of them that is due.
    pub(super) fn is_settled(&self, held: Option<usize>, last: Position) -> bool {
        // What is held keeps its turn: the server gives nothing out behind it, and only the clock brings it.
        let blocked = self.in_turn && self.out > 0;
        held == Some(self.out) && (blocked || (self.pending == 0 && self.delivered >= last))
    }
}

impl Consumers {
    pub(super) fn new(stream: EventStream, owner: Arc<dyn Owner>, ack_wait: Duration, held_max: u32) -> Self {
        Self { stream, owner, ack_wait, held_max, known: Mutex::default() }
    }

    /// Names of those that were asked for since the start.
    pub(super) async fn names(&self) -> Vec<String> {
        self.known.lock().await.keys().cloned().collect()
    }

    /// Makes a consumer, or makes it what it should be.
    pub(super) async fn declare(&self, wish: &Subscribe, window: u32) -> Result<Subscribed, NatsError> {
        let mut known = self.known.lock().await;
        let (js, stream) = (self.stream.context(), self.stream.options().name());
        let mut asked = self.config(wish, window);
        let found = self.info(&wish.consumer).await?;
        let saved = self.owner.load_position(&wish.consumer).await;
        let saved = saved.map_err(|error| NatsError::Away(error.to_string()))?;
        match &found {
            // Where it begins cannot be changed, and it has begun.
            Some(info) => asked.deliver_policy = info.config.deliver_policy,
            None if saved > Position(0) => {
                // The server would begin elsewhere while the stream does not reach so far.
                let held = self.stream.held().await?;
                if held.last < saved {
                    let what = format!("the stream is being filled: {} of {saved}", held.last);
                    return Err(NatsError::Away(what));
                }
                asked.deliver_policy = DeliverPolicy::ByStartSequence { start_sequence: saved.0 + 1 };
            }
            None => {}
        }
        let info = match found {
            Some(info) if differs(&asked, &info.config).is_none() => info,
            _ => js
                .create_consumer_on_stream(asked.clone(), &stream)
                .await
                .map_err(away)?
                .cached_info()
                .clone(),
        };
        if let Some((setting, asked, kept)) = differs(&asked, &info.config) {
            return Err(NatsError::Dropped { of: wish.consumer.clone(), setting, asked, kept });
        }
        known.entry(wish.consumer.clone()).or_insert(Known { saved });
        let ack_wait_ms = u64::try_from(self.ack_wait.as_millis()).unwrap_or(u64::MAX);
        Ok(Subscribed { stream, generation: self.stream.options().generation, ack_wait_ms })
    }

    /// Whether a consumer was asked for since the start.
    pub(super) async fn knows(&self, name: &str) -> bool {
        self.known.lock().await.contains_key(name)
    }

    fn config(&self, wish: &Subscribe, window: u32) -> pull::Config {
        let shard = self.stream.options().shard;
        let mut filters: Vec<String> =
            wish.events.iter().map(|event| format!("muster.event.{shard}.*.{event}")).collect();
        if filters.is_empty() {
            filters.push(format!("muster.event.{shard}.>"));
        }
        filters.sort();
        // Beside the window there is room for what is held until a later instant: it must not block the rest. Where one event is
        // dealt with to its end before the next there is none: also of several processes only one has an event then, and what it
        // holds keeps its turn.
        let beside = if window == 1 { 0 } else { i64::from(self.held_max) };
        pull::Config {
            durable_name: Some(wish.consumer.clone()),
            description: Some(format!("Work of the worker {}", wish.consumer)),
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::Explicit,
            ack_wait: self.ack_wait,
            // What is given up is the worker's to say: a dead letter, never a silent end.
            max_deliver: -1,
            filter_subjects: filters,
            max_ack_pending: i64::from(window) + beside,
            ..pull::Config::default()
        }
    }

    /// A consumer as the server has it; none when it is not there.
    async fn info(&self, name: &str) -> Result<Option<consumer::Info>, NatsError> {
        let stream = self.stream.options().name();
        let handle = self.stream.context().get_stream_no_info(&stream).await.map_err(away)?;
        match handle.consumer_info(name).await {
            Ok(info) => Ok(Some(info)),
            Err(error) => match error.kind() {
                ConsumerInfoErrorKind::NotFound => Ok(None),
                ConsumerInfoErrorKind::StreamNotFound => Err(NatsError::NoStream(stream)),
                _ => Err(away(error)),
            },
        }
    }

    /// How far a consumer is; none when it is not there.
    pub(super) async fn lag(&self, name: &str) -> Result<Option<Lag>, NatsError> {
        Ok(self.info(name).await?.map(|info| Lag {
            pending: info.num_pending,
            out: info.num_ack_pending,
            delivered: Position(info.delivered.stream_sequence),
            hears: self.hears(&info.config),
            floor: Position(info.ack_floor.stream_sequence),
            listening: info.num_waiting,
            in_turn: info.config.max_ack_pending == 1,
        }))
    }

    /// Names of the events that a consumer hears; none for one that hears all.
    fn hears(&self, config: &consumer::Config) -> Vec<String> {
        let front = format!("muster.event.{}.*.", self.stream.options().shard);
        let filters = config.filter_subjects.iter().chain(std::iter::once(&config.filter_subject));
        filters.filter_map(|filter| filter.strip_prefix(&front)).map(str::to_owned).collect()
    }

    /// Saves how far these consumers are, for the day when their stream is gone.
    pub(super) async fn save(&self, names: &BTreeSet<String>) {
        for name in names {
            let Ok(Some(lag)) = self.lag(name).await else { continue };
            let saved = self.known.lock().await.get(name).map_or(Position(0), |known| known.saved);
            if saved >= lag.floor {
                continue;
            }
            match self.owner.save_position(name, lag.floor).await {
                Ok(()) => {
                    self.known.lock().await.entry(name.clone()).or_default().saved = lag.floor;
                }
                Err(error) => tracing::debug!(name, %error, "a consumer's position is not saved"),
            }
        }
    }
}

/// The first setting that the server keeps otherwise than asked.
fn differs(asked: &pull::Config, kept: &consumer::Config) -> Option<(&'static str, String, String)> {
    let mut filters = kept.filter_subjects.clone();
    if filters.is_empty() {
        filters.push(kept.filter_subject.clone());
    }
    filters.sort();
    if asked.filter_subjects != filters {
        let text = |filters: &[String]| filters.join(" ");
        return Some(("filter_subjects", text(&asked.filter_subjects), text(&filters)));
    }
    macro_rules! compare {
        ($($field:ident),+) => {$(
            if asked.$field != kept.$field {
                return Some((stringify!($field), format!("{:?}", asked.$field), format!("{:?}", kept.$field)));
            }
        )+};
    }
    compare!(deliver_policy, ack_policy, ack_wait, max_deliver, max_ack_pending);
    None
}
