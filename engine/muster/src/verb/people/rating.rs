//! `muster rating`: raters who are invited and answer once, paper ballots, draws of inspections.

mod invite;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_core::campaign::Issuer;
use muster_core::definition::table_rows;
use muster_protocol::command::{Ballot, Command, Draw, Judge, Rate, ballot_of_code};
use uuid::Uuid;

use crate::authoring::files;
use crate::client::act::{act, campaign, with_connection};
use crate::client::connection::Connection;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// 评议：邀请、投票、纸质票导入、督查抽样 · Review rounds: invite, answer, import paper ballots, draw a sample
#[derive(Debug, Args)]
pub struct Rating {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// 邀请评议人：每人一个评议码和网页链接，只印这一次 · Invite raters: each a code with the link of the page, printed this once
    Invite(invite::Inviting),
    /// 投票；一人一次 · Answer; once
    Cast(Casting),
    /// 导入纸质票：表头 票号、评议组、对象、答案 · Import paper ballots: columns ballot, group, judged, answer
    Import(Importing),
    /// 督查抽样；种子记下来，谁都能重抽 · Draw units for an inspection; the seed is recorded
    Draw(Drawing),
}

#[derive(Debug, Args)]
struct Casting {
    /// 评议 · The round
    round: String,
    /// 评议组 · The group of raters
    group: String,
    /// 答案，如 013=满意，目标问卷用序号 1=满意 · Answers by unit, or by the goal's number
    #[arg(value_name = "JUDGED=ANSWER", value_parser = answer, required = true)]
    answers: Vec<(String, String)>,
    /// 评议码 · The code that was given out
    #[arg(long, value_name = "CODE", conflicts_with = "paper")]
    ballot: Option<String>,
    /// 纸质票的票号 · Number of a paper ballot
    #[arg(long, value_name = "NUMBER")]
    paper: Option<String>,
    /// 场次 · The session
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    /// 评语；原文不进日志 · A comment; the text stays out of the log
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Importing {
    /// 评议 · The round
    round: String,
    /// csv 或 xlsx · The table
    file: PathBuf,
    /// 场次 · The session
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Args)]
struct Drawing {
    /// 评议，如 supervision · The round
    round: String,
    /// 种子；不写就随机生成 · The seed; made at random where it is left out
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// 场次 · The session
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

fn answer(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(about, answer)| !about.is_empty() && !answer.is_empty());
    let (about, answer) = parts.ok_or_else(|| format!("“{text}”: write JUDGED=ANSWER, such as 013=满意"))?;
    Ok((about.to_owned(), answer.to_owned()))
}

impl Rating {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: a file that cannot be read, refused, or not reachable.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        match &self.verb {
            Verb::Invite(verb) => verb.run(out),
            Verb::Cast(verb) => act(out, &verb.target, &verb.author, async |connection| {
                let comment = match &verb.comment {
                    Some(comment) => Some(connection.store_text(comment).await?),
                    None => None,
                };
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
                })))
            }),
            Verb::Import(verb) => {
                let bytes =
                    files::bytes(&verb.file).map_err(|unread| unread.failure(out.lang, &verb.file))?;
                let ballots = ballots(out.lang, &table_rows(&bytes))?;
                with_connection(out, &verb.target, &verb.author, async |connection, by| {
                    verb.give(out, connection, by, ballots).await
                })
            }
            Verb::Draw(verb) => act(out, &verb.target, &verb.author, async |_| {
                let seed = verb.seed.clone().unwrap_or_else(|| Uuid::new_v4().simple().to_string());
                let (round, session) = (verb.round.clone(), verb.session.clone());
                Ok(Command::Judge(Judge::Draw(Draw { round, session, seed })))
            }),
        }
    }
}

impl Importing {
    async fn give(
        &self,
        out: &Output,
        connection: &Connection,
        by: Issuer<'_>,
        ballots: BTreeMap<(String, String), Vec<(String, String)>>,
    ) -> anyhow::Result<Exit> {
        let id = campaign(out.lang, connection, &self.target).await?;
        let (mut new, all) = (0u32, ballots.len());
        for ((number, group), answers) in ballots {
            let command = Command::Judge(Judge::Rate(Rate {
                round: self.round.clone(),
                session: self.session.clone(),
                group,
                ballot: Ballot::Paper(number),
                answers,
                comment: None,
            }));
            new += connection.give(out, &id, by, command).await?.accepted.events;
        }
        out.data(match out.lang {
            Lang::Zh => format!("{}：{all}张票，新收{new}张", self.round),
            Lang::En => format!("{}: {all} ballots, {new} of them new", self.round),
        })?;
        Ok(Exit::Fine)
    }
}

/// Columns of a table of paper ballots.
const COLUMNS: [(&str, &str); 4] =
    [("票号", "ballot"), ("评议组", "group"), ("对象", "judged"), ("答案", "answer")];

type Ballots = BTreeMap<(String, String), Vec<(String, String)>>;

/// The ballots of a table; every fault is told with its row.
fn ballots(lang: Lang, rows: &[Vec<String>]) -> Result<Ballots, Failure> {
    let is_head = |row: &&Vec<String>| {
        COLUMNS.iter().all(|(zh, en)| row.iter().any(|cell| cell.trim() == *zh || cell.trim() == *en))
    };
    let Some(at) = rows.iter().position(|row| is_head(&row)) else {
        let what = lang.pick("表里没有表头", "the table has no head");
        let next = lang.pick("表头写：票号,评议组,对象,答案", "write the head: ballot,group,judged,answer");
        return Err(Failure::new(Exit::Fault, what).next(next));
    };
    let place =
        |(zh, en): (&str, &str)| rows[at].iter().position(|cell| cell.trim() == zh || cell.trim() == en);
    let places: Vec<usize> = COLUMNS.into_iter().filter_map(place).collect();
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
        let key = ((*ballot).to_owned(), (*group).to_owned());
        ballots.entry(key).or_default().push(((*judged).to_owned(), (*answer).to_owned()));
    }
    Ok(ballots)
}

fn short_row(lang: Lang, number: usize) -> Failure {
    let row = number + 1;
    let what = match lang {
        Lang::Zh => format!("第{row}行缺票号、评议组、对象或答案"),
        Lang::En => format!("row {row} lacks its ballot, group, judged or answer"),
    };
    Failure::new(Exit::Fault, what).next(lang.pick("补齐这一行再导入", "complete the row and import again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_ballots_are_read_from_a_table_and_faults_name_their_row() {
        let rows = |text: &str| table_rows(text.as_bytes());
        let good = rows(
            "纸质票\n票号,评议组,对象,答案\n1,群众评议,013,满意\n1,群众评议,014,不满意\n2,群众评议,013,满意\n",
        );
        let read = ballots(Lang::En, &good).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[&("1".to_owned(), "群众评议".to_owned())].len(), 2);
        let failure = ballots(Lang::En, &rows("票号,评议组,对象,答案\n1,群众评议,013,\n")).unwrap_err();
        assert!(failure.what.starts_with("row 2"), "{}", failure.what);
        assert!(ballots(Lang::En, &rows("a,b\n1,2\n")).is_err());
    }
}
