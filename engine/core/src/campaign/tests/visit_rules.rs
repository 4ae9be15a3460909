//! Each rule of a plan of visits by itself: a plan that breaks that one and no other is refused in its words.

use muster_protocol::command::{ChangeVisit, VisitChange};
use muster_protocol::definition::{
    Busy, DayIn, Eligible, Opening, Pattern, Period, Road, Roll, Rule, Turns, VisitingHours,
};
use muster_protocol::event::CalledOff;
use muster_protocol::ids::{AudienceIx, ContactIx, Digest, RoleIx, UnitIx};
use muster_protocol::item::ProposedVisit;
use muster_protocol::time::{MINUTE, TimeOfDay};

use super::*;
use crate::campaign::sample::date;
use crate::campaign::visit::slots::fitting;

/// The one round of the sample's programme.
const ROUND: &str = "visits.2014-q2";
/// When its visits are planned.
const NOW: &str = "2014-05-05 10:00";

/// A visit to a unit by its head, of an hour and a half from an instant on.
fn by_head(unit: u32, start: &str) -> ProposedVisit {
    let (day, start) = (date(&start[..10]), at(start));
    let (place, visitor, end) = (UnitIx(unit), ContactIx(2 * unit + 1), start.plus(90 * MINUTE));
    ProposedVisit { place, visitor, date: day, start, end, reasons: Vec::new() }
}

/// The same by the head of the first unit.
fn by_a_head(unit: u32, start: &str) -> ProposedVisit {
    ProposedVisit { visitor: ContactIx(1), ..by_head(unit, start) }
}

fn changed(change: impl FnOnce(&mut Definition)) -> World {
    let mut def = definition();
    change(&mut def);
    World::of_definition(def, "2014-04-01 00:00")
}

/// The command that plans these visits, made from what stands then.
fn proposal(world: &mut World, (when, round): (&str, &str), visits: Vec<ProposedVisit>) -> Command {
    let instance = world.round(when, round);
    world.proposal((round, instance), visits, Vec::new())
}

/// What a plan is refused with; `None` for one that is taken.
fn refusal(world: &mut World, when: (&str, &str), visits: Vec<ProposedVisit>) -> Option<String> {
    let command = proposal(world, when, visits);
    let refusal = decided(&world.def, &world.state, at(when.0), &command).err()?;
    assert_eq!(refusal.code, RefusalCode::Infeasible, "{}", refusal.detail.en);
    Some(refusal.detail.en)
}

