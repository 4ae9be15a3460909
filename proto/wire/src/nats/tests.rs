//! The link over a real nats-server: the conformance list, and what only NATS can do to it.

mod accounts;
mod audit;
mod in_turn;
mod logins;
mod outages;
mod raw;
mod rights;
mod strangers;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use muster_protocol::command::CommandEnvelope;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::recorded::Recorded;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::headers::EventDescription;
use super::relay::{Mark, MarkStore, Relay, Relayed};
use super::service::{Parts, Service, ServiceOptions};
use super::stream::{EventStream, Filler, StreamOptions};
use super::{Connection, NatsLink, Options};
use crate::conformance::Rig;
use crate::conformance::server::NatsServer;
use crate::link::{Boxed, LinkError};
use crate::memory::{MemoryOwner, OnCommand, OnQuestion};

/// A guard against hanging, far longer than anything takes.
const GUARD: Duration = Duration::from_secs(120);

/// What must come, or the test says what it waited for.
async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(GUARD, future).await.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}

static TERMS: AtomicU64 = AtomicU64::new(1);

#[derive(Default)]
struct Words(Mutex<Option<Mark>>);

impl MarkStore for Words {
    fn load(&self) -> Boxed<'_, Result<Option<Mark>, LinkError>> {
        Box::pin(async move { Ok(self.0.lock().unwrap().clone()) })
    }

    fn save(&self, mark: Mark) -> Boxed<'_, Result<(), LinkError>> {
        *self.0.lock().unwrap() = Some(mark);
        Box::pin(async { Ok(()) })
    }

    fn describe<'a>(&'a self, row: &'a Arc<Recorded>) -> Boxed<'a, EventDescription> {
        let description = EventDescription {
            about: Some("study.2014-05".to_owned()),
            summary: format!("{} happened", row.name),
            json: Some(format!("{{\"position\":{}}}", row.position).into_bytes()),
        };
        Box::pin(async move { description })
    }
}

/// Options with short time-outs.
fn options(url: &str, name: &str) -> Options {
    Options {
        request: Duration::from_millis(1_000),
        patience: Duration::from_secs(10),
        pull: Duration::from_secs(2),
        ..Options::new(url, name)
    }
}

/// An engine's end over a log in memory.
struct Engine {
    owner: Arc<MemoryOwner>,
    words: Arc<Words>,
    service: Service,
    stream: EventStream,
    relayed: watch::Receiver<Relayed>,
    stop: watch::Sender<bool>,
    relay: JoinHandle<()>,
}

impl Engine {
    /// As an engine that opens the log: each opening is of a later term.
    async fn start(owner: &Arc<MemoryOwner>, words: &Arc<Words>, options: Options, generation: u32) -> Self {
        let term = TERMS.fetch_add(1, Ordering::Relaxed);
        Self::of_term(owner, words, options, (generation, term)).await
    }

    async fn of_term(
        owner: &Arc<MemoryOwner>,
        words: &Arc<Words>,
        options: Options,
        (generation, term): (u32, u64),
    ) -> Self {
        let connection = Connection::open(options).await.unwrap();
        let run = format!("run-{}", TERMS.fetch_add(1, Ordering::Relaxed));
        let filler = Some(Filler { term, run });
        let options = StreamOptions { filler, ..StreamOptions::new(owner.log(), generation) };
        let stream = EventStream::new(&connection, options);
        let (relayed, stop) = (watch::Sender::new(Relayed::default()), watch::Sender::new(false));
        let clock = Arc::clone(owner);
        let parts = Parts {
            connection,
            stream: stream.clone(),
            owner: owner.clone(),
            head: owner.head(),
            now: Arc::new(move || clock.now()),
            relayed: relayed.subscribe(),
        };
        let behaviour = ServiceOptions {
            ack_wait: Duration::from_secs(2),
            save: Duration::from_millis(20),
            stepped: true,
            ..ServiceOptions::default()
        };
        let service = Service::start(parts, behaviour).await.unwrap();
        let relay = Relay {
            stream: stream.clone(),
            owner: owner.clone(),
            head: owner.head(),
            marks: words.clone(),
            audit: Duration::from_millis(50),
            relayed: relayed.clone(),
        };
        let relay = tokio::spawn(relay.run(stop.subscribe()));
        let (owner, words) = (owner.clone(), words.clone());
        Self { owner, words, service, stream, relayed: relayed.subscribe(), stop, relay }
    }

