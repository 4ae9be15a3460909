//! One fold: rows written live, rows computed again in whatever pieces, and what the state says agree, over random campaigns.

use std::collections::BTreeMap;

use muster_core::campaign::{ItemState, is_drawn};
use muster_core::reconcile::reconcile;
use muster_protocol::command::{
    Amend, Hold, ItemName, MessageReport, ReportMessages, Resume, RetryDeadLetters, Return, SendOutcome,
    WhichDead,
};
use muster_protocol::event::Source;
use muster_protocol::ids::{OccasionIx, UnitIx, Version};
use muster_protocol::item::{DueDays, StepReason};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::HOUR;
use tokio::sync::Mutex;

use super::*;
use crate::http::at_head;
use crate::maintenance::verify::{ViewsError, compare, verify_views};
use crate::read::projector::Projector;
use crate::sample::date;
use crate::store::sqlite::SqliteReader;
use crate::time::stepper::Player;
use crate::view::{VIEW_FILE, codes, recreate};

/// Campaigns' worth of chance that are played.
const SEEDS: u64 = 8;
/// What is done to each.
const ACTS: u64 = 60;

struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()].clone()
    }
}

/// Reports messages as sent, as overtaken or as failed; some never.
struct Fickle {
    chance: Chance,
    waiting: Vec<(Instant, CommandEnvelope)>,
}

impl Player for Fickle {
    fn next(&self) -> Option<Instant> {
        self.waiting.iter().map(|(at, _)| *at).min()
    }

    fn due(&mut self, at: Instant) -> Vec<CommandEnvelope> {
        let (now, later) = self.waiting.drain(..).partition(|(due, _)| *due <= at);
        self.waiting = later;
        let now: Vec<(Instant, CommandEnvelope)> = now;
        now.into_iter().map(|(_, envelope)| envelope).collect()
    }

    fn hear(&mut self, recorded: &Recorded) {
        let NamedEvent::MessageDue(due) = recorded.named().unwrap() else { return };
        for message in &due.messages {
            let outcome = match self.chance.below(6) {
                0 => continue,
                1 => SendOutcome::NothingDue,
                2 => SendOutcome::Failed(StepReason::Refused),
                _ => SendOutcome::Sent { channel: "outbox".to_owned(), steps: message.steps.clone() },
            };
            let name = format!("report-{}-{}", recorded.position, message.key);
            let reports = vec![MessageReport { key: message.key.clone(), outcome, attempt: 1 }];
            let command = Command::ReportMessages(ReportMessages { reports });
            let later = i64::try_from(self.chance.below(30)).unwrap() * HOUR;
            self.waiting.push((recorded.at.plus(later), envelope(&recorded.campaign, &name, command)));
        }
    }
}

/// The committee's file, some version of it.
fn file(bits: u64) -> Definition {
    let on = |bit: u32| bits & (1 << bit) != 0;
    let mut def = definition();
    if on(0) {
        def.duties[0].rule.pattern = muster_protocol::definition::Pattern::Day(date("2014-05-08"));
    }
    if on(1) {
        def.policies[0].before = vec![7, 3];
    }
    if on(2) {
        def.units[0].code = "aa".to_owned();
    }
    if on(3) {
        def.duties.truncate(1);
    }
    if on(4) {
        def.contacts[2].id = "c-deputy".to_owned();
    }
    if on(5) {
        def.audiences[0].selector.except = vec![UnitIx(2)];
    }
    def.name = format!("样本{bits}");
    def
}

async fn act(
    handle: &Handle,
    id: &muster_protocol::ids::CampaignId,
    chance: &mut Chance,
    nth: u64,
    def: &mut Definition,
) {
    let name = format!("act-{nth}");
    let occasion = chance.one(&["plan", "study.2014-05", "study.2014-06"]);
    let item =
        ItemName { occasion: occasion.to_owned(), unit: chance.one(&["a", "aa", "b", "c"]).to_owned() };
    let phase = chance.one(&[None, Some("all".to_owned())]);
    let due_days = chance.one(&[DueDays::Stay, DueDays::Shift]);
    let wanted = match chance.below(10) {
        0..=2 => submit(id, &name, &item.occasion, &item.unit),
        3 => envelope(id, &name, Command::Accept(item)),
        4 => envelope(id, &name, Command::Return(Return { item, reason: None, failed: Vec::new() })),
        5 => envelope(id, &name, Command::Hold(Hold { phase, reason: None })),
        6 => envelope(id, &name, Command::Resume(Resume { phase, due_days })),
        7 => envelope(id, &name, Command::RetryDeadLetters(RetryDeadLetters { letters: WhichDead::All })),
        _ => {
            let today = "2014-04-02".parse().unwrap();
            let Ok(reconciled) = reconcile(def, &file(chance.below(64)), today) else { return };
            let body = Amend {
                from: def.digest(),
                definition: handle.store(reconciled.definition.to_bytes()).await.unwrap(),
                sources: vec![Source {
                    name: "sample.yaml".to_owned(),
                    digest: handle.store("样本".as_bytes().to_vec()).await.unwrap(),
                }],
                reason: None,
                approver: None,
                contacts: None,
            };
            if handle.execute(envelope(id, &name, Command::Amend(body))).await.is_ok() {
                *def = reconciled.definition;
            }
            return;
        }
    };
    // Most of it makes no sense at its moment, and is refused.
    let _refused = handle.execute(wanted).await;
}

