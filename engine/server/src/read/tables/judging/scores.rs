//! A score sheet: totals, ranks and grades, and the points of every line.

use muster_protocol::definition::{Decimal, Definition, ScoreLine, ScoreSheet, Scorer, TooFew};
use muster_protocol::table::SheetTable;

use super::super::{LocalizedText, TableView, localized, same};
use super::{category, columns, or_dash, ordered, points, short};

/// Totals.
pub(super) fn sheet(def: &Definition, at: usize, table: &SheetTable) -> TableView {
    let Some(sheet) = def.scores.get(at) else {
        return TableView { title: same(""), columns: Vec::new(), rows: Vec::new(), notes: Vec::new() };
    };
    let mut head = vec![
        localized("类别", "category"),
        localized("名次", "rank"),
        localized("单位", "unit"),
        localized("总分", "total"),
        localized("等次", "grade"),
    ];
    head.extend(sheet.groups.iter().map(|group| same(format!("{}（{}）", group.name, group.weight))));
    head.extend(sheet.bonus.iter().map(|_| localized("加分", "bonus")));
    let rows = ordered(def, table).into_iter().map(|row| {
        let mut cells = vec![
            same(category(def, &row.unit)),
            or_dash((row.rank > 0).then(|| row.rank.to_string())),
            same(format!("{} {}", row.unit, short(def, &row.unit))),
            or_dash(row.total.map(points)),
            or_dash(grade(sheet, row.grade).map(|name| {
                let cause = row.vetoes.iter().filter_map(|at| sheet.vetoes.get(usize::from(*at)));
                let causes: Vec<&str> = cause.map(|veto| veto.cause.as_str()).collect();
                if causes.is_empty() { name } else { format!("{name}（否决：{}）", causes.join("、")) }
            })),
        ];
        for group in 0..sheet.groups.len() {
            let of = |line: &&muster_protocol::table::LineScore| usize::from(line.group) == group;
            let lines: Vec<_> = row.lines.iter().filter(of).collect();
            let sum: i64 = lines.iter().filter_map(|line| line.points).sum();
            let whole = lines.iter().all(|line| line.points.is_some());
            cells.push(same(if whole { points(sum) } else { format!("{}…", points(sum)) }));
        }
        cells.extend(sheet.bonus.iter().map(|_| same(points(row.bonus))));
        cells
    });
    let rows: Vec<Vec<LocalizedText>> = rows.collect();
    TableView { title: same(&sheet.name), columns: head, rows, notes: notes(sheet, table) }
}

fn notes(sheet: &ScoreSheet, table: &SheetTable) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    match table.frozen {
        Some(version) => notes.push(localized(
            format!("{}冻结，算到活动第{version}号事件；以后的材料进补充，不改分", sheet.freeze),
            format!(
                "frozen on {} at event {version} of the campaign; later evidence goes to the addendum",
                sheet.freeze
            ),
        )),
        None => notes.push(localized(
            format!("还没冻结（{}），分数会变", sheet.freeze),
            format!("not frozen before {}: scores may change", sheet.freeze),
        )),
    }
    let waiting = table.rows.iter().filter(|row| row.lines.iter().any(|line| line.points.is_none())).count();
    if waiting > 0 {
        let (zh, en) = match sheet.missing {
            TooFew::Wait => ("暂缓，不排名", "they wait and have no rank"),
            TooFew::Share => ("按其余各项的满分折算", "the other lines are scaled up"),
            TooFew::Zero => ("缺的项记零", "what is missing is zero"),
        };
        notes.push(localized(
            format!("{waiting}个单位有的项没有数据（…）：{zh}"),
            format!("{waiting} units lack a line (…): {en}"),
        ));
    }
    let later: usize = table.rows.iter().map(|row| row.addendum.len()).sum();
    if later > 0 {
        notes.push(localized(
            format!("补充：冻结后又办结{later}件，不计分"),
            format!("addendum: {later} items were closed after the freeze and do not count"),
        ));
    }
    notes
}

/// Who judges, as people call the post: by its word in the roster, or the role where one acts for all.
fn judge(def: &Definition, id: &str) -> String {
    let post = def.contacts.iter().find(|contact| contact.id == id).map(|contact| &contact.post);
    let role = || def.roles.iter().find(|role| role.id == id).map(|role| &role.name);
    post.or_else(role).cloned().unwrap_or_else(|| id.to_owned())
}

fn grade(sheet: &ScoreSheet, at: Option<u8>) -> Option<String> {
    at.and_then(|at| sheet.grades.get(usize::from(at))).map(|grade| grade.name.clone())
}

/// Every line of every unit, with what was counted.
pub(super) fn lines(def: &Definition, at: usize, table: &SheetTable) -> TableView {
    let head = [("单位", "unit"), ("项", "line"), ("满分", "max"), ("得分", "points"), ("依据", "why")];
    let mut rows = Vec::new();
    let sheet = def.scores.get(at);
    for row in ordered(def, table) {
        for line in &row.lines {
            let group = sheet.and_then(|sheet| sheet.groups.get(usize::from(line.group)));
            let Some(known) = group.and_then(|group| group.lines.get(usize::from(line.line))) else {
                continue;
            };
            rows.push(vec![
                same(format!("{} {}", row.unit, short(def, &row.unit))),
                same(&known.name),
                same(known.max),
                or_dash(line.points.map(points)),
                same(counted(def, known, line)),
            ]);
        }
    }
    let title = sheet.map_or_else(String::new, |sheet| sheet.name.clone());
    TableView {
        title: localized(format!("{title}：逐项"), format!("{title}: line by line")),
        columns: columns(&head),
        rows,
        notes: Vec::new(),
    }
}

/// What was counted for a line, numerators and denominators apart; of those who judge it, who gave how many points.
pub(super) fn counted(
    def: &Definition,
    known: &ScoreLine,
    line: &muster_protocol::table::LineScore,
) -> String {
    let is_judged = matches!(known.scorer, Scorer::Judged { .. });
    let one = |it: &muster_protocol::table::Counted| match it.denominator {
        _ if is_judged => format!("{} {}", judge(def, &it.what), Decimal(it.numerator)),
        0 => format!("{} —", it.what),
        1 => format!("{} {}", it.what, it.numerator),
        _ => format!("{} {}/{}", it.what, it.numerator, it.denominator),
    };
    line.counted.iter().map(one).collect::<Vec<_>>().join("，")
}
