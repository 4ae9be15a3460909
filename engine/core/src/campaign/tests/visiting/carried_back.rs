//! 转办: what was brought at a visit opens cases of the kind that the file names, with the record and by the same command.

use muster_protocol::command::{ReceiveCase, VISIT_CASES_MAX, VisitAction, VisitCase};
use muster_protocol::event::{CaseReceived, FoundAt};
use muster_protocol::ids::{CaseIx, Digest};
use muster_protocol::item::{CaseNews, StepKind};

use super::super::duties::campaign;
use super::*;

const VISIT: &str = "contact-points.2014-q2/V03";
const WHEN: &str = "2014-05-06 16:00";

/// The shipped file, in which what is brought at contact points becomes a case of its kind.
fn carrying() -> World {
    let mut world = campaign();
    let programme = world.def.visits.iter_mut().find(|programme| programme.id == "contact-points").unwrap();
    programme.terms.cases = Some("outreach-case".to_owned());
    programme.terms.form = Vec::new();
    world.pass_sending(WHEN);
    world
}

fn brought(unit: Option<&str>) -> VisitCase {
    VisitCase { about: None, unit: unit.map(str::to_owned), text: Digest([7; 32]) }
}

fn record(cases: Vec<VisitCase>) -> RecordVisit {
    RecordVisit { cases, ..visited(VISIT, "2014-05-06") }
}

/// What its visitor's record leads to.
fn recorded(world: &World, body: RecordVisit) -> Result<Vec<Event>, Refusal> {
    decide(&world.def, &world.state, at(WHEN), Issuer::post("副局长乙"), &Command::RecordVisit(body))
}

fn received(events: &[Event]) -> Vec<&CaseReceived> {
    let received = |event: &'_ Event| matches!(event, Event::CaseReceived(_));
    let all = events.iter().filter(|event| received(event));
    all.filter_map(|event| if let Event::CaseReceived(body) = event { Some(body) } else { None }).collect()
}

/// What is said of cases, and to which contacts.
fn said(world: &World, events: &[Event]) -> Vec<(StepKind, String)> {
    let mut said = Vec::new();
    for event in events {
        let Event::OccasionPlanned(planned) = event else { continue };
        let unit = planned.given.as_ref().unwrap().units[0];
        for step in planned.steps.iter().filter(|step| matches!(step.kind, StepKind::CaseNews(_))) {
            let contact = muster_rules::audience::contact_of(&world.def, unit, step.to).unwrap();
            said.push((step.kind, world.def.contacts[contact.at()].id.clone()));
        }
    }
    said
}

#[test]
fn each_matter_is_a_case_that_names_its_visit_and_is_told_to_who_handles_it() {
    let world = carrying();
    let events = recorded(&world, record(vec![brought(Some("002")), brought(None)])).unwrap();
    let (round, _) = world.state.occasion_by_key("contact-points.2014-q2").unwrap();
    let place = world.def.unit_by_code("V03").unwrap();
    let cases = received(&events);
    let known: Vec<(CaseIx, Option<FoundAt>)> =
        cases.iter().map(|case| (case.case, case.brought_at.clone())).collect();
    let visit = Some(FoundAt { occasion: round, place });
    assert_eq!(known, [(CaseIx(0), visit.clone()), (CaseIx(1), visit)]);
    assert!(cases.iter().all(|case| world.def.cases[case.of_kind.at()].id == "outreach-case"));
    let told = said(&world, &events);
    let (unit, none) = (StepKind::CaseNews(CaseNews::Dispatched), StepKind::CaseNews(CaseNews::Waits));
    assert!(told.contains(&(unit, "002-clerk".to_owned())), "{told:?}");
    assert!(told.iter().any(|(kind, _)| *kind == none), "somebody is to give it to a unit: {told:?}");
    assert!(events.iter().any(|event| matches!(event, Event::ItemClosed(_))), "the visit waits for neither");
}

#[test]
fn tasks_and_cases_of_one_record_have_numbers_of_their_own() {
    let mut world = carrying();
    let problem = VisitAction {
        title: "台账补齐".to_owned(),
        owner: "005".to_owned(),
        due_day: "2014-05-16".parse().unwrap(),
    };
    let body = RecordVisit { actions: vec![problem], ..record(vec![brought(Some("002")), brought(None)]) };
    let before = world.state.occasions().len();
    let events = recorded(&world, body).unwrap();
    let planned = |event: &Event| match event {
        Event::OccasionPlanned(planned) => Some(planned.occasion.ix.at()),
        _ => None,
    };
    let planned: Vec<usize> = events.iter().filter_map(planned).collect();
    assert_eq!(planned, (before..before + planned.len()).collect::<Vec<_>>());
    assert!(planned.len() >= 3, "a task, and what is said of each case: {planned:?}");
    for event in &events {
        evolve(&world.def, &mut world.state, at(WHEN), event);
        goes_through_names(&world.def, &world.state, event);
    }
    let again = recorded(&world, record(vec![brought(Some("002"))])).unwrap_err();
    assert_eq!(again.code, RefusalCode::WrongState, "a visit is recorded once, and its cases with it");
}

#[test]
fn what_the_file_does_not_carry_back_and_too_much_of_it_is_refused() {
    let mut world = carrying();
    let many = vec![brought(None); VISIT_CASES_MAX + 1];
    assert_eq!(recorded(&world, record(many)).unwrap_err().code, RefusalCode::TooLarge);
    let strange = recorded(&world, record(vec![brought(Some("999"))])).unwrap_err();
    assert_eq!(strange.code, RefusalCode::UnknownName, "there is no such unit, and nothing is recorded");
    let programme = world.def.visits.iter_mut().find(|programme| programme.id == "contact-points").unwrap();
    programme.terms.cases = None;
    let refused = recorded(&world, record(vec![brought(None)])).unwrap_err();
    assert_eq!(refused.code, RefusalCode::Incomplete);
    assert!(refused.detail.en.contains(VISIT), "{}", refused.detail.en);
}

#[test]
fn what_is_brought_at_a_visit_that_arranged_itself_becomes_the_files_kind_of_case_alone() {
    let mut world = campaign();
    let when = "2014-05-20 16:00";
    world.pass_sending(when);
    let brought_at = |kind: &str, source| {
        Command::ReceiveCase(ReceiveCase {
            kind: kind.to_owned(),
            source,
            about: None,
            unit: Some("002".to_owned()),
            at: Some(item("outreach.2014-05/002")),
            text: None,
            received: None,
        })
    };
    let by = Issuer::post("002-clerk");
    let field = Some("field".to_owned());
    let refused =
        decide(&world.def, &world.state, at(when), by, &brought_at("public-appeal", field)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::WrongState);
    assert!(refused.detail.en.contains("outreach-case"), "{}", refused.detail.en);
    let events = decide(&world.def, &world.state, at(when), by, &brought_at("outreach-case", None)).unwrap();
    let (round, _) = world.state.occasion_by_key("outreach.2014-05").unwrap();
    let place = world.def.unit_by_code("002").unwrap();
    assert_eq!(received(&events)[0].brought_at, Some(FoundAt { occasion: round, place }));
}
