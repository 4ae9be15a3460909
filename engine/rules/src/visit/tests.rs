use muster_protocol::definition::{
    Busy, DayKind, Definition, Exception, GroupCalendar, Opening, Road, Selector, VisitingHours,
};
use muster_protocol::ids::{AudienceIx, ContactIx, Digest, OccasionIx, ProgrammeIx, UnitIx, Version};
use muster_protocol::item::ProposedVisit;
use muster_protocol::question::{PlaceToVisit, StandingVisit, Turn, VisitInstance};
use muster_protocol::time::{MINUTE, TimeOfDay};

use super::{busy_days, digest, infeasible, iso_week, slot};
use crate::numbering::Numbering;
use crate::sample::{at, date, definition, shanghai};

const LEADER: ContactIx = ContactIx(1);
const OTHER: ContactIx = ContactIx(0);

fn instance() -> VisitInstance {
    let place = |unit, visitor| PlaceToVisit {
        place: at(unit),
        visitor,
        last_visit: None,
        not_on: Vec::new(),
        turn: None,
    };
    VisitInstance {
        occasion: OccasionIx(7),
        programme: ProgrammeIx(0),
        seen: Version(40),
        definition: Digest::default(),
        first: date("2014-05-01"),
        last: date("2014-06-30"),
        places: vec![place(4, LEADER), place(5, LEADER)],
        without: Vec::new(),
        standing: Vec::new(),
        along: Vec::new(),
    }
}

fn visit(unit: u32, day: &str, start: u16) -> ProposedVisit {
    let def = definition();
    let (start, end) = slot(&def.visits[0], &shanghai(), date(day), TimeOfDay(start));
    ProposedVisit { place: at(unit), visitor: LEADER, date: date(day), start, end, reasons: Vec::new() }
}

fn standing(visit: &ProposedVisit) -> StandingVisit {
    StandingVisit {
        date: visit.date,
        start: visit.start,
        end: visit.end,
        visitor: visit.visitor,
        place: visit.place,
    }
}

const MORNING: u16 = 9 * 60;
const AFTERNOON: u16 = 14 * 60 + 30;

fn found(def: &Definition, instance: &VisitInstance, visits: &[ProposedVisit]) -> Vec<String> {
    infeasible(def, ProgrammeIx(0), instance, visits)
}

fn said(instance: &VisitInstance, visits: &[ProposedVisit]) -> Vec<String> {
    found(&definition(), instance, visits)
}

#[test]
fn a_good_plan_is_feasible_and_may_be_incomplete() {
    let plan = [visit(4, "2014-05-07", MORNING), visit(5, "2014-05-12", AFTERNOON)];
    assert_eq!(said(&instance(), &plan), [""; 0]);
    assert_eq!(said(&instance(), &plan[..1]), [""; 0]);
    // A made-up Sunday is a working day.
    assert_eq!(said(&instance(), &[visit(4, "2014-05-04", MORNING)]), [""; 0]);
}

#[test]
fn days_must_be_working_days_in_range() {
    assert_eq!(
        said(&instance(), &[visit(4, "2014-05-01", MORNING)]),
        ["V03 柳湾村: 2014-05-01 is not a working day"]
    );
    assert_eq!(
        said(&instance(), &[visit(4, "2014-07-01", MORNING)]),
        ["V03 柳湾村: 2014-07-01 is outside 2014-05-01 to 2014-06-30"]
    );
    assert_eq!(
        said(&instance(), &[visit(4, "2016-05-04", MORNING)])[1],
        "V03 柳湾村: calendar cn has no table for 2016"
    );
}

