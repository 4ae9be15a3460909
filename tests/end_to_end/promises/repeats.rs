//! An answer that is lost on the way: saying the command again does nothing twice, and says so.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use muster_server::http::Address;

use crate::program::{Ended, command, muster, run};
use crate::site::{self, Up, on, text};

/// Commands that each make something new, with the event that tells how often they did.
const EACH_MAKES_ONE: [(&str, &[&str]); 3] = [
    (
        "case.received",
        &[
            "case",
            "receive",
            "hotline-12319",
            "--source",
            "hotline",
            "--about",
            "抢修",
            "--unit",
            "017",
            "--text",
            "水管爆裂",
            "--as",
            "小组办公室",
        ],
    ),
    (
        "occasion.planned",
        &[
            "assign",
            "assigned",
            "--title",
            "报防汛表",
            "--to",
            "005",
            "--due",
            "2014-05-20",
            "--as",
            "系统党委",
        ],
    ),
    (
        "ledger.entered",
        &[
            "ledger",
            "enter",
            "love-market/018",
            "--as",
            "018-clerk",
            "--cell",
            "日期=2014-05-05",
            "--cell",
            "入库=3",
        ],
    ),
];

/// Reads a request to its end and asks for the connection to be closed after it.
fn request(client: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut all, mut piece) = (Vec::new(), [0; 65_536]);
    loop {
        let read = client.read(&mut piece).ok().filter(|read| *read > 0)?;
        all.extend_from_slice(&piece[..read]);
        let Some(head) = all.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&all[..head]).to_lowercase();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
        if all.len() >= head + 4 + length {
            all.splice(head..head, b"\r\nconnection: close".iter().copied());
            return Some(all);
        }
    }
}

/// A way to the engine on which the next answer to a command is lost when `loses` is set.
fn lossy(dir: &Path, loses: Arc<AtomicBool>) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let (at, dir) = (listener.local_addr().unwrap(), dir.to_owned());
    thread::spawn(move || {
        for client in listener.incoming() {
            let (dir, loses, mut client) = (dir.clone(), Arc::clone(&loses), client.unwrap());
            thread::spawn(move || {
                let Some(asked) = request(&mut client) else { return };
                let mut engine = TcpStream::connect(Address::read(&dir).unwrap().at).unwrap();
                engine.write_all(&asked).unwrap();
                let mut answer = Vec::new();
                engine.read_to_end(&mut answer).unwrap();
                let is_command = asked.starts_with(b"POST /v1/commands");
                if !(is_command && loses.swap(false, Ordering::SeqCst)) {
                    // A client that has gone does not need it.
                    client.write_all(&answer).unwrap_or_default();
                }
            });
        }
    });
    format!("http://{at}")
}

fn engine(dir: &Path) -> Up {
    let (start, until) = ("2014-03-20T00:00:00+08:00", "2014-05-06T12:00:00+08:00");
    Up::stands(dir, Some(start), until, &[])
}

/// How often commands have made an event. Virtual time may run on meanwhile and makes some of its own.
fn count(dir: &Path, event: &str) -> usize {
    let events = on(dir, &["events", "--family", event, "--json"]).with(0);
    events.json_lines().iter().filter(|event| event["actor"] != "clock").count()
}

/// Anyone who says it again in the same words is told that it goes with the first id.
fn is_reported(again: &Ended) {
    assert!(again.stderr.contains("done twice") && again.stdout.contains("not done again"), "{again:?}");
}

#[test]
fn a_lost_answer_and_the_same_words_again_do_it_once() {
    let (home, dir) = site::fresh();
    let site = engine(&dir);
    site::launch(&dir).with(0);
    let token = home.path().join("token");
    let holds_token = || std::fs::write(&token, &Address::read(&dir).unwrap().token).unwrap();
    holds_token();
    let loses = Arc::new(AtomicBool::new(false));
    let at = lossy(&dir, Arc::clone(&loses));
    let away = |words: &[&str]| {
        let mut verb = command(words);
        verb.args(["--at", &at, "--token-file", text(&token)]);
        verb.env("MUSTER_STATE_DIR", home.path().join("state"));
        run(verb, Vec::new())
    };
    for (event, words) in EACH_MAKES_ONE {
        let before = count(&dir, event);
        loses.store(true, Ordering::SeqCst);
        let lost = away(words).with(4);
        assert!(lost.stderr.contains("its id is kept"), "{lost:?}");
        is_reported(&away(words).with(0));
        assert_eq!(count(&dir, event), before + 1, "{event}");
        // Its answer is known now, so that the same words are another one; as they are where somebody insists.
        assert!(!away(words).with(0).stderr.contains("not answered"));
        loses.store(true, Ordering::SeqCst);
        away(words).with(4);
        away(&[words, &["--new"]].concat()).with(0);
        assert_eq!(count(&dir, event), before + 4, "{event}");
    }
    let (event, receive) = EACH_MAKES_ONE[0];
    loses.store(true, Ordering::SeqCst);
    away(receive).with(4);
    // By another post it is another.
    let other: Vec<&str> =
        receive.iter().map(|word| if *word == "小组办公室" { "市住建局" } else { word }).collect();
    assert!(!away(&other).stderr.contains("not answered"));
    // The engine may have been restarted meanwhile. The case's number is told as it would have been the first time.
    assert!(site.stop().success());
    let site = engine(&dir);
    holds_token();
    let before = count(&dir, event);
    let again = away(receive).with(0);
    is_reported(&again);
    assert!(again.stdout.lines().count() > 1, "{again:?}");
    assert_eq!(count(&dir, event), before);
    assert!(site.stop().success());
}

#[test]
fn a_killed_engine_that_had_committed_is_asked_again_with_the_same_id() {
    let (_home, dir) = site::fresh();
    let site = engine(&dir);
    site::launch(&dir).with(0);
    assert!(site.stop().success());
    // Here the command line opens the directory itself, and dies behind its commit.
    let (event, words) = EACH_MAKES_ONE[1];
    let before = count(&dir, event);
    let words = [words, &["--dir", text(&dir)]].concat();
    let mut dies = command(&words);
    dies.env(muster_wire::failpoints::VARIABLE, "after-commit:1");
    assert_eq!(run(dies, Vec::new()).code, None);
    assert_eq!(count(&dir, event), before + 1);
    let again = muster(&words).with(0);
    is_reported(&again);
    assert!(again.stdout.contains("报防汛表"), "{again:?}");
    assert_eq!(count(&dir, event), before + 1);
}