    async fn over(server: &NatsServer) -> Self {
        let (owner, words) = (MemoryOwner::new(), Arc::new(Words::default()));
        Self::start(&owner, &words, options(&server.url(), "engine"), 1).await
    }

    fn put(&self, names: &[&str]) {
        let campaign = CampaignId::new("year").unwrap();
        for name in names {
            self.owner.append_raw(&campaign, name, 1, vec![1, 2, 3]);
        }
    }

    fn advance(&self, millis: i64) {
        self.owner.set_clock(self.owner.now().plus(millis));
        self.service.release();
    }

    async fn relayed_to(&mut self, position: u64) -> Relayed {
        let there = |relayed: &Relayed| relayed.position == Position(position) && relayed.trouble.is_none();
        soon("the relay", self.relayed.wait_for(there)).await.unwrap().clone()
    }

    async fn end(self) -> (Arc<MemoryOwner>, Arc<Words>) {
        self.service.stop().await;
        self.stop.send_replace(true);
        self.relay.await.unwrap();
        (self.owner, self.words)
    }
}

struct NatsRig {
    server: NatsServer,
    engine: Option<Engine>,
    link: NatsLink,
    fold: NatsLink,
}

/// A worker's end of its own.
async fn end_of(server: &NatsServer, name: &str) -> NatsLink {
    NatsLink::open(options(&server.url(), name)).await.unwrap()
}

impl NatsRig {
    async fn new() -> Self {
        let server = NatsServer::start();
        let engine = Engine::over(&server).await;
        let (link, fold) = (end_of(&server, "reminders").await, end_of(&server, "evaluation").await);
        Self { server, engine: Some(engine), link, fold }
    }

    fn engine(&self) -> &Engine {
        self.engine.as_ref().unwrap()
    }
}

impl Rig for NatsRig {
    type Link = NatsLink;

    fn link(&self) -> NatsLink {
        self.link.clone()
    }

    fn fold(&self) -> NatsLink {
        self.fold.clone()
    }

    async fn append(&self, names: &[&str]) {
        self.engine().put(names);
    }

    async fn advance(&self, millis: i64) {
        self.engine().advance(millis);
    }

    fn on_command(&self, hook: OnCommand) {
        self.engine().owner.on_command(hook);
    }

    fn on_question(&self, hook: OnQuestion) {
        self.engine().owner.on_question(hook);
    }

    fn envelopes(&self) -> Vec<CommandEnvelope> {
        self.engine().owner.envelopes()
    }

    async fn dead_letters(&self) -> Vec<(String, Position, String)> {
        self.engine().owner.dead_letters()
    }

    async fn restart(&mut self) {
        self.link.close().await;
        self.fold.close().await;
        let (owner, words) = self.engine.take().unwrap().end().await;
        self.engine = Some(Engine::start(&owner, &words, options(&self.server.url(), "engine"), 1).await);
        self.link = end_of(&self.server, "reminders").await;
        self.fold = end_of(&self.server, "evaluation").await;
    }

    async fn crash(&mut self) {
        self.link.connection().client().drain().await.unwrap();
        self.fold.connection().client().drain().await.unwrap();
        self.link = end_of(&self.server, "reminders").await;
        self.fold = end_of(&self.server, "evaluation").await;
    }

    fn silence(&self) -> Duration {
        Duration::from_millis(400)
    }
}

crate::link_conformance!(real NatsRig::new().await);
