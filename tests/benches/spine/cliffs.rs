//! What is large: bodies of nearly 64 KiB, a definition of many units, the largest blob. Time and memory of each, so that a
//! cliff is seen.

use muster_protocol::definition::Need;
use muster_protocol::ids::Digest;
use muster_protocol::item::Evidence;

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table, peak_mib, reset_peak, resident_mib};
use super::steps::join_all;
use super::world::{World, submit};

/// Needs of the item and files of each, 32 bytes a file: nearly what a body may have.
const NEEDS: usize = 44;
const FILES: usize = 44;
/// Commands with such bodies.
const COMMANDS: usize = 512;
/// Units of the large definition.
const UNITS: usize = 50_000;
/// Bytes of the large blob.
const BLOB: usize = 64 << 20;

pub(crate) async fn run(table: &mut Table) {
    bodies(table).await;
    definition(table).await;
    blob(table).await;
}

async fn bodies(table: &mut Table) {
    let world = World::open(midnight(first_day())).await;
    let mut definition = duties(COMMANDS, 1, 5);
    definition.duties[0].needs =
        (0..NEEDS).map(|n| Need { name: format!("n{n}"), at_least: 1, at_most: None }).collect();
    let definition = world.store(&definition).await;
    let mut files: Vec<Digest> = Vec::new();
    for n in 0..FILES {
        files.push(world.handle.store(format!("file {n}").into_bytes()).await.unwrap());
    }
    world.launch("bodies", definition).await;
    world.pass(midnight(first_day())).await;
    let before = resident_mib();
    reset_peak();
    let (meter, world, files) = (Meter::start(), &world, &files);
    join_all((0..COMMANDS).map(|n| async move {
        let count = u32::try_from(FILES).unwrap();
        let need = |at: usize| Evidence { need: format!("n{at}"), count, files: files.clone() };
        let evidence = (0..NEEDS).map(need).collect();
        submit(&world.handle, "bodies", 0, n, evidence).await;
    }))
    .await;
    world.shown().await;
    let (wall, cpu) = (meter.wall().as_secs_f64(), meter.cpu());
    let bytes = NEEDS * (FILES * 32 + 8);
    table.row(
        format!("execute, {COMMANDS} bodies of {} KiB", bytes >> 10),
        format!(
            "{:.0} commands/s, {:.0} MiB/s",
            COMMANDS as f64 / wall,
            (COMMANDS * bytes) as f64 / wall / 1e6
        ),
        format!(
            "{:.2} ms CPU each, at most {:.0} MiB, {before:.0} before; the view is waited for",
            cpu * 1e3 / COMMANDS as f64,
            peak_mib()
        ),
    );
}

async fn definition(table: &mut Table) {
    let world = World::open(midnight(first_day())).await;
    let definition = duties(UNITS, 1, 5);
    let before = resident_mib();
    reset_peak();
    let meter = Meter::start();
    let digest = world.store(&definition).await;
    let stored = meter.wall().as_secs_f64() * 1e3;
    world.launch("large", digest).await;
    let launched = meter.wall().as_secs_f64() * 1e3;
    world.pass(midnight(first_day())).await;
    world.shown().await;
    let wall = meter.wall().as_secs_f64() * 1e3;
    table.row(
        format!("a definition of {UNITS} units"),
        format!("launched after {launched:.0} ms, at most {:.0} MiB", peak_mib()),
        format!(
            "stored after {stored:.0} ms, its items in the view after {wall:.0} ms; {before:.0} MiB before"
        ),
    );
    world.close().await;
}

async fn blob(table: &mut Table) {
    let world = World::open(midnight(first_day())).await;
    let bytes: Vec<u8> = (0..BLOB).map(|at| at.to_le_bytes()[1]).collect();
    let before = resident_mib();
    reset_peak();
    let meter = Meter::start();
    let digest = world.handle.store(bytes).await.unwrap();
    let stored = meter.wall().as_secs_f64() * 1e3;
    let meter = Meter::start();
    let read = world.handle.blob(digest).await.unwrap().unwrap();
    let wall = meter.wall().as_secs_f64() * 1e3;
    table.row(
        format!("a blob of {} MiB", BLOB >> 20),
        format!("stored in {stored:.0} ms, read in {wall:.0} ms"),
        format!("at most {:.0} MiB, {before:.0} before; {} bytes came back", peak_mib(), read.bytes.len()),
    );
    world.close().await;
}
