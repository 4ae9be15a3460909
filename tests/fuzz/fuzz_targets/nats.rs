//! Any bytes as a request over NATS at a running engine: the first byte chooses the subject, the rest is the payload. Needs
//! nats-server (`MUSTER_NATS_SERVER`, or `.tools/nats-server` of the clone).
#![no_main]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex};

use libfuzzer_sys::fuzz_target;
use muster_fuzz::{CAMPAIGN, World};
use muster_server::relay::{OverNats, Relaying};

/// Names of the queries; a test of the wire package holds the protocol to them.
const QUERIES: [&str; 14] = [
    "ask", "blob", "store", "consumer", "pull", "ack", "again", "wait", "dead", "log", "follow", "fold", "body",
    "streams",
];
const SPEAKERS: [&str; 5] = ["reminders", "visits", "evaluation", "ops", "engine"];

struct Wire {
    _server: Child,
    _world: World,
    _relaying: Relaying,
    lines: BufReader<TcpStream>,
}

static WIRE: LazyLock<Mutex<Wire>> = LazyLock::new(|| Mutex::new(start()));

fn start() -> Wire {
    let program =
        std::env::var("MUSTER_NATS_SERVER").unwrap_or_else(|_| "../../.tools/nats-server".to_owned());
    let world = World::start();
    let store = world.dir.path().join("nats");
    let mut server = Command::new(program)
        .args(["-a", "127.0.0.1", "-p", "-1", "-js", "-sd"])
        .arg(store)
        .stderr(Stdio::piped())
        .spawn()
        .expect("nats-server");
    let mut log = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
    let told = "Listening for client connections on ";
    let line = log.find(|line| line.contains(told)).expect("its port");
    let port: u16 = line.rsplit(':').next().unwrap().trim().parse().unwrap();
    log.find(|line| line.contains("Server is ready"));
    std::thread::spawn(move || log.for_each(drop));
    let over = OverNats::new(&format!("nats://127.0.0.1:{port}"));
    let relaying = world.runtime.block_on(Relaying::start(&world.handle, over)).unwrap();
    let service = relaying.service();
    world.runtime.block_on(service.settled_at_head());
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut lines = BufReader::new(stream);
    lines
        .get_mut()
        .write_all(b"CONNECT {\"verbose\":false,\"headers\":true}\r\nSUB _INBOX.*.fuzz 1\r\nPING\r\n")
        .unwrap();
    pong(&mut lines);
    Wire { _server: server, _world: world, _relaying: relaying, lines }
}

fn pong(lines: &mut BufReader<TcpStream>) {
    let mut line = Vec::new();
    while !line.starts_with(b"PONG") {
        line.clear();
        assert!(lines.read_until(b'\n', &mut line).unwrap() > 0, "the server is gone");
    }
}

fuzz_target!(|bytes: &[u8]| {
    let [choice, speaker, payload @ ..] = bytes else { return };
    let speaker = SPEAKERS[usize::from(*speaker) % SPEAKERS.len()];
    let subject = match QUERIES.get(usize::from(*choice) % (QUERIES.len() + 1)) {
        Some(query) => format!("muster.query.{query}.{speaker}"),
        None => format!("muster.command.0.{CAMPAIGN}.{speaker}"),
    };
    let mut wire = WIRE.lock().unwrap();
    let mut said = format!("PUB {subject} _INBOX.{speaker}.fuzz {}\r\n", payload.len()).into_bytes();
    said.extend_from_slice(payload);
    said.extend_from_slice(b"\r\nPING\r\n");
    wire.lines.get_mut().write_all(&said).unwrap();
    pong(&mut wire.lines);
});
