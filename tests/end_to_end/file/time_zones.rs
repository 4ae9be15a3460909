//! The machine's own zone means nothing: the campaign's file names the zone in which its days are.

use crate::log;
use crate::program::{command, run};
use crate::site::{START, fresh, launch, on, text};
use crate::year::service_year;

/// What the log of a run says, apart from what differs by chance: ids of commands, and the chain over them.
fn events_in(zone: &str) -> Vec<(i64, String, Vec<u8>)> {
    let (_home, dir) = fresh();
    let on = |words: &[&str]| {
        let mut command = command([words, &["--dir", text(&dir)]].concat());
        command.env("TZ", zone);
        run(command, Vec::new()).with(0)
    };
    on(&["up", "--clock", "stepped", "--start", START, "--until", START]);
    on(&["launch", text(&service_year::file()), "--as", "领导小组"]);
    on(&["up", "--clock", "stepped", "--until", "2014-05-12T12:00:00+08:00"]);
    let body = |row: &muster_protocol::recorded::Recorded| match row.named() {
        // Each directory salts the name of its import of accounts for itself.
        Ok(event) if event.brings_accounts().is_some() => Vec::new(),
        Ok(_) | Err(_) => row.body.clone(),
    };
    log::rows(&dir).into_iter().map(|row| (row.at.0, row.name.clone(), body(&row))).collect()
}

#[test]
fn three_zones_of_the_machine_give_the_same_log() {
    let shanghai = events_in("Asia/Shanghai");
    assert!(shanghai.len() > 150, "{}", shanghai.len());
    for zone in ["America/New_York", "Pacific/Kiritimati"] {
        let there = events_in(zone);
        let differs = shanghai.iter().zip(&there).position(|(here, there)| here != there);
        assert_eq!((differs, there.len()), (None, shanghai.len()), "{zone}");
    }
}

#[test]
fn a_clock_that_is_stepped_takes_days_of_the_campaign() {
    let (_home, dir) = fresh();
    let on = |words: &[&str]| on(&dir, words);
    let now = || on(&["status", "--json"]).with(0).json()["engine_status"]["now"].clone();
    for (lang, said) in [("en", "month 2 has 28 days"), ("zh", "2月只有28天")] {
        let begin =
            ["--lang", lang, "up", "--clock", "stepped", "--start", "2014-03-31", "--until", "2014-02-30"];
        let refused = on(&begin).with(2);
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
    assert!(!dir.exists(), "what is wrong is told before the directory is made");
    let begun = on(&["up", "--clock", "stepped", "--start", "2014-03-31", "--until", "2014-03-31"]).with(0);
    assert!(begun.stderr.contains("--until 2014-03-31: no campaign here yet"), "{}", begun.stderr);
    assert_eq!(now(), "2014-03-31T09:59:59.999Z", "no hour of April has come anywhere");
    launch(&dir).with(0);
    let reached = on(&["up", "--until", "4月25日"]).with(0);
    let said = "to its last instant, 2014-04-25T23:59:59.999+08:00 (Asia/Shanghai)";
    assert!(reached.stderr.contains(said), "{}", reached.stderr);
    assert_eq!(now(), "2014-04-25T15:59:59.999Z");
    let refused = on(&["up", "--until", "2014-05-12T12:00"]).with(2);
    assert!(
        refused.stderr.contains("not an instant") && refused.stderr.contains("+08:00"),
        "{}",
        refused.stderr
    );
}
