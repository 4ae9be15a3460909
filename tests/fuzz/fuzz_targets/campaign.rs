//! Any bytes as the main file of a campaign: checked, laid out in the standard form, and played to its end where nothing is
//! wrong with it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use muster::lang::Lang;
use muster::verb::preview::{Heard, play};
use muster_core::definition::{Compiled, Files, compile, format};
use muster_core::script::Script;

static STARTER: LazyLock<Files> = LazyLock::new(|| muster_fuzz::carried("starter"));

/// One sound input in so many is played: a year takes a thousand times as long as a check.
const PLAYED: usize = 16;

fn compiled(bytes: &[u8]) -> Compiled {
    let mut files = STARTER.clone();
    files.files.insert(files.main.clone(), bytes.to_vec());
    compile(&files)
}

fuzz_target!(|bytes: &[u8]| {
    let Compiled { definition, findings, .. } = compiled(bytes);
    assert!(definition.is_some() || !findings.is_empty(), "refused without a word");
    let laid_out = format(bytes, None);
    if let (Some(definition), Ok(text)) = (&definition, laid_out) {
        let again = compiled(text.as_bytes()).definition.expect("a layout keeps a sound file sound");
        assert!(again.digest() == definition.digest(), "the layout changed what the file means");
    }
    if let Some(definition) = definition
        && bytes.len() % PLAYED == 0
    {
        drop(play(Lang::En, &definition, Script::silent(&definition), &mut Heard::rows(&definition)));
    }
});
