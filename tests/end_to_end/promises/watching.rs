//! What ops look at: events that go on over a restart, one screen, the doctor, documents that are kept.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;

use crate::nats_server::{NatsServer, password};
use muster_tests::tidy::tree;
use muster_wire::failpoints::VARIABLE;
use muster_wire::nats::ACCOUNTS;
use serde_json::Value;
use sqlx::{Connection, Executor};

use crate::file::demo;
use crate::log;
use crate::program::{self, Ended, Running, command, lines, muster};
use crate::site::{self, HANG_GUARD, Up, on};

/// A running verb whose lines are read as they come.
struct Watcher {
    child: Running,
    lines: mpsc::Receiver<String>,
    talk: mpsc::Receiver<String>,
}

impl Watcher {
    fn start(dir: &Path, arguments: &[&str]) -> Self {
        Self::run(command([arguments, &["--dir", dir.to_str().unwrap()]].concat()))
    }

    fn run(mut verb: Command) -> Self {
        verb.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Running(verb.spawn().unwrap());
        let (data, talk) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        Self { child, lines: lines(data), talk: lines(talk) }
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(HANG_GUARD).expect("another line")
    }

    /// Waits until it says something that holds this.
    fn says(&self, what: &str) {
        while !self
            .talk
            .recv_timeout(HANG_GUARD)
            .unwrap_or_else(|_| panic!("it never said {what}"))
            .contains(what)
        {}
    }

    /// Ends it as Ctrl-C does; its code and what it had still to say.
    fn end(mut self) -> (Option<i32>, Vec<String>) {
        program::signal("INT", self.child.id());
        let code = self.child.wait().unwrap().code();
        (code, self.talk.iter().collect())
    }
}

#[test]
fn a_follower_goes_on_over_a_killed_engine_and_a_new_one() {
    let (_home, dir) = site::fresh();
    let mut engine = Up::start(&dir, Some("project:25"));
    assert!(engine.runs());
    let follower = Watcher::start(&dir, &["events", "--follow", "--json"]);
    let launched = site::launch(&dir);
    assert!(matches!(launched.code, Some(0 | 4)), "{launched:?}");
    assert!(!site::over(&mut engine, &dir), "it did not die");
    assert!(engine.ended().code().is_none());
    follower.says("waiting for it");
    let mut engine = Up::start(&dir, None);
    assert!(engine.runs());
    site::launch(&dir).with(0);
    assert!(site::over(&mut engine, &dir));
    follower.says("going on after");
    // Every event once, in order, with names in place of numbers.
    let rows = log::rows(&dir);
    for row in &rows {
        let event: Value = serde_json::from_str(&follower.line()).unwrap();
        assert_eq!(event["position"], row.position.0);
        assert_eq!(event["hash"], row.hash.to_string());
        if row.name == "item.closed" {
            assert_eq!(
                event["about"],
                format!(
                    "{}/{}",
                    event["body"]["occasion"].as_str().unwrap(),
                    event["body"]["unit"].as_str().unwrap()
                )
            );
        }
    }
    let (code, last) = follower.end();
    assert_eq!(code, Some(0));
    assert!(last.iter().any(|said| said.contains(&format!("--after {}.1.", rows.len()))), "{last:?}");
    assert!(engine.stop().success());
}

