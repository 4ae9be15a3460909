//! Asked to end, an engine ends, no matter who is connected and what they hold back.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use muster_server::http::Address;

use crate::file::up::{self, Up};
use crate::program::{command, muster};

#[test]
fn it_ends_in_order_among_half_requests_and_followers() {
    let (_home, dir) = up::fresh();
    let clock = ["up", "--clock", "stepped", "--start", "2014-04-01T00:00:00+08:00", "--until"];
    let line = [&clock[..], &["2014-04-10T12:00:00+08:00", "--stand", "--dir"]].concat();
    let up = Up::run(command(line.into_iter().map(Path::new).chain([dir.as_path()])));
    assert!(up.runs());
    up::launch(&dir).with(0);
    let Address { at, token } = Address::read(&dir).unwrap();
    let bearer = format!("Host: localhost\r\nAuthorization: Bearer {token}\r\n");
    let says = |text: &str| {
        let mut socket = TcpStream::connect(at).unwrap();
        socket.write_all(text.as_bytes()).unwrap();
        socket
    };
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
    muster(["status", "--dir", dir.to_str().unwrap()]).with(0);
    drop((half, body, deaf));
}
