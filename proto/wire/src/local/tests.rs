use std::sync::Arc;
use std::time::Duration;

use muster_protocol::command::CommandEnvelope;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::time::Instant;

use super::Hub;
use crate::conformance::Rig;
use crate::link::{ConsumerKind, Deliveries, Delivery, Link, LinkError, Subscription, Verdict};
use crate::memory::{MemoryOwner, OnCommand, OnQuestion};

struct LocalRig {
    owner: Arc<MemoryOwner>,
    hub: Hub,
}

impl LocalRig {
    fn new() -> Self {
        let owner = MemoryOwner::new();
        let hub = owner.hub();
        Self { owner, hub }
    }

    async fn work(&self, consumer: &str) -> super::LocalDeliveries {
        self.hear(consumer, ConsumerKind::Work { window: 4 }).await
    }

    async fn hear(&self, consumer: &str, kind: ConsumerKind) -> super::LocalDeliveries {
        let subscription = Subscription { consumer: consumer.to_owned(), events: vec!["message.due"], kind };
        self.hub.link().subscribe(subscription).await.unwrap()
    }

    fn put(&self, names: &[&str]) {
        let campaign = CampaignId::new("year").unwrap();
        for name in names {
            self.owner.append_raw(&campaign, name, 1, Vec::new());
        }
    }
}

impl Rig for LocalRig {
    type Link = super::Local;

    fn link(&self) -> super::Local {
        self.hub.link()
    }

    async fn append(&self, names: &[&str]) {
        self.put(names);
    }

    async fn advance(&self, millis: i64) {
        self.owner.set_clock(self.owner.now().plus(millis));
        self.hub.release();
    }

    fn on_command(&self, hook: OnCommand) {
        self.owner.on_command(hook);
    }

    fn on_question(&self, hook: OnQuestion) {
        self.owner.on_question(hook);
    }

    fn envelopes(&self) -> Vec<CommandEnvelope> {
        self.owner.envelopes()
    }

    async fn dead_letters(&self) -> Vec<(String, Position, String)> {
        self.owner.dead_letters()
    }

    async fn restart(&mut self) {
        self.hub.save().await;
        self.hub.close();
        self.hub = self.owner.hub();
    }

    async fn crash(&mut self) {
        self.hub.close();
        self.hub = self.owner.hub();
    }

    fn silence(&self) -> Duration {
        Duration::from_secs(10)
    }
}

crate::link_conformance!(LocalRig::new());

async fn is_pending(future: impl Future<Output = ()>) -> bool {
    tokio::time::timeout(Duration::from_secs(10), future).await.is_err()
}

