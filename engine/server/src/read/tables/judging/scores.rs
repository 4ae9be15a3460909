//! A score sheet: totals, ranks and grades, and the points of every line.

use std::collections::BTreeMap;

use muster_protocol::catalogue::{LocalizedText, in_a_row};
use muster_protocol::definition::{Definition, Grade, LineRef, ScoreSheet, Theme, TooFew};
use muster_protocol::table::SheetTable;
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use super::{categories, category, label, named, or_dash, ordered, points};
use muster_protocol::catalogue::in_a_row::words;

/// When a table was computed: what is said of a freeze to come follows from it.
#[derive(Debug)]
pub(super) enum When {
    /// As things stand.
    Now,
    /// At the cut-off of a snapshot, as people read it: its figures stay.
    Taken(String),
}

/// Totals. Of a table of which only some units are seen nobody can say how many of a category there are: `is_whole`.
pub(super) fn sheet(
    def: &Definition,
    at: usize,
    (table, is_whole): (&SheetTable, bool),
    when: &When,
) -> TableView {
    let Some(sheet) = def.scores.get(at) else {
        return TableView::default();
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
            LocalizedText::same(label(def, &row.unit)),
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
            let any = lines.iter().any(|line| line.points.is_some());
            cells.push(match (whole, any) {
                (true, _) => LocalizedText::same(points(sum)),
                (false, true) => LocalizedText::same(format!("{}…", points(sum))),
                // Of nothing there is no sum.
                (false, false) => or_dash(None),
            });
        }
        cells.extend(sheet.bonus.iter().map(|_| LocalizedText::same(points(row.bonus))));
        cells
    });
    let rows: Vec<Vec<LocalizedText>> = rows.collect();
    TableView {
        title: LocalizedText::same(&sheet.name),
        columns: head,
        rows,
        notes: notes(def, sheet, (table, is_whole), when),
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

fn notes(
    def: &Definition,
    sheet: &ScoreSheet,
    (table, is_whole): (&SheetTable, bool),
    when: &When,
) -> Vec<LocalizedText> {
    let has = |category: &str| table.rows.iter().any(|row| self::category(def, &row.unit) == category);
    let themes = def.frame.themes.iter().filter(|theme| has(&theme.category));
    let mut notes: Vec<LocalizedText> = themes.map(theme).collect();
    let freeze = sheet.freeze;
    notes.push(match (table.frozen, when) {
        (Some(version), _) => text!("frozen-at-an-event", freeze, version),
        (None, When::Now) => text!("not-frozen-before-freeze-scores-may-change", freeze),
        (None, When::Taken(at)) => text!("as-it-stood-before-the-freeze", at, freeze),
    });
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
    notes.extend(how_ranked(def, sheet, is_whole.then_some(table)));
    notes
}

/// How grades are given, how many the best may be, and how equal totals are parted: who reads the ranking on paper has no file
/// beside it.
fn how_ranked(def: &Definition, sheet: &ScoreSheet, whole: Option<&SheetTable>) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    let grades: Vec<LocalizedText> = sheet.grades.iter().map(condition).collect();
    if !grades.is_empty() {
        notes.push(text!("grades-are-given-so", grades: in_a_row::texts(&grades, id!("between-grades"))));
    }
    for grade in &sheet.grades {
        if let Some((share, table)) = grade.first_percent.zip(whole) {
            let pools = most(def, sheet, table, share);
            if pools.is_empty() {
                // Nobody is ranked yet.
                continue;
            }
            let most = in_a_row::texts(&pools, id!("between-grades"));
            notes.push(text!("so-many-may-be-of-a-grade", name = grade.name, most: most));
        }
    }
    let tie = |tie: &LineRef| {
        let group = sheet.groups.get(usize::from(tie.group));
        group.and_then(|group| group.lines.get(usize::from(tie.line))).map(|line| line.name.as_str())
    };
    let ties: Vec<&str> = sheet.ties.iter().filter_map(tie).collect();
    notes.push(if ties.is_empty() {
        text!("equal-totals-share-a-rank")
    } else {
        text!("equal-totals-are-parted-by-lines", lines = words(&ties))
    });
    notes
}

/// What a grade asks for.
fn condition(grade: &Grade) -> LocalizedText {
    let name = &grade.name;
    match (grade.first_percent, grade.at_least) {
        (Some(share), Some(least)) => text!("grade-of-a-share-with-points", name, share, least),
        (Some(share), None) => text!("grade-of-a-share", name, share),
        (None, Some(least)) => text!("grade-with-points", name, least),
        (None, None) => text!("grade-of-the-rest", name),
    }
}

