//! Visits: what was cancelled is reminded of no more, and whose turn it is where visitors take turns.

mod carried_back;
mod caused;
mod companions;
mod planned_again;
mod watched;

use muster_protocol::command::{ChangeVisit, ProposeVisits, VisitChange};
use muster_protocol::definition::{
    Contact, DayKind, Exception, GroupCalendar, Pattern, Period, Roll, Rule, Turns, Unit,
};
use muster_protocol::event::CalledOff;
use muster_protocol::ids::{AudienceIx, ContactIx, RoleIx, UnitIx};
use muster_protocol::item::left_out::{LostDays, NoSlot, TakenDays};
use muster_protocol::item::{LeftOut, ProposedVisit, StepRef};
use muster_protocol::question::{CalendarVisit, Firmness, PlaceToVisit, VisitInstance};
use muster_protocol::time::{MINUTE, TimeOfDay};
use muster_rules::visit;

use super::*;
use crate::campaign::sample::date;
use crate::campaign::visit_instance;

impl World {
    pub(super) fn round(&mut self, when: &str, key: &str) -> VisitInstance {
        self.pass(when);
        let (ix, _) = self.state.occasion_by_key(key).unwrap();
        visit_instance(&self.def, &self.state, at(when), ix).unwrap()
    }

    /// Plans the places that this takes, on one day, each with the visitor whose it is.
    pub(super) fn plan_visits(
        &mut self,
        when: &str,
        (key, day): (&str, &str),
        takes: impl Fn(&Unit) -> bool,
    ) {
        let instance = self.round(when, key);
        let start = at(&format!("{day} 09:30"));
        let end = start.plus(90 * MINUTE);
        let taken = instance.places.iter().filter(|place| takes(&self.def.units[place.place.at()]));
        let visit = |place: &PlaceToVisit| {
            let (place, visitor) = (place.place, place.visitor);
            ProposedVisit { place, visitor, date: date(day), start, end, reasons: Vec::new() }
        };
        let visits = taken.map(visit).collect();
        self.submit(when, &self.proposal((key, instance), visits, Vec::new())).unwrap();
    }

    /// The command that plans a round as it was looked at.
    pub(super) fn proposal(
        &self,
        (key, instance): (&str, VisitInstance),
        visits: Vec<ProposedVisit>,
        left_out: Vec<LeftOut>,
    ) -> Command {
        let numbering = &self.state.numbering;
        let said = numbering.names(instance).unwrap();
        let (seen, instance) = (said.seen, visit::digest(&said));
        let visits = visits.into_iter().map(|visit| numbering.names(visit).unwrap()).collect();
        let left_out = left_out.into_iter().map(|place| numbering.names(place).unwrap()).collect();
        Command::ProposeVisits(ProposeVisits { occasion: key.into(), seen, instance, visits, left_out })
    }

    /// Leaves unit `a` out of a plan of the round for a reason.
    fn leave_out(&mut self, when: &str, key: &str, why: NoSlot) -> Result<(), RefusalCode> {
        let instance = self.round(when, key);
        let place = instance.places.iter().find(|place| self.def.units[place.place.at()].code == "a");
        let (place, visitor) = place.map_or((UnitIx(0), ContactIx(1)), |one| (one.place, one.visitor));
        let left_out = LeftOut { place, visitor: Some(visitor), why };
        self.submit(when, &self.proposal((key, instance), Vec::new(), vec![left_out]))
    }

    /// Why unit `a` has no visit in a round.
    fn why_none(&self, key: &str) -> Option<NoSlot> {
        let (_, occasion) = self.state.occasion_by_key(key).unwrap();
        occasion.left_out(self.def.unit_by_code("a").unwrap()).map(|left_out| left_out.why)
    }

    fn change(&mut self, when: &str, name: &str, change: VisitChange) -> Result<(), RefusalCode> {
        self.submit(when, &Command::ChangeVisit(ChangeVisit { item: item(name), change }))
    }

