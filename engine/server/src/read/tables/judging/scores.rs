//! A score sheet: totals, ranks and grades, and the points of every line.

use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::definition::{Decimal, Definition, ScoreLine, ScoreSheet, Scorer, Theme, TooFew};
use muster_protocol::table::SheetTable;
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use super::{category, or_dash, ordered, points, short};
use muster_protocol::catalogue::in_a_row::words;

/// Totals.
pub(super) fn sheet(def: &Definition, at: usize, table: &SheetTable) -> TableView {
    let Some(sheet) = def.scores.get(at) else {
        return TableView {
            title: LocalizedText::same(""),
            columns: Vec::new(),
            rows: Vec::new(),
            notes: Vec::new(),
        };
    };
    let mut head = vec![text!("category-2"), text!("rank"), text!("unit"), text!("total"), text!("grade")];
    head.extend(
        sheet
            .groups
            .iter()
            .map(|group| text!("group-and-its-weight", group = group.name, weight = group.weight)),
    );
    head.extend(sheet.bonus.iter().map(|_| text!("bonus")));
    let rows = ordered(def, table).into_iter().map(|row| {
        let mut cells = vec![
            LocalizedText::same(category(def, &row.unit)),
            or_dash((row.rank > 0).then(|| row.rank.to_string())),
            LocalizedText::same(format!("{} {}", row.unit, short(def, &row.unit))),
            or_dash(row.total.map(points)),
            grade(sheet, row.grade).map_or_else(
                || or_dash(None),
                |grade| {
                    let cause = row.vetoes.iter().filter_map(|at| sheet.vetoes.get(usize::from(*at)));
                    let causes: Vec<&str> = cause.map(|veto| veto.cause.as_str()).collect();
                    if causes.is_empty() {
                        return LocalizedText::same(grade);
                    }
                    text!("grade-after-a-veto", grade, causes = words(&causes))
                },
            ),
        ];
        for group in 0..sheet.groups.len() {
            let of = |line: &&muster_protocol::table::LineScore| usize::from(line.group) == group;
            let lines: Vec<_> = row.lines.iter().filter(of).collect();
            let sum: i64 = lines.iter().filter_map(|line| line.points).sum();
            let whole = lines.iter().all(|line| line.points.is_some());
            cells.push(LocalizedText::same(if whole { points(sum) } else { format!("{}…", points(sum)) }));
        }
        cells.extend(sheet.bonus.iter().map(|_| LocalizedText::same(points(row.bonus))));
        cells
    });
    let rows: Vec<Vec<LocalizedText>> = rows.collect();
    TableView {
        title: LocalizedText::same(&sheet.name),
        columns: head,
        rows,
        notes: notes(def, sheet, table),
    }
}

/// What a category of units is to stress: it stands on the sheet as in letters and items (S72, S74).
pub(super) fn theme(theme: &Theme) -> LocalizedText {
    text!(
        "a-category-with-its-theme",
        category = theme.category,
        theme = theme.theme,
        focus = words(&theme.focus)
    )
}

fn notes(def: &Definition, sheet: &ScoreSheet, table: &SheetTable) -> Vec<LocalizedText> {
    let has = |category: &str| table.rows.iter().any(|row| self::category(def, &row.unit) == category);
    let themes = def.frame.themes.iter().filter(|theme| has(&theme.category));
    let mut notes: Vec<LocalizedText> = themes.map(theme).collect();
    match table.frozen {
        Some(version) => notes.push(text!("frozen-at-an-event", freeze = sheet.freeze, version)),
        None => notes.push(text!("not-frozen-before-freeze-scores-may-change", freeze = sheet.freeze)),
    }
    let waiting = table.rows.iter().filter(|row| row.lines.iter().any(|line| line.points.is_none())).count();
    if waiting > 0 {
        let said = match sheet.missing {
            TooFew::Wait => id!("they-wait-and-have-no-rank"),
            TooFew::Share => id!("the-other-lines-are-scaled-up"),
            TooFew::Zero => id!("what-is-missing-is-zero"),
        };
        notes.push(text!("units-that-lack-a-line", #waiting = waiting, said: said));
    }
    let later: usize = table.rows.iter().map(|row| row.addendum.len()).sum();
    if later > 0 {
        notes.push(text!("addendum-later-items-were-closed-after-the-freeze", #later = later));
    }
    notes
}

fn grade(sheet: &ScoreSheet, at: Option<u8>) -> Option<String> {
    at.and_then(|at| sheet.grades.get(usize::from(at))).map(|grade| grade.name.clone())
}

/// Every line of every unit, with what was counted.
pub(super) fn lines(def: &Definition, at: usize, table: &SheetTable) -> TableView {
    let head = [id!("unit"), id!("line"), id!("max"), id!("points"), id!("column-grounds-of-a-line")];
    let mut rows = Vec::new();
    let sheet = def.scores.get(at);
    for row in ordered(def, table) {
        for line in &row.lines {
            let group = sheet.and_then(|sheet| sheet.groups.get(usize::from(line.group)));
            let Some(known) = group.and_then(|group| group.lines.get(usize::from(line.line))) else {
                continue;
            };
            rows.push(vec![
                LocalizedText::same(format!("{} {}", row.unit, short(def, &row.unit))),
                LocalizedText::same(&known.name),
                LocalizedText::same(known.max),
                or_dash(line.points.map(points)),
                LocalizedText::same(counted(def, known, line)),
            ]);
        }
    }
    let title = sheet.map_or_else(String::new, |sheet| sheet.name.clone());
    TableView { title: text!("title-line-by-line", title), columns: heads(&head), rows, notes: Vec::new() }
}

/// What was counted for a line, numerators and denominators apart; of those who judge it, who gave how many points.
pub(super) fn counted(
    def: &Definition,
    known: &ScoreLine,
    line: &muster_protocol::table::LineScore,
) -> String {
    let is_judged = matches!(known.scorer, Scorer::Judged { .. });
    let one = |it: &muster_protocol::table::Counted| match it.denominator {
        _ if is_judged => format!("{} {}", def.post_or_role(&it.what), Decimal(it.numerator)),
        0 => format!("{} —", it.what),
        1 => format!("{} {}", it.what, it.numerator),
        _ => format!("{} {}/{}", it.what, it.numerator, it.denominator),
    };
    line.counted.iter().map(one).collect::<Vec<_>>().join(Language::default().say("parts-comma"))
}