#[test]
fn a_place_is_not_visited_on_a_day_off_of_its_own_group() {
    let mut def = definition();
    let mut calendar = def.calendar.clone();
    calendar.exceptions.retain(|exception| exception.kind == DayKind::Off);
    let mut audience = def.audiences[0].clone();
    audience.selector = Selector { units: vec![at(4)], ..Selector::default() };
    def.audiences.push(audience);
    let audience = AudienceIx(u16::try_from(def.audiences.len() - 1).unwrap());
    def.groups = vec![GroupCalendar { id: "villages".to_owned(), audience, calendar }];
    // The made-up Sunday is worked by the campaign, and not by the group of the first place.
    let sunday = [4, 5].map(|place| found(&def, &instance(), &[visit(place, "2014-05-04", MORNING)]));
    assert_eq!(sunday[0], ["V03 柳湾村: 2014-05-04 is not a working day"]);
    assert_eq!(sunday[1], [""; 0]);
    // A day that only the group works is none for its visitors.
    let works = Exception { date: date("2014-05-10"), kind: DayKind::Work, name: "调休".to_owned() };
    def.groups[0].calendar.exceptions.push(works);
    let saturday = found(&def, &instance(), &[visit(4, "2014-05-10", MORNING)]);
    assert_eq!(saturday, ["V03 柳湾村: 2014-05-10 is not a working day"]);
}

#[test]
fn hours_must_be_the_programmes() {
    assert_eq!(
        said(&instance(), &[visit(4, "2014-05-07", 10 * 60)]),
        ["V03 柳湾村: 2014-05-07T10:00:00+08:00 is not a start time of the programme on 2014-05-07"]
    );
    let mut long = visit(4, "2014-05-07", MORNING);
    long.end = long.end.plus(MINUTE);
    assert_eq!(said(&instance(), &[long]), ["V03 柳湾村: does not last 120 minutes"]);
    let mut elsewhere = visit(4, "2014-05-07", MORNING);
    elsewhere.date = date("2014-05-08");
    assert_eq!(said(&instance(), &[elsewhere]).len(), 1);
}

#[test]
fn a_place_is_visited_once_by_its_own_visitor() {
    let twice = [visit(4, "2014-05-07", MORNING), visit(4, "2014-06-11", MORNING)];
    assert_eq!(said(&instance(), &twice), ["V03 柳湾村: is visited 2 times, at most once is allowed"]);
    let mut wrong = visit(4, "2014-05-07", MORNING);
    wrong.visitor = OTHER;
    assert_eq!(said(&instance(), &[wrong]), ["V03 柳湾村: is visited by office, its visitor is leader-1"]);
    assert_eq!(said(&instance(), &[visit(1, "2014-05-07", MORNING)]), ["005 市政处: does not await a visit"]);
}

#[test]
fn busy_days_are_kept_free() {
    let mut def = definition();
    def.visits[0].busy = vec![Busy::day(LEADER, date("2014-05-07"))];
    assert_eq!(
        found(&def, &instance(), &[visit(4, "2014-05-07", MORNING)]),
        ["V03 柳湾村: leader-1 is busy on 2014-05-07"]
    );
}

#[test]
fn days_on_which_nobody_is_visited_anyway_are_no_busy_days() {
    let mut def = definition();
    // Wednesday, Saturday, the made-up Sunday, and Wednesday again for an hour.
    let half =
        Busy { from: TimeOfDay(9 * 60), until: TimeOfDay(10 * 60), ..Busy::day(LEADER, date("2014-05-07")) };
    let days = ["2014-05-07", "2014-05-10", "2014-05-04"].map(|day| Busy::day(LEADER, date(day)));
    def.visits[0].busy = days.into_iter().chain([half]).collect();
    assert_eq!(busy_days(&def, LEADER, (date("2014-05-01"), date("2014-05-31"))), 2);
    assert_eq!(busy_days(&def, LEADER, (date("2014-05-05"), date("2014-05-31"))), 1);
}

/// OCA/field-service PR #1382: the check looked at the start alone.
#[test]
fn row_25_the_whole_visit_must_be_free_of_what_its_visitor_is_busy_with() {
    let mut def = definition();
    def.visits[0].starts = vec![TimeOfDay(8 * 60 + 45), TimeOfDay(11 * 60)];
    let nine_to_eleven =
        Busy { from: TimeOfDay(9 * 60), until: TimeOfDay(11 * 60), ..Busy::day(LEADER, date("2014-05-07")) };
    def.visits[0].busy = vec![nine_to_eleven];
    assert_eq!(
        found(&def, &instance(), &[visit(4, "2014-05-07", 8 * 60 + 45)]),
        ["V03 柳湾村: leader-1 is busy on 2014-05-07 from 09:00 to 11:00"]
    );
    assert_eq!(
        found(&def, &instance(), &[visit(4, "2014-05-07", 11 * 60)]),
        [""; 0],
        "one ends where the other begins"
    );
}

