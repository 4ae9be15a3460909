//! Any bytes as the main file of a campaign: checked, laid out in the standard form and in both languages, and played to its
//! end where nothing is wrong with it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use muster::embedded;
use muster::verb::file::preview::{PreviewRun, play};
use muster_core::definition::{Compiled, Files, compile, format, needs};
use muster_core::script::Script;
use muster_protocol::catalogue::Language;

/// The carried campaigns with a word that each file of theirs says.
static CARRIED: LazyLock<Vec<(&str, Files)>> = LazyLock::new(|| {
    let files = [("window-items.csv", "service-year"), ("us-ny", "station-readiness"), ("", "starter")];
    files.map(|(word, name)| (word, muster_fuzz::carried(name))).into()
});

/// One sound input in so many is played: a year takes a thousand times as long as a check.
const PLAYED: usize = 16;

fn compiled(bytes: &[u8]) -> Compiled {
    let says = |word: &str| word.is_empty() || bytes.windows(word.len()).any(|at| at == word.as_bytes());
    let mut files = CARRIED.iter().find(|(word, _)| says(word)).unwrap().1.clone();
    for name in needs(bytes) {
        if let Some(table) = embedded::calendar(&name) {
            files.files.insert(name, table.to_vec());
        }
    }
    files.calendars = embedded::calendars().collect();
    files.files.insert(files.main.clone(), bytes.to_vec());
    compile(&files)
}

fuzz_target!(|bytes: &[u8]| {
    let Compiled { definition, findings, .. } = compiled(bytes);
    assert!(definition.is_some() || !findings.is_empty(), "refused without a word");
    for keys in [None, Some(Language::Zh), Some(Language::En)] {
        let laid_out = format(bytes, keys);
        if let (Some(definition), Ok(text)) = (&definition, laid_out) {
            let again = compiled(text.as_bytes());
            let again = again
                .definition
                .unwrap_or_else(|| panic!("a layout keeps a sound file sound: {:?}\n{text}", again.findings));
            assert!(again.digest() == definition.digest(), "the layout changed what the file means\n{text}");
            let twice = format(text.as_bytes(), keys).expect("what is laid out can be laid out");
            assert!(twice == text, "laid out twice is not laid out once\n{text}\n----\n{twice}");
        }
    }
    if let Some(definition) = definition
        && bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % PLAYED == 0
    {
        drop(play(
            Language::En,
            &definition,
            Script::silent(&definition),
            &mut PreviewRun::rows(&definition),
        ));
    }
});
