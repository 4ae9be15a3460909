//! `muster launch`: puts a checked file to work.

use std::path::PathBuf;

use clap::Args;
use muster_rules::zone::Zone;
use muster_words::definition::Definition;
use muster_words::ids::CampaignId;
use muster_words::time::Instant;

use crate::compiled::Read;
use crate::door::{Door, Make};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::launching::launch;
use crate::output::Output;
use crate::runtime::block_on;
use crate::target::{Author, Target};

/// 发布活动；同一份文件再发布一次不会变 · Put a campaign to work; the same file again changes nothing
#[derive(Debug, Args)]
pub struct Launch {
    /// 活动文件 · The campaign's file
    file: PathBuf,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

impl Launch {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: a file with errors, refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let by = self.author.by(out.lang)?;
        let read = Read::new(out.lang, &self.file, None)?;
        let def = read.sound(out, &self.file)?;
        let campaign = match &self.target.campaign {
            Some(campaign) => campaign.clone(),
            None => CampaignId::new(&def.id).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?,
        };
        block_on(async {
            let door = Door::open(out.lang, &self.target, Make::IfMissing).await?;
            let over = door.standing(None).await.map(|standing| is_over(def, standing.now));
            let launched = launch(&door, &read.files, &read.compiled, &campaign, by).await;
            door.close().await;
            let launched = launched?;
            let (name, events, digest) =
                (&def.name, launched.accepted.events, launched.definition.to_string());
            out.data(match (out.lang, events) {
                (Lang::Zh, 0) => format!("{campaign} {name}：早已用这份文件发布，没有变化"),
                (Lang::En, 0) => {
                    format!("{campaign} {name}: was launched with this very file, nothing changed")
                }
                (Lang::Zh, _) => format!("{campaign} {name}：已发布，定义 {digest}，记录{events}个事件"),
                (Lang::En, _) => format!("{campaign} {name}: launched, definition {digest}, {events} events"),
            })?;
            if over.unwrap_or(false) {
                out.talk(out.lang.pick(
                    "注意：按引擎的时钟，最后一个阶段已经过去，全部事项都成了补录",
                    "note: by the engine's clock the last phase is over already, so that everything is backfill",
                ));
            }
            let dir = self.target.dir.display();
            out.talk(format_args!(
                "{}muster up --dir {dir}",
                out.lang.pick("让它运转：", "to keep it going: ")
            ));
            Ok(Exit::Fine)
        })
    }
}

/// Whether the last phase has ended by then.
fn is_over(def: &Definition, now: Instant) -> bool {
    let last = def.phases.iter().map(|phase| phase.to).max();
    let today = Zone::of(def).ok().map(|zone| zone.date_of(now));
    last.zip(today).is_some_and(|(last, today)| today > last)
}
