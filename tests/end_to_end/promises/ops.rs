//! The journey of ops (practice 7.4), against the real program: killed in the morning's wave, an outbox that fails, dead
//! letters, a replay that sends nothing, backup and restore while it runs, a jump of the machine's clock.
//!
//! Lag and tail over NATS have their own place beside the other tests of that link.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use muster_protocol::time::Instant;
use muster_server::clock::SKEW_VARIABLE;
use muster_wire::failpoints::VARIABLE;
use serde_json::Value;

use crate::log;
use crate::program::{Ended, command, muster};
use crate::site::{self, CAMPAIGN, FOCUS, START, Up, on, text};
use crate::year::service_year;

/// Questions after which a clock counts as stuck.
const ASKED_MOST: u32 = 5_000;
/// On whose authority ops act.
pub(crate) const OPS: [&str; 2] = ["--as", "值班员"];

/// A data directory that ops look after, and where its virtual clock stood last.
pub(crate) struct Site {
    pub(crate) dir: PathBuf,
    at: RefCell<String>,
}

impl Site {
    pub(crate) fn new(dir: PathBuf, at: &str) -> Self {
        Self { dir, at: RefCell::new(at.to_owned()) }
    }

    pub(crate) fn verb(&self, arguments: &[&str]) -> Ended {
        on(&self.dir, arguments)
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        self.verb(&[arguments, &["--json"]].concat()).with(0).json()
    }

    /// Starts `up`; none when it died before it said that it runs.
    pub(crate) fn start(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Option<Up> {
        let mut up = command([&["up", "--dir", self.dir.to_str().unwrap()], arguments].concat());
        up.envs(environment.iter().copied());
        let up = Up::run(up);
        up.runs().then_some(up)
    }

    pub(crate) fn stepped(&self, until: &str, environment: &[(&str, &str)]) -> Option<Up> {
        let start = self.at.replace(until.to_owned());
        self.start(&["--clock", "stepped", "--start", &start, "--until", until, "--stand"], environment)
    }

    /// A plan is handed in.
    pub(crate) fn submit(&self) -> Ended {
        let what = ["submit", "unit-plan/005", "--evidence", "活动方案=1", "--as", "005/联络员"];
        self.verb(&[what.as_slice(), &FOCUS].concat())
    }

    /// Lets virtual time run up to an instant and ends in order.
    fn run_until(&self, until: &str) {
        let up = self.stepped(until, &[]).unwrap();
        self.stands_at(until);
        self.end(up);
    }

    /// Waits until the clock stands at an instant.
    pub(crate) fn stands_at(&self, until: &str) {
        let until: Instant = until.parse().unwrap();
        for _ in 0..ASKED_MOST {
            let now: Instant = serde_json::from_value(self.json(&["clock", "show"])["now"].clone()).unwrap();
            if now >= until {
                return;
            }
        }
        panic!("the clock never comes to {until}");
    }

    pub(crate) fn end(&self, up: Up) {
        assert!(up.stop().success());
    }

    fn campaign(&self) -> Value {
        site::campaign(&self.json(&["status"])).clone()
    }

    /// The letters of a day: how many each person got.
    fn letters(&self, day: &str) -> BTreeMap<String, u32> {
        let mut persons = BTreeMap::new();
        for name in log::letters(&self.dir).keys().filter(|name| name.starts_with(day)) {
            *persons.entry(name.split('/').nth(1).unwrap().to_owned()).or_default() += 1;
        }
        persons
    }

    fn dead(&self) -> Vec<Value> {
        self.json(&["dead", "list"])["dead_letters"].as_array().unwrap().clone()
    }

    /// Makes the outbox fail: a file stands where its folder was.
    fn break_outbox(&self) {
        let outbox = self.dir.join("outbox");
        fs::rename(outbox.join(CAMPAIGN), outbox.join(".aside")).unwrap();
        fs::write(outbox.join(CAMPAIGN), "no folder").unwrap();
    }

    fn fix_outbox(&self) {
        let outbox = self.dir.join("outbox");
        fs::remove_file(outbox.join(CAMPAIGN)).unwrap();
        fs::rename(outbox.join(".aside"), outbox.join(CAMPAIGN)).unwrap();
    }
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))
}

