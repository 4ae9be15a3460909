//! The writer against stores that fail and domain logic that has bugs.

mod faulty;
mod keeping;

use std::sync::Mutex;

use muster_core::campaign::{Issuer, State};
use muster_protocol::command::{Accepted, CommandEnvelope};
use muster_protocol::definition::Definition;
use muster_protocol::event::{ClockAccepted, Event};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::*;
use crate::queue::{Front, queues};
use crate::sample::{campaign, definition, envelope, submit};
use crate::store::Blob;
use crate::store::memory::MemoryStore;
use faulty::{Fault, Faulty, Planned};
use muster_protocol::command::Launch;

/// Handing in makes one event, of the kind that names nothing; the unit `bug` panics; anything launches.
fn decide_simply(
    _: &Definition,
    _: &State,
    _: Instant,
    _: Issuer<'_>,
    command: &Command,
) -> Result<Vec<Event>, muster_protocol::command::Refusal> {
    let accepted = ClockAccepted { forward_ms: 0 };
    match command {
        Command::Launch(launch) => Ok(vec![
            muster_protocol::event::CampaignLaunched {
                definition: launch.definition,
                sources: Vec::new(),
                phases: Vec::new(),
                changes: Vec::new(),
                contacts: None,
            }
            .into(),
        ]),
        Command::Submit(body) => {
            assert!(body.item.unit != "bug", "a planted bug");
            let count = body.item.occasion.parse().unwrap_or(1);
            Ok(vec![accepted.into(); count])
        }
        _ => Ok(Vec::new()),
    }
}

fn simple() -> DomainLogic {
    DomainLogic {
        decide: decide_simply,
        amend: |_, _, _, _, _| Ok(Vec::new()),
        evolve: |_, _, _, _| {},
        tick: |_, _, _| Vec::new(),
        next_due: |_| None,
        answer: |_, _, _, _| Answer::Unknown,
    }
}

struct Bench {
    front: Front,
    store: MemoryStore,
    planned: Arc<Mutex<Planned>>,
    stop: watch::Sender<bool>,
    parked: Parked,
    head: watch::Receiver<Position>,
    trouble: watch::Receiver<Option<String>>,
    writer: JoinHandle<()>,
}

async fn bench(logic: DomainLogic) -> Bench {
    let (front, back) = queues();
    let store = MemoryStore::new();
    let planned = Arc::<Mutex<Planned>>::default();
    let (stop, stopped) = watch::channel(false);
    let (published, head) = watch::channel(Position(0));
    let (trouble_sender, trouble) = watch::channel(None);
    let parked = Parked::default();
    let shared = Shared {
        clock: Clock::stepped(Instant(1_000)),
        contacts: crate::directory::contacts::Contacts::open(tempfile::tempdir().unwrap().path())
            .await
            .unwrap(),
        tail: Arc::default(),
        metrics: crate::watch::metrics::Metrics::default(),
        parked: Arc::clone(&parked),
        published,
        due: watch::channel(None).0,
        trouble: trouble_sender,
    };
    let faulty = Box::new(Faulty { inner: store.clone(), planned: Arc::clone(&planned) });
    let writer = Writer::open(faulty, back, stopped, logic, shared).await.unwrap();
    let writer = tokio::spawn(writer.run());
    Bench { front, store, planned, stop, parked, head, trouble, writer }
}

impl Bench {
    async fn give(&self, envelope: CommandEnvelope) -> Result<Accepted, LinkError> {
        let (reply, answer) = oneshot::channel();
        self.front.push(Job::CommandEnvelope(Box::new(envelope), reply))?;
        answer.await.map_err(|_| LinkError::Closed)?
    }

    async fn launch(&self, id: &CampaignId) {
        let (reply, answer) = oneshot::channel();
        self.front.push(Job::Put(Blob::plain(definition().to_bytes()), reply)).unwrap();
        let definition = answer.await.unwrap().unwrap();
        let launch = Launch { definition, sources: Vec::new(), contacts: None };
        self.give(envelope(id, "launch", Command::Launch(launch))).await.unwrap();
    }

    fn plan(&self, faults: &[Fault]) {
        self.planned.lock().unwrap().appends.extend(faults);
    }

    /// Events and blobs of the commits since this was asked last.
    fn commits(&self) -> Vec<(usize, usize)> {
        std::mem::take(&mut self.planned.lock().unwrap().batches)
    }

