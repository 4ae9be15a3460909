//! `up`: engine, store and workers kept running; other verbs reach it by its address; killed, it goes on where it was.

use std::collections::BTreeSet;
use std::path::Path;

use muster_server::maintenance::verify::verify;
use muster_wire::failpoints::POINTS;
use serde_json::Value;

use super::demo::{self, same_year};
use crate::log::{self, block_on};
use crate::site::{Up, fresh, launch, on, over};

/// Passes of a point at which `up` dies.
const PASS: u64 = 25;

fn sound(dir: &Path) {
    let verified = block_on(verify(dir, None)).unwrap();
    assert_eq!(verified.campaigns[0].planned, verified.campaigns[0].ended, "every step has its outcome");
    same_year(&log::report(dir), &log::report(&demo::finished().dir));
    let letters = |dir: &Path| {
        let named = log::letters(dir).into_iter().map(|(id, text)| (demo::unnumbered(&id).to_owned(), text));
        named.collect::<BTreeSet<(String, String)>>()
    };
    assert_eq!(letters(dir), letters(&demo::finished().dir));
}

#[test]
fn a_launched_year_is_the_demos_year() {
    let (_home, dir) = fresh();
    let mut up = Up::start(&dir, None);
    assert!(up.runs());
    launch(&dir).with(0);
    assert!(over(&mut up, &dir));
    // A second engine is refused while the first one holds the directory.
    let second = on(&dir, &["up"]);
    assert_eq!(second.code, Some(4), "{second:?}");
    let refused = on(&dir, &["submit", "summary/016", "--evidence", "总结报告=1", "--as", "房管窗口联络员"]);
    assert_eq!(refused.code, Some(3), "the campaign is closed: {refused:?}");
    let status: Value = on(&dir, &["status", "--json"]).with(0).json();
    assert_eq!(status["engine_status"]["clock"], "stepped");
    assert!(up.stop().success());
    assert!(!dir.join("address").exists(), "the address outlives the server");
    sound(&dir);
}

#[test]
fn killed_at_every_point_in_turn_it_comes_to_the_same_end() {
    let (_home, dir) = fresh();
    let mut deaths = 0;
    for point in POINTS.iter().map(|point| format!("{point}:{PASS}")) {
        let mut up = Up::start(&dir, Some(&point));
        if up.runs() {
            // It may die before it answers; then the campaign is launched the next time.
            let launched = launch(&dir);
            assert!(matches!(launched.code, Some(0 | 4)), "{launched:?}");
            assert!(!over(&mut up, &dir), "{point}: it did not die");
        }
        assert!(up.ended().code().is_none(), "{point}: it ended otherwise than by a signal");
        deaths += 1;
    }
    assert_eq!(deaths, POINTS.len());
    let mut up = Up::start(&dir, None);
    assert!(up.runs());
    launch(&dir).with(0);
    assert!(over(&mut up, &dir));
    assert!(up.stop().success());
    sound(&dir);
}
