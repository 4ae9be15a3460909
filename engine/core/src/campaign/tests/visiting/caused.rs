//! 遇事: what happens at a place causes a visit of its own, once, due so many working days after it.

use muster_protocol::command::VisitEvent;
use muster_protocol::definition::Destination;
use muster_protocol::item::StepKind;

use super::super::duties::campaign;
use super::*;

const WHEN: &str = "2014-06-26 10:00";

fn event(what: &str, on: &str, unit: &str) -> VisitEvent {
    VisitEvent {
        programme: "comfort".to_owned(),
        what: what.to_owned(),
        on: on.parse().unwrap(),
        unit: unit.to_owned(),
        place: None,
    }
}

/// The shipped campaign on a Thursday in June.
fn june() -> World {
    let mut world = campaign();
    world.pass_sending(WHEN);
    world
}

fn told(world: &mut World, by: &str, body: VisitEvent) -> Result<usize, Refusal> {
    let events = decide(&world.def, &world.state, at(WHEN), Issuer::post(by), &Command::VisitEvent(body))?;
    for event in &events {
        evolve(&world.def, &mut world.state, at(WHEN), event);
        goes_through_names(&world.def, &world.state, event);
    }
    Ok(events.len())
}

#[test]
fn an_event_opens_a_visit_that_is_due_reminded_and_late_like_the_others() {
    let mut world = june();
    assert_eq!(told(&mut world, "005-clerk", event("受灾", "2014-06-26", "005")), Ok(2));
    let (round, occasion) = world.state.occasion_by_key("comfort-event.1").unwrap();
    let plan = occasion.plan().clone();
    assert_eq!(plan.due_day, date("2014-07-01"), "three working days behind the day of the event");
    let unit = world.def.unit_by_code("005").unwrap();
    let given = plan.given.as_ref().unwrap();
    assert_eq!(given.units, [unit]);
    let caused_by = given.caused_by.as_ref().unwrap();
    assert_eq!((caused_by.what.as_str(), caused_by.on, caused_by.place), ("受灾", date("2014-06-26"), unit));
    assert!(plan.steps.iter().any(|step| step.kind == StepKind::Given), "said at once: {:?}", plan.steps);
    world.pass_sending("2014-07-04 00:00");
    assert!(world.state.occasions()[round.at()].item(unit).overdue(), "nobody went");
}

#[test]
fn an_event_that_is_told_twice_is_one_and_another_is_another() {
    let mut world = june();
    assert_eq!(told(&mut world, "005-clerk", event("受灾", "2014-06-26", "005")), Ok(2));
    assert_eq!(
        told(&mut world, "系统党委", event("受灾", "2014-06-26", "005")),
        Ok(0),
        "no matter who tells it"
    );
    for other in [
        event("重病", "2014-06-26", "005"),
        event("受灾", "2014-06-25", "005"),
        event("受灾", "2014-06-26", "006"),
    ] {
        assert_eq!(told(&mut world, "系统党委", other), Ok(2));
    }
    assert!(world.state.occasion_by_key("comfort-event.4").is_some());
}

#[test]
fn what_is_told_late_is_due_on_the_next_working_day() {
    let mut world = june();
    assert_eq!(told(&mut world, "005-clerk", event("重病", "2014-06-03", "005")), Ok(2));
    let (_, occasion) = world.state.occasion_by_key("comfort-event.1").unwrap();
    assert_eq!(occasion.plan().due_day, date("2014-06-26"));
}

#[test]
fn what_the_file_does_not_name_and_who_has_no_say_are_refused() {
    let mut world = june();
    let mut refused = |by: &str, body| told(&mut world, by, body).unwrap_err().code;
    assert_eq!(refused("005-clerk", event("结婚", "2014-06-26", "005")), RefusalCode::UnknownName);
    assert_eq!(refused("005-clerk", event("受灾", "2014-06-27", "005")), RefusalCode::WrongDay);
    assert_eq!(refused("005-clerk", event("受灾", "2014-03-31", "005")), RefusalCode::WrongDay);
    assert_eq!(refused("系统党委", event("受灾", "2014-06-26", "999")), RefusalCode::UnknownName);
    let elsewhere = VisitEvent { place: Some("V02".to_owned()), ..event("受灾", "2014-06-26", "005") };
    assert_eq!(refused("005-clerk", elsewhere), RefusalCode::WrongState);
    let nothing = VisitEvent { programme: "outreach".to_owned(), ..event("受灾", "2014-06-26", "005") };
    assert_eq!(refused("005-clerk", nothing), RefusalCode::UnknownName);
    assert!(matches!(refused("006-clerk", event("受灾", "2014-06-26", "005")), RefusalCode::NotAllowed(_)));
}

#[test]
fn where_the_file_names_units_as_places_it_happened_at_one_of_them() {
    let mut world = june();
    let places = world.def.audiences.iter().position(|audience| audience.name == "联系点").unwrap();
    let to = Destination::Units(AudienceIx(u16::try_from(places).unwrap()));
    world.def.self_arranged.iter_mut().find(|visits| visits.id == "comfort").unwrap().to = to;
    let at_place = |place: Option<&str>| VisitEvent {
        place: place.map(str::to_owned),
        ..event("受灾", "2014-06-26", "005")
    };
    let own = told(&mut world, "005-clerk", at_place(None)).unwrap_err();
    assert_eq!(own.code, RefusalCode::WrongState, "its own house is no place of these visits");
    assert_eq!(told(&mut world, "005-clerk", at_place(Some("V03"))), Ok(2));
    let (_, occasion) = world.state.occasion_by_key("comfort-event.1").unwrap();
    let title = &occasion.plan().given.as_ref().unwrap().title;
    assert!(title.contains("V03"), "{title}");
}
