//! `muster visits`: what stands, why, and what people do to it.

mod calendar;
mod import;
mod list;
mod picture;
mod plan;
mod unplanned;

use std::path::Path;

use clap::{Args, Subcommand};
use muster_protocol::command::{ChangeVisit, Command, ItemName, RecordVisit, VisitAction, VisitChange};
use muster_protocol::event::{CalledOff, Rated, RecordSection};
use muster_protocol::time::TimeOfDay;
use muster_protocol::{id, say};

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
    Record(Box<Record>),
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

#[derive(Debug, Args)]
pub(crate) struct Record {
    item: ItemName,
    #[arg(long, value_name = "DATE")]
    on: TypedDay,
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[arg(long = "section", value_name = "NAME=TEXT", value_parser = named)]
    sections: Vec<(String, String)>,
    #[arg(long = "rating", value_name = "WHO=ANSWER", value_parser = named)]
    ratings: Vec<(String, String)>,
    #[arg(long = "action", value_name = "WHAT@UNIT@DATE", value_parser = problem)]
    actions: Vec<Problem>,
    #[command(flatten)]
    acting: ActArgs,
}

/// A problem as it is written.
#[derive(Debug, Clone)]
struct Problem {
    title: String,
    owner: String,
    due: TypedDay,
}

fn named(text: &str) -> Result<(String, String), WrongValue> {
    let parts = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = parts.ok_or_else(|| wrong_value(id!("write-name-text-such-as")))?;
    Ok((name.to_owned(), value.trim().to_owned()))
}

fn problem(text: &str) -> Result<Problem, WrongValue> {
    let bad = || wrong_value(id!("write-what-unit-date-such-as"));
    let (rest, due) = text.rsplit_once('@').ok_or_else(bad)?;
    let (title, owner) = rest.rsplit_once('@').filter(|(title, _)| !title.is_empty()).ok_or_else(bad)?;
    let due = due.parse().map_err(|_| bad())?;
    Ok(Problem { title: title.to_owned(), owner: owner.to_owned(), due })
}

fn hour(text: &str) -> Result<TimeOfDay, WrongValue> {
    text.parse().map_err(|_| wrong_value(id!("write-a-time-of-day-such-as")))
}

/// Whether a section says that there is nothing to say.
fn nothing(text: &str) -> bool {
    matches!(text, "" | "无" | "none")
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

impl Record {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            let on = self.on.of(out.lang, connection, &self.acting.target).await?;
            let record = connection.store_text_if_any(self.text.as_deref()).await?;
            let mut sections = Vec::new();
            for (name, text) in &self.sections {
                let text =
                    connection.store_text_if_any(Some(text.as_str()).filter(|text| !nothing(text))).await?;
                sections.push(RecordSection { name: name.clone(), text });
            }
            let mut actions = Vec::new();
            for Problem { title, owner, due } in &self.actions {
                let due_day = due.of(out.lang, connection, &self.acting.target).await?;
                actions.push(VisitAction { title: title.clone(), owner: owner.clone(), due_day });
            }
            let rated = |(by, answer): &(String, String)| Rated { by: by.clone(), answer: answer.clone() };
            let ratings = self.ratings.iter().map(rated).collect();
            let item = self.item.clone();
            Ok(Command::RecordVisit(RecordVisit { item, on, record, sections, ratings, actions }))
        })
    }
}

/// A file that cannot be written.
fn unwritten(out: &Output, path: &Path, error: &std::io::Error) -> Failure {
    let what = say!(out.lang, "cannot-write-path", path = path.display());
    Failure::new(Exit::Fault, what).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_problems_are_read_as_they_are_written() {
        assert_eq!(named("业务工作=好").unwrap(), ("业务工作".to_owned(), "好".to_owned()));
        assert!(named("=好").is_err() && named("好").is_err());
        let read = problem("台账@补齐@005@2014-07-04").unwrap();
        assert_eq!(
            (read.title.as_str(), read.owner.as_str(), read.due.text()),
            ("台账@补齐", "005", "2014-07-04")
        );
        assert!(problem("台账补齐@005").is_err());
        assert!(nothing("无") && !nothing("好"));
    }
}