/// The same without the data directory: anyone who may only watch asks the engine over NATS.
#[test]
fn a_follower_over_nats_goes_on_over_a_killed_engine() {
    let server = NatsServer::with(ACCOUNTS);
    let (_home, dir) = site::fresh();
    let over = |mut verb: Command, user: &str| {
        verb.args(["--nats", &server.url()]).env("MUSTER_NATS_PASSWORD", password(user));
        verb
    };
    let start = |crash_at: Option<&str>| {
        let mut up = over(Up::stepped(&dir), "engine");
        up.envs(crash_at.map(|point| (VARIABLE, point)));
        Up::run(up)
    };
    let mut engine = start(Some("project:25"));
    assert!(engine.runs());
    let ask = "--nats-request=2s";
    let follower = Watcher::run(over(command(["events", "--follow", "--json", ask]), "ops"));
    let launched = site::launch(&dir);
    assert!(matches!(launched.code, Some(0 | 4)), "{launched:?}");
    assert!(!site::over(&mut engine, &dir), "it did not die");
    assert!(engine.ended().code().is_none());
    follower.says("waiting for it");
    let mut engine = start(None);
    assert!(engine.runs());
    site::launch(&dir).with(0);
    assert!(site::over(&mut engine, &dir));
    follower.says("going on after");
    for row in log::rows(&dir) {
        let event: Value = serde_json::from_str(&follower.line()).unwrap();
        assert_eq!(
            (&event["position"], &event["hash"]),
            (&row.position.0.into(), &row.hash.to_string().into())
        );
        assert!(!event["summary"].as_str().unwrap().contains("/#"), "without a name: {event}");
    }
    assert_eq!(follower.end().0, Some(0));
    // What came before the position is known by name all the same, and the doctor compares stream and log: through the
    // engine while it runs, by the engine's own login always.
    let looks_well = |user: &str| {
        let doctor = command(["doctor", "--json", "--dir", dir.to_str().unwrap()]);
        let found = looked(&program::run(over(doctor, user), Vec::new()).with(0));
        for check in ["nats", "nats-rights", "stream"] {
            assert!(found.contains(&(check.to_owned(), "ok".to_owned())), "{check} in {found:?}");
        }
    };
    looks_well("ops");
    // To the end without following.
    let listed = |more: &[&str]| program::run(over(command([&["events"], more].concat()), "ops"), Vec::new());
    assert_eq!(listed(&[]).with(0).stdout.lines().count(), log::rows(&dir).len());
    assert!(engine.stop().success());
}

#[test]
fn filters_choose_by_item_unit_family_and_day() {
    let (_home, dir) = demo::copy();
    let positions = |arguments: &[&str]| -> Vec<u64> {
        let all = [&["events", "--json"], arguments].concat();
        let events = on(&dir, &all).with(0).json_lines();
        events.iter().map(|events| events["position"].as_u64().unwrap()).collect()
    };
    let rows = log::rows(&dir);
    let april = positions(&["--from", "2014-04-25", "--until", "2014-04-25"]);
    let local_day = |at: muster_protocol::time::Instant| {
        at.plus(8 * muster_protocol::time::HOUR).to_string()[..10].to_owned()
    };
    let expected: Vec<u64> =
        rows.iter().filter(|row| local_day(row.at) == "2014-04-25").map(|row| row.position.0).collect();
    assert!(!april.is_empty());
    assert_eq!(april, expected, "days are the campaign's own");
    let submitted =
        on(&dir, &["events", "--json", "--item", "unit-plan/005", "--family", "item.submitted"]).with(0);
    let submitted = submitted.json_lines();
    assert!(
        submitted.len() == 2 && submitted.iter().all(|event| event["about"] == "unit-plan/005"),
        "{submitted:?}"
    );
    let of_unit = positions(&["--unit", "005"]);
    let of_item = positions(&["--item", "unit-plan/005"]);
    assert!(
        of_item.iter().filter(|at| !of_unit.contains(at)).count() <= 2,
        "planning and opening are of the occasion"
    );
    assert!(of_unit.len() > of_item.len());
    on(&dir, &["events", "--family", "itm"]).with(2);
    on(&dir, &["events", "--from", "soon"]).with(2);
    on(&dir, &["events", "--item", "unit-plan/999"]).with(1);
    on(&dir, &["events", "--campaign", "nobody"]).with(3);
    let zh = on(&dir, &["events", "--limit", "2", "--lang", "zh"]).with(0).stdout;
    assert!(zh.contains("活动发布"), "{zh}");
}

