//! Whatever the bytes are: a list of findings, never a panic, and a definition only without an error.

use std::sync::LazyLock;

use muster_protocol::definition::Definition;
use proptest::prelude::*;

use super::{MAIN, frame};
use crate::definition::{Files, Severity, compile, needs};
use crate::script;

/// Pieces that hurt parsers.
const PIECES: [&str; 26] = [
    "：",
    "，",
    "｛",
    "】",
    "“",
    "\"",
    "'",
    "\t",
    "\u{3000}",
    "\0",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "|",
    ">",
    "- ",
    "[",
    "}",
    "\n",
    "---\n",
    "2月30日",
    "99999999999999999999",
    "每月",
    "#",
    "\u{feff}",
];

#[derive(Debug, Clone)]
pub(super) enum Edit {
    Insert(prop::sample::Index, usize),
    Delete(prop::sample::Index, usize),
    Byte(prop::sample::Index, u8),
    Copy(prop::sample::Index, prop::sample::Index, usize),
}

/// A slip of the hand.
pub(super) fn edit() -> impl Strategy<Value = Edit> {
    use prop::sample::Index;
    prop_oneof![
        (any::<Index>(), 0..PIECES.len()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (any::<Index>(), 1..60_usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        (any::<Index>(), any::<Index>(), 1..200_usize)
            .prop_map(|(from, to, length)| Edit::Copy(from, to, length)),
    ]
}

/// The bytes after some slips.
pub(super) fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        if bytes.is_empty() {
            return bytes;
        }
        match edit {
            Edit::Insert(at, piece) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, PIECES[*piece].bytes());
            }
            Edit::Delete(at, length) => {
                let at = at.index(bytes.len());
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Edit::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Edit::Copy(from, to, length) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

fn check(files: &Files) -> Result<(), TestCaseError> {
    let compiled = compile(files);
    let broken = compiled.findings.iter().any(|finding| finding.severity == Severity::Error);
    prop_assert_eq!(compiled.definition.is_none(), broken);
    for finding in &compiled.findings {
        prop_assert!(finding.line > 0 && finding.column > 0 && finding.length > 0);
        prop_assert!(!finding.sentence.zh.is_empty() && !finding.sentence.en.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_files_never_panic(which in 0..5_usize, edits in prop::collection::vec(edit(), 1..8)) {
        let mut files = frame();
        let names: Vec<String> = files.files.keys().cloned().collect();
        // The main file is the one that clerks edit most.
        let name = if which == 4 { names[which].clone() } else { MAIN.to_owned() };
        let name = if which == 3 { "roster.csv".to_owned() } else { name };
        let bytes = edited(files.files[&name].clone(), &edits);
        let _ = needs(&bytes);
        files.files.insert(name, bytes);
        check(&files)?;
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), text in "[ -~：，“”年月日\n\t]{0,300}") {
        for main in [bytes, text.into_bytes()] {
            let _ = needs(&main);
            let mut files = frame();
            files.files.insert(MAIN.to_owned(), main.clone());
            check(&files)?;
            files = frame();
            files.files.insert("roster.csv".to_owned(), main);
            check(&files)?;
        }
    }

    #[test]
    fn edited_scripts_never_panic(edits in prop::collection::vec(edit(), 1..8)) {
        static DEFINITION: LazyLock<Definition> = LazyLock::new(|| compile(&frame()).definition.unwrap());
        let bytes = include_bytes!("../../../../../workflows/service-year/script.yaml").to_vec();
        let (script, findings) = script::parse(&edited(bytes, &edits), &DEFINITION);
        let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
        prop_assert_eq!(script.is_none(), broken);
    }
}
