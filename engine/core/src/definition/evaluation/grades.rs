//! What follows the lines of a sheet: bonus, vetoes, ties, grades, publicity and appeals.

use muster_protocol::definition::{Appeals, Bonus, Decimal, Grade, LineRef, ScoreGroup, Veto};
use muster_protocol::time::Date;
use muster_protocol::{id, text};

use super::scorers::deductions;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    ANSWER, APPEALS, BONUS, CAP, GRADES, GRANTS, Key, PUBLICITY, TIES, TO_ROLE, VETOES,
};
use crate::definition::limits::{CASE_PARTS_MAX, DAYS_MAX};
use crate::definition::names::Names;
use crate::definition::text::decimals;
use crate::definition::text::fields::{self, Fields, narrow};
use crate::definition::text::tree::{Node, Value};

/// {上限: 5, 事由: {市级以上推广: 2}}.
pub(crate) fn bonus(node: &Node, report: &mut Report) -> Option<Bonus> {
    let fields = Fields::of(node, BONUS, node.place, &grammar::evaluation::BONUS.keys(), report)?;
    let most = Decimal::whole(1_000);
    let cap = fields.must(CAP, report).and_then(|node| decimals::read(node, CAP, most, report));
    let items = fields.must(GRANTS, report).and_then(|node| deductions(node, GRANTS, report));
    Some(Bonus { cap: cap?, items: items? })
}

/// Grades from best to worst; the last takes all who are left.
pub(crate) fn read(node: &Node, report: &mut Report) -> Option<Vec<Grade>> {
    let entries = fields::named(node, GRADES, report);
    let mut grades = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let written = fields::text(&entry.value, &entry.key, report)?;
        let last = at + 1 == entries.len();
        let grade = grade(&entry.key, &written).filter(|grade| rest(grade) == last);
        let Some(grade) = grade else {
            bad_grade(&entry.key, &written, last, entry.value.place, report);
            return None;
        };
        grades.push(grade);
    }
    let is_descending = grades.windows(2).all(|pair| match (pair[0].at_least, pair[1].at_least) {
        (Some(better), Some(worse)) => better > worse,
        _ => true,
    });
    if grades.is_empty() || grades.len() > CASE_PARTS_MAX || !is_descending {
        let said = text!("grades-go-from-best-to-worst-with-falling", grades = report.own(GRADES));
        report.error(code::BAD_VALUE, node.place, said).fix(text!("such-as-good-first-30-and-85-fair"));
        return None;
    }
    Some(grades)
}

fn rest(grade: &Grade) -> bool {
    grade.at_least.is_none() && grade.first_percent.is_none()
}

fn bad_grade(name: &str, written: &str, last: bool, place: Place, report: &mut Report) {
    let said =
        if last { id!("the-last-grade-must-be-rest-so-that") } else { id!("only-the-last-grade-is-rest") };
    report
        .error(
            code::BAD_VALUE,
            place,
            text!("the-condition-written-of-the-grade-name-is", written, name, said: said),
        )
        .fix(text!("write-60-first-30-first-30-and-85"));
}

/// 前30%且≥85, ≥60, 其余.
fn grade(name: &str, text: &str) -> Option<Grade> {
    let plain = narrow(text);
    let mut grade = Grade { name: name.to_owned(), at_least: None, first_percent: None };
    if matches!(plain.as_str(), "其余" | "rest") {
        return Some(grade);
    }
    for part in plain.split(['且', '，', ',']).flat_map(|part| part.split("and")) {
        let percent = part.strip_prefix('前').or_else(|| part.strip_prefix("first"));
        if let Some(percent) = percent.and_then(|part| part.strip_suffix('%')) {
            let percent = percent.parse().ok().filter(|percent| (1..=100).contains(percent))?;
            (grade.first_percent.replace(percent).is_none()).then_some(())?;
        } else {
            let points = part.strip_prefix('≥').or_else(|| part.strip_prefix(">="))?;
            (grade.at_least.replace(decimals::parse_with_unit(points)?).is_none()).then_some(())?;
        }
    }
    Some(grade)
}

