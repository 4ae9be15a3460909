//! `muster hold` and `resume`: nothing goes out for a while; dates go on.

use clap::{Args, ValueEnum};
use muster_protocol::command::{Command, Hold as HoldCommand, Resume as ResumeCommand};
use muster_protocol::item::DueDays;

use crate::client::act::act;
use crate::client::target::ActArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster hold`.
#[derive(Debug, Args)]
pub struct Hold {
    #[arg(long, value_name = "ID")]
    phase: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    acting: ActArgs,
}

/// The arguments of `muster resume`.
#[derive(Debug, Args)]
pub struct Resume {
    #[arg(long, value_name = "ID")]
    phase: Option<String>,
    #[arg(long, value_enum, default_value = "stay")]
    due_days: DueChoice,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DueChoice {
    /// As they are: a date that people were told is not moved by silence.
    Stay,
    /// Back by the working days held.
    Shift,
}

impl Run for Hold {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            let reason = Some(connection.store_text(&self.reason).await?);
            Ok(Command::Hold(HoldCommand { phase: self.phase.clone(), reason }))
        })
    }
}

impl Run for Resume {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let due_days = match self.due_days {
            DueChoice::Stay => DueDays::Stay,
            DueChoice::Shift => DueDays::Shift,
        };
        act(out, &self.acting, async |_| {
            Ok(Command::Resume(ResumeCommand { phase: self.phase.clone(), due_days }))
        })
    }
}
