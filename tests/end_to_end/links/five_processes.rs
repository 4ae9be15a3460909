//! nats-server, one engine and three workers, five processes with their own credentials, carry the shipped year; a
//! subscriber in Python, with the client of the NATS project, sees what happens and can tell it from the headers alone.

use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::nats_server::password;
use muster_tests::tidy::tree;
use muster_wire::nats::ACCOUNTS;
use serde_json::Value;

use super::apart::{Apart, WORKERS, closed};
use crate::program::{self, Running};
use crate::year::service_year;

/// A guard against hanging.
const HANG_GUARD: Duration = Duration::from_secs(240);

/// The Python subscriber.
struct Watcher {
    _child: Running,
    lines: mpsc::Receiver<String>,
}

impl Watcher {
    fn start(url: &str) -> Self {
        let client = tree::root().join(".tools").join("nats-py");
        assert!(
            client.join("nats").is_dir(),
            "this test needs the Python client nats-py in {}: run tests/run once, which installs it",
            client.display()
        );
        let mut python = program::script("watching.py");
        python.args([url, "ops", "muster.event.>", "muster.json.*.*.phase.entered"]);
        python.env("PYTHONPATH", client).env("WATCHER_PASSWORD", password("ops"));
        let mut child = Running(python.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap());
        let lines = program::lines(child.stdout.take().unwrap());
        let watcher = Self { _child: child, lines };
        assert_eq!(watcher.line(), "listening");
        watcher
    }

    #[track_caller]
    fn line(&self) -> String {
        self.lines.recv_timeout(HANG_GUARD).expect("something from the subscriber")
    }
}

fn header<'a>(message: &'a Value, name: &str) -> &'a str {
    message["headers"][name].as_str().unwrap_or_else(|| panic!("no {name} in {message:#}"))
}

/// `00-<32 hexadecimal digits>-<16>-01`, as W3C Trace Context has it.
fn is_trace(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let hex = |part: &str, length| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    matches!(parts.as_slice(), ["00", trace, span, "01"] if hex(trace, 32) && hex(span, 16))
}

#[test]
fn five_processes_carry_the_year_and_a_stranger_can_tell_what_happened() {
    let apart = Apart::new(ACCOUNTS);
    let watcher = Watcher::start(&apart.server.url());
    let script = service_year::script_file();
    let mut engine = apart.engine_with(&["--json-mirror", "--script", script.to_str().unwrap()], None);
    let mut workers = WORKERS.map(|name| apart.worker(name, None));
    engine.says("running:");
    apart.launch();

    let (mut events, mut mirrored) = (Vec::<Value>::new(), Vec::new());
    loop {
        let message: Value = serde_json::from_str(&watcher.line()).unwrap();
        if message["subject"].as_str().unwrap().starts_with("muster.json.") {
            mirrored.push(message);
            continue;
        }
        let over = message["subject"].as_str().unwrap().ends_with(".campaign.closed");
        events.push(message);
        if over {
            break;
        }
    }
    apart.until(&mut engine, "over", closed);
    for worker in &mut workers {
        worker.stop();
        let said = worker.heard();
        assert!(said.contains("everything in hand is finished"), "{said}");
        assert!(!said.contains("does not allow"), "a worker was denied something:\n{said}");
    }
    engine.stop();
    assert!(!engine.heard().contains("does not allow"), "{}", engine.heard());

    // Every event once, in order; each is a CloudEvent, readable without its payload.
    for (message, wanted) in events.iter().zip(1u64..) {
        assert_eq!(header(message, "Muster-Position"), wanted.to_string());
        let kind = message["subject"].as_str().unwrap().splitn(5, '.').nth(4).unwrap();
        assert_eq!(header(message, "ce-type"), format!("muster.{kind}"));
        assert_eq!(header(message, "ce-specversion"), "1.0");
        assert!(is_trace(header(message, "traceparent")), "{message:#}");
        assert!(!header(message, "Muster-Summary").is_empty());
    }
    // The payloads are the very bytes that the log's chain covers.
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    let heads = program::chain(&["stream"], &lines.join("\n"));
    assert!(heads.contains(&format!("position {}", events.len())), "{heads}");
    let definition = service_year::definition();
    let summaries: Vec<&str> = events.iter().map(|message| header(message, "Muster-Summary")).collect();
    let entered: Vec<String> =
        definition.phases.iter().map(|phase| format!("phase {} entered", phase.id)).collect();
    let found: Vec<&&str> =
        summaries.iter().filter(|said| said.starts_with("phase ") && said.ends_with(" entered")).collect();
    assert_eq!(found, entered.iter().collect::<Vec<_>>());
    assert_eq!(entered.len(), 3);
    assert_eq!(summaries[0], format!("campaign {} launched", definition.id));
    // What one command caused is one trace, told by the command's id.
    let launched: Vec<&Value> =
        events.iter().filter(|message| message["headers"]["Muster-Command"].is_string()).collect();
    for message in launched {
        assert!(header(message, "traceparent").contains(header(message, "Muster-Command")), "{message:#}");
    }
    // The mirror says the same in JSON.
    let phases: Vec<String> = mirrored
        .iter()
        .map(|message| serde_json::from_str::<Value>(message["text"].as_str().unwrap()).unwrap())
        .map(|event| format!("{} {}", event["name"].as_str().unwrap(), event["summary"].as_str().unwrap()))
        .collect();
    let wanted: Vec<String> = entered.iter().map(|said| format!("phase.entered {said}")).collect();
    assert_eq!(phases, wanted);
    apart.sound();
}

#[test]
fn who_is_not_known_to_the_server_is_told_so() {
    let apart = Apart::new(ACCOUNTS);
    // Only the engine has the engine's password; as a worker it is turned away.
    let url = apart.server.url();
    let mut stranger = program::command(["worker", "visits", "--nats", &url]);
    stranger.env("MUSTER_NATS_PASSWORD", password("engine"));
    let printed = program::run(stranger, Vec::new()).with(5);
    assert!(printed.stderr.contains("NATS does not let this login in"), "{}", printed.stderr);
    assert!(printed.stderr.contains("--nats-password-file"), "{}", printed.stderr);
    assert!(!printed.stderr.contains("retrying"), "it ends: {}", printed.stderr);
    // Nor does somebody without a login wait for an answer that never comes.
    let nobody = program::command(["events", "--follow", "--nats", &url]);
    let printed = program::run(nobody, Vec::new()).with(5);
    assert!(printed.stderr.contains("NATS does not let this login in"), "{}", printed.stderr);
}

/// The password is read from its file at every connecting: a changed one needs no restart, and what is wrong is said.
#[test]
fn a_changed_password_needs_no_restart() {
    let apart = Apart::new(ACCOUNTS);
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("password");
    std::fs::write(&file, "an old one\n").unwrap();
    let mut engine = apart.engine_with(&["--nats-password-file", file.to_str().unwrap()], None);
    engine.says("is read again at every try");
    std::fs::remove_file(&file).unwrap();
    engine.says("cannot be read, retrying");
    std::fs::write(&file, password("engine")).unwrap();
    engine.says("NATS is there");
    engine.stop();
}
