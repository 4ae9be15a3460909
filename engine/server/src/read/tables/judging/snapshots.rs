//! Snapshots: which were taken, what stands in one, what differs between two.

use muster_protocol::catalogue::{Listed, LocalizedText, TextId};
use muster_protocol::definition::Moment;
use muster_protocol::table::{SnapshotRow, SnapshotTable};
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use super::{as_of, category, label, named, or_dash, place, points, scores};
use crate::execute::Handle;
use crate::execute::live::{Live, Taken};
use crate::execute::sight::Sight;
use crate::store::StoreError;

pub(super) fn list(live: &Live) -> TableView {
    let head =
        [id!("column-snapshot"), id!("name-2"), id!("cut-off"), id!("event"), id!("digest-of-the-table")];
    let rows = live.taken.iter().map(|taken| {
        let digest = taken.digest.to_string();
        cells! {
            = &taken.key, name(live, taken), = taken.cutoff.map(|at| live.local(at)).unwrap_or_default(),
            = taken.position, = digest.get(..16).unwrap_or_default()
        }
    });
    let rows = rows.collect();
    let note = text!("see-one-muster-snapshot-show-key-compare-two");
    TableView { title: text!("column-snapshots"), columns: heads(&head), rows, notes: vec![note] }
}

fn name(live: &Live, taken: &Taken) -> LocalizedText {
    let plan = taken.plan.and_then(|at| live.def.snapshots.get(at));
    let called = plan.map_or("", |plan| plan.name.as_str());
    if let Some(title) = &taken.title {
        return LocalizedText::same(title);
    }
    match plan.map(|plan| &plan.moment) {
        Some(Moment::Freeze(sheet)) => text!("snapshot-of-the-freeze", called, sheet),
        Some(Moment::Published(sheet)) => text!("snapshot-after-publicity", called, sheet),
        Some(Moment::Final(sheet)) => text!("snapshot-after-appeals", called, sheet),
        Some(Moment::Planned) | None => LocalizedText::same(called),
    }
}

/// A table as it was taken, whole: what is said of it is for the caller to see to.
pub(super) async fn whole(
    handle: &Handle,
    live: &Live,
    key: &str,
) -> Result<Option<SnapshotTable>, StoreError> {
    let Some(taken) = live.taken.iter().find(|taken| taken.key.as_str() == key) else { return Ok(None) };
    let blob = handle.reader().blob(taken.digest).await?;
    Ok(blob.and_then(|blob| SnapshotTable::from_bytes(&blob.bytes).ok()))
}

/// A table as it was taken, as far as it is seen.
async fn table(
    (handle, sight): (&Handle, &Sight),
    live: &Live,
    key: &str,
) -> Result<Option<SnapshotTable>, StoreError> {
    let mut table = whole(handle, live, key).await?;
    if let Some(table) = &mut table {
        sight.cut(table);
    }
    Ok(table)
}

/// `KEY`, `KEY/SHEET`, `KEY/SHEET/lines`, or `A..B`.
pub(super) async fn one(
    whose: (&Handle, &Sight),
    live: &Live,
    rest: &str,
) -> Result<Option<TableView>, StoreError> {
    if let Some((a, b)) = rest.split_once("..") {
        let (first, second) = (table(whose, live, a).await?, table(whose, live, b).await?);
        return Ok(first.zip(second).map(|(a, b)| difference(live, &a, &b)));
    }
    let mut parts = rest.split('/');
    let Some(table) = table(whose, live, parts.next().unwrap_or_default()).await? else { return Ok(None) };
    let Some(sheet) = parts.next() else { return Ok(Some(counts(live, &table))) };
    let at = live.def.scores.iter().position(|known| known.id == sheet);
    let of = table.sheets.iter().find(|of| of.sheet == sheet);
    Ok(at.zip(of).map(|(at, of)| {
        if parts.next() == Some("lines") {
            scores::lines(&live.def, at, of)
        } else {
            scores::sheet(&live.def, at, of, whose.1.is_whole())
        }
    }))
}

/// What is counted for completion and on-time rates: columns of the tables that stand beside the sheets.
const COUNTED: [TextId; 6] =
    [id!("category-2"), id!("rank"), id!("unit"), id!("column-asked"), id!("column-done"), id!("on-time")];

/// The rows of a table in their order.
fn ordered(live: &Live, table: &SnapshotTable) -> Vec<SnapshotRow> {
    let mut rows = table.rows.clone();
    rows.sort_by_key(|row| place(&live.def, &row.unit, row.rank));
    rows
}

/// What is counted of a unit.
fn counted(live: &Live, row: &SnapshotRow) -> Vec<LocalizedText> {
    cells! {
        = category(&live.def, &row.unit), or_dash((row.rank > 0).then(|| row.rank.to_string())),
        = label(&live.def, &row.unit), = row.expected, = row.done, = row.on_time
    }
}

