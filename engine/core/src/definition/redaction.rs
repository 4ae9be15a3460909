//! What of the committee's files goes into the log: everything but accounts, numbers and remarks
//! (ARCHITECTURE.md, “What always holds”).

use super::people::roster;
use super::text::{intake, scan, tables, worksheet};

/// Headings of columns that never enter the log, in Chinese and English: accounts and numbers stand in the contacts
/// store, and remarks are free text.
const LEFT_OUT: [&str; 8] = ["渠道账号", "account", "短号", "ext", "备注", "note", "事由", "reason"];

/// The bytes of a file of the committee as the log keeps them: a table without its private columns, any other file as
/// it is. A row that cannot be read is left out rather than kept unlooked at.
#[must_use]
pub fn redacted_source(name: &str, bytes: &[u8]) -> Vec<u8> {
    if !is_table(name, bytes) {
        return bytes.to_vec();
    }
    let text = intake::table_text(bytes);
    let rows: Vec<csv::StringRecord> =
        scan::records(&text).into_iter().filter(|row| !tables::is_blank(row)).collect();
    let heading = tables::heading_at(&rows, &roster::is_known);
    let mut kept = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut private: Option<Vec<usize>> = None;
    // What stands above the heading is free text.
    for row in &rows[heading.min(rows.len())..] {
        let private = private.get_or_insert_with(|| {
            let headings = row.iter().enumerate();
            headings.filter(|(_, heading)| LEFT_OUT.contains(&heading.trim())).map(|(at, _)| at).collect()
        });
        let public = row.iter().enumerate().filter(|(at, _)| !private.contains(at)).map(|(_, cell)| cell);
        if kept.write_record(public).is_err() {
            return Vec::new();
        }
    }
    kept.into_inner().unwrap_or_default()
}

/// Workbooks are kept as the table that was read of them, never as they came.
pub(super) fn is_table(name: &str, bytes: &[u8]) -> bool {
    name.ends_with(".csv") || name.ends_with(".xlsx") || worksheet::is_packed(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_and_remarks_never_enter_the_log() {
        let roster =
            "\u{feff}单位编码,渠道账号,简称,短号,备注\n001,zj001,局机关,0101,\"a,b\"\n002,zj002,质监站\n";
        let kept = String::from_utf8(redacted_source("roster.csv", roster.as_bytes())).unwrap();
        assert_eq!(kept, "单位编码,简称\n001,局机关\n002,质监站\n");
        assert_eq!(redacted_source("a.yaml", b"account: x"), b"account: x");
    }
}
