//! Rounds of many shapes, drawn by a seed: roads by a table and by towns, busy days and hours, visits that stand, visitors in
//! turn, gaps to visits before, days that were called off.

use muster_protocol::definition::{Audience, Opening, Road, Selector, VisitingHours};
use muster_protocol::ids::{AudienceIx, ProgrammeIx};
use muster_protocol::item::left_out::NoSlot;
use muster_protocol::question::{StandingVisit, Turn};

use super::*;
use crate::sample::{day, definition, instance, midnight};

const VISITORS: [ContactIx; 2] = [ContactIx(6), ContactIx(7)];
/// The day before any round begins.
const NOW: &str = "2014-06-02";

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i32) -> i32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i32::try_from(self.0 >> 40).unwrap() % limit
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(i32::try_from(choices.len()).unwrap())).unwrap()]
    }
}

/// A definition and a round of it. `spared` keeps days with visits that stand free of busy hours: what breaks a rule by itself
/// shuts its day for the search, but not for the rules.
fn drawn(numbers: &mut Numbers, spared: bool) -> (Definition, VisitInstance) {
    let mut def = definition();
    let zone = Zone::of(&def).unwrap();
    let mut asked = instance(&[0, 1, 2, 3, 4]);
    asked.first = day(NOW).plus(1 + numbers.below(10));
    asked.last = asked.first.plus(2 + numbers.below(14));
    for at in 0..numbers.below(3) {
        let date = asked.first.plus(3 * at + numbers.below(3));
        let start = numbers.of(&def.visits[0].starts);
        let (start, end) = visit::slot(&def.visits[0], &zone, date, start);
        let (visitor, place) = (numbers.of(&VISITORS), UnitIx(numbers.of(&[5, 5, 5, 0])));
        asked.standing.push(StandingVisit { date, start, end, visitor, place });
    }
    asked.standing.sort_unstable();
    for place in &mut asked.places {
        place.visitor = numbers.of(&VISITORS);
        if numbers.below(4) == 0 {
            place.last_visit = Some(asked.first.plus(-20 - numbers.below(20)));
        }
        if numbers.below(4) == 0 {
            place.not_on = vec![asked.first.plus(numbers.below(5))];
        }
        if numbers.below(3) == 0 {
            let others = VISITORS.into_iter().filter(|other| *other != place.visitor).collect();
            place.turn = Some(Turn { had: 0, others });
        }
    }
    def.visits[0].busy = busy(numbers, &asked, spared);
    def.visits[0].per_week = numbers.of(&[1, 2, 3]);
    def.visits[0].travel.minutes = numbers.of(&[0, 20]);
    if numbers.below(2) == 0 {
        for (from, to) in (0..6).flat_map(|from| (0..6).map(move |to| (from, to))) {
            if from != to && numbers.below(3) > 0 {
                let (from, to, minutes) = (UnitIx(from), UnitIx(to), numbers.of(&[10, 40, 100, 220]));
                def.visits[0].travel.times.push(Road { from, to, minutes });
            }
        }
    }
    (def, asked)
}

/// A third of the days whole, another third for some hours.
fn busy(numbers: &mut Numbers, asked: &VisitInstance, spared: bool) -> Vec<Busy> {
    let mut busy = Vec::new();
    for date in (asked.first.0..=asked.last.0).map(Date) {
        for visitor in VISITORS {
            let visits = asked.standing.iter().any(|one| (one.visitor, one.date) == (visitor, date));
            let whole = Busy::day(visitor, date);
            let half_hours = |count: i32| TimeOfDay(u16::try_from(30 * count).unwrap());
            let share = numbers.below(6);
            if spared && visits {
                continue;
            }
            match share {
                0 | 1 => busy.push(whole),
                2 | 3 => {
                    let from = 14 + numbers.below(20);
                    let until = half_hours(from + 1 + numbers.below(5));
                    busy.push(Busy { from: half_hours(from), until, ..whole });
                }
                _ => {}
            }
        }
    }
    busy
}

/// How many visits the search finds. [`feasible`] takes out what breaks a rule, so that a plan never does; but there should be
/// nothing to take out.
fn searched(case: usize, def: &Definition, asked: &VisitInstance) -> usize {
    let planner = Planner::new(def, asked, midnight(NOW)).unwrap();
    let order = planner.in_order();
    let round = translation::round(&planner, &order).unwrap();
    let budget = Budget { iterations: 2_000, seed: SEED, chain: 0 };
    let visits = round.proposals(&planner, &order, &solve(&round.instance, budget, &mut Unwatched));
    let broken = visit::infeasible(def, ProgrammeIx(0), asked, &visits);
    assert!(broken.is_empty(), "{case}: {broken:?} {visits:?} {asked:?}");
    visits.len()
}

#[test]
fn what_the_search_gives_breaks_no_rule_in_rounds_of_many_shapes() {
    let mut numbers = Numbers(1);
    let (mut made, mut left) = (0, 0);
    for case in 0..80 {
        let (def, asked) = drawn(&mut numbers, false);
        let visits = searched(case, &def, &asked);
        made += visits;
        left += asked.places.len() - visits;
    }
    assert!(made > 80 && left > 20, "both are worth looking at: {made} {left}");
}

