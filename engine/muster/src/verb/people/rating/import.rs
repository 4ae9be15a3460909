//! `muster rating import`: paper ballots from a table. Everything that the file says of a round is looked at before the first
//! ballot is given, so that a table is taken as a whole or not at all; what is refused all the same is told with its place, and
//! with how many were taken before it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use muster_core::campaign::{Issuer, worth};
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::command::{Ballot, Command, Judge, Rate};
use muster_protocol::definition::{Definition, RaterGroup, ReviewRound, Subject};
use muster_protocol::say;
use muster_rules::audience::{self, holds_role, post_named, rates_by_post};

use super::super::table_rows::{Faults, column, heads, none};
use super::own_votes;
use crate::authoring::files;
use crate::client::act::{campaign, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::exit::{Exit, Failure};
use crate::output::Output;

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

/// Columns of a table of paper ballots.
const COLUMNS: [(&str, &str); 4] =
    [("票号", "ballot"), ("评议组", "group"), ("对象", "judged"), ("答案", "answer")];

/// The column that may stand beside them: the unit that the rater belongs to, which the ballot then does not judge where the
/// group does not judge its own.
const UNIT: (&str, &str) = ("单位", "unit");

/// What one row answers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answered {
    row: usize,
    judged: String,
    answer: String,
}

/// What one ballot says.
#[derive(Debug, Default)]
struct Paper {
    unit: Option<String>,
    answers: Vec<Answered>,
}

/// Ballots by number and group.
type Ballots = BTreeMap<(String, String), Paper>;

impl Importing {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let mut faults = Faults::new();
        let ballots = ballots(out.lang, &files::rows(out.lang, &self.file)?, &mut faults)?;
        with_connection(out, &self.acting, async |connection, by| {
            self.give(out, connection, by, ballots, faults).await
        })
    }

    async fn give(
        &self,
        out: &Output,
        connection: &Connection,
        by: Issuer<'_>,
        ballots: Ballots,
        mut faults: Faults,
    ) -> anyhow::Result<Exit> {
        let id = campaign(out.lang, connection, &self.acting.target).await?;
        if let Some(def) = definitions::of(connection, &id).await?
            && let Some(round) = def.reviews.iter().find(|round| round.id == self.round)
        {
            look_through(out.lang, (&def, round), &ballots, &mut faults);
        }
        if !faults.is_empty() {
            return Err(none(out, &self.file, &faults).into());
        }
        if !self.unit_unknown {
            own_votes(out.lang, connection, &id, (self.round.as_str(), &unsaid(&ballots))).await?;
        }
        let (mut new, all) = (0u32, ballots.len());
        for (nth, ((number, group), Paper { unit, answers })) in ballots.into_iter().enumerate() {
            let row = answers.first().map_or(0, |answer| answer.row);
            let command = Command::Judge(Judge::Rate(Rate {
                round: self.round.clone(),
                session: self.session.clone(),
                group,
                ballot: Ballot::Paper(number.clone()),
                answers: answers.into_iter().map(|it| (it.judged, it.answer)).collect(),
                comment: None,
                unit,
            }));
            let given = connection.submit(out, &id, by, command).await;
            let given = given.map_err(|failure| stopped(out.lang, failure, (&number, row), (nth, all)))?;
            new += given.accepted.events.min(1);
        }
        out.data(say!(out.lang, "round-all-ballots-new-of-them-new", round = self.round, #all = all, new))?;
        Ok(Exit::Fine)
    }
}

/// A ballot that was refused, with what has become of those before it.
fn stopped(
    lang: Language,
    failure: Failure,
    (number, row): (&str, usize),
    (nth, all): (usize, usize),
) -> Failure {
    let what = say!(lang, "stopped-at-a-ballot", number, row);
    let before = match nth {
        0 => lang.say("no-ballot-was-taken-in").to_owned(),
        _ => say!(lang, "so-many-ballots-were-taken-in-before", nth, all),
    };
    failure.also(format!("{what} {before}"))
}

/// The ballots of a table; every fault is told with its row.
fn ballots(lang: Language, rows: &[Vec<String>], faults: &mut Faults) -> Result<Ballots, Failure> {
    let (at, places) = heads(lang, rows, COLUMNS)?;
    let own = rows.get(at).and_then(|row| column(row, UNIT));
    let mut ballots = Ballots::new();
    for (nth, row) in rows.iter().enumerate().skip(at + 1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim());
        let cells = places.map(cell);
        let number = nth + 1;
        if cells.contains(&"") {
            let lacking: Vec<&str> = COLUMNS
                .iter()
                .zip(cells)
                .filter(|(_, cell)| cell.is_empty())
                .map(|((zh, en), _)| if lang == Language::Zh { *zh } else { *en })
                .collect();
            faults.entry(number).or_default().push(say!(lang, "the-row-lacks", lacking: Listed(&lacking)));
            continue;
        }
        let [ballot, group, judged, answer] = cells;
        let paper = ballots.entry((ballot.to_owned(), group.to_owned())).or_default();
        if let Some(unit) = own.map(cell).filter(|unit| !unit.is_empty()) {
            let known = paper.unit.get_or_insert_with(|| unit.to_owned());
            if known.as_str() != unit {
                let said = say!(lang, "another-unit-of-the-same-ballot", ballot);
                faults.entry(number).or_default().push(said);
            }
        }
        let (judged, answer) = (judged.to_owned(), answer.to_owned());
        paper.answers.push(Answered { row: number, judged, answer });
    }
    Ok(ballots)
}

