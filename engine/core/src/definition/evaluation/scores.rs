//! 评分: score sheets as data. Weights are exact, every line has a scorer, and formulas name what exists.

use muster_protocol::definition::{Decimal, ExportKind, ScoreGroup, ScoreLine, ScoreSheet, TooFew};
use muster_protocol::time::Date;
use muster_protocol::{id, text};

use super::assessments::too_few;
use super::grades;
use super::raters::weights;
use super::scorers::{self, Known};
use super::sheets;
use crate::definition::context::Context;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    APPEALS, BONUS, EXPORTS, FEEDS, FREEZE, FULL, GRADES, GROUPS, INDICATORS, ITEMS, MISSING, NAME, RANKED,
    SCORES, TIES, VETOES, WHO,
};
use crate::definition::limits::{CASE_PARTS_MAX, SHEETS_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::decimals;
use crate::definition::text::fields::{self, Fields, Titled};
use crate::definition::text::tree::{Entry, Node, Value};
use crate::definition::timing::rule;

/// A sheet with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct SheetLine {
    pub(crate) sheet: ScoreSheet,
    pub(crate) place: Place,
    pub(crate) freeze: Place,
    pub(crate) appeals: Place,
}

/// Reads the sheets.
pub(crate) fn read(
    node: &Node,
    known: &Known<'_>,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Vec<SheetLine> {
    let entries = fields::at_most(node, SCORES, SHEETS_MAX, report);
    entries.into_iter().filter_map(|entry| one(entry, known, names, context, report)).collect()
}

fn one(
    entry: &Entry,
    known: &Known<'_>,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Option<SheetLine> {
    let Titled { id, name, refs, fields } = Titled::of(entry, &grammar::evaluation::SHEET.keys(), report)?;
    let owner = name.clone().unwrap_or_default();
    let who = fields.must(WHO, report);
    let audience = who.and_then(|node| audiences::of_line(node, &owner, WHO, names, report));
    let most = Decimal::whole(1_000);
    let total = fields.must(FULL, report).and_then(|node| decimals::read(node, FULL, most, report));
    let known = known.with(fields.get(INDICATORS), report);
    let groups = fields.must(GROUPS, report).and_then(|node| {
        if !matches!(node.value, Value::Text(_)) {
            return groups(node, total?, &known, names, report);
        }
        let (tree, mut findings) = sheets::groups(node, context, report)?;
        let groups = groups(&tree, total?, &known, names, &mut findings);
        context.others.extend(findings.into_findings());
        groups
    });
    let bonus = fields.get(BONUS).map(|node| grades::bonus(node, report));
    let grades = fields.must(GRADES, report).and_then(|node| grades::read(node, report));
    let vetoes = match (fields.get(VETOES), &grades) {
        (Some(node), Some(grades)) => grades::vetoes(node, grades, report),
        _ => Some(Vec::new()),
    };
    let within = fields.get(RANKED).map_or(Some(true), |node| ranked(node, report));
    let ties = match (fields.get(TIES), &groups) {
        (Some(node), Some(groups)) => grades::ties(node, groups, report),
        _ => Some(Vec::new()),
    };
    let missing = fields.get(MISSING).map_or(Some(TooFew::Wait), |node| too_few(node, MISSING, report));
    let freeze_node = fields.must(FREEZE, report);
    let freeze = freeze_node.and_then(|node| rule::day(node, FREEZE, names, report));
    let appeals = grades::appeals(&fields, names, report);
    let feeds = fields.get(FEEDS).map_or(Some(Vec::new()), |node| feeds(node, report));
    let exports = fields.get(EXPORTS).map_or_else(Vec::new, |node| exports(node, report));
    let appeals_place = fields.entry(APPEALS).map_or(entry.key_place, |entry| entry.key_place);
    let sheet = ScoreSheet {
        id: id?,
        name: name?,
        refs,
        audience: audience?,
        total: total?,
        groups: groups?,
        bonus: fields::flat(bonus)?,
        vetoes: vetoes?,
        within_category: within?,
        ties: ties?,
        grades: grades?,
        missing: missing?,
        freeze: freeze?,
        appeals: appeals?,
        feeds: feeds?,
        exports,
    };
    let freeze = freeze_node.map_or(entry.key_place, |node| node.place);
    Some(SheetLine { sheet, place: entry.key_place, freeze, appeals: appeals_place })
}

