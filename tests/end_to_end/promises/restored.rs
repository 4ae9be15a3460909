//! A follower of a log that was restored meanwhile: told, and given what it missed, by the HTTP server and over NATS.

use std::path::Path;

use crate::nats_server::NatsServer;
use crate::program::{Ended, muster};
use crate::site::{self, START, Up, hand_in_plan};

fn engine(dir: &Path, more: &[&str]) -> Up {
    Up::stands(dir, Some(START), "2014-04-10T12:00:00+08:00", more)
}

fn positions(heard: &Ended) -> Vec<u64> {
    heard.json_lines().iter().map(|event| event["position"].as_u64().unwrap()).collect()
}

#[test]
fn who_followed_the_lost_log_hears_what_it_missed() {
    let server = NatsServer::start();
    let (home, dir) = site::fresh();
    let (old, new) = (home.path().join("old"), home.path().join("new"));
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let site = engine(&dir, &[]);
    site::launch(&dir).with(0);
    muster(["backup", "--dir", &text(&dir), "--to", &text(&old)]).with(0);
    hand_in_plan(&dir, "005").with(0);
    let lost = positions(&muster(["events", "--json", "--dir", &text(&dir)]).with(0)).len();
    let follow = ["events", "--follow", "--limit", &lost.to_string(), "--dir", &text(&dir)];
    let followed = muster(follow).with(0);
    let place = followed.stderr.rsplit_once("--after ").unwrap().1.trim().to_owned();
    assert!(place.starts_with(&format!("{lost}.1.")), "{followed:?}");
    assert!(site.stop().success());

    muster(["restore", "--from", &text(&old), "--dir", &text(&new)]).with(0);
    let parted = *positions(&muster(["events", "--json", "--dir", &text(&new)]).with(0)).last().unwrap();
    let site = engine(&new, &["--nats", &server.url()]);
    // The restored log grows past the place that the follower has.
    ["006", "007"].iter().for_each(|unit| drop(hand_in_plan(&new, unit).with(0)));
    let head = positions(&muster(["events", "--json", "--dir", &text(&new)]).with(0)).len() as u64;
    assert!(head > lost as u64);
    for way in [["--dir".to_owned(), text(&new)], ["--nats".to_owned(), server.url()]] {
        let [option, value] = &way;
        let back = muster(["events", "--json", "--after", &place, option, value]).with(0);
        assert!(back.stderr.contains("the log was restored"), "{way:?} {back:?}");
        let heard = positions(&back);
        assert!(heard.last() >= Some(&head), "{way:?} {heard:?}");
        assert_eq!(heard, (parted + 1..).take(heard.len()).collect::<Vec<_>>(), "{way:?}");
        let beyond = muster(["events", "--after", "999999", option, value]).with(3);
        assert!(beyond.stderr.contains("there is no position 999999"), "{way:?} {beyond:?}");
    }
    assert!(site.stop().success());
}
