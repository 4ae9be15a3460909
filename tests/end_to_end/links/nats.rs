//! The shipped year over a real nats-server: engine and three workers that share nothing but the server, each with its
//! own credentials, on a stepped clock. It is the same year as within one process, and somebody who only watches can
//! tell what happened.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::nats_server::{NatsServer, password};
use muster::client::connection::Connection;
use muster::client::launching::launch;
use muster::embedded;
use muster::output::Output;
use muster::service::actors::Actors;
use muster::service::running;
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::Language;
use muster_protocol::ids::CampaignId;
use muster_protocol::time::Instant;
use muster_server::relay::{OverNats, Relaying};
use muster_server::time::stepper::Stepper;
use muster_server::{ClockMode, Engine, Options};
use muster_wire::nats::{self, ACCOUNTS, Login, NatsLink};
use muster_workers::channel::Outbox;
use muster_workers::runtime;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::file::demo::{finished, same_year};
use crate::log;

/// Longest silence of a watched server: a guard against hanging.
const HANG_GUARD: Duration = Duration::from_secs(300);

fn as_user(url: &str, user: &str) -> nats::Options {
    let login = Login::User { user: user.to_owned(), password: password(user).into() };
    nats::Options { login, ..nats::Options::new(url, user) }
}

/// Somebody who watches with a client of his own: the few words of the protocol that a subscriber needs.
struct Watcher {
    lines: BufReader<TcpStream>,
}

impl Watcher {
    fn new(url: &str) -> Self {
        let mut socket = TcpStream::connect(url.trim_start_matches("nats://")).unwrap();
        socket.set_read_timeout(Some(HANG_GUARD)).unwrap();
        let connect = format!(
            "CONNECT {{\"verbose\":false,\"headers\":true,\"user\":\"ops\",\"pass\":\"{}\"}}\r\n",
            password("ops")
        );
        let subscribe = "SUB muster.event.*.*.phase.* 1\r\nSUB muster.event.*.*.campaign.* 2\r\nPING\r\n";
        socket.write_all(connect.as_bytes()).unwrap();
        socket.write_all(subscribe.as_bytes()).unwrap();
        let mut watcher = Self { lines: BufReader::new(socket) };
        while watcher.line() != "PONG" {}
        watcher
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("something from the server");
        line.trim_end().to_owned()
    }

    /// The next message: its subject and its headers as text.
    fn message(&mut self) -> (String, String) {
        loop {
            let line = self.line();
            assert!(!line.starts_with("-ERR"), "{line}");
            if line == "PING" {
                self.lines.get_mut().write_all(b"PONG\r\n").unwrap();
            }
            let Some(rest) = line.strip_prefix("HMSG ") else { continue };
            let parts: Vec<&str> = rest.split(' ').collect();
            let (headers, total): (usize, usize) =
                (parts[parts.len() - 2].parse().unwrap(), parts[parts.len() - 1].parse().unwrap());
            let mut bytes = vec![0; total + 2];
            self.lines.read_exact(&mut bytes).unwrap();
            return (parts[0].to_owned(), String::from_utf8(bytes[..headers].to_vec()).unwrap());
        }
    }
}

fn header<'a>(headers: &'a str, name: &str) -> &'a str {
    let line = headers.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap_or_else(|| panic!("no {name} in\n{headers}")).trim()
}

/// Plays the shipped year in `dir` over the server.
async fn play(dir: &Path, url: &str) {
    let (files, lang) = (embedded::files(), Language::En);
    let compiled = muster_core::definition::compile(&files);
    let definition = compiled.definition.clone().unwrap();
    let span = muster::preview::span::Span::of(&definition).unwrap();
    let (script, _) = muster_core::script::parse(embedded::SCRIPT, &definition);
    let clock = ClockMode::Stepped { start: span.launch };
    let engine = Engine::open(Options { data_dir: dir.to_path_buf(), clock }).await.unwrap();
    let campaign = CampaignId::new(&definition.id).unwrap();
    let connection = Connection::inside(lang, engine.handle());
    launch(&Output::new(Language::En), &connection, &files, &compiled, &campaign, Issuer::post("领导小组"))
        .await
        .unwrap();

    let over = OverNats { connect: as_user(url, "engine"), ..OverNats::new(url) };
    let relaying = Relaying::start(&engine.handle(), over).await.unwrap();
    let (stop, stopped) = watch::channel(false);
    let (mut workers, mut links) = (JoinSet::new(), Vec::new());
    let all = muster_workers::all();
    let count = all.len();
    for worker in all {
        let link = NatsLink::open(as_user(url, worker.name())).await.unwrap();
        let channel = Arc::new(Outbox::open(dir.join(running::OUTBOX)).unwrap());
        links.push(link.clone());
        workers.spawn(runtime::run(link, worker, channel, stopped.clone()));
    }
    relaying.service().subscribed(count).await;
    let actors = Actors::new(campaign, &definition, script.unwrap());
    let mut stepper =
        Stepper::new(engine.handle(), relaying.service()).player(Box::new(actors)).until(Some(span.until));
    let ran = stepper.run().await.unwrap();
    assert!(ran.at > Instant(0));
    assert_eq!(relaying.lag(), 0);
    stop.send_replace(true);
    while let Some(ended) = workers.join_next().await {
        ended.unwrap().unwrap();
    }
    for link in links {
        assert_eq!(*link.connection().complaints().borrow(), None, "a worker was denied something");
        link.close().await;
    }
    assert_eq!(*relaying.connection().complaints().borrow(), None, "the engine was denied something");
    relaying.stop().await;
    engine.shutdown().await;
}

#[test]
fn a_year_over_nats_is_the_same_year_and_can_be_watched() {
    let server = NatsServer::with(ACCOUNTS);
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("over-nats");
    let mut watcher = Watcher::new(&server.url());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(HANG_GUARD, play(&dir, &server.url())).await }).unwrap();

    let mut seen = Vec::new();
    let mut position = 0;
    loop {
        let (subject, headers) = watcher.message();
        let at: u64 = header(&headers, "Muster-Position").parse().unwrap();
        assert!(at > position, "out of order:\n{headers}");
        position = at;
        assert_eq!(format!("muster.{}", subject.splitn(5, '.').nth(4).unwrap()), header(&headers, "ce-type"));
        seen.push(header(&headers, "Muster-Summary").to_owned());
        if subject.ends_with("campaign.closed") {
            break;
        }
    }
    let definition = crate::year::service_year::definition();
    let entered: Vec<String> =
        definition.phases.iter().map(|phase| format!("phase {} entered", phase.id)).collect();
    let found: Vec<&String> = seen.iter().filter(|said| said.ends_with(" entered")).collect();
    assert_eq!(found, entered.iter().collect::<Vec<_>>(), "{seen:?}");
    assert_eq!(seen[0], format!("campaign {} launched", definition.id));

    same_year(&log::report(&dir), &log::report(&finished().dir));
    assert_eq!(log::letters(&dir), log::letters(&finished().dir));
}
