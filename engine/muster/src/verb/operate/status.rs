//! `muster status`: how the campaigns of a directory stand.

use clap::Args;
use muster_core::definition::ContactEntry;
use muster_protocol::catalogue::Language;
use muster_protocol::ids::CampaignId;
use muster_protocol::say;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;
use muster_server::directory::contacts::{Account, CONTACTS_FILE, Contacts};
use muster_server::http::EngineStatus;
use muster_server::view::status::{AwaitedDraw, CampaignStatus, ItemCounts, Ranking, StepCounts};
use serde::Serialize;

use crate::client::act::{exists, with_engine};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::ops::dashboard;
use crate::ops::watching::watch;
use crate::output::Output;
use crate::preview::ranking::tables;
use crate::run::Run;
use crate::service::config::ConfigArgs;
use crate::service::reach::Reach;

/// Most dead letters that are listed, the newest first.
const DEAD_LETTERS_SHOWN: usize = 20;

/// The arguments of `muster status`.
#[derive(Debug, Args)]
pub struct Status {
    #[arg(long, short)]
    watch: bool,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// The JSON of a status.
#[derive(Debug, Serialize)]
struct StatusJson<'a> {
    engine_status: &'a EngineStatus,
    /// The same under its earlier name, which scripts of operators read.
    standing: &'a EngineStatus,
    rankings: Vec<Ranking>,
}

impl Run for Status {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        if self.watch {
            return block_on(watch(out, &self.target, self.json));
        }
        with_engine(out, &self.target, async |connection| self.print_result(out, connection).await)
    }
}

impl Status {
    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        exists(out.lang, connection, &self.target).await?;
        let engine_status = connection.engine_status(self.target.campaign.as_ref()).await?;
        let rankings = connection.rankings(self.target.campaign.as_ref()).await?;
        if self.json {
            out.json(&StatusJson { engine_status: &engine_status, standing: &engine_status, rankings })?;
            return Ok(Exit::Fine);
        }
        for line in dashboard::lines(out.lang, &engine_status, usize::MAX) {
            out.advice(line.text)?;
        }
        // The same people of several campaigns are told once.
        let mut told: Vec<Vec<String>> = Vec::new();
        for campaign in &engine_status.status.campaigns {
            for line in campaign_lines(out.lang, campaign) {
                out.advice(line)?;
            }
            let unreached = self.unreached(out.lang, connection, (&engine_status, campaign)).await?;
            if !told.contains(&unreached) {
                for line in &unreached {
                    out.advice(line)?;
                }
                told.push(unreached);
            }
            if let Some(ranking) = rankings.iter().find(|ranking| ranking.campaign == campaign.id) {
                rank(out, ranking)?;
            }
        }
        dead_letters(out, connection, &engine_status).await?;
        Ok(Exit::Fine)
    }
}

impl Status {
    /// Whose letters are files alone, by the accounts of this directory; nothing is known of an engine elsewhere, and nobody gets
    /// letters of a campaign that is over.
    async fn unreached(
        &self,
        lang: Language,
        connection: &Connection,
        (engine_status, campaign): (&EngineStatus, &CampaignStatus),
    ) -> anyhow::Result<Vec<String>> {
        let file = self.target.dir.join(CONTACTS_FILE);
        if self.target.remote.is_meant() || campaign.state == "closed" || !file.exists() {
            return Ok(Vec::new());
        }
        let id = CampaignId::new(&campaign.id)?;
        let Some(def) = definitions::of(connection, &id).await? else { return Ok(Vec::new()) };
        // How the rest stands is told even where this cannot be.
        let Ok(contacts) = Contacts::open(&self.target.dir).await else { return Ok(Vec::new()) };
        let accounts = contacts.all(&id).await?;
        let entry = |Account { contact, channel, account }| ContactEntry { contact, channel, account };
        let accounts: Vec<ContactEntry> = accounts.into_iter().map(entry).collect();
        let settings = ConfigArgs::default();
        // What is wrong with it, `config show` says; here it serves nobody.
        let config = settings.read(lang, &self.target.dir).unwrap_or_default();
        // Workers elsewhere have a configuration of their own and say which channels they have.
        let serves = |name: &str| {
            config.channels.contains_key(name)
                || engine_status.channels.iter().any(|channel| channel.name == name)
        };
        let reach = Reach::by(&def, &accounts, serves, config.page.is_some());
        Ok(reach.unreached(lang, &settings.path(&self.target.dir).display().to_string()))
    }
}

