//! Asked to end, an engine ends, no matter who is connected and what they hold back.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use muster_protocol::time::Instant;
use muster_server::http::Address;

use crate::site::{self, START, Up, on};

/// An engine that stands on 10 April and is kept going.
fn engine(dir: &Path) -> Up {
    Up::stands(dir, Some(START), "2014-04-10T12:00:00+08:00", &[])
}

/// A caller who says this and then nothing.
fn says(at: SocketAddr, text: &str) -> TcpStream {
    let mut socket = TcpStream::connect(at).unwrap();
    socket.write_all(text.as_bytes()).unwrap();
    socket
}

#[test]
fn it_ends_in_order_among_half_requests_and_followers() {
    let (_home, dir) = site::fresh();
    let up = engine(&dir);
    site::launch(&dir).with(0);
    let Address { at, token } = Address::read(&dir).unwrap();
    let bearer = format!("Host: localhost\r\nAuthorization: Bearer {token}\r\n");
    let says = |text: &str| says(at, text);
    let half = says("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
    let body = says(&format!("POST /v1/commands HTTP/1.1\r\n{bearer}Content-Length: 1000\r\n\r\nhalf"));
    let mut follower = says(&format!("GET /events HTTP/1.1\r\n{bearer}\r\n"));
    let deaf = says(&format!("GET /events?after=0 HTTP/1.1\r\n{bearer}\r\n"));
    let mut first = [0; 64];
    assert!(follower.read(&mut first).unwrap() > 0);
    assert!(up.stop().success());
    assert!(Address::read(&dir).is_none(), "the address is gone");
    // In order: the log is one file, and the next one has the directory at once.
    let left = std::fs::metadata(dir.join("log.db-wal")).map_or(0, |file| file.len());
    assert_eq!(left, 0);
    on(&dir, &["status"]).with(0);
    drop((half, body, deaf));
}

/// An orderly end waits for a file that is on its way, for a while; who asks again does not want to wait.
#[test]
fn asked_a_second_time_it_ends_at_once() {
    let (_home, dir) = site::fresh();
    let up = engine(&dir);
    site::launch(&dir).with(0);
    let Address { at, token } = Address::read(&dir).unwrap();
    let known = format!("Host: localhost\r\nAuthorization: Bearer {token}\r\n");
    let upload =
        format!("POST /v1/blobs HTTP/1.1\r\n{known}Content-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    let mut file = says(at, &upload);
    let mut answer = [0; 64];
    let read = file.read(&mut answer).unwrap();
    assert!(String::from_utf8_lossy(&answer[..read]).contains("100"), "it is waited for");
    // Both lie before it when it goes on, so that neither waits for how busy the machine is. Two of one kind would be one.
    ["STOP", "TERM", "INT", "CONT"].iter().for_each(|signal| up.signal(signal));
    assert_eq!(up.ended().code(), Some(130));
    drop(file);
    // What was answered is on the disk.
    on(&dir, &["verify"]).with(0);
}

/// What a program that is kept going says is its log.
#[test]
fn each_line_of_a_program_that_is_kept_going_says_when() {
    let (_home, dir) = site::fresh();
    let said = on(&dir, &["up", "--clock", "stepped", "--start", START, "--until", START]).with(0).stderr;
    assert!(said.contains("running:") && said.lines().count() > 1, "{said}");
    for line in said.lines() {
        let when = line.split(' ').next().unwrap();
        assert!(when.ends_with('Z') && when.parse::<Instant>().is_ok(), "no time in {line:?}");
    }
}
