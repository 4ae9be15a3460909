//! `muster hold` and `resume`: nothing goes out for a while; dates go on.

use clap::{Args, ValueEnum};
use muster_protocol::command::{Command, Hold as HoldCommand, Resume as ResumeCommand};
use muster_protocol::item::DueDays;

use crate::client::act::act;
use crate::client::target::{Author, Target};
use crate::exit::Exit;
use crate::output::Output;

/// 暂停发送：到时的提醒先等着，日期照走 · Hold what goes out: reminders that fall due wait, dates go on
#[derive(Debug, Args)]
pub struct Hold {
    /// 只暂停这个阶段到期的事项 · Only what falls due in this phase
    #[arg(long, value_name = "ID")]
    phase: Option<String>,
    /// 理由；原文不进日志，只存加盐摘要 · Why; the text stays out of the log, which holds its salted digest
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// 恢复发送 · Let what was held go out again
///
/// Reminders that fell due meanwhile go out at their hour of the next working day if they are within the policy's
/// catch-up and the day that they count down to is not over, and are skipped otherwise.
#[derive(Debug, Args)]
pub struct Resume {
    /// 只恢复这个阶段 · Only this phase
    #[arg(long, value_name = "ID")]
    phase: Option<String>,
    /// 截止日：不动（默认），或按暂停的工作日顺延 · Due days: stay, or those of open items move by the working days held
    #[arg(long, value_enum, default_value = "stay")]
    due_days: DueChoice,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DueChoice {
    /// As they are: a date that people were told is not moved by silence.
    Stay,
    /// Back by the working days held.
    Shift,
}

impl Hold {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |connection| {
            let reason = Some(connection.store_text(&self.reason).await?);
            Ok(Command::Hold(HoldCommand { phase: self.phase.clone(), reason }))
        })
    }
}

impl Resume {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let due_days = match self.due_days {
            DueChoice::Stay => DueDays::Stay,
            DueChoice::Shift => DueDays::Shift,
        };
        act(out, &self.target, &self.author, async |_| {
            Ok(Command::Resume(ResumeCommand { phase: self.phase.clone(), due_days }))
        })
    }
}
