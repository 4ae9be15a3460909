use std::collections::BTreeSet;

use muster_protocol::command::Command;
use muster_protocol::definition::{Busy, Definition, Eligible};
use muster_protocol::event::NamedEvent as Event;
use muster_protocol::event::of::OccasionOpened;
use muster_protocol::ids::{AudienceIx, ContactIx, ProgrammeIx, UnitIx};
use muster_protocol::item::left_out::{LostDays, NoSlot};
use muster_protocol::item::{LeftOut, ProposedVisit, SlotReason};
use muster_protocol::question::{Answer, PlaceToVisit, Question, StandingVisit, Turn, VisitInstance};
use muster_protocol::time::{Date, HOUR, Instant, TimeOfDay};
use muster_rules::visit;
use muster_rules::worker::{Effect, WorkerLogic};

use super::Visits;
use super::plan::{feasible, plan};
use crate::sample::{campaign, context, day, definition, instance, midnight, numbering};

const OPENED: &str = "2014-04-01";
const ROUND: &str = "contact-points.2014-q2";

/// The plan of a definition for a round that opened on a day; it keeps the rules.
fn planned_by(definition: &Definition, instance: &VisitInstance, opened: &str) -> Vec<ProposedVisit> {
    let visits = plan(definition, instance, midnight(opened)).visits;
    let wrong = visit::infeasible(definition, ProgrammeIx(0), instance, &visits);
    assert!(wrong.is_empty(), "{wrong:?}");
    visits
}

fn planned(instance: &VisitInstance) -> Vec<ProposedVisit> {
    planned_by(&definition(), instance, OPENED)
}

fn opened() -> Event {
    OccasionOpened { occasion: ROUND.into(), due: midnight(OPENED), without: Vec::new() }.into()
}

/// Every day of these.
fn days(first: &str, last: &str) -> impl Iterator<Item = Date> {
    (day(first).0..=day(last).0).map(Date)
}

/// The busy days of somebody.
fn busy(visitor: u32, days: impl Iterator<Item = Date>) -> Vec<Busy> {
    days.map(|date| Busy::day(ContactIx(visitor), date)).collect()
}

/// A place that nobody visited yet; two visitors share such places.
fn unvisited(place: u32) -> PlaceToVisit {
    PlaceToVisit {
        place: UnitIx(place),
        visitor: ContactIx(6 + place % 2),
        last_visit: None,
        not_on: Vec::new(),
        turn: None,
    }
}

/// The sample with so many places in so many towns.
fn spread(places: u32, towns: u32) -> Definition {
    let mut definition = definition();
    let unit = definition.units[0].clone();
    let place = |n: u32| {
        let mut unit = unit.clone();
        unit.code = format!("v{n:03}");
        unit.town = format!("镇{}", n % towns);
        unit.contacts[1] = Some(ContactIx(6 + n % 2));
        unit
    };
    definition.units = (0..places).map(place).collect();
    definition
}

fn at(date: &str, hour: i64) -> Instant {
    midnight(date).plus(hour * HOUR)
}

fn standing(place: u32, visitor: u32, date: &str, hour: i64) -> StandingVisit {
    StandingVisit {
        date: day(date),
        start: at(date, hour),
        end: at(date, hour + 2),
        visitor: ContactIx(visitor),
        place: UnitIx(place),
    }
}

#[test]
fn an_opened_round_is_asked_about_and_answered_with_a_pinned_plan() {
    let (campaign, definition, mut visits) = (campaign(), definition(), Visits::new());
    let event = opened();
    let about = context(&campaign, &definition, 10, midnight(OPENED), &event);
    let question = Question::Visits { campaign: campaign.clone(), occasion: ROUND.into() };
    assert_eq!(visits.hear(&about), vec![Effect::Ask(question.clone())]);
    assert!(visits.answered(&about, &question, &Answer::Unknown).is_empty(), "not a round of visits");
    let instance = instance(&[0, 1, 2, 3, 4, 5]);
    let said = numbering().names(instance.clone()).unwrap();
    let effects = visits.answered(&about, &question, &Answer::Visits(said.clone()));
    let [Effect::Submit(Command::ProposeVisits(proposal))] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((proposal.occasion.as_str(), proposal.seen), (ROUND, instance.seen));
    assert_eq!(proposal.instance, visit::digest(&said));
    assert_eq!(proposal.visits, numbering().names(planned(&instance)).unwrap());
}

