//! `muster visits`: what stands, why, and what people do to it.

mod calendar;
mod event;
mod import;
mod list;
mod picture;
mod plan;
mod record;
mod unplanned;

use std::path::Path;

use clap::{Args, Subcommand};
use muster_protocol::command::{ChangeVisit, Command, ItemName, VisitChange};
use muster_protocol::event::CalledOff;
use muster_protocol::id;
use muster_protocol::say;
use muster_protocol::time::TimeOfDay;

use super::solve::Solve;
use crate::client::act::act;
use crate::client::target::ActArgs;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::value::{WrongValue, wrong_value};

/// What is typed behind `muster visits`.
#[derive(Debug, Subcommand)]
pub(crate) enum Visits {
    List(list::List),
    Explain(list::Explain),
    Plan(plan::Plan),
    Export(calendar::Export),
    Import(import::Import),
    Confirm(Confirm),
    Move(Move),
    Delegate(Delegate),
    Decline(CallOff),
    Cancel(CallOff),
    #[command(name = "no-show")]
    NoShow(CallOff),
    Made(Made),
    Record(Box<record::Record>),
    Event(Box<event::Happened>),
    Solve(Solve),
}

#[derive(Debug, Args)]
pub(crate) struct Confirm {
    item: ItemName,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Move {
    item: ItemName,
    #[arg(long, value_name = "DATE", requires = "time")]
    to: Option<TypedDay>,
    #[arg(long, value_name = "TIME", requires = "to", value_parser = hour)]
    time: Option<TimeOfDay>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Delegate {
    item: ItemName,
    #[arg(long, value_name = "POST")]
    to: String,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CallOff {
    item: ItemName,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Made {
    item: ItemName,
    #[arg(long, value_name = "DATE")]
    on: TypedDay,
    #[command(flatten)]
    acting: ActArgs,
}

fn hour(text: &str) -> Result<TimeOfDay, WrongValue> {
    text.parse().map_err(|_| wrong_value(id!("write-a-time-of-day-such-as")))
}

impl Run for Visits {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::List(verb) => verb.run(out),
            Self::Explain(verb) => verb.run(out),
            Self::Plan(verb) => verb.run(out),
            Self::Export(verb) => verb.run(out),
            Self::Import(verb) => verb.run(out),
            Self::Solve(verb) => verb.run(out),
            Self::Confirm(verb) => change(out, (&verb.item, &verb.acting), VisitChange::Confirm),
            Self::Move(verb) => verb.run(out),
            Self::Delegate(verb) => {
                let to = verb.to.clone();
                change(out, (&verb.item, &verb.acting), VisitChange::Delegate { to })
            }
            Self::Decline(verb) => verb.run(out, CalledOff::Declined),
            Self::Cancel(verb) => verb.run(out, CalledOff::Cancelled),
            Self::NoShow(verb) => verb.run(out, CalledOff::NoShow),
            Self::Made(verb) => act(out, &verb.acting, async |connection| {
                let on = verb.on.of(out.lang, connection, &verb.acting.target).await?;
                let change = VisitChange::Made { on };
                Ok(Command::ChangeVisit(ChangeVisit { item: verb.item.clone(), change }))
            }),
            Self::Record(verb) => verb.run(out),
            Self::Event(verb) => verb.run(out),
        }
    }
}

fn change(out: &Output, (item, acting): (&ItemName, &ActArgs), change: VisitChange) -> anyhow::Result<Exit> {
    act(out, acting, async |_| {
        Ok(Command::ChangeVisit(ChangeVisit { item: item.clone(), change: change.clone() }))
    })
}

impl Move {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let (Some(to), Some(start)) = (&self.to, self.time) else {
            return list::slots(out, &self.acting.target, &self.item);
        };
        act(out, &self.acting, async |connection| {
            let date = to.of(out.lang, connection, &self.acting.target).await?;
            let change = VisitChange::Move { date, start };
            Ok(Command::ChangeVisit(ChangeVisit { item: self.item.clone(), change }))
        })
    }
}

impl CallOff {
    fn run(&self, out: &Output, why: CalledOff) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            let reason = connection.store_text_if_any(self.reason.as_deref()).await?;
            let change = VisitChange::CallOff { why, reason };
            Ok(Command::ChangeVisit(ChangeVisit { item: self.item.clone(), change }))
        })
    }
}

/// A file that cannot be written.
fn unwritten(out: &Output, path: &Path, error: &std::io::Error) -> Failure {
    let what = say!(out.lang, "cannot-write-path", path = path.display());
    Failure::new(Exit::Fault, what).because(error)
}
