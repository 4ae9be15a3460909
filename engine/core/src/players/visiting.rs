//! Scripted visitors: they make the visits that stand and record them some days later, and say what happens that causes others.

use muster_protocol::command::{Command, RecordVisit};
use muster_protocol::event::{OccasionPlanned, RecordSection};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, ProposedVisit};
use muster_protocol::time::{Instant, TimeOfDay};

use super::{Act, HAND_IN, Players};
use crate::script::Behaviour;

const RECORD: TimeOfDay = TimeOfDay(16 * 60);

impl Players {
    /// Every section that the file asks for; the script has nothing to say in them.
    fn sections(&self, plan: &OccasionPlanned) -> Vec<RecordSection> {
        let OccasionKind::Visit(programme) = plan.kind else { return Vec::new() };
        let form = self.def.visits.get(programme.at()).map(|programme| programme.terms.form.as_slice());
        let section = |name: &String| RecordSection { name: name.clone(), text: None };
        form.unwrap_or_default().iter().map(section).collect()
    }

    /// What happens that causes visits, from an instant on: the unit's clerk says so on the day.
    pub(super) fn telling(&self, from: Instant) -> Vec<(Instant, Act)> {
        let told = self.script.events.iter().filter_map(|event| {
            let unit = self.def.unit_by_code(&event.unit)?;
            let act = Act { actor: self.clerk(unit), command: Command::VisitEvent(event.clone()) };
            Some((self.zone.at(event.on, HAND_IN), act))
        });
        told.filter(|(at, _)| *at >= from).collect()
    }

    /// A visit stands: its visitor will record it.
    pub(super) fn visit_planned(&mut self, ix: OccasionIx, visit: &ProposedVisit) {
        let Some(plan) = self.occasions.get(&ix) else { return };
        if matches!(self.script.units.get(visit.place.at()), Some(Behaviour::Silent)) {
            return;
        }
        let when = self.zone.at(self.workday_after(visit.date, self.script.visit_record_workdays), RECORD);
        let visitor = self.def.contacts.get(visit.visitor.at()).map(|contact| contact.post.clone());
        let sections = self.sections(plan);
        let record = RecordVisit {
            item: self.item(plan, visit.place),
            on: visit.date,
            record: None,
            sections,
            ratings: Vec::new(),
            actions: Vec::new(),
            cases: Vec::new(),
        };
        self.plan(when, visitor.unwrap_or_default(), Command::RecordVisit(record));
    }

    /// It has another day or visitor: what was meant to be recorded of it before is not.
    pub(super) fn visit_changed(&mut self, ix: OccasionIx, visit: &ProposedVisit) {
        self.no_record(ix, visit.place);
        self.visit_planned(ix, visit);
    }

