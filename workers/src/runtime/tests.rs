mod flaky;
mod kept;
mod lanes;
mod outages;
mod together;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use muster_protocol::any_of;
use muster_protocol::command::{
    Command, CommandEnvelope, ItemName, MessageName, MessageReport, Refusal, RefusalCode, SendOutcome,
};
use muster_protocol::event::NamedEvent as Event;
use muster_protocol::event::of::{CampaignLaunched, MessageDue, OccasionOpened};
use muster_protocol::ids::{Digest, Position};
use muster_protocol::item::StepReason;
use muster_protocol::question::{Address, Answer, MessageCheck, Permit, Question};
use muster_protocol::shape::Message;
use muster_protocol::time::{Instant, MINUTE};
use muster_rules::worker::{Effect, EventContext, OutgoingMessage, WorkerLogic};
use muster_wire::link::LinkError;
use muster_wire::local::Hub;
use muster_wire::memory::MemoryOwner;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::run;
use crate::channel::{Channel, Nothing, Outbox};
use crate::reminders::Reminders;
use crate::sample::{campaign, day, definition, key, line_to, midnight, step};
use flaky::{Flaky, names};

const DAY: &str = "2014-04-24";

/// Messages that have an outcome: what the owner of the tests remembers.
type Outcomes = Arc<Mutex<BTreeMap<MessageName, SendOutcome>>>;

/// A worker over an engine in memory that knows the campaign `year`.
struct Rig {
    owner: Arc<MemoryOwner>,
    hub: Hub,
    outcomes: Outcomes,
    stop: watch::Sender<bool>,
    worker: JoinHandle<Result<(), LinkError>>,
}

impl Rig {
    async fn start(channel: Arc<dyn Channel>) -> Self {
        Self::over(owner(), Outcomes::default(), Box::new(Reminders::new()), channel).await
    }

