use muster_protocol::command::Command;
use muster_protocol::event::of::{CampaignLaunched, OccasionOpened, OccasionPlanned};
use muster_protocol::event::{CampaignClosed, NamedEvent as Event};
use muster_protocol::ids::{Digest, Version};
use muster_protocol::shape::OccasionKind;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::{HOUR, Instant};
use muster_rules::worker::{Effect, WorkerLogic};

use super::Evaluation;
use crate::sample::{campaign, context, day, definition, midnight};

const KEY: &str = "month-end.2014-04";

fn launched() -> Event {
    let (phases, changes) = (Vec::new(), Vec::new());
    CampaignLaunched { definition: Digest::default(), sources: Vec::new(), phases, changes, contacts: None }
        .into()
}

fn cutoff() -> Instant {
    midnight("2014-04-30").plus(18 * HOUR)
}

fn planned() -> Event {
    OccasionPlanned {
        occasion: KEY.into(),
        kind: OccasionKind::Snapshot("month-end".into()),
        nth: 0,
        opens: cutoff(),
        due_day: day("2014-04-30"),
        due: cutoff(),
        steps: Vec::new(),
        backfill: false,
        catch_up_hours: 0,
        calendar: "test".to_owned(),
        zone_data: "test".to_owned(),
        group: None,
        given: None,
    }
    .into()
}

fn opened() -> Event {
    OccasionOpened { occasion: KEY.into(), due: cutoff(), without: Vec::new() }.into()
}

fn play(evaluation: &mut Evaluation, events: &[(u64, Event)]) -> Vec<Vec<Effect>> {
    let (campaign, definition) = (campaign(), definition());
    let mut hear = |(version, event): &(u64, Event)| {
        evaluation.hear(&context(&campaign, &definition, *version, cutoff(), event))
    };
    events.iter().map(&mut hear).collect()
}

#[test]
fn a_cut_off_stores_its_table_and_then_names_it() {
    let events = [(1, launched()), (2, planned()), (3, opened())];
    let effects = play(&mut Evaluation::new(), &events);
    assert!(effects[0].is_empty() && effects[1].is_empty());
    let [Effect::Store(bytes), Effect::Submit(Command::RecordSnapshot(snapshot))] = effects[2].as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(snapshot.table, Digest::of(bytes));
    assert_eq!((snapshot.occasion.as_str(), snapshot.cutoff), (KEY, Version(3)));
    let table = SnapshotTable::from_bytes(bytes).unwrap();
    assert_eq!((table.cutoff, table.date, table.rows.len()), (Version(3), day("2014-04-30"), 6));
}

#[test]
fn hearing_again_wants_the_same_and_counts_nothing_twice() {
    let events = [(1, launched()), (2, planned()), (3, opened())];
    let mut evaluation = Evaluation::new();
    let first = play(&mut evaluation, &events);
    // The same event at once, as after a command that was not answered ...
    assert_eq!(play(&mut evaluation, &events[2..])[0], first[2]);
    // ... and everything again, as after a restart.
    assert_eq!(play(&mut Evaluation::new(), &events), first);
}

#[test]
fn a_closed_campaign_is_let_go() {
    let closed: Event = CampaignClosed { due: cutoff() }.into();
    let mut evaluation = Evaluation::new();
    let effects = play(&mut evaluation, &[(1, launched()), (2, closed), (3, opened())]);
    assert!(effects.iter().all(Vec::is_empty));
    assert!(evaluation.campaigns[&campaign()].fold.is_none());
}
