//! One unit on a sheet, line by line: what counted, and what would still raise it.

use muster_protocol::definition::{ScoreLine, ScoreSheet, Scorer, Term};
use muster_protocol::ids::UnitIx;
use muster_protocol::table::{LineScore, ScoreRow, SheetTable};
use muster_rules::score::facts::EntryKind;

use super::super::{LocalizedText, TableView, localized, same};
use super::{as_of, columns, or_dash, points, scores, short, value};
use crate::execute::live::Live;

/// Most open items that a line names.
const NAMED_MAX: usize = 8;

pub(super) fn unit(live: &Live, at: usize, table: &SheetTable, code: &str) -> Option<TableView> {
    let sheet = live.def.scores.get(at)?;
    let ix = live.def.unit_by_code(code)?;
    let row = table.rows.iter().find(|row| row.unit.as_str() == code);
    let title = format!("{} {code} {}", sheet.name, short(&live.def, code));
    let head = [
        ("项", "line"),
        ("满分", "max"),
        ("得分", "points"),
        ("精确值", "exact"),
        ("依据", "what counted"),
        ("还能怎样", "what would still raise it"),
    ];
    let Some(row) = row else {
        let note = localized(
            "不在这张表里：不参评，或者那时不在活动里",
            "it is not in this table: not scored, or no member then",
        );
        return Some(TableView {
            title: same(title),
            columns: columns(&head),
            rows: Vec::new(),
            notes: vec![note],
        });
    };
    let mut rows = Vec::new();
    for line in &row.lines {
        let group = sheet.groups.get(usize::from(line.group));
        let Some(known) = group.and_then(|group| group.lines.get(usize::from(line.line))) else { continue };
        rows.push(vec![
            same(&known.name),
            same(known.max),
            or_dash(line.points.map(points)),
            or_dash(line.value.as_ref().map(value)),
            localized(
                counted(live, &sheet.id, known, line, ix).0,
                counted(live, &sheet.id, known, line, ix).1,
            ),
            raise(live, known, line, ix, table.frozen.is_some()),
        ]);
    }
    if let Some(bonus) = &sheet.bonus {
        rows.push(vec![
            localized("加分", "bonus"),
            same(bonus.cap),
            same(points(row.bonus)),
            same(""),
            same(added(live, &sheet.id, ix)),
            same(""),
        ]);
    }
    let mut notes = verdict(sheet, row);
    notes.push(as_of(live));
    Some(TableView { title: same(title), columns: columns(&head), rows, notes })
}

/// The total with rank and grade, vetoes, and what came after the freeze.
fn verdict(sheet: &ScoreSheet, row: &ScoreRow) -> Vec<LocalizedText> {
    let mut notes = vec![match (row.total, row.rank) {
        (Some(total), rank) if rank > 0 => {
            let grade = row.grade.and_then(|at| sheet.grades.get(usize::from(at)));
            let grade = grade.map_or("", |grade| grade.name.as_str());
            localized(
                format!("总分 {}，第{rank}名，{grade}", points(total)),
                format!("total {}, rank {rank}, {grade}", points(total)),
            )
        }
        _ => localized("总分还算不出来：有的项没有数据", "no total yet: a line has no value"),
    }];
    for at in &row.vetoes {
        if let Some(veto) = sheet.vetoes.get(usize::from(*at)) {
            notes.push(localized(format!("一票否决：{}", veto.cause), format!("veto: {}", veto.cause)));
        }
    }
    if !row.addendum.is_empty() {
        let keys = row.addendum.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        notes.push(localized(
            format!("补充（冻结后办结，不计分）：{keys}"),
            format!("addendum (closed after the freeze): {keys}"),
        ));
    }
    notes
}