#[test]
fn a_plan_without_a_visit_says_why_to_the_engine() {
    let (campaign, definition, mut visits) = (campaign(), definition(), Visits::new());
    let event = opened();
    let about = context(&campaign, &definition, 10, midnight(OPENED), &event);
    let question = Question::Visits { campaign: campaign.clone(), occasion: ROUND.into() };
    let mut asked = instance(&[0]);
    asked.places[0].last_visit = Some(day("2014-06-10"));
    let said = numbering().names(asked.clone()).unwrap();
    let effects = visits.answered(&about, &question, &Answer::Visits(said));
    let [Effect::Submit(Command::ProposeVisits(proposal))] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(proposal.visits.is_empty(), "{proposal:?}");
    let left_out = plan(&definition, &asked, midnight(OPENED)).left_out;
    assert_eq!(left_out.len(), 1, "{left_out:?}");
    assert_eq!(proposal.left_out, numbering().names(left_out).unwrap());
    // A round in which nobody awaits anything has nothing to say.
    let nobody = numbering().names(instance(&[])).unwrap();
    assert!(visits.answered(&about, &question, &Answer::Visits(nobody)).is_empty());
}

#[test]
fn a_campaign_without_programmes_is_never_asked() {
    let (campaign, mut definition) = (campaign(), definition());
    definition.visits.clear();
    let event = opened();
    let about = context(&campaign, &definition, 10, midnight(OPENED), &event);
    assert!(Visits::new().hear(&about).is_empty());
}

#[test]
fn every_place_gets_one_slot_that_keeps_the_rules() {
    let visits = planned(&instance(&[0, 1, 2, 3, 4, 5]));
    let places: BTreeSet<UnitIx> = visits.iter().map(|visit| visit.place).collect();
    assert_eq!(places.len(), 6);
    assert!(visits.iter().all(|visit| visit.end == visit.start.plus(2 * HOUR)));
    assert!(visits.iter().all(|visit| visit.reasons[0] == SlotReason::NeverVisited));
    // Near the middle of the quarter, and not on the days on which the first visitor is busy.
    assert!(
        visits.iter().all(|visit| (day("2014-05-05")..=day("2014-05-30")).contains(&visit.date)),
        "{visits:?}"
    );
    assert!(visits.iter().all(|visit| visit.reasons.iter().any(|reason| {
        *reason == SlotReason::VisitorFree { busy_days: if visit.visitor.0 == 6 { 2 } else { 0 } }
    })));
}

#[test]
fn a_visit_that_breaks_a_rule_is_left_out_and_no_other() {
    let instance = instance(&[0, 1, 2, 3, 4, 5]);
    let mut visits = planned(&instance);
    let sound = visits.split_off(1);
    let past_midnight = ProposedVisit { end: visits[0].start.plus(20 * HOUR), ..visits[0].clone() };
    let all = [vec![past_midnight], sound.clone()].concat();
    assert_eq!(feasible(&definition(), &instance, all), sound);
}

#[test]
fn the_same_instance_gives_the_same_plan() {
    let instance = instance(&[5, 2, 4, 0, 1, 3]);
    assert_eq!(planned(&instance), planned(&instance));
}

#[test]
fn places_in_one_town_share_a_day_of_their_visitor() {
    let mut definition = definition();
    definition.units[1].town = definition.units[0].town.clone();
    let instance = instance(&[0, 1, 2]);
    let visits = planned_by(&definition, &instance, OPENED);
    let of = |place| visits.iter().find(|visit| visit.place == UnitIx(place)).unwrap();
    assert_eq!(of(0).date, of(1).date);
    assert_ne!(of(0).start, of(1).start);
    assert_ne!(of(2).date, of(0).date);
    assert!(of(1).reasons.contains(&SlotReason::SameTown(UnitIx(0))), "{:?}", of(1).reasons);
}

