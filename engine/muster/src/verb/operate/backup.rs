//! `muster backup` and `muster restore`: a whole copy of a data directory, and a directory made from one.

use muster_rules::counted::counted;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_server::care::backup::{BackupError, Copied, HEADS_FILE, backup, restore};
use serde::Serialize;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::words::stored;

/// 备份：运转中也可以，不停引擎；备份写好后逐条核验 · Copy log and contacts, also while the engine runs; the copy is read back and proved
#[derive(Debug, Args)]
pub struct Backup {
    /// 备份到这个新目录 · The new directory of the backup
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    /// 输出 JSON · Print JSON: `{to, events, generation, heads, bytes, copy_ms, verified}`
    #[arg(long)]
    json: bool,
}

/// 恢复：由备份建立新的数据目录；视图重算，消息流换代 · Make a data directory from a backup: views are recomputed, the stream is renewed
#[derive(Debug, Args)]
pub struct Restore {
    /// 备份目录 · The directory of the backup
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// 备份里没有链头文件 heads 也恢复；尾部若被截去，无从发现 · Restore although there is no head file: a cut tail is then not seen
    #[arg(long)]
    without_heads: bool,
    /// 新的数据目录，必须是空的 · The new data directory; it must be empty
    #[arg(long, env = "MUSTER_DIR", value_name = "DIR")]
    dir: PathBuf,
    /// 输出 JSON · Print JSON: `{to, events, generation, heads, bytes, copy_ms, verified}`
    #[arg(long)]
    json: bool,
}

/// The JSON of a copy.
#[derive(Debug, Serialize)]
struct CopiedJson<'a> {
    to: &'a Path,
    #[serde(flatten)]
    copied: &'a Copied,
}

impl Backup {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: nothing to copy, a target that holds something, a log that is damaged.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let copied = block_on(async { Ok(backup(&self.dir, &self.to).await) })?;
        let copied = copied.map_err(|error| failure_of(out.lang, &error))?;
        if self.json {
            out.json(&CopiedJson { to: &self.to, copied: &copied })?;
            return Ok(Exit::Fine);
        }
        let (to, Copied { events, heads, copy_ms, .. }) = (self.to.display(), &copied);
        out.data(match out.lang {
            Lang::Zh => {
                format!("已备份到 {to}：事件{events}个，核验无误；读日志用了{copy_ms}毫秒，引擎没有停")
            }
            Lang::En => format!(
                "backed up to {to}: {events}, proved; the log was read for {copy_ms} ms, the engine went on",
                events = counted(&events, "event")
            ),
        })?;
        out.data(match out.lang {
            Lang::Zh => format!("  链头摘要 {heads}（{HEADS_FILE} 文件；抄在别处，可防备份被改）"),
            Lang::En => {
                format!("  digest of the heads {heads} (file `{HEADS_FILE}`; write it down elsewhere)")
            }
        })?;
        Ok(Exit::Fine)
    }
}

impl Restore {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: nothing to restore, a target that holds something, a backup that is damaged.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let copied = block_on(async { Ok(restore(&self.from, &self.dir, self.without_heads).await) })?;
        let copied = copied.map_err(|error| restoring(out.lang, &self.from, &error))?;
        if self.json {
            out.json(&CopiedJson { to: &self.dir, copied: &copied })?;
            return Ok(Exit::Fine);
        }
        let (to, Copied { events, generation, .. }) = (self.dir.display(), &copied);
        out.data(match out.lang {
            Lang::Zh => format!("已恢复到 {to}：事件{events}个，核验无误，第{generation}代"),
            Lang::En => format!(
                "restored to {to}: {events}, proved, generation {generation}",
                events = counted(&events, "event")
            ),
        })?;
        out.talk(match out.lang {
            Lang::Zh => format!("原目录不要再启动；用 muster up --dir {to} 继续"),
            Lang::En => format!("do not start the old directory again; go on with `muster up --dir {to}`"),
        });
        out.talk(out.lang.pick(
            "备份里没有岗位口令：请重新发放（muster account issue）",
            "a backup holds no tokens of posts: issue new ones with `muster account issue`",
        ));
        Ok(Exit::Fine)
    }
}

