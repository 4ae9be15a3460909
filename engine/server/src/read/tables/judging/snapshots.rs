//! Snapshots: which were taken, what stands in one, what differs between two.

use muster_protocol::definition::Moment;
use muster_protocol::table::SnapshotTable;

use super::super::{TableView, localized, same};
use super::{category, columns, or_dash, points, scores, short};
use crate::execute::Handle;
use crate::execute::live::{Live, Taken};
use crate::store::StoreError;

pub(super) fn list(live: &Live) -> TableView {
    let head =
        [("快照", "snapshot"), ("名称", "name"), ("事件", "event"), ("表的指纹", "digest of the table")];
    let rows = live.taken.iter().map(|taken| {
        let digest = taken.digest.to_string();
        vec![
            same(&taken.key),
            name(live, taken),
            same(taken.position),
            same(digest.get(..16).unwrap_or_default()),
        ]
    });
    let rows = rows.collect();
    let note = localized(
        "看一张：muster snapshot show 编号；比两张：muster snapshot diff 甲 乙",
        "see one: muster snapshot show KEY; compare two: muster snapshot diff A B",
    );
    TableView { title: localized("快照", "snapshots"), columns: columns(&head), rows, notes: vec![note] }
}

fn name(live: &Live, taken: &Taken) -> super::super::LocalizedText {
    let plan = taken.plan.and_then(|at| live.def.snapshots.get(at));
    let called = plan.map_or("", |plan| plan.name.as_str());
    if let Some(title) = &taken.title {
        return same(title);
    }
    let en = match plan.map(|plan| &plan.moment) {
        Some(Moment::Freeze(sheet)) => format!("{sheet}: frozen"),
        Some(Moment::Published(sheet)) => format!("{sheet}: after publicity"),
        Some(Moment::Final(sheet)) => format!("{sheet}: appeals answered"),
        Some(Moment::Planned) | None => called.to_owned(),
    };
    localized(called, en)
}

async fn table(handle: &Handle, live: &Live, key: &str) -> Result<Option<SnapshotTable>, StoreError> {
    let Some(taken) = live.taken.iter().find(|taken| taken.key.as_str() == key) else { return Ok(None) };
    let blob = handle.reader().blob(taken.digest).await?;
    Ok(blob.and_then(|blob| SnapshotTable::from_bytes(&blob.bytes).ok()))
}

/// `KEY`, `KEY/SHEET`, `KEY/SHEET/lines`, or `A..B`.
pub(super) async fn one(handle: &Handle, live: &Live, rest: &str) -> Result<Option<TableView>, StoreError> {
    if let Some((a, b)) = rest.split_once("..") {
        let (first, second) = (table(handle, live, a).await?, table(handle, live, b).await?);
        return Ok(first.zip(second).map(|(a, b)| difference(live, &a, &b)));
    }
    let mut parts = rest.split('/');
    let Some(table) = table(handle, live, parts.next().unwrap_or_default()).await? else { return Ok(None) };
    let Some(sheet) = parts.next() else { return Ok(Some(counts(live, &table))) };
    let at = live.def.scores.iter().position(|known| known.id == sheet);
    let of = table.sheets.iter().find(|of| of.sheet == sheet);
    Ok(at.zip(of).map(|(at, of)| {
        if parts.next() == Some("lines") {
            scores::lines(&live.def, at, of)
        } else {
            scores::sheet(&live.def, at, of)
        }
    }))
}

