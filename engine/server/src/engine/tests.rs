//! The engine as a whole, on SQLite, with the real core.

mod counting;
mod directory;
mod erasing;
mod evidence;
mod folding;
mod judging;
mod keeping;
mod pacing;
mod rights;
mod together;
mod visiting;

use std::path::Path;

use muster_core::campaign::{State, evolve};
use muster_protocol::command::{Command, CommandEnvelope, Launch, RecordSnapshot, RefusalCode};
use muster_protocol::definition::{Contact, Definition, Role, Scope};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{ContactIx, Digest};
use muster_protocol::question::{Answer, Question};
use muster_rules::score::Fold;
use muster_wire::link::{LinkError, Owner};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};

use super::*;
use crate::maintenance::verify::verify;
use crate::sample::{campaign, definition, envelope, instant, launch, launch_of, open, play, start, submit};
use crate::store::sqlite::LOG_FILE;
use crate::store::sqlite::rewrite::{change, rewrite};
use crate::time::stepper::{Nobody, Ran, StepError, Stepper};
use crate::view::why::Why;

/// A directory, the engine that holds it, and what it is spoken to by.
struct Site {
    dir: tempfile::TempDir,
    engine: Engine,
    handle: Handle,
}

impl Site {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path()).await;
        let handle = engine.handle();
        Self { dir, engine, handle }
    }

    /// With the sample launched as `c`.
    async fn launched() -> Self {
        let site = Self::new().await;
        launch(&site.handle, &campaign("c")).await;
        site
    }
}

/// Adds a post of the whole campaign, with its role.
fn add_office(def: &mut Definition, role: Role) {
    let office = ContactIx(u32::try_from(def.contacts.len()).unwrap());
    let post = role.name.clone();
    def.contacts.push(Contact { id: "office".to_owned(), post, ..Contact::default() });
    def.roles.push(Role { id: "office".to_owned(), scope: Scope::Campaign(Some(office)), ..role });
}

/// What is said when a directory is not opened.
async fn refused(dir: &Path) -> String {
    let clock = ClockMode::AsStored;
    Engine::open(Options { data_dir: dir.to_owned(), clock }).await.unwrap_err().to_string()
}

/// The state that the log makes, without the engine.
async fn replay(handle: &Handle) -> (State, Fold) {
    let (definition, mut state) = (definition(), State::new());
    let mut fold = Fold::new(definition.digest());
    for row in handle.read(Position(0), 4_096).await.unwrap() {
        let puts = row.puts_in_force().unwrap().map(|_| &definition);
        let event = state.numbering().read(puts, &row).unwrap();
        evolve(&definition, &mut state, row.at, &event);
        fold.apply(&definition, row.version, &event);
    }
    (state, fold)
}

/// Records the tables of all snapshots that opened, as the evaluation worker would.
async fn record_snapshots(handle: &Handle) -> usize {
    let (state, fold) = replay(handle).await;
    let mut taken = 0;
    for row in handle.read(Position(0), 4_096).await.unwrap() {
        let NamedEvent::OccasionOpened(opened) = row.named().unwrap() else { continue };
        let ix = state.numbering().by_key(&opened.occasion).unwrap();
        let Some(table) = fold.table(&definition(), ix) else { continue };
        let digest = handle.store(table.to_bytes()).await.unwrap();
        let name = format!("snapshot-{}", opened.occasion);
        let record = RecordSnapshot { occasion: opened.occasion, cutoff: table.cutoff, table: digest };
        handle.execute(envelope(&campaign("c"), &name, Command::RecordSnapshot(record))).await.unwrap();
        taken += 1;
    }
    taken
}

