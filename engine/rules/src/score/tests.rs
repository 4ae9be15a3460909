mod stored;

use muster_protocol::event::{
    CampaignLaunched, Event, Given, ItemClosed, ItemLate, ItemMoved, ItemPassedOn, ItemReturned,
    ItemSubmitted, ItemWaived, OccasionOpened, OccasionPlanned, OwnDue,
};
use muster_protocol::form::{Form, Reported};
use muster_protocol::ids::{Digest, DutyIx, OccasionIx, SnapshotIx, UnitIx, Version};
use muster_protocol::item::{OccasionKind, WaiveReason};
use muster_protocol::refs::Planned;
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::TimeOfDay;

use super::{Fold, RATE_ALL, rate};
use crate::sample::{at, date, definition, shanghai};

const PLAN: OccasionIx = OccasionIx(0);
const MAY: OccasionIx = OccasionIx(1);
const END: OccasionIx = OccasionIx(2);

#[derive(Clone)]
struct Run {
    def: muster_protocol::definition::Definition,
    fold: Fold,
    version: u64,
}

impl Run {
    /// Duty occasions due 4/25 and 5/29 are open, the snapshot of 5/30 18:00 is planned.
    fn new() -> Self {
        Self::of(definition())
    }

    fn of(def: muster_protocol::definition::Definition) -> Self {
        let mut run = Self { def, fold: Fold::new(Digest([1; 32])), version: 0 };
        run.plan(PLAN, OccasionKind::Duty(DutyIx(0)), "2014-04-25", false);
        run.plan(MAY, OccasionKind::Duty(DutyIx(2)), "2014-05-29", false);
        run.plan(END, OccasionKind::Snapshot(SnapshotIx(0)), "2014-05-30", false);
        run.open(PLAN, "2014-04-01");
        run.open(MAY, "2014-05-01");
        run
    }

    fn say(&mut self, event: impl Into<Event>) {
        self.version += 1;
        self.fold.apply(&self.def, Version(self.version), &event.into());
    }

    fn plan(&mut self, occasion: OccasionIx, kind: OccasionKind, due_day: &str, backfill: bool) {
        self.say(planned(occasion, kind, due_day, backfill));
    }

    fn open(&mut self, occasion: OccasionIx, day: &str) {
        self.say(OccasionOpened {
            occasion,
            due: shanghai().at(date(day), TimeOfDay(18 * 60)),
            without: Vec::new(),
        });
    }

    fn close(&mut self, occasion: OccasionIx, unit: u32) {
        self.say(ItemClosed { occasion, unit: at(unit) });
    }

    fn late(&mut self, occasion: OccasionIx, units: &[u32]) {
        let units = units.iter().map(|&unit| at(unit)).collect();
        let due = shanghai().start_of_day(date("2014-04-26"));
        self.say(ItemLate { occasion, units, due_version: 0, steps: Vec::new(), due });
    }

    fn table(&self) -> SnapshotTable {
        self.fold.table(&self.def, END).unwrap()
    }

    /// Unit, expected, done, on time, rank.
    fn rows(&self) -> Vec<(u32, u32, u32, u32, u32)> {
        let table = self.table();
        let ix = |row: &muster_protocol::table::SnapshotRow| self.def.unit_by_code(&row.unit).unwrap().0;
        table.rows.iter().map(|row| (ix(row), row.expected, row.done, row.on_time, row.rank)).collect()
    }
}

fn planned(occasion: OccasionIx, kind: OccasionKind, due_day: &str, backfill: bool) -> OccasionPlanned {
    let zone = shanghai();
    OccasionPlanned {
        occasion: Planned { ix: occasion, key: format!("any.{occasion}").into() },
        kind,
        nth: 0,
        opens: zone.start_of_day(date("2014-04-01")),
        due_day: date(due_day),
        due: zone.start_of_day(date(due_day).plus(1)),
        steps: Vec::new(),
        backfill,
        catch_up_hours: 24,
        calendar: "x".to_owned(),
        given: None,
        zone_data: "x".to_owned(),
        group: None,
    }
}

#[test]
fn a_task_counts_for_those_that_it_was_given_to() {
    let mut run = Run::new();
    let task = OccasionIx(3);
    let given = Given { title: "安全检查".to_owned(), units: vec![at(0)], found_at: None };
    let kind = OccasionKind::Duty(DutyIx(0));
    run.say(OccasionPlanned { given: Some(given), ..planned(task, kind, "2014-05-20", false) });
    run.open(task, "2014-05-12");
    run.late(task, &[0]);
    run.close(task, 0);
    run.open(END, "2014-05-30");
    let counted: Vec<_> = run.rows().into_iter().map(|row| (row.0, row.1, row.2, row.3)).collect();
    assert_eq!(counted, [(0, 3, 1, 0), (1, 2, 0, 0), (3, 2, 0, 0)]);
}

