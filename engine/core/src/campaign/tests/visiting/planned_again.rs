//! What was called off and is planned again on the spot is one letter to each: what is off, and what stands instead.

use muster_protocol::item::{StepKind, VisitNews};
use muster_protocol::question::VisitOff;

use super::*;

const ROUND: &str = "visits.2014-q2";
const VISIT: &str = "visits.2014-q2/a";

fn decline() -> VisitChange {
    VisitChange::CallOff { why: CalledOff::Declined, reason: None }
}

/// A visit of `a` on 10 June, of which both sides have heard.
fn planned(def: Definition) -> World {
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-05 09:30");
    world.plan_visits("2014-05-05 10:00", (ROUND, "2014-06-10"), |unit| unit.code == "a");
    world.pass_sending("2014-05-06 09:30");
    world
}

/// One line of a letter: to whom, which news, of which day, and what is off.
type Told = (String, VisitNews, String, Option<VisitOff>);

impl World {
    /// What letters tell of visits until then, in the order of who gets them.
    fn told(&mut self, until: &str) -> Vec<(Told, MessageLine)> {
        let mut told = Vec::new();
        self.pass_looking(until, |world, due| {
            for (key, lines) in world.read(due) {
                for line in lines {
                    let StepKind::VisitNews(news) = line.kind else { continue };
                    let day = line.due_day.to_string();
                    told.push(((key.contact.to_string(), news, day, line.off.clone()), line));
                }
            }
        });
        told.sort_by(|one, other| one.0.0.cmp(&other.0.0));
        told
    }

    /// Plans the visit of `a` again, by somebody.
    fn plan_again(&mut self, when: &str, day: &str, visitor: u32) {
        let instance = self.round(when, ROUND);
        let start = at(&format!("{day} 09:30"));
        let (place, visitor, end) = (UnitIx(0), ContactIx(visitor), start.plus(90 * MINUTE));
        let visit = ProposedVisit { place, visitor, date: date(day), start, end, reasons: Vec::new() };
        self.submit(when, &self.proposal((ROUND, instance), vec![visit], Vec::new())).unwrap();
    }
}

fn who(told: &[(Told, MessageLine)]) -> Vec<(&str, VisitNews, &str, Option<String>)> {
    let off = |off: &Option<VisitOff>| off.as_ref().map(|off| off.date.to_string());
    told.iter().map(|((who, news, day, it), _)| (who.as_str(), *news, day.as_str(), off(it))).collect()
}

#[test]
fn a_visit_that_is_declined_and_planned_again_on_the_spot_is_one_letter_to_either_side() {
    let mut world = planned(definition());
    world.change("2014-05-06 10:00", VISIT, decline()).unwrap();
    world.plan_visits("2014-05-06 10:00", (ROUND, "2014-06-11"), |unit| unit.code == "a");
    let told = world.told("2014-05-07 18:00");
    let (news, off) = (VisitNews::PlannedAgain, Some("2014-06-10".to_owned()));
    let each = |who| (who, news, "2014-06-11", off.clone());
    assert_eq!(who(&told), [each("a-clerk"), each("a-head")]);
    for (_, line) in &told {
        let off = line.off.as_ref().unwrap();
        assert_eq!((off.why, off.starts, off.again), (CalledOff::Declined, TimeOfDay(9 * 60 + 30), true));
        let visits = [line.visit.as_ref(), off.visit.as_ref()].map(Option::unwrap);
        let of = visits.map(|visit| (visit.no, visit.sequence, visit.firmness));
        assert_eq!(of, [(2, 0, Firmness::Tentative), (1, 1, Firmness::Cancelled)], "both in the calendar");
    }
}

#[test]
fn what_nobody_plans_again_is_told_as_off_once_and_what_is_planned_later_as_planned() {
    let mut world = planned(definition());
    world.change("2014-05-06 10:00", VISIT, decline()).unwrap();
    assert!(world.told("2014-05-06 10:09").is_empty(), "it may be planned again yet");
    let off = Some("2014-06-10".to_owned());
    let each = |who| (who, VisitNews::CalledOff, "2014-06-10", off.clone());
    assert_eq!(who(&world.told("2014-05-06 18:00")), [each("a-clerk"), each("a-head")]);
    world.plan_visits("2014-05-07 10:00", (ROUND, "2014-06-11"), |unit| unit.code == "a");
    let each = |who| (who, VisitNews::Proposed, "2014-06-11", None);
    assert_eq!(who(&world.told("2014-05-07 18:00")), [each("a-clerk"), each("a-head")]);
}

