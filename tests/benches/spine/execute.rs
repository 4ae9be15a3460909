//! Records a second through `execute`, with 1, 64 and 1,024 commands waiting, beside raw SQLite in the same run.

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table};
use super::sqlite_limit;
use super::world::{World, hand_in};

const UNITS: usize = 1_000;
const DUTIES: usize = 60;
/// Bytes of an average body of these commands' events.
const BODY: usize = 24;

pub(crate) async fn run(table: &mut Table) {
    let world = World::open(midnight(first_day())).await;
    let definition = world.store(&duties(UNITS, DUTIES, 5)).await;
    world.launch("execute", definition).await;
    world.pass(midnight(first_day())).await;
    let mut next = 0;
    for (waiting, commands) in [(1, 1_000), (64, 12_000), (1_024, 40_000)] {
        let meter = Meter::start();
        let before = world.head();
        submit_all(&world, next, commands, waiting).await;
        next += commands;
        let (wall, cpu) = (meter.wall().as_secs_f64(), meter.cpu());
        let rows = world.head().0 - before.0;
        let rate = rows as f64 / wall;
        let batch = waiting * usize::try_from(rows).unwrap() / commands;
        let raw = sqlite_limit::rows_per_second(
            batch.clamp(1, 1_024),
            BODY,
            usize::try_from(rows).unwrap().max(1_000),
        )
        .await;
        table.row(
            format!("execute, {waiting} commands waiting"),
            format!("{rate:.0} records/s, {:.0} commands/s", commands as f64 / wall),
            format!(
                "raw SQLite at {} rows a transaction: {raw:.0} rows/s, so {:.0} %; {:.1} us CPU a record",
                batch.clamp(1, 1_024),
                100.0 * rate / raw,
                cpu * 1e6 / rows as f64
            ),
        );
    }
    world.close().await;
}

/// Hands in `commands` items from item number `first` on, with `waiting` of them in the queue at a time.
async fn submit_all(world: &World, first: usize, commands: usize, waiting: usize) {
    let mut tasks = Vec::new();
    for lane in 0..waiting {
        let handle = world.handle.clone();
        let mine: Vec<usize> = (first + lane..first + commands).step_by(waiting).collect();
        tasks.push(tokio::spawn(async move {
            for n in mine {
                hand_in(&handle, "execute", n / UNITS, n % UNITS).await;
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}
