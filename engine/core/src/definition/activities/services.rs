//! The service catalogue: a table of items with their statutory and promised working days (S46).

use muster_protocol::definition::CatalogueItem;
use muster_protocol::text;

use crate::definition::context::Context;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::head;
use crate::definition::keys::{CASES, CATALOGUE, Key};
use crate::definition::limits::{CATALOGUE_MAX, DAYS_MAX};
use crate::definition::text::fields::narrow;
use crate::definition::text::tables::{Row, Table};
use crate::definition::text::tree::Node;

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
    let (file, bytes) = head::file(node, CATALOGUE, context.files, report)?;
    let mut findings = Report::new(&file);
    let items = rows(bytes, &mut findings);
    let sound = !findings.broken();
    context.found(findings);
    items.filter(|_| sound)
}

fn rows(bytes: &[u8], report: &mut Report) -> Option<Vec<CatalogueItem>> {
    let table = Table::read(bytes, report)?;
    let all = [ITEM, STATUTORY, PROMISED, NOTE];
    table.check_headings(&all, &[], report);
    let columns = [ITEM, STATUTORY, PROMISED].map(|key| table.must(key, &all, report));
    let [Some(item), Some(statutory), Some(promised)] = columns else { return None };
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
            let said =
                text!("name-promises-within-working-days-more-than-the", name, #within = within, statutory);
            report
                .error(code::PROMISE_OVER_LAW, table.place(row, Some(promised)), said)
                .fix(text!("the-promised-time-may-not-be-longer-than"));
            continue;
        }
        items.push(CatalogueItem { name, statutory, promised: within });
    }
    if table.rows.len() > CATALOGUE_MAX {
        report
            .error(
                code::TOO_MANY,
                crate::definition::findings::finding::Place::START,
                text!("there-are-more-than-catalogue-max-items", catalogue_max = CATALOGUE_MAX),
            )
            .fix(text!("make-several-kinds-of-cases-of-it"));
    }
    Some(items)
}

fn twice_or_empty(table: &Table, row: &Row, column: usize, name: &str, report: &mut Report) {
    let place = table.place(row, Some(column));
    if name.is_empty() {
        report
            .error(code::TABLE_ROW, place, text!("this-row-names-no-item"))
            .fix(text!("fill-it-in-or-delete-the-row"));
    } else {
        report
            .error(code::TABLE_ROW, place, text!("the-item-name-appears-twice", name))
            .fix(text!("delete-one"));
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
        let said = text!("heading-must-be-a-number-of-working-days", heading, days_max = DAYS_MAX, plain);
        report
            .error(code::TABLE_ROW, table.place(row, Some(column)), said)
            .fix(text!("write-5-a-promise-may-also-be-same"));
    }
    days
}

/// Catalogues that the file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    head::files_of(root, CASES, &[CATALOGUE])
}
