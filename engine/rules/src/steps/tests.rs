//! When reminders, cards, notices of visits and news are said.

use muster_protocol::definition::{Card, Overdue};

use super::*;
use crate::sample::{CLERK, HEAD, LEADER, OFFICE, calendar, date, definition, shanghai, standard};

/// The steps behind a due day in a campaign whose end is far.
fn after_due(
    policy: &ReminderPolicy,
    cals: (&Calendar, &Calendar),
    zone: &Zone,
    due_day: Date,
    first_no: u8,
) -> Result<Vec<PlannedStep>, MissingYear> {
    super::after_due(policy, cals, zone, (due_day, date("2099-12-31")), first_no)
}

fn shown(steps: &[PlannedStep]) -> Vec<(u8, String, StepKind, RoleIx)> {
    steps.iter().map(|step| (step.no, shanghai().rfc3339(step.at), step.kind, step.to)).collect()
}

fn nine(day: &str) -> String {
    format!("{day}T09:00:00+08:00")
}

fn april() -> Instant {
    shanghai().start_of_day(date("2014-04-01"))
}

#[test]
fn the_unit_plan_has_its_golden_steps() {
    let steps = up_to_due(&standard(), &calendar(), &shanghai(), date("2014-04-25"), april(), 0).unwrap();
    assert_eq!(
        shown(&steps),
        [
            (0, nine("2014-04-18"), StepKind::Before(5), CLERK),
            (1, nine("2014-04-24"), StepKind::Before(1), CLERK),
            (2, nine("2014-04-25"), StepKind::OnDay, CLERK),
        ]
    );
}

#[test]
fn a_late_unit_plan_has_its_golden_steps() {
    let steps =
        after_due(&standard(), (&calendar(), &calendar()), &shanghai(), date("2014-04-25"), 3).unwrap();
    let (yellow, red) = (CardColour::Yellow, CardColour::Red);
    assert_eq!(
        shown(&steps),
        [
            (3, nine("2014-04-28"), StepKind::Card(yellow, 1), HEAD),
            (4, nine("2014-04-29"), StepKind::Overdue(2), CLERK),
            (5, nine("2014-05-04"), StepKind::Overdue(4), CLERK),
            (6, nine("2014-05-05"), StepKind::Card(red, 5), HEAD),
            (7, nine("2014-05-05"), StepKind::Card(red, 5), LEADER),
            (8, nine("2014-05-05"), StepKind::Card(red, 5), OFFICE),
            (9, nine("2014-05-06"), StepKind::Overdue(6), CLERK),
        ]
    );
    // Ten before and behind the day, the news, and three roles that hear that their cards are lifted.
    assert_eq!(step_count(&standard()), 14);
}

#[test]
fn steps_before_the_opening_are_not_planned_and_those_at_it_are() {
    let (cal, zone) = (calendar(), shanghai());
    let opening = zone.at(date("2014-04-24"), TimeOfDay(9 * 60));
    let count =
        |not_before| up_to_due(&standard(), &cal, &zone, date("2014-04-25"), not_before, 0).unwrap().len();
    assert_eq!((count(opening), count(opening.plus(1))), (2, 1));
}

#[test]
fn a_due_day_that_stays_on_a_rest_day_is_reminded_on_the_working_day_before() {
    let (cal, zone, saturday) = (calendar(), shanghai(), date("2014-04-26"));
    let mut policy = standard();
    let kinds = |policy: &ReminderPolicy| {
        let steps = up_to_due(policy, &cal, &zone, saturday, april(), 0).unwrap();
        steps.iter().map(|step| (zone.date_of(step.at), step.kind)).collect::<Vec<_>>()
    };
    let friday = date("2014-04-25");
    assert_eq!(kinds(&policy)[1..], [(friday, StepKind::Before(1))]);
    policy.before = Vec::new();
    assert_eq!(kinds(&policy), [(friday, StepKind::OnDay)]);
}

#[test]
fn a_rest_day_that_no_working_day_leads_to_has_its_step_on_itself() {
    let (cal, zone) = (calendar(), shanghai());
    // Open and due on the holiday of 5/1: the working day before lies before the opening.
    let opening = zone.start_of_day(date("2014-05-01"));
    let steps = up_to_due(&standard(), &cal, &zone, date("2014-05-01"), opening, 0).unwrap();
    assert_eq!(shown(&steps), [(0, nine("2014-05-01"), StepKind::OnDay, CLERK)]);
    // A working day whose hour is over is not made up for.
    let noon = zone.at(date("2014-04-30"), TimeOfDay(12 * 60));
    assert_eq!(up_to_due(&standard(), &cal, &zone, date("2014-04-30"), noon, 0), Ok(Vec::new()));
}