/// How many may have a grade that is given to a share of the ranking: of each category, where each is ranked by itself.
fn most(def: &Definition, sheet: &ScoreSheet, table: &SheetTable, share: u8) -> Vec<LocalizedText> {
    let categories = categories(def);
    let mut pools: BTreeMap<(usize, String), u64> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| row.total.is_some()) {
        let pool = if sheet.within_category { category(def, &row.unit) } else { String::new() };
        let place = categories.get(pool.as_str()).copied().unwrap_or_default();
        *pools.entry((place, pool)).or_default() += 1;
    }
    let one = |((_, pool), ranked): ((usize, String), u64)| {
        let most = ranked * u64::from(share) / 100;
        if pool.is_empty() {
            return text!("most-of-those-ranked", most, ranked);
        }
        text!("most-of-those-ranked-in-a-category", category = pool, most, ranked)
    };
    pools.into_iter().map(one).collect()
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
            rows.push(cells! {
                = label(def, &row.unit), = &known.name, = known.max,
                or_dash(line.points.map(points)), named::counted(def, known, line)
            });
        }
        // The lines of a unit and what stands above the whole are its total.
        if let Some(bonus) = sheet.and_then(|sheet| sheet.bonus.as_ref()) {
            rows.push(cells! {
                = label(def, &row.unit), text!("bonus"), = bonus.cap, = points(row.bonus),
                named::added(bonus, row)
            });
        }
    }
    let title = sheet.map_or_else(String::new, |sheet| sheet.name.clone());
    TableView { title: text!("title-line-by-line", title), columns: heads(&head), rows, notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;
    use muster_protocol::definition::{Bonus, Decimal, Deduction, ScoreLine, Scorer, Unit};
    use muster_protocol::table::{Counted, LineScore, ScoreRow};

    use super::*;
    use crate::sample::{score_line, score_sheet};

    /// Ten of one category and sixteen of another, each with a total but the last.
    fn ranked() -> (Definition, SheetTable) {
        let unit = |at: usize| Unit {
            code: format!("{at:03}"),
            category: if at < 10 { "企业" } else { "机关事业" }.to_owned(),
            scored: true,
            ..Unit::default()
        };
        let row = |at: usize| ScoreRow {
            unit: format!("{at:03}").as_str().into(),
            lines: Vec::new(),
            bonus: 0,
            added: Vec::new(),
            total: (at < 26).then_some(9_000),
            rank: 1,
            grade: None,
            vetoes: Vec::new(),
            addendum: Vec::new(),
        };
        let def = Definition { units: (0..27).map(unit).collect(), ..Definition::default() };
        (def, SheetTable { sheet: "annual".to_owned(), frozen: None, rows: (0..27).map(row).collect() })
    }

    fn sheet() -> ScoreSheet {
        let grade = |name: &str, first_percent: Option<u8>, least: Option<i32>| Grade {
            name: name.to_owned(),
            at_least: least.map(Decimal::whole),
            first_percent,
        };
        ScoreSheet {
            within_category: true,
            ties: vec![LineRef { group: 0, line: 0 }],
            grades: vec![
                grade("优秀", Some(30), Some(85)),
                grade("合格", None, Some(60)),
                grade("不合格", None, None),
            ],
            ..score_sheet(vec![score_line("群众满意", 100)], 100)
        }
    }

    #[test]
    fn a_sheet_says_how_its_grades_are_given_how_many_the_best_may_be_and_what_parts_equal_totals() {
        let (def, table) = ranked();
        let said = |sheet: &ScoreSheet, lang: Language| -> Vec<String> {
            how_ranked(&def, sheet, Some(&table)).into_iter().map(|note| note.into_language(lang)).collect()
        };
        let mut sheet = sheet();
        assert_eq!(
            said(&sheet, Language::Zh),
            [
                "等次：优秀为前30%且不低于85分；合格为不低于60分；不合格为其余",
                "优秀按参加排名的单位数取，舍去零头（并列的都算）：企业10个取3个；机关事业16个取4个",
                "总分相同的依次比群众满意，还相同就并列（1、2、2、4）",
            ]
        );
        assert_eq!(
            said(&sheet, Language::En)[1],
            "优秀, rounded down (who shares the last rank has it too): 企业 3 of 10; 机关事业 4 of 16"
        );
        // Who sees only some units is not told of how many.
        assert_eq!(how_ranked(&def, &sheet, None).len(), 2);
        (sheet.within_category, sheet.ties) = (false, Vec::new());
        assert_eq!(
            said(&sheet, Language::Zh)[1..],
            ["优秀按参加排名的单位数取，舍去零头（并列的都算）：26个取7个", "总分相同的并列（1、2、2、4）"]
        );
    }

    /// A past table does not change: what is said of a freeze to come is said of the day on which it was taken.
    #[test]
    fn a_table_that_was_taken_before_the_freeze_does_not_say_that_it_may_change() {
        let (mut def, table) = ranked();
        def.scores = vec![sheet()];
        let said = |when: &When| -> String {
            let shown = super::sheet(&def, 0, (&table, true), when);
            shown.notes.iter().map(|note| note.say(Language::Zh)).collect::<Vec<_>>().join("|")
        };
        assert!(said(&When::Now).contains("分数会变"));
        let taken = said(&When::Taken("2014-04-30 18:00".to_owned()));
        assert!(!taken.contains("分数会变") && taken.contains("2014-04-30 18:00"), "{taken}");
    }

    #[test]
    fn categories_stand_as_the_roster_has_them() {
        let (mut def, table) = ranked();
        def.units.rotate_left(10);
        let mut sheet = sheet();
        let all = |def: &Definition, sheet: &ScoreSheet| -> Vec<String> {
            most(def, sheet, &table, 30).into_iter().map(|it| it.into_language(Language::Zh)).collect()
        };
        assert_eq!(all(&def, &sheet), ["机关事业16个取4个", "企业10个取3个"]);
        sheet.within_category = false;
        assert_eq!(all(&def, &sheet), ["26个取7个"]);
        assert_eq!(ordered(&def, &table)[0].unit.as_str(), "010");
        // Ranked together, they stand together.
        def.scores = vec![ScoreSheet { id: "annual".to_owned(), ..sheet }];
        assert_eq!(ordered(&def, &table)[0].unit.as_str(), "000");
    }

    /// 督查 begins at 20, 3 × 3 are taken and an appeal gives 3 back: 14 and the 2 above the whole are 16.
    #[test]
    fn the_lines_of_a_unit_say_what_its_total_stands_on() {
        let (mut def, mut table) = ranked();
        let counted = |what: &str, numerator: i64, denominator: i64| Counted {
            what: what.to_owned(),
            numerator,
            denominator,
        };
        let found =
            |cause: &str, points: i32| Deduction { cause: cause.to_owned(), points: Decimal::whole(points) };
        let known =
            ScoreLine { scorer: Scorer::Deduct(vec![found("隐患", 3)]), ..score_line("督查", 20) };
        let bonus = Some(Bonus { cap: Decimal::whole(5), items: vec![found("推广", 2)] });
        def.scores = vec![ScoreSheet { bonus, ..score_sheet(vec![known], 20) }];
        table.rows.truncate(1);
        table.rows[0].lines = vec![LineScore {
            group: 0,
            line: 0,
            value: None,
            points: Some(1_400),
            counted: vec![counted("隐患", 3, 1), counted("appeal/1", 30_000, Decimal::ONE.0)],
        }];
        (table.rows[0].bonus, table.rows[0].added) = (200, vec![counted("推广", 1, 1)]);
        let rows = |lang: Language| -> Vec<Vec<String>> {
            let cells =
                |row: &Vec<LocalizedText>| row[1..].iter().map(|it| it.say(lang).to_owned()).collect();
            lines(&def, 0, &table).rows.iter().map(cells).collect()
        };
        assert_eq!(
            rows(Language::Zh),
            [
                ["督查", "20", "14.00", "隐患 3（−9分），申诉成立（第1件）+3分"],
                ["加分", "5", "2.00", "推广 1（+2分）"]
            ]
        );
        assert_eq!(rows(Language::En)[0][3], "隐患 3 (−9), appeal 1 upheld: +3");
    }

    #[test]
    fn where_nobody_is_ranked_nothing_is_said_of_the_best_and_of_no_points_there_is_no_sum() {
        let (mut def, mut table) = ranked();
        for row in &mut table.rows {
            (row.total, row.rank) = (None, 0);
            row.lines = vec![LineScore { group: 0, line: 0, value: None, points: None, counted: Vec::new() }];
        }
        def.scores = vec![sheet()];
        let shown = super::sheet(&def, 0, (&table, true), &When::Now);
        let notes: Vec<&str> = shown.notes.iter().map(|note| note.say(Language::Zh)).collect();
        assert!(notes.iter().all(|note| !note.ends_with('：')), "{notes:?}");
        assert!(shown.rows.iter().all(|row| row[5].say(Language::Zh) == "—"), "{:?}", shown.rows[0]);
    }
}
