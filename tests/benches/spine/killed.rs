//! W4: an engine with many campaigns is killed in the middle of its work. How long until the next step is recorded, counted
//! from the start of the next process's engine.

use std::path::Path;
use std::process::{Command, Stdio};

use muster_protocol::ids::Position;
use muster_server::ClockMode;

use super::campaign::{first_day, midnight, nine, phases_only};
use super::meter::{Meter, Table};
use super::steps::{DAYS, join_all};
use super::world::World;

/// Tells a child that it is the engine that is going to be killed, and where its directory is.
pub(crate) const ENGINE_IN: &str = "MUSTER_BENCH_ENGINE_IN";
/// Made by the child when everything is launched and the first steps are recorded.
const READY: &str = "ready";
/// Campaigns that run.
const CAMPAIGNS: usize = 1_000;
/// Name of the event that is waited for.
const STEP: &str = "step.sent";

/// The child: launches, takes all through their first day, and goes on until it is killed.
pub(crate) async fn work(dir: &str) {
    let data = Path::new(dir).join("data");
    std::fs::create_dir_all(&data).unwrap();
    let world = World::at(data, ClockMode::Stepped { start: midnight(first_day()) }).await;
    let definition = world.store(&phases_only(1, first_day(), DAYS)).await;
    let world = &world;
    let launch = |n: usize| async move { world.launch(&format!("k{n:04}"), definition).await };
    join_all((0..CAMPAIGNS).map(launch)).await;
    world.pass(nine(first_day())).await;
    std::fs::write(Path::new(dir).join(READY), "").unwrap();
    world.pass(midnight(first_day().plus(DAYS))).await;
    std::future::pending::<()>().await;
}

pub(crate) async fn run(table: &mut Table) {
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    let mut child = command.env(ENGINE_IN, dir.path()).stdin(Stdio::null()).spawn().unwrap();
    while !dir.path().join(READY).exists() {
        tokio::task::yield_now().await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let meter = Meter::start();
    let world = World::at(dir.path().join("data"), ClockMode::AsStored).await;
    let (opened, before) = (meter.wall().as_secs_f64() * 1e3, world.head());
    let first = async {
        let (mut head, mut seen) = (world.handle.head(), before);
        loop {
            let rows = world.handle.read(seen, 4_096).await.unwrap();
            if rows.iter().any(|row| row.name == STEP) {
                return meter.wall().as_secs_f64() * 1e3;
            }
            seen = rows.last().map_or(seen, |row| row.position);
            head.wait_for(|head| *head > seen).await.unwrap();
        }
    };
    let passed = world.pass(nine(first_day().plus(1)));
    let (first, ()) = tokio::join!(first, passed);
    let wall = meter.wall().as_secs_f64() * 1e3;
    let sent = sent(&world).await;
    world.close().await;
    table.row(
        format!("W4 kill -9 with {CAMPAIGNS} campaigns running"),
        format!("first step {first:.0} ms after the start"),
        format!(
            "the directory was open after {opened:.0} ms, log of {before} events; the day's steps of all recorded after \
             {wall:.0} ms; {} steps for {} campaigns",
            sent.0, sent.1
        ),
    );
}

/// Steps that were recorded as sent on the first two days, and the campaigns.
async fn sent(world: &World) -> (usize, usize) {
    let (mut after, mut steps) = (Position(0), 0);
    loop {
        let rows = world.handle.read(after, 4_096).await.unwrap();
        let Some(last) = rows.last() else { return (steps, CAMPAIGNS) };
        after = last.position;
        steps += rows.iter().filter(|row| row.name == STEP).count();
    }
}