/// civicrm #34714: what repeats until the end of a window counted from its start.
#[test]
fn row_13_repeats_run_from_the_end_of_a_window_and_never_from_its_start() {
    let (cal, zone, due) = (calendar(), shanghai(), date("2014-04-18"));
    let late = after_due(&standard(), (&cal, &cal), &zone, due, 0).unwrap();
    assert!(late.iter().all(|step| zone.date_of(step.at) > due), "{late:?}");
    for opening in ["2014-04-01", "2014-04-11", "2014-04-17"] {
        let opens = zone.start_of_day(date(opening));
        let ahead = up_to_due(&standard(), &cal, &zone, due, opens, 0).unwrap();
        assert!(ahead.iter().all(|step| step.at >= opens && zone.date_of(step.at) <= due), "{ahead:?}");
        assert_eq!(ahead.last().map(|step| zone.date_of(step.at)), Some(due));
    }
}

/// odoo #214690: anyone who has holidays in between is never reminded.
#[test]
fn row_31_a_month_of_holidays_is_reminded_of_as_any_other() {
    let (cal, zone) = (calendar(), shanghai());
    for due in (4..=30).map(|day| date(&format!("2014-05-{day:02}"))) {
        if !is_workday(&cal, due).unwrap() {
            continue;
        }
        let ahead = up_to_due(&standard(), &cal, &zone, due, april(), 0).unwrap();
        let kinds: Vec<StepKind> = ahead.iter().map(|step| step.kind).collect();
        assert_eq!(kinds, [StepKind::Before(5), StepKind::Before(1), StepKind::OnDay], "{due}");
        assert!(ahead.iter().all(|step| is_workday(&cal, zone.date_of(step.at)).unwrap()), "{due}");
    }
}

#[test]
fn phase_notices_go_on_working_days() {
    let def = definition();
    let notice = |phase: &Phase| {
        phase_notice(phase, &standard(), &def.calendar, &shanghai()).unwrap().map(|step| {
            assert_eq!((step.no, step.kind, step.to), (0, StepKind::Notice, CLERK));
            shanghai().rfc3339(step.at)
        })
    };
    let all: Vec<_> = def.phases.iter().filter_map(notice).collect();
    assert_eq!(all, [nine("2014-04-01"), nine("2014-05-04"), nine("2014-11-03")]);
    let mut silent = def.phases[0].clone();
    silent.notice = None;
    assert_eq!(notice(&silent), None);
    let mut weekend = def.phases[0].clone();
    (weekend.from, weekend.to) = (date("2014-05-01"), date("2014-05-03"));
    assert_eq!(notice(&weekend), None);
}

#[test]
fn a_card_never_comes_on_the_due_day_and_a_notice_may_on_a_phases_last() {
    let (cal, zone) = (calendar(), shanghai());
    let mut policy = standard();
    (policy.overdue, policy.cards[0].days) = (None, 0);
    let steps = after_due(&policy, (&cal, &cal), &zone, date("2014-04-25"), 0).unwrap();
    assert_eq!(zone.date_of(steps[0].at), date("2014-04-28"));
    let mut phase = definition().phases[0].clone();
    (phase.from, phase.to) = (date("2014-04-25"), date("2014-04-25"));
    assert!(phase_notice(&phase, &policy, &cal, &zone).unwrap().is_some());
}

fn around(news: VisitNews, at: Instant, place: Option<RoleIx>) -> Vec<(u8, String, StepKind, RoleIx)> {
    let (def, zone) = (definition(), shanghai());
    let roles = VisitRoles { visitor: LEADER, place, along: &[] };
    let days =
        VisitDays { visitor: &def.calendar, place: &def.calendar, zone: &zone, last: date("2014-12-31") };
    let steps =
        around_visit(&def.visits[0], &standard(), days, date("2014-05-07"), (news, at), roles).unwrap();
    shown(&steps)
}

