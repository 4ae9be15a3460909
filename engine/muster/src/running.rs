//! Engine, local link and workers in one process: what `up` and `demo` keep running.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use muster_server::{Engine, Handle};
use muster_wire::local::Hub;
use muster_workers::channel::{Channel, Console, Outbox};
use muster_workers::{halves, runtime};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// Folder of sent letters in the data directory.
pub const OUTBOX: &str = "outbox";

/// While the clock follows the wall, deliveries that wait for an instant are looked at again this often (machine time):
/// the shortest wait of a worker is a minute.
const RELEASE_EVERY: Duration = Duration::from_secs(1);

/// The running whole.
#[derive(Debug)]
pub struct Running {
    engine: Engine,
    hub: Hub,
    stop: watch::Sender<bool>,
    workers: JoinSet<()>,
}

impl Running {
    /// Starts all workers over an engine. When this returns they listen.
    pub async fn start(engine: Engine, channel: Arc<dyn Channel>) -> Self {
        let handle = engine.handle();
        let clock = handle.clock().clone();
        let hub = Hub::new(Arc::new(handle.clone()), handle.head(), Arc::new(move || clock.now()));
        let (stop, stopped) = watch::channel(false);
        let mut workers = JoinSet::new();
        let halves = halves();
        let count = halves.len();
        for half in halves {
            let (link, channel, stopped) = (hub.link(), Arc::clone(&channel), stopped.clone());
            let name = half.name();
            workers.spawn(async move {
                if let Err(error) = runtime::run(link, half, channel, stopped).await {
                    tracing::error!(worker = name, %error, "a worker ended");
                }
            });
        }
        hub.subscribed(count).await;
        if !handle.clock().is_stepped() {
            workers.spawn(release_by_the_wall(hub.clone(), stopped));
        }
        Self { engine, hub, stop, workers }
    }

    /// A grip on the engine.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.engine.handle()
    }

    /// The middle of the link, which knows when everything is quiet.
    #[must_use]
    pub fn hub(&self) -> Hub {
        self.hub.clone()
    }

    /// Ends in order: workers finish what they have begun, positions are saved, the engine shuts down.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.workers.join_next().await.is_some() {}
        self.hub.save().await;
        self.hub.close();
        self.engine.shutdown().await;
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
pub fn outbox(lang: Lang, dir: &Path) -> Result<Arc<dyn Channel>, Failure> {
    let folder = dir.join(OUTBOX);
    match Outbox::open(&folder) {
        Ok(outbox) => Ok(Arc::new(outbox)),
        Err(error) => {
            let what = match lang {
                Lang::Zh => format!("发件箱 {} 用不了", folder.display()),
                Lang::En => format!("the outbox {} cannot be used", folder.display()),
            };
            Err(Failure::new(Exit::Fault, what).because(error))
        }
    }
}

/// The channel that shows letters on stdout.
#[must_use]
pub fn console(out: &Output) -> Arc<dyn Channel> {
    let out = out.clone();
    Arc::new(Console::new(move |text: &str| out.data(text)))
}

/// Resolves when the process is asked to end: Ctrl-C, or SIGTERM.
pub async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ended = tokio::signal::ctrl_c() => {}
            _ended = terminate.recv() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}
