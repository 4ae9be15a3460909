//! Any bytes as a request over NATS at a running engine: the first byte chooses the query, the second who speaks, the rest is
//! the payload. What can be read as a command is given by the worker whose it is. Whatever is answered at once is waited for,
//! so that what an input reaches is its own. Needs nats-server (`MUSTER_NATS_SERVER`, or `.tools/nats-server` of the clone).
#![no_main]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use muster_fuzz::{CAMPAIGN, World};
use muster_server::relay::{OverNats, Relaying};
use muster_protocol::codec::{decode, encode};
use muster_protocol::command::CommandEnvelope;
use muster_protocol::ids::{CampaignId, CommandId, Digest};

/// Names of the queries; a test of the wire package holds the protocol to them.
const QUERIES: [&str; 14] = [
    "ask", "blob", "store", "consumer", "pull", "ack", "again", "wait", "dead", "log", "follow", "fold",
    "body", "streams",
];
const SPEAKERS: [&str; 5] = ["reminders", "visits", "evaluation", "ops", "engine"];

/// Queries that wait at the engine, or are never answered.
const UNANSWERED: [&str; 6] = ["pull", "ack", "wait", "follow", "fold", "consumer"];
/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(10);

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
    let sentence = "Listening for client connections on ";
    let line = log.find(|line| line.contains(sentence)).expect("its port");
    let port: u16 = line.rsplit(':').next().unwrap().trim().parse().unwrap();
    log.find(|line| line.contains("Server is ready"));
    std::thread::spawn(move || log.for_each(drop));
    let over = OverNats::new(&format!("nats://127.0.0.1:{port}"));
    let relaying = world.runtime.block_on(Relaying::start(&world.handle, over)).unwrap();
    let service = relaying.service();
    world.runtime.block_on(service.settled_at_head());
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
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

/// The payload as a command of this campaign by a worker, said for the first time; none where it is no command.
fn command(payload: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let mut envelope: CommandEnvelope = decode("command", payload).ok()?;
    let speaker = SPEAKERS.into_iter().find(|it| envelope.command.worker() == Some(it)).unwrap_or("ops");
    envelope.id = CommandId::derived(&[&Digest::of(payload).to_string()]);
    envelope.campaign = CampaignId::new(CAMPAIGN).unwrap();
    envelope.actor = format!("worker/{speaker}");
    envelope.behalf = None;
    Some((speaker, encode(&envelope)))
}

/// Reads until there is an answer.
fn answered(lines: &mut BufReader<TcpStream>) {
    let mut line = Vec::new();
    while !line.starts_with(b"MSG _INBOX") {
        line.clear();
        assert!(lines.read_until(b'\n', &mut line).expect("an answer in time") > 0, "the server is gone");
    }
    let length = String::from_utf8_lossy(&line).split_whitespace().next_back().and_then(|it| it.parse().ok());
    let mut answer = vec![0; length.unwrap_or(0) + 2];
    lines.read_exact(&mut answer).unwrap();
}

fuzz_target!(|bytes: &[u8]| {
    let [choice, speaker, payload @ ..] = bytes else { return };
    let mut speaker = SPEAKERS[usize::from(*speaker) % SPEAKERS.len()];
    let mut payload = payload.to_vec();
    let query = QUERIES.get(usize::from(*choice) % (QUERIES.len() + 1));
    let subject = match query {
        Some(query) => format!("muster.query.{query}.{speaker}"),
        None => {
            if let Some((by, envelope)) = command(&payload) {
                (speaker, payload) = (by, envelope);
            }
            format!("muster.command.0.{CAMPAIGN}.{speaker}")
        }
    };
    let mut wire = WIRE.lock().unwrap();
    let mut said = format!("PUB {subject} _INBOX.{speaker}.fuzz {}\r\n", payload.len()).into_bytes();
    said.extend_from_slice(&payload);
    said.extend_from_slice(b"\r\nPING\r\n");
    wire.lines.get_mut().write_all(&said).unwrap();
    if query.is_none_or(|query| !UNANSWERED.contains(query)) {
        answered(&mut wire.lines);
    } else {
        pong(&mut wire.lines);
    }
});
