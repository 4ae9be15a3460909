//! A score sheet as a table (csv or xlsx): a row a line, as offices keep such sheets. It becomes the same tree that the file
//! itself would have been, and is read and judged as that.

use muster_protocol::definition::Decimal;
use muster_protocol::{id, text};

use crate::definition::context::Context;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::head;
use crate::definition::keys::{
    ASK, AUTO, BY, CATEGORY, DEDUCT, FULL, GROUPS, ITEMS, Key, OTHERWISE, REF, SCORES, word, written_in,
};
use crate::definition::text::decimals;
use crate::definition::text::fields;
use crate::definition::text::tables::{Row, Table};
use crate::definition::text::tree::{Entry, Node, Value};

const GROUP: Key = Key { zh: "组", en: "group" };
const GROUP_FULL: Key = Key { zh: "组满分", en: "group_full" };
const LINE: Key = Key { zh: "指标", en: "line" };
const HOW: Key = Key { zh: "方式", en: "how" };
const RULE: Key = Key { zh: "规则", en: "rule" };

/// Ways to score, as tables say them.
const WAYS: [(Key, Key); 4] = [
    (word("自动", "auto"), AUTO),
    (word("问卷", "survey"), AUTO),
    (word("扣分", "deduct"), DEDUCT),
    (word("人工", "by hand"), BY),
];

/// The groups of a table, as the file would say them, with its own findings; nothing where it cannot be read.
pub(super) fn groups(node: &Node, context: &mut Context<'_>, report: &mut Report) -> Option<(Node, Report)> {
    let (file, bytes) = head::file(node, GROUPS, context.files, report)?;
    let mut findings = Report::new(&file);
    match tree(bytes, &mut findings) {
        Some(tree) => Some((tree, findings)),
        None => {
            context.others.extend(findings.into_findings());
            None
        }
    }
}

/// Columns of a table.
struct Columns {
    group: usize,
    group_full: Option<usize>,
    line: usize,
    full: usize,
    how: usize,
    rule: usize,
    ask: Option<usize>,
    otherwise: Option<usize>,
    category: Option<usize>,
    refs: Option<usize>,
}

fn tree(bytes: &[u8], report: &mut Report) -> Option<Node> {
    let known = [GROUP, GROUP_FULL, LINE, FULL, HOW, RULE, ASK, OTHERWISE, CATEGORY, REF];
    let is_known = |heading: &str| known.iter().any(|key| key.is(heading));
    let table = Table::read_below(bytes, &is_known, report)?;
    table.check_headings(&known, &[], report);
    let must = [GROUP, LINE, FULL, HOW, RULE].map(|key| table.must(key, &known, report));
    let [Some(group), Some(line), Some(full), Some(how), Some(rule)] = must else { return None };
    let columns = Columns {
        group,
        group_full: table.column(GROUP_FULL),
        line,
        full,
        how,
        rule,
        ask: table.column(ASK),
        otherwise: table.column(OTHERWISE),
        category: table.column(CATEGORY),
        refs: table.column(REF),
    };
    let mut groups: Vec<(String, Place, Vec<&Row>)> = Vec::new();
    for row in &table.rows {
        // Below a merged cell the group stays the one above.
        let name = row.cell(Some(columns.group));
        match groups.last_mut() {
            Some((last, _, rows)) if name.is_empty() || *last == name => rows.push(row),
            _ => groups.push((name.to_owned(), table.place(row, Some(columns.group)), vec![row])),
        }
    }
    let entries = groups.into_iter().map(|(name, place, rows)| {
        let value = group_of(&table, &columns, place, &rows, report);
        Entry { key: name, key_place: place, value }
    });
    let entries = entries.collect();
    Some(Node { place: Place::START, value: Value::Map(entries) })
}

fn entry(key: Key, place: Place, value: Value) -> Entry {
    Entry { key: key.zh.to_owned(), key_place: place, value: Node { place, value } }
}

fn group_of(table: &Table, columns: &Columns, place: Place, rows: &[&Row], report: &mut Report) -> Node {
    let given = rows.iter().map(|row| (row, row.cell(columns.group_full))).find(|(_, cell)| !cell.is_empty());
    let full = match given {
        Some((row, cell)) => (cell.to_owned(), table.place(row, columns.group_full)),
        None => (sum(columns, rows), place),
    };
    let lines = rows.iter().map(|row| line_of(table, columns, row, report)).collect();
    let entries = vec![entry(FULL, full.1, Value::Text(full.0)), entry(ITEMS, place, Value::Map(lines))];
    Node { place, value: Value::Map(entries) }
}