#[tokio::test]
async fn a_campaign_runs_to_its_end_and_its_view_agrees_with_core() {
    let Site { dir, engine, handle } = Site::launched().await;
    let ran = play(&handle, None).await;
    assert!(ran.over);
    assert_eq!(ran.refused, 0);
    assert_eq!(record_snapshots(&handle).await, 3);
    let head = *handle.head().borrow();
    handle.view().reached(head).await.unwrap();

    let (state, _) = replay(&handle).await;
    let status = handle.view().status(None, handle.clock().now()).await.unwrap();
    let [row] = &status.campaigns[..] else { panic!("one campaign") };
    let (steps, counts) = (row.steps, state.counts());
    assert_eq!(
        (steps.planned, steps.sent, steps.skipped, steps.failed, steps.withdrawn, steps.open),
        (counts.planned, counts.sent, counts.skipped, counts.failed, counts.withdrawn, counts.open())
    );
    assert_eq!(steps.past_due, 0);
    assert!(steps.sent > 0 && steps.withdrawn > 0, "{steps:?}");
    assert_eq!((row.state.as_str(), row.version), ("closed", state.version().0));
    assert_eq!(row.items.open + row.items.in_review, u64::from(state.unfinished()));
    assert_eq!(row.items.passed_on, 1);
    let ranking = handle.view().ranking(&campaign("c"), None).await.unwrap().unwrap();
    assert_eq!(ranking.snapshot, "month-end.2014-06");
    assert_eq!((ranking.rows[0].code.as_str(), ranking.rows[0].rank), ("a", 1));
    assert!(handle.view().dead_letters().await.unwrap().is_empty());

    engine.shutdown().await;
    let verified = verify(dir.path(), None).await.unwrap();
    assert_eq!((verified.events, verified.snapshots), (head.0, 3));
    assert_eq!(verified.campaigns[0].ended, counts.sent + counts.withdrawn + counts.skipped);
}

#[tokio::test]
async fn why_follows_the_chain() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    play(&handle, Some("2014-05-10T00:00:00+08:00")).await;
    let head = *handle.head().borrow();
    handle.view().reached(head).await.unwrap();
    let why = async |name: &str| handle.view().why(None, name).await.unwrap();

    let Some(Why::Item(item)) = why("plan/c#0.0").await else { panic!("a step") };
    assert_eq!((item.occasion.refs.as_str(), item.occasion.phase.as_deref()), ("S60", Some("all")));
    assert!(item.late && item.late_position.is_some());
    let step = item.steps.iter().find(|step| Some(&step.step) == item.step.as_ref()).unwrap();
    assert_eq!((step.kind.as_str(), step.outcome.as_deref()), ("before:5", Some("sent")));
    let message = step.message.clone().unwrap();
    let Some(Why::Message(message)) = why(&message).await else { panic!("a message") };
    assert_eq!(message.contact, "c-clerk");
    assert!(message.steps.contains(step) && message.sent_position > Some(message.due_position));

    let Some(Why::Item(item)) = why("plan/a").await else { panic!("an item") };
    let done: Vec<&str> = item.history.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(done, ["item.submitted", "item.returned", "item.submitted", "item.accepted", "item.closed"]);
    assert_eq!((item.due_version, item.state.as_str()), (1, "closed"));
    let Some(Why::Unit(unit)) = why("b").await else { panic!("a unit") };
    assert!(unit.items.iter().any(|item| item.state == "passed-on"));
    assert!(matches!(why("study.2014-05").await, Some(Why::Occasion(occasion)) if occasion.items.len() == 2));
    assert_eq!(why("plan/z").await, None);
    assert_eq!(why("plan/a#7.7").await, None);
    assert_eq!(why("2014-04-18/z-clerk/routine").await, None);
    engine.shutdown().await;
}

#[tokio::test]
async fn the_same_command_again_gets_the_first_answer() {
    let Site { dir, engine, handle } = Site::new().await;
    let launched = launch(&handle, &campaign("c")).await;
    handle.tick().await.unwrap();
    let once = submit(&campaign("c"), "once", "plan", "a");
    let (first, twin) = tokio::join!(handle.execute(once.clone()), handle.execute(once.clone()));
    let (first, twin) = (first.unwrap(), twin.unwrap());
    assert!(first.events > 0 && twin.events == 0);
    assert_eq!((first.position, first.version), (twin.position, twin.version));
    engine.shutdown().await;

    let engine = open(dir.path()).await;
    let handle = engine.handle();
    let head = *handle.head().borrow();
    let again = handle.execute(once.clone()).await.unwrap();
    assert_eq!((again.events, again.position, again.version), (0, first.position, first.version));
    assert_eq!(handle.execute(launched).await.unwrap().events, 0);
    assert_eq!(*handle.head().borrow(), head);
    engine.shutdown().await;
    assert_eq!(handle.execute(once).await, Err(LinkError::Closed));
}

