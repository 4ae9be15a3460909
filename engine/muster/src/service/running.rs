//! Engine, links and workers in one process: what `up`, `engine` and `demo` keep running.

use muster_protocol::say;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::ValueEnum;
use muster_protocol::ids::Position;
use muster_protocol::time::{DAY, Date, Instant};
use muster_server::relay::{OverNats, RelayError, Relaying};
use muster_server::time::stepper::Quiet;
use muster_server::{Engine, Handle};
use muster_wire::local::Hub;
use muster_wire::nats::Service;
use muster_workers::channel::{Channel, Console, Outbox};
use muster_workers::runtime;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use super::config::ConfigArgs;
use super::over_nats::ConnectionLog;
use super::watched::Watched;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// Folder of sent letters in the data directory.
pub const OUTBOX: &str = "outbox";

/// While the clock follows the wall, deliveries that wait for an instant are looked at again this often (machine time):
/// the shortest wait of a worker is a minute.
const RELEASE_EVERY: Duration = Duration::from_secs(1);

/// Names of all workers, as they stand on the command line and in accounts.
pub fn worker_names() -> impl Iterator<Item = &'static str> {
    muster_workers::all().into_iter().map(|worker| worker.name())
}

/// Where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChannelChoice {
    /// As muster.yaml says; files in DIR/outbox for whom it reaches on no channel.
    Configured,
    /// Files in DIR/outbox alone.
    Outbox,
    /// Text on stdout.
    Console,
}

impl ChannelChoice {
    /// The channel, for a data directory.
    ///
    /// # Errors
    /// [`Failure`] when the folder cannot be made or the configuration is wrong.
    pub fn open(self, out: &Output, dir: &Path, config: &ConfigArgs) -> Result<Arc<dyn Channel>, Failure> {
        match self {
            Self::Configured => {
                let (lang, config) = (out.lang, config.read(out.lang, dir)?);
                let folder = outbox(lang, dir)?;
                if config.channels.is_empty() {
                    return Ok(folder);
                }
                Ok(Arc::new(config.routes(lang, folder)?))
            }
            Self::Outbox => outbox(out.lang, dir),
            Self::Console => Ok(console(out)),
        }
    }
}

/// The running whole.
#[derive(Debug)]
pub struct Running {
    engine: Engine,
    hub: Hub,
    relaying: Option<Relaying>,
    log: Option<JoinHandle<()>>,
    stop: watch::Sender<bool>,
    workers: JoinSet<()>,
    /// Lent to the engine's handle, which shows it for as long as this lives.
    _shown: Arc<Hub>,
}

impl Running {
    /// Starts all workers over an engine; what they count is kept in its data directory. When this returns they listen.
    pub async fn start(engine: Engine, channel: Arc<dyn Channel>, dir: &Path) -> Self {
        Self::beside(engine, channel, dir, &[]).await
    }

    /// Puts the engine on NATS, if that is asked, and starts the workers that are not outside. NATS need not be there.
    ///
    /// # Errors
    /// [`RelayError`]; the engine is then shut down.
    pub async fn with(
        out: &Output,
        engine: Engine,
        channel: Arc<dyn Channel>,
        dir: &Path,
        over: Option<OverNats>,
    ) -> Result<Self, RelayError> {
        let Some(over) = over else { return Ok(Self::start(engine, channel, dir).await) };
        let outside = over.outside.clone();
        let relaying = match Relaying::start(&engine.handle(), over).await {
            Ok(relaying) => relaying,
            Err(error) => {
                engine.shutdown().await;
                return Err(error);
            }
        };
        let log = ConnectionLog::of_engine(out, relaying.connection(), relaying.relayed());
        let mut running = Self::beside(engine, channel, dir, &outside).await;
        running.log = Some(tokio::spawn(log.run()));
        running.relaying = Some(relaying);
        Ok(running)
    }

