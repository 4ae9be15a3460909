//! 方案: the rows of the committee's plan, and which of them no line of the file serves.
//!
//! A line says whom it serves with 依据, wherever in the file it stands; nothing else is asked of it here.

use muster_protocol::{id, text};
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::PlanRow;

use super::findings::code;
use super::findings::finding::{Place, Report};
use super::text::fields::{self, Fields, narrow};
use super::text::tree::{Node, Value};
use crate::definition::description::grammar;
use crate::definition::head;
use crate::definition::keys::{ID, Key, PLAN, REF, ROWS};
use crate::definition::limits::ROWS_MAX;

/// Rows named in one finding; the rest is a number.
const NAMED_MAX: usize = 12;

/// Compares the rows of the plan with what the lines of the file name. `sections` are the parts of the file.
pub(crate) fn read(root: &Node, sections: &[Key], report: &mut Report) -> Vec<PlanRow> {
    let Some(node) = head::child(root, PLAN) else { return Vec::new() };
    let Some(fields) = Fields::of(node, PLAN, node.place, &grammar::PLAN.keys(), report) else {
        return Vec::new();
    };
    let Some(written) = fields.must(ROWS, report) else { return Vec::new() };
    let rows = rows(written, report);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut served: BTreeMap<String, BTreeSet<String>> =
        rows.iter().map(|row| (row.clone(), BTreeSet::new())).collect();
    for (row, place, line) in named(root, sections) {
        match served.get_mut(&row) {
            Some(lines) => {
                lines.insert(line);
            }
            None => {
                let known = rows.iter().map(String::as_str);
                fields::unknown_name(id!("row-of-the-plan"), &row, place, known, report);
            }
        }
    }
    let plan: Vec<PlanRow> = rows
        .into_iter()
        .map(|row| PlanRow { lines: served.remove(&row).unwrap_or_default().into_iter().collect(), row })
        .collect();
    unserved(&plan, written.place, report);
    plan
}

fn unserved(plan: &[PlanRow], place: Place, report: &mut Report) {
    let open: Vec<&str> =
        plan.iter().filter(|row| row.lines.is_empty()).map(|row| row.row.as_str()).collect();
    if open.is_empty() {
        return;
    }
    let (all, count) = (plan.len(), open.len());
    let named = open[..count.min(NAMED_MAX)].join("、");
    let more = count.checked_sub(NAMED_MAX).filter(|more| *more > 0);
    let more = more.map(|more| text!("and-more-more", more, count));
    let done = all - count;
    let said = text!("of-all-row-of-the-plan-done-are", #all = all, done, named, more: more);
    report.warning(code::UNSERVED, place, said).fix(text!("name-the-row-in-the-ref-of-the"));
}

/// S1..S83, or a list of rows and stretches. A row that appears twice is one.
fn rows(node: &Node, report: &mut Report) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (text, place) in fields::texts(node, ROWS, report) {
        match stretch(&narrow(&text)) {
            Some(rows) if found.len() + rows.len() <= ROWS_MAX => {
                found.extend(rows.into_iter().filter(|row| !found.contains(row)).collect::<Vec<_>>());
            }
            _ => {
                let said = text!("the-rows-text-are-not-understood-at-most", text, rows_max = ROWS_MAX);
                report.error(code::BAD_VALUE, place, said).fix(text!("write-s1-s83-or-list-them-one-by"));
                return Vec::new();
            }
        }
    }
    found
}

fn stretch(text: &str) -> Option<Vec<String>> {
    let Some((first, last)) = text.split_once("..").or_else(|| text.split_once('至')) else {
        return (!text.is_empty()).then(|| vec![text.to_owned()]);
    };
    let name = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let (from, to): (usize, usize) =
        (first[name.len()..].parse().ok()?, last.strip_prefix(name)?.parse().ok()?);
    (from <= to && to - from < ROWS_MAX)
        .then(|| (from..=to).map(|number| format!("{name}{number}")).collect())
}

/// Every row that a line names, with its place and the line.
fn named(root: &Node, sections: &[Key]) -> Vec<(String, Place, String)> {
    let mut found = Vec::new();
    let Value::Map(entries) = &root.value else { return found };
    for section in entries {
        let Some(key) = sections.iter().find(|key| key.is(&section.key)) else { continue };
        match &section.value.value {
            Value::Map(lines) if lines.iter().any(|line| REF.is(&line.key)) => {
                refs(&section.value, key.zh, &mut found);
            }
            Value::Map(lines) => {
                lines
                    .iter()
                    .for_each(|line| refs(&line.value, &format!("{}/{}", key.zh, line.key), &mut found));
            }
            Value::List(items) => items.iter().for_each(|item| {
                let id = match head::child(item, ID).map(|id| &id.value) {
                    Some(Value::Text(id)) => id.as_str(),
                    _ => "",
                };
                refs(item, &format!("{}/{id}", key.zh), &mut found);
            }),
            Value::Text(_) | Value::Nothing => {}
        }
    }
    found
}

/// Rows named anywhere below a node. Nesting is bounded where the file is parsed.
fn refs(node: &Node, line: &str, found: &mut Vec<(String, Place, String)>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                if REF.is(&entry.key) {
                    let rows = fields::items(&entry.value).iter();
                    found.extend(rows.filter_map(|row| match &row.value {
                        Value::Text(text) => Some((narrow(text), row.place, line.to_owned())),
                        _ => None,
                    }));
                } else {
                    refs(&entry.value, line, found);
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| refs(item, line, found)),
        Value::Text(_) | Value::Nothing => {}
    }
}

#[cfg(test)]
mod tests {
    use super::stretch;

    #[test]
    fn stretches_of_rows() {
        let read = |text| stretch(text).map(|rows| rows.join(" "));
        assert_eq!(read("S1..S3").as_deref(), Some("S1 S2 S3"));
        assert_eq!(read("第1至第2"), Some("第1 第2".to_owned()));
        assert_eq!(read("S9").as_deref(), Some("S9"));
        for bad in ["S3..S1", "S1..T3", "S1..S", "S1..S999999999999", ""] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