    /// Passes time with a worker; the visits that letters bring to calendars, with whose letter it is.
    pub(super) fn on_calendars(&mut self, until: &str) -> Vec<(String, CalendarVisit)> {
        let mut found = Vec::new();
        self.pass_looking(until, |world, due| {
            for (key, lines) in world.read(due) {
                let visits = lines.into_iter().filter_map(|line| line.visit);
                found.extend(visits.map(|visit| (key.contact.to_string(), visit)));
            }
        });
        found.sort_by(|one, other| one.0.cmp(&other.0));
        found
    }

    /// Whose turn it is at unit `a`, how often they have been there, and who would go instead.
    fn turn(&mut self, when: &str, key: &str) -> (String, u16, Vec<String>) {
        let instance = self.round(when, key);
        let place =
            instance.places.iter().find(|place| self.def.units[place.place.at()].code == "a").unwrap();
        let id = |ix: &ContactIx| self.def.contacts[ix.at()].id.clone();
        let turn = place.turn.as_ref().unwrap();
        (id(&place.visitor), turn.had, turn.others.iter().map(id).collect())
    }
}

fn cancel() -> VisitChange {
    VisitChange::CallOff { why: CalledOff::Cancelled, reason: None }
}

/// calcom/cal.diy #7225, #6973: reminders of bookings that were cancelled, where a provider takes only 100 cancellations.
#[test]
fn row_21_of_150_visits_that_were_cancelled_nobody_is_reminded() {
    let mut def = definition();
    let unit = def.units[0].clone();
    (def.contacts, def.units) = (def.contacts.split_off(8), Vec::new());
    for n in 0..151 {
        let mut unit = Unit { code: format!("v{n:03}"), ..unit.clone() };
        let first = u32::try_from(def.contacts.len()).unwrap();
        unit.contacts = vec![Some(ContactIx(first)), Some(ContactIx(first + 1)), None];
        for role in ["clerk", "head"] {
            let id = format!("v{n:03}-{role}");
            def.contacts.push(Contact { post: id.clone(), id, language: None, person: None });
        }
        def.units.push(unit);
    }
    def.roles[2].scope = muster_protocol::definition::Scope::Campaign(Some(ContactIx(0)));
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-05 09:30");
    world.plan_visits("2014-05-05 10:00", ("visits.2014-q2", "2014-06-10"), |_| true);
    world.pass_sending("2014-05-06 12:00");
    for n in 0..150 {
        world.change("2014-05-06 13:00", &format!("visits.2014-q2/v{n:03}"), cancel()).unwrap();
    }
    world.pass_sending("2014-05-07 12:00");
    let (round, _) = world.state.occasion_by_key("visits.2014-q2").unwrap();
    let mut reminded = Vec::new();
    world.pass_looking("2014-06-12 00:00", |world, _| {
        let steps = world.given.iter().flat_map(|message| &message.steps);
        reminded.extend(steps.filter(|step| step.occasion == round).map(|step| step.unit.0));
    });
    assert_eq!(reminded, [150, 150], "the place and the visitor of the one that stands");
}

/// calcom/cal.diy #10749: each reminder before a booking fired at once when it was made late.
#[test]
fn row_22_a_visit_that_is_planned_inside_its_notice_is_told_once_to_either_side() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-12 09:30");
    // Three working days before it are over; two are left.
    world.plan_visits("2014-05-12 10:00", ("visits.2014-q2", "2014-05-14"), |unit| unit.code == "a");
    let (round, _) = world.state.occasion_by_key("visits.2014-q2").unwrap();
    let mut told = Vec::new();
    world.pass_looking("2014-05-14 23:00", |world, _| {
        for message in &world.given {
            let ours = message.steps.iter().filter(|step| step.occasion == round).count();
            told.extend(std::iter::repeat_n(message.key.contact.0, ours));
        }
    });
    told.sort_unstable();
    assert_eq!(told, [0, 1], "its clerk and its head");
}