/// What counted, with the numbers of what was entered by people.
fn counted(live: &Live, sheet: &str, known: &ScoreLine, line: &LineScore, unit: UnitIx) -> (String, String) {
    let mut text = scores::counted(&live.def, known, line);
    let entries = live.fold.facts().entries.iter().enumerate();
    let own = entries
        .filter(|(_, it)| !it.withdrawn && it.unit == unit && it.sheet == sheet && it.line == known.name);
    let numbers: Vec<String> = own.map(|(at, _)| format!("#{}", at + 1)).collect();
    if !numbers.is_empty() {
        text = format!("{text} [{}]", numbers.join(" "));
    }
    let appeals = live
        .fold
        .facts()
        .appeals
        .iter()
        .filter(|it| it.unit == unit && it.sheet == sheet && it.line == known.name);
    let (mut zh, mut en) = (text.clone(), text);
    for (_, change) in appeals.filter_map(|it| it.answer).filter(|(upheld, _)| *upheld) {
        zh = format!("{zh}；申诉成立 {}{change}", if change.0 > 0 { "+" } else { "" });
        en = format!("{en}; appeal upheld {}{change}", if change.0 > 0 { "+" } else { "" });
    }
    (zh, en)
}

fn added(live: &Live, sheet: &str, unit: UnitIx) -> String {
    let entries = live.fold.facts().entries.iter().enumerate();
    let own = entries.filter(|(_, it)| !it.withdrawn && it.unit == unit && it.sheet == sheet);
    let localized = own.filter_map(|(at, it)| match &it.kind {
        EntryKind::Added { cause, times } => Some(format!("{cause} {times} [#{}]", at + 1)),
        EntryKind::Given { .. } | EntryKind::Deducted { .. } => None,
    });
    localized.collect::<Vec<_>>().join("，")
}

/// What would still raise a line: open items, judges, raters; nothing after the freeze but an appeal.
fn raise(live: &Live, known: &ScoreLine, line: &LineScore, unit: UnitIx, frozen: bool) -> LocalizedText {
    let max = known.max.0 / 100;
    if line.points.is_some_and(|points| points >= max) {
        return localized("已满分", "full points");
    }
    if frozen {
        return localized("已冻结，只能申诉", "frozen: only an appeal");
    }
    match &known.scorer {
        Scorer::Judged { by, .. } => {
            let role = live.def.roles.get(by.at()).map_or("", |role| role.name.as_str());
            match line.points {
                None => localized(format!("等{role}打分"), format!("{role} has not judged yet")),
                Some(_) => localized(format!("由{role}评"), format!("judged by {role}")),
            }
        }
        Scorer::Deduct(_) => localized("不再被扣分", "no further findings"),
        Scorer::Auto(formula) => {
            let terms = formula.0.iter().chain(known.otherwise.iter().flat_map(|formula| &formula.0));
            let mut duties = Vec::new();
            let (mut counts, mut rated) = (false, false);
            for term in terms {
                match term {
                    Term::Indicator(indicator) => {
                        counts = true;
                        duties.extend(indicator.duties.iter().copied());
                    }
                    Term::Rated { .. } | Term::Round { .. } => rated = true,
                    Term::Reported { .. }
                    | Term::Number(_)
                    | Term::Add
                    | Term::Subtract
                    | Term::Multiply
                    | Term::Divide => {}
                }
            }
            let open = if counts { live.fold.open_items(unit, &duties) } else { Vec::new() };
            if !open.is_empty() {
                let more = open.len().saturating_sub(NAMED_MAX);
                let named =
                    open.iter().take(NAMED_MAX).map(ToString::to_string).collect::<Vec<_>>().join("、");
                let (zh, en) = if more > 0 {
                    (format!(" 等{}件", open.len()), format!(" and {more} more"))
                } else {
                    Default::default()
                };
                return localized(format!("还没办结：{named}{zh}"), format!("not done: {named}{en}"));
            }
            if rated {
                return localized("评议人数够了才计分，分数由评议人定", "counts when enough have answered");
            }
            localized("已办的都办了；逾期过的补不回来", "everything is done; what was late stays late")
        }
    }
}
