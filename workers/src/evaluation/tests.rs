use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::codec;
use muster_protocol::command::Command;
use muster_protocol::event::of::{
    CampaignLaunched, ItemClosed, ItemLate, OccasionOpened, OccasionPlanned, SnapshotTaken,
};
use muster_protocol::event::{CampaignClosed, NamedEvent as Event};
use muster_protocol::ids::{CampaignId, Digest, Version};
use muster_protocol::refs::{Ids, OccasionKey, UnitCode};
use muster_protocol::shape::OccasionKind;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::{HOUR, Instant};
use muster_rules::numbering::Numbering;
use muster_rules::score::{Fold, STORED};
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
    evening("2014-04-30")
}

fn evening(day: &str) -> Instant {
    midnight(day).plus(18 * HOUR)
}

fn planned() -> Event {
    planned_as(KEY, OccasionKind::Snapshot("month-end".into()), "2014-04-30")
}

fn planned_as(key: &str, kind: OccasionKind<Ids>, due: &str) -> Event {
    OccasionPlanned {
        occasion: key.into(),
        kind,
        nth: 0,
        opens: evening(due),
        due_day: day(due),
        due: evening(due),
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
    opened_as(KEY, "2014-04-30")
}

fn opened_as(key: &str, due: &str) -> Event {
    OccasionOpened { occasion: key.into(), due: evening(due), without: Vec::new() }.into()
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

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Duties of six units, and a snapshot at each month's end of what units have done by chance.
fn by_chance(chance: &mut Chance) -> Vec<(u64, Event)> {
    let duties =
        [("first", "2014-04-25"), ("second", "2014-05-20"), ("third", "2014-05-30"), ("later", "2014-07-10")];
    let ends = ["2014-04-30", "2014-05-30", "2014-06-30"];
    let mut events = vec![launched()];
    for (key, due) in duties {
        events.push(planned_as(key, OccasionKind::Duty("unit-plan".into()), due));
        events.push(opened_as(key, due));
    }
    for end in ends {
        events.push(planned_as(&format!("month-end.{end}"), OccasionKind::Snapshot("month-end".into()), end));
    }
    for end in ends {
        for _ in 0..chance.below(12) {
            let (occasion, due) = duties[usize::try_from(chance.below(4)).unwrap()];
            let unit = format!("{:03}", 1 + chance.below(6));
            let (occasion, unit): (OccasionKey, UnitCode) = (occasion.into(), unit.as_str().into());
            events.push(if chance.below(4) == 0 {
                let (units, steps) = (vec![unit], Vec::new());
                ItemLate { occasion, units, due_version: 0, steps, due: evening(due) }.into()
            } else {
                ItemClosed { occasion, unit }.into()
            });
        }
        events.push(opened_as(&format!("month-end.{end}"), end));
    }
    (1..).zip(events).collect()
}

/// A new process that goes on from what another kept. What it would keep itself is the same.
fn resumed(kept: &[u8]) -> Evaluation {
    let mut evaluation = Evaluation::new();
    evaluation.resume(kept).unwrap();
    assert_eq!(evaluation.kept().unwrap(), kept);
    evaluation
}

/// What is wanted at each hearing of an event, and the digest of what is counted in the end, where events come in batches of a
/// size and, by chance between two of them, the process ends and a new one hears everything again or goes on from what was kept
/// some batches ago, or the batch before comes again.
fn in_batches(
    events: &[(u64, Event)],
    size: usize,
    chance: &mut Chance,
) -> (Vec<(u64, Vec<Effect>)>, Digest) {
    let mut evaluation = Evaluation::new();
    let mut kept = (0, evaluation.kept().unwrap());
    let (mut wanted, mut known) = (Vec::new(), 0);
    for batch in events.chunks(size) {
        let again = match chance.below(4) {
            0 => {
                evaluation = Evaluation::new();
                &events[..known]
            }
            1 => &events[known.saturating_sub(size)..known],
            2 => {
                evaluation = resumed(&kept.1);
                &events[kept.0..known]
            }
            _ => &events[..0],
        };
        for part in [again, batch] {
            let effects = play(&mut evaluation, part);
            wanted.extend(part.iter().map(|(version, _)| *version).zip(effects));
        }
        known += batch.len();
        if chance.below(2) == 0 {
            kept = (known, evaluation.kept().unwrap());
        }
    }
    (wanted, Digest::of(&evaluation.kept().unwrap()))
}

#[test]
fn from_a_checkpoint_from_the_beginning_in_batches_of_any_size_and_twice_is_one_digest_and_sends_nothing() {
    let mut digests = BTreeSet::new();
    for seed in 1..=40_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let events = by_chance(&mut chance);
        let mut at_once = Evaluation::new();
        let once: BTreeMap<u64, Vec<Effect>> = (1..).zip(play(&mut at_once, &events)).collect();
        let counted = Digest::of(&at_once.kept().unwrap());
        for size in [1, 2, 3, 7, events.len()] {
            let (wanted, digest) = in_batches(&events, size, &mut chance);
            assert_eq!(digest, counted, "seed {seed}, batches of {size}");
            for (version, effects) in wanted {
                assert_eq!(
                    Some(&effects),
                    once.get(&version),
                    "seed {seed}, batches of {size}, event {version}"
                );
            }
        }
        let mut taken = 0;
        for effect in once.into_values().flatten() {
            match effect {
                Effect::Store(bytes) => drop(digests.insert(Digest::of(&bytes))),
                Effect::Submit(Command::RecordSnapshot(_)) => taken += 1,
                other => panic!("seed {seed}: {other:?}"),
            }
        }
        assert_eq!(taken, 3, "seed {seed}");
    }
    assert!(digests.len() > 60, "only {} tables: nothing was counted", digests.len());
}

#[test]
fn what_is_damaged_or_was_counted_otherwise_is_not_gone_on_from() {
    let events = [(1, launched()), (2, planned()), (3, opened())];
    let mut before = Evaluation::new();
    let wanted = play(&mut before, &events);
    let kept = before.kept().unwrap();
    let mut of_another_version = kept.clone();
    of_another_version[0] ^= 1;
    let longer = [kept.as_slice(), &[0]].concat();
    for bytes in [&of_another_version[..], &longer[..], &kept[..kept.len() - 1], &kept[..0]] {
        let mut evaluation = Evaluation::new();
        assert!(evaluation.resume(bytes).is_none());
        assert_eq!(play(&mut evaluation, &events), wanted, "it has heard nothing");
    }
}

/// The definition of the time of what was kept comes with it: what is heard next may be older than what is in force by then.
#[test]
fn what_is_kept_says_under_which_definition_it_goes_on() {
    let mut before = Evaluation::new();
    play(&mut before, &[(1, launched()), (2, planned())]);
    let mut after = Evaluation::new();
    let in_force = after.resume(&before.kept().unwrap()).unwrap();
    assert_eq!(in_force, [(campaign(), Digest::default(), Version(2))]);
    let closed: Event = CampaignClosed { due: cutoff() }.into();
    play(&mut after, &[(3, closed)]);
    assert!(Evaluation::new().resume(&after.kept().unwrap()).unwrap().is_empty());
}

/// What stands around a fold has no version of its own. Of what the fold itself is made is held in `muster-rules`.
#[test]
fn what_is_kept_is_for_each_campaign_how_far_it_was_heard_its_numbers_and_its_fold() {
    type Campaigns = BTreeMap<CampaignId, (Version, Option<(Numbering, Fold)>)>;
    let mut evaluation = Evaluation::new();
    play(&mut evaluation, &[(1, launched()), (2, planned()), (3, opened())]);
    let kept = evaluation.kept().unwrap();
    let changed =
        "what is kept around a fold changed: raise STORED (engine/rules/src/score.rs), then change this test";
    let read: Campaigns = codec::decode_versioned("evaluation", STORED, &kept).expect(changed);
    let (heard, fold) = &read[&campaign()];
    assert_eq!((*heard, fold.as_ref().unwrap().1.seen()), (Version(3), Version(3)), "{changed}");
    assert_eq!(codec::encode_versioned(STORED, &read), kept, "{changed}");
}

#[test]
fn a_snapshot_that_was_recorded_is_kept_no_longer() {
    let mut evaluation = Evaluation::new();
    play(&mut evaluation, &[(1, launched()), (2, planned()), (3, opened())]);
    let with_it = evaluation.kept().unwrap().len();
    let taken: Event =
        SnapshotTaken { occasion: KEY.into(), cutoff: Version(3), table: Digest::default() }.into();
    play(&mut evaluation, &[(4, taken)]);
    assert!(evaluation.kept().unwrap().len() < with_it);
    let again = play(&mut evaluation, &[(3, opened())]);
    assert!(again.iter().all(Vec::is_empty), "{again:?}");
}