/// What the lines of a group sum to: those for everybody, and those of the first category that has some of its own.
fn sum(columns: &Columns, rows: &[&Row]) -> String {
    let first = rows.iter().map(|row| row.cell(columns.category)).find(|category| !category.is_empty());
    let mut sum = 0;
    for row in rows {
        let category = row.cell(columns.category);
        if category.is_empty() || Some(category) == first {
            sum += decimals::parse(row.cell(Some(columns.full))).map_or(0, |points| points.0);
        }
    }
    Decimal(sum).to_string()
}

fn line_of(table: &Table, columns: &Columns, row: &Row, report: &mut Report) -> Entry {
    let at = |column: usize| table.place(row, Some(column));
    let mut entries =
        vec![entry(FULL, at(columns.full), Value::Text(row.cell(Some(columns.full)).to_owned()))];
    let (way, rule) = (row.cell(Some(columns.how)), row.cell(Some(columns.rule)));
    match WAYS.iter().find(|(word, _)| word.zh == way || word.en.eq_ignore_ascii_case(way)) {
        Some((_, key)) if *key == DEDUCT => {
            entries.push(entry(DEDUCT, at(columns.rule), deductions(rule, at(columns.rule))));
        }
        Some((_, key)) => entries.push(entry(*key, at(columns.rule), Value::Text(rule.to_owned()))),
        None => {
            let names = WAYS.iter().map(|(word, _)| word.say(written_in(way)));
            fields::unknown_name(id!("way-to-score"), way, at(columns.how), names, report);
        }
    }
    for (key, column) in [(ASK, columns.ask), (OTHERWISE, columns.otherwise)] {
        let cell = row.cell(column);
        if let Some(column) = column.filter(|_| !cell.is_empty()) {
            entries.push(entry(key, at(column), Value::Text(cell.to_owned())));
        }
    }
    for (key, column) in [(CATEGORY, columns.category), (REF, columns.refs)] {
        let cell = row.cell(column);
        if let Some(column) = column.filter(|_| !cell.is_empty()) {
            let place = at(column);
            let parts =
                cell.split([';', '；', '、', ',', '，']).map(str::trim).filter(|part| !part.is_empty());
            let parts = parts.map(|part| Node { place, value: Value::Text(part.to_owned()) }).collect();
            entries.push(entry(key, place, Value::List(parts)));
        }
    }
    let name = row.cell(Some(columns.line));
    if name.is_empty() {
        report
            .error(code::TABLE_ROW, at(columns.line), text!("this-row-has-no-name-of-its-line"))
            .fix(text!("write-the-name-or-delete-the-row"));
    }
    let place = at(columns.line);
    Entry { key: name.to_owned(), key_place: place, value: Node { place, value: Value::Map(entries) } }
}

/// Findings and their points: 每发现1个问题 1；逾期整改 2.
fn deductions(rule: &str, place: Place) -> Value {
    let parts = rule.split([';', '；', '、', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let entries = parts.map(|part| {
        // The points stand last: behind a blank, a colon or an equals sign.
        let cut = part.rfind(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '=')).unwrap_or(0);
        let (cause, points) = part.split_at(cut);
        let points = points.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '='));
        let points = points.trim_end_matches('分').to_owned();
        let value = Node { place, value: Value::Text(points) };
        Entry { key: cause.trim().to_owned(), key_place: place, value }
    });
    Value::Map(entries.collect())
}

/// Tables of score sheets that the main file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    head::files_of(root, SCORES, &[GROUPS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deductions_are_read_with_their_points_last() {
        let Value::Map(found) = deductions("每发现1个问题 1；逾期整改：2分; 材料不实=0.5", Place::START)
        else {
            panic!("no map")
        };
        let said: Vec<(String, Value)> = found.into_iter().map(|one| (one.key, one.value.value)).collect();
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(
            said,
            [
                ("每发现1个问题".to_owned(), text("1")),
                ("逾期整改".to_owned(), text("2")),
                ("材料不实".to_owned(), text("0.5")),
            ]
        );
    }
}