/// Plays a seed in two campaigns, and gives what runs in the end.
async fn play_at_random(
    dir: &Path,
    seed: u64,
) -> BTreeMap<muster_protocol::ids::CampaignId, Vec<Definition>> {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let engine = open(dir).await;
    let handle = engine.handle();
    let ids = ["c", "d"].map(campaign);
    let mut defs: BTreeMap<_, _> = ids.iter().map(|id| (id.clone(), vec![definition()])).collect();
    for id in &ids {
        launch(&handle, id).await;
    }
    let mut fickle = Some(Fickle { chance: Chance(seed | 1), waiting: Vec::new() });
    let mut now = start();
    for nth in 0..ACTS {
        now = now.plus(i64::try_from(chance.below(72)).unwrap() * HOUR);
        let player = fickle
            .take()
            .unwrap_or(Fickle { chance: Chance(chance.below(1 << 40) | 1), waiting: Vec::new() });
        let mut stepper = Stepper::new(handle.clone(), Nobody).player(Box::new(player)).until(Some(now));
        stepper.run().await.unwrap();
        let id = chance.one(&ids);
        let all = defs.get_mut(&id).unwrap();
        let mut def = all.last().unwrap().clone();
        act(&handle, &id, &mut chance, nth, &mut def).await;
        if all.last() != Some(&def) {
            all.push(def);
        }
        if chance.below(8) == 0 {
            at_head(&handle).await.unwrap();
        }
    }
    engine.shutdown().await;
    defs
}

/// What the rows of items must be, by the states that the log makes.
async fn by_the_states(
    dir: &Path,
    defs: &BTreeMap<muster_protocol::ids::CampaignId, Vec<Definition>>,
) -> Vec<String> {
    let log = SqliteReader::open(&dir.join(LOG_FILE)).await.unwrap();
    let mut lines = Vec::new();
    for (id, defs) in defs {
        let (mut state, mut which) = (State::new(), 0);
        let mut after = Version(0);
        loop {
            let page = crate::store::Reader::campaign(&log, id, after).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.version;
            for row in &page {
                which += usize::from(row.name == "campaign.amended");
                let puts = row.puts_in_force().unwrap().map(|_| &defs[which]);
                let event = state.numbering().read(puts, row).unwrap();
                evolve(&defs[which], &mut state, row.at, &event);
            }
        }
        let def = &defs[which];
        for (ix, occasion) in (0u32..).map(OccasionIx).zip(state.occasions()) {
            for (unit, item) in occasion.units() {
                let (code, (day, due)) = (&def.units[unit.at()].code, occasion.due_of(unit, item));
                let notice = !occasion.obliges() && item.state() == ItemState::Open;
                let ended = item.awaits() && occasion.obliges() && !state.member(unit);
                let stands = match (notice, ended) {
                    (_, true) => codes::ENDED,
                    (true, false) if is_drawn(def, &state, occasion) => codes::DRAWN,
                    (true, false) => codes::NOTICE,
                    (false, false) => codes::item_state(item.state()),
                };
                let (late, version) = (u8::from(item.late()), item.due_version());
                lines.push(format!("{id} {ix} {code} {stands} {late} {version} {} {}", day.0, due.0));
            }
        }
        let counts = state.counts();
        lines.push(format!("{id} {counts:?} {}", def.name));
    }
    lines.sort();
    lines
}

/// The same by the rows of a view.
async fn by_the_rows(dir: &Path) -> Vec<String> {
    let mut view = SqliteConnectOptions::new().filename(dir.join(VIEW_FILE)).connect().await.unwrap();
    let mut lines: Vec<String> = sqlx::query_scalar(
        "SELECT c.id || ' ' || i.occasion || ' ' || i.code || ' ' || i.state || ' ' || i.late || ' ' || i.due_version
         || ' ' || i.due_day || ' ' || i.due FROM items i JOIN campaigns c ON c.no = i.campaign
         UNION ALL
         SELECT c.id || ' StepCounts { planned: ' || s.planned || ', sent: ' || s.sent || ', skipped: ' || s.skipped ||
         ', failed: ' || s.failed || ', withdrawn: ' || s.withdrawn || ' } ' || c.name
         FROM sums s JOIN campaigns c ON c.no = s.campaign",
    )
    .fetch_all(&mut view)
    .await
    .unwrap();
    view.close().await.unwrap();
    lines.sort();
    lines
}

