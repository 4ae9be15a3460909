//! The channel fails for a while: tries wait in campaign time, and after the recovery one message reaches each person.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use muster::running::Running;
use muster_rules::worker::Letter;
use muster_server::stepper::Stepper;
use muster_server::{Clock, ClockMode, Engine, Options};
use muster_wire::link::Boxed;
use muster_words::command::{Command, Launch, Order};
use muster_words::ids::{CampaignId, CommandId};
use muster_words::item::MessageKey;
use muster_words::time::Instant;
use muster_workers::channel::{Channel, ChannelError};

use crate::service_year::definition;

/// Takes letters outside a stretch of campaign time, and fails in it.
struct Failing {
    clock: Clock,
    from: Instant,
    until: Instant,
    taken: Arc<Mutex<BTreeMap<MessageKey, Vec<Instant>>>>,
    failed: Arc<Mutex<u32>>,
}

impl Channel for Failing {
    fn name(&self) -> &'static str {
        "failing"
    }

    fn hand<'a>(&'a self, _: &'a CampaignId, letter: &'a Letter) -> Boxed<'a, Result<(), ChannelError>> {
        Box::pin(async move {
            let now = self.clock.now();
            if now >= self.from && now < self.until {
                *self.failed.lock().unwrap() += 1;
                return Err(ChannelError::Temporary("the robot is away".to_owned()));
            }
            self.taken.lock().unwrap().entry(letter.key).or_default().push(now);
            Ok(())
        })
    }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outbox_that_fails_for_two_hours_delays_messages_and_doubles_none() {
    let dir = tempfile::tempdir().unwrap();
    let launch_at = at("2014-04-01T00:00:00+08:00");
    let options = Options { data_dir: dir.path().to_owned(), clock: ClockMode::Stepped { start: launch_at } };
    let engine = Engine::open(options).await.unwrap();
    let handle = engine.handle();
    let (taken, failed) = (Arc::default(), Arc::default());
    let channel = Failing {
        clock: handle.clock().clone(),
        from: at("2014-04-18T09:00:00+08:00"),
        until: at("2014-04-18T11:00:00+08:00"),
        taken: Arc::clone(&taken),
        failed: Arc::clone(&failed),
    };
    let running = Running::start(engine, Arc::new(channel)).await;
    let campaign = CampaignId::new("outage").unwrap();
    let stored = handle.store(definition().to_bytes()).await.unwrap();
    let launch = Command::Launch(Launch { definition: stored, sources: Vec::new() });
    let order = Order {
        id: CommandId::derived(&["launch"]),
        campaign,
        actor: "小组办公室".to_owned(),
        command: launch,
    };
    handle.execute(order).await.unwrap();
    let until = at("2014-04-19T12:00:00+08:00");
    Stepper::new(handle.clone(), running.hub()).until(Some(until)).run().await.unwrap();

    // 26 clerks; tries at 9:00, 9:01, 9:06, 9:21 and 10:21 fail, the one at 14:21 goes over.
    assert_eq!(*failed.lock().unwrap(), 26 * 5);
    let taken = taken.lock().unwrap().clone();
    let delayed = taken.values().filter(|tries| tries == &&vec![at("2014-04-18T14:21:00+08:00")]);
    assert_eq!(delayed.count(), 26, "{taken:?}");
    assert!(taken.values().all(|tries| tries.len() == 1), "a letter went twice: {taken:?}");
    running.stop().await;
}
