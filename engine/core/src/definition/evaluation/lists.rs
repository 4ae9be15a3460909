//! 名单: lists that the committee decides on, with the rules that propose, never decide (S77, S78).

use muster_protocol::definition::{Condition, DecidedList, ListKind, Tone};
use muster_protocol::{id, text};
use muster_rules::score::tallies;

use super::scorers::indicators;
use super::scores::SheetLine;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    APPROVED_BY, BY, EVIDENCE, FINDING, KINDS, Key, LISTS, PUBLICITY, STATEMENT, TONE, written_in,
};
use crate::definition::limits::{CASE_PARTS_MAX, DAYS_MAX, LISTS_MAX};
use crate::definition::names::Names;
use crate::definition::text::decimals;
use crate::definition::text::fields::{self, Fields, Titled};
use crate::definition::text::tree::{Entry, Node, Value};

/// A list with its place.
#[derive(Debug)]
pub(crate) struct ListLine {
    pub(crate) list: DecidedList,
    pub(crate) place: Place,
}

/// The score sheets that conditions speak of.
#[derive(Clone, Copy)]
struct Sheets<'a> {
    lines: &'a [SheetLine],
    /// How many are written: of those that are not sound the faults were reported.
    written: usize,
}

/// Reads the lists.
pub(crate) fn read(
    node: &Node,
    lines: &[SheetLine],
    written: usize,
    names: &Names,
    report: &mut Report,
) -> Vec<ListLine> {
    let sheets = Sheets { lines, written };
    let entries = fields::at_most(node, LISTS, LISTS_MAX, report);
    entries.into_iter().filter_map(|entry| one(entry, sheets, names, report)).collect()
}

fn one(entry: &Entry, sheets: Sheets<'_>, names: &Names, report: &mut Report) -> Option<ListLine> {
    let Titled { id, name, refs, fields } = Titled::of(entry, &grammar::evaluation::LIST.keys(), report)?;
    let tone = fields.must(TONE, report).and_then(|node| tone(node, report));
    let kinds = fields.must(KINDS, report).and_then(|node| kinds(node, sheets, names, report));
    let evidence = fields.get(EVIDENCE).map_or(Some(false), |node| evidence(node, report));
    let mut days = |key: Key| fields.get(key).map(|node| fields::number(node, key, 1..=DAYS_MAX, report));
    let (statement, publicity) = (days(STATEMENT), days(PUBLICITY));
    let approve = fields.must(APPROVED_BY, report).and_then(|node| names.role(node, APPROVED_BY, report));
    // Sanctions need human judgement with the unit heard.
    if tone == Some(Tone::Criticise) {
        let heard = fields.must(STATEMENT, report).is_some();
        if evidence == Some(false) {
            fields.must(EVIDENCE, report);
        }
        (heard && evidence == Some(true)).then_some(())?;
    }
    let list = DecidedList {
        id: id?,
        name: name?,
        refs,
        tone: tone?,
        kinds: kinds?,
        evidence: evidence?,
        statement: fields::flat(statement)?,
        approve: approve?,
        publicity: fields::flat(publicity)?,
    };
    Some(ListLine { list, place: entry.key_place })
}

fn tone(node: &Node, report: &mut Report) -> Option<Tone> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "表彰" | "commend") => Some(Tone::Commend),
        Value::Text(text) if matches!(text.as_str(), "批评" | "通报批评" | "criticise") => {
            Some(Tone::Criticise)
        }
        _ => {
            let said = text!("tone-must-be-commend-or-criticise", tone = report.own(TONE));
            report.error(code::BAD_VALUE, node.place, said).fix(text!("write-commend-or-criticise"));
            None
        }
    }
}

fn evidence(node: &Node, report: &mut Report) -> Option<bool> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "必附" | "required") => Some(true),
        _ => fields::flag(node, EVIDENCE, report),
    }
}

fn kinds(node: &Node, sheets: Sheets<'_>, names: &Names, report: &mut Report) -> Option<Vec<ListKind>> {
    let entries = fields::named(node, KINDS, report);
    let mut kinds = Vec::new();
    for entry in entries.iter().take(CASE_PARTS_MAX) {
        let items = fields::items(&entry.value);
        let any: Vec<Condition> =
            items.iter().filter_map(|item| condition(item, sheets, names, report)).collect();
        (any.len() == items.len()).then_some(())?;
        kinds.push(ListKind { name: entry.key.clone(), any });
    }
    if kinds.is_empty() {
        report
            .error(code::EMPTY_VALUE, node.place, text!("the-list-has-no-kind"))
            .fix(text!("such-as-units-grade-good"));
        return None;
    }
    Some(kinds)
}

/// 等次 优秀, 总分 < 60, 红色督办单 ≥ 2, 推荐, {由: 领导小组, 认定: 重视不够}.
fn condition(node: &Node, sheets: Sheets<'_>, names: &Names, report: &mut Report) -> Option<Condition> {
    if matches!(node.value, Value::Map(_)) {
        let fields = Fields::of(node, KINDS, node.place, &grammar::evaluation::FOUND.keys(), report)?;
        let by = fields.must(BY, report).and_then(|node| names.role(node, BY, report));
        let what = fields.must_text(FINDING, report);
        return Some(Condition::Found { by: by?, what: what? });
    }
    let text = fields::text(node, KINDS, report)?;
    if matches!(text.as_str(), "推荐" | "nominated") {
        return Some(Condition::Nominated);
    }
    if let Some(name) = text.strip_prefix("等次").or_else(|| text.strip_prefix("grade")) {
        return grade(name.trim(), node.place, sheets, report);
    }
    let Some((name, compare, with)) = decimals::comparison(&text) else {
        report
            .error(code::BAD_VALUE, node.place, text!("the-condition-text-is-not-understood", text))
            .fix(text!("write-grade-good-total-60-red-cards-2"));
        return None;
    };
    if matches!(name.as_str(), "总分" | "total") {
        sheets.some(node.place, report)?;
        return Some(Condition::Total { sheet: 0, compare, with });
    }
    let Some(tally) = tallies::named(&name) else {
        let known = indicators(written_in(&name));
        fields::unknown_name(id!("indicator"), &name, node.place, known, report);
        return None;
    };
    Some(Condition::Counted { tally, compare, with })
}

fn grade(name: &str, place: Place, sheets: Sheets<'_>, report: &mut Report) -> Option<Condition> {
    sheets.some(place, report)?;
    let found = sheets.lines.iter().enumerate().find_map(|(sheet, line)| {
        let grade = line.sheet.grades.iter().position(|grade| grade.name == name)?;
        Some(Condition::Grade { sheet: u16::try_from(sheet).ok()?, grade: u8::try_from(grade).ok()? })
    });
    // A sheet that could not be read may have it.
    if found.is_none() && sheets.lines.len() >= sheets.written {
        let known = sheets.lines.iter().flat_map(|line| &line.sheet.grades).map(|grade| grade.name.as_str());
        fields::unknown_name(id!("grade"), name, place, known, report);
    }
    found
}

impl Sheets<'_> {
    /// Whether there is a sheet to speak of.
    fn some(self, place: Place, report: &mut Report) -> Option<()> {
        if self.lines.is_empty() && self.written == 0 {
            report
                .error(code::UNKNOWN_NAME, place, text!("without-a-score-sheet-there-is-no-total"))
                .fix(text!("write-a-score-sheet-below-scores-or-another"));
        }
        (!self.lines.is_empty()).then_some(())
    }
}
