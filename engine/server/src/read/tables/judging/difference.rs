//! What differs between two snapshots. Each is read with the definition under which it was taken: between them lines may have come,
//! gone, changed places or been called otherwise.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::{ScoreLine, ScoreSheet};
use muster_protocol::table::{LineScore, ScoreRow, SheetTable, SnapshotRow};
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use super::past::Past;
use super::{label, points};

type Rows = Vec<Vec<LocalizedText>>;

/// What differs of every sheet (its lines, and of each unit points, totals, ranks, grades) and of what was asked and done.
pub(super) fn between(a: &Past, b: &Past) -> TableView {
    let head = [id!("sheet"), id!("unit"), id!("what-differs"), id!("before-column"), id!("after-column")];
    let mut rows = Rows::new();
    for now in &b.table.sheets {
        let sheet = |past: &Past| past.def.scores.iter().find(|known| known.id == now.sheet).cloned();
        let Some(after) = sheet(b) else { continue };
        let before = sheet(a).zip(a.table.sheets.iter().find(|known| known.sheet == now.sheet));
        let Some((before, was)) = before else {
            rows.push(cells! { = &after.name, = "", text!("comes-in"), = "—", = after.total });
            continue;
        };
        maxima(&before, &after, &mut rows);
        Pair { a: (a, &before), b: (b, &after) }.units((was, now), &mut rows);
    }
    for was in &a.table.sheets {
        let gone = a.def.scores.iter().find(|known| known.id == was.sheet);
        let gone = gone.filter(|known| !b.table.sheets.iter().any(|now| now.sheet == known.id));
        rows.extend(gone.map(|gone| {
            cells! { = &gone.name, = "", text!("goes-out"), = gone.total, = "—" }
        }));
    }
    rates(a, b, &mut rows);
    let mut notes = Vec::new();
    if a.table.definition != b.table.definition {
        notes.push(text!("the-file-changed-between-the-snapshots"));
    }
    if rows.is_empty() {
        notes.push(text!("the-snapshots-do-not-differ"));
    }
    let (occasion, occasion_2) = (&a.table.occasion, &b.table.occasion);
    let title = text!("difference-from-one-to-another", occasion, occasion_2);
    TableView { title, columns: heads(&head), rows, notes }
}

fn lines(sheet: &ScoreSheet) -> impl Iterator<Item = &ScoreLine> {
    sheet.groups.iter().flat_map(|group| &group.lines)
}

/// The line of an earlier sheet that a line is: of its name, or of a name that it had.
fn earlier<'s>(before: &'s ScoreSheet, line: &ScoreLine) -> Option<&'s ScoreLine> {
    let named = lines(before).find(|was| was.name == line.name);
    named.or_else(|| lines(before).find(|was| line.formerly.contains(&was.name)))
}

/// Lines that came, went, are called otherwise or have another maximum: they are the sheet's, and no unit's.
fn maxima(before: &ScoreSheet, after: &ScoreSheet, rows: &mut Rows) {
    let of = |name: &str| text!("maximum-of-a-line", line = name);
    for line in lines(after) {
        match earlier(before, line) {
            None => rows.push(cells! { = &after.name, = "", of(&line.name), = "—", = line.max }),
            Some(was) => {
                if was.name != line.name {
                    rows.push(
                        cells! { = &after.name, = "", text!("name-of-a-line"), = &was.name, = &line.name },
                    );
                }
                if was.max != line.max {
                    rows.push(cells! { = &after.name, = "", of(&line.name), = was.max, = line.max });
                }
            }
        }
    }
    for was in lines(before) {
        let stays = lines(after).any(|line| earlier(before, line).is_some_and(|it| it.name == was.name));
        if !stays {
            rows.push(cells! { = &after.name, = "", of(&was.name), = was.max, = "—" });
        }
    }
}

/// A sheet in two snapshots.
struct Pair<'a> {
    a: (&'a Past, &'a ScoreSheet),
    b: (&'a Past, &'a ScoreSheet),
}

fn shown(points_of: Option<i64>) -> String {
    points_of.map_or_else(|| "—".to_owned(), points)
}

