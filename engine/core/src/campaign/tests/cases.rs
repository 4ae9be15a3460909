//! Cases reach those who have to handle them: said at once, in letters of their own.

use muster_protocol::command::ReceiveCase;
use muster_protocol::item::{CaseNews, StepKind};

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