/// Completion and on-time rates, which stand beside the sheets.
fn counts(live: &Live, table: &SnapshotTable) -> TableView {
    let head = [
        ("类别", "category"),
        ("名次", "rank"),
        ("单位", "unit"),
        ("应办", "due"),
        ("办结", "done"),
        ("按时", "on time"),
    ];
    let mut rows: Vec<_> = table.rows.iter().collect();
    rows.sort_by_key(|row| {
        let rank = if row.rank == 0 { u32::MAX } else { row.rank };
        (category(&live.def, &row.unit), rank, row.unit.to_string())
    });
    let rows = rows.into_iter().map(|row| {
        vec![
            same(category(&live.def, &row.unit)),
            or_dash((row.rank > 0).then(|| row.rank.to_string())),
            same(format!("{} {}", row.unit, short(&live.def, &row.unit))),
            same(row.expected),
            same(row.done),
            same(row.on_time),
        ]
    });
    let rows = rows.collect();
    let sheets: Vec<&str> = table.sheets.iter().map(|sheet| sheet.sheet.as_str()).collect();
    let notes = vec![
        localized(
            format!(
                "截至 {}（活动第{}号事件）；定义 {}；名册 {}",
                live.local(table.at),
                table.cutoff,
                brief(&table.definition),
                brief(&table.roster)
            ),
            format!(
                "cut off at {} (event {} of the campaign); definition {}; roster {}",
                live.local(table.at),
                table.cutoff,
                brief(&table.definition),
                brief(&table.roster)
            ),
        ),
        localized(format!("评分表：{}", sheets.join("、")), format!("score sheets: {}", sheets.join(", "))),
    ];
    TableView { title: same(&table.occasion), columns: columns(&head), rows, notes }
}

fn brief(digest: &muster_protocol::ids::Digest) -> String {
    digest.to_string().get(..12).unwrap_or_default().to_owned()
}

/// What differs of every sheet: points of lines, totals, ranks, grades.
fn difference(live: &Live, a: &SnapshotTable, b: &SnapshotTable) -> TableView {
    let head = [("评分表", "sheet"), ("单位", "unit"), ("什么", "what"), ("前", "before"), ("后", "after")];
    let mut rows = Vec::new();
    let shown = |points_of: Option<i64>| points_of.map_or_else(|| "—".to_owned(), points);
    for sheet in &b.sheets {
        let Some(before) = a.sheets.iter().find(|known| known.sheet == sheet.sheet) else { continue };
        let known = live.def.scores.iter().find(|known| known.id == sheet.sheet);
        for row in &sheet.rows {
            let who = format!("{} {}", row.unit, short(&live.def, &row.unit));
            let Some(was) = before.rows.iter().find(|was| was.unit == row.unit) else {
                rows.push(vec![
                    same(&sheet.sheet),
                    same(&who),
                    localized("进表", "comes in"),
                    same("—"),
                    same(shown(row.total)),
                ]);
                continue;
            };
            let mut differs = |what: super::super::LocalizedText, before: String, after: String| {
                if before != after {
                    rows.push(vec![same(&sheet.sheet), same(&who), what, same(before), same(after)]);
                }
            };
            for line in &row.lines {
                let place =
                    |it: &&muster_protocol::table::LineScore| (it.group, it.line) == (line.group, line.line);
                let name = known.and_then(|known| known.groups.get(usize::from(line.group)));
                let name = name.and_then(|group| group.lines.get(usize::from(line.line)));
                let name = name.map_or_else(|| "?".to_owned(), |line| line.name.clone());
                let then = was.lines.iter().find(place).and_then(|line| line.points);
                differs(same(name), shown(then), shown(line.points));
            }
            differs(localized("加分", "bonus"), points(was.bonus), points(row.bonus));
            differs(localized("总分", "total"), shown(was.total), shown(row.total));
            differs(localized("名次", "rank"), was.rank.to_string(), row.rank.to_string());
            let grade = |at: Option<u8>| {
                let grade = at.and_then(|at| known.and_then(|known| known.grades.get(usize::from(at))));
                grade.map_or_else(|| "—".to_owned(), |grade| grade.name.clone())
            };
            differs(localized("等次", "grade"), grade(was.grade), grade(row.grade));
        }
        for was in before.rows.iter().filter(|was| !sheet.rows.iter().any(|row| row.unit == was.unit)) {
            let who = format!("{} {}", was.unit, short(&live.def, &was.unit));
            rows.push(vec![
                same(&sheet.sheet),
                same(who),
                localized("出表", "goes out"),
                same(shown(was.total)),
                same("—"),
            ]);
        }
    }
    let notes = if rows.is_empty() { vec![localized("没有差别", "nothing differs")] } else { Vec::new() };
    let title =
        localized(format!("{} 到 {}", a.occasion, b.occasion), format!("{} to {}", a.occasion, b.occasion));
    TableView { title, columns: columns(&head), rows, notes }
}