/// planned = sent + skipped + failed + withdrawn + open, and nothing due is silent.
fn balanced(campaign: &Value) {
    let steps = &campaign["steps"];
    let ends = ["sent", "skipped", "failed", "withdrawn", "open"].map(|end| number(&steps[end]));
    assert_eq!(number(&steps["planned"]), ends.iter().sum::<u64>(), "{steps}");
    assert_eq!(number(&steps["past_due"]), 0, "{steps}");
}

#[test]
fn ops_see_a_campaign_through_everything_that_goes_wrong() {
    let home = tempfile::tempdir().unwrap();
    let site = Site::new(home.path().join("data"), START);
    let up = site.stepped("2014-04-18T08:59:00+08:00", &[]).unwrap();
    site::launch(&site.dir).with(0);
    site.stands_at("2014-04-18T08:59:00+08:00");
    site.end(up);

    killed_in_the_wave(&site);
    failing_for_two_hours(&site);
    dead_letters(&site);
    replayed(&site, home.path());
    backed_up_and_restored(&site, home.path());
}

/// Killed again and again while the 26 letters of 9:00 go out: each person has one.
fn killed_in_the_wave(site: &Site) {
    for point in ["after-sending:2", "after-sending:3", "before-sending:2", "after-reporting:1"] {
        let until = "2014-04-18T09:30:00+08:00";
        site.at.replace("2014-04-18T08:59:00+08:00".to_owned());
        let Some(up) = site.stepped(until, &[(VARIABLE, point)]) else { continue };
        assert!(up.ended().code().is_none(), "{point}: it did not die");
    }
    site.run_until("2014-04-18T09:30:00+08:00");
    let letters = site.letters("2014-04-18");
    assert_eq!(letters.len(), 26, "{letters:?}");
    assert!(letters.values().all(|letters| *letters == 1), "{letters:?}");
    let campaign = site.campaign();
    balanced(&campaign);
    assert_eq!(number(&campaign["messages"]["sent"]), number(&campaign["messages"]["due"]));
}

/// The outbox fails from before the wave of 4/24 until 11:00: afterwards one message a person, and nothing is dead.
fn failing_for_two_hours(site: &Site) {
    site.run_until("2014-04-24T08:59:00+08:00");
    site.break_outbox();
    site.run_until("2014-04-24T11:00:00+08:00");
    let waiting = site.campaign();
    assert!(number(&waiting["steps"]["past_due"]) >= 26, "what waits is seen: {waiting}");
    site.fix_outbox();
    site.run_until("2014-04-24T12:00:00+08:00");
    let letters = site.letters("2014-04-24");
    assert!(letters.len() >= 26 && letters.values().all(|letters| *letters == 1), "{letters:?}");
    balanced(&site.campaign());
    assert_eq!(site.dead(), Vec::<Value>::new());
    let why = site.json(&["why", "2014-04-24/005-clerk/routine"]);
    assert!(why["sent_at"].as_str().unwrap() >= "2014-04-24T03:00", "sent after 11:00 in Shanghai: {why}");
}