/// Who went before hears that somebody else goes; who goes now has nothing to take off the calendar.
#[test]
fn who_declined_hears_who_goes_instead() {
    let mut def = definition();
    def.visits[0].turns = Some(Turns { visitors: [1, 3].map(ContactIx).to_vec(), each: 1 });
    let mut world = planned(def);
    world.change("2014-05-06 10:00", VISIT, decline()).unwrap();
    world.plan_again("2014-05-06 10:00", "2014-06-11", 3);
    let told = world.told("2014-05-07 18:00");
    let off = Some("2014-06-10".to_owned());
    let each = |who, news| (who, news, "2014-06-11", off.clone());
    let wanted = [
        each("a-clerk", VisitNews::PlannedAgain),
        each("a-head", VisitNews::GivenToAnother),
        each("b-head", VisitNews::PlannedAgain),
    ];
    assert_eq!(who(&told), wanted);
    let calendars = told.iter().map(|(_, line)| {
        let off = line.off.as_ref().and_then(|off| off.visit.as_ref());
        (line.visit.as_ref().map(|visit| visit.no), off.map(|visit| visit.no))
    });
    assert_eq!(calendars.collect::<Vec<_>>(), [(Some(2), Some(1)), (None, Some(1)), (Some(2), None)]);
    assert!(told.iter().all(|(_, line)| line.visitor.as_deref() == Some("b head")));
}

/// In the evening all of it waits for the morning: people hear what was and what stands, and nothing of what was between.
#[test]
fn what_changes_before_anybody_heard_of_it_is_told_as_it_stands_in_the_end() {
    let mut world = planned(definition());
    world.change("2014-05-06 19:00", VISIT, decline()).unwrap();
    world.plan_visits("2014-05-06 19:00", (ROUND, "2014-06-11"), |unit| unit.code == "a");
    let start = TimeOfDay(9 * 60 + 30);
    world.change("2014-05-06 19:10", VISIT, VisitChange::Move { date: date("2014-06-12"), start }).unwrap();
    world.change("2014-05-06 19:20", VISIT, decline()).unwrap();
    world.plan_visits("2014-05-06 19:20", (ROUND, "2014-06-13"), |unit| unit.code == "a");
    world.change("2014-05-06 19:30", VISIT, VisitChange::Confirm).unwrap();
    let told = world.told("2014-05-07 18:00");
    let each = |who| (who, VisitNews::PlannedAgain, "2014-06-13", Some("2014-06-10".to_owned()));
    assert_eq!(who(&told), [each("a-clerk"), each("a-head")]);
    // A plan that nobody has heard of is no move when it changes.
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-05 09:30");
    world.plan_visits("2014-05-05 19:00", (ROUND, "2014-06-10"), |unit| unit.code == "a");
    world.change("2014-05-05 19:10", VISIT, VisitChange::Move { date: date("2014-06-12"), start }).unwrap();
    let each = |who| (who, VisitNews::Proposed, "2014-06-12", None);
    assert_eq!(who(&world.told("2014-05-06 18:00")), [each("a-clerk"), each("a-head")]);
}

/// It is the one who had it last whose calendar changes, no matter who has the role at the place.
#[test]
fn who_handed_a_visit_on_hears_of_it_though_the_place_is_not_theirs() {
    let mut world = planned(definition());
    let to = |who: &str| VisitChange::Delegate { to: who.to_owned() };
    world.change("2014-05-06 10:00", VISIT, to("b-head")).unwrap();
    world.pass_sending("2014-05-06 11:00");
    world.change("2014-05-06 12:00", VISIT, to("d-head")).unwrap();
    let each = |who, news| (who, news, "2014-06-10", None);
    let wanted = [
        each("a-clerk", VisitNews::Delegated),
        each("b-head", VisitNews::HandedOn),
        each("d-head", VisitNews::Delegated),
    ];
    assert_eq!(who(&world.told("2014-05-06 18:00")), wanted);
}