#[test]
fn either_side_of_a_visit_hears_of_it_on_its_own_working_days() {
    let (def, zone) = (definition(), shanghai());
    // The place does not work on the made-up Sunday, which is the third working day before Wednesday for others.
    let mut own = def.calendar.clone();
    own.exceptions.retain(|exception| exception.date != date("2014-05-04"));
    let days = VisitDays { visitor: &def.calendar, place: &own, zone: &zone, last: date("2014-12-31") };
    let roles = VisitRoles { visitor: LEADER, place: Some(CLERK), along: &[] };
    let around = |at: Instant| {
        let news = (VisitNews::Proposed, at);
        let steps = around_visit(&def.visits[0], &standard(), days, date("2014-05-07"), news, roles);
        shown(&steps.unwrap())
    };
    let (ahead, news) = (StepKind::VisitAhead(3), StepKind::VisitNews(VisitNews::Proposed));
    let unrecorded = (4, nine("2014-05-12"), StepKind::VisitUnrecorded(3), LEADER);
    assert_eq!(
        around(april()),
        [
            (0, nine("2014-04-01"), news, CLERK),
            (1, nine("2014-04-01"), news, LEADER),
            (2, nine("2014-04-30"), ahead, CLERK),
            (3, nine("2014-05-04"), ahead, LEADER),
            unrecorded,
        ]
    );
    // Planned on that Sunday, it is told at once to the one who works, and on Monday to the other; neither is told twice.
    assert_eq!(
        around(zone.at(date("2014-05-04"), TimeOfDay(8 * 60))),
        [
            (0, nine("2014-05-04"), news, LEADER),
            (1, nine("2014-05-05"), news, CLERK),
            (2, nine("2014-05-12"), StepKind::VisitUnrecorded(3), LEADER),
        ]
    );
}

#[test]
fn a_visit_is_told_announced_and_its_missing_record_asked_for() {
    let steps = around(VisitNews::Proposed, april(), Some(CLERK));
    let ahead = StepKind::VisitAhead(3);
    let news = StepKind::VisitNews(VisitNews::Proposed);
    assert_eq!(
        steps,
        [
            (0, nine("2014-04-01"), news, CLERK),
            (1, nine("2014-04-01"), news, LEADER),
            (2, nine("2014-05-04"), ahead, CLERK),
            (3, nine("2014-05-04"), ahead, LEADER),
            (4, nine("2014-05-12"), StepKind::VisitUnrecorded(3), LEADER),
        ]
    );
    assert_eq!(around(VisitNews::Proposed, april(), None).len(), 3);
}

/// calcom/cal.diy #10749: a visit planned inside its notice has one notice and not more.
#[test]
fn practice_row_22_a_visit_inside_its_notice_has_one_notice() {
    for at in ["2014-05-04", "2014-05-05", "2014-05-06"] {
        let at = shanghai().at(date(at), TimeOfDay(8 * 60));
        let steps = around(VisitNews::Proposed, at, Some(CLERK));
        let to_visitor = steps.iter().filter(|step| step.3 == LEADER);
        let notices = to_visitor.filter(|step| !matches!(step.2, StepKind::VisitUnrecorded(_)));
        assert_eq!(notices.count(), 1, "{steps:?}");
    }
}

#[test]
fn who_confirms_is_not_told_and_who_hands_on_is() {
    let at = shanghai().at(date("2014-04-29"), TimeOfDay(10 * 60));
    let to = |news, who| {
        let steps = around(news, at, Some(CLERK));
        steps.iter().filter(|step| step.3 == who && matches!(step.2, StepKind::VisitNews(_))).count()
    };
    assert_eq!((to(VisitNews::Confirmed, LEADER), to(VisitNews::Confirmed, CLERK)), (0, 1));
    assert_eq!((to(VisitNews::Delegated, LEADER), to(VisitNews::Delegated, CLERK)), (2, 1));
}

#[test]
fn news_come_in_the_morning_at_once_or_the_next_working_day() {
    let (cal, zone) = (calendar(), shanghai());
    let announced = |day: &str, minute: u16| {
        let at = zone.at(date(day), TimeOfDay(minute));
        zone.rfc3339(news_at(&standard(), &cal, &zone, at).unwrap())
    };
    assert_eq!(announced("2014-04-29", 60), nine("2014-04-29"));
    assert_eq!(announced("2014-04-29", 10 * 60), "2014-04-29T10:00:00+08:00");
    assert_eq!(announced("2014-04-29", 19 * 60), nine("2014-04-30"));
    assert_eq!(announced("2014-05-01", 10 * 60), nine("2014-05-04"));
    // What is reminded of in the afternoon is told in the morning all the same.
    let late = ReminderPolicy { hour: TimeOfDay(15 * 60), ..standard() };
    let at = zone.at(date("2014-04-29"), TimeOfDay(10 * 60));
    assert_eq!(news_at(&late, &cal, &zone, at), Ok(at));
}

