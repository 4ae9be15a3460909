//! Reviews: points of the rubric, and what a return does to the due day.

use super::*;
use muster_words::definition::ReturnDue;

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
    “求细求是” is no point of the rubric
    instead 求细求实
    ");
    let events = decided(&world.def, &world.state, at("2014-04-16 10:00"), &back(&["求细求实", "求细求实"]));
    let Some(Event::ItemReturned(body)) = events.unwrap().into_iter().next() else { panic!("not returned") };
    assert_eq!(body.failed, ["求细求实"]);
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
    // 从退回算: five working days from each return.
    let mut world = campaign();
    let from_return = due_days(&mut world);
    assert_eq!(from_return, ["2014-04-23", "2014-04-23", "2014-04-28", "2014-04-28"]);
    // 不重算: the day stays, however often it is returned and handed in again.
    let mut def = campaign().def;
    let plan = def.duties.iter_mut().find(|duty| duty.id == "unit-plan").unwrap();
    plan.review.as_mut().unwrap().return_due = ReturnDue::Keep;
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    assert_eq!(due_days(&mut world), ["2014-04-25"; 4]);
}
