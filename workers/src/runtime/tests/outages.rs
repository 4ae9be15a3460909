//! Channels that are away, letters that are out and were not reported, events that were given up.

use muster_protocol::event::DeliveryRetried;
use muster_protocol::ids::Version;
use muster_protocol::question::StoredEvent;

use super::super::PATIENCE_DAYS;
use super::*;

#[tokio::test(start_paused = true)]
async fn a_channel_that_takes_nothing_is_looked_at_with_one_letter_and_nothing_is_given_up() {
    let all = ["001-clerk", "002-clerk", "003-clerk", "004-clerk", "005-clerk", "006-clerk"];
    let channel = Arc::new(Flaky::failing(&all));
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0, 1, 2, 3, 4, 5]);
    let tried = || all.iter().map(|contact| channel.tries(contact)).sum::<u32>();
    // Two days long: far longer than the table of tries of a letter.
    let mut looks = Vec::new();
    for minutes in [1, 5, 15].into_iter().chain([30; 96]) {
        rig.hub.settled_at_head().await;
        looks.push(tried());
        assert_eq!(rig.hub.earliest_again(), Some(rig.owner.now().plus(minutes * MINUTE)));
        rig.pass(minutes).await;
    }
    assert!((5..=6).contains(&looks[0]), "{looks:?}");
    assert!(looks.windows(2).all(|pair| pair[1] == pair[0] + 1), "one letter a look: {looks:?}");
    assert!((0..6).all(|contact| rig.outcome(contact).is_none()));
    channel.failing.lock().unwrap().clear();
    rig.pass(30).await;
    assert!((0..6).all(|contact| rig.is_sent(contact)));
    assert!(all.iter().all(|contact| channel.taken(contact) == 1), "one letter a person");
    rig.end().await;
}

/// The one who steps the clock must see a try waiting until they let it go. One that went as soon as the clock showed its instant was
/// stepped past once: all letters of an outage went at the midnight behind it.
#[tokio::test(start_paused = true)]
async fn a_try_whose_instant_has_come_waits_until_it_is_let_go() {
    let all = ["001-clerk", "002-clerk", "003-clerk", "004-clerk", "005-clerk"];
    let channel = Arc::new(Flaky::failing(&all));
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0, 1, 2, 3, 4]);
    rig.hub.settled_at_head().await;
    let tried = || all.iter().map(|contact| channel.tries(contact)).sum::<u32>();
    let (before, at) = (tried(), rig.owner.now().plus(MINUTE));
    assert_eq!(rig.hub.earliest_again(), Some(at));
    rig.owner.set_clock(at);
    // It is of no concern to the worker, and wakes it.
    rig.owner.append_raw(&campaign(), "item.closed", 1, Vec::new());
    rig.hub.settled_at_head().await;
    assert_eq!((tried(), rig.hub.earliest_again()), (before, Some(at)));
    rig.hub.release();
    rig.hub.settled_at_head().await;
    assert_eq!((tried(), rig.hub.earliest_again()), (before + 1, Some(at.plus(5 * MINUTE))));
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_letter_waits_for_a_dead_channel_for_some_days_and_no_longer() {
    let channel = Arc::new(Flaky::failing(&["001-clerk"]));
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0]);
    let day = 24 * 60;
    for _ in 0..PATIENCE_DAYS * 2 {
        rig.hub.settled_at_head().await;
        assert_eq!(rig.outcome(0), None);
        rig.pass(day / 2).await;
    }
    assert_eq!(rig.outcome(0), Some(not_taken(StepReason::GivenUp, "flaky", "down")));
    assert_eq!(rig.hub.earliest_again(), None);
    rig.end().await;
}

/// medic/cht-core #10802: what was sent is sent again for days, because another one beside it cannot be.
#[tokio::test(start_paused = true)]
async fn row_01_a_letter_beside_one_that_never_goes_is_sent_once_in_seven_days() {
    let channel = Arc::new(Flaky::failing(&["001-clerk"]));
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0, 1]);
    for _ in 0..7 * 24 {
        rig.hub.settled_at_head().await;
        rig.pass(60).await;
    }
    assert!(rig.is_sent(1));
    assert_eq!(channel.taken("002-clerk"), 1);
    assert!(channel.tries("001-clerk") > 5 && channel.taken("001-clerk") == 0);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_letter_that_fails_keeps_its_own_times_while_others_of_its_event_have_their_turn() {
    let spread = Some(Duration::from_secs(600));
    let channel = Arc::new(Flaky { spread, ..Flaky::failing(&["001-clerk"]) });
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0, 1, 2, 3, 4, 5]);
    let mut went = Vec::new();
    for _ in 0..20 {
        rig.pass(1).await;
        went.push((1..6).filter(|contact| rig.is_sent(*contact)).count());
    }
    assert_eq!(went.last(), Some(&5));
    went.dedup();
    assert!(went.len() > 2, "not all in one minute: {went:?}");
    assert!((2..=6).all(|number| channel.taken(&format!("00{number}-clerk")) == 1));
    // Its turn comes within ten minutes; then it is tried one and five minutes later, and fifteen after that.
    assert_eq!((channel.tries("001-clerk"), rig.outcome(0)), (3, None));
    rig.end().await;
}