/// Words of SQLite about a file that is no whole database.
const DAMAGED: [&str; 3] = ["not a database", "malformed", "is damaged"];

/// What went wrong with a restore: what is damaged is the backup, and room is no help against that.
fn restoring(lang: Lang, from: &Path, error: &BackupError) -> Failure {
    let why = match error {
        BackupError::Bad(bad) => bad.to_string(),
        BackupError::Cut(why) => why.clone(),
        BackupError::Failed(why) if DAMAGED.iter().any(|word| why.contains(word)) => why.clone(),
        BackupError::Occupied(_)
        | BackupError::Busy(_)
        | BackupError::NoHeads(_)
        | BackupError::Nothing(_)
        | BackupError::Failed(_) => return failure_of(lang, error),
    };
    let what = match lang {
        Lang::Zh => format!("备份 {} 已损坏，什么也没有恢复", from.display()),
        Lang::En => format!("the backup {} is damaged; nothing was restored", from.display()),
    };
    Failure::new(Exit::Fault, what).because(why).next(lang.pick(
        "换一份别的备份（更早的，或存在别处的同一份）；原来的数据目录还在，就重新备份：muster backup",
        "take another backup: an earlier one, or the same from another place; where the data directory is still there, \
         make a new one with `muster backup`",
    ))
}

fn failure_of(lang: Lang, error: &BackupError) -> Failure {
    let (what, next) = match (error, lang) {
        (BackupError::Occupied(dir), Lang::Zh) => {
            (format!("目录 {} 不是空的，什么也没有写", dir.display()), "换一个新目录")
        }
        (BackupError::Occupied(dir), Lang::En) => {
            (format!("{} is not empty; nothing was written", dir.display()), "name a new directory")
        }
        (BackupError::Busy(dir), Lang::Zh) => {
            (format!("另一个备份正往 {} 写", dir.display()), "等它写完，或换一个新目录")
        }
        (BackupError::Busy(dir), Lang::En) => (
            format!("another copy to {} is under way", dir.display()),
            "wait until it is done, or name another directory",
        ),
        (BackupError::NoHeads(dir), Lang::Zh) => (
            format!("{} 里没有链头文件 {HEADS_FILE}：不是完整的备份，尾部若被截去看不出来", dir.display()),
            "换一份完整的备份；确要用它，加 --without-heads",
        ),
        (BackupError::NoHeads(dir), Lang::En) => (
            format!(
                "{} has no file `{HEADS_FILE}`: it is no whole backup, and a cut tail would not be seen",
                dir.display()
            ),
            "take a whole backup; if this is all there is, add --without-heads",
        ),
        (BackupError::Cut(why), Lang::Zh) => {
            (format!("日志不完整，没有写出副本：{why}"), "把 log.db-wal 放回原处，或换一份备份")
        }
        (BackupError::Cut(why), Lang::En) => (
            format!("the log is not whole, no copy was made: {why}"),
            "put log.db-wal back beside it, or take another backup",
        ),
        (BackupError::Nothing(dir), Lang::Zh) => {
            (format!("{} 里没有 muster 的日志", dir.display()), "写对目录")
        }
        (BackupError::Nothing(dir), Lang::En) => {
            (format!("there is no log of muster in {}", dir.display()), "name the right directory")
        }
        (BackupError::Bad(bad), Lang::Zh) => {
            let bad = stored::chinese(&bad.to_string());
            let next = "数据目录坏了：停下引擎，用 muster verify 查看，再从以前的备份恢复（muster restore）";
            (format!("日志已损坏，没有写出副本；第一处异常：{bad}"), next)
        }
        (BackupError::Bad(bad), Lang::En) => (
            format!("the log is damaged, no copy was made; first bad event: {bad}"),
            "the data directory is damaged: stop the engine, look with `muster verify`, and restore an earlier backup \
             (`muster restore`)",
        ),
        (BackupError::Failed(why), Lang::Zh) => {
            let why = stored::chinese(why);
            (format!("没有写出副本：{why}"), "腾出空间或换一个目录后再试")
        }
        (BackupError::Failed(why), Lang::En) => {
            (format!("no copy was made: {why}"), "make room or take another directory, then try again")
        }
    };
    Failure::new(Exit::Fault, what).next(next)
}