/// What the file of the campaign has against ballots.
fn look_through(
    lang: Language,
    (def, round): (&Definition, &ReviewRound),
    ballots: &Ballots,
    faults: &mut Faults,
) {
    for ((number, group), paper) in ballots {
        let mut fault = |row: usize, said: String| {
            faults.entry(row).or_default().push(say!(lang, "of-a-ballot", number, said));
        };
        let first = paper.answers.first().map_or(0, |answer| answer.row);
        let Some(group) = round.raters.iter().find(|known| known.name == *group) else {
            let groups: Vec<&str> = round.raters.iter().map(|known| known.name.as_str()).collect();
            fault(first, say!(lang, "the-round-has-no-such-group", group, groups: Listed(&groups)));
            continue;
        };
        if let Some(said) = against(lang, def, group, (number, paper)) {
            fault(first, said);
        }
        let mut judged = BTreeSet::new();
        for Answered { row, judged: about, answer } in &paper.answers {
            if !judged.insert(about) {
                fault(*row, lang.say("something-is-answered-twice-on-one-ballot").to_owned());
            }
            if let Some(said) = not_judged(lang, (def, round), about) {
                fault(*row, said);
            } else if group.not_self && paper.unit.as_ref() == Some(about) {
                fault(*row, say!(lang, "nobody-judges-their-own-unit-here-leave-about", about));
            }
            if let Err(refusal) = worth(group, answer) {
                fault(*row, refusal.detail.into_language(lang));
            }
        }
    }
}

/// What a group has against a whole ballot on paper.
fn against(
    lang: Language,
    def: &Definition,
    group: &RaterGroup,
    (number, paper): (&str, &Paper),
) -> Option<String> {
    let name = &group.name;
    if group.comment {
        return Some(say!(lang, "name-asks-for-a-comment-comment", name));
    }
    if let Some(code) = paper.unit.as_deref().filter(|code| def.unit(code).is_none()) {
        return Some(say!(lang, "there-is-no-unit-code", code));
    }
    let holds = |role| post_named(def, number).is_some_and(|post| holds_role(def, post, role));
    let is_of_the_group = !rates_by_post(def, group) || group.role.is_some_and(holds);
    (!is_of_the_group).then(|| say!(lang, "paper-of-name-says-which-post-filled-it-in", name, number))
}

/// Why something is not judged in a round.
fn not_judged(lang: Language, (def, round): (&Definition, &ReviewRound), about: &str) -> Option<String> {
    match round.subject {
        Subject::Goals => {
            let goals = def.frame.goals.as_ref().map_or(0, |goals| goals.items.len());
            let known = about.parse::<usize>().is_ok_and(|number| (1..=goals).contains(&number));
            (!known).then(|| say!(lang, "goals-have-the-numbers-1-to-goals-not", goals, about))
        }
        Subject::Units(judged) => match def.unit_by_code(about) {
            None => Some(say!(lang, "there-is-no-unit-code", code = about)),
            Some(unit) if audience::selects(def, judged, unit) => None,
            Some(_) => {
                let (id, name) = (&round.id, &round.name);
                Some(say!(lang, "about-is-not-judged-in-id", about, id, name))
            }
        },
    }
}

/// How many ballots do not say whose they are, by group.
fn unsaid(ballots: &Ballots) -> BTreeMap<&str, usize> {
    let mut unsaid = BTreeMap::new();
    for ((_, group), _) in ballots.iter().filter(|(_, paper)| paper.unit.is_none()) {
        *unsaid.entry(group.as_str()).or_default() += 1;
    }
    unsaid
}

#[cfg(test)]
mod tests {
    use muster_core::definition::table_rows;

    use super::*;
    use crate::embedded;