#[test]
fn who_waited_longest_chooses_first() {
    let mut instance = instance(&[0, 1, 2]);
    instance.places[0].last_visit = Some(day("2014-02-10"));
    instance.places[1].last_visit = Some(day("2013-12-02"));
    // One working day is left in the period: two slots on it, and two visits a week.
    instance.first = day("2014-06-30");
    let visits = planned(&instance);
    let places: Vec<u32> = visits.iter().map(|visit| visit.place.0).collect();
    assert_eq!(places, [2, 1], "never visited first, then the longest ago; no room for the last");
    assert_eq!(visits[1].reasons[0], SlotReason::LongestUnvisited(210));
}

#[test]
fn the_gap_since_the_last_visit_is_kept() {
    let mut instance = instance(&[0]);
    instance.places[0].last_visit = Some(day("2014-05-20"));
    assert!(planned(&instance)[0].date >= day("2014-06-19"));
    instance.places[0].last_visit = Some(day("2014-06-10"));
    assert!(planned(&instance).is_empty(), "no day of the period is far enough from it");
}

#[test]
fn the_gap_to_a_visit_that_stands_ahead_is_kept() {
    let mut asked = instance(&[0]);
    asked.standing = vec![standing(0, 7, "2014-06-10", 9)];
    let visits = planned(&asked);
    assert!(visits[0].date <= day("2014-05-11"), "{visits:?}");
}

#[test]
fn a_day_for_which_a_visit_was_called_off_is_planned_around() {
    let mut asked = instance(&[0]);
    let first = planned(&asked)[0].date;
    asked.places[0].not_on = vec![first];
    assert_ne!(planned(&asked)[0].date, first);
}

#[test]
fn standing_visits_fill_weeks_and_slots() {
    let mut instance = instance(&[0, 1]);
    instance.first = day("2014-06-23");
    instance.last = day("2014-06-27");
    instance.standing = vec![standing(2, 6, "2014-06-25", 9)];
    let visits = planned(&instance);
    assert_eq!(visits.len(), 1, "two a week, one of them stands: {visits:?}");
    instance.standing.push(standing(2, 6, "2014-06-26", 9));
    assert!(planned(&instance).is_empty());
}

#[test]
fn busy_times_that_overlap_are_one_and_leave_the_morning_and_the_afternoon() {
    let time = |hour: u16, minute: u16| TimeOfDay(hour * 60 + minute);
    let on = day("2014-06-24");
    // Two calendars with one meeting, and two meetings that overlap only with the way there and back.
    let overlapping = [((11, 30), (13, 0)), ((12, 30), (13, 30))];
    let close = [((11, 30), (12, 0)), ((12, 10), (13, 0))];
    for (road, times) in [(0, overlapping), (20, close)] {
        let mut definition = definition();
        definition.visits[0].travel.minutes = road;
        let busy = |((from, at), (until, to))| Busy {
            from: time(from, at),
            until: time(until, to),
            ..Busy::day(ContactIx(6), on)
        };
        definition.visits[0].busy = times.map(busy).to_vec();
        let mut asked = instance(&[0, 1]);
        (asked.first, asked.last) = (on, on);
        let plan = plan(&definition, &asked, midnight("2014-06-19"));
        assert!(visit::infeasible(&definition, ProgrammeIx(0), &asked, &plan.visits).is_empty());
        assert_eq!((plan.visits.len(), plan.left_out.len()), (2, 0), "{road}: {plan:?}");
    }
}

#[test]
fn the_notice_fits_if_it_can() {
    let mut instance = instance(&[0]);
    instance.last = day("2014-04-04");
    assert_eq!(planned(&instance)[0].date, day("2014-04-04"), "three working days after the opening");
    instance.last = day("2014-04-03");
    assert!(planned(&instance)[0].date <= day("2014-04-03"), "a short notice is better than none");
}

