//! The service catalogue: a table of items with their statutory and promised working days (S46).

use muster_protocol::definition::CatalogueItem;

use crate::definition::context::Context;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::head;
use crate::definition::keys::{CASES, CATALOGUE, Key};
use crate::definition::limits::{CATALOGUE_MAX, DAYS_MAX};
use crate::definition::text::fields::narrow;
use crate::definition::text::tables::{Row, Table};
use crate::definition::text::tree::{Entry, Node, Value};

const ITEM: Key = Key { zh: "事项", en: "item" };
const STATUTORY: Key = Key { zh: "法定时限", en: "statutory" };
const PROMISED: Key = Key { zh: "承诺时限", en: "promised" };
const NOTE: Key = Key { zh: "备注", en: "note" };

/// Reads the table that a kind of case names.
pub(crate) fn read(
    node: &Node,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Option<Vec<CatalogueItem>> {
    let (file, place) = head::file(node, CATALOGUE, report)?;
    let Some(bytes) = context.files.get(&file) else {
        head::missing_file(&file, place, report);
        return None;
    };
    let mut findings = Report::new(&file);
    let items = rows(bytes, &mut findings);
    let sound = !findings.broken();
    if !context.others.iter().any(|finding| finding.file == file) {
        context.others.extend(findings.into_findings());
    }
    items.filter(|_| sound)
}

fn rows(bytes: &[u8], report: &mut Report) -> Option<Vec<CatalogueItem>> {
    let table = Table::read(bytes, report)?;
    table.check_headings(&[ITEM, STATUTORY, PROMISED, NOTE], &[], report);
    let columns = (table.must(ITEM, report), table.must(STATUTORY, report), table.must(PROMISED, report));
    let (Some(item), Some(statutory), Some(promised)) = columns else { return None };
    let mut items: Vec<CatalogueItem> = Vec::new();
    for row in table.rows.iter().take(CATALOGUE_MAX) {
        let name = row.cell(Some(item)).to_owned();
        let statutory = days(&table, row, statutory, 1, report);
        let within = days(&table, row, promised, 0, report);
        if name.is_empty() || items.iter().any(|known| known.name == name) {
            twice_or_empty(&table, row, item, &name, report);
            continue;
        }
        let (Some(statutory), Some(within)) = (statutory, within) else { continue };
        if within > statutory {
            report
                .error(
                    code::PROMISE_OVER_LAW,
                    table.place(row, Some(promised)),
                    format!("“{name}”承诺 {within} 个工作日，比法定的 {statutory} 个还长"),
                    format!("“{name}” promises {within} working days, more than the {statutory} of the law"),
                )
                .fix(
                    "承诺时限不能超过法定时限",
                    "the promised time may not be longer than the statutory one",
                );
            continue;
        }
        items.push(CatalogueItem { name, statutory, promised: within });
    }
    if table.rows.len() > CATALOGUE_MAX {
        report
            .error(
                code::TOO_MANY,
                crate::definition::findings::finding::Place::START,
                format!("事项超过 {CATALOGUE_MAX} 个"),
                format!("there are more than {CATALOGUE_MAX} items"),
            )
            .fix("请分成几类办件", "make several kinds of cases of it");
    }
    Some(items)
}

fn twice_or_empty(table: &Table, row: &Row, column: usize, name: &str, report: &mut Report) {
    let place = table.place(row, Some(column));
    if name.is_empty() {
        report
            .error(code::TABLE_ROW, place, "这一行没有写事项", "this row names no item")
            .fix("请填上事项，或者删去这一行", "fill it in or delete the row");
    } else {
        report
            .error(
                code::TABLE_ROW,
                place,
                format!("事项“{name}”写了两次"),
                format!("the item “{name}” appears twice"),
            )
            .fix("请删去一个", "delete one");
    }
}

/// Working days in a cell; 当日 is none.
fn days(table: &Table, row: &Row, column: usize, least: u16, report: &mut Report) -> Option<u16> {
    let plain = narrow(row.cell(Some(column)));
    let digits = plain.trim_end_matches("工作日").trim_end_matches('个');
    let days = match plain.as_str() {
        "当日" | "当场" if least == 0 => Some(0),
        _ => digits.parse().ok().filter(|days| (least..=DAYS_MAX).contains(days)),
    };
    if days.is_none() {
        let heading = table.heading(Some(column)).to_owned();
        report
            .error(
                code::TABLE_ROW,
                table.place(row, Some(column)),
                format!("“{heading}”应当是工作日数，最多 {DAYS_MAX}，现在是“{plain}”"),
                format!("“{heading}” must be a number of working days up to {DAYS_MAX}, not “{plain}”"),
            )
            .fix("写 5 或 5个工作日；承诺时限还可以写 当日", "write 5; a promise may also be same day");
    }
    days
}

/// Catalogues that the file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    let Some(Node { value: Value::Map(cases), .. }) = head::child(root, CASES) else { return Vec::new() };
    let text = |entry: &Entry| match &head::child(&entry.value, CATALOGUE)?.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    };
    cases.iter().filter_map(text).filter(|name| head::stays_inside(name)).collect()
}
