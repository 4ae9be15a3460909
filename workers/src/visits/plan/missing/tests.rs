use muster_protocol::definition::{
    Busy, DayKind, Definition, Exception, GroupCalendar, Opening, Selector, VisitingHours,
};
use muster_protocol::ids::{AudienceIx, ContactIx, RoleIx};
use muster_protocol::question::{StandingVisit, Turn};
use muster_protocol::time::{HOUR, TimeOfDay};
use muster_rules::calendar::is_workday;

use super::*;
use crate::sample::{day, definition, instance, midnight};
use crate::visits::plan::plan;

const OPENED: &str = "2014-04-01";

/// A visit of the first visitor to another place that stands, in the morning.
fn standing(date: &str) -> StandingVisit {
    let start = midnight(date).plus(9 * HOUR);
    let (visitor, place) = (ContactIx(6), UnitIx(2));
    StandingVisit { date: day(date), start, end: start.plus(2 * HOUR), visitor, place }
}

/// Why the places of a round have no visit, with who was to go, by place.
fn left_out(definition: &Definition, asked: &VisitInstance, now: &str) -> Vec<(u32, u32, NoSlot)> {
    let left_out = plan(definition, asked, midnight(now)).left_out;
    left_out.into_iter().map(|one| (one.place.0, one.visitor.unwrap().0, one.why)).collect()
}

#[test]
fn a_place_that_is_left_out_is_told_with_the_days_that_each_rule_takes() {
    let mut asked = instance(&[0]);
    asked.places[0].last_visit = Some(day("2014-06-10"));
    let told = left_out(&definition(), &asked, OPENED);
    let [(0, 6, NoSlot::NoDay(lost))] = told.as_slice() else { panic!("{told:?}") };
    let days = (day("2014-04-02").0..=day("2014-06-30").0).map(Date);
    let works = days.filter(|day| is_workday(&definition().calendar, *day).unwrap()).count();
    assert_eq!((usize::from(lost.near), lost.busy), (works, 0), "all of them too near to the tenth of June");
    assert_eq!(lost.off + lost.near, 90, "from the day after the round opened");
    // The last day of the round is the day on which it is planned.
    let over = NoSlot::NoDay(LostDays::default());
    let told = left_out(&definition(), &instance(&[0, 3]), "2014-06-30");
    assert_eq!(told, [(0, 6, over), (3, 7, over)]);
}

#[test]
fn a_full_week_is_told_with_what_would_help() {
    let mut asked = instance(&[0]);
    (asked.first, asked.last) = (day("2014-06-23"), day("2014-06-27"));
    asked.standing = vec![standing("2014-06-25"), standing("2014-06-26")];
    let helps = Helps { week: Some(day("2014-06-23")), ..Helps::default() };
    let full = NoSlot::Taken(TakenDays { week: 5, time: 0, shut: 0, helps });
    assert_eq!(left_out(&definition(), &asked, OPENED), [(0, 6, full)]);
}

#[test]
fn a_day_off_of_the_places_own_group_is_no_day_for_a_visit() {
    let mut definition = definition();
    let mut calendar = definition.calendar.clone();
    let name = "集市".to_owned();
    calendar.exceptions.push(Exception { date: day("2014-06-24"), kind: DayKind::Off, name });
    let mut audience = definition.audiences[0].clone();
    audience.selector = Selector { units: vec![UnitIx(0)], ..Selector::default() };
    definition.audiences.push(audience);
    definition.groups = vec![GroupCalendar { id: "villages".to_owned(), audience: AudienceIx(1), calendar }];
    let mut asked = instance(&[0, 1]);
    (asked.first, asked.last) = (day("2014-06-24"), day("2014-06-24"));
    let plan = plan(&definition, &asked, midnight("2014-06-19"));
    let visited: Vec<u32> = plan.visits.iter().map(|visit| visit.place.0).collect();
    assert_eq!(visited, [1], "{plan:?}");
    let why = NoSlot::NoDay(LostDays { off: 1, closed: 0, near: 0, busy: 0 });
    assert_eq!(plan.left_out, [LeftOut { place: UnitIx(0), visitor: Some(ContactIx(6)), why }]);
}

/// Who comes later may have no day at all; that the first only has too much to do is the better thing to know.
#[test]
fn where_visitors_take_turns_the_reason_is_of_one_who_would_have_a_day() {
    let mut definition = definition();
    let mut asked = instance(&[0]);
    (asked.first, asked.last) = (day("2014-06-23"), day("2014-06-27"));
    asked.places[0].turn = Some(Turn { had: 0, others: vec![ContactIx(7)] });
    asked.standing = vec![standing("2014-06-25"), standing("2014-06-26")];
    definition.visits[0].busy =
        (asked.first.0..=asked.last.0).map(|date| Busy::day(ContactIx(7), Date(date))).collect();
    let told = left_out(&definition, &asked, OPENED);
    assert!(matches!(told.as_slice(), [(0, 6, NoSlot::Taken(_))]), "{told:?}");
}