    /// Nothing is to be recorded any more: it does not take place, or somebody has recorded it.
    pub(super) fn no_record(&mut self, ix: OccasionIx, place: UnitIx) {
        let Some(item) = self.occasions.get(&ix).map(|plan| self.item(plan, place)) else { return };
        let ours = |act: &Act| matches!(&act.command, Command::RecordVisit(record) if record.item == item);
        self.agenda.retain(|_, act| !ours(act));
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::Definition;
    use muster_protocol::event::{
        CalledOff, Event, VisitCalledOff, VisitDelegated, VisitMoved, VisitProposed, VisitRecorded,
    };
    use muster_protocol::ids::{CampaignId, Digest, Version};
    use muster_protocol::time::{Date, HOUR};

    use super::*;
    use crate::definition::tests::shipped;
    use crate::script::Script;
    use crate::simulate::{Run, run};

    /// Players who know of a round of visits, as a campaign plans it.
    struct Round {
        def: Definition,
        plan: OccasionPlanned,
        players: Players,
    }

    impl Round {
        fn new() -> Self {
            let def = shipped();
            let (launch, until) = ("2014-04-01T00:00:00+08:00", "2014-05-06T00:00:00+08:00");
            let silent = Players::new(&def, Script::silent(&def));
            let campaign = CampaignId::new("year").unwrap();
            let Run { events, .. } =
                run(&def, &campaign, launch.parse().unwrap(), until.parse().unwrap(), silent, &mut []);
            let mut plans = events.into_iter().filter_map(|happened| match happened.event {
                Event::OccasionPlanned(body) => Some(body),
                _ => None,
            });
            let plan = plans.find(|plan| plan.occasion.key.starts_with("contact-points.2014-q2")).unwrap();
            let mut players = Players::new(&def, Script::all_on_time(&def));
            players.hear(plan.opens, &plan.clone().into());
            Self { def, plan, players }
        }

        fn visit(&self, day: &str, visitor: &str) -> ProposedVisit {
            let date: Date = day.parse().unwrap();
            let start: Instant = format!("{day}T09:00:00+08:00").parse().unwrap();
            let place = self.def.unit_by_code("V03").unwrap();
            let visitor = self.def.contact_by_id(visitor).unwrap();
            ProposedVisit { place, visitor, date, start, end: start.plus(2 * HOUR), reasons: Vec::new() }
        }

        fn hear(&mut self, event: impl Into<Event>) {
            self.players.hear(self.plan.opens, &event.into());
        }

        fn proposed(&mut self, day: &str) {
            let (occasion, visit) = (self.plan.occasion.ix, self.visit(day, "leader-3"));
            let (seen, instance) = (Version(1), Digest::default());
            self.hear(VisitProposed { occasion, seen, instance, visit, due_version: 1, steps: Vec::new() });
        }

        /// What will be recorded: by whom, and made on which day.
        fn records(&mut self) -> Vec<(String, String)> {
            let acts = self.players.due("2014-12-31T00:00:00+08:00".parse().unwrap());
            let record = |act: Act| match act.command {
                Command::RecordVisit(record) => Some((act.actor, record.on.to_string())),
                _ => None,
            };
            acts.into_iter().filter_map(record).collect()
        }
    }

    #[test]
    fn what_happens_is_told_on_its_day_by_the_units_clerk_and_not_before_the_launch() {
        let def = shipped();
        let event = |on: &str| muster_protocol::command::VisitEvent {
            programme: "comfort".to_owned(),
            what: "受灾".to_owned(),
            on: on.parse().unwrap(),
            unit: "005".to_owned(),
            place: None,
        };
        let events = vec![event("2014-06-26"), event("2014-03-03")];
        let players = Players::new(&def, Script { events, ..Script::all_on_time(&def) });
        let told = players.telling("2014-04-01T00:00:00+08:00".parse().unwrap());
        let [(at, act)] = &told[..] else { panic!("{told:?}") };
        assert_eq!(*at, "2014-06-26T10:00:00+08:00".parse().unwrap());
        assert!(matches!(&act.command, Command::VisitEvent(told) if told.unit == "005"), "{act:?}");
    }

    #[test]
    fn a_visit_that_was_called_off_is_not_recorded_and_the_one_planned_instead_is() {
        let mut round = Round::new();
        round.proposed("2014-05-28");
        let (occasion, place) = (round.plan.occasion.ix, round.def.unit_by_code("V03").unwrap());
        let (why, steps) = (CalledOff::Declined, Vec::new());
        round.hear(VisitCalledOff { occasion, place, why, reason: None, due_version: 2, steps });
        round.proposed("2014-06-12");
        assert_eq!(round.records(), [("副局长乙".to_owned(), "2014-06-12".to_owned())]);
    }

    #[test]
    fn a_visit_is_recorded_as_it_stands_and_once() {
        let mut round = Round::new();
        round.proposed("2014-05-28");
        let (occasion, place) = (round.plan.occasion.ix, round.def.unit_by_code("V03").unwrap());
        let visit = round.visit("2014-06-05", "leader-3");
        round.hear(VisitMoved { occasion, visit, due_version: 2, steps: Vec::new() });
        let visit = round.visit("2014-06-05", "leader-4");
        round.hear(VisitDelegated { occasion, visit, due_version: 3, steps: Vec::new() });
        assert_eq!(round.records(), [("副局长丙".to_owned(), "2014-06-05".to_owned())]);
        round.proposed("2014-05-28");
        let on = "2014-05-28".parse().unwrap();
        let (sections, ratings) = (Vec::new(), Vec::new());
        round.hear(VisitRecorded { occasion, place, on, record: None, sections, ratings, follow_ups: 0 });
        assert!(round.records().is_empty(), "somebody has recorded it");
    }
}