    /// The ballots of a table, and what is wrong with its rows.
    fn read(text: &str) -> (Ballots, Faults) {
        let mut faults = Faults::new();
        let ballots = ballots(Language::Zh, &table_rows(text.as_bytes()), &mut faults).unwrap();
        (ballots, faults)
    }

    #[test]
    fn paper_ballots_are_read_from_a_table_and_faults_name_their_row() {
        let (ballots, faults) = read(
            "纸质票\n票号,评议组,对象,答案\n1,群众评议,013,满意\n1,群众评议,014,不满意\n2,群众评议,013,满意\n",
        );
        assert!(ballots.len() == 2 && faults.is_empty(), "{faults:?}");
        let first = &ballots[&("1".to_owned(), "群众评议".to_owned())];
        assert_eq!((first.answers.len(), first.unit.as_deref()), (2, None));
        let (ballots, _) = read("票号,评议组,单位,对象,答案\n1,党员互评,013,014,90\n1,党员互评,,015,80\n");
        let first = &ballots[&("1".to_owned(), "党员互评".to_owned())];
        assert_eq!((first.answers.len(), first.unit.as_deref()), (2, Some("013")));
        let (_, faults) = read("票号,评议组,单位,对象,答案\n1,党员互评,013,014,90\n1,党员互评,014,013,80\n");
        assert_eq!(faults.keys().collect::<Vec<_>>(), [&3]);
        let (_, faults) = read("票号,评议组,对象,答案\n1,群众评议,013,\n,群众评议,013,满意\n");
        assert_eq!(faults[&2], ["缺：答案"]);
        assert_eq!(faults[&3], ["缺：票号"]);
    }

    #[test]
    fn ballots_that_do_not_say_whose_they_are_are_counted_by_group() {
        let (mixed, _) = read(
            "票号,评议组,单位,对象,答案\n1,党员互评,013,014,90\n2,党员互评,,014,80\n2,党员互评,,015,80\n",
        );
        assert_eq!(unsaid(&mixed), BTreeMap::from([("党员互评", 1)]));
        let (without, _) =
            read("票号,评议组,对象,答案\n1,党员互评,014,90\n2,党员互评,014,80\n1,群众评议,014,满意\n");
        assert_eq!(unsaid(&without), BTreeMap::from([("党员互评", 2), ("群众评议", 1)]));
    }

    /// Everything that is wrong is told at once and before anything is given, with row and ballot and what may be answered.
    #[test]
    fn what_the_file_has_against_a_table_is_told_by_row_and_ballot_all_at_once() {
        let def = muster_core::definition::compile(&embedded::files()).definition.unwrap();
        let round = def.reviews.iter().find(|round| round.id == "three-way").unwrap();
        let (ballots, mut faults) = read(
            "票号,评议组,单位,对象,答案\n\
             1,群众评议,,013,很满意\n\
             2,群众评仪,,013,满意\n\
             3,群众评议,,999,满意\n\
             4,党员互评,013,013,90\n\
             5,党员互评,013,014,101\n\
             6,群众评议,,014,满意\n\
             6,群众评议,,014,不满意\n\
             7,领导点评,,014,90\n\
             8,群众评议,,001,满意\n",
        );
        look_through(Language::Zh, (&def, round), &ballots, &mut faults);
        let said: Vec<(usize, String)> =
            faults.into_iter().map(|(row, said)| (row, said.join("；"))).collect();
        for (row, ballot, part) in [
            (2, "1号票", "满意、基本满意、不满意"),
            (3, "2号票", "群众评议、党员互评、领导点评"),
            (4, "3号票", "没有单位999"),
            (5, "4号票", "不评本单位"),
            (6, "5号票", "打0至100分"),
            (8, "6号票", "答了两次"),
            (9, "7号票", "评语"),
            (10, "8号票", "不评001"),
        ] {
            let found = said.iter().find(|(at, _)| *at == row).map(|(_, said)| said.as_str());
            let found = found.unwrap_or_else(|| panic!("nothing of row {row}: {said:?}"));
            assert!(found.contains(ballot) && found.contains(part), "{row}: {found}");
        }
        assert_eq!(said.len(), 8, "{said:?}");
    }

    #[test]
    fn a_ballot_that_is_refused_is_told_with_its_place_and_how_many_are_in() {
        let refused = || Failure::new(Exit::Refused, "no").because("场次已经结束。");
        let why = |nth: usize| stopped(Language::Zh, refused(), ("P7", 9), (nth, 12)).why.unwrap();
        assert!(why(0).contains("P7") && why(0).contains("第9行") && why(0).contains("一张也没有收"));
        assert!(why(3).starts_with("场次已经结束。") && why(3).contains("3张") && why(3).contains("12张"));
    }
}
