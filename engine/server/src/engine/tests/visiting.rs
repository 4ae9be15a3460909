//! Visits: a place that nobody came to is not made, whether a visit was planned for it or never one.

use muster_protocol::command::{ChangeVisit, ItemName, ProposeVisits, VisitChange};
use muster_protocol::definition::{DayIn, Pattern, Period, Roll, Rule, Travel, VisitProgramme, VisitTerms};
use muster_protocol::event::CalledOff;
use muster_protocol::ids::{AudienceIx, ReminderPolicyIx, RoleIx};
use muster_protocol::item::left_out::{LeftOut, LostDays, NoSlot, TakenDays};
use muster_protocol::refs::Ids;
use muster_protocol::shape::{ProposedVisit, VisitInstance};
use muster_protocol::time::{MINUTE, TimeOfDay};
use muster_rules::visit;

use super::*;
use crate::http::at_head;
use crate::sample::date;
use crate::view::left_out::LeftOutLine;

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
        eligible: Vec::new(),
        companions: Vec::new(),
        rule: Rule::new(pattern, Roll::Back, date("2014-04-01"), date("2014-06-30")),
        starts: vec![TimeOfDay(9 * 60 + 30)],
        minutes: 90,
        per_week: 1,
        gap_days: 1,
        visiting_hours: Vec::new(),
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
    launch_of(handle, &campaign("c"), &def).await;
}

/// The round of April.
async fn april(handle: &Handle) -> VisitInstance<Ids> {
    let question = Question::Visits { campaign: campaign("c"), occasion: "visits.2014-04".into() };
    let Answer::Visits(instance) = handle.ask(question).await.unwrap() else { panic!("a round") };
    instance
}

/// A plan of the round of April without a visit for `place`, for a reason.
async fn leave_out(handle: &Handle, command: &str, place: &str, why: NoSlot) {
    let instance = april(handle).await;
    let awaits = instance.places.iter().find(|one| one.place == *place).unwrap();
    let left_out = LeftOut { place: awaits.place.clone(), visitor: Some(awaits.visitor.clone()), why };
    let plan = ProposeVisits {
        occasion: instance.occasion.clone(),
        seen: instance.seen,
        instance: visit::digest(&instance),
        visits: Vec::new(),
        left_out: vec![left_out],
    };
    handle.execute(envelope(&campaign("c"), command, Command::ProposeVisits(plan))).await.unwrap();
}

/// Places without a visit with whether their round goes on and why they have none, as the list and as the chain of the item
/// have it.
async fn left_out(handle: &Handle, place: &str) -> (Vec<(String, bool, Option<NoSlot>)>, Option<NoSlot>) {
    at_head(handle).await.unwrap();
    let unplanned = handle.view().unplanned_visits(&campaign("c")).await.unwrap().into_iter();
    let why = |left_out: Option<LeftOutLine>| left_out.map(|line| line.why);
    let listed = unplanned.map(|one| (one.place, one.open, why(one.left_out))).collect();
    let name = format!("visits.2014-04/{place}");
    let chain = handle.view().why(Some(&campaign("c")), &name).await.unwrap();
    let Some(Why::Item(item)) = chain else { panic!("{name}: {chain:?}") };
    (listed, why(item.left_out))
}

/// Plans the visit of `a` in the round of April and calls it off again.
async fn plan_and_call_off(handle: &Handle) {
    let id = campaign("c");
    let instance = april(handle).await;
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
        left_out: Vec::new(),
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
    let Site { dir: _dir, engine, handle } = Site::new().await;
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

#[tokio::test]
async fn why_a_plan_has_no_visit_for_a_place_is_shown_until_one_is_planned() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    launch_with_visits(&handle).await;
    play(&handle, Some("2014-04-23T12:00:00+08:00")).await;
    assert_eq!(
        left_out(&handle, "a").await,
        (Vec::new(), None),
        "the round is not over, and no plan has spoken"
    );
    let no_day = NoSlot::NoDay(LostDays { off: 2, closed: 0, near: 0, busy: 3 });
    leave_out(&handle, "without-a", "a", no_day).await;
    leave_out(&handle, "without-c", "c", no_day).await;
    let row = |place: &str, open, why| (place.to_owned(), open, why);
    let both = vec![row("a", true, Some(no_day)), row("c", true, Some(no_day))];
    assert_eq!(left_out(&handle, "a").await, (both, Some(no_day)));
    let taken = NoSlot::Taken(TakenDays { week: 2, ..TakenDays::default() });
    leave_out(&handle, "without-c-again", "c", taken).await;
    plan_and_call_off(&handle).await;
    let one = vec![row("c", true, Some(taken))];
    assert_eq!(left_out(&handle, "a").await, (one.clone(), None), "a visit was planned since");
    leave_out(&handle, "without-a-again", "a", no_day).await;
    let again = vec![row("a", true, Some(no_day)), row("c", true, Some(taken))];
    assert_eq!(
        left_out(&handle, "a").await,
        (again, Some(no_day)),
        "it was called off, and no other could be had"
    );
    play(&handle, Some("2014-05-02T12:00:00+08:00")).await;
    let over = vec![row("a", false, Some(no_day)), row("c", false, Some(taken))];
    assert_eq!(left_out(&handle, "c").await, (over, Some(taken)), "the round is over");
    engine.shutdown().await;
}

#[tokio::test]
async fn who_comes_along_has_the_visit_in_their_own_list() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let mut def = Definition { visits: vec![programme()], ..definition() };
    add_office(&mut def, Role { name: "办公室".to_owned(), ..Role::default() });
    for unit in &mut def.units {
        unit.contacts.push(None);
    }
    def.visits[0].companions = vec![RoleIx(1)];
    launch_of(&handle, &campaign("c"), &def).await;
    play(&handle, Some("2014-04-23T12:00:00+08:00")).await;
    plan_and_call_off(&handle).await;
    at_head(&handle).await.unwrap();
    let lines = handle.view().visits(&campaign("c")).await.unwrap();
    assert_eq!((lines.len(), lines[0].along()), (1, vec!["office".to_owned()]));
    for post in [lines[0].visitor.as_str(), "office"] {
        let trips = handle.view().own(&campaign("c"), post, &[]).await.unwrap().trips;
        assert_eq!(trips, lines, "{post} has it, called off as it is");
    }
    let others = handle.view().own(&campaign("c"), "c-clerk", &[]).await.unwrap().trips;
    assert!(others.is_empty(), "{others:?}");
    engine.shutdown().await;
}