#[tokio::test]
async fn rows_are_what_the_state_says_however_they_were_written() {
    let mut amended = 0;
    for seed in 1..=SEEDS {
        let dir = tempfile::tempdir().unwrap();
        let defs = play_at_random(dir.path(), seed).await;
        amended += defs.values().map(|defs| defs.len() - 1).sum::<usize>();
        assert_eq!(by_the_rows(dir.path()).await, by_the_states(dir.path(), &defs).await, "seed {seed}");
        let verified = verify_views(dir.path()).await.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(verified.rows > 50, "{verified:?}");

        // Written after every event and after every few, the same rows come out.
        let log: Arc<dyn crate::store::Reader> =
            Arc::new(SqliteReader::open(&dir.path().join(LOG_FILE)).await.unwrap());
        let head = log.head().await.unwrap().position;
        let mut live =
            SqliteConnectOptions::new().filename(dir.path().join(VIEW_FILE)).connect().await.unwrap();
        // So they do where campaigns are let go after each writing, and replayed when their next event comes.
        for (most, kept) in [(1, 100), (5, 1), (100_000, 100)] {
            let scratch = tempfile::tempdir().unwrap();
            let view = recreate(&scratch.path().join(VIEW_FILE), "x").await.unwrap();
            let view = Arc::new(Mutex::new(view));
            let projector = Projector::new(Arc::clone(&log), Arc::clone(&view), Position(0));
            projector.writing_after(most, kept).fill(head).await.unwrap();
            let compared = compare(&mut live, &mut *view.lock().await).await;
            compared.unwrap_or_else(|error| panic!("seed {seed}, written after {most} events: {error}"));
        }
        live.close().await.unwrap();
    }
    assert!(amended > 20, "only {amended} amendments");
}

#[tokio::test]
async fn a_row_that_the_log_does_not_make_is_named() {
    let Site { dir, engine, .. } = Site::launched().await;
    play(&engine.handle(), Some("2014-05-10T00:00:00+08:00")).await;
    engine.shutdown().await;
    verify_views(dir.path()).await.unwrap();
    change(dir.path(), VIEW_FILE, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let damages = [
        (
            "UPDATE items SET state = 'closed' WHERE state = 'open' AND unit = 2",
            "items",
            "state is `closed`, the log",
        ),
        ("DELETE FROM messages WHERE key LIKE '%a-clerk%'", "messages", "missing"),
        (
            "INSERT INTO visits VALUES (1, 0, 0, 1, 'x', 0, 'x', 0, 0, 0, 'proposed', 0, 0, '', '', 0, NULL)",
            "visits",
            "nothing in the log",
        ),
    ];
    for (damage, table, said) in damages {
        let copy = tempfile::tempdir().unwrap();
        for file in [LOG_FILE, VIEW_FILE] {
            std::fs::copy(dir.path().join(file), copy.path().join(file)).unwrap();
        }
        change(copy.path(), VIEW_FILE, damage).await;
        match verify_views(copy.path()).await {
            Err(ViewsError::Bad(bad)) => {
                assert!(bad.table == table && bad.what.contains(said), "{damage}: {bad}");
                assert_eq!(bad.campaign.as_deref(), Some("c"), "{damage}: {bad}");
            }
            other => panic!("{damage}: {other:?}"),
        }
    }
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(verify_views(empty.path()).await, Err(ViewsError::Unusable(_))));
}

#[tokio::test]
async fn campaigns_let_go_from_memory_go_on_from_the_log() {
    let Site { dir, engine, handle } = Site::launched().await;
    launch(&handle, &campaign("d")).await;
    // The projector of a new start holds nothing; each campaign is replayed when its next event comes.
    for until in ["2014-04-20", "2014-05-10", "2014-06-20"] {
        play(&handle, Some(&format!("{until}T00:00:00+08:00"))).await;
        at_head(&handle).await.unwrap();
    }
    engine.shutdown().await;
    let engine = open(dir.path()).await;
    play(&engine.handle(), None).await;
    engine.shutdown().await;
    verify_views(dir.path()).await.unwrap();
}

/// A crash repeats no more than that, so it is written at once and not with what comes next.
#[tokio::test]
async fn rows_are_written_when_as_many_events_were_gathered_as_was_said() {
    let Site { dir, engine, .. } = Site::launched().await;
    engine.shutdown().await;
    let log: Arc<dyn crate::store::Reader> =
        Arc::new(SqliteReader::open(&dir.path().join(LOG_FILE)).await.unwrap());
    let head = log.head().await.unwrap().position;
    let events = usize::try_from(head.0).unwrap();
    for (most, written) in [(events, head), (events + 1, Position(0))] {
        let view = recreate(&dir.path().join(format!("{most}.db")), "x").await.unwrap();
        let view = Arc::new(Mutex::new(view));
        let projector = Projector::new(Arc::clone(&log), Arc::clone(&view), Position(0));
        // It looks for an event that is not there, and fails before it would write what is left.
        let end = projector.writing_after(most, 100).fill(Position(head.0 + 1)).await;
        assert!(matches!(end, Err(crate::store::StoreError::Damaged(_))), "{end:?}");
        let reached = sqlx::query_scalar("SELECT position FROM projected");
        let reached: i64 = reached.fetch_one(&mut *view.lock().await).await.unwrap();
        assert_eq!(reached, i64::try_from(written.0).unwrap(), "written after {most} of {events}");
    }
}
