//! What grows: a year of 50,000 units played before it starts, and a log of a million events in a thousand campaigns, looked at,
//! read by campaign and made into a view again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use muster::preview::filter::Filter;
use muster::preview::model::PreviewModel;
use muster::preview::report::Report;
use muster::verb::file::preview::{PreviewRun, play};
use muster_core::definition::{Files, compile};
use muster_core::script::Script;
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Position};
use muster_server::http::EngineStatus;
use muster_server::{ClockMode, Engine, Options};
use muster_tests::tidy::tree;

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table, peak_mib, reset_peak};
use super::world::{World, hand_in};

/// Units of a campaign in the log.
const UNITS: usize = 20;
/// Duties of a campaign in the log: with each handing in come a closing and a withdrawn reminder.
const DUTIES: usize = 18;
/// Campaigns that are written to at a time.
const LANES: usize = 64;
/// How many campaigns there are, where another number is wanted than a thousand.
const CAMPAIGNS: &str = "MUSTER_SCALE_CAMPAIGNS";
/// Where the log stays, where it is to be looked at by other means.
const KEPT: &str = "MUSTER_SCALE_DIR";

/// The template's year by many units, nobody answering, so that every reminder and card goes out.
pub(crate) fn preview(table: &mut Table) {
    for units in [2_000, 50_000] {
        let meter = Meter::start();
        let definition = starter(units);
        let read = meter.wall().as_secs_f64();
        reset_peak();
        let meter = Meter::start();
        let mut heard = PreviewRun::rows(&definition);
        play(Language::Zh, &definition, Script::silent(&definition), &mut heard).unwrap();
        let history = heard.history;
        let model = PreviewModel::new(&history, Filter::default());
        let (wall, cpu) = (meter.wall().as_secs_f64(), meter.cpu());
        table.row(
            format!("preview, the template's year by {units} units"),
            format!("{wall:.2} s, at most {:.0} MiB", peak_mib()),
            format!(
                "{} steps, {} messages, {} days; {:.1} us CPU a step; checking the files took {read:.2} s",
                history.steps_planned(),
                history.messages_due(),
                model.days.len(),
                cpu * 1e6 / history.steps_planned() as f64
            ),
        );
        reset_peak();
        let meter = Meter::start();
        let mut sink = Count(0);
        serde_json::to_writer(&mut sink, &Report::new(&history, Filter::default())).unwrap();
        table.row(
            format!("its JSON without texts, {units} units"),
            format!("{:.2} s, at most {:.0} MiB", meter.wall().as_secs_f64(), peak_mib()),
            format!("{} MiB written row by row", sink.0 >> 20),
        );
    }
}

/// Counts what is written.
struct Count(u64);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn starter(units: usize) -> Definition {
    let root = tree::root().join("workflows");
    let read = |path: &str| std::fs::read(root.join(path)).unwrap();
    let mut roster =
        String::from("单位编码,单位名称,简称,类别,标签,参评,联系领导岗位,联络员岗位,主要负责人岗位\n");
    for unit in 1..=units {
        let tag = if unit % 3 == 0 { "窗口" } else { "" };
        writeln!(
            roster,
            "{unit:05},第{unit}单位,单位{unit},机关,{tag},是,副局长甲,单位{unit}联络员岗,单位{unit}主任岗"
        )
        .unwrap();
    }
    let mut files = BTreeMap::from([
        ("starter.yaml".to_owned(), read("starter/starter.yaml")),
        ("roster.csv".to_owned(), roster.into_bytes()),
    ]);
    for year in 2025..=2027 {
        if let Ok(table) = std::fs::read(root.join(format!("calendars/cn/{year}.csv"))) {
            files.insert(format!("../calendars/cn/{year}.csv"), table);
        }
    }
    let compiled = compile(&Files { main: "starter.yaml".to_owned(), files, ..Files::default() });
    compiled.definition.unwrap_or_else(|| panic!("{:?}", compiled.findings))
}