/// Whether somebody could make the round's only visit, by trying every slot.
fn has_slot(def: &Definition, asked: &VisitInstance, visitor: ContactIx) -> bool {
    let zone = Zone::of(def).unwrap();
    let place = asked.places[0].place;
    (asked.first.0..=asked.last.0).map(Date).any(|date| {
        def.visits[0].starts.iter().any(|start| {
            let (start, end) = visit::slot(&def.visits[0], &zone, date, *start);
            let one = ProposedVisit { place, visitor, date, start, end, reasons: Vec::new() };
            visit::infeasible(def, ProgrammeIx(0), asked, &[one]).is_empty()
        })
    })
}

#[test]
fn a_place_is_visited_by_the_first_in_turn_who_has_a_slot_and_left_out_where_nobody_has() {
    let mut numbers = Numbers(2);
    let mut gone = [0; 3];
    for case in 0..40 {
        let (def, mut asked) = drawn(&mut numbers, true);
        asked.places.truncate(1);
        let place = &asked.places[0];
        let others = place.turn.iter().flat_map(|turn| turn.others.iter().copied());
        let who: Vec<ContactIx> = [place.visitor].into_iter().chain(others).collect();
        let first = who.iter().position(|visitor| has_slot(&def, &asked, *visitor));
        let visits = plan(&def, &asked, midnight(NOW)).visits;
        let went = visits.first().map(|visit| visit.visitor);
        assert_eq!(went, first.map(|at| who[at]), "{case}: {asked:?} {:?}", def.visits[0]);
        gone[first.unwrap_or(2)] += 1;
    }
    assert!(gone[0] > 5 && gone[2] > 0, "{gone:?}");
}

#[test]
fn what_is_said_to_have_no_day_has_none_by_itself_and_everything_else_has_one() {
    let mut numbers = Numbers(3);
    let (mut without_day, mut taken) = (0, 0);
    for case in 0..60 {
        let (def, asked) = drawn(&mut numbers, true);
        let plan = plan(&def, &asked, midnight(NOW));
        let visited = plan.visits.iter().map(|visit| visit.place);
        let mut told: Vec<UnitIx> = visited.chain(plan.left_out.iter().map(|one| one.place)).collect();
        told.sort_unstable();
        let all: Vec<UnitIx> = asked.places.iter().map(|place| place.place).collect();
        assert_eq!(told, all, "{case}: each place has a visit or a reason");
        for LeftOut { place, visitor, why } in &plan.left_out {
            let mut alone = asked.clone();
            alone.places.retain(|one| one.place == *place);
            alone.standing.retain(|one| one.place == *place);
            assert_eq!(
                why.is_proved(),
                !has_slot(&def, &alone, visitor.unwrap()),
                "{case}: {why:?} {alone:?}"
            );
            match why {
                NoSlot::NoDay(lost) => {
                    let days =
                        [lost.off, lost.closed, lost.near, lost.busy].map(i32::from).iter().sum::<i32>();
                    assert_eq!(days, asked.last.0 - asked.first.0 + 1, "{case}: {lost:?}");
                    without_day += 1;
                }
                NoSlot::Taken(days) => {
                    assert!(days.week + days.time > 0 && days.shut == 0, "{case}: {days:?}");
                    taken += 1;
                }
                NoSlot::Outweighed | NoSlot::AgainstRules | NoSlot::NoVisitor => panic!("{case}: {why:?}"),
            }
        }
    }
    assert!(without_day > 2 && taken > 5, "both are worth looking at: {without_day} {taken}");
}

/// Hours of their own for half of the places, and days on which they are closed.
fn visiting_hours(numbers: &mut Numbers, def: &mut Definition, asked: &VisitInstance) {
    for place in &asked.places {
        if numbers.below(2) == 0 {
            continue;
        }
        let audience = AudienceIx(u16::try_from(def.audiences.len()).unwrap());
        let selector = Selector { units: vec![place.place], ..Selector::default() };
        def.audiences.push(Audience { name: String::new(), refs: Vec::new(), selector });
        let (from, until) =
            (TimeOfDay(numbers.of(&[0, 10 * 60])), TimeOfDay(numbers.of(&[12 * 60, 18 * 60])));
        let weekdays = numbers.of::<&[u8]>(&[&[], &[0, 1], &[2, 4], &[3]]).to_vec();
        let open = (numbers.below(4) > 0).then_some(Opening { weekdays, from, until });
        let closed = (0..numbers.below(3)).map(|_| asked.first.plus(numbers.below(8))).collect();
        def.visits[0].visiting_hours.push(VisitingHours { places: audience, open, closed });
    }
}

#[test]
fn visits_lie_in_the_hours_of_their_places_and_where_no_day_has_any_that_is_proved() {
    let mut numbers = Numbers(4);
    let (mut made, mut closed) = (0, 0);
    for case in 0..60 {
        let (mut def, asked) = drawn(&mut numbers, true);
        visiting_hours(&mut numbers, &mut def, &asked);
        made += searched(case, &def, &asked);
        for LeftOut { place, visitor, why } in plan(&def, &asked, midnight(NOW)).left_out {
            let mut alone = asked.clone();
            alone.places.retain(|one| one.place == place);
            alone.standing.retain(|one| one.place == place);
            assert_eq!(
                why.is_proved(),
                !has_slot(&def, &alone, visitor.unwrap()),
                "{case}: {why:?} {alone:?}"
            );
            if let NoSlot::NoDay(lost) = why {
                let days = [lost.off, lost.closed, lost.near, lost.busy].map(i32::from).iter().sum::<i32>();
                assert_eq!(days, asked.last.0 - asked.first.0 + 1, "{case}: {lost:?}");
                closed += i32::from(lost.closed);
            }
        }
    }
    assert!(made > 30 && closed > 10, "both are worth looking at: {made} {closed}");
}
