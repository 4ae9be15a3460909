//! How fast a log becomes state again: bodies decoded and evolved, from memory and from the store.

use std::sync::Arc;

use muster_core::campaign::{State, evolve};
use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table};
use super::world::{World, hand_in};

const UNITS: usize = 1_000;
const DUTIES: usize = 100;

pub(crate) async fn run(table: &mut Table) {
    let world = World::open(midnight(first_day())).await;
    let definition = duties(UNITS, DUTIES, 5);
    let digest = world.store(&definition).await;
    world.launch("replay", digest).await;
    world.pass(midnight(first_day())).await;
    hand_in_all(&world).await;
    let meter = Meter::start();
    let rows = read_all(&world).await;
    let read = meter.wall().as_secs_f64();
    let meter = Meter::start();
    let mut state = State::new();
    for row in &rows {
        let puts = row.puts_in_force().unwrap().map(|_| &definition);
        let event = state.numbering().read(puts, row).unwrap();
        evolve(&definition, &mut state, row.at, &event);
    }
    let wall = meter.wall().as_secs_f64();
    let count = rows.len() as f64;
    world.close().await;
    table.row(
        format!("replay of {} events", rows.len()),
        format!("{:.0} events/s on one core", count / wall),
        format!("reading them through the handle took {read:.2} s more ({:.0} events/s)", count / read),
    );
}

async fn hand_in_all(world: &World) {
    let mut tasks = Vec::new();
    for duty in 0..DUTIES {
        let handle = world.handle.clone();
        tasks.push(tokio::spawn(async move {
            for unit in 0..UNITS {
                hand_in(&handle, "replay", duty, unit).await;
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}

async fn read_all(world: &World) -> Vec<Arc<Recorded>> {
    let mut rows = Vec::new();
    let mut after = Position(0);
    loop {
        let page = world.handle.read(after, 4_096).await.unwrap();
        let Some(last) = page.last() else { return rows };
        after = last.position;
        rows.extend(page);
    }
}