    /// Queues a blob; the answer comes with its commit.
    fn put(&self, bytes: usize, fill: u8) -> oneshot::Receiver<Result<Digest, LinkError>> {
        let (reply, answer) = oneshot::channel();
        self.front.push(Job::Put(Blob::plain(vec![fill; bytes]), reply)).unwrap();
        answer
    }

    async fn end(self) -> MemoryStore {
        self.stop.send_replace(true);
        self.writer.await.unwrap();
        self.store
    }
}

/// Questions that were thought about.
static THOUGHT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

#[tokio::test(start_paused = true)]
async fn a_question_that_nobody_waits_for_is_not_thought_about() {
    use std::sync::atomic::Ordering;
    let count: fn(&Definition, &State, Instant, &Question) -> Answer = |_, _, _, _| {
        THOUGHT.fetch_add(1, Ordering::Relaxed);
        Answer::Unknown
    };
    let (id, bench) = (campaign("c"), bench(DomainLogic { answer: count, ..simple() }).await);
    bench.launch(&id).await;
    let question = || Question::Messages { campaign: id.clone(), messages: Vec::new() };
    let ask = || {
        let (reply, answer) = oneshot::channel();
        bench.front.push(Job::Ask(question(), reply)).unwrap();
        answer
    };
    drop((ask(), ask(), ask()));
    assert_eq!(ask().await.unwrap().unwrap(), Answer::Unknown);
    assert_eq!(THOUGHT.load(Ordering::Relaxed), 1);
    bench.end().await;
}