#[test]
fn the_dashboard_is_plain_text_and_says_what_should_be_none() {
    let (_home, dir) = demo::copy();
    let plain = on(&dir, &["status"]).with(0).stdout;
    for line in ["  past due     none without an outcome", "  dead letters none", "  parked       none"] {
        assert!(plain.lines().any(|found| found == line), "no {line:?} in\n{plain}");
    }
    // The directory is idle: what was left is shown, and the directory given free.
    let watcher = Watcher::start(&dir, &["status", "--watch"]);
    let dashboard: Vec<String> = (0..8).map(|_| watcher.line()).collect();
    assert!(dashboard.iter().all(|line| !line.chars().any(char::is_control)), "{dashboard:?}");
    assert!(dashboard[0].contains("stepped"), "{dashboard:?}");
    assert!(dashboard.iter().all(|line| line.chars().count() <= 80), "{dashboard:?}");
    assert_eq!(watcher.end().0, Some(0));
    on(&dir, &["verify", "--views"]).with(0);
    let engine_status = on(&dir, &["status", "--json"]).with(0).json()["engine_status"].clone();
    assert_eq!(engine_status["head"], log::rows(&dir).len());
    assert!(
        engine_status["relay"].is_null()
            && engine_status["status"]["campaigns"][0]["oldest_past_due"].is_null()
    );
}

/// Levels of the checks, by name.
fn looked(ended: &Ended) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let checks = ended.json()["checks"].as_array().unwrap().clone();
    checks.iter().map(|check| (text(&check["check"]), text(&check["level"]))).collect()
}

#[track_caller]
fn fault(ended: Ended, check: &str) {
    let found = looked(&ended.clone().with(1));
    assert!(found.contains(&(check.to_owned(), "fault".to_owned())), "{check} in {found:?}");
    let checks = ended.json()["checks"].as_array().unwrap().clone();
    let faults = checks.iter().filter(|check| check["level"] == "fault");
    assert!(faults.clone().count() > 0);
    for check in faults {
        assert!(check["next"].is_string(), "what to do is said: {check}");
    }
}

#[test]
fn the_doctor_finds_a_healthy_directory_healthy() {
    let (_home, dir) = demo::copy();
    let healthy = on(&dir, &["doctor", "--json"]).with(0);
    let faults = looked(&healthy).into_iter().filter(|(_, level)| level == "fault").count();
    assert_eq!(faults, 0);
    assert_eq!(healthy.json()["ok"], true);
    for lang in ["zh", "en"] {
        let printed = on(&dir, &["doctor", "--lang", lang]).with(0).stdout;
        assert!(printed.contains("log.db"), "{printed}");
    }
    // Nothing was changed or left behind.
    on(&dir, &["verify", "--views"]).with(0);
    assert!(!dir.join(".doctor").exists() && !dir.join("outbox/.doctor").exists());
}

#[test]
fn the_doctor_says_what_is_broken_and_what_to_do() {
    let (_home, dir) = demo::copy();
    fault(on(&dir.join("nowhere"), &["doctor", "--json"]), "directory");
    let damage = |sql: &'static str| {
        log::block_on(async {
            let mut connection = log::open(&dir, true).await;
            connection.execute(sql).await.unwrap();
            connection.close().await.unwrap();
        });
    };
    damage("UPDATE log_head SET position = position + 1");
    fault(on(&dir, &["doctor", "--json"]), "log");
    damage("UPDATE log_head SET position = position - 1");
    on(&dir, &["doctor"]).with(0);
    fs::remove_dir_all(dir.join("outbox")).unwrap();
    fs::write(dir.join("outbox"), "no folder").unwrap();
    fault(on(&dir, &["doctor", "--json"]), "outbox");
    fs::remove_file(dir.join("outbox")).unwrap();
    let bytes = fs::read(dir.join("log.db")).unwrap();
    fs::write(dir.join("log.db"), &bytes[..bytes.len() / 2]).unwrap();
    fault(on(&dir, &["doctor", "--json"]), "log");
    fs::remove_file(dir.join("log.db")).unwrap();
    fault(on(&dir, &["doctor", "--json"]), "log");
}

#[test]
fn the_document_of_what_is_published_is_kept() {
    let kept = fs::read_to_string(tree::root().join("proto/asyncapi.yaml")).unwrap();
    let made = muster(["asyncapi"]).with(0).stdout;
    assert!(made == kept, "proto/asyncapi.yaml is another: `cargo muster asyncapi > proto/asyncapi.yaml`");
}