#[test]
fn a_late_opening_never_plans_the_past() {
    let (definition, instance) = (definition(), instance(&[0, 1]));
    let visits = plan(&definition, &instance, midnight("2014-06-25")).visits;
    assert_eq!(visits.len(), 2);
    assert!(visits.iter().all(|visit| visit.date > day("2014-06-25")), "{visits:?}");
}

#[test]
fn a_visit_moves_out_of_the_way_of_one_that_has_no_other_day() {
    let mut definition = definition();
    definition.visits[0].per_week = 1;
    let mut instance = instance(&[0, 1]);
    instance.first = day("2014-06-16");
    instance.last = day("2014-06-27");
    // Place 0 was never visited and chooses first: the week of the 23rd, if the days before it are busy ...
    definition.visits[0].starts.truncate(1);
    // ... while place 1 may be visited only from the 23rd on.
    instance.places[1].last_visit = Some(day("2014-05-24"));
    definition.visits[0].busy = busy(6, days("2014-06-19", "2014-06-20"));
    let visits = planned_by(&definition, &instance, "2014-06-12");
    let places: Vec<u32> = visits.iter().map(|visit| visit.place.0).collect();
    assert_eq!(places, [0, 1], "{visits:?}");
}

#[test]
fn hundreds_of_places_are_planned_within_the_rules() {
    let mut definition = spread(400, 37);
    definition.visits[0].per_week = 20;
    let mut instance = instance(&[]);
    let last = |n: u32| n.is_multiple_of(3).then(|| day("2013-11-01").plus(i32::try_from(n % 90).unwrap()));
    instance.places = (0..400).map(|n| PlaceToVisit { last_visit: last(n), ..unvisited(n) }).collect();
    let visits = planned_by(&definition, &instance, OPENED);
    // 60 working days less the first, two slots on each, two visitors, one of them busy on two days.
    assert!(visits.len() >= 230, "{}", visits.len());
}

#[test]
fn a_leader_is_busy_for_every_programme_and_in_one_place_at_a_time() {
    let mut definition = definition();
    // What this programme's own table does not say stands in another's.
    let mut other = definition.visits[0].clone();
    other.busy = busy(6, days("2014-04-01", "2014-06-19"));
    definition.visits.push(other);
    let mut asked = instance(&[0, 1]);
    let visits = plan(&definition, &asked, midnight(OPENED)).visits;
    assert_eq!(visits.len(), 2);
    assert!(
        visits.iter().all(|visit| visit.visitor != ContactIx(6) || visit.date > day("2014-06-19")),
        "{visits:?}"
    );
    // And a visit that stands for another programme is in the way, wherever it is.
    let first = visits.iter().find(|visit| visit.visitor == ContactIx(6)).unwrap();
    asked.standing = vec![StandingVisit {
        date: first.date,
        start: first.start,
        end: first.end,
        visitor: first.visitor,
        place: UnitIx(5),
    }];
    let around = planned_by(&definition, &asked, OPENED);
    let clash = |visit: &&ProposedVisit| visit.visitor == first.visitor && visit.start == first.start;
    assert!(!around.iter().any(|visit| clash(&visit)), "{around:?}");
}

/// calcom/cal.diy #13606, #8410; onehashai/Cal-ID #1427: all visits went to one, and newcomers were flooded.
#[test]
fn row_24_two_hundred_visits_are_shared_and_a_newcomer_is_not_flooded() {
    let mut definition = spread(200, 200);
    definition.visits[0].per_week = 10;
    let mut asked = instance(&[]);
    asked.places = (0..200).map(unvisited).collect();
    let visits = planned_by(&definition, &asked, OPENED);
    let of = |visitor| visits.iter().filter(|visit| visit.visitor == ContactIx(visitor)).count();
    assert_eq!(visits.len(), 200);
    assert!(of(6).abs_diff(of(7)) <= 1, "{} {}", of(6), of(7));
    // Who joins with nothing behind has their own places and no more, at most the weekly number a week.
    let mut weeks = std::collections::BTreeMap::new();
    for visit in visits.iter().filter(|visit| visit.visitor == ContactIx(7)) {
        *weeks.entry(visit::iso_week(visit.date)).or_insert(0) += 1;
    }
    assert!(weeks.values().all(|count| *count <= 10), "{weeks:?}");
}

