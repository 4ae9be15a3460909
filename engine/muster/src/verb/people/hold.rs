//! `muster hold` and `resume`: nothing goes out for a while; dates go on.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::Listed;
use muster_protocol::command::{Command, Hold as HoldCommand, Resume as ResumeCommand, StepName};
use muster_protocol::event::NamedEvent;
use muster_protocol::item::{DueDays, StepReason};
use muster_protocol::say;

use crate::client::act::{act, campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::target::ActArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;
use crate::words::glossary::Glossary;

/// Most items that are named of those of which something is not said any more.
const NAMED_MAX: usize = 20;

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
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by).await)
    }
}

impl Resume {
    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let due_days = match self.due_days {
            DueChoice::Stay => DueDays::Stay,
            DueChoice::Shift => DueDays::Shift,
        };
        let campaign = campaign(out.lang, connection, &self.acting.target).await?;
        let command = Command::Resume(ResumeCommand { phase: self.phase.clone(), due_days });
        let submitted = submit_and_report(out, connection, campaign.clone(), by, command).await?;
        let made = connection.made(&submitted).await?;
        let unsaid: Vec<StepName> =
            made.iter().filter_map(|row| row.named().ok()).flat_map(not_said).collect();
        if !unsaid.is_empty() {
            let glossary = connection.glossary(&campaign).await?;
            let items = items(&glossary, &unsaid);
            let named = &items[..items.len().min(NAMED_MAX)];
            let count = items.len();
            out.data(
                say!(out.lang, "not-said-any-more-after-the-hold", #count = count, names: Listed(named)),
            )?;
        }
        Ok(Exit::Fine)
    }
}

/// The steps that an event of a resume leaves unsaid.
fn not_said(event: NamedEvent) -> Vec<StepName> {
    match event {
        NamedEvent::StepSkipped(body) if body.reason == StepReason::Held => body.steps,
        _ => Vec::new(),
    }
}

/// Items as people read them, each once: which matter, and whose.
fn items(known: &Glossary, steps: &[StepName]) -> Vec<String> {
    let items: BTreeSet<_> = steps.iter().map(|step| (&step.occasion, &step.unit)).collect();
    let item = |(occasion, unit)| format!("{} {}", known.occasion(occasion), known.unit(unit));
    items.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use muster_protocol::event::of::StepSkipped;

    use super::*;

    #[test]
    fn a_resume_names_each_item_of_which_something_is_not_said_any_more_once() {
        let steps: Vec<StepName> =
            ["plan/004#0.1", "plan/004#0.2", "plan/005#0.1"].map(|name| name.parse().unwrap()).to_vec();
        let skipped = |reason| NamedEvent::from(StepSkipped { reason, steps: steps.clone() });
        assert!(not_said(skipped(StepReason::Missed)).is_empty());
        let unsaid = not_said(skipped(StepReason::Held));
        assert_eq!(items(&Glossary::default(), &unsaid), ["plan 004", "plan 005"]);
    }
}