#[test]
fn a_table_counts_what_was_due_and_ranks_inside_each_category() {
    let mut run = Run::new();
    run.close(PLAN, 1);
    run.late(PLAN, &[0, 3]);
    run.close(PLAN, 0);
    run.close(MAY, 0);
    run.close(MAY, 1);
    run.open(END, "2014-05-30");
    // Unit 2 joins on 6/1 and so stands in no row yet.
    assert_eq!(run.rows(), [(0, 2, 2, 1, 2), (1, 2, 2, 2, 1), (3, 2, 0, 0, 1)]);
    let table = run.table();
    assert_eq!((table.rows[0].completion, table.rows[0].on_time_rate), (RATE_ALL, 5_000));
    assert_eq!((table.cutoff, table.date), (Version(run.version), date("2014-05-30")));
    assert_eq!(table.at, shanghai().at(date("2014-05-30"), TimeOfDay(18 * 60)));
    assert_eq!(table.definition, Digest([1; 32]));
    assert_eq!(SnapshotTable::from_bytes(&table.to_bytes()), Ok(table));
}

/// Who is in time has until the end of the day: at six nobody is behind with what is due on it.
#[test]
fn on_its_due_day_an_item_counts_once_it_is_done_and_when_the_day_is_over_whatever_became_of_it() {
    let mut run = Run::new();
    let last = OccasionIx(3);
    run.plan(last, OccasionKind::Duty(DutyIx(2)), "2014-05-30", false);
    run.open(last, "2014-05-12");
    run.close(last, 0);
    let counted = |table: &SnapshotTable| -> Vec<(u32, u32)> {
        table.rows.iter().map(|row| (row.expected, row.done)).collect()
    };
    let mut at_six = run.clone();
    at_six.open(END, "2014-05-30");
    assert_eq!(counted(&at_six.table()), [(3, 1), (2, 0), (2, 0)]);
    at_six.close(last, 1);
    let (def, midnight) = (at_six.def.clone(), shanghai().start_of_day(date("2014-05-31")));
    let next = at_six.fold.as_of(&def, SnapshotIx(0), date("2014-05-31"), midnight);
    assert_eq!(counted(&next), [(3, 1), (3, 1), (3, 0)]);
    // A sheet is frozen in the last minute of its day, which is over then.
    let due = shanghai().at(date("2014-05-30"), TimeOfDay(24 * 60 - 1));
    run.say(OccasionOpened { occasion: END, due, without: Vec::new() });
    assert_eq!(counted(&run.table()), [(3, 1), (3, 0), (3, 0)]);
}

#[test]
fn what_is_done_ahead_counts_from_its_day_on_and_is_known_until_then() {
    let mut run = Run::new();
    let june = OccasionIx(3);
    run.plan(june, OccasionKind::Duty(DutyIx(2)), "2014-06-30", false);
    run.open(june, "2014-05-12");
    run.close(june, 0);
    run.open(END, "2014-05-30");
    assert_eq!(run.rows()[0], (0, 2, 0, 0, 1));
    let ahead = |run: &Run, unit: u32| run.fold.done_ahead(at(unit), &[DutyIx(2)]);
    let keys: Vec<String> = ahead(&run, 0).iter().map(ToString::to_string).collect();
    assert_eq!(keys, [format!("any.{june}")]);
    assert!(ahead(&run, 1).is_empty() && run.fold.done_ahead(at(0), &[DutyIx(0)]).is_empty());
    let def = run.def.clone();
    let table = run.fold.as_of(&def, SnapshotIx(0), date("2014-06-30"), run.table().at);
    assert_eq!((table.rows[0].expected, table.rows[0].done), (3, 1));
    assert!(ahead(&run, 0).is_empty());
}

#[test]
fn a_table_is_frozen_at_its_cut_off() {
    let mut run = Run::new();
    assert_eq!(run.fold.table(&run.def, END), None);
    run.open(END, "2014-05-30");
    let before = run.table();
    run.close(PLAN, 0);
    run.late(MAY, &[0, 1]);
    run.plan(OccasionIx(3), OccasionKind::Duty(DutyIx(1)), "2014-04-18", false);
    run.open(OccasionIx(3), "2014-05-31");
    assert_eq!(run.table(), before);
}

