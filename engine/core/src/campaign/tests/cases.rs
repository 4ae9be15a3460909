//! Cases reach those who have to handle them: said at once, in letters of their own.

use muster_protocol::case::{CaseAct, CaseClock};
use muster_protocol::command::{ReceiveCase, WorkCase};
use muster_protocol::definition::Right;
use muster_protocol::item::{CaseNews, StepKind};
use muster_protocol::question::CaseStanding;

use super::*;
use crate::definition::tests::shipped;

fn hotline(unit: Option<&str>) -> Command {
    Command::ReceiveCase(ReceiveCase {
        kind: "hotline-12319".to_owned(),
        source: None,
        about: Some("投诉".to_owned()),
        unit: unit.map(str::to_owned),
        at: None,
        text: None,
        received: None,
    })
}

/// What is said, and to whom, when a post takes a case in.
fn said(by: &str, unit: Option<&str>) -> Vec<(StepKind, String, Instant)> {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-04-10 10:00");
    let when = at("2014-04-10 10:00");
    let events = decide(&world.def, &world.state, when, Issuer::post(by), &hotline(unit)).unwrap();
    let mut said = Vec::new();
    for event in &events {
        if let Event::OccasionPlanned(planned) = event {
            let given = planned.given.as_ref().unwrap();
            let unit = world.def.units[given.units[0].at()].code.clone();
            said.extend(planned.steps.iter().map(|step| (step.kind, unit.clone(), step.at)));
        }
    }
    for event in &events {
        evolve(&world.def, &mut world.state, when, event);
    }
    said
}

#[test]
fn a_case_that_comes_in_for_a_unit_is_said_to_it_at_once() {
    let announced = [(StepKind::CaseNews(CaseNews::Dispatched), "017".to_owned(), at("2014-04-10 10:00"))];
    assert_eq!(said("office", Some("017")), announced);
    assert_eq!(said("office", None), announced, "the only unit that handles such cases");
}

#[test]
fn who_takes_a_case_in_for_their_own_unit_gets_no_letter_about_it() {
    assert_eq!(said("017-clerk", Some("017")), []);
    assert_eq!(said("热线中心联络员", None), []);
    assert_eq!(said("017-head", None).len(), 1, "the clerk hears of what the head took in");
}

impl World {
    /// From when a case that comes in is late: to be accepted, to be finished, and by law.
    fn clocks(
        &mut self,
        when: &str,
        (kind, about): (&str, &str),
    ) -> (Option<Instant>, Instant, Option<Instant>) {
        self.pass_sending(when);
        let command = Command::ReceiveCase(ReceiveCase {
            kind: kind.to_owned(),
            source: None,
            about: Some(about.to_owned()),
            unit: None,
            at: None,
            text: None,
            received: None,
        });
        let events = decided(&self.def, &self.state, at(when), &command).unwrap();
        let Some(Event::CaseReceived(body)) = events.first() else { panic!("not received") };
        (body.accept_by, body.finish_by, body.statutory)
    }
}

#[test]
fn a_case_has_the_time_of_what_it_is_about() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    let now = "2014-04-10 10:00";
    // Half a working day to accept it; that day, five working days or two hours to finish it.
    let accept = Some(at("2014-04-10 15:30"));
    for (about, finish) in
        [("咨询", "2014-04-11 00:00"), ("投诉", "2014-04-18 00:00"), ("抢修", "2014-04-10 12:00")]
    {
        assert_eq!(world.clocks(now, ("hotline-12319", about)), (accept, at(finish), None), "{about}");
    }
}

#[test]
fn an_item_of_the_catalogue_has_the_time_that_is_promised_and_the_time_of_the_law() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    let now = "2014-04-10 10:00";
    // Accepted on the spot; five working days of ten, and the same day of five.
    for (about, promised, statutory) in [
        ("商品房预售许可", "2014-04-18 00:00", "2014-04-25 00:00"),
        ("白蚁防治合同备案", "2014-04-11 00:00", "2014-04-18 00:00"),
    ] {
        let clocks = world.clocks(now, ("window-item", about));
        assert_eq!(clocks, (None, at(promised), Some(at(statutory))), "{about}");
    }
}

/// The hotline's first case, about this, that the office took in at ten and that nobody has read of yet.
fn taken_in(def: Definition, about: &str) -> World {
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-04-10 10:00");
    let Command::ReceiveCase(body) = hotline(None) else { panic!("not received") };
    let command = Command::ReceiveCase(ReceiveCase { about: Some(about.to_owned()), ..body });
    world.give("2014-04-10 10:00", "office", &command);
    world
}

impl World {
    /// Gives a command as a post.
    fn give(&mut self, when: &str, by: &str, command: &Command) {
        for event in decide(&self.def, &self.state, at(when), Issuer::post(by), command).unwrap() {
            evolve(&self.def, &mut self.state, at(when), &event);
            self.note(at(when), &event);
        }
        self.pass(when);
    }

