//! `muster demo`: the shipped campaign from its first to its last day, on virtual time, with the real store, link and
//! workers and scripted people. What it leaves behind is an ordinary data directory.

mod shown;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use muster_core::campaign::Issuer;
use muster_core::definition::compile;
use muster_core::script::{Script, parse};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Definition, Pattern};
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::item::OccasionKind;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::{DAY, Date, Instant};
use muster_protocol::{id, say};
use muster_rules::numbering::Numbering;
use muster_rules::zone::Zone;
use muster_server::time::stepper::{Ran, StepError, Stepper};
use muster_server::view::status::RankRow;
use muster_server::{ClockMode, Engine, Handle, Options};
use muster_wire::link::LinkError;
use tokio::sync::watch;

use super::file::preview::sums;
use super::people::show;
use crate::authoring::files;
use crate::client::connection::{Connection, not_opened};
use crate::client::definitions;
use crate::client::launching::launch;
use crate::client::runtime::block_on;
use crate::client::typed_day::TypedDay;
use crate::embedded;
use crate::exit::{Exit, Failure};
use crate::ops::progress::{Milestone, Progress};
use crate::output::Output;
use crate::preview::counts::Counts;
use crate::preview::days::date_line;
use crate::preview::history::History;
use crate::preview::ranking::tables;
use crate::preview::span::Span;
use crate::results::export;
use crate::run::Run;
use crate::service::actors::Actors;
use crate::service::ending::{Asked, asked_to_end};
use crate::service::running::{OUTBOX, Running};
use crate::value::{WrongValue, wrong_value};
use crate::words::names;

/// On whose authority the demo launches.
const ACTOR: &str = "领导小组";
/// Events read from the log at once.
const PAGE: usize = 1_024;

/// The arguments of `muster demo`.
#[derive(Debug, Args)]
pub struct Demo {
    #[arg(long, default_value = "./muster-demo")]
    dir: PathBuf,
    #[arg(long, value_name = "N", value_parser = pace)]
    days_per_second: Option<f64>,
    #[arg(long, value_name = "DATE")]
    until: Option<TypedDay>,
    #[arg(long, value_name = "DIR")]
    mail: Option<PathBuf>,
}

fn pace(text: &str) -> Result<f64, WrongValue> {
    let rate = text.parse().ok().filter(|rate: &f64| rate.is_finite() && *rate > 0.0);
    rate.ok_or_else(|| wrong_value(id!("write-a-number-above-zero")))
}

/// What is played.
struct Play {
    def: Definition,
    script: Script,
    campaign: CampaignId,
    zone: Zone,
    span: Span,
    until: Instant,
}

impl Run for Demo {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        block_on(self.demo(out))
    }
}

impl Demo {
    async fn demo(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let (files, lang) = (embedded::files(), out.lang);
        let compiled = compile(&files);
        let start = compiled.definition.as_ref().and_then(Span::of).map(|span| span.launch);
        let clock = ClockMode::Stepped { start: start.unwrap_or_default() };
        let options = Options { data_dir: self.dir.clone(), clock };
        let engine = Engine::open(options).await.map_err(|error| not_opened(lang, &error))?;
        let connection = Connection::inside(lang, engine.handle());
        let campaign = CampaignId::new(compiled.definition.as_ref().map_or("", |def| def.id.as_str()))?;
        let before = match definitions::of(&connection, &campaign).await? {
            Some(_) => *engine.handle().head().borrow(),
            None => {
                launch(out, &connection, &files, &compiled, &campaign, Issuer::post(ACTOR)).await?;
                Position(0)
            }
        };
        let Some(def) = definitions::of(&connection, &campaign).await? else {
            anyhow::bail!("the campaign is gone right after its launch");
        };
        let play = self.play(lang, def, campaign)?;
        self.greet(out, &play, &engine.handle(), before);
        let (channel, pages) = self.reach(lang, &engine.handle()).await?;
        let running = Running::start(engine, channel, &self.dir).await;
        let ran = self.watch(out, &play, &running, before).await;
        out.end_bar();
        let handle = running.handle();
        let _hurry = matches!(ran, Ok(None)).then(|| Asked::listen().hurry(out, true));
        let result = match ran {
            Ok(Some(ran)) => match self.print_result(out, &play, &handle, ran).await {
                Ok(exit) => self.show(out, &play, &running, pages).await.map(|()| exit),
                Err(error) => Err(error),
            },
            Ok(None) => {
                let dir = self.dir.display();
                out.talk(say!(lang, "stopped-muster-demo-dir-dir-goes-on-from", dir));
                Ok(Exit::Interrupted)
            }
            Err(error) => Err(error.into()),
        };
        running.stop().await;
        result
    }

