//! The channel fails for a while: tries wait in campaign time, and after the recovery one message reaches each person.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use muster::service::running::Running;
use muster_protocol::command::MessageName;
use muster_protocol::command::{Command, CommandEnvelope, Launch};
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::item::MessageKind;
use muster_protocol::question::{Address, FailureCause};
use muster_protocol::time::Instant;
use muster_rules::worker::OutgoingMessage;
use muster_server::time::stepper::Stepper;
use muster_server::{Clock, ClockMode, Engine, Options};
use muster_wire::link::Boxed;
use muster_workers::channel::{Channel, ChannelError, Taken};

use crate::year::service_year::definition;

/// Takes letters outside a stretch of campaign time, and fails in it.
struct Failing {
    clock: Clock,
    from: Instant,
    until: Instant,
    taken: Arc<Mutex<BTreeMap<MessageName, Vec<Instant>>>>,
    failed: Arc<Mutex<u32>>,
}

impl Channel for Failing {
    fn name(&self) -> &'static str {
        "failing"
    }

    fn hand<'a>(
        &'a self,
        _: &'a CampaignId,
        letter: &'a OutgoingMessage,
        _: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            let now = self.clock.now();
            if now >= self.from && now < self.until {
                *self.failed.lock().unwrap() += 1;
                return Err(ChannelError::Temporary(
                    FailureCause::Unreachable,
                    "the robot is away".to_owned(),
                ));
            }
            self.taken.lock().unwrap().entry(letter.key.clone()).or_default().push(now);
            Ok(Taken::by(self.name()))
        })
    }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// What went out in a run of the shipped year without people, whose channel fails in this stretch: by message, when it
/// was taken; and how often the channel failed.
async fn run(from: Instant, until: Instant, stop: Instant) -> (BTreeMap<MessageName, Vec<Instant>>, u32) {
    let dir = tempfile::tempdir().unwrap();
    let launch_at = at("2014-04-01T00:00:00+08:00");
    let options = Options { data_dir: dir.path().to_owned(), clock: ClockMode::Stepped { start: launch_at } };
    let engine = Engine::open(options).await.unwrap();
    let handle = engine.handle();
    let (taken, failed) = (Arc::default(), Arc::default());
    let channel = Failing {
        clock: handle.clock().clone(),
        from,
        until,
        taken: Arc::clone(&taken),
        failed: Arc::clone(&failed),
    };
    let running = Running::start(engine, Arc::new(channel), dir.path()).await;
    let campaign = CampaignId::new("outage").unwrap();
    let stored = handle.store(definition().to_bytes()).await.unwrap();
    let launch = Command::Launch(Launch { definition: stored, sources: Vec::new(), contacts: None });
    let envelope = CommandEnvelope {
        id: CommandId::derived(&["launch"]),
        campaign,
        actor: "领导小组".to_owned(),
        behalf: None,
        via: "test".to_owned(),
        command: launch,
    };
    handle.execute(envelope).await.unwrap();
    Stepper::new(handle.clone(), running.hub()).until(Some(stop)).run().await.unwrap();
    running.stop().await;
    let (taken, failed) = (taken.lock().unwrap().clone(), *failed.lock().unwrap());
    (taken, failed)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outbox_that_fails_for_two_hours_delays_messages_and_doubles_none() {
    let (from, until) = (at("2014-04-18T09:00:00+08:00"), at("2014-04-18T11:00:00+08:00"));
    let (taken, failed) = run(from, until, at("2014-04-19T12:00:00+08:00")).await;
    // 26 clerks. The breaker opens after 5 of them (8 are under way at a time); then one letter is put forward at 9:01,
    // 9:06, 9:21, 9:51, 10:21, 10:51, and at 11:21 all go over.
    assert!((11..=19).contains(&failed), "{failed}");
    let delayed = taken.values().filter(|tries| tries == &&vec![at("2014-04-18T11:21:00+08:00")]);
    assert_eq!(delayed.count(), 26, "{taken:?}");
    assert!(taken.values().all(|tries| tries.len() == 1), "a letter went twice: {taken:?}");
}

/// Practice row 11: while mail was broken each run queued another copy; on recovery thousands went out.
#[tokio::test(flavor = "multi_thread")]
async fn row_11_a_channel_that_was_down_for_three_days_brings_one_message_a_person() {
    let (from, until) = (at("2014-04-24T09:00:00+08:00"), at("2014-04-27T09:00:00+08:00"));
    let (taken, _) = run(from, until, at("2014-04-27T23:59:00+08:00")).await;
    assert!(taken.values().all(|tries| tries.len() == 1), "a letter went twice: {taken:?}");
    let mut persons: BTreeMap<_, u32> = BTreeMap::new();
    // Red cards go apart; they have persons of their own.
    let routine = taken.iter().filter(|(key, _)| key.kind == MessageKind::Routine);
    for (key, _) in routine.filter(|(_, tries)| tries[0] >= from) {
        *persons.entry(key.contact.clone()).or_default() += 1;
    }
    // The waves of 4/24 and 4/25 reach each clerk in one message.
    assert!(persons.len() >= 26, "{persons:?}");
    assert!(persons.values().all(|messages| *messages == 1), "{persons:?}");
}
