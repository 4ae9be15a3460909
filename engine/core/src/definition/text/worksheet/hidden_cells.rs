//! Rows and columns of a sheet that are out of sight: put there by a filter, by hand or by a folded outline. The library
//! that reads cells does not tell of them, so the parts of the packed file are looked at.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};

use crate::definition::limits::{SHEET_BYTES_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX};

/// Rows and columns, from 0.
type HiddenParts = (Vec<u32>, Vec<u32>);

/// What is hidden in a sheet; nothing where the parts do not say it as usual.
pub(super) fn of(bytes: &[u8], sheet: &str) -> Option<HiddenParts> {
    let mut id = None;
    walk(bytes, "xl/workbook.xml", |name, e| {
        if name == "sheet" && value(e, "name").as_deref() == Some(sheet) {
            id = value(e, "id");
        }
        id.is_none()
    })?;
    let (id, mut path) = (id?, None);
    walk(bytes, "xl/_rels/workbook.xml.rels", |_, e| {
        if value(e, "Id").as_ref() == Some(&id) {
            path = value(e, "Target");
        }
        path.is_none()
    })?;
    let path = path?;
    let path = path.strip_prefix('/').map_or_else(|| format!("xl/{path}"), str::to_owned);
    // Sets: a file may say the same row or column as often as it likes.
    let (mut rows, mut columns, mut next) = (BTreeSet::new(), BTreeSet::new(), 0);
    walk(bytes, &path, |name, e| {
        match name {
            "col" if is_invisible(e) => {
                let at = |key: &str| value(e, key).and_then(|text| text.parse::<u32>().ok());
                let (from, to) = (at("min").unwrap_or(1), at("max").unwrap_or(1));
                columns.extend(from.saturating_sub(1)..to.min(SHEET_COLUMNS_MAX));
            }
            "row" => {
                let said = value(e, "r").and_then(|text| text.parse::<u32>().ok());
                let row = said.map_or(next, |row| row.saturating_sub(1));
                next = row.saturating_add(1);
                if is_invisible(e) && row < SHEET_ROWS_MAX {
                    rows.insert(row);
                }
            }
            _ => {}
        }
        true
    })?;
    Some((rows.into_iter().collect(), columns.into_iter().collect()))
}

fn is_invisible(e: &BytesStart<'_>) -> bool {
    value(e, "hidden").is_some_and(|said| said == "1" || said == "true")
}

/// An attribute by its name without a prefix.
fn value(e: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found =
        e.attributes().with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == wanted)?;
    quick_xml::escape::unescape(&found.value).ok().map(|text| text.into_owned())
}

/// Walks the elements of a part until `take` has enough. None where there is no such part, or it cannot be read.
fn walk(bytes: &[u8], part: &str, mut take: impl FnMut(&str, &BytesStart<'_>) -> bool) -> Option<()> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = packed.by_name(part).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(part.take(SHEET_BYTES_MAX)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Xml::Start(e) | Xml::Empty(e) => {
                let name = e.local_name();
                if !take(name.as_ref(), &e) {
                    return Some(());
                }
            }
            Xml::Eof => return Some(()),
            _ => {}
        }
    }
}
