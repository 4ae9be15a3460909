//! 未去提醒: visits that their visitors arrange themselves have a day by which somebody is told that nobody went.

use muster_protocol::definition::{DayIn, Destination, SelfArrangedVisit, VisitTerms};
use muster_protocol::ids::DutyIx;
use muster_protocol::item::StepKind;

use super::*;

/// The monthly duty of the sample as visits, with the tenth working day of each month.
fn watched() -> Definition {
    let mut def = definition();
    def.self_arranged.push(SelfArrangedVisit {
        id: "study".to_owned(),
        name: "走访".to_owned(),
        refs: Vec::new(),
        duties: vec![DutyIx(1)],
        to: Destination::Units(AudienceIx(0)),
        each_person: None,
        longest_first: false,
        events: None,
        warn_by: Some(Pattern::Every { period: Period::Month, on: DayIn::Workday(10) }),
        terms: VisitTerms::default(),
    });
    def
}

#[test]
fn who_has_not_gone_by_the_day_is_told_and_who_has_is_not() {
    let mut world = World::of_definition(watched(), "2014-04-01 00:00").sent_until("2014-05-12 09:30");
    let went = submit("study.2014-05/b", 1);
    world.submit("2014-05-12 10:00", &went).unwrap();
    let (round, occasion) = world.state.occasion_by_key("study.2014-05").unwrap();
    let before = |days| StepKind::Before(days);
    let planned: Vec<_> = occasion.plan().steps.iter().map(|step| (step.kind, step.at)).collect();
    // Eleven working days lie from the 15th to the last day of May that is worked.
    assert_eq!(planned.first(), Some(&(before(11), at("2014-05-15 09:00"))));
    assert!(planned.iter().any(|(kind, _)| *kind == before(5)), "beside those of the policy: {planned:?}");
    let mut told = Vec::new();
    world.pass_looking("2014-05-15 23:00", |world, _| {
        for message in &world.given {
            let ours = message.steps.iter().any(|step| step.occasion == round);
            told.extend(ours.then_some(message.key.contact.0));
        }
    });
    assert!(told.contains(&0) && !told.contains(&2), "the clerk of a, and not of b: {told:?}");
}

#[test]
fn a_day_behind_the_due_day_warns_nobody() {
    let mut def = watched();
    def.self_arranged[0].warn_by = Some(Pattern::Every { period: Period::Month, on: DayIn::Last });
    let world = World::of_definition(def, "2014-04-01 00:00");
    let plain = World::launched("2014-04-01 00:00");
    let steps = |world: &World| {
        let (_, occasion) = world.state.occasion_by_key("study.2014-05").unwrap();
        occasion.plan().steps.clone()
    };
    assert_eq!(steps(&world), steps(&plain));
}
