//! `muster doctor`: whether the machine, the directory and NATS are fit, and what to do where not.

use std::path::PathBuf;

use clap::Args;
use console::{Alignment, pad_str};
use serde::Serialize;

use crate::client::runtime::block_on;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::ops::doctor::{Check, Level, all};
use crate::output::Output;
use crate::service::over_nats::NatsArgs;

/// Columns that the names of the checks take.
const NAME_WIDTH: usize = 12;

/// Under which name it connects to NATS, unless a user is named.
const OPS: &str = "ops";

/// 体检：时钟、时区、数据目录、存储、发件箱、放假安排、NATS · Whether all is well: clock, zone, directory, store, outbox, holidays, NATS
///
/// Leaves nothing behind. Ends with 1 when there is a fault. With --nats it looks at that server too.
#[derive(Debug, Args)]
pub struct Doctor {
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    /// 输出 JSON · Print JSON: `{ok, checks: [{check, level: ok|warning|fault, text, next}]}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    nats: NatsArgs,
}

/// The JSON of a look.
#[derive(Debug, Serialize)]
struct DoctorJson {
    ok: bool,
    checks: Vec<Check>,
}

impl Doctor {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: options for NATS that cannot be used; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(async {
            let over = if self.nats.wanted() { Some(self.nats.options(out.lang, OPS)?) } else { None };
            let checks = all(out.lang, &self.dir, over).await;
            let ok = checks.iter().all(|check| check.level < Level::Fault);
            if self.json {
                out.json(&DoctorJson { ok, checks })?;
            } else {
                for check in &checks {
                    print_result(out, check)?;
                }
            }
            Ok(if ok { Exit::Fine } else { Exit::Fault })
        })
    }
}

/// What a check is called in Chinese; one without a name of its own there keeps the one that JSON has.
fn in_chinese(check: &'static str) -> &'static str {
    match check {
        "channel" => "通道",
        "clock" => "时钟",
        "commits" => "写入",
        "contacts" => "通讯录",
        "dead-letters" => "死信",
        "directory" => "数据目录",
        "engine" => "引擎",
        "held" => "暂停发送",
        "holidays" => "放假安排",
        "log" => "日志",
        "nats-rights" => "NATS 权限",
        "ntp" => "对时",
        "outbox" => "发件箱",
        "pages" => "网页",
        "parked" => "停下的活动",
        "past-due" => "过点未发",
        "relay" => "转发",
        "space" => "磁盘空间",
        "versions" => "版本",
        "view" => "查询库",
        "worker" => "工作者",
        "zone" => "时区",
        other => other,
    }
}

fn print_result(out: &Output, check: &Check) -> std::io::Result<()> {
    let level = match (out.lang, check.level) {
        (Lang::Zh, Level::Ok) => "正常",
        (Lang::Zh, Level::Warning) => "注意",
        (Lang::Zh, Level::Fault) => "故障",
        (Lang::En, Level::Ok) => "ok     ",
        (Lang::En, Level::Warning) => "warning",
        (Lang::En, Level::Fault) => "fault  ",
    };
    let name =
        pad_str(out.lang.pick(in_chinese(check.check), check.check), NAME_WIDTH, Alignment::Left, None);
    let text = &check.text;
    out.advice(format_args!("{level}  {name}  {text}"))?;
    match &check.next {
        Some(next) => out.advice(format_args!("         {}{next}", out.lang.pick("怎么办：", "next: "))),
        None => Ok(()),
    }
}
