//! 评议: review rounds, with who judges, on what scale, and what happens when too few do.

use muster_protocol::definition::{ReviewRound, Rule, Scope, Subject, TooFew};
use muster_protocol::ids::RoleIx;
use muster_protocol::text;

use super::raters;
use crate::definition::activities::cases::limit;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    ASKS, ASSIGNABLE, BY, COMPARED, DEDUCT, JUDGES, Key, RATERS, REMIND, REVIEWS, SAMPLE, TOO_FEW, WHEN, WHO,
    WITHIN_TIME,
};
use crate::definition::limits::{REVIEWS_MAX, SAMPLE_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields, Titled};
use crate::definition::text::tree::{Entry, Node, Value};
use crate::definition::timing::rule::{self, Dated, Run};

/// A round with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct ReviewLine {
    pub(crate) round: ReviewRound,
    pub(crate) dated: Vec<Dated>,
    pub(crate) place: Place,
    /// Where it says how soon is put right what it finds.
    pub(crate) within: Place,
}

/// Reads the rounds.
pub(crate) fn read(node: &Node, names: &mut Names, report: &mut Report) -> Vec<ReviewLine> {
    let entries = fields::at_most(node, REVIEWS, REVIEWS_MAX, report);
    entries.into_iter().filter_map(|entry| one(entry, names, report)).collect()
}

fn one(entry: &Entry, names: &mut Names, report: &mut Report) -> Option<ReviewLine> {
    let Titled { id, name, refs, fields } = Titled::of(entry, &grammar::evaluation::REVIEW.keys(), report)?;
    let owner = name.clone().unwrap_or_default();
    let subject = subject(&fields, &owner, names, report);
    let dated = dated(&fields, names, report);
    let by = fields.get(BY).map(|node| names.role(node, BY, report));
    let raters = fields.get(RATERS).map(|node| raters::read(node, names, report));
    let too_few = fields.get(TOO_FEW).map_or(Some(TooFew::Wait), |node| too_few(node, TOO_FEW, report));
    let asks = fields.words(ASKS, report);
    let sample = fields.get(SAMPLE).map(|node| fields::number(node, SAMPLE, 1..=SAMPLE_MAX, report));
    let within = fields.get(WITHIN_TIME).map(|node| limit(node, WITHIN_TIME, names, report));
    let compared = fields.flag(COMPARED, report);
    let policy = names.policy(fields.get(REMIND), report);
    if by.is_none() && raters.is_none() {
        nobody_judges(&owner, entry.key_place, report);
        return None;
    }
    let dated = dated?;
    let round = ReviewRound {
        id: id?,
        name: name?,
        refs,
        subject: subject?,
        rules: dated.iter().map(|dated| dated.rule.clone()).collect::<Vec<Rule>>(),
        by: fields::flat(by)?,
        raters: fields::flat(raters)?.unwrap_or_default(),
        too_few: too_few?,
        asks,
        sample: fields::flat(sample)?,
        within: fields::flat(within)?,
        compared: compared?,
        policy,
    };
    if let Some(node) = fields.get(REMIND).filter(|_| policy.is_some()) {
        reminds_somebody(&round, names, node.place, report);
    }
    without_effect(&fields, &round, report);
    let within = fields.entry(WITHIN_TIME).map_or(entry.key_place, |entry| entry.key_place);
    Some(ReviewLine { round, dated, place: entry.key_place, within })
}

fn nobody_judges(name: &str, place: Place, report: &mut Report) {
    report
        .error(code::NO_SCORER, place, text!("nobody-judges-in-name", name))
        .fix(text!("write-by-a-role-or-raters-groups-with"));
}

/// Reminders are asked for: somebody must be there to get them, and a day to count from. Who draws a sample gets them as well.
fn reminds_somebody(round: &ReviewRound, names: &Names, place: Place, report: &mut Report) {
    let known = |role: RoleIx| names.roles.get(role.at()).is_some_and(|role| role.scope != Scope::Outside);
    let (key, name) = (report.own(REMIND), &round.name);
    let draws = round.by.filter(|_| round.sample.is_some());
    if !round.raters.iter().filter_map(|group| group.role).chain(draws).any(known) {
        let raters = report.own(RATERS);
        report
            .error(code::BAD_VALUE, place, text!("name-has-key-but-no-role-of-the", name, key, raters))
            .fix(text!("delete-key-who-is-outside-the-roster-has", key));
    } else if round.rules.is_empty() {
        let when = report.own(WHEN);
        report
            .error(code::BAD_VALUE, place, text!("name-has-key-and-no-when-there-is", name, key, when))
            .fix(text!("write-when-or-delete-key", when, key));
    }
}