/// nextcloud/calendar #6439, SergeyMosin/Appointments #403: what lies in the middle, other calendars, the way there.
#[test]
fn row_55_busy_times_of_every_calendar_and_the_way_there_count() {
    let mut def = definition();
    let busy = |from: u16, until: u16| Busy {
        from: TimeOfDay(from),
        until: TimeOfDay(until),
        ..Busy::day(LEADER, date("2014-05-07"))
    };
    def.visits[0].busy = vec![busy(14 * 60 + 45, 15 * 60 + 15)];
    let mut other = def.visits[0].clone();
    other.busy = vec![busy(11 * 60 + 15, 12 * 60)];
    def.visits.push(other);
    let middle = found(&def, &instance(), &[visit(4, "2014-05-07", AFTERNOON)]);
    assert_eq!(middle, ["V03 柳湾村: leader-1 is busy on 2014-05-07 from 14:45 to 15:15"]);
    // Free until 11:15, which half an hour on the road makes too late.
    assert_eq!(found(&def, &instance(), &[visit(4, "2014-05-07", MORNING)]), [""; 0]);
    def.visits[0].travel.minutes = 30;
    assert_eq!(
        found(&def, &instance(), &[visit(4, "2014-05-07", MORNING)]),
        ["V03 柳湾村: leader-1 is busy on 2014-05-07 from 11:15 to 12:00, and 30 minutes on the road"]
    );
    // Between two towns as well, inside one not.
    def.visits[0].busy.clear();
    def.visits[1].busy.clear();
    def.visits[0].starts = vec![TimeOfDay(MORNING), TimeOfDay(11 * 60 + 15)];
    def.visits[0].per_week = 5;
    def.units[5].town = "南塘街道".to_owned();
    let two = [visit(4, "2014-05-07", MORNING), visit(5, "2014-05-07", 11 * 60 + 15)];
    let far = found(&def, &instance(), &two);
    assert!(far.len() == 1 && far[0].contains("30 minutes on the road"), "{far:?}");
    def.units[5].town = def.units[4].town.clone();
    assert_eq!(found(&def, &instance(), &two), [""; 0]);
    // What the committee's table says counts before towns.
    def.visits[0].travel.times = vec![Road { from: UnitIx(4), to: UnitIx(5), minutes: 15 }];
    assert_eq!(found(&def, &instance(), &two), [""; 0]);
    def.visits[0].travel.times[0].minutes = 16;
    let late = found(&def, &instance(), &two);
    assert!(late.len() == 1 && late[0].contains("16 minutes on the road"), "{late:?}");
}

#[test]
fn weeks_have_a_cap_that_standing_visits_fill() {
    // Sunday 5/4 belongs to the ISO week of Monday 4/28.
    assert_ne!(iso_week(date("2014-05-04")), iso_week(date("2014-05-05")));
    let plan = [visit(4, "2014-05-05", MORNING), visit(5, "2014-05-09", MORNING)];
    let want = ["V03 柳湾村: leader-1 has 2 visits in week 2014-W19, at most 1"];
    assert_eq!(said(&instance(), &plan), want);
    let mut filled = instance();
    filled.standing = vec![standing(&plan[1])];
    assert_eq!(said(&filled, &plan[..1]), want);
}

#[test]
fn visits_to_a_place_keep_their_gap() {
    let mut late = instance();
    late.places[0].last_visit = Some(date("2014-04-10"));
    assert_eq!(
        said(&late, &[visit(4, "2014-05-09", MORNING)]),
        ["V03 柳湾村: 2014-05-09 is less than 30 days after its last visit on 2014-04-10"]
    );
    late.places[0].last_visit = Some(date("2014-04-09"));
    assert_eq!(said(&late, &[visit(4, "2014-05-09", MORNING)]), [""; 0]);
    late.standing = vec![standing(&visit(4, "2014-06-03", MORNING))];
    assert_eq!(
        said(&late, &[visit(4, "2014-05-09", MORNING)]),
        ["V03 柳湾村: 2014-05-09 is less than 30 days from its visit on 2014-06-03"]
    );
}