    /// How the cases stand that the letters of a post speak of at an instant.
    fn cases_read_by(&self, who: &str, now: &str) -> Vec<CaseStanding> {
        let theirs = self.read(at(now)).into_iter().filter(|(key, _)| key.contact == *who);
        theirs.flat_map(|(_, lines)| lines).filter_map(|line| line.case).collect()
    }
}

/// The limits of a case as its reader has them, each with whether it is over.
fn limits(case: &CaseStanding) -> Vec<(CaseClock, String, bool)> {
    let one = |limit: &muster_protocol::question::CaseLimit| {
        let hour = limit.hour.map(|hour| format!(" {hour}")).unwrap_or_default();
        (limit.clock, format!("{}{hour}", limit.day), limit.over)
    };
    case.limits.iter().map(one).collect()
}

#[test]
fn a_letter_of_a_case_has_its_limits_to_the_hour_and_says_which_of_them_are_over() {
    let mut world = taken_in(shipped(), "抢修");
    let read = world.cases_read_by("017-clerk", "2014-04-10 10:00");
    assert_eq!(read.len(), 1, "{read:?}");
    assert_eq!(
        (read[0].case.to_string().as_str(), read[0].about.as_deref()),
        ("hotline-12319/1", Some("抢修"))
    );
    let (accept, finish) = ("2014-04-10 15:30".to_owned(), "2014-04-10 12:00".to_owned());
    let ahead = [(CaseClock::Accept, accept.clone(), false), (CaseClock::Finish, finish.clone(), false)];
    assert_eq!(limits(&read[0]), ahead);
    assert!(read[0].worked_by.is_empty(), "it is the reader's to work on: {read:?}");
    world.pass("2014-04-10 12:00");
    let over = [(CaseClock::Accept, accept, false), (CaseClock::Finish, finish, true)];
    for case in world.cases_read_by("017-clerk", "2014-04-10 12:00") {
        assert_eq!(limits(&case), over);
    }
}

#[test]
fn that_a_time_is_over_is_not_said_of_a_case_that_was_accepted_before_the_letter_went() {
    let mut world = taken_in(shipped(), "咨询");
    world.report(at("2014-04-10 10:00"));
    world.pass("2014-04-10 15:30");
    let read = world.cases_read_by("017-clerk", "2014-04-10 15:30");
    assert!(read.len() == 1 && limits(&read[0])[0].2, "the time to accept it is over: {read:?}");
    let act = WorkCase { case: read[0].case.clone(), act: CaseAct::Accept };
    world.give("2014-04-10 15:31", "017-clerk", &Command::WorkCase(act));
    assert_eq!(world.cases_read_by("017-clerk", "2014-04-10 15:32"), []);
}

#[test]
fn who_may_not_work_on_a_case_reads_who_does() {
    let mut def = shipped();
    for role in &mut def.roles {
        role.can.retain(|right| *right != Right::HandleCases);
        if role.id == "office" {
            role.can.push(Right::HandleCases);
        }
    }
    let office = def.contacts[def.contact_by_id("office").unwrap().at()].post.clone();
    let read = taken_in(def, "咨询").cases_read_by("017-clerk", "2014-04-10 10:00");
    assert!(read.len() == 1 && read[0].worked_by == [office], "{read:?}");
}

#[test]
fn a_case_comes_from_one_of_the_sources_that_its_kind_names() {
    let mut def = shipped();
    let kind = def.cases.iter_mut().find(|kind| kind.id == "hotline-12319").unwrap();
    kind.sources = vec!["hotline".to_owned(), "来信".to_owned()];
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-04-10 10:00");
    let Command::ReceiveCase(body) = hotline(None) else { panic!("not received") };
    let brought = |source: Option<&str>| {
        Command::ReceiveCase(ReceiveCase { source: source.map(str::to_owned), ..body.clone() })
    };
    let now = "2014-04-10 10:00";
    let said = |world: &World, command: &Command| {
        decide(&world.def, &world.state, at(now), Issuer::post("office"), command).unwrap_err().detail.zh
    };
    assert!(said(&world, &brought(None)).contains("请用 --source 写明来源（热线、来信）"));
    assert!(said(&world, &brought(Some("来访"))).contains("来源是热线、来信，不是来访"));
    for (word, kept) in [("热线", "hotline"), ("Hotline", "hotline"), ("来信", "来信")] {
        let events =
            decide(&world.def, &world.state, at(now), Issuer::post("office"), &brought(Some(word))).unwrap();
        let Some(Event::CaseReceived(received)) = events.first() else { panic!("not received") };
        assert_eq!(received.source, kept);
    }
    world.give(now, "office", &brought(Some("来信")));
}
