//! `muster rating`: raters who are invited and answer once, paper ballots, draws of inspections.

mod invite;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::{Language, in_a_row};
use muster_protocol::command::{Ballot, Command, Draw, Judge, Rate, ballot_of_code};
use muster_protocol::definition::{Definition, Subject};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::CampaignId;
use muster_protocol::refs::UnitCode;
use muster_protocol::{id, say};
use uuid::Uuid;

use crate::authoring::files;
use crate::client::act::{act, campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::value::{WrongValue, wrong_value};
use crate::words::names;

/// What is typed behind `muster rating`.
#[derive(Debug, Subcommand)]
pub(crate) enum Rating {
    Invite(invite::Inviting),
    Cast(Casting),
    Import(Importing),
    Draw(Drawing),
}

#[derive(Debug, Args)]
pub(crate) struct Casting {
    round: String,
    group: String,
    #[arg(value_name = "JUDGED=ANSWER", value_parser = answer, required = true)]
    answers: Vec<(String, String)>,
    #[arg(long, value_name = "CODE", conflicts_with = "paper")]
    ballot: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    paper: Option<String>,
    #[arg(long, value_name = "CODE", requires = "paper")]
    unit: Option<String>,
    #[arg(long, requires = "paper", conflicts_with = "unit")]
    unit_unknown: bool,
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Importing {
    round: String,
    file: PathBuf,
    #[arg(long)]
    unit_unknown: bool,
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Drawing {
    round: String,
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

fn answer(text: &str) -> Result<(String, String), WrongValue> {
    let parts = text.split_once('=').filter(|(about, answer)| !about.is_empty() && !answer.is_empty());
    let (about, answer) = parts.ok_or_else(|| wrong_value(id!("write-judged-answer-such-as")))?;
    Ok((about.to_owned(), answer.to_owned()))
}

impl Run for Rating {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Invite(verb) => verb.run(out),
            Self::Cast(verb) => act(out, &verb.acting, async |connection| {
                if verb.paper.is_some() && verb.unit.is_none() && !verb.unit_unknown {
                    let id = campaign(out.lang, connection, &verb.acting.target).await?;
                    let unsaid = BTreeMap::from([(verb.group.as_str(), 1)]);
                    own_votes(out.lang, connection, &id, (verb.round.as_str(), &unsaid)).await?;
                }
                let comment = connection.store_text_if_any(verb.comment.as_deref()).await?;
                let ballot = match (&verb.ballot, &verb.paper) {
                    (Some(code), _) => Ballot::Code(ballot_of_code(code)),
                    (None, Some(number)) => Ballot::Paper(number.clone()),
                    (None, None) => Ballot::Post,
                };
                Ok(Command::Judge(Judge::Rate(Rate {
                    round: verb.round.clone(),
                    session: verb.session.clone(),
                    group: verb.group.clone(),
                    ballot,
                    answers: verb.answers.clone(),
                    comment,
                    unit: verb.unit.clone(),
                })))
            }),
            Self::Import(verb) => {
                let ballots = ballots(out.lang, &files::rows(out.lang, &verb.file)?)?;
                with_connection(out, &verb.acting, async |connection, by| {
                    verb.give(out, connection, by, ballots).await
                })
            }
            Self::Draw(verb) => with_connection(out, &verb.acting, async |connection, by| {
                verb.give(out, connection, by).await
            }),
        }
    }
}

impl Drawing {
    /// Draws, and says which units were drawn.
    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let id = campaign(out.lang, connection, &self.acting.target).await?;
        let seed = self.seed.clone().unwrap_or_else(|| Uuid::new_v4().simple().to_string());
        let (round, session) = (self.round.clone(), self.session.clone());
        let command = Command::Judge(Judge::Draw(Draw { round, session, seed }));
        let submitted = submit_and_report(out, connection, id.clone(), by, command).await?;
        let def = definitions::in_force(out.lang, connection, &id).await?;
        for event in connection.made(&submitted).await?.iter().filter_map(|row| row.named().ok()) {
            if let NamedEvent::InspectionDrawn(body) = event {
                let unit = |code: &UnitCode| {
                    let known = def.unit_by_code(code).map(|unit| names::unit(&def, unit));
                    known.unwrap_or_else(|| code.to_string())
                };
                let units = in_a_row::words(&body.units.iter().map(unit).collect::<Vec<_>>());
                let (among, count) = (body.among, body.units.len());
                out.data(say!(out.lang, "these-units-were-drawn", among, count, units))?;
            }
        }
        Ok(Exit::Fine)
    }
}

impl Importing {
    async fn give(
        &self,
        out: &Output,
        connection: &Connection,
        by: Issuer<'_>,
        ballots: Ballots,
    ) -> anyhow::Result<Exit> {
        let id = campaign(out.lang, connection, &self.acting.target).await?;
        if !self.unit_unknown {
            own_votes(out.lang, connection, &id, (self.round.as_str(), &unsaid(&ballots))).await?;
        }
        let (mut new, all) = (0u32, ballots.len());
        for ((number, group), Paper { unit, answers }) in ballots {
            let command = Command::Judge(Judge::Rate(Rate {
                round: self.round.clone(),
                session: self.session.clone(),
                group,
                ballot: Ballot::Paper(number),
                answers,
                comment: None,
                unit,
            }));
            new += connection.submit(out, &id, by, command).await?.accepted.events;
        }
        out.data(say!(out.lang, "round-all-ballots-new-of-them-new", round = self.round, #all = all, new))?;
        Ok(Exit::Fine)
    }
}

/// Columns of a table of paper ballots.
const COLUMNS: [(&str, &str); 4] =
    [("票号", "ballot"), ("评议组", "group"), ("对象", "judged"), ("答案", "answer")];

/// The column that may stand beside them: the unit that the rater belongs to, which the ballot then does not judge where the
/// group does not judge its own.
const UNIT: (&str, &str) = ("单位", "unit");

/// What one ballot says.
#[derive(Debug, Default)]
struct Paper {
    unit: Option<String>,
    answers: Vec<(String, String)>,
}

/// Ballots by number and group.
type Ballots = BTreeMap<(String, String), Paper>;

/// The ballots of a table; every fault is told with its row.
fn ballots(lang: Language, rows: &[Vec<String>]) -> Result<Ballots, Failure> {
    let is_head = |row: &&Vec<String>| {
        COLUMNS.iter().all(|(zh, en)| row.iter().any(|cell| cell.trim() == *zh || cell.trim() == *en))
    };
    let Some(at) = rows.iter().position(|row| is_head(&row)) else {
        let what = lang.say("the-table-has-no-head");
        let next = lang.say("write-the-head-ballot-group-judged-answer");
        return Err(Failure::new(Exit::Fault, what).next(next));
    };
    let place =
        |(zh, en): (&str, &str)| rows[at].iter().position(|cell| cell.trim() == zh || cell.trim() == en);
    let places: Vec<usize> = COLUMNS.into_iter().filter_map(place).collect();
    let own = place(UNIT);
    let mut ballots = Ballots::new();
    for (number, row) in rows.iter().enumerate().skip(at + 1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cells: Vec<&str> = places.iter().filter_map(|at| row.get(*at)).map(|cell| cell.trim()).collect();
        let [ballot, group, judged, answer] = cells.as_slice() else {
            return Err(short_row(lang, number));
        };
        if cells.iter().any(|cell| cell.is_empty()) {
            return Err(short_row(lang, number));
        }
        let unit = own.and_then(|at| row.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let key = ((*ballot).to_owned(), (*group).to_owned());
        let paper = ballots.entry(key).or_default();
        if let Some(unit) = unit {
            let known = paper.unit.get_or_insert_with(|| unit.to_owned());
            if known.as_str() != unit {
                let row = number + 1;
                let what = say!(lang, "row-row-says-another-unit-of-the-same-ballot", row, ballot);
                return Err(
                    Failure::new(Exit::Fault, what).next(lang.say("complete-the-row-and-import-again"))
                );
            }
        }
        paper.answers.push(((*judged).to_owned(), (*answer).to_owned()));
    }
    Ok(ballots)
}

/// How many ballots do not say whose they are, by group.
fn unsaid(ballots: &Ballots) -> BTreeMap<&str, usize> {
    let mut unsaid = BTreeMap::new();
    for ((_, group), _) in ballots.iter().filter(|(_, paper)| paper.unit.is_none()) {
        *unsaid.entry(group.as_str()).or_default() += 1;
    }
    unsaid
}

/// Refuses ballots that do not say whose they are where raters do not judge their own unit: a vote for it could not be told from
/// others, and what was counted is not taken back. Whose they are is only looked at, and never recorded.
async fn own_votes(
    lang: Language,
    connection: &Connection,
    campaign: &CampaignId,
    (round, unsaid): (&str, &BTreeMap<&str, usize>),
) -> Result<(), Failure> {
    if unsaid.is_empty() {
        return Ok(());
    }
    let def = definitions::of(connection, campaign).await?;
    let found = def.as_ref().and_then(|def| may_be_own(def, round, unsaid));
    let Some((name, count)) = found else { return Ok(()) };
    let what = say!(lang, "count-ballots-of-name-do-not-say-whose", #count = count, name);
    let why = lang.say("raters-of-this-group-do-not-judge-their-own");
    Err(Failure::new(Exit::Fault, what).because(why).next(lang.say("say-the-unit-or-that-it-is-unknown")))
}

/// The first group whose raters do not judge their own unit with ballots that do not say whose they are, and their number.
fn may_be_own<'d>(
    def: &'d Definition,
    round: &str,
    unsaid: &BTreeMap<&str, usize>,
) -> Option<(&'d str, usize)> {
    let round = def.reviews.iter().find(|known| known.id == round)?;
    let mut groups = round.raters.iter().filter(|group| group.not_self && round.subject != Subject::Goals);
    groups.find_map(|group| Some((group.name.as_str(), *unsaid.get(group.name.as_str())?)))
}

fn short_row(lang: Language, number: usize) -> Failure {
    let row = number + 1;
    let what = say!(lang, "row-row-lacks-its-ballot-group-judged-or", row);
    Failure::new(Exit::Fault, what).next(lang.say("complete-the-row-and-import-again"))
}

#[cfg(test)]
mod tests {
    use muster_core::definition::table_rows;

    use super::*;

    #[test]
    fn paper_ballots_are_read_from_a_table_and_faults_name_their_row() {
        let rows = |text: &str| table_rows(text.as_bytes());
        let good = rows(
            "纸质票\n票号,评议组,对象,答案\n1,群众评议,013,满意\n1,群众评议,014,不满意\n2,群众评议,013,满意\n",
        );
        let read = ballots(Language::En, &good).unwrap();
        assert_eq!(read.len(), 2);
        let first = &read[&("1".to_owned(), "群众评议".to_owned())];
        assert_eq!((first.answers.len(), first.unit.as_deref()), (2, None));
        let of = rows("票号,评议组,单位,对象,答案\n1,党员互评,013,014,90\n1,党员互评,,015,80\n");
        let read = ballots(Language::En, &of).unwrap();
        let first = &read[&("1".to_owned(), "党员互评".to_owned())];
        assert_eq!((first.answers.len(), first.unit.as_deref()), (2, Some("013")));
        let two = rows("票号,评议组,单位,对象,答案\n1,党员互评,013,014,90\n1,党员互评,014,013,80\n");
        assert!(ballots(Language::En, &two).unwrap_err().what.starts_with("row 3"));
        let failure = ballots(Language::En, &rows("票号,评议组,对象,答案\n1,群众评议,013,\n")).unwrap_err();
        assert!(failure.what.starts_with("row 2"), "{}", failure.what);
        assert!(ballots(Language::En, &rows("a,b\n1,2\n")).is_err());
    }

    #[test]
    fn ballots_that_do_not_say_whose_they_are_are_counted_by_group() {
        let mixed =
            "票号,评议组,单位,对象,答案\n1,党员互评,013,014,90\n2,党员互评,,014,80\n2,党员互评,,015,80\n";
        let mixed = ballots(Language::En, &table_rows(mixed.as_bytes())).unwrap();
        assert_eq!(unsaid(&mixed), BTreeMap::from([("党员互评", 1)]));
        let without = "票号,评议组,对象,答案\n1,党员互评,014,90\n2,党员互评,014,80\n1,群众评议,014,满意\n";
        let without = ballots(Language::En, &table_rows(without.as_bytes())).unwrap();
        assert_eq!(unsaid(&without), BTreeMap::from([("党员互评", 2), ("群众评议", 1)]));
    }
}