#[tokio::test]
async fn an_id_stands_for_what_was_wished_first() {
    let Site { dir, engine, handle } = Site::launched().await;
    handle.tick().await.unwrap();
    let once = submit(&campaign("c"), "once", "plan", "a");
    let other = submit(&campaign("c"), "once", "plan", "b");
    let (first, twin) = tokio::join!(handle.execute(once.clone()), handle.execute(other.clone()));
    assert!(first.unwrap().events > 0);
    let by_another = CommandEnvelope { actor: "市住建局".to_owned(), ..once.clone() };
    let for_another = CommandEnvelope { behalf: Some("a-head".to_owned()), ..once.clone() };
    let elsewhere = CommandEnvelope { campaign: campaign("d"), ..once.clone() };
    let reused = |answer| match answer {
        Err(LinkError::Refused(refusal)) => assert_eq!(refusal.code, RefusalCode::IdReused),
        other => panic!("{other:?}"),
    };
    reused(twin);
    engine.shutdown().await;
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    let head = *handle.head().borrow();
    for envelope in [other, by_another, for_another, elsewhere] {
        reused(handle.execute(envelope).await);
    }
    // By another way it is the same.
    assert_eq!(handle.execute(CommandEnvelope { via: "http".to_owned(), ..once }).await.unwrap().events, 0);
    assert_eq!(*handle.head().borrow(), head);
    engine.shutdown().await;
}

