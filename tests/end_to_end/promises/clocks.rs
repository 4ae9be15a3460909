//! A machine whose clock is wrong: behind, or far ahead after it was started again. Nothing runs off, nothing stands still
//! unseen, and set right it goes on by itself.

use std::fs;
use std::path::PathBuf;

use muster_protocol::time::{DAY, HOUR, Instant};
use muster_server::clock::{CLOCK_FILE, SKEW_VARIABLE};
use muster_server::http::Address;
use serde_json::Value;

use super::ops::{OPS, Site};
use crate::browsing::Browser;
use crate::program::Ended;
use crate::site::Up;
use crate::year::service_year;

/// Questions after which a clock counts as stuck.
const ASKED_MOST: u32 = 2_000;

/// A directory of the shipped campaign, on a machine whose clock can be set.
struct Machine {
    _home: tempfile::TempDir,
    site: Site,
    skew: PathBuf,
    /// What makes the clock right.
    right: i64,
}

impl Machine {
    /// On the morning of 10 April 2014, with the campaign launched and everything ended in order.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let site = Site::new(home.path().join("data"), "");
        let morning: Instant = "2014-04-10T08:00:00+08:00".parse().unwrap();
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
        let right = morning.0 - i64::try_from(now).unwrap();
        let machine = Self { skew: home.path().join("skew"), _home: home, site, right };
        machine.set(0);
        let up = machine.up();
        let file = service_year::file();
        machine.site.verb(&["launch", file.to_str().unwrap(), "--as", "领导小组", "--late"]).with(0);
        machine.site.end(up);
        machine
    }

    /// Sets the clock off by so many milliseconds.
    fn set(&self, off: i64) {
        fs::write(&self.skew, (self.right + off).to_string()).unwrap();
    }

    fn up(&self) -> Up {
        self.site.start(&["--clock", "wall"], &[(SKEW_VARIABLE, self.skew.to_str().unwrap())]).unwrap()
    }

    /// The machine was started again: its running time is another, and what was noted of it says nothing.
    fn started_again(&self) {
        let file = self.site.dir.join(CLOCK_FILE);
        let note = fs::read_to_string(&file).unwrap();
        fs::write(&file, note.replacen(|c: char| c.is_ascii_hexdigit(), "0", 8)).unwrap();
    }

    fn clock(&self) -> Value {
        self.site.json(&["clock", "show"])
    }

    /// Status and body of a path that needs no token.
    fn asks(&self, path: &str) -> (u16, String) {
        let answer = Browser::at(Address::read(&self.site.dir).unwrap().at).get(path);
        (answer.status, answer.body)
    }

    fn submit(&self) -> Ended {
        self.site.submit()
    }

    /// Everything that ops look at says that time is held, and why.
    fn says(&self, words: &str) {
        let status = self.site.verb(&["status"]).with(0).stdout;
        assert!(status.starts_with("! clock") && status.contains(words), "{status}");
        let shown = self.site.verb(&["clock", "show"]).with(0).stdout;
        assert!(shown.contains(words) && shown.contains("muster clock accept"), "{shown}");
        let doctor = self.site.verb(&["doctor"]);
        assert!(doctor.code == Some(1) && doctor.stdout.contains(words), "{doctor:?}");
        let (status, ready) = self.asks("/readyz");
        assert!(status == 503 && ready.contains("held"), "{ready}");
        assert_eq!(self.asks("/healthz").0, 200, "it is alive");
        let (_, metrics) = self.asks("/metrics");
        assert!(metrics.contains("\nmuster_clock_held 1\n"), "{metrics}");
    }

    fn goes_on(&self) {
        for _ in 0..ASKED_MOST {
            if self.clock()["held"] == false && self.asks("/readyz").0 == 200 {
                return;
            }
        }
        panic!("time does not go on: {}", self.clock());
    }
}

#[test]
fn after_a_start_of_the_machine_a_clock_far_ahead_runs_nothing_off() {
    let machine = Machine::new();
    machine.started_again();
    machine.set(330 * DAY);
    let up = machine.up();
    let shown = machine.clock();
    assert_eq!((shown["held"].as_bool(), shown["doubt"].as_str()), (Some(true), Some("stop")), "{shown}");
    assert!((shown["ahead_ms"].as_i64().unwrap() - 330 * DAY).abs() < HOUR, "{shown}");
    // What accepting would bring is said before anybody does.
    let impact = |what: &str| shown["impact"][what].as_u64().unwrap();
    assert!(impact("steps") + impact("missed") > 1_000 && impact("late") > 100, "{shown}");
    assert_eq!((impact("campaigns"), impact("over")), (1, 1), "{shown}");
    machine.says("either the machine was off so long, or its clock is wrong");
    let printed = machine.submit().with(3).stderr;
    assert!(printed.contains("muster clock accept"), "{printed}");
    machine.set(0);
    machine.goes_on();
    machine.submit().with(0);
    let events = machine.site.verb(&["events"]).with(0).stdout;
    assert!(!events.contains("campaign is over") && !events.contains("2015-"), "{events}");
    machine.site.end(up);
    machine.site.verb(&["verify"]).with(0);
}

#[test]
fn a_long_stop_goes_on_when_somebody_says_that_it_was_one() {
    let machine = Machine::new();
    machine.started_again();
    machine.set(2 * DAY);
    let up = machine.up();
    assert_eq!(machine.clock()["held"], false, "a weekend is no riddle");
    machine.site.end(up);
    machine.started_again();
    machine.set(12 * DAY);
    let up = machine.up();
    machine.says("days ahead of what was seen last");
    machine.site.verb(&[&["clock", "accept"], OPS.as_slice()].concat()).with(0);
    machine.goes_on();
    machine.submit().with(0);
    machine.site.end(up);
}

#[test]
fn a_clock_that_is_set_back_is_seen_while_it_runs_and_at_the_start() {
    let machine = Machine::new();
    let up = machine.up();
    machine.set(-30 * DAY);
    let shown = machine.clock();
    assert_eq!((shown["held"].as_bool(), shown["doubt"].as_str()), (Some(true), Some("back")), "{shown}");
    machine.says("30 days behind");
    // Nobody's day is in doubt: the machine's running time goes on, and what people do is taken.
    machine.submit().with(0);
    machine.set(0);
    machine.goes_on();
    machine.site.end(up);
    machine.started_again();
    machine.set(-HOUR);
    let up = machine.up();
    machine.says("behind; it was set back");
    // Accepted, it takes no time back: it stands, and says so, until the wall comes there.
    let accepted = machine.site.verb(&[&["clock", "accept"], OPS.as_slice()].concat()).with(0).stdout;
    assert!(accepted.contains("behind"), "{accepted}");
    let shown = machine.clock();
    assert!(shown["held"] == false && shown["stands_ms"].as_i64().unwrap() > HOUR / 2, "{shown}");
    let (status, ready) = machine.asks("/readyz");
    assert!(status == 503 && ready.contains("stands"), "{ready}");
    machine.set(0);
    machine.goes_on();
    machine.site.end(up);
}