#[tokio::test(start_paused = true)]
async fn settled_waits_for_everything_up_to_the_head() {
    let rig = LocalRig::new();
    rig.hub.settled_at_head().await;
    let mut stream = rig.work("one").await;
    rig.put(&["message.due"]);
    assert!(is_pending(rig.hub.settled_at_head()).await, "not even read");
    let delivery = stream.next().await.unwrap();
    assert!(is_pending(rig.hub.settled_at_head()).await, "with a handler");
    let hub = rig.hub.clone();
    let waiting = tokio::spawn(async move { hub.settled_at_head().await });
    // An event that comes out of the handling moves the head: it too must be settled.
    rig.put(&["message.due"]);
    delivery.settle(Verdict::Done).await.unwrap();
    assert!(is_pending(rig.hub.settled_at_head()).await, "the head had moved");
    stream.next().await.unwrap().settle(Verdict::Again { after_ms: 5 }).await.unwrap();
    let listening = tokio::spawn(async move { while stream.next().await.is_some() {} });
    waiting.await.unwrap();
    assert_eq!(rig.hub.earliest_again(), Some(Instant(5)));
    rig.hub.close();
    listening.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_due_again_is_not_settled() {
    let rig = LocalRig::new();
    let mut stream = rig.work("one").await;
    rig.put(&["message.due"]);
    stream.next().await.unwrap().settle(Verdict::Again { after_ms: 5 }).await.unwrap();
    rig.hub.settled_at_head().await;
    rig.advance(5).await;
    assert!(is_pending(rig.hub.settled_at_head()).await);
    stream.next().await.unwrap().settle(Verdict::Done).await.unwrap();
    rig.hub.settled_at_head().await;
    assert_eq!(rig.hub.earliest_again(), None);
}

/// Who steps the clock looks whether all is settled, and then for what is waited. Between the two a stream may be woken by
/// something else and see the clock where it stands now: what it took then would be waited for by nobody, and be stepped past.
#[tokio::test(start_paused = true)]
async fn what_waits_is_given_out_when_it_is_released_and_not_when_the_clock_shows_its_instant() {
    let rig = LocalRig::new();
    let mut stream = rig.work("one").await;
    rig.put(&["message.due", "message.due"]);
    for delivery in stream.page(4).await.unwrap() {
        delivery.settle(Verdict::Again { after_ms: 5 }).await.unwrap();
    }
    rig.owner.set_clock(Instant(5));
    rig.hub.settled_at_head().await;
    assert!(is_pending(async { drop(stream.next().await) }).await, "given out before it was released");
    rig.put(&["message.due"]);
    let page = stream.page(4).await.unwrap();
    assert_eq!(page.iter().map(|one| one.recorded().position.0).collect::<Vec<_>>(), [3], "nor in a page");
    Delivery::done(page).await.unwrap();
    rig.hub.settled_at_head().await;
    assert_eq!(rig.hub.earliest_again(), Some(Instant(5)));
    rig.hub.release();
    assert!(is_pending(rig.hub.settled_at_head()).await);
    let page = stream.page(4).await.unwrap();
    assert!(page.iter().map(|one| (one.recorded().position.0, one.attempt())).eq([(1, 2), (2, 2)]));
    assert_eq!(rig.hub.earliest_again(), None);
    assert!(is_pending(rig.hub.settled_at_head()).await);
    Delivery::done(page).await.unwrap();
    rig.hub.settled_at_head().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wanted_again_at_once_waits_for_no_release_and_is_not_settled() {
    let rig = LocalRig::new();
    let mut stream = rig.work("one").await;
    rig.owner.set_clock(Instant(5));
    rig.put(&["message.due"]);
    stream.next().await.unwrap().settle(Verdict::Again { after_ms: 0 }).await.unwrap();
    assert!(is_pending(rig.hub.settled_at_head()).await);
    let again = stream.next().await.unwrap();
    assert_eq!((again.recorded().position.0, again.attempt()), (1, 2));
    again.settle(Verdict::Done).await.unwrap();
    rig.hub.settled_at_head().await;
}

/// Only the clock brings what keeps its turn, and the clock moves only when all is settled.
#[tokio::test(start_paused = true)]
async fn what_stands_behind_one_that_keeps_its_turn_is_not_waited_for() {
    for kind in [ConsumerKind::Work { window: 1 }, ConsumerKind::FOLD] {
        let rig = LocalRig::new();
        let mut stream = rig.hear("one", kind).await;
        rig.put(&["message.due", "message.due"]);
        stream.next().await.unwrap().settle(Verdict::Again { after_ms: 5 }).await.unwrap();
        rig.put(&["message.due"]);
        assert!(!is_pending(rig.hub.settled_at_head()).await, "{kind:?}");
        assert_eq!(rig.hub.earliest_again(), Some(Instant(5)));
        rig.advance(5).await;
        for position in 1..=3 {
            assert!(is_pending(rig.hub.settled_at_head()).await);
            let delivery = stream.next().await.unwrap();
            assert_eq!(delivery.recorded().position.0, position);
            delivery.settle(Verdict::Done).await.unwrap();
        }
        rig.hub.settled_at_head().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_nobody_hears_holds_nothing_up() {
    let rig = LocalRig::new();
    let mut stream = rig.work("one").await;
    rig.put(&["message.due"]);
    let delivery = stream.next().await.unwrap();
    drop(stream);
    assert!(is_pending(rig.hub.settled_at_head()).await, "its handler is still at work");
    delivery.settle(Verdict::Done).await.unwrap();
    rig.hub.settled_at_head().await;
}

#[tokio::test(start_paused = true)]
async fn many_handlers_and_one_waiter_never_miss_each_other() {
    many_handlers_and_one_waiter().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nor_do_they_on_many_threads() {
    many_handlers_and_one_waiter().await;
}

async fn many_handlers_and_one_waiter() {
    let rig = LocalRig::new();
    let mut handlers = Vec::new();
    for name in ["one", "one", "two"] {
        let mut stream = rig.work(name).await;
        handlers.push(tokio::spawn(async move {
            let mut heard = 0_u32;
            while let Some(delivery) = stream.next().await {
                heard += 1;
                tokio::task::yield_now().await;
                delivery.settle(Verdict::Done).await.unwrap();
            }
            heard
        }));
    }
    rig.hub.subscribed(2).await;
    for _ in 0..200 {
        rig.put(&["message.due", "item.closed", "message.due"]);
        let settled = rig.hub.settled_at_head();
        tokio::time::timeout(Duration::from_secs(60), settled).await.expect("a wake-up was lost");
    }
    rig.hub.close();
    let mut heard = 0;
    for handler in handlers {
        heard += handler.await.unwrap();
    }
    assert_eq!(heard, 2 * 400);
}

#[tokio::test(start_paused = true)]
async fn the_position_is_saved_when_idle_and_not_for_each() {
    let rig = LocalRig::new();
    let mut stream = rig.work("one").await;
    rig.put(&["message.due"; 100]);
    for _ in 0..99 {
        stream.next().await.unwrap().settle(Verdict::Done).await.unwrap();
    }
    assert_eq!(rig.owner.saved("one"), (Position(0), 0));
    let last = stream.next().await.unwrap();
    assert!(is_pending(async { drop(stream.next().await) }).await);
    assert_eq!(rig.owner.saved("one"), (Position(99), 1), "the floor, once");
    last.settle(Verdict::Done).await.unwrap();
    rig.put(&["item.closed"]);
    assert!(is_pending(async { drop(stream.next().await) }).await);
    assert_eq!(rig.owner.saved("one"), (Position(101), 2), "passed-over events move it too");
}

#[tokio::test(start_paused = true)]
async fn a_busy_consumer_saves_now_and_then() {
    let rig = LocalRig::new();
    let mut stream = rig.work("one").await;
    rig.put(&["message.due"; 1_100]);
    for _ in 0..1_100 {
        stream.next().await.unwrap().settle(Verdict::Done).await.unwrap();
    }
    assert_eq!(rig.owner.saved("one"), (Position(1_024), 2));
    rig.hub.close();
    assert!(stream.next().await.is_none());
    assert_eq!(rig.owner.saved("one").0, Position(1_100), "at the close");
}

#[tokio::test(start_paused = true)]
async fn a_name_stands_for_one_way_of_hearing() {
    let rig = LocalRig::new();
    let _stream = rig.work("one").await;
    let fold = Subscription { consumer: "one".to_owned(), events: Vec::new(), kind: ConsumerKind::FOLD };
    assert!(matches!(rig.hub.link().subscribe(fold.clone()).await, Err(LinkError::Refused(_))));
    rig.hub.close();
    assert!(matches!(rig.hub.link().subscribe(fold).await, Err(LinkError::Closed)));
}
