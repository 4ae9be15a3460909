//! W1 with engine and worker as two processes over JetStream: this process is the engine, a child of it the worker, and
//! a nats-server of its own stands between them.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use crate::nats_server::NatsServer;
use muster_server::relay::{OverNats, Relaying};
use muster_server::time::stepper::Quiet;
use muster_server::{ClockMode, Engine, Options};
use muster_wire::nats::{NatsLink, Options as Connect};
use muster_workers::channel::Nothing;
use muster_workers::reminders::Reminders;
use muster_workers::runtime;
use tokio::sync::watch;

use super::campaign::{first_day, midnight};
use super::meter::{Meter, Table, cpu_seconds_of};
use super::steps::{in_lock_step, percentiles, rate};

/// Tells a child that it is the worker, and where the server is.
pub(crate) const WORKER_OF: &str = "MUSTER_BENCH_WORKER_OF";

/// The worker's process: reminders with a channel that does nothing, until it is killed.
pub(crate) async fn work(url: &str) {
    let link = NatsLink::open(Connect::new(url, "reminders")).await.unwrap();
    let (_stop, stopped) = watch::channel(false);
    runtime::run(link, Box::new(Reminders::new()), Arc::new(Nothing), stopped).await.unwrap();
}

/// Killed when it is let go.
struct Worker(Child);

impl Worker {
    fn start(url: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        Self(command.env(WORKER_OF, url).stdin(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _killed = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// [`in_lock_step`] with engine and worker apart.
pub(crate) async fn run(table: &mut Table, in_flight: usize, rounds: i32) {
    let (server, dir) = (NatsServer::start(), tempfile::tempdir().unwrap());
    let clock = ClockMode::Stepped { start: midnight(first_day()) };
    let engine = Engine::open(Options { data_dir: dir.path().to_owned(), clock }).await.unwrap();
    let handle = engine.handle();
    let over = OverNats { outside: vec!["reminders".to_owned()], ..OverNats::new(&server.url()) };
    let relaying = Relaying::start(&handle, over).await.unwrap();
    let worker = Worker::start(&server.url());
    let service = relaying.service();
    service.settled().await;
    let (there, here) = (server.id().unwrap().to_string(), worker.0.id().to_string());
    let before = (cpu_seconds_of(&here), cpu_seconds_of(&there), handle.head().borrow().0);
    let total = Meter::start();
    let latencies = in_lock_step(&handle, &service, in_flight, rounds).await;
    let (wall, cpu) = (total.wall().as_secs_f64(), total.cpu());
    let (worker_cpu, server_cpu) = (cpu_seconds_of(&here) - before.0, cpu_seconds_of(&there) - before.1);
    let rows = handle.head().borrow().0 - before.2;
    let instances = f64::from(rounds) * in_flight as f64;
    drop(worker);
    relaying.stop().await;
    engine.shutdown().await;
    table.row(
        format!("W1 over JetStream, engine and worker apart, {in_flight} in flight, {instances} instances"),
        rate(instances, wall),
        format!(
            "{} (a whole round); CPU each: engine {:.3} ms, worker {:.3} ms, nats-server {:.3} ms; \
             {:.0} rows/s",
            percentiles(latencies),
            cpu * 1e3 / instances,
            worker_cpu * 1e3 / instances,
            server_cpu * 1e3 / instances,
            rows as f64 / wall,
        ),
    );
}
