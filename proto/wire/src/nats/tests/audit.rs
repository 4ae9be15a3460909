//! A stream held against its log.

use super::*;
use crate::link::Owner;
use crate::nats::audit::{Audit, Health, audit};

async fn look(stream: &EventStream, owner: &Arc<MemoryOwner>) -> Audit {
    let head = *owner.head().borrow();
    let read = async |at, limit| owner.read(at, limit).await.map_err(|error| error.to_string());
    soon("the audit", audit(stream, head, read)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_audit_tells_whole_behind_missing_and_broken() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    engine.put(&["message.due"; 100]);
    engine.relayed_to(100).await;
    let stream = engine.stream.clone();
    let found = look(&stream, &engine.owner).await;
    assert_eq!((found.health(), found.compared, found.differ), (Health::Whole, 100, 0), "{found:?}");

    let (owner, words) = engine.end().await;
    let year = CampaignId::new("year").unwrap();
    for _ in 0..5 {
        owner.append_raw(&year, "message.due", 1, vec![1, 2, 3]);
    }
    let found = look(&stream, &owner).await;
    assert_eq!((found.health(), found.last, found.head), (Health::Behind, Position(100), Position(105)));

    stream.throw_away().await.unwrap();
    assert_eq!(look(&stream, &owner).await.health(), Health::Missing);

    // Another log has filled the stream meanwhile.
    let other = MemoryOwner::new();
    let mut engine = Engine::start(&other, &words, options(&server.url(), "engine"), 1).await;
    engine.put(&["item.closed", "item.closed", "item.closed"]);
    engine.relayed_to(3).await;
    let found = look(&stream, &owner).await;
    assert_eq!((found.health(), found.compared, found.differ), (Health::Broken, 3, 3), "{found:?}");
    assert!(found.differences[0].what.contains("another event"), "{found:?}");
}
