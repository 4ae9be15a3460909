//! A stream held against its log.

use super::*;
use crate::link::Owner;
use crate::nats::NatsError;
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

    // An engine of a copy that went its own way has filled the stream meanwhile.
    let other = owner.copy();
    for _ in 0..2 {
        other.append_raw(&year, "item.closed", 1, vec![1]);
        owner.append_raw(&year, "message.due", 1, vec![1, 2, 3]);
    }
    let mut engine = Engine::start(&other, &words, options(&server.url(), "engine"), 1).await;
    engine.relayed_to(107).await;
    let found = look(&stream, &owner).await;
    assert_eq!((found.health(), found.compared, found.differ), (Health::Broken, 107, 2), "{found:?}");
    assert!(found.differences[0].what.contains("not the log's"), "{found:?}");

    // Another log's is not compared at all.
    let (strange, read) = (MemoryOwner::new(), async |_, _| Ok(Vec::new()));
    let options = StreamOptions::new(strange.log(), 1);
    let stream =
        EventStream::new(&Connection::open(self::options(&server.url(), "engine")).await.unwrap(), options);
    let error = soon("the audit", audit(&stream, Position(0), read)).await.unwrap_err();
    assert!(matches!(error, NatsError::Stranger { .. }), "{error}");
}