/// Words that would be accepted and do nothing: what becomes of too few raters where nobody rates, a comparison of what is no goal
/// of the campaign, a sample where nobody looks at units.
fn without_effect(fields: &Fields<'_>, round: &ReviewRound, report: &mut Report) {
    let (name, goals) = (&round.name, round.subject == Subject::Goals);
    let idle = [
        (
            TOO_FEW,
            round.raters.is_empty(),
            text!("name-has-key-and-nobody-rates", name, key = report.own(TOO_FEW)),
        ),
        (
            COMPARED,
            round.compared && !goals,
            text!("name-has-key-and-judges-units", name, key = report.own(COMPARED)),
        ),
        (
            SAMPLE,
            goals || round.by.is_none(),
            text!("name-has-key-and-nobody-inspects", name, key = report.own(SAMPLE)),
        ),
    ];
    for (key, is_idle, said) in idle {
        if let Some(entry) = fields.entry(key).filter(|_| is_idle) {
            let place = entry.key_place;
            let key = report.own(key);
            report.error(code::BAD_VALUE, place, said).fix(text!("delete-key", key));
        }
    }
}

/// What the rest of the file has by which something is put right.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Means {
    /// Whether it gives out tasks.
    pub(crate) tasks: bool,
    /// Whether a line of a score sheet deducts for what is found.
    pub(crate) deducts: bool,
}

/// Where a round says how soon is put right what it finds, that can be entered of a unit, and given to it as a task of which
/// it is reminded: else the word would be accepted and nothing would happen.
pub(crate) fn put_right(lines: &[ReviewLine], means: Means, report: &mut Report) {
    for line in lines.iter().filter(|line| line.round.within.is_some()) {
        let (name, key) = (&line.round.name, report.own(WITHIN_TIME));
        if line.round.subject == Subject::Goals {
            report
                .error(code::BAD_VALUE, line.within, text!("name-has-key-and-judges-no-units", name, key))
                .fix(text!("delete-key", key));
            continue;
        }
        if line.round.by.is_none() {
            report
                .error(code::BAD_VALUE, line.within, text!("name-has-key-and-raters-find-nothing", name, key))
                .fix(text!("delete-key", key));
            continue;
        }
        if !means.tasks {
            let tasks = report.own(ASSIGNABLE);
            let said = text!("name-has-key-but-the-file-gives-out-no-tasks", name, key, tasks);
            report.error(code::MISSING_KEY, line.within, said).fix(text!(
                "write-a-kind-of-task-below-tasks-or-delete-key",
                tasks,
                key
            ));
        }
        if !means.deducts {
            let deduct = report.own(DEDUCT);
            report
                .error(
                    code::MISSING_KEY,
                    line.within,
                    text!("name-has-key-but-no-line-deducts", name, key, deduct),
                )
                .fix(text!("write-a-line-with-deduct-or-delete-key", deduct, key));
        }
    }
}

/// Units of an audience, or the campaign's goals.
fn subject(fields: &Fields<'_>, owner: &str, names: &mut Names, report: &mut Report) -> Option<Subject> {
    let goals =
        |node: &Node| matches!(&node.value, Value::Text(text) if text == "工作目标" || text == "goals");
    match fields.entry(JUDGES) {
        None => {
            let who = fields.must(WHO, report)?;
            audiences::of_line(who, owner, WHO, names, report).map(Subject::Units)
        }
        Some(entry) if goals(&entry.value) && fields.get(WHO).is_none() => Some(Subject::Goals),
        Some(entry) => {
            let said = text!(
                "judges-can-only-be-goals-units-are-judged",
                judges = report.own(JUDGES),
                who = report.own(WHO)
            );
            report.error(code::BAD_VALUE, entry.key_place, said).fix(text!("write-one-of-the-two"));
            None
        }
    }
}

/// One rule for each written time.
fn dated(fields: &Fields<'_>, names: &Names, report: &mut Report) -> Option<Vec<Dated>> {
    let Some(when) = fields.get(WHEN) else { return Some(Vec::new()) };
    let written = fields::items(when);
    let read = |node: &Node, report: &mut Report| {
        rule::read(&|key| fields.get(key), node, Run::CadencePhase, names, report)
    };
    let dated: Vec<Dated> = written.iter().filter_map(|node| read(node, report)).collect();
    (dated.len() == written.len()).then_some(dated)
}

pub(crate) fn too_few(node: &Node, key: Key, report: &mut Report) -> Option<TooFew> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "暂缓" | "暂缓计分并提醒" | "wait") => {
            Some(TooFew::Wait)
        }
        Value::Text(text) if matches!(text.as_str(), "按权重重分" | "share") => Some(TooFew::Share),
        Value::Text(text) if matches!(text.as_str(), "记零" | "zero") => Some(TooFew::Zero),
        _ => {
            let said = text!("key-must-be-wait-share-or-zero", key = report.own(key));
            report
                .error(code::BAD_VALUE, node.place, said)
                .fix(text!("usually-wait-no-score-until-there-are-enough"));
            None
        }
    }
}
