//! The spine's benches, printed as one table: `cargo bench -p muster-tests`, or with `-- NAME ...` only some of them.
//!
//! Every row stands beside the raw limit or the peer-shaped figure measured in the same run, because absolute figures
//! move with the machine. Nothing here fails by a time. The work W1, W2, W3 is defined in the design's performance page:
//! durable steps, a timer storm, a fan-out.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench prints its table and may stop"
)]

mod apart;
mod asleep;
mod authoring;
mod campaign;
mod cliffs;
mod execute;
mod fanout;
mod judging;
mod killed;
mod meter;
#[allow(
    unreachable_pub,
    dead_code,
    clippy::expect_used,
    reason = "the file is a module of the wire package's tests as well"
)]
#[path = "../../../proto/wire/src/conformance/server.rs"]
mod nats_server;
mod preview;
mod replay;
mod scale;
mod sqlite_limit;
mod steps;
mod ticking;
mod world;

use meter::Table;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|want| name.starts_with(want.as_str()));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if let Ok(url) = std::env::var(apart::WORKER_OF) {
        runtime.block_on(apart::work(&url));
        return;
    }
    if let Ok(dir) = std::env::var(killed::ENGINE_IN) {
        runtime.block_on(killed::work(&dir));
        return;
    }
    if let Ok(dir) = std::env::var(asleep::SLEEPERS_IN) {
        runtime.block_on(asleep::wake(&dir));
        return;
    }
    let mut table = Table::new();
    if wants("execute") {
        runtime.block_on(execute::run(&mut table));
    }
    if wants("w1-embedded") {
        runtime.block_on(steps::run(&mut table, 50, 20));
        runtime.block_on(steps::run(&mut table, 400, 10));
        runtime.block_on(steps::cohorts(&mut table, 50, 60));
        runtime.block_on(steps::cohorts(&mut table, 400, 30));
    }
    if wants("w1-apart") {
        runtime.block_on(apart::run(&mut table, 50, 20));
        runtime.block_on(apart::run(&mut table, 400, 10));
    }
    if wants("w2") {
        runtime.block_on(fanout::storm(&mut table, 10_000));
        runtime.block_on(fanout::storm(&mut table, 100_000));
    }
    if wants("w3") {
        runtime.block_on(fanout::children(&mut table, 10_000));
    }
    if wants("w4") {
        runtime.block_on(killed::run(&mut table));
    }
    if wants("cliffs") {
        runtime.block_on(cliffs::run(&mut table));
    }
    if wants("asleep") {
        runtime.block_on(asleep::run(&mut table));
    }
    if wants("replay") {
        runtime.block_on(replay::run(&mut table));
    }
    if wants("judging") {
        judging::run(&mut table);
    }
    if wants("row-47") {
        ticking::practice_row_47_a_tick_over_2_000_units_with_40_items(&mut table);
    }
    if wants("preview") {
        preview::run(&mut table);
    }
    if wants("authoring") {
        authoring::run(&mut table);
    }
    if wants("scale") {
        scale::preview(&mut table);
        runtime.block_on(scale::log(&mut table));
    }
    println!("{table}");
}
