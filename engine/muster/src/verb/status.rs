//! `muster status`: how the campaigns of a directory stand.

use clap::Args;
use muster_server::http::Standing;
use muster_server::view::status::{CampaignStatus, Ranking};
use muster_words::ids::CampaignId;
use serde::Serialize;

use crate::door::{Door, Make};
use crate::exit::Exit;
use crate::glossary::Glossary;
use crate::lang::Lang;
use crate::output::Output;
use crate::ranking::{Line, tables};
use crate::runtime::block_on;
use crate::target::Target;

/// Most dead letters that are listed; the rest are counted.
const DEAD_LETTERS_SHOWN: usize = 20;

/// 现状：事项、提醒、消息的数目，最近的排名 · How things stand: items, steps, messages, the latest ranking
#[derive(Debug, Args)]
pub struct Status {
    /// 输出 JSON · Print JSON: `{standing: {now, clock, held, next_due, parked, status: {position, campaigns, dead_letters}, dead_letters}, rankings}`
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
    let CampaignStatus { id, name, items, steps, messages, .. } = campaign;
    let phase = campaign.phase.as_deref().unwrap_or("-");
    let phase = known
        .definition()
        .and_then(|def| def.phases.iter().find(|known| known.id == phase))
        .map_or(phase, |phase| phase.name.as_str());
    let (at, launched) = (known.local(campaign.at), known.local(campaign.launched));
    let closed = campaign.state == "closed";
    match lang {
        Lang::Zh => vec![
            format!("{id} {name}"),
            format!(
                "  {}，阶段 {phase}，{launched} 发布，最近事件 {at}",
                if closed { "已结束" } else { "进行中" }
            ),
            format!(
                "  事项：待报送 {}（其中退回 {}），待审核 {}，办结 {}，免办 {}，转交 {}；曾逾期 {}，现逾期 {}",
                items.open,
                items.returned,
                items.in_review,
                items.closed,
                items.waived,
                items.passed_on,
                items.late,
                items.late_open
            ),
            format!(
                "  提醒：{} = 已发 {} + 免发 {} + 失败 {} + 撤回 {} + 未结 {}；到时未结 {}",
                steps.planned,
                steps.sent,
                steps.skipped,
                steps.failed,
                steps.withdrawn,
                steps.open,
                steps.past_due
            ),
            format!("  消息：应发 {}，已发 {}，签收 {}", messages.due, messages.sent, messages.signed),
        ],
        Lang::En => vec![
            format!("{id} {name}"),
            format!(
                "  {}, phase {phase}, launched {launched}, last event {at}",
                if closed { "over" } else { "running" }
            ),
            format!(
                "  items: open {} (returned {}), in review {}, closed {}, waived {}, passed on {}; ever late {}, late now {}",
                items.open,
                items.returned,
                items.in_review,
                items.closed,
                items.waived,
                items.passed_on,
                items.late,
                items.late_open
            ),
            format!(
                "  steps: {} = sent {} + skipped {} + failed {} + withdrawn {} + open {}; past due without an outcome {}",
                steps.planned,
                steps.sent,
                steps.skipped,
                steps.failed,
                steps.withdrawn,
                steps.open,
                steps.past_due
            ),
            format!(
                "  messages: due {}, sent {}, signed for {}",
                messages.due, messages.sent, messages.signed
            ),
        ],
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

fn engine(out: &Output, standing: &Standing) -> std::io::Result<()> {
    for (campaign, cause) in &standing.parked {
        out.data(format_args!("{}{campaign}: {cause}", out.lang.pick("已停放：", "parked: ")))?;
    }
    if standing.held {
        out.data(out.lang.pick("时钟跳动，已暂停走时", "the clock jumped; ticking is held"))?;
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
