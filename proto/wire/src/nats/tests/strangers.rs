//! What comes into the stream from elsewhere, and who else may want to fill it: a foreign message is found, reported and removed;
//! another log's stream is never touched; of two engines with copies of one log the later one fills it.

use async_nats::HeaderMap;
use async_nats::jetstream::stream::{Config, RetentionPolicy, Source, StorageType};
use async_nats::jetstream::{self, Context};

use super::accounts::{envelope, report};
use super::*;
use crate::link::{Link, Owner};
use crate::nats::audit::{Health, audit};
use crate::nats::headers::outgoing;
use crate::nats::relay::StreamOwner;
use crate::nats::{Difference, NatsError};

/// Somebody's own client, on a server that takes everybody.
async fn somebody(server: &NatsServer) -> Connection {
    let connection = Connection::open(options(&server.url(), "somebody")).await.unwrap();
    connection.ready().await.unwrap();
    connection
}

/// Puts something into the stream and waits until it is there.
async fn stray(client: &Connection, id: Option<&str>) -> u64 {
    let js = jetstream::new(client.client().clone());
    let mut headers = HeaderMap::new();
    if let Some(id) = id {
        headers.insert("Nats-Msg-Id", id);
    }
    let sent = js.publish_with_headers("muster.event.0.year.phase.entered", headers, "not an event".into());
    sent.await.unwrap().await.unwrap().sequence
}

/// Every message is the log's event of its place.
async fn is_whole(engine: &Engine) {
    let head = *engine.owner.head().borrow();
    let read = async |at, limit| engine.owner.read(at, limit).await.map_err(|error| error.to_string());
    let found = soon("the audit", audit(&engine.stream, head, read)).await.unwrap();
    assert_eq!((found.health(), found.compared), (Health::Whole, head.0), "{found:?}");
}

async fn refilled(engine: &mut Engine, head: u64) -> Relayed {
    let done = |relayed: &Relayed| {
        relayed.refilled > 0 && relayed.position == Position(head) && relayed.trouble.is_none()
    };
    soon("the refill", engine.relayed.wait_for(done)).await.unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_foreign_message_is_found_reported_and_removed() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    let client = somebody(&server).await;
    engine.put(&["message.due", "message.due"]);
    engine.relayed_to(2).await;
    assert_eq!(stray(&client, None).await, 3);
    let relayed = refilled(&mut engine, 2).await;
    assert_eq!(relayed.found, Some(Difference::Beyond { last: Position(3), head: Position(2) }));
    is_whole(&engine).await;
}

/// The server would take the event whose id was taken for a repetition, and never store it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_foreign_message_under_the_id_of_an_event_to_come_swallows_nothing() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    let client = somebody(&server).await;
    engine.put(&["message.due", "message.due"]);
    engine.relayed_to(2).await;
    stray(&client, Some("1.0.5")).await;
    engine.put(&["message.due"; 10]);
    let relayed = refilled(&mut engine, 12).await;
    assert!(relayed.found.is_some());
    is_whole(&engine).await;
}

/// Events go out many at once: one that came in between is no longer the last message when it is looked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_foreign_message_between_events_is_found() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    engine.put(&["message.due", "message.due"]);
    engine.relayed_to(2).await;
    let (stream, client) = (engine.stream.clone(), somebody(&server).await);
    let (owner, words) = engine.end().await;
    let year = CampaignId::new("year").unwrap();
    for _ in 0..3 {
        owner.append_raw(&year, "message.due", 1, vec![1, 2, 3]);
    }
    stray(&client, None).await;
    let rows = owner.read(Position(3), 9).await.unwrap();
    let page = rows.iter().map(|row| outgoing(0, 1, row, &EventDescription::default(), 9)).collect();
    stream.publish(page).await.unwrap();
    assert_eq!(
        stream.held().await.unwrap().last,
        Position(5),
        "as long as the log, and its last event is the log's"
    );
    let mut engine = Engine::start(&owner, &words, options(&server.url(), "engine"), 1).await;
    let relayed = refilled(&mut engine, 5).await;
    assert_eq!(relayed.found, Some(Difference::Foreign(Position(3))));
    is_whole(&engine).await;
}