/// A log of many campaigns: how things stand, one campaign's events, and the view rebuilt.
pub(crate) async fn log(table: &mut Table) {
    let campaigns: usize = std::env::var(CAMPAIGNS).ok().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let meter = Meter::start();
    let world = World::open(midnight(first_day())).await;
    fill(&world, campaigns).await;
    let events = world.head().0;
    let dir = world.close().await.unwrap();
    let filled = meter.wall().as_secs_f64();
    table.row(
        format!("a log of {campaigns} campaigns, written"),
        format!("{events} events"),
        format!("{filled:.0} s through the engine"),
    );
    look(table, dir.path(), campaigns, events).await;
    reset_peak();
    let meter = Meter::start();
    let verified = muster_server::maintenance::verify::verify(dir.path(), None).await.unwrap();
    let wall = meter.wall().as_secs_f64();
    table.row(
        format!("muster verify of {} events", verified.events),
        format!("{wall:.2} s, at most {:.0} MiB", peak_mib()),
        format!("{:.0} events/s, {} campaigns", events as f64 / wall, verified.campaigns.len()),
    );
    std::fs::remove_file(dir.path().join("view.db")).unwrap();
    let meter = Meter::start();
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    handle.view().reached(Position(events)).await.unwrap();
    let wall = meter.wall().as_secs_f64();
    table.row("its view rebuilt", format!("{wall:.1} s"), format!("{:.0} events/s", events as f64 / wall));
    engine.shutdown().await;
    if let Ok(kept) = std::env::var(KEPT) {
        std::fs::rename(dir.keep(), kept).unwrap();
    }
}

async fn open(dir: &Path) -> Engine {
    Engine::open(Options { data_dir: dir.to_owned(), clock: ClockMode::AsStored }).await.unwrap()
}

async fn look(table: &mut Table, dir: &Path, campaigns: usize, events: u64) {
    let meter = Meter::start();
    let engine = open(dir).await;
    let handle = engine.handle();
    let opened = meter.wall().as_secs_f64() * 1e3;
    let last = CampaignId::new(&name(campaigns - 1)).unwrap();
    for (what, campaign) in [("all campaigns", None), ("one of them", Some(&last))] {
        let meter = Meter::start();
        let report = EngineStatus::of(&handle, campaign).await.unwrap();
        let rankings = handle.view().rankings(campaign).await.unwrap().len();
        let wall = meter.wall().as_secs_f64() * 1e3;
        let steps: u64 = report.status.campaigns.iter().map(|campaign| campaign.steps.planned).sum();
        table.row(
            format!("how {what} of {campaigns} stand"),
            format!("{wall:.1} ms"),
            format!("{steps} steps, {rankings} rankings; opening the directory took {opened:.0} ms"),
        );
    }
    let meter = Meter::start();
    let first = handle.read_of(&last, Position(0), 1_000).await.unwrap();
    let wall = meter.wall().as_secs_f64() * 1e3;
    let meter = Meter::start();
    let mut after = Position(0);
    while let Some(row) = handle.read(after, 4_096).await.unwrap().last() {
        after = row.position;
    }
    table.row(
        "the first events of the last campaign",
        format!("{wall:.1} ms for {}", first.len()),
        format!("reading all {events} took {:.1} s", meter.wall().as_secs_f64()),
    );
    engine.shutdown().await;
}

fn name(n: usize) -> String {
    format!("scale-{n:04}")
}

async fn fill(world: &World, campaigns: usize) {
    let definition = world.store(&duties(UNITS, DUTIES, 5)).await;
    for n in 0..campaigns {
        world.launch(&name(n), definition).await;
    }
    world.pass(midnight(first_day())).await;
    let mut tasks = Vec::new();
    for lane in 0..LANES {
        let handle = world.handle.clone();
        tasks.push(tokio::spawn(async move {
            for campaign in (lane..campaigns).step_by(LANES).map(name) {
                for n in 0..UNITS * DUTIES {
                    hand_in(&handle, &campaign, n / UNITS, n % UNITS).await;
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
}