#[test]
fn an_event_that_comes_again_changes_nothing() {
    let mut run = Run::new();
    run.open(END, "2014-05-30");
    let before = run.table();
    let again = Event::from(ItemClosed { occasion: PLAN, unit: at(0) });
    run.fold.apply(&run.def, Version(1), &again);
    run.fold.apply(
        &run.def,
        Version(run.version),
        &OccasionOpened { occasion: END, due: before.at, without: Vec::new() }.into(),
    );
    assert_eq!((run.table(), run.fold.seen()), (before, Version(run.version)));
    let open = run.fold.open_items(at(0), &[]);
    assert!(open.iter().any(|key| key.as_str() == format!("any.{PLAN}")));
}

#[test]
fn backfill_and_what_is_not_due_or_not_owed_do_not_count() {
    let mut run = Run::new();
    run.plan(OccasionIx(3), OccasionKind::Duty(DutyIx(1)), "2014-03-20", true);
    run.open(OccasionIx(3), "2014-04-01");
    run.plan(OccasionIx(4), OccasionKind::Duty(DutyIx(1)), "2014-06-30", false);
    run.open(OccasionIx(4), "2014-05-01");
    // Planned and due, but never opened.
    run.plan(OccasionIx(5), OccasionKind::Duty(DutyIx(1)), "2014-05-20", false);
    run.say(ItemWaived { occasion: PLAN, units: vec![at(0)], reason: WaiveReason::Left });
    run.say(ItemPassedOn { occasion: MAY, unit: at(0), to: at(1), due: muster_protocol::time::Instant(0) });
    run.open(END, "2014-05-30");
    // Of whom nothing was expected is not first: it has no rank at all.
    assert_eq!(run.rows(), [(0, 0, 0, 0, 0), (1, 2, 0, 0, 1), (3, 2, 0, 0, 1)]);
    assert_eq!(run.table().rows[0].completion, RATE_ALL);
}

#[test]
fn a_return_moves_when_an_item_is_expected() {
    let mut run = Run::new();
    let day = date("2014-06-06");
    run.say(ItemReturned {
        occasion: MAY,
        unit: at(1),
        reason: None,
        failed: Vec::new(),
        due_version: 1,
        due_day: day,
        due: shanghai().start_of_day(day.plus(1)),
        steps: Vec::new(),
    });
    run.open(END, "2014-05-30");
    assert_eq!(run.rows()[1], (1, 1, 0, 0, 1));
}

/// Hands in a number for the plan of a unit, which closes it.
fn reports(run: &mut Run, unit: u32, value: u32) {
    let numbers = vec![Reported { name: "n".to_owned(), value }];
    let form = Form { numbers, ..Form::default() };
    run.say(ItemSubmitted { occasion: PLAN, unit: at(unit), evidence: Vec::new(), form, on: None });
    run.close(PLAN, unit);
}

#[test]
fn what_is_returned_for_correction_counts_again_with_its_new_number_once_it_is_closed_again() {
    let mut run = Run::new();
    let sum = |run: &Run| run.fold.counting.counts().reported(at(1), DutyIx(0), "n");
    reports(&mut run, 1, 120);
    assert_eq!(sum(&run), (120, 1));
    let day = date("2014-06-06");
    run.say(ItemReturned {
        occasion: PLAN,
        unit: at(1),
        reason: Some(Digest([3; 32])),
        failed: Vec::new(),
        due_version: 1,
        due_day: day,
        due: shanghai().start_of_day(day.plus(1)),
        steps: Vec::new(),
    });
    assert_eq!(sum(&run), (0, 0), "the wrong number is in no sum");
    let counted = |mut run: Run| {
        run.open(END, "2014-05-30");
        let row = run.rows()[1];
        (row.1, row.2, row.3)
    };
    assert_eq!(counted(run.clone()), (2, 0, 0), "it is expected as before, and not done");
    reports(&mut run, 1, 102);
    assert_eq!(sum(&run), (102, 1));
    assert_eq!(counted(run), (2, 1, 1), "who was in time is in time");
}