#[test]
fn blue_cards_go_before_the_due_day_and_not_behind_it() {
    let blue = Card { colour: CardColour::Blue, days: 1, to: vec![CLERK, HEAD] };
    let policy = ReminderPolicy { cards: vec![blue], overdue: None, ..standard() };
    let (cal, zone, due) = (calendar(), shanghai(), date("2014-04-25"));
    let steps = up_to_due(&policy, &cal, &zone, due, april(), 0).unwrap();
    let card = StepKind::Card(CardColour::Blue, 1);
    assert_eq!(
        shown(&steps)[1..],
        [
            (1, nine("2014-04-24"), StepKind::Before(1), CLERK),
            (2, nine("2014-04-24"), card, CLERK),
            (3, nine("2014-04-24"), card, HEAD),
            (4, nine("2014-04-25"), StepKind::OnDay, CLERK),
        ]
    );
    assert_eq!(after_due(&policy, (&cal, &cal), &zone, due, 5), Ok(Vec::new()));
}

#[test]
fn what_the_day_s_message_says_waits_for_the_hour_of_a_working_day() {
    let (cal, zone) = (calendar(), shanghai());
    let said = |day: &str, minutes: u16| {
        let at = zone.at(date(day), TimeOfDay(minutes));
        zone.rfc3339(next_message(&standard(), &cal, &zone, at).unwrap())
    };
    assert_eq!(said("2014-04-29", 60), nine("2014-04-29"));
    // At the hour itself the day's message is put together already.
    assert_eq!(said("2014-04-29", 9 * 60), nine("2014-04-30"));
    assert_eq!(said("2014-04-30", 10 * 60), nine("2014-05-04"));
    assert_eq!(said("2014-05-01", 60), nine("2014-05-04"));
}

#[test]
fn the_news_come_first_and_stand_for_what_would_be_said_with_them() {
    let (cal, zone) = (calendar(), shanghai());
    let at = zone.at(date("2014-04-24"), TimeOfDay(9 * 60));
    let news = PlannedStep { no: 7, at, kind: StepKind::Returned, to: CLERK };
    let steps = up_to_due(&standard(), &cal, &zone, date("2014-04-25"), april(), 0).unwrap();
    assert_eq!(
        shown(&after_news(news, steps)),
        [(0, nine("2014-04-24"), StepKind::Returned, CLERK), (1, nine("2014-04-25"), StepKind::OnDay, CLERK)]
    );
}

#[test]
fn numbers_stay_below_the_limit_and_odd_policies_do_not_panic() {
    let (cal, zone) = (calendar(), shanghai());
    let mut policy = standard();
    policy.overdue = Some(Overdue { every: 0, at_most: 60 });
    assert!(step_count(&policy) > STEPS_MAX);
    let steps = after_due(&policy, (&cal, &cal), &zone, date("2014-04-25"), 30).unwrap();
    assert_eq!(steps.iter().map(|step| step.no).collect::<Vec<_>>(), [30, 31]);
    policy.overdue = Some(Overdue { every: u16::MAX, at_most: 255 });
    assert!(after_due(&policy, (&cal, &cal), &zone, date("2014-04-25"), 0).is_err());
    policy.before = vec![u16::MAX];
    assert!(up_to_due(&policy, &cal, &zone, date("2014-04-25"), april(), 200).is_err());
}

#[test]
fn cards_notices_and_news_are_left_out_by_no_policy() {
    let opt_out = vec![Optional::Before, Optional::OnDay, Optional::Overdue];
    let all = ReminderPolicy { opt_out, ..standard() };
    let some = ReminderPolicy { opt_out: vec![Optional::OnDay], ..standard() };
    for kind in [StepKind::Before(5), StepKind::OnDay, StepKind::Overdue(2)] {
        assert!(may_be_left_out(&all, kind) && !may_be_left_out(&standard(), kind), "{kind}");
        assert_eq!(may_be_left_out(&some, kind), kind == StepKind::OnDay, "{kind}");
    }
    let red = StepKind::Card(CardColour::Red, 5);
    let lifted = StepKind::Lifted(CardColour::Red);
    for kind in [StepKind::Notice, red, lifted, StepKind::Returned, StepKind::Given, StepKind::VisitAhead(1)]
    {
        assert!(!may_be_left_out(&all, kind), "{kind}");
    }
}