/// 另用日历: the place is off on two of the days before the visit, its visitor is not.
#[test]
fn a_place_of_a_group_has_its_notice_by_the_groups_days() {
    let mut def = definition();
    let mut calendar = def.calendar.clone();
    for day in ["2014-06-11", "2014-06-12"] {
        let name = "集市".to_owned();
        calendar.exceptions.push(Exception { date: date(day), kind: DayKind::Off, name });
    }
    let mut audience = def.audiences[0].clone();
    audience.selector.units = vec![UnitIx(0)];
    def.audiences.push(audience);
    def.groups = vec![GroupCalendar { id: "markets".to_owned(), audience: AudienceIx(1), calendar }];
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-05 09:30");
    world.plan_visits("2014-05-05 10:00", ("visits.2014-q2", "2014-06-13"), |unit| unit.code == "a");
    world.pass_sending("2014-05-06 12:00");
    let (round, _) = world.state.occasion_by_key("visits.2014-q2").unwrap();
    let mut told = Vec::new();
    world.pass_looking("2014-06-13 23:00", |world, due| {
        let zone = muster_rules::zone::Zone::of(&world.def).unwrap();
        let ours = |step: &StepRef| (step.occasion, step.unit) == (round, UnitIx(0));
        for message in world.given.iter().filter(|message| message.steps.iter().any(ours)) {
            told.push((message.key.contact.0, zone.date_of(due).to_string()));
        }
    });
    let (clerk, head) = ((0, "2014-06-06".to_owned()), (1, "2014-06-10".to_owned()));
    assert_eq!(told, [clerk, head], "three working days of either");
}

#[test]
fn who_is_told_of_a_visit_gets_it_for_the_calendar_as_it_stands() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-12 09:30");
    world.plan_visits("2014-05-12 10:00", ("visits.2014-q2", "2014-05-14"), |unit| unit.code == "a");
    let planned = world.on_calendars("2014-05-13 09:59");
    let who: Vec<&str> = planned.iter().map(|(who, _)| who.as_str()).collect();
    assert_eq!(who, ["a-clerk", "a-head"], "either side");
    for (_, visit) in &planned {
        assert_eq!((visit.firmness, visit.no), (Firmness::Tentative, 1));
        assert_eq!((visit.start, visit.end), (at("2014-05-14 09:30"), at("2014-05-14 11:00")));
        assert_eq!(visit.visitor, world.def.contacts[1].post);
    }
    world.change("2014-05-13 10:00", "visits.2014-q2/a", cancel()).unwrap();
    let off = world.on_calendars("2014-05-13 18:00");
    assert!(!off.is_empty(), "somebody had it in the calendar");
    let gone = |visit: &CalendarVisit| {
        visit.firmness == Firmness::Cancelled && visit.no == 1 && visit.sequence > planned[0].1.sequence
    };
    assert!(off.iter().all(|(_, visit)| gone(visit)), "{off:?}");
}

/// 同行: who comes along hears what the visitor hears, but for the record, which is made once.
#[test]
fn who_comes_along_is_told_and_has_it_in_the_calendar_and_is_not_asked_for_the_record() {
    let mut def = definition();
    def.visits[0].companions = vec![RoleIx(2)];
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-12 09:30");
    world.plan_visits("2014-05-12 10:00", ("visits.2014-q2", "2014-05-14"), |unit| unit.code == "a");
    let planned = world.on_calendars("2014-05-14 12:00");
    let who: Vec<&str> = planned.iter().map(|(who, _)| who.as_str()).collect();
    assert_eq!(who, ["a-clerk", "a-head", "office"]);
    assert!(planned.iter().all(|(_, visit)| visit.visitor == world.def.contacts[1].post));
    // Two working days for the record are over on Friday.
    let (round, _) = world.state.occasion_by_key("visits.2014-q2").unwrap();
    let mut asked = Vec::new();
    world.pass_looking("2014-05-19 23:00", |world, _| {
        let ours = |step: &StepRef| (step.occasion, step.unit) == (round, UnitIx(0));
        let about = world.given.iter().filter(|message| message.steps.iter().any(ours));
        asked.extend(about.map(|message| message.key.contact.0));
    });
    assert_eq!(asked, [1], "its visitor");
}

