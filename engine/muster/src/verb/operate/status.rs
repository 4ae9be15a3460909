//! `muster status`: how the campaigns of a directory stand.

use clap::Args;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;
use muster_server::http::EngineStatus;
use muster_server::view::status::{CampaignStatus, ItemCounts, Ranking, StepCounts};
use serde::Serialize;

use crate::client::act::exists;
use crate::client::connection::{Connection, Make};
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::ops::dashboard;
use crate::ops::watching::watch;
use crate::output::Output;
use crate::preview::ranking::{Line, tables};

/// Most dead letters that are listed, the newest first.
const DEAD_LETTERS_SHOWN: usize = 20;

/// 现状：时钟、事件流、工作者、今天的提醒、事项、最近的排名 · How things stand: clock, streams, workers, today's steps, items, the latest ranking
#[derive(Debug, Args)]
pub struct Status {
    /// 一屏，有变化就重画，Ctrl-C 结束 · One screen, drawn again on change; Ctrl-C ends it
    #[arg(long, short)]
    watch: bool,
    /// 输出 JSON（加 --watch 时每次变化一行） · Print JSON, with --watch one line at each change: `{engine_status: {now, clock, held, doubt, ahead_ms, stands_ms, next_due, parked, head, relay, store, channels, workers, queues, status: {position, campaigns, dead_letters}, dead_letters}, rankings}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// The JSON of a status.
#[derive(Debug, Serialize)]
struct StatusJson {
    #[serde(rename = "standing")]
    engine_status: EngineStatus,
    rankings: Vec<Ranking>,
}

impl Status {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`] when nobody answers; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(async {
            if self.watch {
                return watch(out, &self.target, self.json).await;
            }
            let connection = Connection::open(out.lang, &self.target, Make::Never).await?;
            let result = self.print_result(out, &connection).await;
            connection.close().await;
            result
        })
    }

    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        exists(out.lang, connection, &self.target).await?;
        let engine_status = connection.engine_status(self.target.campaign.as_ref()).await?;
        let rankings = connection.rankings(self.target.campaign.as_ref()).await?;
        if self.json {
            out.json(&StatusJson { engine_status, rankings })?;
            return Ok(Exit::Fine);
        }
        for line in dashboard::lines(out.lang, &engine_status, usize::MAX) {
            out.advice(line.text)?;
        }
        for campaign in &engine_status.status.campaigns {
            for line in campaign_lines(out.lang, campaign) {
                out.advice(line)?;
            }
            if let Some(ranking) = rankings.iter().find(|ranking| ranking.campaign == campaign.id) {
                rank(out, ranking)?;
            }
        }
        dead_letters(out, &engine_status)?;
        Ok(Exit::Fine)
    }
}

fn campaign_lines(lang: Lang, campaign: &CampaignStatus) -> Vec<String> {
    let messages = &campaign.messages;
    let (due, sent, signed) = (messages.due, messages.sent, messages.signed);
    vec![
        format!("{} {}", campaign.id, campaign.name),
        course(lang, campaign),
        items(lang, &campaign.items, campaign.afterwards),
        steps(lang, &campaign.steps),
        match lang {
            Lang::Zh => format!("  消息：应发 {due}，已发 {sent}，签收 {signed}"),
            Lang::En => format!("  messages: due {due}, sent {sent}, signed for {signed}"),
        },
    ]
}

/// An instant in the campaign's zone, to the minute; in UTC where this build does not know the zone.
fn local(campaign: &CampaignStatus, at: Instant) -> String {
    match Zone::load(&campaign.zone) {
        Ok(zone) => format!("{} {}", zone.date_of(at), zone.time_of(at)),
        Err(_) => at.to_string(),
    }
}

fn course(lang: Lang, campaign: &CampaignStatus) -> String {
    let ahead = campaign.begins.filter(|_| campaign.phase.is_none()).map(|day| match lang {
        Lang::Zh => format!("尚未开始（{day} 起）"),
        Lang::En => format!("none yet, it begins on {day}"),
    });
    let phase =
        campaign.phase_name.as_deref().or(campaign.phase.as_deref()).or(ahead.as_deref()).unwrap_or("-");
    let (at, launched) = (local(campaign, campaign.at), local(campaign, campaign.launched));
    if campaign.state == "held" {
        return match lang {
            Lang::Zh => {
                format!("! 暂停发送，阶段 {phase}，{launched} 发布，最近事件 {at}；恢复用 muster resume")
            }
            Lang::En => {
                format!(
                    "! sending held, phase {phase}, launched {launched}, last event {at}; `muster resume` goes on"
                )
            }
        };
    }
    match (lang, campaign.state == "closed") {
        (Lang::Zh, true) => format!("  已结束，{launched} 发布，最近事件 {at}"),
        (Lang::Zh, false) => format!("  进行中，阶段 {phase}，{launched} 发布，最近事件 {at}"),
        (Lang::En, true) => format!("  over, launched {launched}, last event {at}"),
        (Lang::En, false) => format!("  running, phase {phase}, launched {launched}, last event {at}"),
    }
}

fn items(lang: Lang, items: &ItemCounts, afterwards: u64) -> String {
    let ItemCounts { open, returned, in_review, closed, waived, passed_on, retired, late, late_open } = items;
    let before = match lang {
        _ if afterwards == 0 => String::new(),
        Lang::Zh => format!("；待报送里有 {afterwards} 项早于开始或发布，只补录、不提醒"),
        Lang::En => {
            format!(
                "; {afterwards} of the open ones lay before the start or the launch and are never reminded"
            )
        }
    };
    match lang {
        Lang::Zh => format!(
            "  事项：待报送 {open}（其中退回 {returned}），待审核 {in_review}，办结 {closed}，免办 {waived}，转交 {passed_on}，停用 {retired}；\
             曾逾期 {late}，现逾期 {late_open}{before}"
        ),
        Lang::En => format!(
            "  items: open {open} (returned {returned}), in review {in_review}, closed {closed}, waived {waived}, \
             passed on {passed_on}, retired {retired}; ever late {late}, late now {late_open}{before}"
        ),
    }
}

fn steps(lang: Lang, steps: &StepCounts) -> String {
    let StepCounts { planned, sent, skipped, failed, withdrawn, open, past_due } = steps;
    match lang {
        Lang::Zh => format!(
            "  提醒：{planned} = 已发 {sent} + 免发 {skipped} + 失败 {failed} + 撤回 {withdrawn} + 未结 {open}；\
             到时未结 {past_due}"
        ),
        Lang::En => format!(
            "  steps: {planned} = sent {sent} + skipped {skipped} + failed {failed} + withdrawn {withdrawn} + \
             open {open}; past due without an outcome {past_due}"
        ),
    }
}

fn rank(out: &Output, ranking: &Ranking) -> std::io::Result<()> {
    let lines: Vec<Line> = ranking
        .rows
        .iter()
        .map(|row| Line {
            rank: row.rank,
            unit: format!("{} {}", row.code, row.name),
            category: row.category.clone(),
            expected: row.expected,
            done: row.done,
            on_time: row.on_time,
            completion: row.completion,
            on_time_rate: row.on_time_rate,
        })
        .collect();
    out.data(format_args!("  {} {} [{}]", ranking.title, ranking.date, ranking.snapshot))?;
    for text in tables(out.lang, &lines) {
        out.data(text)?;
    }
    let afterwards = ranking.afterwards;
    if afterwards > 0 {
        out.data(match out.lang {
            Lang::Zh => format!("  早于开始或发布的 {afterwards} 次到期不计入应办"),
            Lang::En => format!("  {afterwards} due days before the start or the launch do not count as due"),
        })?;
    }
    Ok(())
}

/// The newest dead letters; how many there are stands on the board.
fn dead_letters(out: &Output, engine_status: &EngineStatus) -> std::io::Result<()> {
    for letter in engine_status.dead_letters.iter().rev().take(DEAD_LETTERS_SHOWN) {
        let (source, position, name, cause) = (&letter.source, letter.position, &letter.name, &letter.cause);
        out.data(format_args!(
            "{}{source} {name} ({position}): {cause}",
            out.lang.pick("死信：", "dead letter: ")
        ))?;
    }
    Ok(())
}