/// A policy with a brief to these roles, so many weeks at the most.
fn weekly(to: Vec<RoleIx>, at_most: u8) -> ReminderPolicy {
    ReminderPolicy { brief: Some(Brief { to, at_most }), ..standard() }
}

/// The briefs of an item that was due on a day.
fn briefed(policy: &ReminderPolicy, due: &str) -> Vec<(String, StepKind)> {
    let cal = calendar();
    let steps = after_due(policy, (&cal, &cal), &shanghai(), date(due), 0).unwrap();
    let briefs = shown(&steps).into_iter().filter(|step| matches!(step.2, StepKind::Brief(..)));
    briefs.map(|(_, at, kind, _)| (at, kind)).collect()
}

#[test]
fn a_weekly_brief_goes_on_the_first_working_day_of_a_week_with_the_weightiest_card() {
    let (yellow, red) = (Standing::Yellow, Standing::Red);
    let mut policy = weekly(vec![LEADER], 3);
    assert_eq!(
        briefed(&policy, "2014-04-25"),
        [
            (nine("2014-04-28"), StepKind::Brief(yellow, 1)),
            // The Sunday before it was worked, and belongs to the week before.
            (nine("2014-05-05"), StepKind::Brief(red, 2)),
            (nine("2014-05-12"), StepKind::Brief(red, 3)),
        ]
    );
    // Monday 4/7 is off, and so are Monday and Tuesday at the end of October's holiday.
    assert_eq!(briefed(&policy, "2014-04-04")[0].0, nine("2014-04-08"));
    assert_eq!(briefed(&policy, "2014-09-29")[0].0, nine("2014-10-08"));
    policy.cards[0].days = 3;
    assert_eq!(briefed(&policy, "2014-04-25")[0].1, StepKind::Brief(Standing::Late, 1));
    assert_eq!(step_count(&policy), 17);
}

#[test]
fn what_the_letter_of_the_morning_tells_anyway_is_not_in_its_brief() {
    // The head gets a yellow card on that Monday, and a red one, which goes apart, on the next.
    let days: Vec<String> =
        briefed(&weekly(vec![HEAD], 2), "2014-04-25").into_iter().map(|it| it.0).collect();
    assert_eq!(days, [nine("2014-05-05")]);
}

#[test]
fn briefs_go_by_the_campaigns_weeks_and_end_with_its_tables() {
    let (cal, zone, policy) = (calendar(), shanghai(), weekly(vec![OFFICE], 2));
    let own = Calendar { weekend: vec![0, 6], ..calendar() };
    let steps = after_due(&policy, (&own, &cal), &zone, date("2014-07-04"), 0).unwrap();
    let briefs = shown(&steps).into_iter().filter(|step| matches!(step.2, StepKind::Brief(..)));
    let days: Vec<String> = briefs.map(|step| step.1).collect();
    assert_eq!(days, [nine("2014-07-07"), nine("2014-07-14")], "the units of the group rest on Mondays");
    // 2016 has no table: nothing is guessed, and nothing is refused for it.
    let plain = ReminderPolicy { overdue: None, cards: Vec::new(), ..policy };
    assert_eq!(briefed(&plain, "2015-12-25"), [(nine("2015-12-28"), StepKind::Brief(Standing::Late, 1))]);
}

#[test]
fn what_would_lie_in_a_year_behind_the_end_needs_no_table_of_it() {
    let (cal, zone) = (calendar(), shanghai());
    let last = *cal.years.iter().max().unwrap();
    let [due, end, next] = [format!("{last}-12-26"), format!("{last}-12-31"), format!("{}-01-31", last + 1)];
    let (due, end, next) = (date(&due), date(&end), date(&next));
    let mut policy = standard();
    policy.overdue = Some(Overdue { every: 2, at_most: 9 });
    let steps = super::after_due(&policy, (&cal, &cal), &zone, (due, end), 0).unwrap();
    assert!(!steps.is_empty() && steps.iter().all(|step| zone.date_of(step.at) <= end), "{steps:?}");
    let missing = super::after_due(&policy, (&cal, &cal), &zone, (due, next), 0).unwrap_err();
    assert_eq!(missing.year, last + 1, "a campaign that goes on into that year needs its table");
    assert_eq!(before_the_end(Ok(due), end), Ok(Some(due)));
}