/// Completion and on-time rates as they are now, which stay a table of their own beside a sheet.
pub(super) fn rates(live: &Live, table: &SnapshotTable) -> TableView {
    let percent = |hundredths: u16| format!("{}.{:02}%", hundredths / 100, hundredths % 100);
    let rows = ordered(live, table).into_iter().map(|row| {
        let mut cells = counted(live, &row);
        // Of whom nothing was asked has no rate.
        for rate in [row.completion, row.on_time_rate] {
            cells.push(or_dash((row.expected > 0).then(|| percent(rate))));
        }
        cells
    });
    let rows = rows.collect();
    let head = [&COUNTED[..], &[id!("completion"), id!("ranked-on-time-rate")]].concat();
    TableView {
        title: text!("completion-and-on-time"),
        columns: heads(&head),
        rows,
        notes: vec![as_of(live)],
    }
}

/// Completion and on-time rates of a snapshot, which stand beside the sheets.
fn counts(live: &Live, table: &SnapshotTable) -> TableView {
    let rows = ordered(live, table).iter().map(|row| counted(live, row)).collect();
    let name = |id: &str| live.def.scores.iter().find(|sheet| sheet.id == id).map(|sheet| sheet.name.clone());
    let sheets: Vec<String> =
        table.sheets.iter().map(|of| name(&of.sheet).unwrap_or_else(|| of.sheet.clone())).collect();
    let key = &table.occasion;
    let scores =
        table.sheets.iter().map(|of| text!("see-the-scores-of-a-sheet-at-that-time", key, sheet = of.sheet));
    let notes = vec![
        text!(
            "cut-off-at-an-event",
            at = live.local(table.at),
            cutoff = table.cutoff,
            definition = brief(&table.definition),
            roster = brief(&table.roster)
        ),
        text!("score-sheets-listed", sheets: Listed(&sheets)),
    ];
    let notes = notes.into_iter().chain(scores).collect();
    TableView { title: named::snapshot(live, table.occasion.as_str()), columns: heads(&COUNTED), rows, notes }
}

fn brief(digest: &muster_protocol::ids::Digest) -> String {
    digest.to_string().get(..12).unwrap_or_default().to_owned()
}

/// What differs of every sheet: points of lines, totals, ranks, grades.
fn difference(live: &Live, a: &SnapshotTable, b: &SnapshotTable) -> TableView {
    let head = [id!("sheet"), id!("unit"), id!("what-differs"), id!("before-column"), id!("after-column")];
    let mut rows = Vec::new();
    let shown = |points_of: Option<i64>| points_of.map_or_else(|| "—".to_owned(), points);
    for sheet in &b.sheets {
        let Some(before) = a.sheets.iter().find(|known| known.sheet == sheet.sheet) else { continue };
        let known = live.def.scores.iter().find(|known| known.id == sheet.sheet);
        for row in &sheet.rows {
            let who = label(&live.def, &row.unit);
            let Some(was) = before.rows.iter().find(|was| was.unit == row.unit) else {
                rows.push(cells! {
                    = &sheet.sheet, = &who, text!("comes-in"), = "—", = shown(row.total)
                });
                continue;
            };
            let mut differs = |what: LocalizedText, before: String, after: String| {
                if before != after {
                    rows.push(cells! {
                        = &sheet.sheet, = &who, what, = before, = after
                    });
                }
            };
            for line in &row.lines {
                let place =
                    |it: &&muster_protocol::table::LineScore| (it.group, it.line) == (line.group, line.line);
                let name = known.and_then(|known| known.groups.get(usize::from(line.group)));
                let name = name.and_then(|group| group.lines.get(usize::from(line.line)));
                let name = name.map_or_else(|| "?".to_owned(), |line| line.name.clone());
                let then = was.lines.iter().find(place).and_then(|line| line.points);
                differs(LocalizedText::same(name), shown(then), shown(line.points));
            }
            differs(text!("bonus"), points(was.bonus), points(row.bonus));
            differs(text!("total"), shown(was.total), shown(row.total));
            // Who waits, or was asked nothing, has no rank.
            let rank = |rank: u32| if rank > 0 { rank.to_string() } else { "—".to_owned() };
            differs(text!("rank"), rank(was.rank), rank(row.rank));
            let grade = |at: Option<u8>| {
                let grade = at.and_then(|at| known.and_then(|known| known.grades.get(usize::from(at))));
                grade.map_or_else(|| "—".to_owned(), |grade| grade.name.clone())
            };
            differs(text!("grade"), grade(was.grade), grade(row.grade));
        }
        for was in before.rows.iter().filter(|was| !sheet.rows.iter().any(|row| row.unit == was.unit)) {
            let who = label(&live.def, &was.unit);
            rows.push(cells! {
                = &sheet.sheet, = who, text!("goes-out"), = shown(was.total), = "—"
            });
        }
    }
    let notes = if rows.is_empty() { vec![text!("the-snapshots-do-not-differ")] } else { Vec::new() };
    let title = text!("difference-from-one-to-another", occasion = a.occasion, occasion_2 = b.occasion);
    TableView { title, columns: heads(&head), rows, notes }
}
