//! What NATS can do to the link: be away, lose the stream, be too old, and be read by people.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use muster_protocol::question::Question;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::link::{ConsumerKind, Deliveries, Delivery, Link, Subscription, Verdict};
use crate::nats::NatsError;
use crate::nats::link::NatsDeliveries;
use crate::nats::service::WorkerLag;

async fn listener(server: &NatsServer) -> (NatsLink, NatsDeliveries) {
    let link = end_of(server, "reminders").await;
    let kind = ConsumerKind::Work { window: 4 };
    let subscription = Subscription { consumer: "reminders".to_owned(), events: vec!["message.due"], kind };
    let stream = link.subscribe(subscription).await.unwrap();
    (link, stream)
}

async fn done(stream: &mut NatsDeliveries) -> u64 {
    let delivery = soon("a delivery", stream.next()).await.unwrap();
    let position = delivery.recorded().position.0;
    delivery.settle(Verdict::Done).await.unwrap();
    position
}

/// Hears until it has heard all of these; what comes again meanwhile is no fault.
async fn hears_all(stream: &mut NatsDeliveries, wanted: impl IntoIterator<Item = u64>) {
    let mut wanted: BTreeSet<u64> = wanted.into_iter().collect();
    while !wanted.is_empty() {
        wanted.remove(&done(stream).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_given_up_when_its_asker_no_longer_waits() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let short = Options {
        request: Duration::from_millis(50),
        patience: Duration::from_millis(50),
        ..options(&server.url(), "reminders")
    };
    let link = NatsLink::open(short).await.unwrap();
    let mut given_up = engine.owner.fall_silent();
    // On a busy machine one may be given up before it was ever sent.
    let asked = async {
        loop {
            let answer = link.ask(Question::Definition { campaign: CampaignId::new("year").unwrap() }).await;
            assert!(matches!(answer, Err(LinkError::Unreachable(_))), "{answer:?}");
        }
    };
    let seen = given_up.wait_for(|count| *count > 0);
    let seen = async {
        tokio::select! { seen = seen => seen.is_ok(), () = asked => false }
    };
    assert!(soon("a question to be given up", seen).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_deleted_while_the_engine_runs_is_filled_again() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    let (_link, mut stream) = listener(&server).await;
    engine.put(&["message.due", "item.closed", "message.due"]);
    assert_eq!(done(&mut stream).await, 1);
    let held = soon("a delivery", stream.next()).await.unwrap();
    let before = engine.relayed_to(3).await;
    engine.stream.throw_away().await.unwrap();
    let refilled = |relayed: &Relayed| relayed.refilled == 1 && relayed.position == Position(3);
    let after = soon("the refill", engine.relayed.wait_for(refilled)).await.unwrap().clone();
    assert_ne!(before.created, after.created);
    assert_eq!(engine.stream.held().await.unwrap().messages, 3);
    engine.put(&["message.due"]);
    drop(held);
    hears_all(&mut stream, [3, 4]).await;
    soon("quiet", engine.service.settled_at_head()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_deleted_while_the_engine_is_stopped_is_filled_again() {
    let mut server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let (link, mut stream) = listener(&server).await;
    engine.put(&["message.due", "message.due", "message.due"]);
    assert_eq!((done(&mut stream).await, done(&mut stream).await), (1, 2));
    link.connection().flush().await;
    // The server counts acknowledgements some time after it has them: what it has not counted is heard again.
    soon("acknowledgements", async {
        let left = |lag: &WorkerLag| lag.pending + u64::try_from(lag.out).unwrap();
        while engine.service.lags(Duration::from_secs(5)).await.values().map(left).sum::<u64>() > 1 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let (owner, words) = engine.end().await;
    server.kill();
    server.wipe();
    server.again();
    let mut engine = Engine::start(&owner, &words, options(&server.url(), "engine"), 1).await;
    engine.put(&["message.due"]);
    let relayed = engine.relayed_to(4).await;
    assert_eq!(relayed.refilled, 1);
    // It goes on where everything was settled: the log's own store knows.
    assert_eq!((done(&mut stream).await, done(&mut stream).await), (3, 4));
    soon("quiet", engine.service.settled_at_head()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_may_be_away_until_every_time_out_has_fired() {
    let mut server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    let (link, mut stream) = listener(&server).await;
    engine.put(&["message.due"]);
    assert_eq!(done(&mut stream).await, 1);
    engine.relayed_to(1).await;
    server.kill();
    let names = vec!["message.due"; 300];
    engine.put(&names);
    let troubled = |relayed: &Relayed| relayed.trouble.is_some();
    let relayed = soon("trouble", engine.relayed.wait_for(troubled)).await.unwrap().clone();
    assert_eq!(relayed.position, Position(1), "the lag shows");
    // The worker's patience ends too.
    let short = Options { patience: Duration::from_millis(300), ..options(&server.url(), "ops") };
    let other = NatsLink::open(short).await.unwrap();
    assert!(matches!(other.read(&Position(0).into(), 1).await, Err(LinkError::Unreachable(_))));
    server.again();
    engine.relayed_to(301).await;
    hears_all(&mut stream, 2..=301).await;
    soon("quiet", engine.service.settled_at_head()).await;
    assert_eq!(engine.stream.held().await.unwrap().messages, 301);
    assert_eq!(other.read(&Position(299).into(), 9).await.unwrap().rows.len(), 2);
    link.close().await;
    assert!(soon("the end", stream.next()).await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fold_misses_nothing_whatever_happens_to_nats() {
    let mut server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let link = end_of(&server, "evaluation").await;
    let subscription =
        Subscription { consumer: "evaluation".to_owned(), events: Vec::new(), kind: ConsumerKind::FOLD };
    let mut fold = link.subscribe(subscription).await.unwrap();
    let mut expected = 1..;
    for round in 0..3 {
        engine.put(&vec!["item.closed"; 50]);
        for _ in 0..50 {
            assert_eq!(Some(done(&mut fold).await), expected.next());
        }
        server.kill();
        if round == 1 {
            server.wipe();
        }
        engine.put(&["item.closed"]);
        server.again();
        assert_eq!(Some(done(&mut fold).await), expected.next());
    }
    // By asking for more it says that it has settled everything.
    let listening = tokio::spawn(async move { fold.next().await.is_none() });
    soon("quiet", engine.service.settled_at_head()).await;
    link.close().await;
    assert!(listening.await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_generation_is_another_stream() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    engine.put(&["message.due", "message.due"]);
    engine.relayed_to(2).await;
    let (owner, words) = engine.end().await;
    let mut restored = Engine::start(&owner, &words, options(&server.url(), "engine"), 2).await;
    restored.relayed_to(2).await;
    assert_eq!(restored.stream.options().name(), "MUSTER_EVENT_2_0");
    assert_eq!(restored.stream.at(Position(2)).await.unwrap().0, 2);
    let (_link, mut stream) = listener(&server).await;
    hears_all(&mut stream, [1, 2]).await;
    let (owner, words) = restored.end().await;
    let mut old = Engine::start(&owner, &words, options(&server.url(), "engine"), 1).await;
    let troubled = |relayed: &Relayed| relayed.trouble.is_some();
    let relayed = soon("trouble", old.relayed.wait_for(troubled)).await.unwrap().clone();
    assert!(matches!(relayed.trouble, Some(NatsError::Newer { ours: 1, .. })), "{relayed:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_reads_what_happened_without_decoding() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let person = Connection::open(options(&server.url(), "person")).await.unwrap();
    let mut events = person.client().subscribe("muster.event.>").await.unwrap();
    let mut mirror = person.client().subscribe("muster.json.>").await.unwrap();
    person.flush().await;
    engine.put(&["phase.entered"]);
    let message = soon("an event", events.next()).await.unwrap();
    assert_eq!(message.subject.as_str(), "muster.event.0.year.phase.entered");
    let headers = message.headers.unwrap();
    for (name, value) in [
        ("ce-specversion", "1.0"),
        ("ce-id", "1.0.1"),
        ("ce-type", "muster.phase.entered"),
        ("ce-subject", "study.2014-05"),
        ("content-type", "application/postcard"),
        ("Muster-Summary", "phase.entered happened"),
        ("Muster-Position", "1"),
        ("Nats-Msg-Id", "1.0.1"),
        ("Nats-Expected-Last-Sequence", "0"),
    ] {
        assert_eq!(headers.get(name).map(|value| value.as_str()), Some(value), "{name}");
    }
    let json = soon("the mirror", mirror.next()).await.unwrap();
    assert_eq!(json.subject.as_str(), "muster.json.0.year.phase.entered");
    assert_eq!(&json.payload[..], b"{\"position\":1}");
}

/// Says what an old server says, and nothing else.
async fn old_server(listener: TcpListener) {
    let (mut socket, _) = listener.accept().await.unwrap();
    let info = "INFO {\"server_id\":\"x\",\"version\":\"2.9.10\",\"host\":\"127.0.0.1\",\"port\":4222,\
                \"max_payload\":1048576,\"proto\":1,\"headers\":true,\"client_id\":1,\"go\":\"go1\"}\r\n";
    socket.write_all(info.as_bytes()).await.unwrap();
    let mut said = [0; 4_096];
    while let Ok(1..) = socket.read(&mut said).await {
        if socket.write_all(b"PONG\r\n").await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_too_old_is_refused_in_one_sentence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("nats://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(old_server(listener));
    let connection = Connection::open(options(&url, "engine")).await.unwrap();
    let refused = soon("the version", connection.ready()).await.unwrap_err();
    assert_eq!(refused, NatsError::TooOld { version: "2.9.10".to_owned() });
    assert_eq!(refused.to_string(), "nats-server 2.9.10 is too old: muster needs 2.12.0 or newer");
    server.abort();
}

/// A server that carries less than a body: the event goes out without it, and anyone who hears it fetches the body in pieces.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_larger_than_the_server_carries_is_fetched() {
    let server = NatsServer::with("max_payload: 20000");
    let mut engine = Engine::over(&server).await;
    let (_link, mut stream) = listener(&server).await;
    let body: Vec<u8> = (0..50_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    engine.owner.append_raw(&CampaignId::new("year").unwrap(), "message.due", 1, body.clone());
    engine.relayed_to(1).await;
    let delivery = soon("a delivery", stream.next()).await.unwrap();
    assert!(delivery.recorded().body == body, "another body");
    delivery.settle(Verdict::Done).await.unwrap();
    assert_eq!(engine.relayed.borrow().refilled, 0);
}
