//! A real engine on a real SQLite file with full durability, the local link, and the reminders worker with a channel
//! that does nothing.

use std::path::PathBuf;
use std::sync::Arc;

use muster_protocol::command::{Command, CommandEnvelope, ItemName, Launch, Submit};
use muster_protocol::definition::Definition;
use muster_protocol::form::Form;
use muster_protocol::ids::{CampaignId, CommandId, Digest, Position};
use muster_protocol::item::Evidence;
use muster_protocol::time::Instant;
use muster_server::time::stepper::Quiet;
use muster_server::{ClockMode, Engine, Handle, Options};
use muster_wire::link::Owner;
use muster_wire::local::Hub;
use muster_workers::channel::Nothing;
use muster_workers::reminders::Reminders;
use muster_workers::runtime;
use tokio::sync::watch;

pub(crate) struct World {
    pub(crate) handle: Handle,
    pub(crate) hub: Hub,
    engine: Engine,
    stop: watch::Sender<bool>,
    dir: Option<tempfile::TempDir>,
}

impl World {
    pub(crate) async fn open(start: Instant) -> Self {
        Self::over(tempfile::tempdir().unwrap(), ClockMode::Stepped { start }).await
    }

    /// The same over a directory that may have a log already and goes away with the world.
    pub(crate) async fn over(dir: tempfile::TempDir, clock: ClockMode) -> Self {
        let mut world = Self::at(dir.path().to_owned(), clock).await;
        world.dir = Some(dir);
        world
    }

    /// The same over somebody else's directory.
    pub(crate) async fn at(data_dir: PathBuf, clock: ClockMode) -> Self {
        let options = Options { data_dir, clock };
        let engine = Engine::open(options).await.unwrap();
        let handle = engine.handle();
        let (clock, owner) = (handle.clone(), handle.clone());
        let hub =
            Hub::new(Arc::new(owner) as Arc<dyn Owner>, handle.head(), Arc::new(move || clock.clock().now()));
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(runtime::run(hub.link(), Box::new(Reminders::new()), Arc::new(Nothing), stopped));
        hub.subscribed(1).await;
        Self { handle, hub, engine, stop, dir: None }
    }

    pub(crate) async fn close(self) -> Option<tempfile::TempDir> {
        self.stop.send_replace(true);
        self.hub.close();
        self.engine.shutdown().await;
        self.dir
    }

    pub(crate) fn head(&self) -> Position {
        *self.handle.head().borrow()
    }

    /// Waits until the view shows everything: what people look at is paid for too. Gives the rows written for it so far.
    pub(crate) async fn shown(&self) -> u64 {
        self.handle.view().reached(self.head()).await.unwrap();
        self.handle.view().rows_written()
    }

    pub(crate) async fn store(&self, definition: &Definition) -> Digest {
        self.handle.store(definition.to_bytes()).await.unwrap()
    }

    pub(crate) async fn launch(&self, campaign: &str, definition: Digest) {
        launch(&self.handle, campaign, definition).await;
    }

    /// Lets time pass until `until`.
    pub(crate) async fn pass(&self, until: Instant) {
        pass(&self.handle, &self.hub, until).await;
    }
}

pub(crate) async fn launch(handle: &Handle, campaign: &str, definition: Digest) {
    let launch = Launch { definition, sources: Vec::new(), contacts: None };
    handle.execute(envelope(campaign, "launch", Command::Launch(launch))).await.unwrap();
}

/// Steps the clock from due instant to due instant until `until`, each time until everything is quiet.
pub(crate) async fn pass(handle: &Handle, quiet: &impl Quiet, until: Instant) {
    loop {
        quiet.settled().await;
        let next = [handle.next_due(), quiet.earliest_again()].into_iter().flatten().min();
        let Some(at) = next.filter(|at| *at <= until) else { return };
        handle.clock().step_to(at);
        handle.tick().await.unwrap();
        quiet.release();
    }
}

/// Hands in the report that the duties ask for.
pub(crate) async fn hand_in(handle: &Handle, campaign: &str, duty: usize, unit: usize) {
    let evidence = vec![Evidence { need: "报告".to_owned(), count: 1, files: Vec::new() }];
    submit(handle, campaign, duty, unit, evidence).await;
}

/// Hands in evidence of a unit for a duty, both by their numbers.
pub(crate) async fn submit(
    handle: &Handle,
    campaign: &str,
    duty: usize,
    unit: usize,
    evidence: Vec<Evidence>,
) {
    let item = ItemName { occasion: format!("duty-{duty}"), unit: format!("u{unit:06}") };
    let command = Command::Submit(Submit { item, evidence, form: Form::default(), on: None });
    handle.execute(envelope(campaign, &format!("submit {duty}/{unit}"), command)).await.unwrap();
}

/// A command with an id that follows from the campaign and `what`.
fn envelope(campaign: &str, what: &str, command: Command) -> CommandEnvelope {
    let id = CommandId::derived(&[campaign, what]);
    CommandEnvelope {
        id,
        campaign: CampaignId::new(campaign).unwrap(),
        actor: "bench".to_owned(),
        behalf: None,
        via: "bench".to_owned(),
        command,
    }
}
