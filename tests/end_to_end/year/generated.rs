//! Campaigns that nobody wrote: random sheets, units, raters and records, each computed again by a program that shares no code
//! with muster. A handful in every run; `MUSTER_CAMPAIGNS=300` plays so many, from the seed in `MUSTER_SEED` on.

mod acts;
mod files;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{run, script};
use crate::xorshift::Xorshift;

/// The first seed of an ordinary run: among the forty before it no two units are parted by a tie-break.
const FIRST_SEED: u64 = 41;

/// Campaigns of an ordinary run: enough for every kind of sheet, and within seconds.
const CAMPAIGNS: u64 = 40;

/// Campaigns that one run of the other program reads.
const AT_ONCE: usize = 25;

fn setting(name: &str, without: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(without)
}

#[test]
fn generated_campaigns_are_the_same_computed_by_another_program() {
    let (first, count) = (setting("MUSTER_SEED", FIRST_SEED), setting("MUSTER_CAMPAIGNS", CAMPAIGNS));
    let seeds: Vec<u64> = (first..first + count).collect();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for seeds in seeds.chunks(AT_ONCE) {
        let mut played = String::new();
        for seed in seeds {
            let mut random = Xorshift::new(*seed);
            let files = files::campaign(&mut random);
            let campaign = acts::play(*seed, files, &mut random);
            campaign.digests_are_the_same_again(&mut random);
            for (what, times) in &campaign.taken {
                *seen.entry(format!("command {what}")).or_default() += times;
            }
            played.push_str(&campaign.json().to_string());
            played.push('\n');
        }
        let ended = run(script("generated.py"), played.into_bytes());
        assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
        let said: BTreeMap<String, Value> = serde_json::from_str(&ended.stdout).unwrap();
        for (what, times) in said {
            *seen.entry(what).or_default() += times.as_u64().unwrap();
        }
    }
    // What never came up was not compared: a generator that gets tame would say nothing.
    for what in [
        "tables",
        "scored rows",
        "totals that wait",
        "shared ranks",
        "parted by ties",
        "vetoed",
        "bonus",
        "addendum",
        "counted",
        "rated",
        "rated by too few",
        "trimmed means",
        "lines that lack a value: Share",
        "lines that lack a value: Zero",
        "command score.deduct",
        "command score.withdraw",
        "command rating.give",
        "command appeal.answer",
        "command veto.decide",
        "command inspection.draw",
        "command snapshot.take",
        "event inspection.drawn",
        "command return",
        "command campaign.amend",
        "event roster.unit_left",
        "event roster.unit_joined",
        "event item.passed_on",
        "event case.closed",
    ] {
        assert!(seen.get(what).is_some_and(|times| *times > 0), "{what} never came up: {seen:#?}");
    }
    assert_eq!(seen["campaigns"], count, "{seen:#?}");
    if count > CAMPAIGNS {
        std::fs::write(std::env::temp_dir().join("muster-campaigns.txt"), format!("{seen:#?}\n")).unwrap();
    }
}
