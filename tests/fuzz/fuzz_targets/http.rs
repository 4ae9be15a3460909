//! Any bytes as a request at the HTTP side of a running engine, with and without a token. Nothing may end the engine, and
//! a request that is whole gets an answer that is not 500.
#![no_main]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use muster_fuzz::World;
use muster_server::http::HttpServer;

static WORLD: LazyLock<(World, HttpServer)> = LazyLock::new(|| {
    let world = World::start();
    let opened = HttpServer::open(world.handle.clone(), world.dir.path(), muster_fuzz::loopback());
    let server = world.runtime.block_on(opened).unwrap();
    (world, server)
});

fuzz_target!(|bytes: &[u8]| {
    let address = WORLD.1.address();
    let mut stream = TcpStream::connect(address.at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // The first line and the head are the input's, the token is ours: without it nearly nothing is reached.
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let mut request = format!("{first} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", address.at);
    if !first.ends_with(' ') {
        request += &format!("authorization: Bearer {}\r\n", address.token);
    }
    for line in lines {
        request += &format!("{line}\r\n");
    }
    request += &format!("content-length: {}\r\n\r\n{body}", body.len());
    if stream.write_all(request.as_bytes()).is_err() {
        return;
    }
    let _ended = stream.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    let _read = stream.take(64 * 1024).read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 500"), "{}", String::from_utf8_lossy(&answer));
});