async fn barred(engine: &mut Engine) -> NatsError {
    let barred = |relayed: &Relayed| relayed.owner == StreamOwner::Barred;
    soon("a refusal", engine.relayed.wait_for(barred)).await.unwrap().trouble.clone().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_logs_stream_is_refused_and_nothing_gets_across() {
    let server = NatsServer::start();
    let mut ours = Engine::over(&server).await;
    ours.put(&["message.due", "message.due"]);
    let before = ours.relayed_to(2).await;
    let mut theirs = Engine::over(&server).await;
    theirs.put(&["item.closed", "item.closed", "item.closed"]);
    let error = barred(&mut theirs).await;
    let (whose, log) = (ours.owner.log().to_owned(), theirs.owner.log().to_owned());
    assert_eq!(error, NatsError::Stranger { stream: ours.stream.options().name(), whose, ours: log });
    let error = theirs.stream.throw_away().await.unwrap_err();
    assert!(matches!(error, NatsError::Stranger { .. }), "{error}");
    // Nor does a later generation of it take the place.
    let (owner, words) = theirs.end().await;
    let mut theirs = Engine::start(&owner, &words, options(&server.url(), "engine"), 7).await;
    assert!(matches!(barred(&mut theirs).await, NatsError::Stranger { .. }));
    // Workers are answered by the log whose stream it is, and by nobody else.
    let link = end_of(&server, "reminders").await;
    for _ in 0..5 {
        link.command(envelope("worker/reminders", report())).await.unwrap();
    }
    ours.put(&["message.due"]);
    let after = ours.relayed_to(3).await;
    assert_eq!((after.refilled, after.created), (0, before.created));
    is_whole(&ours).await;
    assert_eq!((ours.owner.envelopes().len(), theirs.owner.envelopes().len()), (5, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_engines_with_copies_of_one_log_the_later_one_fills_the_stream() {
    let server = NatsServer::start();
    let mut first = Engine::over(&server).await;
    first.put(&["message.due", "message.due"]);
    first.relayed_to(2).await;
    let (copy, words) = (first.owner.copy(), Arc::new(Words::default()));
    let mut second = Engine::start(&copy, &words, options(&server.url(), "engine"), 1).await;
    second.put(&["item.closed"]);
    second.relayed_to(3).await;
    let error = barred(&mut first).await;
    assert!(matches!(error, NatsError::Held { .. }), "{error}");
    first.put(&["message.due"; 9]);
    let link = end_of(&server, "reminders").await;
    link.command(envelope("worker/reminders", report())).await.unwrap();
    assert_eq!((first.owner.envelopes().len(), second.owner.envelopes().len()), (0, 1));
    is_whole(&second).await;
    // Another copy that was opened as often as the one that fills it.
    let term = second.stream.options().filler.clone().unwrap().term;
    let options = options(&server.url(), "engine");
    let mut third = Engine::of_term(&copy.copy(), &words, options, (1, term)).await;
    assert!(matches!(barred(&mut third).await, NatsError::Held { .. }));
    is_whole(&second).await;
}

async fn made(js: &Context, config: Config) {
    js.create_stream(config).await.unwrap();
}

/// A stream of the right name that somebody made otherwise.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_is_kept_otherwise_is_made_what_it_should_be() {
    let server = NatsServer::start();
    let (owner, words) = (MemoryOwner::new(), Arc::new(Words::default()));
    let year = CampaignId::new("year").unwrap();
    for _ in 0..3 {
        owner.append_raw(&year, "message.due", 1, vec![1, 2, 3]);
    }
    let client = somebody(&server).await;
    let js = jetstream::new(client.client().clone());
    let right = EventStream::new(&client, StreamOptions::new(owner.log(), 1)).config();
    let source = || Source { name: "ELSEWHERE".to_owned(), ..Source::default() };
    let other =
        Config { name: "ELSEWHERE".to_owned(), subjects: vec!["elsewhere".to_owned()], ..Config::default() };
    made(&js, other).await;
    for (what, config) in [
        ("subjects", Config { subjects: vec!["muster.event.0.other.>".to_owned()], ..right.clone() }),
        ("more subjects", Config { subjects: vec!["muster.event.>".to_owned()], ..right.clone() }),
        ("a limit", Config { max_messages: 1, ..right.clone() }),
        (
            "an age",
            Config {
                max_age: Duration::from_secs(1),
                duplicate_window: Duration::from_secs(1),
                ..right.clone()
            },
        ),
        ("retention", Config { retention: RetentionPolicy::WorkQueue, ..right.clone() }),
        ("storage", Config { storage: StorageType::Memory, ..right.clone() }),
        ("no window", Config { duplicate_window: Duration::from_millis(100), ..right.clone() }),
        ("purging", Config { deny_purge: false, deny_delete: false, allow_rollup: true, ..right.clone() }),
        ("no acknowledgements", Config { no_ack: true, ..right.clone() }),
        ("a mirror", Config { subjects: Vec::new(), mirror: Some(source()), ..right.clone() }),
        ("a source", Config { sources: Some(vec![source()]), ..right.clone() }),
        ("a first sequence", Config { first_sequence: Some(100), ..right.clone() }),
    ] {
        made(&js, config).await;
        let mut engine = Engine::start(&owner, &words, options(&server.url(), "engine"), 1).await;
        engine.relayed_to(3).await;
        is_whole(&engine).await;
        engine.stream.delete().await.unwrap();
        let _ended = (engine.end().await, what);
    }
}

/// One that says nothing of a log and holds something is somebody's; one that is empty is nobody's. One of another name that
/// stores the same subjects is told by its name.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_without_a_name_of_a_log_is_not_ours_once_it_holds_something() {
    let server = NatsServer::start();
    let client = somebody(&server).await;
    let js = jetstream::new(client.client().clone());
    let unnamed = |name: &str| Config {
        name: name.to_owned(),
        subjects: vec!["muster.event.0.>".to_owned()],
        ..Config::default()
    };
    made(&js, unnamed("MUSTER_EVENT_1_0")).await;
    let mut engine = Engine::over(&server).await;
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    is_whole(&engine).await;
    engine.end().await;
    js.delete_stream("MUSTER_EVENT_1_0").await.unwrap();

    made(&js, unnamed("MUSTER_EVENT_1_0")).await;
    stray(&client, None).await;
    let mut engine = Engine::over(&server).await;
    assert!(matches!(barred(&mut engine).await, NatsError::Stranger { whose, .. } if whose == "unknown"));
    js.delete_stream("MUSTER_EVENT_1_0").await.unwrap();
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    engine.end().await;
    js.delete_stream("MUSTER_EVENT_1_0").await.unwrap();

    made(&js, unnamed("OTHERS")).await;
    let mut engine = Engine::over(&server).await;
    let taken = |relayed: &Relayed| matches!(&relayed.trouble, Some(NatsError::Taken { stream, .. }) if stream == "OTHERS");
    soon("the other's name", engine.relayed.wait_for(taken)).await.unwrap();
}