#[test]
fn a_day_that_was_called_off_does_not_come_again() {
    let mut asked = instance();
    asked.places[0].not_on = vec![date("2014-05-07")];
    assert_eq!(
        said(&asked, &[visit(4, "2014-05-07", MORNING)]),
        ["V03 柳湾村: its visit on 2014-05-07 was called off before"]
    );
    assert_eq!(said(&asked, &[visit(4, "2014-05-08", MORNING)]), [""; 0]);
}

#[test]
fn a_visitor_is_in_one_place_at_a_time() {
    let mut def = definition();
    def.visits[0].per_week = 5;
    def.visits[0].starts.push(TimeOfDay(10 * 60));
    let both = [visit(4, "2014-05-07", MORNING), visit(5, "2014-05-07", MORNING)];
    assert_eq!(found(&def, &instance(), &both), ["V04 梧桐社区: overlaps leader-1's visit to V03 柳湾村"]);
    let mut other_programme = instance();
    let mut elsewhere = standing(&visit(1, "2014-05-07", 10 * 60));
    elsewhere.end = elsewhere.end.plus(600 * MINUTE);
    other_programme.standing = vec![elsewhere];
    assert_eq!(
        found(&def, &other_programme, &[visit(4, "2014-05-07", AFTERNOON)]),
        ["V03 柳湾村: overlaps leader-1's visit to 005 市政处"]
    );
    let apart = [visit(4, "2014-05-07", MORNING), visit(5, "2014-05-07", AFTERNOON)];
    assert_eq!(found(&def, &instance(), &apart), [""; 0]);
}

#[test]
fn digests_pin_every_part_of_an_instance() {
    let one = instance();
    let mut numbering = Numbering::of(&definition());
    (0..=7).for_each(|no| numbering.occasion(&format!("round.{no}").into()));
    let digest = |instance: &VisitInstance| digest(&numbering.names(instance.clone()).unwrap());
    assert_eq!(digest(&one), digest(&one.clone()));
    let mut other = instance();
    other.places[0].last_visit = Some(date("2014-04-10"));
    assert_ne!(digest(&one), digest(&other));
}

#[test]
fn nonsense_is_refused_without_panic() {
    let def = definition();
    assert_eq!(infeasible(&def, ProgrammeIx(9), &instance(), &[]).len(), 1);
    let mut foreign = instance();
    foreign.programme = ProgrammeIx(1);
    assert_eq!(infeasible(&def, ProgrammeIx(0), &foreign, &[]).len(), 1);
    let mut odd = visit(4, "2014-05-07", MORNING);
    (odd.place, odd.visitor) = (UnitIx(u32::MAX), ContactIx(u32::MAX));
    assert!(!said(&instance(), &[odd]).is_empty());
    let mut nowhere = definition();
    nowhere.zone = "Mars/Base".to_owned();
    assert_eq!(found(&nowhere, &instance(), &[]).len(), 1);
}

#[test]
fn a_busy_day_of_any_programme_is_busy_for_all() {
    let mut def = definition();
    let mut other = def.visits[0].clone();
    other.busy = vec![Busy::day(LEADER, date("2014-05-08"))];
    def.visits.push(other);
    let said = found(&def, &instance(), &[visit(4, "2014-05-08", MORNING)]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("is busy on 2014-05-08"), "{said:?}");
    assert_eq!(found(&def, &instance(), &[visit(4, "2014-05-09", MORNING)]), [""; 0]);
}

