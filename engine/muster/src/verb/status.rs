//! `muster status`: how the campaigns of a directory stand.

use clap::Args;
use muster_server::gauge::{RelayStanding, WorkerStanding};
use muster_server::http::Standing;
use muster_server::view::status::{CampaignStatus, ItemCounts, Ranking, StepCounts};
use muster_words::ids::CampaignId;
use serde::Serialize;

use crate::act::exists;
use crate::door::{Door, Make};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;
use crate::ranking::{Line, tables};
use crate::runtime::block_on;
use crate::target::Target;
use crate::words::glossary::Glossary;

/// Most dead letters that are listed; the rest are counted.
const DEAD_LETTERS_SHOWN: usize = 20;

/// 现状：事项、提醒、消息的数目，最近的排名 · How things stand: items, steps, messages, the latest ranking
#[derive(Debug, Args)]
pub struct Status {
    /// 输出 JSON · Print JSON: `{standing: {now, clock, held, next_due, parked, status: {position, campaigns, dead_letters}, dead_letters, relay}, rankings}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// The JSON of a status.
#[derive(Debug, Serialize)]
struct StatusJson {
    standing: Standing,
    rankings: Vec<Ranking>,
}

impl Status {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`] when nobody answers; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(async {
            let door = Door::open(out.lang, &self.target.dir, Make::Never).await?;
            let told = self.tell(out, &door).await;
            door.close().await;
            told
        })
    }

    async fn tell(&self, out: &Output, door: &Door) -> anyhow::Result<Exit> {
        exists(out.lang, door, &self.target).await?;
        let standing = door.standing(self.target.campaign.as_ref()).await?;
        let mut rankings = Vec::new();
        for campaign in &standing.status.campaigns {
            rankings.extend(door.ranking(&CampaignId::new(&campaign.id)?, None).await?);
        }
        if self.json {
            out.json(&StatusJson { standing, rankings })?;
            return Ok(Exit::Fine);
        }
        for campaign in &standing.status.campaigns {
            let known = door.glossary(&CampaignId::new(&campaign.id)?).await?;
            for line in campaign_lines(out.lang, campaign, &known) {
                out.data(line)?;
            }
            if let Some(ranking) = rankings.iter().find(|ranking| ranking.campaign == campaign.id) {
                rank(out, ranking)?;
            }
        }
        if standing.status.campaigns.is_empty() {
            out.data(out.lang.pick("还没有活动", "no campaigns yet"))?;
        }
        engine(out, &standing)?;
        Ok(Exit::Fine)
    }
}

fn campaign_lines(lang: Lang, campaign: &CampaignStatus, known: &Glossary) -> Vec<String> {
    let messages = &campaign.messages;
    let (due, sent, signed) = (messages.due, messages.sent, messages.signed);
    vec![
        format!("{} {}", campaign.id, campaign.name),
        course(lang, campaign, known),
        items(lang, &campaign.items),
        steps(lang, &campaign.steps),
        match lang {
            Lang::Zh => format!("  消息：应发 {due}，已发 {sent}，签收 {signed}"),
            Lang::En => format!("  messages: due {due}, sent {sent}, signed for {signed}"),
        },
    ]
}

fn course(lang: Lang, campaign: &CampaignStatus, known: &Glossary) -> String {
    let phase = campaign.phase.as_deref().unwrap_or("-");
    let named = known.definition().and_then(|def| def.phases.iter().find(|known| known.id == phase));
    let phase = named.map_or(phase, |phase| phase.name.as_str());
    let (at, launched) = (known.local(campaign.at), known.local(campaign.launched));
    match (lang, campaign.state == "closed") {
        (Lang::Zh, true) => format!("  已结束，{launched} 发布，最近事件 {at}"),
        (Lang::Zh, false) => format!("  进行中，阶段 {phase}，{launched} 发布，最近事件 {at}"),
        (Lang::En, true) => format!("  over, launched {launched}, last event {at}"),
        (Lang::En, false) => format!("  running, phase {phase}, launched {launched}, last event {at}"),
    }
}

fn items(lang: Lang, items: &ItemCounts) -> String {
    let ItemCounts { open, returned, in_review, closed, waived, passed_on, late, late_open } = items;
    match lang {
        Lang::Zh => format!(
            "  事项：待报送 {open}（其中退回 {returned}），待审核 {in_review}，办结 {closed}，免办 {waived}，转交 {passed_on}；\
             曾逾期 {late}，现逾期 {late_open}"
        ),
        Lang::En => format!(
            "  items: open {open} (returned {returned}), in review {in_review}, closed {closed}, waived {waived}, \
             passed on {passed_on}; ever late {late}, late now {late_open}"
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
    Ok(())
}

fn relay_lines(lang: Lang, relay: &RelayStanding) -> Vec<String> {
    let RelayStanding { stream, position, lag, .. } = relay;
    let away = (!relay.connected).then(|| lang.pick("NATS 断开", "NATS is away").to_owned());
    let mut lines = vec![match (lang, away.as_ref().or(relay.trouble.as_ref())) {
        (Lang::Zh, None) => format!("NATS：事件流 {stream} 到第{position}条，落后 {lag}"),
        (Lang::Zh, Some(why)) => format!("NATS：事件流 {stream} 停在第{position}条，落后 {lag}：{why}"),
        (Lang::En, None) => format!("NATS: stream {stream} at event {position}, {lag} behind"),
        (Lang::En, Some(why)) => {
            format!("NATS: stream {stream} stands at event {position}, {lag} behind: {why}")
        }
    }];
    lines.extend(relay.workers.iter().map(|(name, at)| {
        let WorkerStanding { pending, out, listening } = at;
        match lang {
            Lang::Zh => format!("  工作者 {name}：待派 {pending}，在手 {out}，空闲等活 {listening}"),
            Lang::En => {
                format!("  worker {name}: waiting {pending}, in hand {out}, asking for work {listening}")
            }
        }
    }));
    lines
}

fn engine(out: &Output, standing: &Standing) -> std::io::Result<()> {
    for (campaign, cause) in &standing.parked {
        out.data(format_args!("{}{campaign}: {cause}", out.lang.pick("已停放：", "parked: ")))?;
    }
    if standing.held {
        out.data(out.lang.pick("时钟跳动，已暂停走时", "the clock jumped; ticking is held"))?;
    }
    if let Some(relay) = &standing.relay {
        relay_lines(out.lang, relay).iter().try_for_each(|line| out.data(line))?;
    }
    for letter in standing.dead_letters.iter().take(DEAD_LETTERS_SHOWN) {
        let (source, position, name, cause) = (&letter.source, letter.position, &letter.name, &letter.cause);
        out.data(format_args!(
            "{}{source} {name} ({position}): {cause}",
            out.lang.pick("死信：", "dead letter: ")
        ))?;
    }
    let more = standing.dead_letters.len().saturating_sub(DEAD_LETTERS_SHOWN);
    if more > 0 {
        out.data(format_args!("{}{more}", out.lang.pick("另有死信：", "more dead letters: ")))?;
    }
    Ok(())
}