#[test]
fn what_is_said_of_a_visit_names_all_who_go_to_each_of_them() {
    let mut def = definition();
    def.visits[0].companions = vec![RoleIx(2)];
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    world.pass_sending("2014-05-12 09:30");
    world.plan_visits("2014-05-12 10:00", ("visits.2014-q2", "2014-05-14"), |unit| unit.code == "a");
    let now = "2014-05-12 10:01";
    world.pass(now);
    let mut told = 0;
    for message in world.given.clone() {
        let key = world.state.numbering.names(message.key).unwrap();
        let question = Question::Messages { campaign: "year".parse().unwrap(), messages: vec![key.clone()] };
        let now = at(now);
        let Answer::Messages { messages, .. } = answer(&world.def, &world.state, now, &question) else {
            panic!("no message {key}")
        };
        for line in messages[0].lines.iter().filter(|line| line.visit.is_some()) {
            told += 1;
            let party = (line.visitor.as_deref(), line.along.as_slice());
            assert_eq!(party, (Some("a head"), &["office".to_owned()][..]), "{key}");
        }
    }
    assert_eq!(told, 3, "the place, the visitor and who comes along");
}

#[test]
fn why_no_visit_was_planned_is_kept_until_one_is() {
    const ROUND: &str = "visits.2014-q2";
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-12 09:30");
    assert_eq!(world.why_none(ROUND), None, "nothing was planned yet");
    let no_day = NoSlot::NoDay(LostDays { off: 2, closed: 0, near: 0, busy: 5 });
    world.leave_out("2014-05-12 10:00", ROUND, no_day).unwrap();
    assert_eq!(world.why_none(ROUND), Some(no_day));
    let version = world.state.version();
    world.leave_out("2014-05-12 10:01", ROUND, no_day).unwrap();
    assert_eq!(world.state.version(), version, "what is known is not said again");
    let taken = NoSlot::Taken(TakenDays { week: 3, ..TakenDays::default() });
    world.leave_out("2014-05-12 10:02", ROUND, taken).unwrap();
    assert_eq!(world.why_none(ROUND), Some(taken), "the last reason counts");
    world.plan_visits("2014-05-12 10:03", (ROUND, "2014-05-16"), |unit| unit.code == "a");
    assert_eq!(world.why_none(ROUND), None, "a plan that fits clears it");
    let refused = world.leave_out("2014-05-12 10:04", ROUND, taken);
    assert_eq!(refused, Err(RefusalCode::Infeasible), "its visit stands");
    world.change("2014-05-12 10:05", "visits.2014-q2/a", cancel()).unwrap();
    assert_eq!(world.why_none(ROUND), None, "nobody has planned it again yet");
    world.leave_out("2014-05-12 10:06", ROUND, taken).unwrap();
    assert_eq!(world.why_none(ROUND), Some(taken), "what was cleared is said again");
}

#[test]
fn a_place_that_nobody_may_visit_is_left_out_as_such_and_no_other_is() {
    const ROUND: &str = "visits.2014-q2";
    let mut def = definition();
    def.units[0].contacts[1] = None;
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-12 09:30");
    let mut leave_out = |place: u32, visitor: Option<u32>, why: NoSlot| {
        let instance = world.round("2014-05-12 10:00", ROUND);
        assert_eq!(instance.without, [UnitIx(0)], "whose head nobody is");
        let left_out = LeftOut { place: UnitIx(place), visitor: visitor.map(ContactIx), why };
        let command = world.proposal((ROUND, instance), Vec::new(), vec![left_out]);
        let done = world.submit("2014-05-12 10:00", &command);
        (done, world.why_none(ROUND))
    };
    let refused = (Err(RefusalCode::Infeasible), None);
    assert_eq!(leave_out(0, Some(1), NoSlot::NoVisitor), refused);
    assert_eq!(leave_out(0, None, NoSlot::Outweighed), refused);
    assert_eq!(leave_out(1, None, NoSlot::NoVisitor), refused, "it has a head");
    assert_eq!(leave_out(1, Some(3), NoSlot::NoVisitor), refused);
    assert_eq!(leave_out(0, None, NoSlot::NoVisitor), (Ok(()), Some(NoSlot::NoVisitor)));
}