#[tokio::test]
async fn refusals_change_nothing() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let code = async |envelope| match handle.execute(envelope).await {
        Err(LinkError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    let id = campaign("c");
    let missing = Launch { definition: Digest::of(b"nothing"), sources: Vec::new(), contacts: None };
    assert_eq!(code(envelope(&id, "1", Command::Launch(missing))).await, RefusalCode::UnknownDefinition);
    let text = handle.store(b"no definition".to_vec()).await.unwrap();
    let wrong = Launch { definition: text, sources: Vec::new(), contacts: None };
    assert_eq!(code(envelope(&id, "2", Command::Launch(wrong))).await, RefusalCode::UnknownDefinition);
    assert_eq!(code(submit(&id, "3", "plan", "a")).await, RefusalCode::UnknownCampaign);
    let definition = handle.store(definition().to_bytes()).await.unwrap();
    let source = muster_protocol::event::Source { name: "x".to_owned(), digest: Digest::of(b"gone") };
    let sourceless = Launch { definition, sources: vec![source], contacts: None };
    assert_eq!(code(envelope(&id, "4", Command::Launch(sourceless))).await, RefusalCode::Incomplete);
    let mut nobody =
        envelope(&id, "5", Command::Launch(Launch { definition, sources: Vec::new(), contacts: None }));
    for actor in ["", "clock", &"x".repeat(121)] {
        nobody.actor = actor.to_owned();
        assert_eq!(code(nobody.clone()).await, RefusalCode::BadActor);
    }
    assert_eq!(*handle.head().borrow(), Position(0));
    let unknown = Question::Definition { campaign: id.clone() };
    assert_eq!(handle.ask(unknown).await.unwrap(), Answer::Unknown);
    launch(&handle, &id).await;
    let known = Question::Definition { campaign: id };
    assert_eq!(handle.ask(known).await.unwrap(), Answer::Definition(definition));
    engine.shutdown().await;
}

#[tokio::test]
async fn a_directory_has_one_holder_and_one_clock() {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    let mode = |clock| Options { data_dir: dir.path().to_owned(), clock };
    assert!(matches!(
        Engine::open(mode(ClockMode::AsStored)).await,
        Err(OpenError::Lock(LockError::Held { .. }))
    ));
    launch(&engine.handle(), &campaign("c")).await;
    play(&engine.handle(), Some("2014-04-20T12:00:00+08:00")).await;
    let last = engine.handle().clock().now();
    engine.shutdown().await;
    assert!(matches!(Engine::open(mode(ClockMode::Wall)).await, Err(OpenError::Clock { .. })));
    let engine = Engine::open(mode(ClockMode::AsStored)).await.unwrap();
    let handle = engine.handle();
    assert!(handle.clock().is_stepped());
    assert!(handle.clock().now() <= last && handle.clock().now() > start());
    assert!(play(&handle, None).await.over);
    engine.shutdown().await;
    verify(dir.path(), None).await.unwrap();
}

#[tokio::test]
async fn a_view_is_filled_again_from_the_log() {
    let Site { dir, engine, .. } = Site::launched().await;
    play(&engine.handle(), None).await;
    record_snapshots(&engine.handle()).await;
    let now = engine.handle().clock().now();
    engine.shutdown().await;
    let engine = open(dir.path()).await;
    let before = engine.handle().view().status(None, now).await.unwrap();
    engine.shutdown().await;
    for file in ["view.db", "view.db-wal", "view.db-shm"] {
        // The companions are there only while somebody has the view open.
        let _absent = std::fs::remove_file(dir.path().join(file));
    }
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    let head = *handle.head().borrow();
    handle.view().reached(head).await.unwrap();
    assert_eq!(handle.view().status(None, now).await.unwrap(), before);
    engine.shutdown().await;
}

#[tokio::test]
async fn a_log_whose_head_is_not_its_last_event_is_refused() {
    let Site { dir, engine, .. } = Site::launched().await;
    engine.shutdown().await;
    for (damage, repair) in [
        ("UPDATE log_head SET position = position + 1", "UPDATE log_head SET position = position - 1"),
        ("UPDATE log_head SET position = position - 1", "UPDATE log_head SET position = position + 1"),
        ("UPDATE log_head SET shard = 7", "UPDATE log_head SET shard = 0"),
    ] {
        change(dir.path(), LOG_FILE, damage).await;
        let refusal = refused(dir.path()).await;
        assert!(refusal.contains("log is damaged") && refusal.contains("log.db"), "{damage}: {refusal}");
        assert!(refusal.contains("muster verify") && refusal.contains("backup"), "{damage}: {refusal}");
        change(dir.path(), LOG_FILE, repair).await;
    }
    open(dir.path()).await.shutdown().await;
}

#[tokio::test]
async fn a_lost_or_cut_log_is_not_taken_for_a_new_one() {
    let Site { dir, engine, .. } = Site::launched().await;
    engine.shutdown().await;
    let (log, aside) = (dir.path().join(LOG_FILE), dir.path().join("aside"));
    std::fs::rename(&log, &aside).unwrap();
    let refusal = refused(dir.path()).await;
    assert!(refusal.contains("the log holds 0") && refusal.contains("remove view.db"), "{refusal}");
    assert!(!log.exists(), "no empty log takes the place of the lost one");
    std::fs::write(&log, b"").unwrap();
    assert!(refused(dir.path()).await.contains("the log holds 0"));
    std::fs::rename(&aside, &log).unwrap();
    open(dir.path()).await.shutdown().await;
    rewrite(&log, |log| {
        log.0.truncate(1);
        log.0[0].1.truncate(1);
    })
    .await;
    change(dir.path(), LOG_FILE, "UPDATE log_head SET position = 1").await;
    let refusal = refused(dir.path()).await;
    assert!(refusal.contains("the log holds 1") && refusal.contains("lost or cut"), "{refusal}");
    std::fs::remove_file(dir.path().join("view.db")).unwrap();
    open(dir.path()).await.shutdown().await;
}

#[tokio::test]
async fn who_waits_for_the_view_hears_that_it_cannot_go_on() {
    let Site { dir, engine, .. } = Site::launched().await;
    launch(&engine.handle(), &campaign("d")).await;
    engine.shutdown().await;
    change(dir.path(), LOG_FILE, "UPDATE segments SET bytes = x'00' WHERE position = 1").await;
    std::fs::remove_file(dir.path().join("view.db")).unwrap();
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    let head = *handle.head().borrow();
    assert!(handle.view().reached(head).await.unwrap_err().to_string().contains("segment"));
    engine.shutdown().await;
}

#[tokio::test]
async fn a_view_whose_write_failed_recovers_when_there_is_room() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    // As on a full disk the database rolls back by itself; a trigger of the connection does not outlive it.
    let full = "CREATE TEMP TRIGGER full BEFORE UPDATE ON main.projected
        BEGIN SELECT RAISE(ROLLBACK, 'no room'); END";
    handle.view().writing().lock().await.execute(full).await.unwrap();
    launch(&handle, &campaign("c")).await;
    let head = *handle.head().borrow();
    let error = handle.view().reached(head).await.unwrap_err().to_string();
    assert!(error.contains("no room"), "{error}");
    engine.shutdown().await;
    assert_eq!(handle.view().position(), head);
}

