//! Many campaigns that sleep: what they cost in memory, and what it costs to wake a few of them.

use std::process::Command;

use muster_server::ClockMode;

use super::campaign::{first_day, midnight, nine, phases_only};
use super::meter::{Meter, Table, resident_mib};
use super::steps::join_all;
use super::world::World;

/// How many sleep, where another number is wanted.
const SLEEPERS: &str = "MUSTER_SLEEPERS";
/// A tenth of the million that is aimed at: launching them takes the time.
const SLEEPERS_USUAL: usize = 100_000;
/// How many wake.
const WAKING: usize = 10;
/// Launched at a time.
const LANES: usize = 1_000;
/// Days until the others would wake.
const LATER: i32 = 300;

/// Tells a child in which directory the sleepers are: its memory is theirs alone.
pub(crate) const SLEEPERS_IN: &str = "MUSTER_BENCH_SLEEPERS_IN";

/// The child: opens the log, wakes a few, and says what it took.
pub(crate) async fn wake(dir: &str) {
    let (bare, meter) = (resident_mib(), Meter::start());
    let world = World::at(dir.into(), ClockMode::AsStored).await;
    let opened = meter.wall().as_secs_f64() * 1e3;
    world.hub.settled_at_head().await;
    let (asleep, before, meter) = (resident_mib(), world.head(), Meter::start());
    world.pass(nine(first_day().plus(1))).await;
    let (wall, cpu) = (meter.wall().as_secs_f64() * 1e3, meter.cpu() * 1e3);
    let (rows, awake) = (world.head().0 - before.0, resident_mib());
    world.close().await;
    println!("{asleep:.0} MiB in a process of {bare:.0} MiB, waking {WAKING} took {wall:.1} ms");
    println!("{cpu:.0} ms CPU and {rows} rows to wake them, {awake:.0} MiB then; opened in {opened:.0} ms");
}

pub(crate) async fn run(table: &mut Table) {
    let sleepers = std::env::var(SLEEPERS).ok().and_then(|text| text.parse().ok()).unwrap_or(SLEEPERS_USUAL);
    let world = World::open(midnight(first_day())).await;
    let soon = world.store(&phases_only(1, first_day().plus(1), 3)).await;
    let late = world.store(&phases_only(1, first_day().plus(LATER), 3)).await;
    let meter = Meter::start();
    let mut begun = 0;
    while begun < sleepers {
        let lanes = LANES.min(sleepers - begun);
        let world = &world;
        let launch = |n: usize| async move {
            let definition = if n < WAKING { soon } else { late };
            world.launch(&format!("z{n:07}"), definition).await;
        };
        join_all((begun..begun + lanes).map(launch)).await;
        begun += lanes;
    }
    world.shown().await;
    let (launched, running) = (meter.wall().as_secs_f64(), resident_mib());
    let dir = world.close().await.unwrap();
    let child = Command::new(std::env::current_exe().unwrap()).env(SLEEPERS_IN, dir.path()).output().unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
    let said = String::from_utf8(child.stdout).unwrap();
    let (figure, beside) = said.trim_end().split_once('\n').unwrap();
    table.row(
        format!("asleep: {sleepers} campaigns"),
        figure.to_owned(),
        format!("{beside}; launching took {launched:.0} s, {running:.0} MiB then"),
    );
}