/// Away for so long that letters are given up: one is dropped with a reason, one tried again, then all.
fn dead_letters(site: &Site) {
    site.run_until("2014-04-25T08:59:00+08:00");
    site.break_outbox();
    site.run_until("2014-05-06T12:00:00+08:00");
    let dead = site.dead();
    assert!(dead.len() >= 3, "{dead:?}");
    assert!(dead.iter().all(|letter| letter["cause"] == "given-up"), "{dead:?}");
    let failed = number(&site.campaign()["steps"]["failed"]);
    assert_eq!(failed, dead.len() as u64);
    site.fix_outbox();

    let ids: Vec<&str> = dead.iter().map(|letter| letter["name"].as_str().unwrap()).collect();
    let printed = site.verb(&["dead", "list"]).with(0).stdout;
    assert!(printed.contains(ids[0]) && printed.contains("the channel failed in every try"), "{printed}");
    let dropped = [&["dead", "drop", ids[0], "--why", "已电话通知"], OPS.as_slice()].concat();
    site.verb(&dropped).with(0);
    let again = site.verb(&dropped).with(0).stdout;
    assert!(again.contains("nothing to change"), "twice is once: {again}");
    let mut refused = site.verb(&[&["dead", "retry", "unit-plan/005#0.30"], OPS.as_slice()].concat());
    assert_eq!(refused.code, Some(3), "{refused:?}");
    refused = site.verb(&[&["dead", "retry", "nonsense"], OPS.as_slice()].concat());
    assert_eq!(refused.code, Some(2), "{refused:?}");
    site.verb(&[&["dead", "retry", ids[1]], OPS.as_slice()].concat()).with(0);
    site.verb(&[&["dead", "retry", "--all"], OPS.as_slice()].concat()).with(0);
    assert_eq!(site.dead(), Vec::<Value>::new());

    site.run_until("2014-05-08T12:00:00+08:00");
    for day in ["2014-05-06", "2014-05-07", "2014-05-08"] {
        let letters = site.letters(day);
        assert!(
            letters.values().all(|letters| *letters <= 2),
            "a routine message and red cards: {letters:?}"
        );
    }
    balanced(&site.campaign());
    assert_eq!(site.dead(), Vec::<Value>::new());
    let events = site.verb(&["events", "--family", "step.retried"]).with(0).stdout;
    assert!(events.contains("tried again") && events.contains("值班员"), "{events}");
}

/// The log replayed gives the same states, views and snapshots, and sends nothing.
fn replayed(site: &Site, home: &Path) {
    let before = log::letters(&site.dir);
    let whole = site.json(&["replay"]);
    assert_eq!((number(&whole["differ"]), number(&whole["sent"])), (0, 0), "{whole}");
    let campaign = &whole["campaigns"][0];
    assert_eq!(campaign["state"], campaign["shadow_state"]);
    assert_eq!(campaign["view"], campaign["shadow_view"]);
    assert!(number(&whole["decided"]) > 40, "{whole}");
    let shadow = home.join("shadow");
    let part = ["replay", "--from", "2014-04-10", "--until", "2014-04-25", "--shadow", text(&shadow)];
    let part = site.json(&part);
    assert_eq!(number(&part["differ"]), 0, "{part}");
    assert!(part["campaigns"][0]["view"].is_null(), "the live view stands elsewhere: {part}");
    assert!(shadow.join("log.db").is_file() && !shadow.join("outbox").exists());
    let refused = site.verb(&["replay", "--shadow", text(&shadow)]);
    assert_eq!(refused.code, Some(1), "a shadow that is not empty: {refused:?}");
    assert_eq!(log::letters(&site.dir), before);
}

/// A backup while it runs, with letters under way; restored elsewhere it goes on there, and what was under way goes out.
/// The old one is left alone.
fn backed_up_and_restored(site: &Site, home: &Path) {
    let (backup, restored) = (home.join("backup"), home.join("restored"));
    site.run_until("2014-05-13T08:59:00+08:00");
    site.break_outbox();
    let up = site.stepped("2014-05-13T09:30:00+08:00", &[]).unwrap();
    site.stands_at("2014-05-13T09:30:00+08:00");
    assert!(number(&site.campaign()["steps"]["past_due"]) > 0);
    let copied = site.json(&["backup", "--to", text(&backup)]);
    let events = number(&copied["events"]);
    let running = site.json(&["replay"]);
    assert_eq!((number(&running["differ"]), number(&running["sent"])), (0, 0), "while it runs: {running}");
    assert_eq!(number(&running["position"]), events, "{running}");
    assert_eq!(events, number(&site.json(&["status"])["engine_status"]["status"]["position"]));
    let occupied = site.verb(&["backup", "--to", text(&backup)]);
    assert_eq!(occupied.code, Some(1), "{occupied:?}");
    // The old site goes on after the backup; nothing of that is in it.
    site.verb(&["submit", "summary/005", "--evidence", "总结报告=1", "--as", "005/联络员"]);
    site.end(up);

    let (from, to) = (text(&backup), text(&restored));
    let made = muster(["restore", "--from", from, "--dir", to, "--json"]).with(0).json();
    assert_eq!((number(&made["events"]), number(&made["generation"])), (events, 2));
    assert_eq!(muster(["restore", "--from", from, "--dir", to]).code, Some(1), "it is not empty");
    let site = Site::new(restored, "2014-05-13T09:30:00+08:00");
    site.verb(&["verify", "--head-file", text(&backup.join("heads"))]).with(0);
    site.run_until("2014-06-03T12:00:00+08:00");
    balanced(&site.campaign());
    let letters = site.letters("2014-05-13");
    assert!(!letters.is_empty() && letters.values().all(|letters| *letters == 1), "{letters:?}");
    assert!(site.letters("2014-05-12").is_empty(), "what was sent before is not sent again");
    let whole = site.json(&["replay"]);
    assert_eq!(number(&whole["differ"]), 0, "{whole}");
}