    async fn beside(engine: Engine, channel: Arc<dyn Channel>, dir: &Path, outside: &[String]) -> Self {
        let handle = engine.handle();
        let (channel, healths) = Watched::over(channel);
        healths.into_iter().for_each(|health| handle.add_channel(health));
        let clock = handle.clock().clone();
        let hub = Hub::new(Arc::new(handle.clone()), handle.head(), Arc::new(move || clock.now()));
        let (stop, stopped) = watch::channel(false);
        let mut workers = JoinSet::new();
        let mut all = muster_workers::all();
        all.retain(|worker| outside.iter().all(|name| name != worker.name()));
        let count = all.len();
        for worker in all {
            let (link, channel, stopped) = (hub.link(), Arc::clone(&channel), stopped.clone());
            let (name, folder) = (worker.name(), dir.to_owned());
            workers.spawn(async move {
                if let Err(error) = runtime::run_kept(link, worker, channel, &folder, stopped).await {
                    tracing::error!(worker = name, %error, "a worker ended");
                }
            });
        }
        let shown = Arc::new(hub.clone());
        handle.set_hub(&shown);
        hub.subscribed(count).await;
        if !handle.clock().is_stepped() {
            workers.spawn(release_by_the_wall(hub.clone(), stopped));
        }
        Self { engine, hub, relaying: None, log: None, stop, workers, _shown: shown }
    }

    /// A handle on the engine.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.engine.handle()
    }

    /// The middle of the local link.
    #[must_use]
    pub fn hub(&self) -> Hub {
        self.hub.clone()
    }

    /// What knows when everything is quiet, with the workers outside if there are any.
    #[must_use]
    pub fn quiet(&self) -> Everybody {
        let outside = self.relaying.as_ref().map(Relaying::service).filter(|service| service.expects());
        Everybody { hub: self.hub(), outside, head: self.handle().head() }
    }

    /// Ends in order: workers finish what they have begun, positions are saved, the engine shuts down.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.workers.join_next().await.is_some() {}
        self.hub.save().await;
        self.hub.close();
        if let Some(relaying) = self.relaying.take() {
            relaying.stop().await;
        }
        if let Some(log) = self.log.take() {
            log.abort();
        }
        self.engine.shutdown().await;
    }
}

/// The workers of this process, and those outside.
#[derive(Debug, Clone)]
pub struct Everybody {
    hub: Hub,
    outside: Option<Service>,
    head: watch::Receiver<Position>,
}

impl Quiet for Everybody {
    async fn settled(&self) {
        loop {
            let head = *self.head.borrow();
            Quiet::settled(&self.hub).await;
            if let Some(outside) = &self.outside {
                Quiet::settled(outside).await;
            }
            // What those outside said may be news for those inside.
            if *self.head.borrow() == head {
                return;
            }
        }
    }

    fn earliest_again(&self) -> Option<Instant> {
        let outside = self.outside.as_ref().and_then(Quiet::earliest_again);
        Quiet::earliest_again(&self.hub).into_iter().chain(outside).min()
    }

    fn release(&self) {
        Quiet::release(&self.hub);
        if let Some(outside) = &self.outside {
            Quiet::release(outside);
        }
    }
}

/// Lets deliveries that wait go on as real time passes; on virtual time the stepper does that.
async fn release_by_the_wall(hub: Hub, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ended = stop.changed() => return,
            () = tokio::time::sleep(RELEASE_EVERY) => hub.release(),
        }
    }
}

/// The channel that writes letters into the data directory.
///
/// # Errors
/// [`Failure`] when the folder cannot be made.
pub fn outbox(lang: Language, dir: &Path) -> Result<Arc<dyn Channel>, Failure> {
    let folder = dir.join(OUTBOX);
    match Outbox::open(&folder) {
        Ok(outbox) => Ok(Arc::new(outbox)),
        Err(error) => {
            let what = say!(lang, "the-outbox-folder-cannot-be-used", folder = folder.display());
            Err(Failure::new(Exit::Fault, what).because(error))
        }
    }
}

/// The newest day of letters in a data directory's outbox; none where there is no letter.
#[must_use]
pub fn newest_letters(dir: &Path) -> Option<Date> {
    let days = |campaign: std::fs::DirEntry| std::fs::read_dir(campaign.path()).ok();
    let campaigns = std::fs::read_dir(dir.join(OUTBOX)).ok()?.filter_map(Result::ok);
    let folders = campaigns.filter_map(days).flatten().filter_map(Result::ok);
    folders.filter_map(|day| day.file_name().to_str()?.parse().ok()).max()
}

/// Whether letters of a day are later than a log that ends at an instant can have sent them, wherever its campaigns are.
#[must_use]
pub fn is_ahead(letters: Date, end: Instant) -> bool {
    let day_after = Date(i32::try_from(end.0.div_euclid(DAY)).unwrap_or(i32::MAX)).plus(1);
    letters > day_after
}

/// The channel that shows letters on stdout.
#[must_use]
pub fn console(out: &Output) -> Arc<dyn Channel> {
    let out = out.clone();
    Arc::new(Console::new(move |text: &str| out.data(text)))
}