#[test]
fn turns_go_round_what_was_called_off_keeps_its_turn_and_nobody_is_overtaken() {
    let mut def = definition();
    let programme = &mut def.visits[0];
    let thrice = Pattern::Spread { period: Period::Month, times: 3 };
    programme.rule = Rule::new(thrice, Roll::Back, date("2014-05-01"), date("2014-06-30"));
    programme.gap_days = 1;
    programme.turns = Some(Turns { visitors: [1, 3, 5].map(ContactIx).to_vec(), each: 2 });
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    let is_a = |unit: &Unit| unit.code == "a";
    let said = |who: &str, had, others: &[&str]| {
        (who.to_owned(), had, others.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>())
    };

    let first = world.turn("2014-05-05 10:00", "visits.2014-05-1");
    assert_eq!(first, said("a-head", 0, &["b-head", "c-head"]), "as the file has them");
    world.plan_visits("2014-05-05 10:00", ("visits.2014-05-1", "2014-05-06"), is_a);
    assert_eq!(world.turn("2014-05-12 10:00", "visits.2014-05-2"), said("b-head", 0, &["c-head"]));
    world.plan_visits("2014-05-12 10:00", ("visits.2014-05-2", "2014-05-13"), is_a);
    world.change("2014-05-12 11:00", "visits.2014-05-2/a", cancel()).unwrap();
    let still = world.turn("2014-05-12 12:00", "visits.2014-05-2");
    assert_eq!(still, said("b-head", 0, &["c-head"]), "what was called off was no visit");

    // Handed to somebody who has been there less than twice, it is that one's.
    world.plan_visits("2014-05-12 12:00", ("visits.2014-05-2", "2014-05-14"), is_a);
    let to = |who: &str| VisitChange::Delegate { to: who.to_owned() };
    world.change("2014-05-12 13:00", "visits.2014-05-2/a", to("c-head")).unwrap();
    assert_eq!(world.turn("2014-05-21 10:00", "visits.2014-05-3"), said("b-head", 0, &[]));
    world.plan_visits("2014-05-21 10:00", ("visits.2014-05-3", "2014-05-22"), is_a);
    world.change("2014-05-21 11:00", "visits.2014-05-3/a", to("a-head")).unwrap();

    // A third time is too much while others have not been there twice.
    assert_eq!(world.turn("2014-06-03 10:00", "visits.2014-06-1"), said("b-head", 0, &[]));
    world.plan_visits("2014-06-03 10:00", ("visits.2014-06-1", "2014-06-04"), is_a);
    let refused = world.change("2014-06-03 11:00", "visits.2014-06-1/a", to("a-head"));
    assert_eq!(refused, Err(RefusalCode::Infeasible));
    world.change("2014-06-03 11:00", "visits.2014-06-1/a", to("c-head")).unwrap();
}

/// Their calendars show it as off while those who had it have not got it back.
#[test]
fn who_handed_a_visit_on_keeps_it_as_they_had_it_until_they_have_it_back() {
    let mut world = World::launched("2014-04-01 00:00");
    let (round, visit) = ("visits.2014-q2", "visits.2014-q2/a");
    world.plan_visits("2014-05-05 10:00", (round, "2014-06-10"), |unit| unit.code == "a");
    let had = |world: &World| {
        let (_, round) = world.state.occasion_by_key(round).unwrap();
        let life = round.life(UnitIx(0)).unwrap();
        let had = life.handed_on.iter().map(|it| (it.visit.visitor, it.visit.date, it.sequence, it.at));
        (life.visit.visitor, life.visit.date, life.sequence, had.collect::<Vec<_>>())
    };
    let (a, b) = (ContactIx(1), ContactIx(3));
    let (tenth, eleventh) = (date("2014-06-10"), date("2014-06-11"));
    let to = |who: &str| VisitChange::Delegate { to: who.to_owned() };
    world.change("2014-05-05 11:00", visit, to("b-head")).unwrap();
    let from_a = (a, tenth, 1, at("2014-05-05 11:00"));
    assert_eq!(had(&world), (b, tenth, 1, vec![from_a]));
    let start = TimeOfDay(9 * 60 + 30);
    world.change("2014-05-05 12:00", visit, VisitChange::Move { date: eleventh, start }).unwrap();
    assert_eq!(had(&world), (b, eleventh, 2, vec![from_a]), "another day is no other visitor");
    world.change("2014-05-05 13:00", visit, to("a-head")).unwrap();
    let from_b = (b, eleventh, 3, at("2014-05-05 13:00"));
    assert_eq!(had(&world), (a, eleventh, 3, vec![from_b]));
}