/// What is changed in the sample, and a plan that breaks one rule then, with the words of that rule.
type Case = (fn(&mut Definition), Vec<ProposedVisit>, &'static str);

#[track_caller]
fn each_is_refused<const N: usize>(cases: [Case; N]) {
    for (change, visits, words) in cases {
        let said = refusal(&mut changed(change), (NOW, ROUND), visits);
        assert_eq!(said.as_deref(), Some(words));
    }
}

fn nothing(_: &mut Definition) {}

/// Both places are the first leader's, who may make several visits a week.
fn one_leader(def: &mut Definition) {
    def.units[1].contacts[1] = Some(ContactIx(1));
    def.visits[0].per_week = 5;
    def.visits[0].starts.push(TimeOfDay(11 * 60 + 15));
}

#[test]
fn a_plan_that_breaks_no_rule_is_taken() {
    let plan = vec![by_head(0, "2014-06-10 09:30"), by_head(1, "2014-06-10 09:30")];
    assert_eq!(refusal(&mut changed(nothing), (NOW, ROUND), plan), None);
}

#[test]
fn a_visit_is_to_a_place_that_awaits_it_once_and_by_its_visitor() {
    let day = "2014-06-10 09:30";
    each_is_refused([
        (nothing, vec![by_head(2, day)], "c c: does not await a visit"),
        (
            nothing,
            vec![by_head(0, day), by_head(0, "2014-06-18 09:30")],
            "a a: is visited 2 times, at most once is allowed",
        ),
        (
            nothing,
            vec![ProposedVisit { visitor: ContactIx(3), ..by_head(0, day) }],
            "a a: is visited by b-head, its visitor is a-head",
        ),
    ]);
}

#[test]
fn a_visit_lies_on_a_working_day_of_the_round_at_a_start_time_and_lasts_as_long_as_it_should() {
    let longer = by_head(0, "2014-06-10 09:30");
    let longer = ProposedVisit { end: longer.end.plus(MINUTE), ..longer };
    each_is_refused([
        (
            nothing,
            vec![by_head(0, "2014-07-01 09:30")],
            "a a: 2014-07-01 is outside 2014-05-06 to 2014-06-30",
        ),
        (nothing, vec![by_head(0, "2014-06-02 09:30")], "a a: 2014-06-02 is not a working day"),
        (
            nothing,
            vec![by_head(0, "2014-06-10 10:00")],
            "a a: 2014-06-10T10:00:00+08:00 is not a start time of the programme on 2014-06-10",
        ),
        (nothing, vec![longer], "a a: does not last 90 minutes"),
    ]);
}

/// The first place receives visits on Tuesdays and Thursdays until noon, and none on two days of June.
fn own_hours(def: &mut Definition) {
    let mut audience = def.audiences[0].clone();
    audience.selector.units = vec![UnitIx(0)];
    def.audiences.push(audience);
    let open = Opening { weekdays: vec![1, 3], from: TimeOfDay(8 * 60), until: TimeOfDay(12 * 60) };
    let closed = vec![date("2014-06-10"), date("2014-06-26")];
    def.visits[0].visiting_hours = vec![VisitingHours { places: AudienceIx(1), open: Some(open), closed }];
    def.visits[0].starts.push(TimeOfDay(11 * 60));
}

#[test]
fn a_place_is_visited_in_its_own_hours_and_on_no_day_on_which_it_is_closed() {
    each_is_refused([
        (own_hours, vec![by_head(0, "2014-06-10 09:30")], "a a: receives no visits on 2014-06-10"),
        (
            own_hours,
            vec![by_head(0, "2014-06-11 09:30")],
            "a a: the visit at 09:30 on 2014-06-11 is outside its visiting hours",
        ),
        (
            own_hours,
            vec![by_head(0, "2014-06-12 11:00")],
            "a a: the visit at 11:00 on 2014-06-12 is outside its visiting hours",
        ),
    ]);
    let mut world = changed(own_hours);
    let plan = vec![by_head(0, "2014-06-12 09:30"), by_head(1, "2014-06-10 11:00")];
    let plan = proposal(&mut world, (NOW, ROUND), plan);
    world.submit(NOW, &plan).unwrap();
    // Nor is any other day offered, or taken from a person.
    let visit = item("visits.2014-q2/a");
    let offered = fitting(&world.def, &world.state, at(NOW), &visit, None).unwrap();
    let days: Vec<String> = offered.iter().map(|slot| slot.date.to_string()).collect();
    assert_eq!(days, ["2014-06-17", "2014-06-05", "2014-06-19"]);
    let change = VisitChange::Move { date: date("2014-06-11"), start: TimeOfDay(9 * 60 + 30) };
    let moved = Command::ChangeVisit(ChangeVisit { item: visit, change });
    let refused = decided(&world.def, &world.state, at(NOW), &moved).unwrap_err();
    assert!(refused.detail.en.contains("is outside its visiting hours"), "{}", refused.detail.en);
}

#[test]
fn a_visitor_who_is_busy_or_on_the_way_from_it_does_not_visit() {
    let plan = || vec![by_head(0, "2014-06-10 09:30")];
    each_is_refused([
        (
            |def| def.visits[0].busy = vec![Busy::day(ContactIx(1), date("2014-06-10"))],
            plan(),
            "a a: a-head is busy on 2014-06-10",
        ),
        (
            |def| {
                let (from, until) = (TimeOfDay(11 * 60 + 15), TimeOfDay(12 * 60));
                let day = Busy::day(ContactIx(1), date("2014-06-10"));
                def.visits[0].busy = vec![Busy { from, until, ..day }];
                def.visits[0].travel.minutes = 30;
            },
            plan(),
            "a a: a-head is busy on 2014-06-10 from 11:15 to 12:00, and 30 minutes on the road",
        ),
    ]);
}

#[test]
fn a_visitor_has_so_many_visits_a_week_one_at_a_time_and_the_road_between_them() {
    let at_once = || vec![by_a_head(0, "2014-06-10 09:30"), by_a_head(1, "2014-06-10 09:30")];
    let in_a_row = || vec![by_a_head(0, "2014-06-10 09:30"), by_a_head(1, "2014-06-10 11:15")];
    each_is_refused([
        (
            |def| def.units[1].contacts[1] = Some(ContactIx(1)),
            vec![by_a_head(0, "2014-06-10 09:30"), by_a_head(1, "2014-06-12 09:30")],
            "a a: a-head has 2 visits in week 2014-W24, at most 1",
        ),
        (one_leader, at_once(), "b b: overlaps a-head's visit to a a"),
        (
            |def| {
                one_leader(def);
                def.units[1].town = "西镇".to_owned();
                def.visits[0].travel.minutes = 30;
            },
            in_a_row(),
            "b b: leaves less than 30 minutes on the road to a-head's visit to a a",
        ),
        (
            |def| {
                one_leader(def);
                def.visits[0].travel.times = vec![Road { from: UnitIx(0), to: UnitIx(1), minutes: 16 }];
            },
            in_a_row(),
            "b b: leaves less than 16 minutes on the road to a-head's visit to a a",
        ),
    ]);
    let on_time = |def: &mut Definition| {
        one_leader(def);
        def.visits[0].travel.times = vec![Road { from: UnitIx(0), to: UnitIx(1), minutes: 15 }];
    };
    assert_eq!(refusal(&mut changed(on_time), (NOW, ROUND), in_a_row()), None);
}

/// A round in each month.
fn monthly(def: &mut Definition) {
    let month = Pattern::Every { period: Period::Month, on: DayIn::Last };
    def.visits[0].rule = Rule::new(month, Roll::Back, date("2014-05-01"), date("2014-06-30"));
}

#[test]
fn visits_of_a_place_keep_their_gap_over_rounds() {
    let june = ("2014-06-01 12:00", "visits.2014-06");
    let mut world = changed(monthly);
    let record = RecordVisit { record: Some(Digest([1; 32])), ..visited("visits.2014-05/a", "2014-05-15") };
    world.submit("2014-05-15 12:00", &Command::RecordVisit(record)).unwrap();
    assert_eq!(
        refusal(&mut world, june, vec![by_head(0, "2014-06-03 09:30")]).as_deref(),
        Some("a a: 2014-06-03 is less than 20 days after its last visit on 2014-05-15")
    );
    assert_eq!(refusal(&mut world, june, vec![by_head(0, "2014-06-04 09:30")]), None);
    // One that stands and was not recorded keeps its days as well.
    let mut world = changed(monthly);
    let may = proposal(&mut world, (NOW, "visits.2014-05"), vec![by_head(0, "2014-05-15 09:30")]);
    world.submit(NOW, &may).unwrap();
    assert_eq!(
        refusal(&mut world, june, vec![by_head(0, "2014-06-03 09:30")]).as_deref(),
        Some("a a: 2014-06-03 is less than 20 days from its visit on 2014-05-15")
    );
    assert_eq!(refusal(&mut world, june, vec![by_head(0, "2014-06-04 09:30")]), None);
}

#[test]
fn a_day_that_was_called_off_is_not_planned_again() {
    let mut world = changed(nothing);
    let plan = || vec![by_head(0, "2014-06-10 09:30")];
    let first = proposal(&mut world, (NOW, ROUND), plan());
    world.submit(NOW, &first).unwrap();
    let change = VisitChange::CallOff { why: CalledOff::Declined, reason: None };
    let decline = Command::ChangeVisit(ChangeVisit { item: item("visits.2014-q2/a"), change });
    world.submit("2014-05-06 10:00", &decline).unwrap();
    assert_eq!(
        refusal(&mut world, ("2014-05-06 11:00", ROUND), plan()).as_deref(),
        Some("a a: its visit on 2014-06-10 was called off before")
    );
    // Nor is it among what is offered instead of another day; a person may choose it all the same.
    let (then, other) = ("2014-05-06 11:00", vec![by_head(0, "2014-06-11 09:30")]);
    let second = proposal(&mut world, (then, ROUND), other);
    world.submit(then, &second).unwrap();
    let visit = item("visits.2014-q2/a");
    let offered = fitting(&world.def, &world.state, at(then), &visit, None).unwrap();
    let days: Vec<String> = offered.iter().map(|slot| slot.date.to_string()).collect();
    assert_eq!(days, ["2014-06-12", "2014-06-09", "2014-06-13"]);
    let change = VisitChange::Move { date: date("2014-06-10"), start: TimeOfDay(9 * 60 + 30) };
    world.submit(then, &Command::ChangeVisit(ChangeVisit { item: visit, change })).unwrap();
}

/// 轮流: whose turn it is goes, or somebody else who waits for it; nobody who has been there goes before them.
#[test]
fn nobody_goes_before_those_whose_turn_it_is() {
    let mut world = changed(|def| {
        let programme = &mut def.visits[0];
        let thrice = Pattern::Spread { period: Period::Month, times: 3 };
        programme.rule = Rule::new(thrice, Roll::Back, date("2014-05-01"), date("2014-06-30"));
        programme.gap_days = 1;
        programme.turns = Some(Turns { visitors: [1, 3, 5].map(ContactIx).to_vec(), each: 1 });
    });
    let may = (NOW, "visits.2014-05-1");
    let clerk = ProposedVisit { visitor: ContactIx(0), ..by_head(0, "2014-05-06 09:30") };
    assert_eq!(
        refusal(&mut world, may, vec![clerk]).as_deref(),
        Some("a a: is visited by a-clerk, its visitor is a-head"),
        "who takes no turns"
    );
    let first = proposal(&mut world, may, vec![by_head(0, "2014-05-06 09:30")]);
    world.submit(NOW, &first).unwrap();
    let next = ("2014-05-12 10:00", "visits.2014-05-2");
    assert_eq!(
        refusal(&mut world, next, vec![by_head(0, "2014-05-13 09:30")]).as_deref(),
        Some("a a: is visited by a-head, its visitor is b-head")
    );
    let theirs = ProposedVisit { visitor: ContactIx(3), ..by_head(0, "2014-05-13 09:30") };
    let second = proposal(&mut world, next, vec![theirs]);
    world.submit(next.0, &second).unwrap();
    // 每人至少: nor is it handed to somebody who has been there as often as each should.
    let change = VisitChange::Delegate { to: "a-head".to_owned() };
    let back = Command::ChangeVisit(ChangeVisit { item: item("visits.2014-05-2/a"), change });
    let refused = decided(&world.def, &world.state, at("2014-05-12 11:00"), &back).unwrap_err();
    assert_eq!(refused.code, RefusalCode::Infeasible);
    let words = "a head has had 1 time there already; it is the turn of b head";
    assert!(refused.detail.en.starts_with(words), "{}", refused.detail.en);
}

/// 也可由: the second head may go to the first place, and who is the clerk of a place to it.
fn shared(def: &mut Definition) {
    let mut audience = def.audiences[0].clone();
    audience.selector.units = vec![UnitIx(0)];
    def.audiences.push(audience);
    let head = Eligible { places: AudienceIx(1), visitors: vec![ContactIx(3)], roles: Vec::new() };
    let clerks = Eligible { places: AudienceIx(0), visitors: Vec::new(), roles: vec![RoleIx(0)] };
    def.visits[0].eligible = vec![head, clerks];
}

#[test]
fn who_may_visit_a_place_goes_there_and_nobody_else_does() {
    let by = |unit, visitor| {
        vec![ProposedVisit { visitor: ContactIx(visitor), ..by_head(unit, "2014-06-10 09:30") }]
    };
    for (unit, visitor) in [(0, 1), (0, 3), (0, 0), (1, 3), (1, 2)] {
        assert_eq!(refusal(&mut changed(shared), (NOW, ROUND), by(unit, visitor)), None, "{unit} {visitor}");
    }
    each_is_refused([
        (shared, by(0, 5), "a a: is visited by c-head, its visitor is a-head"),
        (shared, by(0, 2), "a a: is visited by b-clerk, its visitor is a-head"),
        (shared, by(1, 1), "b b: is visited by a-head, its visitor is b-head"),
    ]);
    // A visit is handed to them, and to nobody else.
    let mut world = changed(shared);
    let plan = proposal(&mut world, (NOW, ROUND), by(0, 1));
    world.submit(NOW, &plan).unwrap();
    let hand = |to: &str| {
        let change = VisitChange::Delegate { to: to.to_owned() };
        Command::ChangeVisit(ChangeVisit { item: item("visits.2014-q2/a"), change })
    };
    // Who is there and may not go is told so, with who may; only a name that nobody has is one that nobody has.
    let refused = decided(&world.def, &world.state, at(NOW), &hand("c-head")).unwrap_err();
    assert_eq!((refused.code, refused.instead.as_deref()), (RefusalCode::Infeasible, None));
    let words = "“c head” may not visit a; those who may are a clerk, a head, b head";
    assert_eq!(refused.detail.en, words);
    assert_eq!(world.submit(NOW, &hand("nobody")), Err(RefusalCode::UnknownName));
    world.submit(NOW, &hand("b-head")).unwrap();
}

#[test]
fn a_place_without_a_visitor_of_its_own_is_visited_by_who_may() {
    let nobody = |def: &mut Definition| {
        shared(def);
        def.units[0].contacts[1] = None;
    };
    let mut world = changed(nobody);
    let asked = world.round(NOW, ROUND);
    let who: Vec<_> = asked.places.iter().map(|place| (place.place, place.visitor)).collect();
    assert_eq!(who[0], (UnitIx(0), ContactIx(3)), "the first of those who may");
    let theirs = vec![ProposedVisit { visitor: ContactIx(0), ..by_head(0, "2014-06-10 09:30") }];
    assert_eq!(refusal(&mut world, (NOW, ROUND), theirs), None);
}

#[test]
fn what_is_offered_instead_of_a_slot_that_cannot_be_had_is_not_what_the_visit_has() {
    let mut world = changed(nothing);
    let plan = proposal(&mut world, (NOW, ROUND), vec![by_head(0, "2014-06-12 09:30")]);
    world.submit(NOW, &plan).unwrap();
    let change = VisitChange::Move { date: date("2014-06-14"), start: TimeOfDay(9 * 60 + 30) };
    let moved = Command::ChangeVisit(ChangeVisit { item: item("visits.2014-q2/a"), change });
    let refused = decided(&world.def, &world.state, at(NOW), &moved).unwrap_err();
    let offered = refused.detail.en.split_once("free are").unwrap().1;
    assert_eq!(offered, " 2014-06-13 09:30, 2014-06-16 09:30, 2014-06-11 09:30", "a Saturday was asked for");
}

/// 同行: the office comes along everywhere.
fn accompanied(def: &mut Definition) {
    def.visits[0].companions = vec![RoleIx(2)];
}

#[test]
fn a_visit_lies_where_all_who_make_it_are_free_and_takes_the_time_of_all() {
    let both = || vec![by_head(0, "2014-06-10 09:30"), by_head(1, "2014-06-10 09:30")];
    each_is_refused([
        (
            |def| {
                accompanied(def);
                def.visits[0].busy = vec![Busy::day(ContactIx(8), date("2014-06-10"))];
            },
            vec![by_head(0, "2014-06-10 09:30")],
            "a a: office is busy on 2014-06-10",
        ),
        (accompanied, both(), "b b: overlaps office's visit to a a"),
    ]);
    // It is taken for all who make it, no matter who is asked.
    let mut world = changed(accompanied);
    let first = proposal(&mut world, (NOW, ROUND), vec![by_head(0, "2014-06-10 09:30")]);
    world.submit(NOW, &first).unwrap();
    let beside = refusal(&mut world, (NOW, ROUND), vec![by_head(1, "2014-06-10 09:30")]);
    assert_eq!(beside.as_deref(), Some("b b: overlaps office's visit to a a"));
    let other_day = refusal(&mut world, (NOW, ROUND), vec![by_head(1, "2014-06-11 09:30")]);
    assert_eq!(other_day, None, "so many visits a week are the visitor's");
    // What is moved does not stand in its own way.
    let change = VisitChange::Move { date: date("2014-06-11"), start: TimeOfDay(9 * 60 + 30) };
    let moved = Command::ChangeVisit(ChangeVisit { item: item("visits.2014-q2/a"), change });
    world.submit(NOW, &moved).unwrap();
}

#[test]
fn a_plan_that_was_made_from_something_else_is_refused() {
    let mut world = changed(nothing);
    let late = proposal(&mut world, (NOW, ROUND), vec![by_head(0, "2014-06-10 09:30")]);
    let first = proposal(&mut world, (NOW, ROUND), vec![by_head(1, "2014-06-10 09:30")]);
    world.submit(NOW, &first).unwrap();
    assert_eq!(world.submit(NOW, &late), Err(RefusalCode::Stale));
}