impl Pair<'_> {
    fn units(&self, (before, now): (&SheetTable, &SheetTable), rows: &mut Rows) {
        let name = &self.b.1.name;
        for row in &now.rows {
            let who = label(&self.b.0.def, &row.unit);
            match before.rows.iter().find(|was| was.unit == row.unit) {
                None => rows.push(cells! { = name, = &who, text!("comes-in"), = "—", = shown(row.total) }),
                Some(was) => self.unit(&who, (was, row), rows),
            }
        }
        for was in before.rows.iter().filter(|was| !now.rows.iter().any(|row| row.unit == was.unit)) {
            let who = label(&self.a.0.def, &was.unit);
            rows.push(cells! { = name, = who, text!("goes-out"), = shown(was.total), = "—" });
        }
    }

    fn unit(&self, who: &str, (was, row): (&ScoreRow, &ScoreRow), rows: &mut Rows) {
        let (before, after) = (self.a.1, self.b.1);
        let mut differs = |what: LocalizedText, was: String, is: String| {
            if was != is {
                rows.push(cells! { = &after.name, = who, what, = was, = is });
            }
        };
        let mut compared = Vec::new();
        for line in &row.lines {
            let Some(known) = line_of(after, line) else { continue };
            let then = earlier(before, known);
            compared.extend(then.map(|then| then.name.as_str()));
            let then = then.and_then(|then| score_of(before, was, &then.name));
            differs(LocalizedText::same(&known.name), shown(then), shown(line.points));
        }
        // Lines that are not there any more.
        for line in &was.lines {
            let gone = line_of(before, line).filter(|known| !compared.contains(&known.name.as_str()));
            if let Some(gone) = gone {
                differs(LocalizedText::same(&gone.name), shown(line.points), shown(None));
            }
        }
        differs(text!("bonus"), points(was.bonus), points(row.bonus));
        differs(text!("total"), shown(was.total), shown(row.total));
        differs(text!("rank"), rank(was.rank), rank(row.rank));
        differs(text!("grade"), grade(before, was), grade(after, row));
    }
}

fn line_of<'s>(sheet: &'s ScoreSheet, line: &LineScore) -> Option<&'s ScoreLine> {
    sheet.groups.get(usize::from(line.group))?.lines.get(usize::from(line.line))
}

fn score_of(sheet: &ScoreSheet, row: &ScoreRow, name: &str) -> Option<i64> {
    let named = |line: &&LineScore| line_of(sheet, line).is_some_and(|known| known.name == name);
    row.lines.iter().find(named).and_then(|line| line.points)
}

/// Who waits, or was asked nothing, has no rank.
fn rank(rank: u32) -> String {
    if rank > 0 { rank.to_string() } else { "—".to_owned() }
}

fn grade(sheet: &ScoreSheet, row: &ScoreRow) -> String {
    let grade = row.grade.and_then(|at| sheet.grades.get(usize::from(at)));
    grade.map_or_else(|| "—".to_owned(), |grade| grade.name.clone())
}

/// What differs of what was asked and done.
fn rates(a: &Past, b: &Past, rows: &mut Rows) {
    let table = || text!("completion-and-on-time");
    for row in &b.table.rows {
        let who = label(&b.def, &row.unit);
        let Some(was) = a.table.rows.iter().find(|was| was.unit == row.unit) else {
            rows.push(cells! { table(), = who, text!("comes-in"), = "—", = row.expected });
            continue;
        };
        let counted = |it: &SnapshotRow| [it.expected, it.done, it.on_time].map(|count| count.to_string());
        let whats = [text!("column-asked"), text!("column-done"), text!("on-time"), text!("rank")];
        let before = counted(was).into_iter().chain([rank(was.rank)]);
        let after = counted(row).into_iter().chain([rank(row.rank)]);
        for (what, (before, after)) in whats.into_iter().zip(before.zip(after)) {
            if before != after {
                rows.push(cells! { table(), = &who, what, = before, = after });
            }
        }
    }
    for was in a.table.rows.iter().filter(|was| !b.table.rows.iter().any(|row| row.unit == was.unit)) {
        let who = label(&a.def, &was.unit);
        rows.push(cells! { table(), = who, text!("goes-out"), = was.expected, = "—" });
    }
}