#[tokio::test(start_paused = true)]
async fn campaigns_that_are_replayed_together_are_as_they_are_alone() {
    let bench = bench(simple()).await;
    let ids: Vec<CampaignId> = ["a", "b", "c"].map(campaign).to_vec();
    for (count, id) in ids.iter().enumerate() {
        bench.launch(id).await;
        bench.give(submit(id, "one", &(count + 1).to_string(), "a")).await.unwrap();
    }
    let store = bench.end().await;
    let new = || super::campaigns::Campaigns::new(simple(), Parked::default());
    let (mut together, mut alone) = (new(), new());
    let wanted = [&ids[..], &[campaign("never")]].concat();
    together.load_together(store.own(), wanted.iter()).await.unwrap();
    assert!(!together.is_resident(&campaign("never")));
    for (count, id) in ids.iter().enumerate() {
        assert!(together.is_resident(id), "{id}");
        let status = |resident: &super::campaigns::Resident| {
            let digest = resident.definition.as_ref().map(|(digest, _)| *digest);
            (resident.version, resident.position, resident.link, resident.at, digest)
        };
        let one = status(alone.load(store.own(), id).await.unwrap());
        assert_eq!(status(together.get(id).unwrap()), one);
        assert_eq!(one.0.0, count as u64 + 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_commit_is_decided_again_once() {
    let id = campaign("c");
    for faults in [&[Fault::Before][..], &[Fault::After], &[Fault::Before, Fault::Before, Fault::After]] {
        let bench = bench(simple()).await;
        bench.launch(&id).await;
        bench.plan(faults);
        let (one, two) = (submit(&id, "one", "1", "a"), submit(&id, "two", "2", "a"));
        let (first, second) = tokio::join!(bench.give(one), bench.give(two));
        assert_eq!(first.unwrap().position, Position(2), "{faults:?}");
        assert_eq!(
            second.unwrap(),
            Accepted { position: Position(4), version: muster_protocol::ids::Version(4), events: 2 }
        );
        assert_eq!(*bench.head.borrow(), Position(4));
        let rows = bench.end().await.read(Position(0), 99).await.unwrap();
        assert_eq!(rows.len(), 4);
        let mut link = muster_protocol::ids::Digest::default();
        for record in rows.chunk_by(|one, next| one.record == next.record) {
            let written = record.iter().map(|row| (row.name.as_str(), row.schema, row.body.as_slice()));
            assert_eq!(record[0].link(link, written), record[0].hash);
            assert_eq!(record.len(), record[0].count as usize);
            link = record[0].hash;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_keeps_failing_is_reported_and_may_recover() {
    let id = campaign("c");
    let bench = bench(simple()).await;
    bench.launch(&id).await;
    bench.plan(&[Fault::Before; commit::COMMIT_TRIES as usize]);
    let one = submit(&id, "one", "1", "a");
    assert!(matches!(bench.give(one.clone()).await, Err(LinkError::Unreachable(_))));
    assert_eq!(
        bench.trouble.borrow().as_deref(),
        Some("planned"),
        "in the store's own words, until one goes through"
    );
    assert_eq!(bench.give(one).await.unwrap().events, 1);
    assert_eq!(*bench.trouble.borrow(), None);
    assert_eq!(bench.end().await.head().await.unwrap().position, Position(2));
}

fn is_unreachable<T>(answer: &Result<T, LinkError>) -> bool {
    matches!(answer, Err(LinkError::Unreachable(_)))
}

#[tokio::test(start_paused = true)]
async fn all_who_wait_while_the_store_cannot_be_read_are_told_and_the_next_are_served() {
    let id = campaign("c");
    let bench = bench(simple()).await;
    bench.launch(&id).await;
    bench.store.fail_next_look();
    let ((ask, asked), (sweep, swept)) = (oneshot::channel(), oneshot::channel());
    bench.front.push(Job::Ask(Question::Definition { campaign: id.clone() }, ask)).unwrap();
    bench.front.push(Job::Sweep(sweep)).unwrap();
    let stored = bench.put(1, 1);
    let one = submit(&id, "one", "1", "a");
    let (given, asked, swept, stored) = tokio::join!(bench.give(one.clone()), asked, swept, stored);
    assert!(is_unreachable(&given), "{given:?}");
    assert!(is_unreachable(&asked.unwrap()) && is_unreachable(&swept.unwrap()));
    assert!(is_unreachable(&stored.unwrap()));
    assert_eq!(bench.give(one).await.unwrap().events, 1);
    bench.end().await;
}

/// A commit is as large as it may be, and a command more where it was not full yet.
#[tokio::test(start_paused = true)]
async fn what_does_not_go_into_a_full_batch_goes_into_the_next() {
    let id = campaign("c");
    let bench = bench(simple()).await;
    bench.launch(&id).await;
    assert_eq!(bench.commits(), [(0, 1), (1, 0)]);
    for (events, commits) in
        [(BATCH_EVENTS - 1, vec![(BATCH_EVENTS, 0)]), (BATCH_EVENTS, vec![(BATCH_EVENTS, 0), (1, 0)])]
    {
        let first = submit(&id, &format!("first-{events}"), &events.to_string(), "a");
        let second = submit(&id, &format!("second-{events}"), "1", "a");
        let (first, second) = tokio::join!(bench.give(first), bench.give(second));
        assert_eq!((first.unwrap().events as usize, second.unwrap().events), (events, 1));
        assert_eq!(bench.commits(), commits);
    }
    for (bytes, commits) in
        [(draft::BATCH_BYTES - 1, vec![(0, 2)]), (draft::BATCH_BYTES, vec![(0, 1), (0, 1)])]
    {
        let (first, second) = (bench.put(bytes, 1), bench.put(1, 2));
        first.await.unwrap().unwrap();
        second.await.unwrap().unwrap();
        assert_eq!(bench.commits(), commits, "{bytes} bytes");
    }
    bench.end().await;
}

#[tokio::test]
async fn a_writer_whose_shard_was_taken_stops() {
    let id = campaign("c");
    let bench = bench(simple()).await;
    bench.launch(&id).await;
    bench.plan(&[Fault::Stolen]);
    assert!(matches!(bench.give(submit(&id, "one", "1", "a")).await, Err(LinkError::Unreachable(_))));
    bench.writer.await.unwrap();
    let (reply, _answer) = oneshot::channel();
    let late = Job::CommandEnvelope(Box::new(submit(&id, "two", "1", "a")), reply);
    assert_eq!(bench.front.push(late), Err(LinkError::Closed));
    assert_eq!(bench.store.head().await.unwrap().position, Position(1));
}

/// The outcome was unknown, and what stands there now is not what was to be written.
#[tokio::test(start_paused = true)]
async fn a_writer_that_finds_what_it_did_not_write_stops() {
    let id = campaign("c");
    for (fault, head) in [(Fault::Half, Position(2)), (Fault::Foreign, Position(3))] {
        let bench = bench(simple()).await;
        bench.launch(&id).await;
        bench.plan(&[fault]);
        let answer = bench.give(submit(&id, "one", "2", "a")).await;
        assert!(is_unreachable(&answer), "{fault:?}: {answer:?}");
        let end = tokio::time::timeout(std::time::Duration::from_secs(60), bench.writer).await;
        end.unwrap_or_else(|_| panic!("{fault:?}: it goes on")).unwrap();
        assert_eq!(bench.store.head().await.unwrap().position, head, "{fault:?}");
    }
}

#[tokio::test]
async fn a_bug_parks_its_campaign_and_spares_the_others() {
    let (good, bad) = (campaign("good"), campaign("bad"));
    let bench = bench(simple()).await;
    bench.launch(&good).await;
    bench.launch(&bad).await;
    let before = bench.give(submit(&bad, "before", "1", "a"));
    let bug = bench.give(submit(&bad, "bug", "1", "bug"));
    let after = bench.give(submit(&bad, "after", "1", "a"));
    let other = bench.give(submit(&good, "other", "1", "a"));
    let (before, bug, after, other) = tokio::join!(before, bug, after, other);
    assert_eq!(before.unwrap().events, 1);
    let is_fault = |answer: Result<Accepted, LinkError>| match answer {
        Err(LinkError::Refused(refusal)) => {
            refusal.code == RefusalCode::Fault && refusal.detail.en.contains("a planted bug")
        }
        _ => false,
    };
    assert!(is_fault(bug) && is_fault(after));
    assert_eq!(other.unwrap().events, 1);
    let parked: Vec<CampaignId> = bench.parked.lock().unwrap().keys().cloned().collect();
    assert_eq!(parked, [bad]);
    assert_eq!(bench.end().await.head().await.unwrap().position, Position(4));
}

#[tokio::test]
async fn a_large_command_passes_and_a_too_large_one_is_refused() {
    let id = campaign("c");
    let bench = bench(simple()).await;
    bench.launch(&id).await;
    let many = |name: &str, count: usize| submit(&id, name, &count.to_string(), "a");
    let accepted = bench.give(many("most", limits::COMMAND_EVENTS_MAX)).await.unwrap();
    assert_eq!(accepted.events as usize, limits::COMMAND_EVENTS_MAX);
    let refused = bench.give(many("more", limits::COMMAND_EVENTS_MAX + 1)).await;
    assert!(matches!(refused, Err(LinkError::Refused(refusal)) if refusal.code == RefusalCode::TooLarge));
    bench.end().await;
}

thread_local! {
    /// How many keys are due of each campaign in the test of turns: the state is opaque, so it stands here.
    static DUE: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// Something is due as long as [`DUE`] says so.
fn lagging() -> DomainLogic {
    let next_due = |_: &State| DUE.with(|due| (due.get() > 0).then_some(Instant(1)));
    let tick = |_: &Definition, _: &State, _: Instant| {
        DUE.with(|due| due.set(due.get() - 1));
        vec![ClockAccepted { forward_ms: 9 }.into()]
    };
    DomainLogic { next_due, tick, ..simple() }
}

#[tokio::test]
async fn a_lagging_campaign_catches_up_in_turns_before_its_command() {
    let id = campaign("c");
    let bench = bench(lagging()).await;
    bench.launch(&id).await;
    assert_eq!(bench.commits(), [(0, 1), (1, 0)]);
    let backlog = 3 * turn::TURN_EVENTS + 5;
    DUE.with(|due| due.set(u32::try_from(backlog).unwrap()));
    let accepted = bench.give(submit(&id, "one", "1", "a")).await.unwrap();
    assert_eq!(accepted.position, Position(2 + backlog as u64));
    let turn = (turn::TURN_EVENTS, 0);
    assert_eq!(bench.commits(), [turn, turn, turn, (5 + 1, 0)], "others have their turns between these");
    let store = bench.end().await;
    let last = store.read(Position(1 + backlog as u64), 1).await.unwrap();
    assert_eq!(last[0].command, Some(submit(&id, "one", "1", "a").id));
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_lagging_campaign_hears_that_the_store_keeps_failing() {
    let id = campaign("c");
    let bench = bench(lagging()).await;
    bench.launch(&id).await;
    DUE.with(|due| due.set(u32::try_from(40 * turn::TURN_EVENTS).unwrap()));
    bench.plan(&[Fault::Before; 3 * commit::COMMIT_TRIES as usize]);
    let answer = bench.give(submit(&id, "one", "1", "a")).await;
    assert!(matches!(answer, Err(LinkError::Unreachable(_))), "{answer:?}");
    bench.end().await;
}
