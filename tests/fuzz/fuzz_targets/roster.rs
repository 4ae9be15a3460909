//! Any bytes as a roster, as table and as workbook: read alone, within a campaign that is otherwise sound, and as a new roster
//! against the old one. Bytes that begin with `<` are the parts of a workbook.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use muster_core::definition::{Files, check_roster, compile, propose, table_text};

static STARTER: LazyLock<Files> = LazyLock::new(|| muster_fuzz::carried("starter"));

fuzz_target!(|bytes: &[u8]| {
    let packed;
    let bytes = if bytes.starts_with(b"<") {
        packed = muster_fuzz::workbook(bytes);
        &packed
    } else {
        bytes
    };
    let lines = table_text(bytes).lines().count().max(bytes.split(|byte| *byte == b'\n').count());
    let findings = check_roster(bytes, 2026);
    assert!(findings.iter().all(|it| it.line as usize <= lines + 2), "a place behind the end");
    let mut files = STARTER.clone();
    for name in ["roster.csv", "roster.xlsx"] {
        files.files.insert(name.to_owned(), bytes.to_vec());
    }
    let compiled = compile(&files);
    assert!(compiled.definition.is_some() || !compiled.findings.is_empty(), "refused without a word");
    let old = &STARTER.files["roster.csv"];
    drop(propose(old, bytes, 2026, None, &BTreeMap::new()));
    drop(propose(bytes, old, 2026, None, &BTreeMap::new()));
});
