//! Snapshots: which were taken, what stands in one, what differs between two.

use muster_protocol::catalogue::{Listed, LocalizedText, TextId};
use muster_protocol::definition::{Definition, Moment};
use muster_protocol::table::{SnapshotRow, SnapshotTable};
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use super::past::{self, Past};
use super::{as_of, categories, category, difference, label, named, or_dash, place, scores};
use crate::execute::Handle;
use crate::execute::live::{Live, Taken};
use crate::execute::sight::Sight;
use crate::store::StoreError;

pub(super) fn list(live: &Live) -> TableView {
    let head = [
        id!("column-snapshot"),
        id!("name-2"),
        id!("cut-off"),
        id!("column-up-to-event"),
        id!("digest-of-the-table"),
    ];
    let rows = live.taken.iter().map(|taken| {
        let digest = taken.digest.to_string();
        cells! {
            = &taken.key, name(live, taken), = taken.at.map(|at| live.local(at)).unwrap_or_default(),
            = taken.cutoff, = digest.get(..16).unwrap_or_default()
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

/// `KEY`, `KEY/rates`, `KEY/SHEET`, `KEY/SHEET/lines`, or `A..B`. The key alone is the sheet whose snapshot it is, and else the
/// rates.
pub(super) async fn one(
    whose: (&Handle, &Sight),
    live: &Live,
    rest: &str,
) -> Result<Option<TableView>, StoreError> {
    if let Some((a, b)) = rest.split_once("..") {
        let (first, second) = (past::read(whose, live, a).await?, past::read(whose, live, b).await?);
        return Ok(first.zip(second).map(|(a, b)| difference::between(&a, &b)));
    }
    let mut parts = rest.split('/');
    let key = parts.next().unwrap_or_default();
    let Some(past) = past::read(whose, live, key).await? else { return Ok(None) };
    let (named, lines) = (parts.next(), parts.next() == Some("lines"));
    let moment = past.def.snapshot_of(key).and_then(|plan| plan.moment.sheet());
    let mut shown = match named.or(moment) {
        None | Some("rates") => Some(counts(live, &past)),
        Some(sheet) => past.sheet(live, sheet, lines, whose.1.is_whole()),
    };
    if let Some(shown) = shown.as_mut().filter(|_| named.is_none()) {
        let sheets: Vec<&str> = past.table.sheets.iter().map(|of| of.sheet.as_str()).collect();
        if !sheets.is_empty() {
            shown.notes.push(text!("other-tables-of-a-snapshot", key, sheets: Listed(&sheets)));
        }
    }
    Ok(shown)
}

impl Past {
    /// A sheet as it stood, or its lines.
    fn sheet(&self, live: &Live, sheet: &str, lines: bool, is_whole: bool) -> Option<TableView> {
        let at = self.def.scores.iter().position(|known| known.id == sheet)?;
        let of = self.table.sheets.iter().find(|of| of.sheet == sheet)?;
        if lines {
            return Some(scores::lines(&self.def, at, of));
        }
        let when = scores::When::Taken(live.local(self.table.at));
        let mut shown = scores::sheet(&self.def, at, (of, is_whole), &when);
        shown.notes.push(self.cut_off(live));
        Some(shown)
    }

    fn cut_off(&self, live: &Live) -> LocalizedText {
        let table = &self.table;
        text!(
            "cut-off-at-an-event",
            at = live.local(table.at),
            cutoff = table.cutoff,
            definition = brief(&table.definition),
            roster = brief(&table.roster)
        )
    }
}

/// What is counted for completion and on-time rates: columns of the tables that stand beside the sheets.
const COUNTED: [TextId; 6] =
    [id!("category-2"), id!("rank"), id!("unit"), id!("column-asked"), id!("column-done"), id!("on-time")];

/// The rows of a table in their order.
fn ordered(def: &Definition, table: &SnapshotTable) -> Vec<SnapshotRow> {
    let (mut rows, categories) = (table.rows.clone(), categories(def));
    rows.sort_by_cached_key(|row| place(def, &categories, &row.unit, row.rank));
    rows
}

/// What is counted of a unit.
fn counted(def: &Definition, row: &SnapshotRow) -> Vec<LocalizedText> {
    cells! {
        = category(def, &row.unit), or_dash((row.rank > 0).then(|| row.rank.to_string())),
        = label(def, &row.unit), = row.expected, = row.done, = row.on_time
    }
}

/// Completion and on-time rates as they are now, which stay a table of their own beside a sheet.
pub(super) fn rates(live: &Live, table: &SnapshotTable) -> TableView {
    let percent = |hundredths: u16| format!("{}.{:02}%", hundredths / 100, hundredths % 100);
    let rows = ordered(&live.def, table).into_iter().map(|row| {
        let mut cells = counted(&live.def, &row);
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
fn counts(live: &Live, past: &Past) -> TableView {
    let (table, def) = (&past.table, &past.def);
    let rows = ordered(def, table).iter().map(|row| counted(def, row)).collect();
    let name = |id: &str| def.scores.iter().find(|sheet| sheet.id == id).map(|sheet| sheet.name.clone());
    let sheets: Vec<String> =
        table.sheets.iter().map(|of| name(&of.sheet).unwrap_or_else(|| of.sheet.clone())).collect();
    let notes = vec![past.cut_off(live), text!("score-sheets-listed", sheets: Listed(&sheets))];
    TableView { title: named::snapshot(live, table.occasion.as_str()), columns: heads(&COUNTED), rows, notes }
}

fn brief(digest: &muster_protocol::ids::Digest) -> String {
    digest.to_string().get(..12).unwrap_or_default().to_owned()
}
