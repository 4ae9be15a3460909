//! `up` over NATS: some workers in its process, some outside; and servers that cannot be used, told in a sentence.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::apart::{Apart, closed};
use crate::site::{fresh, on};

#[test]
fn workers_inside_and_outside_make_one_year() {
    let apart = Apart::new("");
    let mut up = apart.up_without("visits");
    up.says("running:");
    // One that runs inside may not be doubled from outside.
    let mut double = apart.worker("reminders", None);
    assert_eq!(double.end().code(), Some(3), "{}", double.heard());
    assert!(double.heard().contains("runs inside the engine's own process already"), "{}", double.heard());
    let mut visits = apart.worker("visits", None);
    apart.launch();
    apart.until(&mut up, "over", closed);
    visits.stop();
    up.stop();
    apart.sound();
}

/// Says what an old server says, and nothing else.
fn old_server(mut socket: TcpStream) {
    let info = "INFO {\"server_id\":\"x\",\"version\":\"2.9.10\",\"host\":\"127.0.0.1\",\"port\":4222,\
                \"max_payload\":1048576,\"proto\":1,\"headers\":true,\"client_id\":1,\"go\":\"go1\"}\r\n";
    let mut said = [0; 4_096];
    let mut answer = info.as_bytes();
    while socket.write_all(answer).is_ok() && socket.read(&mut said).is_ok_and(|bytes| bytes > 0) {
        answer = b"PONG\r\n";
    }
}

#[test]
fn a_server_that_is_too_old_is_refused_in_both_languages() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("nats://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        listener.incoming().flatten().for_each(|socket| drop(thread::spawn(|| old_server(socket))))
    });
    let (_home, dir) = fresh();
    for (lang, sentence) in [
        ("en", "error: nats-server 2.9.10 is too old: muster needs 2.12.0 or newer"),
        ("zh", "错误：nats-server 2.9.10 太旧：muster 要 2.12.0 或更新的"),
    ] {
        for verb in [vec!["worker", "visits"], vec!["engine"], vec!["up"]] {
            let printed = on(&dir, &[&verb[..], &["--nats", &url, "--lang", lang]].concat()).with(4);
            assert!(printed.stderr.lines().any(|line| line == sentence), "{}", printed.stderr);
        }
    }
}
