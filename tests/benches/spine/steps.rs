//! W1: instances of three sequential durable steps each, a number of them in flight at a time.

pub(crate) use futures_join::join_all;
use muster_server::Handle;
use muster_server::time::stepper::Quiet;

use super::campaign::{first_day, midnight, phases_only};
use super::meter::{Meter, Table, cpu_seconds_of_threads, resident_mib};
use super::world::{World, launch, pass};

/// Days from launch to close: three phases of a day each.
pub(crate) const DAYS: i32 = 3;

/// How the threads of SQLite are called, of the log's and of the view's connections.
const SQLITE_THREADS: &str = "sqlx-sqlite";

/// A closed loop: each day a cohort of a third of `in_flight` begins while those of the two days before go on, so that all
/// three steps are under way at once and what is begun does not wait for what ends. The clock stands still while anything is
/// under way, as it does for everybody.
pub(crate) async fn cohorts(table: &mut Table, in_flight: usize, days: i32) {
    let world = World::open(midnight(first_day())).await;
    let cohort = in_flight / usize::try_from(DAYS).unwrap();
    let mut definitions = Vec::new();
    for day in 0..days {
        definitions.push(world.store(&phases_only(1, first_day().plus(day), DAYS)).await);
    }
    let (mut begun, mut latencies) = (Vec::new(), Vec::new());
    let (before, shown) = (world.head(), world.shown().await);
    let (total, sqlite) = (Meter::start(), cpu_seconds_of_threads(SQLITE_THREADS));
    let launch = async |day: i32| {
        let definition = definitions[usize::try_from(day).unwrap()];
        let world = &world;
        let one = |n: usize| async move { world.launch(&format!("w{day}-{n}"), definition).await };
        join_all((0..cohort).map(one)).await;
    };
    for day in 0..days + DAYS {
        begun.push(Meter::start());
        let passed = world.pass(midnight(first_day().plus(day + 1)).plus(-1));
        if day < days {
            tokio::join!(passed, launch(day));
        } else {
            passed.await;
        }
        // What was launched on a day has its last step two days later.
        world.pass(midnight(first_day().plus(day + 1)).plus(-1)).await;
        let of = day - DAYS + 1;
        if (0..days).contains(&of) {
            latencies.push(begun[usize::try_from(of).unwrap()].wall().as_secs_f64() * 1e3);
        }
    }
    let shown = world.shown().await - shown;
    let (wall, cpu) = (total.wall().as_secs_f64(), total.cpu());
    let sqlite = cpu_seconds_of_threads(SQLITE_THREADS) - sqlite;
    let (rows, instances) = (world.head().0 - before.0, f64::from(days) * cohort as f64);
    world.close().await;
    table.row(
        format!("W1 durable steps, {in_flight} in flight in three cohorts, {instances} instances"),
        rate(instances, wall),
        format!(
            "{} (launch to last step), {:.3} ms CPU each ({:.3} SQLite, log and view), \
             {:.1} rows each, {:.1} of the view, which is waited for",
            percentiles(latencies),
            cpu * 1e3 / instances,
            sqlite * 1e3 / instances,
            rows as f64 / instances,
            shown as f64 / instances,
        ),
    );
}

/// `rounds` times `in_flight` instances, launched together and carried to their end: the milliseconds of each round.
pub(crate) async fn in_lock_step(
    handle: &Handle,
    quiet: &impl Quiet,
    in_flight: usize,
    rounds: i32,
) -> Vec<f64> {
    let mut latencies = Vec::new();
    for round in 0..rounds {
        let from = first_day().plus(round * DAYS);
        let definition = handle.store(phases_only(1, from, DAYS).to_bytes()).await.unwrap();
        let meter = Meter::start();
        let one = |n: usize| async move { launch(handle, &format!("w{round}-{n}"), definition).await };
        join_all((0..in_flight).map(one)).await;
        pass(handle, quiet, midnight(from.plus(DAYS))).await;
        latencies.push(meter.wall().as_secs_f64() * 1e3);
    }
    latencies
}

/// How many went through in so many seconds.
pub(crate) fn rate(instances: f64, wall: f64) -> String {
    format!("{:.0} instances/s, {:.0} steps/s", instances / wall, 3.0 * instances / wall)
}

pub(crate) fn percentiles(mut latencies: Vec<f64>) -> String {
    latencies.sort_by(f64::total_cmp);
    let count = latencies.len();
    format!("p50 {:.1} ms, p99 {:.1} ms", latencies[count / 2], latencies[count * 99 / 100])
}

/// [`in_lock_step`] with engine and worker in this process.
pub(crate) async fn run(table: &mut Table, in_flight: usize, rounds: i32) {
    let world = World::open(midnight(first_day())).await;
    let (before, shown) = (world.head(), world.shown().await);
    let (total, sqlite) = (Meter::start(), cpu_seconds_of_threads(SQLITE_THREADS));
    let latencies = in_lock_step(&world.handle, &world.hub, in_flight, rounds).await;
    let shown = world.shown().await - shown;
    let (wall, cpu) = (total.wall().as_secs_f64(), total.cpu());
    let sqlite = cpu_seconds_of_threads(SQLITE_THREADS) - sqlite;
    let rows = world.head().0 - before.0;
    let instances = f64::from(rounds) * in_flight as f64;
    let memory = resident_mib();
    world.close().await;
    table.row(
        format!("W1 durable steps, {in_flight} in flight in lock-step, {instances} instances"),
        rate(instances, wall),
        format!(
            "{} (a whole round), {:.3} ms CPU each ({:.3} SQLite, log and view), {:.0} rows/s, \
             {:.1} rows each, {:.1} of the view, which is waited for, {memory:.0} MiB",
            percentiles(latencies),
            cpu * 1e3 / instances,
            sqlite * 1e3 / instances,
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
