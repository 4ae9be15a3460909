//! Any bytes as a roster, as table and as workbook: read alone and within a campaign that is otherwise sound.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use muster_core::definition::{Files, check_roster, compile};

static STARTER: LazyLock<Files> = LazyLock::new(|| muster_fuzz::carried("starter"));

fuzz_target!(|bytes: &[u8]| {
    let findings = check_roster(bytes, 2026);
    assert!(findings.iter().all(|it| it.line as usize <= bytes.len() + 2), "a place behind the end");
    let mut files = STARTER.clone();
    for name in ["roster.csv", "roster.xlsx"] {
        files.files.insert(name.to_owned(), bytes.to_vec());
    }
    let compiled = compile(&files);
    assert!(compiled.definition.is_some() || !compiled.findings.is_empty(), "refused without a word");
});
