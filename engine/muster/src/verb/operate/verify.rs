//! `muster verify`: proves a directory's log from its bytes.

use muster_rules::counted::counted;
use std::path::PathBuf;

use clap::Args;
use muster_server::care::verify::{
    Bad, BadRow, Verified, VerifyError, ViewsError, ViewsVerified, verify, verify_views,
};
use serde::Serialize;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::words::stored;

/// 核验日志：顺序、散列链、材料、快照、提醒的总账 · Prove the log: order, hash chains, blobs, snapshots, the sum of steps
///
/// 它能证明：每个活动的事件齐全、次序不变、内容未改，并与材料、快照、提醒对得上；对照以前写下的链头文件，尾部被截、整条链重写也看得出。
/// 日志以外，任期、设置、唤醒时间、触发器和视图、导入以后改过的账号，凡不是 muster 写的都会指出。
/// 它不能证明：没有以前的链头文件时，知道算法的人没有把整份日志连同封记一起重写；view.db 里的数字（随时可以重建）；
/// contacts.db 的账号当初是否属实；口令；机器的时间是否准确。
///
/// It proves that each campaign's events are all there, in order and unchanged, and fit blobs, snapshots and steps; against a
/// head file written earlier also that no tail was cut and no chain rewritten. Beside the log it points out what muster did
/// not write: the term, settings, when campaigns wake, triggers and views, accounts changed since their import. It does not
/// prove that nobody who knows how rewrote the whole log and its seals, unless there is an earlier head file; nor the
/// figures in view.db, which can be made again at any time; nor that accounts were right; nor tokens; nor the machine's clock.
#[derive(Debug, Args)]
pub struct Verify {
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    /// 以前写下的链头文件，能发现尾部被截 · A head file written earlier, by which a cut tail is seen
    #[arg(long, value_name = "FILE", alias = "heads")]
    head_file: Option<PathBuf>,
    /// 核验无误后把链头写进这个文件 · When all is well, write the heads into this file
    #[arg(long, value_name = "FILE", alias = "write-heads")]
    write_head_file: Option<PathBuf>,
    /// 把视图逐行重算一遍来比对；引擎可以在运行 · Compute the view's rows again and compare them; the engine may be running
    #[arg(long)]
    views: bool,
    /// 输出 JSON · Print JSON: `{ok, verified: {events, campaigns, blobs, erased, snapshots}, bad: {position, campaign, version, what}, views: {position, tables, rows}, bad_row: {table, row, campaign, what}}`
    #[arg(long)]
    json: bool,
}

/// The JSON of a verification.
#[derive(Debug, Serialize)]
struct VerifyJson {
    ok: bool,
    verified: Option<Verified>,
    bad: Option<Bad>,
    /// Where it was asked for.
    views: Option<ViewsVerified>,
    bad_row: Option<BadRow>,
}

