//! `muster visits record`: what was seen at a visit, what is to be done about it, and what was brought there.

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::command::{Command, ItemName, RecordVisit, VisitAction, VisitCase};
use muster_protocol::event::{NamedEvent, Rated, RecordSection};
use muster_protocol::id;
use muster_rules::visit::terms::says_nothing;

use crate::client::act::{campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::value::{WrongValue, wrong_value};
use crate::words;

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
    #[arg(long = "case", value_name = "[ABOUT=]WHAT[@UNIT]", value_parser = brought)]
    cases: Vec<Brought>,
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

/// What was brought, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Brought {
    about: Option<String>,
    text: String,
    unit: Option<String>,
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

/// What stands before the first `=` says what it is about, what stands behind the last `@` is the unit; either may be empty.
fn brought(text: &str) -> Result<Brought, WrongValue> {
    let (about, rest) = text.split_once('=').map_or((None, text), |(about, rest)| (Some(about), rest));
    let (what, unit) = rest.rsplit_once('@').map_or((rest, None), |(what, unit)| (what, Some(unit)));
    if what.trim().is_empty() {
        return Err(wrong_value(id!("write-what-was-brought-and-perhaps-its-unit")));
    }
    let kept = |part: Option<&str>| part.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    Ok(Brought { about: kept(about), text: what.trim().to_owned(), unit: kept(unit) })
}

impl Record {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by).await)
    }

    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.acting.target).await?;
        let def = definitions::in_force(out.lang, connection, &campaign).await?;
        let command = Command::RecordVisit(self.record(out, connection).await?);
        let given = submit_and_report(out, connection, campaign, by, command).await?;
        if self.cases.is_empty() {
            return Ok(Exit::Fine);
        }
        for event in connection.made(&given).await?.iter().filter_map(|row| row.named().ok()) {
            if let NamedEvent::CaseReceived(body) = event {
                out.data(words::people::received(out.lang, &def, &body))?;
            }
        }
        Ok(Exit::Fine)
    }

    async fn record(&self, out: &Output, connection: &Connection) -> Result<RecordVisit, Failure> {
        let on = self.on.of(out.lang, connection, &self.acting.target).await?;
        let record = connection.store_text_if_any(self.text.as_deref()).await?;
        let mut sections = Vec::new();
        for (name, text) in &self.sections {
            let text =
                connection.store_text_if_any(Some(text.as_str()).filter(|text| !says_nothing(text))).await?;
            sections.push(RecordSection { name: name.clone(), text });
        }
        let mut actions = Vec::new();
        for Problem { title, owner, due } in &self.actions {
            let due_day = due.of(out.lang, connection, &self.acting.target).await?;
            actions.push(VisitAction { title: title.clone(), owner: owner.clone(), due_day });
        }
        let mut cases = Vec::new();
        for Brought { about, text, unit } in &self.cases {
            let text = connection.store_text(text).await?;
            cases.push(VisitCase { about: about.clone(), unit: unit.clone(), text });
        }
        let rated = |(by, answer): &(String, String)| Rated { by: by.clone(), answer: answer.clone() };
        let ratings = self.ratings.iter().map(rated).collect();
        Ok(RecordVisit { item: self.item.clone(), on, record, sections, ratings, actions, cases })
    }
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
    }

    #[test]
    fn what_was_brought_may_say_what_it_is_about_and_whose_it_is() {
        let read = |text| brought(text).map(|read| (read.about, read.text, read.unit));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("路灯不亮"), Ok((None, "路灯不亮".to_owned(), None)));
        assert_eq!(read("抢修=水管爆了@017"), Ok((some("抢修"), "水管爆了".to_owned(), some("017"))));
        assert_eq!(read("=写信到 a@b 去@"), Ok((None, "写信到 a@b 去".to_owned(), None)));
        assert!(read("抢修=@017").is_err() && read(" ").is_err());
    }
}
