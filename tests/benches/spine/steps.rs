//! W1: instances of three sequential durable steps each, a number of them in flight at a time.

pub(crate) use futures_join::join_all;

use super::campaign::{first_day, midnight, phases_only};
use super::meter::{Meter, Table, resident_mib};
use super::world::World;

/// Days from launch to close: three phases of a day each.
pub(crate) const DAYS: i32 = 3;

/// `rounds` times `in_flight` instances, launched together and carried to their end.
pub(crate) async fn run(table: &mut Table, in_flight: usize, rounds: i32) {
    let world = World::open(midnight(first_day())).await;
    let mut latencies = Vec::new();
    let total = Meter::start();
    let (before, shown) = (world.head(), world.shown().await);
    for round in 0..rounds {
        let from = first_day().plus(round * DAYS);
        let definition = world.store(&phases_only(1, from, DAYS)).await;
        let meter = Meter::start();
        join_all((0..in_flight).map(|n| {
            let world = &world;
            async move { world.launch(&format!("w{round}-{n}"), definition).await }
        }))
        .await;
        world.pass(midnight(from.plus(DAYS))).await;
        latencies.push(meter.wall().as_secs_f64() * 1e3);
    }
    let shown = world.shown().await - shown;
    let (wall, cpu) = (total.wall().as_secs_f64(), total.cpu());
    let rows = world.head().0 - before.0;
    let instances = f64::from(rounds) * in_flight as f64;
    latencies.sort_by(f64::total_cmp);
    let memory = resident_mib();
    world.close().await;
    table.row(
        format!("W1 durable steps, {in_flight} in flight, {instances} instances"),
        format!("{:.0} instances/s, {:.0} steps/s", instances / wall, 3.0 * instances / wall),
        format!(
            "p50 {:.1} ms, p99 {:.1} ms (a whole round), {:.3} ms CPU each, {:.0} rows/s, {:.1} rows each, {:.1} of the view, {memory:.0} MiB",
            latencies[latencies.len() / 2],
            latencies[latencies.len() * 99 / 100],
            cpu * 1e3 / instances,
            rows as f64 / wall,
            rows as f64 / instances,
            shown as f64 / instances,
        ),
    );
}

mod futures_join {
    /// Waits for all, running them at once.
    pub(crate) async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
        let mut futures: Vec<_> = futures.map(Box::pin).collect();
        let mut outputs: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
        std::future::poll_fn(|context| {
            let mut ready = true;
            for (future, output) in futures.iter_mut().zip(&mut outputs) {
                if output.is_none() {
                    match future.as_mut().poll(context) {
                        std::task::Poll::Ready(value) => *output = Some(value),
                        std::task::Poll::Pending => ready = false,
                    }
                }
            }
            if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        outputs.into_iter().flatten().collect()
    }
}