#[test]
fn a_place_that_is_closed_is_told_as_closed_and_one_that_opens_is_visited_then() {
    let mut definition = definition();
    let mut asked = instance(&[0]);
    // Monday to Friday; the place is open in the afternoon of Wednesday alone, and then closed on that Wednesday.
    (asked.first, asked.last) = (day("2014-06-23"), day("2014-06-27"));
    let open = Opening { weekdays: vec![2], from: TimeOfDay(13 * 60), until: TimeOfDay(17 * 60) };
    let hours = VisitingHours { places: AudienceIx(0), open: Some(open), closed: Vec::new() };
    definition.visits[0].visiting_hours = vec![hours];
    let visits = plan(&definition, &asked, midnight("2014-06-16")).visits;
    let starts: Vec<_> = visits.iter().map(|visit| (visit.date, visit.start)).collect();
    let afternoon = midnight("2014-06-25").plus(14 * HOUR + HOUR / 2);
    assert_eq!(starts, [(day("2014-06-25"), afternoon)]);
    definition.visits[0].visiting_hours[0].closed = vec![day("2014-06-25")];
    let why = NoSlot::NoDay(LostDays { off: 0, closed: 5, near: 0, busy: 0 });
    assert_eq!(left_out(&definition, &asked, "2014-06-16"), [(0, 6, why)]);
}

/// The place does not work in the days before the round's end, so that three working days' notice brings it to the last day.
#[test]
fn a_place_has_its_notice_by_its_own_working_days() {
    let mut definition = definition();
    let mut calendar = definition.calendar.clone();
    for date in ["2014-06-18", "2014-06-19"] {
        calendar
            .exceptions
            .push(Exception { date: day(date), kind: DayKind::Off, name: "集市".to_owned() });
    }
    let mut audience = definition.audiences[0].clone();
    audience.selector = Selector { units: vec![UnitIx(0)], ..Selector::default() };
    definition.audiences.push(audience);
    let mut asked = instance(&[0, 3]);
    (asked.first, asked.last) = (day("2014-06-17"), day("2014-06-24"));
    let days = |definition: &Definition| -> Vec<Date> {
        let visits = plan(definition, &asked, midnight("2014-06-16")).visits;
        [0, 3].map(|place| visits.iter().find(|it| it.place == UnitIx(place)).unwrap().date).to_vec()
    };
    // Tuesday to Tuesday, of which Friday 6/20 is in the middle: three working days from Monday 6/16 lead to Thursday 6/19.
    assert_eq!(days(&definition), [day("2014-06-20"), day("2014-06-20")]);
    // By the group's days they lead to Monday 6/23.
    definition.groups = vec![GroupCalendar { id: "villages".to_owned(), audience: AudienceIx(1), calendar }];
    assert_eq!(days(&definition), [day("2014-06-23"), day("2014-06-20")]);
}

#[test]
fn a_place_that_nobody_may_visit_is_named_beside_what_is_planned() {
    let mut asked = instance(&[0, 3]);
    asked.without = vec![UnitIx(2)];
    let nobody = LeftOut { place: UnitIx(2), visitor: None, why: NoSlot::NoVisitor };
    let told = plan(&definition(), &asked, midnight(OPENED));
    assert_eq!((told.visits.len(), told.left_out), (2, vec![nobody.clone()]));
    // Also where nothing else is to be planned.
    asked.places.clear();
    assert_eq!(plan(&definition(), &asked, midnight(OPENED)).left_out, [nobody]);
}

/// The clerk of the first place comes along to it and to another; the two leaders are free all week.
#[test]
fn a_visit_waits_for_all_who_make_it_and_nobody_is_at_two_places() {
    let mut definition = definition();
    definition.visits[0].companions = vec![RoleIx(0)];
    let clerk = definition.units[0].contacts[0].unwrap();
    definition.units[3].contacts[0] = Some(clerk);
    let mut asked = instance(&[0, 3]);
    (asked.first, asked.last) = (day("2014-06-23"), day("2014-06-27"));
    let both = plan(&definition, &asked, midnight("2014-06-16"));
    assert_eq!(both.visits.len(), 2, "{both:?}");
    assert!(visit::infeasible(&definition, asked.programme, &asked, &both.visits).is_empty(), "{both:?}");
    // Free on Friday alone, and then in the afternoon.
    let busy = |date: i32| Busy::day(clerk, Date(date));
    let days = || asked.first.0..asked.last.0;
    let morning = Busy { until: TimeOfDay(12 * 60), ..busy(asked.last.0) };
    definition.visits[0].busy = days().map(busy).chain([morning]).collect();
    asked.places.truncate(1);
    let one = plan(&definition, &asked, midnight("2014-06-16")).visits;
    let starts: Vec<_> = one.iter().map(|visit| (visit.date, visit.start)).collect();
    let afternoon = midnight("2014-06-27").plus(14 * HOUR + HOUR / 2);
    assert_eq!(starts, [(day("2014-06-27"), afternoon)]);
    // Never free: no plan could have it.
    definition.visits[0].busy = (asked.first.0..=asked.last.0).map(busy).collect();
    let why = NoSlot::NoDay(LostDays { off: 0, closed: 0, near: 0, busy: 5 });
    assert_eq!(left_out(&definition, &asked, "2014-06-16"), [(0, 6, why)]);
}