#[test]
fn hours_that_are_busy_and_the_way_there_are_planned_around() {
    let mut definition = definition();
    definition.visits[0].travel.minutes = 45;
    definition.visits[0].busy.clear();
    // 11:30 is too near to the end of the morning's slot, and nothing is left of the afternoon's: only Fridays are free.
    for whole in busy(6, days("2014-04-01", "2014-06-30").filter(|date| date.weekday() != 4)) {
        definition.visits[0].busy.extend([
            Busy { from: TimeOfDay(11 * 60 + 30), until: TimeOfDay(12 * 60), ..whole },
            Busy { from: TimeOfDay(16 * 60), until: TimeOfDay(17 * 60), ..whole },
        ]);
    }
    let asked = instance(&[0, 1, 2, 3, 4, 5]);
    let visits = planned_by(&definition, &asked, OPENED);
    assert_eq!(visits.len(), 6, "{visits:?}");
    let own = visits.iter().filter(|visit| visit.visitor == ContactIx(6));
    assert!(own.clone().count() > 0 && own.clone().all(|visit| visit.date.weekday() == 4), "{visits:?}");
}

/// Three take turns at one place: it is the first one's, and the others would go in this order.
fn in_turn(had: u16) -> VisitInstance {
    let mut asked = instance(&[0]);
    asked.first = day("2014-06-23");
    asked.last = day("2014-06-27");
    asked.places[0].visitor = ContactIx(6);
    asked.places[0].turn = Some(Turn { had, others: vec![ContactIx(7), ContactIx(3)] });
    asked
}

#[test]
fn whose_turn_it_is_goes_even_on_the_worst_day_that_is_left() {
    let mut definition = definition();
    definition.visits[0].busy = busy(6, days("2014-06-24", "2014-06-27"));
    let visits = plan(&definition, &in_turn(1), midnight("2014-06-19")).visits;
    assert_eq!((visits.len(), visits[0].visitor, visits[0].date), (1, ContactIx(6), day("2014-06-23")));
    assert!(visits[0].reasons.contains(&SlotReason::InTurn { had: 1, passed: 0 }), "{visits:?}");
}

#[test]
fn the_next_in_turn_goes_where_the_first_has_no_day_left_and_the_reason_says_so() {
    let mut definition = definition();
    let week = || days("2014-06-23", "2014-06-27");
    definition.visits[0].busy = busy(6, week());
    let asked = in_turn(0);
    let visits = planned_by(&definition, &asked, "2014-06-19");
    assert_eq!((visits.len(), visits[0].visitor), (1, ContactIx(7)), "{visits:?}");
    assert!(visits[0].reasons.contains(&SlotReason::InTurn { had: 0, passed: 1 }), "{visits:?}");
    // With all of them away nobody goes.
    definition.visits[0].busy = [6, 7, 3].into_iter().flat_map(|who| busy(who, week())).collect();
    let nobody = plan(&definition, &asked, midnight("2014-06-19"));
    let why = NoSlot::NoDay(LostDays { off: 0, closed: 0, near: 0, busy: 5 });
    assert!(nobody.visits.is_empty(), "{nobody:?}");
    assert_eq!(
        nobody.left_out,
        [LeftOut { place: UnitIx(0), visitor: Some(ContactIx(3)), why }],
        "the last in turn"
    );
}

/// The sample, where these may go to any place besides its own visitor.
fn shared(visitors: &[u32]) -> Definition {
    let mut definition = definition();
    let visitors = visitors.iter().copied().map(ContactIx).collect();
    definition.visits[0].eligible = vec![Eligible { places: AudienceIx(0), visitors, roles: Vec::new() }];
    definition
}

