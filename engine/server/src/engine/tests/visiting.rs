//! Visits: a place that nobody came to is not made, whether a visit was planned for it or never one.

use muster_protocol::command::{ChangeVisit, ItemName, ProposeVisits, VisitChange};
use muster_protocol::definition::{
    DayIn, Definition, Pattern, Period, Roll, Rule, Travel, VisitProgramme, VisitTerms,
};
use muster_protocol::event::CalledOff;
use muster_protocol::ids::{AudienceIx, ReminderPolicyIx, RoleIx};
use muster_protocol::refs::Ids;
use muster_protocol::shape::ProposedVisit;
use muster_protocol::time::{MINUTE, TimeOfDay};
use muster_rules::visit;

use super::*;
use crate::http::at_head;
use crate::sample::date;

/// A visit to each unit in each month.
fn programme() -> VisitProgramme {
    let pattern = Pattern::Every { period: Period::Month, on: DayIn::WorkdayFromEnd(1) };
    VisitProgramme {
        id: "visits".to_owned(),
        name: "走访".to_owned(),
        refs: Vec::new(),
        places: AudienceIx(0),
        visitor: RoleIx(0),
        turns: None,
        rule: Rule::new(pattern, Roll::Back, date("2014-04-01"), date("2014-06-30")),
        starts: vec![TimeOfDay(9 * 60 + 30)],
        minutes: 90,
        per_week: 1,
        gap_days: 1,
        busy: Vec::new(),
        travel: Travel::default(),
        notice: 1,
        record_within: 2,
        policy: ReminderPolicyIx(0),
        terms: VisitTerms::default(),
    }
}

async fn launch_with_visits(handle: &Handle) {
    let def = Definition { visits: vec![programme()], ..definition() };
    let definition = handle.store(def.to_bytes()).await.unwrap();
    let launch = Launch { definition, sources: Vec::new(), contacts: None };
    handle.execute(envelope(&campaign("c"), "launch", Command::Launch(launch))).await.unwrap();
}

/// Plans the visit of `a` in the round of April and calls it off again.
async fn plan_and_call_off(handle: &Handle) {
    let id = campaign("c");
    let question = Question::Visits { campaign: id.clone(), occasion: "visits.2014-04".into() };
    let Answer::Visits(instance) = handle.ask(question).await.unwrap() else { panic!("a round") };
    let place = instance.places.iter().find(|place| place.place == *"a").unwrap();
    let start = instant("2014-04-28T09:30:00+08:00");
    let proposed: ProposedVisit<Ids> = ProposedVisit {
        place: place.place.clone(),
        visitor: place.visitor.clone(),
        date: date("2014-04-28"),
        start,
        end: start.plus(90 * MINUTE),
        reasons: Vec::new(),
    };
    let plan = ProposeVisits {
        occasion: instance.occasion.clone(),
        seen: instance.seen,
        instance: visit::digest(&instance),
        visits: vec![proposed],
    };
    handle.execute(envelope(&id, "plan", Command::ProposeVisits(plan))).await.unwrap();
    let item = ItemName { occasion: "visits.2014-04".to_owned(), unit: "a".to_owned() };
    let change = VisitChange::CallOff { why: CalledOff::Cancelled, reason: None };
    let off = Command::ChangeVisit(ChangeVisit { item, change });
    handle.execute(envelope(&id, "call-off", off)).await.unwrap();
}

/// Items of places without a visit ever planned, and items whose visit was planned and not made.
async fn not_made(handle: &Handle, today: &str) -> (Vec<String>, Vec<String>) {
    at_head(handle).await.unwrap();
    let def = Definition { visits: vec![programme()], ..definition() };
    let unplanned = handle.view().unplanned_visits(&campaign("c")).await.unwrap();
    let lines = handle.view().visits(&campaign("c")).await.unwrap();
    let off = lines.iter().filter(|line| line.stage_on(Some(&def), date(today)) == "not-made");
    let unplanned = unplanned.iter().map(|one| format!("{}/{} {}", one.occasion, one.place, one.due_day));
    (unplanned.collect(), off.map(|line| line.name()).collect())
}

#[tokio::test]
async fn a_place_for_which_no_visit_was_planned_is_not_made_once_the_round_is_over() {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    let handle = engine.handle();
    launch_with_visits(&handle).await;
    // By then `b` is part of `c`, and awaits nothing.
    play(&handle, Some("2014-04-23T12:00:00+08:00")).await;
    plan_and_call_off(&handle).await;
    play(&handle, Some("2014-04-30T23:00:00+08:00")).await;
    assert_eq!(not_made(&handle, "2014-04-30").await, (Vec::new(), Vec::new()), "the round is not over");
    play(&handle, Some("2014-05-02T12:00:00+08:00")).await;
    let wanted = (vec!["visits.2014-04/c 2014-04-30".to_owned()], vec!["visits.2014-04/a".to_owned()]);
    assert_eq!(not_made(&handle, "2014-05-02").await, wanted, "May's round has only begun");
    assert!(handle.view().unplanned_visits(&campaign("d")).await.unwrap().is_empty());
    engine.shutdown().await;
}