    fn play(&self, lang: Language, def: Definition, campaign: CampaignId) -> Result<Play, Failure> {
        let (script, _) = parse(embedded::SCRIPT, &def);
        let (Some(span), Ok(zone)) = (Span::of(&def), Zone::of(&def)) else {
            return Err(Failure::new(Exit::Fault, lang.say("the-file-has-no-phases")));
        };
        let until = self.until.as_ref().map(|day| day.in_campaign(lang, &def)).transpose()?;
        let until = until.map_or(self.usual_end(span, &zone), |day| zone.start_of_day(day.plus(1)).plus(-1));
        let script = script.unwrap_or_else(|| Script::all_on_time(&def));
        Ok(Play { def, script, campaign, zone, span, until: until.min(span.until) })
    }

    fn greet(&self, out: &Output, play: &Play, handle: &Handle, before: Position) {
        let (name, dir) = (&play.def.name, self.dir.display());
        let units = play.def.units.iter().filter(|unit| unit.scored).count();
        out.talk(say!(out.lang, "name-units-scored-unit-duties-duties-data-directory", name, #units = units, #duties = play.def.duties.len(), dir));
        let now = play.zone.date_of(handle.clock().now());
        match (before, handle.next_due()) {
            (Position(0), _) => {}
            (_, None) => out.talk(out.lang.say("this-demo-was-played-to-its-end-here")),
            (_, Some(_)) => out.talk(say!(out.lang, "going-on-from-now", now)),
        }
    }

    /// Plays, telling what happens; none when the person stopped it.
    async fn watch(
        &self,
        out: &mut Output,
        play: &Play,
        running: &Running,
        before: Position,
    ) -> Result<Option<Ran>, StepError> {
        let handle = running.handle();
        let actors = Actors::new(play.campaign.clone(), &play.def, play.script.clone());
        let mut stepper = Stepper::new(handle.clone(), running.hub())
            .player(Box::new(actors))
            .pace(self.days_per_second)
            .until(Some(play.until));
        let days = (play.until.0 - play.span.launch.0) / DAY + 1;
        out.start_bar(u64::try_from(days).unwrap_or_default());
        let mut viewer = Viewer {
            out,
            play,
            handle: handle.clone(),
            progress: Progress::new(out.lang, &play.def, play.zone),
            heard: before,
            each_day: self.days_per_second.is_some(),
        };
        // Side by side with the run and never instead of it: a run that is not polled may hold the log that the viewer reads.
        let ran = tokio::select! {
            ran = stepper.run() => ran?,
            () = asked_to_end() => return Ok(None),
            closed = viewer.follow(handle.head()) => return Err(closed.into()),
        };
        viewer.catch_up().await?;
        viewer.end();
        Ok(Some(ran))
    }

    /// The ranking, the sums, and what to try next.
    async fn print_result(
        &self,
        out: &Output,
        play: &Play,
        handle: &Handle,
        ran: Ran,
    ) -> anyhow::Result<Exit> {
        let history = fold(&play.def, &play.campaign, handle).await?;
        if let Some(table) = final_table(&history) {
            let row = history.by_key(&table.occasion);
            out.data(
                row.map_or_else(|| table.occasion.to_string(), |row| names::occasion(&play.def, &row.plan)),
            )?;
            out.lines(tables(out.lang, &lines(&play.def, table)))?;
            out.data("")?;
        }
        // Where a letter is to be seen, the scores of a campaign's first days say nothing.
        if self.mail.is_none() || history.closed() {
            self.scores(out, play, handle).await?;
        }
        let counts = Counts::of(&history);
        out.lines(sums(out.lang, &counts))?;
        if ran.refused > 0 {
            out.talk(say!(out.lang, "refused-acts-of-the-script-were-refused-by", #refused = ran.refused));
        }
        if !history.closed() {
            out.talk(out.lang.say("not-over-yet-the-same-command-goes-on"));
        }
        self.next_steps(out, play, &history);
        for fault in history.faults() {
            out.talk(fault);
        }
        let sound = counts.balanced() && history.faults().is_empty();
        Ok(if sound { Exit::Fine } else { Exit::Bug })
    }

    /// What the file's score sheets make of the year, and a page of it beside the data directory.
    async fn scores(&self, out: &Output, play: &Play, handle: &Handle) -> anyhow::Result<()> {
        let mut shown = Vec::new();
        for sheet in &play.def.scores {
            let table = handle.show(&play.campaign, &sheet.id).await?;
            if let Some(table) = table.filter(|table| !table.rows.is_empty()) {
                show::print(out, &table)?;
                out.data("")?;
                shown.push(table);
            }
        }
        if shown.is_empty() {
            return Ok(());
        }
        // Completion and on-time rates stay a table of their own, and each point has its grounds.
        let rates = play.def.scores.first().map(|sheet| format!("{}/rates", sheet.id)).into_iter();
        let besides = rates.chain(play.def.scores.iter().map(|sheet| format!("{}/lines", sheet.id)));
        let besides = besides.chain(["appeals", "vetoes", "points"].map(str::to_owned));
        let besides = besides.chain(play.def.reviews.iter().map(|round| round.id.clone()));
        let besides = besides.chain(play.def.lists.iter().map(|list| list.id.clone()));
        for name in besides.chain(["snapshots".to_owned()]) {
            shown.extend(handle.show(&play.campaign, &name).await?);
        }
        let page = self.dir.with_extension("report.html");
        files::replace(out.lang, &page, export::printed(out.lang, &play.def.name, &shown).as_bytes())?;
        out.talk(say!(out.lang, "the-report-page", page = page.display()));
        Ok(())
    }

    fn next_steps(&self, out: &Output, play: &Play, history: &History<'_>) {
        out.talk(out.lang.say("try-next"));
        let dir = self.dir.display().to_string();
        hints(&dir, play.campaign.as_str(), history).iter().for_each(|line| out.talk(line));
    }
}

/// What to try next; only names that this run has brought about, for it may have been stopped early.
fn hints(dir: &str, campaign: &str, history: &History<'_>) -> Vec<String> {
    let mut lines = vec![format!("  muster status --dir {dir}")];
    let names = |late| {
        let duty = |at: usize| {
            let kind = history.occasions().get(at).map(|row| row.plan.kind);
            matches!(kind, Some(OccasionKind::Duty(_)))
        };
        let items = history.items();
        let mut items = items.filter(|((occasion, _), row)| row.late == late && duty(occasion.at()));
        items.next().map(|((occasion, unit), _)| history.item_name(occasion, unit))
    };
    // One that went as it should, and one with the whole story of reminders and cards.
    lines.extend(names(false).map(|item| format!("  muster why {item} --dir {dir}")));
    let item = names(true).or_else(|| names(false));
    lines.extend(item.map(|item| format!("  muster events --dir {dir} --item {item}")));
    lines.push(format!("  muster verify --dir {dir}"));
    let sent = history.messages().filter(|(_, row)| row.sent.is_some());
    let fullest = sent.fold(BTreeMap::<Date, u32>::new(), |mut days, (key, _)| {
        *days.entry(key.date).or_default() += 1;
        days
    });
    let fullest = fullest.into_iter().max_by_key(|(_, letters)| *letters);
    lines.extend(fullest.map(|(day, _)| format!("  ls {dir}/{OUTBOX}/{campaign}/{day}")));
    lines
}

/// Shows a run to a person.
struct Viewer<'a> {
    out: &'a Output,
    play: &'a Play,
    handle: Handle,
    progress: Progress<'a>,
    heard: Position,
    /// Whether every day is told as a line.
    each_day: bool,
}

impl Viewer<'_> {
    /// Shows what comes until the log is closed or cannot be read.
    async fn follow(&mut self, mut head: watch::Receiver<Position>) -> LinkError {
        loop {
            if head.changed().await.is_err() {
                return LinkError::Closed;
            }
            if let Err(error) = self.catch_up().await {
                return error;
            }
        }
    }

    async fn catch_up(&mut self) -> Result<(), LinkError> {
        loop {
            let page = self.handle.read(self.heard, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            self.heard = last.position;
            for recorded in page.iter().filter(|recorded| recorded.campaign == self.play.campaign) {
                if let Ok(event) = recorded.named() {
                    let milestones = self.progress.hear(recorded.at, &event);
                    self.print_result(milestones);
                }
            }
            if let Some((day, numbers)) = self.progress.today() {
                let first = self.play.zone.date_of(self.play.span.launch);
                let played = u64::try_from(day.0 - first.0 + 1).unwrap_or_default();
                let lang = self.out.lang;
                self.out.move_bar(played, || format!("{} {}", self.line(day), numbers.phrase(lang)));
            }
        }
    }

    fn end(&mut self) {
        let milestones = self.progress.end_day(None);
        self.print_result(milestones);
    }

    fn line(&self, day: Date) -> String {
        date_line(self.out.lang, &self.play.def.calendar, day)
    }

    fn print_result(&self, milestones: Vec<Milestone>) {
        for milestone in milestones {
            match milestone {
                Milestone::Turn(day, text) => self.out.talk(format_args!("{} {text}", self.line(day))),
                Milestone::Day(day, numbers) if self.each_day => {
                    self.out.talk(format_args!("  {}  {}", self.line(day), numbers.phrase(self.out.lang)));
                }
                Milestone::Month(day, numbers) if !self.each_day => {
                    let (year, month, _) = day.parts();
                    self.out.talk(format_args!("  {year}-{month:02}  {}", numbers.phrase(self.out.lang)));
                }
                Milestone::Day(..) | Milestone::Month(..) => {}
            }
        }
    }
}

/// The whole log of a campaign as a history.
async fn fold<'d>(
    def: &'d Definition,
    campaign: &CampaignId,
    handle: &Handle,
) -> anyhow::Result<History<'d>> {
    let (mut history, mut after, mut numbering) = (History::new(def), Position(0), Numbering::default());
    loop {
        let page = handle.read(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(history) };
        after = last.position;
        for recorded in page.iter().filter(|recorded| recorded.campaign == *campaign) {
            let event = numbering.read(recorded.puts_in_force()?.map(|_| def), recorded)?;
            numbering.note(def, &event);
            history.apply(recorded.version, recorded.at, &event);
        }
    }
}

/// The last table of a snapshot that is taken once, such as the year's; else the last of all.
fn final_table<'a>(history: &'a History<'_>) -> Option<&'a SnapshotTable> {
    let once = |table: &&SnapshotTable| {
        let kind = history.by_key(&table.occasion).map(|row| row.plan.kind);
        let Some(OccasionKind::Snapshot(plan)) = kind else { return false };
        let plan = history.definition().snapshots.get(plan.at());
        plan.is_some_and(|plan| matches!(plan.rule.pattern, Pattern::Day(_)))
    };
    history.tables().iter().rev().find(once).or_else(|| history.tables().last())
}

fn lines(def: &Definition, table: &SnapshotTable) -> Vec<RankRow> {
    let line = |row: &muster_protocol::table::SnapshotRow| {
        let unit = def.unit_by_code(&row.unit).and_then(|unit| def.units.get(unit.at()));
        RankRow {
            code: row.unit.to_string(),
            name: unit.map_or_else(String::new, |unit| unit.short.clone()),
            category: unit.map_or_else(String::new, |unit| unit.category.clone()),
            expected: row.expected,
            done: row.done,
            on_time: row.on_time,
            completion: row.completion,
            on_time_rate: row.on_time_rate,
            rank: row.rank,
        }
    };
    table.rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verb::file::preview::{PreviewRun, play};
    use muster_protocol::ids::UnitIx;

    #[test]
    fn hints_name_only_what_there_is() {
        let def = compile(&embedded::files()).definition.unwrap();
        let empty = History::new(&def);
        assert_eq!(hints("d", "c", &empty), ["  muster status --dir d", "  muster verify --dir d"]);
        let mut run = PreviewRun::rows(&def);
        play(Language::En, &def, Script::silent(&def), &mut run).unwrap();
        let history = run.history;
        let lines = hints("d", "c", &history);
        assert_eq!(lines.len(), 5);
        let item = lines[2].split(' ').next_back().unwrap();
        let names = |unit: UnitIx, occasion| history.item_name(occasion, unit);
        assert!(history.items().any(|((occasion, unit), _)| names(unit, occasion) == item), "{item}");
        let day = lines[4].rsplit('/').next().unwrap();
        let on = |key: &muster_protocol::item::MessageKey| key.date.to_string() == day;
        assert!(history.messages().any(|(key, row)| on(&key) && row.sent.is_some()), "{day}");
        assert!(lines.iter().all(|line| line.contains(" d/") || line.contains("--dir d")));
    }
}
