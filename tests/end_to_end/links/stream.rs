//! `muster stream`: the copy of the log on NATS is compared, repaired and refilled, with and without a running engine.

use crate::nats_server::NatsServer;
use muster_wire::nats::ACCOUNTS;

use crate::file::demo;
use crate::program::{Ended, command};
use crate::site::{Up, on, text};

#[test]
fn a_stream_is_compared_repaired_and_refilled() {
    let server = NatsServer::start();
    let (home, dir) = demo::copy();
    let url = server.url();
    let stream = |verb: &str, more: &[&str]| -> Ended {
        on(&dir, &[&["stream", verb, "--nats", url.as_str()], more].concat())
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
    let up = Up::run(command(["up", "--dir", text(&dir), "--nats", &url, "--nats-audit", "100ms"]));
    assert!(up.runs(), "up does not run");
    let printed = stream("rebuild", &[]).with(0).stdout;
    assert!(printed.contains("each the log's event"), "{printed}");
    let again = stream("check", &["--json"]).with(0).json();
    assert_eq!(again["health"], "whole");
    assert_ne!(again["audit"]["created"], created, "it is another stream");
    assert!(up.stop().success());

    // A restored log is of another generation: its stream is missing, and the old one gives way.
    let (backup, restored) = (home.path().join("backup"), home.path().join("restored"));
    on(&dir, &["backup", "--to", text(&backup)]).with(0);
    on(&restored, &["restore", "--from", text(&backup)]).with(0);
    let of_restored = |verb| on(&restored, &["stream", verb, "--nats", &url]);
    of_restored("check").with(1);
    of_restored("repair").with(0);
    of_restored("check").with(0);
    assert_eq!(stream("check", &["--json"]).json()["health"], "missing", "the old one gave way");
    let old = stream("repair", &[]);
    assert_eq!(old.code, Some(4), "an old copy of the log does not take the stream back: {old:?}");

    // Another log's stream is not touched, whatever is asked.
    let other = home.path().join("other");
    let day = "2014-03-31T09:00:00+08:00";
    on(&other, &["up", "--clock", "stepped", "--start", day, "--until", day]).with(0);
    for verb in ["check", "repair", "rebuild"] {
        let ended = on(&other, &["stream", verb, "--nats", &url]);
        assert!(ended.code != Some(0) && verb == "check" || ended.code == Some(3), "{verb}: {ended:?}");
    }
    of_restored("check").with(0);

    // Who is not let in is told so at once, in a sentence and what to do.
    let closed = NatsServer::with(ACCOUNTS);
    let printed = on(&dir, &["stream", "check", "--nats", &closed.url()]).with(5).stderr;
    assert!(printed.contains("NATS does not let this login in") && printed.lines().count() == 2, "{printed}");

    let away = on(&dir, &["stream", "check", "--nats", "nats://127.0.0.1:1"]);
    assert_eq!(away.code, Some(4), "{away:?}");
}