fn campaign_lines(lang: Language, campaign: &CampaignStatus) -> Vec<String> {
    let messages = &campaign.messages;
    let (due, sent, signed) = (messages.due, messages.sent, messages.signed);
    let mut lines = vec![
        format!("{} {}", campaign.id, campaign.name),
        course(lang, campaign),
        items(lang, &campaign.items, campaign.afterwards),
        steps(lang, &campaign.steps),
        say!(lang, "messages-due-due-sent-sent-signed-for-signed", due, sent, signed),
    ];
    if campaign.opted_out > 0 {
        lines.push(say!(lang, "posts-have-opted-out-of-reminders", #posts = campaign.opted_out));
    }
    for AwaitedDraw { occasion, title, due_day } in &campaign.draws {
        lines.push(say!(lang, "a-sample-was-not-drawn-yet", title, occasion, due_day));
    }
    lines
}

/// An instant in the campaign's zone, to the minute; in UTC where this build does not know the zone.
fn local(campaign: &CampaignStatus, at: Instant) -> String {
    match Zone::load(&campaign.zone) {
        Ok(zone) => format!("{} {}", zone.date_of(at), zone.time_of(at)),
        Err(_) => at.to_string(),
    }
}

fn course(lang: Language, campaign: &CampaignStatus) -> String {
    let ahead = campaign
        .begins
        .filter(|_| campaign.phase.is_none())
        .map(|day| say!(lang, "none-yet-it-begins-on-day", day));
    let phase =
        campaign.phase_name.as_deref().or(campaign.phase.as_deref()).or(ahead.as_deref()).unwrap_or("-");
    let (at, launched) = (local(campaign, campaign.at), local(campaign, campaign.launched));
    if campaign.state == "held" {
        return say!(lang, "sending-held-phase-phase-launched-launched-last-event", phase, launched, at);
    }
    if campaign.state == "closed" {
        return say!(lang, "over-launched-last-event-at", launched, at);
    }
    say!(lang, "running-phase-launched-last-event-at", phase, launched, at)
}

fn items(lang: Language, items: &ItemCounts, afterwards: u64) -> String {
    let ItemCounts { open, returned, in_review, closed, waived, passed_on, retired, late, late_open, ended } =
        items;
    let over = if *ended == 0 { String::new() } else { say!(lang, "items-ended-with-their-units", ended) };
    let before = if afterwards == 0 {
        String::new()
    } else {
        say!(lang, "afterwards-of-the-open-ones-lay-before", afterwards)
    };
    say!(
        lang,
        "items-open-open-returned-returned-in-review-in",
        open,
        returned,
        in_review,
        closed,
        waived,
        passed_on,
        retired,
        over,
        late,
        late_open,
        before
    )
}

fn steps(lang: Language, steps: &StepCounts) -> String {
    let StepCounts { planned, sent, skipped, failed, withdrawn, open, past_due } = steps;
    say!(
        lang,
        "steps-planned-sent-sent-skipped-skipped-failed-failed",
        planned,
        sent,
        skipped,
        failed,
        withdrawn,
        open,
        past_due
    )
}

fn rank(out: &Output, ranking: &Ranking) -> std::io::Result<()> {
    out.data(format_args!("  {} {} [{}]", ranking.title, ranking.date, ranking.snapshot))?;
    out.lines(tables(out.lang, &ranking.rows))?;
    let afterwards = ranking.afterwards;
    if afterwards > 0 {
        out.data(say!(out.lang, "afterwards-due-days-before-the-start-or-the", #afterwards = afterwards))?;
    }
    Ok(())
}

/// The newest dead letters, with what was said of them; how many there are stands on the dashboard.
async fn dead_letters(
    out: &Output,
    connection: &Connection,
    engine_status: &EngineStatus,
) -> std::io::Result<()> {
    for letter in engine_status.dead_letters.iter().rev().take(DEAD_LETTERS_SHOWN) {
        let (source, position, name, cause) = (&letter.source, letter.position, &letter.name, &letter.cause);
        let mut line =
            say!(out.lang, "dead-letter-source-name-position-cause", source, name, position, cause);
        if let Some(said) = letter.said
            && let Some(words) = connection.line(said).await
        {
            line += &say!(out.lang, "what-the-counterpart-said", words);
        }
        out.data(line)?;
    }
    Ok(())
}
