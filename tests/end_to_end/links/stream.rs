//! `muster stream`: the copy of the log on NATS is compared, repaired and refilled, with and without a running engine.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::nats_server::NatsServer;
use muster_wire::nats::ACCOUNTS;

use crate::file::demo;
use crate::program::{self, Ended, command, copy, muster};

#[test]
fn a_stream_is_compared_repaired_and_refilled() {
    let server = NatsServer::start();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    copy(&demo::finished().dir, &dir);
    let (url, dir) = (server.url(), dir.to_str().unwrap().to_owned());
    let stream = |verb: &str, more: &[&str]| -> Ended {
        muster([&["stream", verb, "--dir", dir.as_str(), "--nats", url.as_str()], more].concat())
    };
    let missing = stream("check", &["--json"]).with(1).json();
    assert_eq!(missing["health"], "missing");
    let printed = stream("repair", &[]).with(0).stdout;
    assert!(printed.contains("each the log's event"), "{printed}");
    let whole = stream("check", &["--json"]).with(0).json();
    assert_eq!((&whole["health"], &whole["audit"]["differ"]), (&"whole".into(), &0.into()), "{whole}");
    assert_eq!(whole["audit"]["head"], whole["audit"]["compared"]);
    let created = whole["audit"]["created"].clone();
    assert!(stream("repair", &[]).with(0).stdout.contains("nothing to repair"));

    // While an engine runs it is its relay that fills the stream.
    let mut up = command(["up", "--dir", &dir, "--nats", &url, "--nats-audit", "100ms"]);
    let mut up = up.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(up.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(said.any(|line| line.contains("running:")), "up does not run");
    let silent = std::thread::spawn(move || said.for_each(drop));
    let printed = stream("rebuild", &[]).with(0).stdout;
    assert!(printed.contains("each the log's event"), "{printed}");
    let again = stream("check", &["--json"]).with(0).json();
    assert_eq!(again["health"], "whole");
    assert_ne!(again["audit"]["created"], created, "it is another stream");
    program::signal("TERM", up.id());
    assert!(up.wait().unwrap().success());
    silent.join().unwrap();

    // A restored log is of another generation: its stream is missing, and the old one gives way.
    let (backup, restored) = (home.path().join("backup"), home.path().join("restored"));
    let (backup, restored) = (backup.to_str().unwrap(), restored.to_str().unwrap());
    muster(["backup", "--dir", &dir, "--to", backup]).with(0);
    muster(["restore", "--from", backup, "--dir", restored]).with(0);
    let of_restored = |verb| muster(["stream", verb, "--dir", restored, "--nats", url.as_str()]);
    of_restored("check").with(1);
    of_restored("repair").with(0);
    of_restored("check").with(0);
    assert_eq!(stream("check", &["--json"]).json()["health"], "missing", "the old one gave way");
    let old = stream("repair", &[]);
    assert_eq!(old.code, Some(4), "an old copy of the log does not take the stream back: {old:?}");

    // Another log's stream is not touched, whatever is asked.
    let other = home.path().join("other");
    let (other, day) = (other.to_str().unwrap(), "2014-03-31T09:00:00+08:00");
    muster(["up", "--dir", other, "--clock", "stepped", "--start", day, "--until", day]).with(0);
    for verb in ["check", "repair", "rebuild"] {
        let ended = muster(["stream", verb, "--dir", other, "--nats", url.as_str()]);
        assert!(ended.code != Some(0) && verb == "check" || ended.code == Some(3), "{verb}: {ended:?}");
    }
    of_restored("check").with(0);

    // Who is not let in is told so at once, in a sentence and what to do.
    let closed = NatsServer::with(ACCOUNTS);
    let printed = muster(["stream", "check", "--dir", &dir, "--nats", &closed.url()]).with(5).stderr;
    assert!(printed.contains("NATS does not let this login in") && printed.lines().count() == 2, "{printed}");

    let away = muster(["stream", "check", "--dir", &dir, "--nats", "nats://127.0.0.1:1"]);
    assert_eq!(away.code, Some(4), "{away:?}");
}
