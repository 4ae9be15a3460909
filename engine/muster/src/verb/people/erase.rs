//! `muster erase`: the bytes of a file or text that must not be kept.

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::command::{Command, Erase as EraseCommand};

use crate::client::act::{campaign, give_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::evidence;
use crate::client::target::{Author, Target};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;

/// 删除一份材料或文字的内容，只留指纹；不能恢复 · Delete the bytes of a file or text for good; its digest stays
#[derive(Debug, Args)]
pub struct Erase {
    /// 文件编号，即 show evidence 里的头几位，或全部64位 · Its digest: the digits that show evidence shows, or all 64
    digest: String,
    /// 理由；原文不进日志 · Why; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// 几处都用到时全部删除 · Although it stands in several places, other campaigns too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

impl Erase {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: no such file, refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.target, &self.author, async |connection, by| {
            self.give(out, connection, by).await
        })
    }

    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let blob = evidence::digest(out.lang, connection, &campaign, &self.digest).await?;
        let reason = connection.store_text(&self.reason).await?;
        let command = Command::Erase(EraseCommand { blob, reason, everywhere: self.all });
        let given = give_and_report(out, connection, campaign, by, command).await?;
        if given.accepted.events > 0 || given.repeated {
            out.talk(match out.lang {
                Lang::Zh => "以前做的备份里还有这份内容，请按规定处理那些备份",
                Lang::En => "backups that were made before still hold it: deal with them as the rules say",
            });
        }
        Ok(Exit::Fine)
    }
}
