//! A consumer that deals with one event after the other, by several processes.

use std::sync::atomic::AtomicUsize;

use muster_protocol::question::Question;
use muster_protocol::time::Instant;
use tokio::task::JoinSet;

use super::*;
use crate::link::{ConsumerKind, Deliveries, Delivery, Link, Subscription, Verdict};
use crate::nats::link::NatsDeliveries;

const EVENTS: u64 = 12;

async fn planner(server: &NatsServer) -> (NatsLink, NatsDeliveries) {
    let link = end_of(server, "visits").await;
    let kind = ConsumerKind::Work { window: 1 };
    let subscription = Subscription { consumer: "visits".to_owned(), events: vec!["occasion.opened"], kind };
    let stream = link.subscribe(subscription).await.unwrap();
    (link, stream)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_only_one_has_an_event_and_they_come_in_order() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let (first, second) = (planner(&server).await, planner(&server).await);
    let (at_once, heard) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let mut both = JoinSet::new();
    for (link, mut stream) in [first, second] {
        let (at_once, heard) = (Arc::clone(&at_once), Arc::clone(&heard));
        both.spawn(async move {
            while let Some(delivery) = stream.next().await {
                assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0, "both have an event");
                heard.lock().unwrap().push(delivery.recorded().position.0);
                // Long enough for the server to give the next event away, if it would: an answer goes there and back.
                for _ in 0..3 {
                    let campaign = CampaignId::new("year").unwrap();
                    let _answer = link.ask(Question::Definition { campaign }).await;
                }
                at_once.fetch_sub(1, Ordering::SeqCst);
                delivery.settle(Verdict::Done).await.unwrap();
                if heard.lock().unwrap().len() as u64 == EVENTS {
                    return;
                }
            }
        });
    }
    engine.put(&["occasion.opened"; EVENTS as usize]);
    soon("all events", both.join_next()).await.unwrap().unwrap();
    both.abort_all();
    assert_eq!(*heard.lock().unwrap(), (1..=EVENTS).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_put_off_keeps_its_turn() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let (_first, mut stream) = planner(&server).await;
    engine.put(&["occasion.opened", "occasion.opened"]);
    let one = soon("a delivery", stream.next()).await.unwrap();
    one.settle(Verdict::Again { after_ms: 60_000 }).await.unwrap();
    let (_second, mut other) = planner(&server).await;
    engine.advance(60_000);
    // Whichever process it comes to: first the one that was put off, then the other.
    let mut heard = Vec::new();
    while heard.len() < 2 {
        let next = async {
            tokio::select! { next = stream.next() => next, next = other.next() => next }
        };
        let delivery = soon("a delivery", next).await.unwrap();
        heard.push(delivery.recorded().position.0);
        delivery.settle(Verdict::Done).await.unwrap();
    }
    assert_eq!(heard, [1, 2]);
}

/// Only the clock brings what keeps its turn, and the clock moves only when all is settled.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_behind_one_that_keeps_its_turn_is_not_waited_for() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let (_planner, mut stream) = planner(&server).await;
    engine.put(&["occasion.opened", "occasion.opened"]);
    let one = soon("a delivery", stream.next()).await.unwrap();
    one.settle(Verdict::Again { after_ms: 60_000 }).await.unwrap();
    soon("quiet", engine.service.settled_at_head()).await;
    assert_eq!(engine.service.earliest_again(), Some(Instant(60_000)));
    let link = end_of(&server, "evaluation").await;
    let (consumer, events) = ("evaluation".to_owned(), Vec::new());
    let subscription = Subscription { consumer, events, kind: ConsumerKind::FOLD };
    let mut fold = link.subscribe(subscription).await.unwrap();
    let first = soon("the fold", fold.next()).await.unwrap();
    first.settle(Verdict::Again { after_ms: 30_000 }).await.unwrap();
    soon("quiet", engine.service.settled_at_head()).await;
    assert_eq!(engine.service.earliest_again(), Some(Instant(30_000)));
    engine.advance(30_000);
    let first = soon("the fold", fold.next()).await.unwrap();
    assert_eq!((first.recorded().position, first.attempt()), (Position(1), 2));
}