#[test]
fn the_places_own_visitor_goes_and_who_may_stands_in_only_without_a_day() {
    let mut definition = shared(&[7, 3]);
    let mut asked = instance(&[0]);
    (asked.first, asked.last) = (day("2014-06-23"), day("2014-07-04"));
    // A notice fits before days from the 26th on.
    let round = || days("2014-06-23", "2014-07-04");
    let went = |definition: &Definition| plan(definition, &asked, midnight("2014-06-16")).visits;
    // On the worst day of the round rather than not at all.
    definition.visits[0].busy = busy(6, round().filter(|date| *date != day("2014-07-04")));
    let own = went(&definition);
    assert_eq!((own.len(), own[0].visitor, own[0].date), (1, ContactIx(6), day("2014-07-04")));
    assert!(!own[0].reasons.contains(&SlotReason::StandsIn), "{own:?}");
    definition.visits[0].busy = busy(6, round());
    let other = went(&definition);
    assert!([ContactIx(7), ContactIx(3)].contains(&other[0].visitor), "{other:?}");
    assert!(other[0].reasons.contains(&SlotReason::StandsIn), "{other:?}");
    assert!(visit::infeasible(&definition, ProgrammeIx(0), &asked, &other).is_empty());
    definition.visits[0].busy = [6, 7, 3].into_iter().flat_map(|who| busy(who, round())).collect();
    let why = NoSlot::NoDay(LostDays { off: 2, closed: 0, near: 0, busy: 10 });
    let left_out = plan(&definition, &asked, midnight("2014-06-16")).left_out;
    assert_eq!(left_out, [LeftOut { place: UnitIx(0), visitor: Some(ContactIx(6)), why }]);
}

#[test]
fn places_without_a_visitor_of_their_own_are_shared_by_who_may_go() {
    let mut definition = shared(&[6, 7]);
    for unit in &mut definition.units {
        unit.contacts[1] = None;
    }
    let mut asked = instance(&[0, 1, 2, 3, 4, 5]);
    for place in &mut asked.places {
        place.visitor = ContactIx(6);
    }
    let visits = planned_by(&definition, &asked, OPENED);
    let of = |who: u32| visits.iter().filter(|visit| visit.visitor == ContactIx(who)).count();
    assert_eq!(visits.len(), 6);
    assert!(of(6) >= 2 && of(7) >= 2, "nobody has them all: {} {}", of(6), of(7));
    let shares =
        |visit: &ProposedVisit| visit.reasons.iter().any(|it| matches!(it, SlotReason::FairShare(_)));
    assert!(visits.iter().all(shares), "{visits:?}");
}

#[test]
fn a_fair_share_counts_the_visits_that_lie_before_by_their_dates() {
    let mut asked = instance(&[0, 1, 3, 4, 5]);
    // The first leader made one visit before the round, and has one at its end.
    asked.standing = vec![standing(2, 6, "2014-03-20", 9), standing(2, 6, "2014-06-26", 9)];
    let visits = planned(&asked);
    let starts: Vec<(ContactIx, Instant)> =
        asked.standing.iter().map(|one| (one.visitor, one.start)).collect();
    let all: Vec<(ContactIx, Instant)> =
        starts.into_iter().chain(visits.iter().map(|one| (one.visitor, one.start))).collect();
    for visit in &visits {
        let before = all.iter().filter(|(who, start)| *who == visit.visitor && *start < visit.start).count();
        let said = SlotReason::FairShare(u16::try_from(before).unwrap());
        assert!(visit.reasons.contains(&said), "{before} before {visit:?}");
    }
    let first = |who: u32| visits.iter().find(|visit| visit.visitor == ContactIx(who)).unwrap();
    assert!(first(6).reasons.contains(&SlotReason::FairShare(1)), "{visits:?}");
    assert!(first(7).reasons.contains(&SlotReason::FairShare(0)), "{visits:?}");
}