fn groups(
    node: &Node,
    total: Decimal,
    known: &Known<'_>,
    names: &Names,
    report: &mut Report,
) -> Option<Vec<ScoreGroup>> {
    let entries = fields::named(node, GROUPS, report);
    let groups: Vec<ScoreGroup> =
        entries.iter().filter_map(|entry| group(entry, total, known, names, report)).collect();
    if groups.len() < entries.len() {
        return None;
    }
    let sum = Decimal(groups.iter().map(|group| group.weight.0).sum());
    if sum != total {
        weights(GROUPS, sum, total, node.place, report);
        return None;
    }
    Some(groups)
}

fn group(
    entry: &Entry,
    total: Decimal,
    known: &Known<'_>,
    names: &Names,
    report: &mut Report,
) -> Option<ScoreGroup> {
    let fields = Fields::of_entry(entry, &grammar::evaluation::GROUP.keys(), report)?;
    let weight = fields.must(FULL, report).and_then(|node| decimals::read(node, FULL, total, report));
    let items = fields.must(ITEMS, report)?;
    let entries = fields::named(items, ITEMS, report);
    if entries.is_empty() || entries.len() > CASE_PARTS_MAX {
        let said =
            text!("key-must-have-1-to-case-parts-max", key = entry.key, case_parts_max = CASE_PARTS_MAX);
        report
            .error(code::TOO_MANY, items.place, said)
            .fix(text!("make-groups-or-merge-lines-that-are-alike"));
        return None;
    }
    let lines: Vec<ScoreLine> =
        entries.iter().filter_map(|entry| scorers::line(entry, total, known, names, report)).collect();
    let weight = weight?;
    // A faulty line was reported; the sum without it means nothing.
    if lines.len() < entries.len() {
        return None;
    }
    let mut categories: Vec<&str> = names.units.iter().map(|unit| unit.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    if lines.iter().all(|line| line.categories.is_empty()) {
        categories.truncate(1);
    }
    for category in categories {
        let counts =
            |line: &&ScoreLine| line.categories.is_empty() || line.categories.iter().any(|c| c == category);
        let counted: Vec<&ScoreLine> = lines.iter().filter(counts).collect();
        let sum = Decimal(counted.iter().map(|line| line.max.0).sum());
        // Categories that are not scored by any line of this kind, such as villages, are nobody's concern.
        let special = lines.iter().any(|line| line.categories.iter().any(|c| c == category));
        let all_alike = lines.iter().all(|line| line.categories.is_empty());
        if sum != weight && (special || all_alike) {
            weights(ITEMS, sum, weight, items.place, report);
            return None;
        }
    }
    Some(ScoreGroup { name: entry.key.clone(), weight, lines })
}

fn ranked(node: &Node, report: &mut Report) -> Option<bool> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "类别内" | "类别" | "category") => Some(true),
        Value::Text(text) if matches!(text.as_str(), "全体" | "all") => Some(false),
        _ => {
            let said = text!("ranked-must-be-category-or-all", ranked = report.own(RANKED));
            report
                .error(code::BAD_VALUE, node.place, said)
                .fix(text!("write-category-when-institutions-and-enterprises-never-compete"));
            None
        }
    }
}

fn feeds(node: &Node, report: &mut Report) -> Option<Vec<String>> {
    if !matches!(node.value, Value::Map(_)) {
        return Some(fields::words(node, FEEDS, report));
    }
    let fields = Fields::of(node, FEEDS, node.place, &grammar::evaluation::FEED.keys(), report)?;
    fields::refs(&fields, report);
    let name = fields.must(NAME, report)?;
    Some(fields::words(name, FEEDS, report))
}

fn exports(node: &Node, report: &mut Report) -> Vec<ExportKind> {
    let known = [("xlsx", ExportKind::Xlsx), ("html", ExportKind::Html), ("csv", ExportKind::Csv)];
    let mut found = Vec::new();
    for (text, place) in fields::texts(node, EXPORTS, report) {
        match known.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)) {
            Some(&(_, kind)) => found.push(kind),
            None => {
                fields::unknown_name(
                    id!("export-format"),
                    &text,
                    place,
                    known.iter().map(|&(n, _)| n),
                    report,
                );
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether the freeze lies in the campaign: what the engine never reaches is never frozen.
pub(crate) fn freeze_inside(line: &SheetLine, first: Date, last: Date, report: &mut Report) {
    let freeze = line.sheet.freeze;
    if freeze < first || last < freeze {
        let said = text!("the-freeze-on-freeze-lies-outside-the-campaign", freeze, first, last);
        report.error(code::OUTSIDE_PHASE, line.freeze, said).fix(text!("change-the-date"));
    }
}