#[test]
fn a_day_of_its_own_that_a_hold_moved_is_when_the_item_is_expected() {
    let mut run = Run::new();
    let moved_to = |due_version, own: Option<&str>| {
        let own = own.map(date).map(|due_day| {
            let due = shanghai().start_of_day(due_day.plus(1));
            OwnDue { due_day, due, steps: Vec::new() }
        });
        let (units, steps, reminded) = (vec![at(1)], Vec::new(), Vec::new());
        ItemMoved { occasion: MAY, units, due_version, steps, reminded, late: false, own }
    };
    run.late(MAY, &[1]);
    run.say(moved_to(2, Some("2014-06-09")));
    let (mut later, mut back, mut on_the_day) = (run.clone(), run.clone(), run);
    later.open(END, "2014-05-30");
    assert_eq!(later.rows()[1], (1, 1, 0, 0, 1), "what was due in May is not expected in May");
    back.say(moved_to(3, None));
    back.close(MAY, 1);
    back.open(END, "2014-05-30");
    assert_eq!(back.rows()[1], (1, 2, 1, 1, 1), "and is not late any more");
    on_the_day.say(moved_to(3, Some("2014-05-30")));
    on_the_day.open(END, "2014-05-30");
    assert_eq!(on_the_day.rows()[1], (1, 1, 0, 0, 1), "on its own day it has until the end of it");
    let (def, midnight) = (on_the_day.def.clone(), shanghai().start_of_day(date("2014-05-31")));
    let next = on_the_day.fold.as_of(&def, SnapshotIx(0), date("2014-05-31"), midnight);
    assert_eq!((next.rows[1].expected, next.rows[1].done), (2, 0), "and not a day longer");
}

#[test]
fn an_item_that_stays_late_when_its_day_moves_is_counted_late() {
    let mut run = Run::new();
    let moved = |units: &[u32], late| {
        let units = units.iter().map(|&unit| at(unit)).collect();
        let (steps, reminded) = (Vec::new(), Vec::new());
        ItemMoved { occasion: MAY, units, due_version: 1, steps, reminded, late, own: None }
    };
    run.late(MAY, &[0, 1]);
    run.say(moved(&[0], true));
    run.say(moved(&[1], false));
    run.close(MAY, 0);
    run.close(MAY, 1);
    run.open(END, "2014-05-30");
    let rows = run.rows();
    assert_eq!((rows[0].2, rows[0].3), (1, 0), "it was late and is");
    assert_eq!((rows[1].2, rows[1].3), (1, 1), "its new day was kept");
}

#[test]
fn who_leaves_before_the_due_day_owes_nothing() {
    let mut run = Run::new();
    run.def.units[1].left = Some(date("2014-05-30"));
    run.open(END, "2014-05-30");
    assert_eq!(run.rows()[1].1, 2);
    let mut run = Run::new();
    run.def.units[1].left = Some(date("2014-05-29"));
    run.open(END, "2014-05-30");
    assert!(run.rows().iter().all(|row| row.0 != 1));
}

#[test]
fn equals_share_a_rank_and_leave_a_gap() {
    let mut def = definition();
    for unit in &mut def.units {
        unit.category = "同".to_owned();
        unit.joined = None;
    }
    let mut run = Run::of(def);
    run.close(PLAN, 0);
    run.close(PLAN, 1);
    run.close(MAY, 1);
    run.close(PLAN, 2);
    run.open(END, "2014-05-30");
    let ranks: Vec<_> = run.rows().iter().map(|row| row.4).collect();
    assert_eq!(ranks, [2, 1, 2, 4]);
}

#[test]
fn rates_are_rounded_half_up() {
    assert_eq!([rate(0, 0), rate(0, 3), rate(3, 3)], [RATE_ALL, 0, RATE_ALL]);
    assert_eq!([rate(1, 3), rate(2, 3)], [3_333, 6_667]);
    // 1/32 = 312.5 hundredths.
    assert_eq!(rate(1, 32), 313);
    assert_eq!(rate(u32::MAX, u32::MAX), RATE_ALL);
}

#[test]
fn indexes_that_point_nowhere_are_passed_over() {
    let mut run = Run::new();
    run.close(OccasionIx(77), 0);
    run.say(ItemClosed { occasion: PLAN, unit: UnitIx(u32::MAX) });
    run.plan(OccasionIx(3), OccasionKind::Duty(DutyIx(99)), "2014-05-20", false);
    run.open(OccasionIx(3), "2014-05-01");
    run.plan(OccasionIx(4), OccasionKind::Snapshot(SnapshotIx(99)), "2014-05-20", false);
    run.open(OccasionIx(4), "2014-05-20");
    run.open(OccasionIx(78), "2014-05-20");
    assert_eq!(run.fold.table(&run.def, OccasionIx(4)).unwrap().rows, []);
    run.say(CampaignLaunched {
        definition: Digest([2; 32]),
        sources: Vec::new(),
        phases: Vec::new(),
        changes: Vec::new(),
        contacts: None,
    });
    run.open(END, "2014-05-30");
    assert_eq!(run.table().definition, Digest([2; 32]));
}
