//! Reviews: points of the rubric, and what a return does to the due day.

use super::*;
use muster_protocol::definition::ReturnDue;
use muster_protocol::item::StepKind;

pub(super) fn plan() -> Command {
    hand_in("unit-plan/002", &[("活动方案", 1)], covers(&["服务大局", "自身建设", "队伍建设"]))
}

pub(super) fn back(failed: &[&str]) -> Command {
    let failed = failed.iter().map(|point| (*point).to_owned()).collect();
    Command::Return(Return { item: item("unit-plan/002"), reason: None, failed })
}

#[test]
fn a_return_names_points_of_the_rubric() {
    let mut world = campaign();
    world.taken("2014-04-15 10:00", &plan());
    insta::assert_snapshot!(world.refusal("2014-04-16 10:00", &back(&["求细求是"])), @r"
    unknown-name
    审核要点里没有“求细求是”
    “求细求是” is not a point of the rubric
    instead 求细求实
    ");
    let events = decided(&world.def, &world.state, at("2014-04-16 10:00"), &back(&["求细求实", "求细求实"]));
    let Some(Event::ItemReturned(body)) = events.unwrap().into_iter().next() else { panic!("not returned") };
    assert_eq!(body.failed, ["求细求实"]);
}

/// What the engine would have said now of a message.
fn lines(world: &World, message: &str) -> Vec<MessageLine> {
    let campaign = muster_protocol::ids::CampaignId::new("town").unwrap();
    let question = Question::Messages { campaign, messages: vec![message.parse().unwrap()] };
    let answer = crate::answer::answer(&world.def, &world.state, world.state.at(), &question);
    let Answer::Messages { messages, .. } = answer else { panic!("{answer:?}") };
    messages.into_iter().flat_map(|check| check.lines).collect()
}

#[test]
fn a_return_is_said_at_once_in_a_message_of_its_own() {
    let mut world = campaign();
    // The clerk has had a letter on this Friday, and another one waits for nothing.
    world.pass_sending("2014-04-18 10:00");
    world.submit("2014-04-18 10:00", &plan()).unwrap();
    world.submit("2014-04-18 11:00", &back(&["求细求实"])).unwrap();
    world.take();
    world.pass("2014-04-18 11:00");
    assert_eq!(world.of("message.due"), "04-18 11:00 message.due 002-clerk news-1 1\n");
    let said = lines(&world, "2014-04-18/002-clerk/news-1");
    assert_eq!((said[0].kind, said[0].due_day.to_string()), (StepKind::Returned, "2014-04-25".to_owned()));
    assert_eq!(said[0].failed, ["求细求实"]);
    // A second one on the day is another message.
    world.pass_sending("2014-04-18 14:00");
    world.submit("2014-04-18 14:00", &plan()).unwrap();
    world.submit("2014-04-18 15:00", &back(&[])).unwrap();
    world.take();
    world.pass_sending("2014-04-18 15:00");
    assert_eq!(world.of("message.due"), "04-18 15:00 message.due 002-clerk news-2 1\n");
    // In the evening it waits for the next working day.
    world.submit("2014-04-18 17:00", &plan()).unwrap();
    world.submit("2014-04-18 20:00", &back(&[])).unwrap();
    world.take();
    world.pass_sending("2014-04-21 08:59");
    assert_eq!(world.of("message.due"), "");
    world.pass_sending("2014-04-21 09:00");
    let events = world.of("message.due");
    assert!(events.contains("002-clerk news-1 1"), "{events}");
}

#[test]
fn what_is_handed_in_again_before_its_return_was_said_is_not_said_any_more() {
    let mut world = campaign().sent_until("2014-04-17 17:00");
    world.submit("2014-04-17 17:00", &plan()).unwrap();
    world.submit("2014-04-17 20:00", &back(&[])).unwrap();
    world.submit("2014-04-17 21:00", &plan()).unwrap();
    world.take();
    world.pass_sending("2014-04-18 09:00");
    let events = world.of("message.due");
    assert!(!events.contains("news"), "{events}");
    assert!(lines(&world, "2014-04-18/002-clerk/news-1").is_empty());
}

/// Due days after: the first return, the handing in again, the second return, the handing in again.
fn due_days(world: &mut World) -> Vec<String> {
    let mut days = Vec::new();
    let mut day = |world: &World| {
        let (_, occasion) = world.state.occasion_by_key("unit-plan").unwrap();
        days.push(occasion.due_day(world.def.unit_by_code("002").unwrap()).to_string());
    };
    world.taken("2014-04-15 10:00", &plan());
    world.taken("2014-04-16 15:00", &back(&[]));
    day(world);
    world.taken("2014-04-18 10:00", &plan());
    day(world);
    world.taken("2014-04-21 15:00", &back(&[]));
    day(world);
    world.taken("2014-04-22 10:00", &plan());
    day(world);
    days
}

#[test]
fn practice_row_56_the_countdown_runs_from_the_return_and_never_from_the_resubmission() {
    // 从退回算: five working days from each return. The first one's would be the 23rd, which lies before the day that stood.
    let mut world = campaign();
    let from_return = due_days(&mut world);
    assert_eq!(from_return, ["2014-04-25", "2014-04-25", "2014-04-28", "2014-04-28"]);
    // 不重算: the day stays, however often it is returned and handed in again.
    let mut def = campaign().def;
    let plan = def.duties.iter_mut().find(|duty| duty.id == "unit-plan").unwrap();
    plan.review.as_mut().unwrap().return_due = ReturnDue::Keep;
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    assert_eq!(due_days(&mut world), ["2014-04-25"; 4]);
}