/// nats-server #3006: what was delivered before an outage comes again, and is answered from what is known of it.
#[tokio::test(start_paused = true)]
async fn row_09_a_letter_that_is_out_is_reported_as_sent_though_nothing_is_due_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = Outbox::open(folder.path()).unwrap();
    let rig = Rig::start(Arc::new(outbox)).await;
    rig.owner.on_command(Box::new(|_| Err(LinkError::Closed)));
    rig.due(&[0, 1]);
    rig.worker.await.unwrap().unwrap();
    drop(rig.hub);
    let before = rig.owner.envelopes().len();
    // Before the next start somebody hands in what the letters reminded of, and one letter never went over.
    std::fs::remove_file(folder.path().join("year").join(DAY).join("002-clerk-routine.txt")).unwrap();
    let handed_in = Outcomes::default();
    let nothing_due = |contact| (key(DAY, contact), SendOutcome::NothingDue);
    handed_in.lock().unwrap().extend([nothing_due(0), nothing_due(1)]);
    let outbox = Arc::new(Outbox::open(folder.path()).unwrap());
    let rig = Rig::over(rig.owner, handed_in, Box::new(Reminders::new()), outbox).await;
    rig.pass(0).await;
    let outcomes: BTreeMap<MessageName, SendOutcome> = rig.owner.envelopes()[before..]
        .iter()
        .flat_map(reports)
        .map(|report| (report.key, report.outcome))
        .collect();
    let sent = SendOutcome::Sent { channel: "outbox".to_owned(), steps: vec![step(0)] };
    assert_eq!(outcomes, BTreeMap::from([(key(DAY, 0), sent), nothing_due(1)]), "what went out is said");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_letter_that_goes_twice_because_its_worker_died_shows_as_a_second_attempt() {
    let channel = Arc::new(Flaky::default());
    let rig = Rig::start(channel.clone()).await;
    rig.owner.on_command(Box::new(|_| Err(LinkError::Closed)));
    rig.due(&[0]);
    rig.worker.await.unwrap().unwrap();
    drop(rig.hub);
    assert_eq!(channel.taken("001-clerk"), 1, "it went out, and nobody was told");
    let rig = Rig::over(rig.owner, Outcomes::default(), Box::new(Reminders::new()), channel.clone()).await;
    rig.due(&[1]);
    rig.pass(0).await;
    assert_eq!((channel.taken("001-clerk"), channel.taken("002-clerk")), (2, 1));
    assert!(rig.is_sent(0) && rig.is_sent(1));
    assert_eq!((rig.attempt(0), rig.attempt(1)), (Some(2), Some(1)), "what is new was nobody's before");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn an_event_that_was_given_up_is_given_again() {
    let rig = Rig::start(Arc::new(Nothing)).await;
    rig.due(&[0]);
    rig.pass(0).await;
    assert!(rig.is_sent(0));
    let due =
        MessageDue { due: midnight(DAY), messages: vec![Message { key: key(DAY, 1), steps: vec![step(1)] }] };
    let body = Event::from(due).body();
    let outcomes = rig.outcomes.clone();
    rig.owner.on_question(Box::new(move |question| {
        Ok(match question {
            Question::Event { version, .. } => {
                assert_eq!(*version, Version(77));
                let (at, name) = (midnight(DAY), "message.due".to_owned());
                Answer::Event(StoredEvent { at, name, schema: 1, body: body.clone() })
            }
            Question::Messages { messages, .. } => {
                let ended = outcomes.lock().unwrap();
                let check = |key: &MessageName| MessageCheck {
                    key: key.clone(),
                    lines: if ended.contains_key(key) { Vec::new() } else { vec![line_to(&key.contact)] },
                    link: None,
                    waits_until: None,
                    not_by: Vec::new(),
                };
                Answer::Messages {
                    now: midnight(DAY),
                    definition: definition().digest(),
                    messages: messages.iter().map(check).collect(),
                }
            }
            _ => Answer::Definition(definition().digest()),
        })
    }));
    let again = |consumer: &str| DeliveryRetried { consumer: consumer.to_owned(), version: Version(77) };
    rig.owner.append(&campaign(), &again("visits").into());
    rig.pass(0).await;
    assert!(!rig.is_sent(1), "another worker's");
    rig.owner.append(&campaign(), &again("reminders").into());
    rig.pass(0).await;
    assert!(rig.is_sent(1));
    rig.end().await;
}