/// {重大安全责任事故: 不得评优, 党员严重违纪违法: 定为不合格}.
pub(crate) fn vetoes(node: &Node, grades: &[Grade], report: &mut Report) -> Option<Vec<Veto>> {
    let mut vetoes = Vec::new();
    for entry in fields::named(node, VETOES, report) {
        let written = fields::text(&entry.value, &entry.key, report)?;
        let named = written.strip_prefix("定为").or_else(|| written.strip_prefix("as ")).unwrap_or(&written);
        let best = match written.as_str() {
            "不得评优" | "not the best" => (grades.len() > 1).then_some(1),
            _ => grades.iter().position(|grade| grade.name == named.trim()),
        };
        let Some(best) = best.and_then(|best| u8::try_from(best).ok()) else {
            let names = grades.iter().map(|grade| grade.name.as_str()).chain(["不得评优"]);
            fields::unknown_name(id!("grade"), named.trim(), entry.value.place, names, report);
            return None;
        };
        vetoes.push(Veto { cause: entry.key.clone(), best });
    }
    Some(vetoes)
}

/// Lines by which equal totals are parted. 并列 at the end says what happens anyway.
pub(crate) fn ties(node: &Node, groups: &[ScoreGroup], report: &mut Report) -> Option<Vec<LineRef>> {
    let mut ties = Vec::new();
    let mut texts = fields::texts(node, TIES, report);
    if texts.last().is_some_and(|(text, _)| matches!(text.as_str(), "并列" | "shared")) {
        texts.pop();
    }
    for (text, place) in texts {
        let found = groups.iter().enumerate().find_map(|(group, known)| {
            let line = known.lines.iter().position(|line| line.name == text)?;
            Some(LineRef { group: u16::try_from(group).ok()?, line: u16::try_from(line).ok()? })
        });
        let Some(found) = found else {
            let names = groups.iter().flat_map(|group| &group.lines).map(|line| line.name.as_str());
            fields::unknown_name(id!("line-of-the-sheet"), &text, place, names, report);
            return None;
        };
        ties.push(found);
    }
    Some(ties)
}

/// Publicity with the appeals that are filed in it. The day of the last answer is computed when the calendar is known.
pub(crate) fn appeals(fields: &Fields<'_>, names: &Names, report: &mut Report) -> Option<Option<Appeals>> {
    let days = |node: &Node, what: Key, report: &mut Report| match &node.value {
        Value::Text(text) if narrow(text).ends_with('天') => {
            let said = text!("what-counts-working-days-and-must-say-so", what = report.own(what));
            report.error(code::BAD_VALUE, node.place, said).fix(text!("such-as-5-working-days"));
            None
        }
        _ => fields::number(node, what, 1..=DAYS_MAX, report),
    };
    let publicity = fields.get(PUBLICITY).map(|node| days(node, PUBLICITY, report));
    let Some(entry) = fields.entry(APPEALS) else {
        return match publicity {
            // Publicity without a way to appeal is a notice, not a procedure.
            Some(_) => {
                fields.must(APPEALS, report);
                None
            }
            None => Some(None),
        };
    };
    let own =
        Fields::of(&entry.value, APPEALS, entry.key_place, &grammar::evaluation::APPEALS.keys(), report)?;
    let by = own.must(TO_ROLE, report).and_then(|node| names.role(node, TO_ROLE, report));
    let answer = own.must(ANSWER, report).and_then(|node| days(node, ANSWER, report));
    if publicity.is_none() {
        fields.must(PUBLICITY, report);
    }
    let appeals = Appeals { publicity: publicity??, by: by?, answer: answer?, last_answer: Date::default() };
    Some(Some(appeals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read() {
        let read = |text| grade("优秀", text).map(|grade| (grade.first_percent, grade.at_least));
        assert_eq!(read("前30%且 ≥ 85"), Some((Some(30), Some(Decimal::whole(85)))));
        assert_eq!(read("first 30% and >= 85"), Some((Some(30), Some(Decimal::whole(85)))));
        assert_eq!(read("≥ 60"), Some((None, Some(Decimal::whole(60)))));
        assert_eq!(read("前三分之一"), None);
        assert_eq!(read("前130%"), None);
        assert_eq!(read("≥60且≥70"), None);
        assert_eq!(read("其余"), Some((None, None)));
    }
}