#[tokio::test]
async fn a_damaged_view_is_set_aside_and_damaged_contacts_are_named() {
    let Site { dir, engine, .. } = Site::launched().await;
    engine.shutdown().await;
    let mut torn = std::fs::read(dir.path().join("view.db")).unwrap();
    torn[100..].fill(0xa5);
    for damage in [b"this is no database, whatever its name says".repeat(99), torn] {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(dir.path().join(LOG_FILE), copy.path().join(LOG_FILE)).unwrap();
        std::fs::write(copy.path().join("view.db"), &damage).unwrap();
        let engine = open(copy.path()).await;
        let handle = engine.handle();
        let head = *handle.head().borrow();
        handle.view().reached(head).await.unwrap();
        assert_eq!(handle.view().status(None, handle.clock().now()).await.unwrap().campaigns.len(), 1);
        engine.shutdown().await;
        let aside = std::fs::read(copy.path().join("view.db.broken")).unwrap();
        assert!(aside == damage, "it is kept as it was found");
    }
    let copy = tempfile::tempdir().unwrap();
    std::fs::write(copy.path().join("contacts.db"), b"nonsense ".repeat(999)).unwrap();
    let refusal = refused(copy.path()).await;
    assert!(refusal.contains("contacts.db"), "{refusal}");
}

#[tokio::test]
async fn a_campaign_that_cannot_be_replayed_tells_of_damage() {
    let Site { dir, engine, .. } = Site::launched().await;
    engine.shutdown().await;
    for damage in ["name", "body", "blobs"] {
        let copy = tempfile::tempdir().unwrap();
        let log = copy.path().join(LOG_FILE);
        std::fs::copy(dir.path().join(LOG_FILE), &log).unwrap();
        match damage {
            "name" => rewrite(&log, |log| log.event(2, |event| event.name = "no.such".to_owned())).await,
            "body" => rewrite(&log, |log| log.event(2, |event| event.body = vec![0xff])).await,
            _ => change(copy.path(), LOG_FILE, "DELETE FROM blobs").await,
        }
        let engine = open(copy.path()).await;
        let handle = engine.handle();
        let asked = handle.ask(Question::Definition { campaign: campaign("c") }).await;
        let Err(LinkError::Refused(refusal)) = asked else { panic!("{damage}: {asked:?}") };
        assert_eq!(refusal.code, RefusalCode::Damaged);
        let detail = refusal.detail.en.clone();
        assert!(detail.contains("log is damaged") && detail.contains("muster verify"), "{damage}: {detail}");
        assert_eq!(handle.parked().get(&campaign("c")), Some(&detail));
        engine.shutdown().await;
    }
}

#[tokio::test]
async fn positions_of_consumers_are_kept() {
    let Site { dir, engine, handle } = Site::new().await;
    assert_eq!(handle.load_position("reminders").await.unwrap(), Position(0));
    handle.save_position("reminders", Position(7)).await.unwrap();
    engine.shutdown().await;
    let engine = open(dir.path()).await;
    assert_eq!(engine.handle().load_position("reminders").await.unwrap(), Position(7));
    engine.shutdown().await;
}

#[tokio::test]
async fn a_wall_clock_is_not_stepped() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { data_dir: dir.path().to_owned(), clock: ClockMode::Wall };
    let engine = Engine::open(options).await.unwrap();
    let ran = Stepper::new(engine.handle(), Nobody).run().await;
    assert_eq!(ran, Err(StepError::WallClock));
    engine.shutdown().await;
}