#[test]
fn a_gap_may_be_kept_exactly_and_visits_may_follow_each_other_at_once() {
    let mut asked = instance();
    let gap = i32::from(definition().visits[0].gap_days);
    let first = visit(4, "2014-05-07", MORNING);
    let day = muster_protocol::time::Date(first.date.0 + gap);
    let later = visit(4, &day.to_string(), MORNING);
    asked.standing = vec![standing(&first)];
    let about_gap = |said: Vec<String>| said.into_iter().filter(|line| line.contains("days from")).count();
    assert_eq!(about_gap(said(&asked, std::slice::from_ref(&later))), 0);
    let sooner = visit(4, &day.plus(-1).to_string(), MORNING);
    assert_eq!(about_gap(said(&asked, &[sooner])), 1);
    // One ends at the instant at which the next begins.
    let (before, mut after) = (visit(4, "2014-05-07", MORNING), visit(5, "2014-05-07", AFTERNOON));
    let length = after.end.0 - after.start.0;
    (after.start, after.end) = (before.end, before.end.plus(length));
    let overlaps = |visits: &[ProposedVisit]| {
        said(&instance(), visits).iter().filter(|line| line.contains("overlaps")).count()
    };
    assert_eq!(overlaps(&[before.clone(), after.clone()]), 0);
    after.start = after.start.plus(-MINUTE);
    assert_eq!(overlaps(&[before, after]), 1);
}

#[test]
fn where_visitors_take_turns_any_of_those_whose_turn_it_is_may_go_and_nobody_else() {
    let mut asked = instance();
    let mut visit = visit(4, "2014-05-07", MORNING);
    visit.visitor = OTHER;
    assert_eq!(said(&asked, std::slice::from_ref(&visit)).len(), 1, "not theirs");
    asked.places[0].turn = Some(Turn { had: 1, others: vec![OTHER] });
    assert!(said(&asked, std::slice::from_ref(&visit)).is_empty());
    asked.places[0].turn = Some(Turn { had: 1, others: vec![ContactIx(2)] });
    assert_eq!(said(&asked, &[visit]).len(), 1, "those who wait are others");
}

#[test]
fn the_whole_of_a_visit_lies_in_one_of_its_places_hours() {
    let mut def = definition();
    let hours = |weekdays: &[u8], from, until| VisitingHours {
        places: AudienceIx(2),
        open: Some(Opening { weekdays: weekdays.to_vec(), from: TimeOfDay(from), until: TimeOfDay(until) }),
        closed: Vec::new(),
    };
    let ok = |def: &Definition, day: &str, start| found(def, &instance(), &[visit(4, day, start)]).is_empty();
    // Wednesday 5/7; a visit takes two hours from nine or half past two.
    def.visits[0].visiting_hours = vec![hours(&[2], 9 * 60, 11 * 60)];
    assert!(ok(&def, "2014-05-07", MORNING), "as long as the visit");
    assert!(!ok(&def, "2014-05-07", AFTERNOON) && !ok(&def, "2014-05-08", MORNING));
    def.visits[0].visiting_hours = vec![hours(&[2], 9 * 60, 11 * 60 - 1)];
    assert!(!ok(&def, "2014-05-07", MORNING), "it ends too late");
    def.visits[0].visiting_hours = vec![hours(&[], 9 * 60, 10 * 60), hours(&[], 10 * 60, 11 * 60)];
    assert!(!ok(&def, "2014-05-07", MORNING), "two that touch are not one");
    def.visits[0].visiting_hours = vec![hours(&[2], 9 * 60, 11 * 60), hours(&[3], 14 * 60, 17 * 60)];
    assert!(ok(&def, "2014-05-07", MORNING) && ok(&def, "2014-05-08", AFTERNOON));
    // Days that are closed alone say nothing of hours.
    let closed = vec![date("2014-05-07")];
    def.visits[0].visiting_hours = vec![VisitingHours { places: AudienceIx(2), open: None, closed }];
    assert_eq!(
        found(&def, &instance(), &[visit(4, "2014-05-07", MORNING)]),
        ["V03 柳湾村: receives no visits on 2014-05-07"]
    );
    assert!(ok(&def, "2014-05-08", MORNING));
    // Hours of other places are none of its.
    let mut others = hours(&[6], 9 * 60, 11 * 60);
    others.places = AudienceIx(1);
    def.visits[0].visiting_hours = vec![others];
    assert!(ok(&def, "2014-05-07", MORNING));
}