    async fn over(
        owner: Arc<MemoryOwner>,
        outcomes: Outcomes,
        logic: Box<dyn WorkerLogic + Send>,
        channel: Arc<dyn Channel>,
    ) -> Self {
        answers(&owner, &outcomes);
        let hub = owner.hub();
        let (stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(run(hub.link(), logic, channel, stopped));
        hub.subscribed(1).await;
        Self { owner, hub, outcomes, stop, worker }
    }

    /// Messages for these contacts fall due.
    fn due(&self, contacts: &[u32]) {
        let message = |contact: &u32| Message { key: key(DAY, *contact), steps: vec![step(*contact)] };
        let messages = contacts.iter().map(message).collect();
        self.owner.append(&campaign(), &MessageDue { due: midnight(DAY), messages }.into());
    }

    /// Waits for the worker, then moves the campaign clock.
    async fn pass(&self, minutes: i64) {
        self.hub.settled_at_head().await;
        self.owner.set_clock(self.owner.now().plus(minutes * MINUTE));
        self.hub.release();
        self.hub.settled_at_head().await;
    }

    fn outcome(&self, contact: u32) -> Option<SendOutcome> {
        self.outcomes.lock().unwrap().get(&key(DAY, contact)).cloned()
    }

    fn is_sent(&self, contact: u32) -> bool {
        matches!(self.outcome(contact), Some(SendOutcome::Sent { .. }))
    }

    /// In which attempt the letter came to its outcome; that nothing is due any more is none.
    fn attempt(&self, contact: u32) -> Option<u32> {
        let key = key(DAY, contact);
        let of = |report: &MessageReport| report.key == key && report.outcome != SendOutcome::NothingDue;
        self.owner.envelopes().iter().flat_map(reports).rfind(of).map(|report| report.attempt)
    }

    /// Whether a text was stored.
    fn has(&self, text: &str) -> bool {
        self.owner.blob(Digest::of(text.as_bytes())).is_some()
    }

    async fn end(self) {
        self.stop.send_replace(true);
        self.worker.await.unwrap().unwrap();
    }
}

/// That a letter was not taken, in these words of its counterpart.
fn not_taken(reason: StepReason, channel: &str, words: &str) -> SendOutcome {
    SendOutcome::NotTaken { reason, channel: channel.to_owned(), said: Digest::of(words.as_bytes()) }
}

fn owner() -> Arc<MemoryOwner> {
    let owner = MemoryOwner::new();
    owner.set_clock(midnight(DAY));
    owner.put(definition().to_bytes());
    owner
}

/// An engine that answers, and keeps what is reported.
fn answers(owner: &Arc<MemoryOwner>, outcomes: &Outcomes) {
    owner.on_question(check_at_sending(Arc::downgrade(owner), outcomes.clone()));
    let into = outcomes.clone();
    owner.on_command(Box::new(move |envelope| {
        keep(&into, envelope);
        Ok(())
    }));
}

/// What of these messages has no outcome yet.
fn still_due(now: Instant, outcomes: &Outcomes, messages: &[MessageName]) -> Answer {
    let ended = outcomes.lock().unwrap();
    let check = |key: &MessageName| MessageCheck {
        key: key.clone(),
        lines: if ended.contains_key(key) { Vec::new() } else { vec![line_to(&key.contact)] },
        link: None,
        waits_until: None,
        not_by: Vec::new(),
    };
    let messages = messages.iter().map(check).collect();
    Answer::Messages { now, definition: definition().digest(), messages }
}

fn check_at_sending(owner: Weak<MemoryOwner>, outcomes: Outcomes) -> muster_wire::memory::OnQuestion {
    Box::new(move |question| {
        let now = owner.upgrade().map_or(midnight(DAY), |owner| owner.now());
        Ok(match question {
            Question::Definition { .. } => Answer::Definition(definition().digest()),
            Question::Messages { messages, .. } => still_due(now, &outcomes, messages),
            Question::Addresses { contacts, .. } => {
                let address = |name: &String| Address { channel: "邮件".to_owned(), account: name.clone() };
                Answer::Addresses(contacts.iter().map(|name| vec![address(name)]).collect())
            }
            Question::Permits { wishes, .. } => Answer::Permits(vec![Permit::Granted; wishes.len()]),
            any_of! { Question:
                Visits VisitSlots Blob Channels MayRead FailedLetters Words Numbers Event
            } => Answer::Unknown,
        })
    })
}

fn reports(envelope: &CommandEnvelope) -> Vec<MessageReport> {
    match &envelope.command {
        Command::ReportMessages(report) => report.reports.clone(),
        _ => Vec::new(),
    }
}

/// The first outcome of a message stands, as in the engine.
fn keep(outcomes: &Outcomes, envelope: &CommandEnvelope) {
    for report in reports(envelope) {
        outcomes.lock().unwrap().entry(report.key).or_insert(report.outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_that_falls_due_is_sent_and_reported() {
    let rig = Rig::start(Arc::new(Nothing)).await;
    rig.due(&[0, 1]);
    rig.pass(0).await;
    let [envelope] = rig.owner.envelopes().try_into().unwrap();
    assert_eq!((envelope.actor.as_str(), envelope.campaign.as_str()), ("worker/reminders", "year"));
    let sent = SendOutcome::Sent { channel: "nothing".to_owned(), steps: vec![step(0)] };
    assert_eq!(rig.outcome(0), Some(sent));
    assert!(rig.is_sent(1));
    assert!(rig.owner.dead_letters().is_empty());
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn letters_that_went_over_are_reported_and_only_the_others_are_tried_again() {
    let channel = Arc::new(Flaky { refusing: names(&["003-clerk"]), ..Flaky::failing(&["002-clerk"]) });
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0, 1, 2]);
    rig.hub.settled_at_head().await;
    assert!(rig.is_sent(0));
    assert_eq!(rig.outcome(1), None);
    assert_eq!(rig.outcome(2), Some(SendOutcome::Failed(StepReason::NoAccount)));
    assert_eq!(rig.hub.earliest_again(), Some(midnight(DAY).plus(MINUTE)));
    channel.failing.lock().unwrap().clear();
    rig.pass(1).await;
    assert!(rig.is_sent(1));
    assert_eq!(
        (channel.taken("001-clerk"), channel.taken("002-clerk"), channel.tries("003-clerk")),
        (1, 1, 1)
    );
    let envelopes = rig.owner.envelopes();
    let ids: BTreeSet<_> = envelopes.iter().map(|envelope| envelope.id).collect();
    assert_eq!(ids.len(), envelopes.len(), "a later report of the same event is another command");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_letter_is_given_up_after_the_last_try() {
    let channel = Arc::new(Flaky::failing(&["001-clerk"]));
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0, 1]);
    for (tries, minutes) in (1..).zip(super::BACKOFF_MINUTES) {
        rig.hub.settled_at_head().await;
        assert_eq!((channel.tries("001-clerk"), rig.outcome(0)), (tries, None));
        assert_eq!(rig.hub.earliest_again(), Some(rig.owner.now().plus(minutes * MINUTE)));
        rig.pass(minutes).await;
    }
    assert_eq!(rig.outcome(0), Some(not_taken(StepReason::GivenUp, "flaky", "down")));
    assert_eq!((channel.tries("001-clerk"), channel.taken("002-clerk")), (6, 1));
    assert_eq!((rig.attempt(0), rig.attempt(1)), (Some(6), Some(1)));
    assert_eq!(rig.hub.earliest_again(), None);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn words_that_were_erased_keep_no_report_back() {
    let channel = Arc::new(Flaky::failing(&["001-clerk"]));
    let rig = Rig::start(channel.clone()).await;
    rig.owner.erase("down");
    rig.due(&[0, 1]);
    for minutes in super::BACKOFF_MINUTES {
        rig.pass(minutes).await;
    }
    assert_eq!(rig.outcome(0), Some(SendOutcome::Failed(StepReason::GivenUp)));
    assert!(rig.is_sent(1) && rig.owner.dead_letters().is_empty());
    assert_eq!(channel.taken("002-clerk"), 1);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_letter_that_hangs_holds_nobody_else_up() {
    let channel = Arc::new(Flaky { hanging: names(&["001-clerk"]), ..Flaky::default() });
    let rig = Rig::start(channel.clone()).await;
    rig.due(&[0]);
    rig.due(&[1]);
    // Other deliveries go on while the first hangs: no time passes until the second is reported.
    let started = tokio::time::Instant::now();
    while !rig.is_sent(1) {
        tokio::task::yield_now().await;
    }
    assert_eq!(started.elapsed(), Duration::ZERO);
    rig.hub.settled_at_head().await;
    assert_eq!(rig.hub.earliest_again(), Some(midnight(DAY).plus(MINUTE)), "it counts as not taken now");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_report_whose_answer_is_lost_is_given_again_under_the_same_id() {
    let rig = Rig::start(Arc::new(Nothing)).await;
    let (into, mut failures) = (rig.outcomes.clone(), 3);
    rig.owner.on_command(Box::new(move |envelope| {
        keep(&into, envelope);
        failures -= 1;
        match failures {
            2 => Err(LinkError::Busy { after_ms: 20 }),
            1 => Err(LinkError::Unreachable("answer lost".to_owned())),
            _ => Ok(()),
        }
    }));
    rig.due(&[0]);
    rig.pass(0).await;
    let ids: BTreeSet<_> = rig.owner.envelopes().iter().map(|envelope| envelope.id).collect();
    assert_eq!((rig.owner.envelopes().len(), ids.len()), (3, 1));
    assert_eq!(rig.hub.earliest_again(), None);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_stays_away_is_asked_again_later() {
    let channel = Arc::new(Flaky::default());
    let rig = Rig::start(channel.clone()).await;
    rig.owner.on_command(Box::new(|_| Err(LinkError::Unreachable("away".to_owned()))));
    rig.due(&[0]);
    rig.hub.settled_at_head().await;
    assert_eq!((rig.outcome(0), rig.hub.earliest_again()), (None, Some(midnight(DAY).plus(MINUTE))));
    let into = rig.outcomes.clone();
    rig.owner.on_command(Box::new(move |envelope| {
        keep(&into, envelope);
        Ok(())
    }));
    rig.pass(1).await;
    assert!(rig.is_sent(0));
    assert!(rig.owner.dead_letters().is_empty());
    rig.end().await;
}

fn refusal(code: RefusalCode) -> LinkError {
    LinkError::Refused(Refusal::plain(code, "so it is".to_owned()))
}

#[tokio::test(start_paused = true)]
async fn a_stale_command_is_thought_again_and_another_refusal_is_a_dead_letter() {
    let rig = Rig::start(Arc::new(Nothing)).await;
    let (into, mut first) = (rig.outcomes.clone(), true);
    rig.owner.on_command(Box::new(move |envelope| {
        if std::mem::take(&mut first) {
            return Err(refusal(RefusalCode::Stale));
        }
        keep(&into, envelope);
        Ok(())
    }));
    rig.due(&[0]);
    rig.pass(0).await;
    assert!(rig.is_sent(0) && rig.owner.dead_letters().is_empty());
    rig.owner.on_command(Box::new(|_| Err(refusal(RefusalCode::Closed))));
    rig.due(&[1]);
    rig.pass(0).await;
    let letter = ("reminders".to_owned(), Position(2), "closed: so it is".to_owned());
    assert_eq!(rig.owner.dead_letters(), vec![letter]);
    rig.owner.on_command(Box::new(|_| Err(refusal(RefusalCode::Stale))));
    rig.due(&[2]);
    rig.pass(0).await;
    assert_eq!(rig.owner.dead_letters().len(), 2, "stale for ever is dead too");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn after_a_crash_between_handing_over_and_reporting_the_outbox_answers() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = Outbox::open(folder.path()).unwrap();
    let rig = Rig::start(Arc::new(outbox.clone())).await;
    // The engine is gone just when the report is given: the letter is over, and nobody knows.
    rig.owner.on_command(Box::new(|_| Err(LinkError::Closed)));
    rig.due(&[0]);
    rig.worker.await.unwrap().unwrap();
    let file = folder.path().join("year").join(DAY).join("001-clerk-routine.txt");
    let before = (std::fs::read(&file).unwrap(), std::fs::metadata(&file).unwrap().modified().unwrap());
    assert!(rig.outcomes.lock().unwrap().is_empty());
    drop(rig.hub);
    let outbox = Arc::new(Outbox::open(folder.path()).unwrap());
    let rig = Rig::over(rig.owner, rig.outcomes, Box::new(Reminders::new()), outbox).await;
    rig.pass(0).await;
    assert!(rig.is_sent(0));
    let after = (std::fs::read(&file).unwrap(), std::fs::metadata(&file).unwrap().modified().unwrap());
    assert_eq!(before, after, "written once");
    let [first, second] = rig.owner.envelopes().try_into().unwrap();
    assert_eq!(first.command, second.command, "the same report");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn an_event_of_another_muster_is_a_dead_letter_and_the_next_is_heard() {
    let rig = Rig::start(Arc::new(Nothing)).await;
    rig.owner.append_raw(&campaign(), "message.due", 99, Vec::new());
    rig.due(&[0]);
    rig.pass(0).await;
    assert!(rig.is_sent(0));
    let [(consumer, position, cause)] = rig.owner.dead_letters().try_into().unwrap();
    assert_eq!((consumer.as_str(), position), ("reminders", Position(1)));
    assert!(cause.contains("version 99"), "{cause}");
    rig.end().await;
}

/// Worker logic that hears everything in order, tells what it heard, and panics over one version.
struct Recorder {
    heard: Arc<Mutex<Vec<(u64, String)>>>,
    panics_at: u64,
}

impl WorkerLogic for Recorder {
    fn name(&self) -> &'static str {
        "recorder"
    }

    fn hears(&self) -> &'static [&'static str] {
        &[]
    }

    fn folds(&self) -> bool {
        true
    }

    fn hear(&mut self, context: &EventContext<'_>) -> Vec<Effect> {
        self.heard.lock().unwrap().push((context.version.0, context.definition.name.clone()));
        assert_ne!(context.version.0, self.panics_at, "as the test wants");
        let item = ItemName { occasion: "x".to_owned(), unit: context.version.to_string() };
        vec![Effect::Submit(Command::Accept(item.clone())), Effect::Submit(Command::Accept(item))]
    }
}

fn opened() -> Event {
    OccasionOpened { occasion: "unit-plan".into(), due: midnight(DAY), without: Vec::new() }.into()
}

#[tokio::test(start_paused = true)]
async fn a_fold_hears_in_order_under_the_definition_of_its_time() {
    let owner = owner();
    let mut second = definition();
    "第二版".clone_into(&mut second.name);
    let digests = [definition().digest(), owner.put(second.to_bytes())];
    for digest in digests {
        let launched = CampaignLaunched {
            definition: digest,
            sources: vec![],
            phases: vec![],
            changes: vec![],
            contacts: None,
        };
        owner.append(&campaign(), &launched.into());
        owner.append(&campaign(), &opened());
    }
    let heard = Arc::new(Mutex::new(Vec::new()));
    let recorder = |panics_at| Box::new(Recorder { heard: heard.clone(), panics_at });
    let rig = Rig::over(owner.clone(), Outcomes::default(), recorder(0), Arc::new(Nothing)).await;
    rig.pass(0).await;
    let (one, two) = (definition().name, second.name);
    let expected =
        [(1, &one), (2, &one), (3, &two), (4, &two)].map(|(version, name)| (version, name.clone()));
    assert_eq!(*heard.lock().unwrap(), expected);
    let ids: Vec<_> = owner.envelopes().iter().map(|envelope| envelope.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 8, "each want has its own id");
    rig.end().await;
    // A new start hears everything again and says the same, under the same ids.
    let rig = Rig::over(owner.clone(), Outcomes::default(), recorder(0), Arc::new(Nothing)).await;
    rig.pass(0).await;
    assert_eq!(owner.envelopes().iter().map(|envelope| envelope.id).skip(8).collect::<Vec<_>>(), ids);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_half_that_panics_leaves_a_dead_letter_and_goes_on() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let recorder = Box::new(Recorder { heard: heard.clone(), panics_at: 1 });
    let rig = Rig::over(owner(), Outcomes::default(), recorder, Arc::new(Nothing)).await;
    rig.owner.append(&campaign(), &opened());
    rig.owner.append(&campaign(), &opened());
    for _ in 0..3 {
        rig.pass(1).await;
    }
    let versions: Vec<u64> = heard.lock().unwrap().iter().map(|(version, _)| *version).collect();
    assert_eq!(versions, [1, 1, 1, 2]);
    assert_eq!(rig.owner.dead_letters().len(), 1);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_campaign_without_a_definition_is_a_dead_letter() {
    let rig = Rig::start(Arc::new(Nothing)).await;
    rig.owner.on_question(Box::new(|question| {
        Ok(match question {
            Question::Definition { .. } => Answer::Definition(Digest::of(b"nowhere")),
            _ => Answer::Unknown,
        })
    }));
    rig.due(&[0]);
    rig.pass(0).await;
    assert!(rig.owner.dead_letters()[0].2.contains("is not stored"));
    rig.end().await;
}

/// camunda #17128: a slow worker is flooded with the same command over and over.
#[tokio::test(start_paused = true)]
async fn row_04_many_messages_at_once_are_all_reported_once() {
    let channel = Arc::new(Flaky::default());
    let rig = Rig::start(channel.clone()).await;
    for _ in 0..50 {
        rig.due(&[0, 1, 2, 3, 4, 5]);
    }
    rig.pass(0).await;
    assert!((0..6).all(|contact| rig.is_sent(contact)));
    assert_eq!(day(DAY), key(DAY, 0).date);
    let sent = |report: &MessageReport| matches!(report.outcome, SendOutcome::Sent { .. });
    let count = rig.owner.envelopes().iter().flat_map(reports).filter(sent).count();
    assert_eq!(count, 6, "one report of each letter, however often it was given out");
    let taken = channel.taken.lock().unwrap().values().sum::<u32>();
    assert_eq!(taken, 6);
    rig.end().await;
}

/// What a worker wants to hear is what its login may hear over NATS.
#[test]
fn every_worker_may_hear_what_it_wants_to() {
    for logic in crate::all() {
        let wish = super::subscription(logic.as_ref());
        let events: Vec<String> = wish.events.iter().map(|event| (*event).to_owned()).collect();
        assert!(muster_wire::nats::may_hear(logic.name(), &events), "{} hears {events:?}", logic.name());
    }
}
