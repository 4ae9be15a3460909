//! A table of festivals: lunar dates come from a table with one chosen day, not from an algorithm.

use muster_protocol::ids::is_slug;
use muster_protocol::time::Date;
use muster_protocol::{id, text};

use crate::definition::context::Context;
use crate::definition::days::dates;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::head;
use crate::definition::keys::{BEFORE_FESTIVALS, FESTIVALS, Key};
use crate::definition::names::Names;
use crate::definition::text::fields;
use crate::definition::text::tables::Table;
use crate::definition::text::tree::Node;

/// A festival that a line names, with its days of all years in the table.
#[derive(Debug)]
pub(crate) struct Festival {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) days: Vec<Date>,
    /// Where the line names it.
    pub(crate) place: Place,
}

const ID: Key = Key { zh: "编号", en: "id" };
const NAME: Key = Key { zh: "节日", en: "festival" };
const DATE: Key = Key { zh: "日期", en: "date" };

/// Reads the festivals that a line names from the table that it names.
pub(crate) fn read(
    node: &Node,
    table: &Node,
    names: &Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Option<Vec<Festival>> {
    let (file, bytes) = head::file(table, FESTIVALS, context.files, report)?;
    let mut findings = Report::new(&file);
    let rows = rows(bytes, names.year, &mut findings);
    let sound = !findings.broken();
    context.found(findings);
    let rows = rows.filter(|_| sound)?;
    let mut found = Vec::new();
    for (name, place) in fields::distinct(node, BEFORE_FESTIVALS, report) {
        let days: Vec<Date> =
            rows.iter().filter(|(_, known, _)| *known == name).map(|&(.., day)| day).collect();
        let Some((id, ..)) = rows.iter().find(|(_, known, _)| *known == name) else {
            let known = rows.iter().map(|(_, name, _)| name.as_str());
            fields::unknown_name(id!("festival"), &name, place, known, report);
            return None;
        };
        found.push(Festival { id: id.clone(), name, days, place });
    }
    Some(found)
}

fn rows(bytes: &[u8], year: i32, report: &mut Report) -> Option<Vec<(String, String, Date)>> {
    let table = Table::read(bytes, report)?;
    let all = [ID, NAME, DATE];
    table.check_headings(&all, &[], report);
    let [Some(id), Some(name), Some(date)] = all.map(|key| table.must(key, &all, report)) else {
        return None;
    };
    let mut rows = Vec::new();
    for row in &table.rows {
        let (slug, festival, written) = (row.cell(Some(id)), row.cell(Some(name)), row.cell(Some(date)));
        let Some(day) = dates::day(written, year).ok().filter(|_| is_slug(slug) && !festival.is_empty())
        else {
            let said = text!("a-row-needs-an-id-small-letters-a");
            report
                .error(code::TABLE_ROW, table.place(row, Some(date)), said)
                .fix(text!("write-a-row-of-festivals-like-this"));
            continue;
        };
        rows.push((slug.to_owned(), festival.to_owned(), day));
    }
    Some(rows)
}