/// A damaged backup is refused by the name of its first bad event, and nothing is made of it.
#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let finished = &crate::file::demo::finished().dir;
    let (backup, to) = (home.path().join("backup"), home.path().join("to"));
    let dir = finished.to_str().unwrap();
    muster(["backup", "--dir", dir, "--to", text(&backup)]).with(0);
    let first = super::tamper::another_actor(&backup, 77);
    let printed = muster(["restore", "--from", text(&backup), "--dir", to.to_str().unwrap()]).with(1);
    assert!(printed.stderr.contains(&format!("position {first}")), "{printed:?}");
    assert!(!to.exists() && fs::read_dir(home.path()).unwrap().count() == 1, "something was left");
}

/// The machine's clock jumps by two hours: time is held, everybody sees it, and it goes on once somebody accepts it.
#[test]
fn a_jump_of_the_machines_clock_is_held_until_it_is_accepted() {
    let home = tempfile::tempdir().unwrap();
    let site = Site::new(home.path().join("data"), "");
    let skew = home.path().join("skew");
    // The machine believes that it is the morning of 10 April 2014.
    let morning: Instant = "2014-04-10T08:00:00+08:00".parse().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    let offset = morning.0 - i64::try_from(now).unwrap();
    let environment = [(SKEW_VARIABLE, skew.to_str().unwrap())];
    fs::write(&skew, offset.to_string()).unwrap();
    let up = site.start(&["--clock", "wall"], &environment).unwrap();
    let file = service_year::file();
    site.verb(&["launch", file.to_str().unwrap(), "--as", "领导小组", "--late"]).with(0);
    assert_eq!(site.json(&["clock", "show"])["held"], false);

    let two_hours = 2 * 3_600_000;
    fs::write(&skew, (offset + two_hours).to_string()).unwrap();
    let shown = site.json(&["clock", "show"]);
    assert_eq!(shown["held"], true);
    assert!((shown["ahead_ms"].as_i64().unwrap() - two_hours).abs() < 60_000, "{shown}");
    let status = site.verb(&["status"]).with(0).stdout;
    assert!(status.contains("muster clock accept"), "{status}");
    // A restart does not accept it silently.
    site.end(up);
    let up = site.start(&["--clock", "wall"], &environment).unwrap();
    assert_eq!(site.json(&["clock", "show"])["held"], true);
    site.verb(&[&["clock", "accept"], OPS.as_slice()].concat()).with(0);
    let shown = site.json(&["clock", "show"]);
    assert_eq!(shown["held"], false);
    let now: Instant = serde_json::from_value(shown["now"].clone()).unwrap();
    assert!(now.0 - morning.0 >= two_hours, "{shown}");
    let events = site.verb(&["events", "--family", "clock"]).with(0).stdout;
    assert!(events.contains("time is held") && events.contains("[值班员] the jump of"), "{events}");
    site.end(up);
    site.verb(&["verify"]).with(0);
}