impl Verify {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`] when there is nothing to verify or the head file cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let outcome = block_on(async { Ok(verify(&self.dir, self.head_file.as_deref()).await) })?;
        match outcome {
            Ok(verified) => match self.views(out)? {
                Ok(views) => self.good(out, verified, views),
                Err(bad) => self.bad_row(out, verified, bad),
            },
            Err(VerifyError::Bad(bad)) => self.bad(out, bad),
            Err(VerifyError::Unusable(why)) => {
                let what = out.lang.pick("没有可核验的日志", "there is nothing to verify");
                Err(Failure::new(Exit::Fault, what).because(why).into())
            }
        }
    }

    /// The view, where it was asked for, or its first bad row.
    fn views(&self, out: &Output) -> anyhow::Result<Result<Option<ViewsVerified>, BadRow>> {
        if !self.views {
            return Ok(Ok(None));
        }
        match block_on(async { Ok(verify_views(&self.dir).await) })? {
            Ok(views) => Ok(Ok(Some(views))),
            Err(ViewsError::Bad(bad)) => Ok(Err(bad)),
            Err(error @ (ViewsError::Unusable(_) | ViewsError::Store(_))) => {
                let what = out.lang.pick("视图比对不了", "the view cannot be compared");
                Err(Failure::new(Exit::Fault, what).because(error).into())
            }
        }
    }

    fn good(&self, out: &Output, verified: Verified, views: Option<ViewsVerified>) -> anyhow::Result<Exit> {
        if let Some(path) = &self.write_head_file {
            std::fs::write(path, verified.head_file()).map_err(|error| {
                let what = match out.lang {
                    Lang::Zh => format!("写不了链头文件 {}", path.display()),
                    Lang::En => format!("the head file {} cannot be written", path.display()),
                };
                Failure::new(Exit::Fault, what).because(error)
            })?;
        }
        if self.json {
            out.json(&VerifyJson { ok: true, verified: Some(verified), bad: None, views, bad_row: None })?;
            return Ok(Exit::Fine);
        }
        let Verified { events, blobs, erased, snapshots, campaigns } = verified;
        out.data(match out.lang {
            Lang::Zh => format!("核验无误：事件{events}个，材料{blobs}份，快照重算{snapshots}次"),
            Lang::En => {
                format!(
                    "all is well: {events}, {blobs}, {snapshots} recomputed",
                    events = counted(&events, "event"),
                    blobs = counted(&blobs, "blob"),
                    snapshots = counted(&snapshots, "snapshot")
                )
            }
        })?;
        if let Some(ViewsVerified { position, tables, rows }) = views {
            out.data(match out.lang {
                Lang::Zh => format!("  视图到第{position}号，{tables}张表共{rows}行，重算后逐行一致"),
                Lang::En => {
                    format!(
                        "  the view at {position}: {rows} in {tables}, the same when computed again",
                        rows = counted(&rows, "row"),
                        tables = counted(&tables, "table")
                    )
                }
            })?;
        }
        if erased > 0 {
            out.data(match out.lang {
                Lang::Zh => format!("  已按规定删除{erased}份，日志里只留指纹"),
                Lang::En => format!("  {erased} blobs were erased; their digests stay"),
            })?;
        }
        for campaign in campaigns {
            let (id, version, hash) = (&campaign.id, campaign.version, campaign.hash);
            let (planned, ended) = (campaign.planned, campaign.ended);
            out.data(match out.lang {
                Lang::Zh => format!(
                    "  {id}：第{version}个事件，链头 {hash}，提醒{planned}次，已结{ended}次，各一个结果"
                ),
                Lang::En => format!(
                    "  {id}: version {version}, head {hash}, {planned}, {ended} ended, each once",
                    planned = counted(&planned, "step")
                ),
            })?;
        }
        Ok(Exit::Fine)
    }

    fn bad_row(&self, out: &Output, verified: Verified, bad: BadRow) -> anyhow::Result<Exit> {
        if self.json {
            let (verified, bad_row) = (Some(verified), Some(bad));
            out.json(&VerifyJson { ok: false, verified, bad: None, views: None, bad_row })?;
            return Ok(Exit::Fault);
        }
        let campaign = bad.campaign.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
        out.data(match out.lang {
            Lang::Zh => format!(
                "日志无误，视图不对：{campaign}{bad}。停下引擎，删掉 view.db 再启动，视图就从日志重新算出"
            ),
            Lang::En => format!(
                "the log is sound, the view is not: {campaign}{bad}. Stop the engine, remove view.db and start it: the \
                 view is rebuilt from the log"
            ),
        })?;
        Ok(Exit::Fault)
    }

    fn bad(&self, out: &Output, bad: Bad) -> anyhow::Result<Exit> {
        if self.json {
            out.json(&VerifyJson { ok: false, verified: None, bad: Some(bad), views: None, bad_row: None })?;
        } else {
            out.data(match out.lang {
                Lang::Zh => format!("第一处异常：{}", stored::chinese(&bad.to_string())),
                Lang::En => format!("first bad event: {bad}"),
            })?;
        }
        Ok(Exit::Fault)
    }
}
