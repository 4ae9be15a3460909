use muster_words::definition::{DayIn, Pattern, Period, Roll, Rule};
use muster_words::time::Date;
use proptest::prelude::*;

use super::{
    MissingYear, OCCURRENCES_MAX, is_workday, occurrence, occurrences, workday_after, workday_before,
};
use crate::sample::{calendar, date, every};

fn dues(rule: &Rule) -> Vec<String> {
    occurrences(rule, &calendar()).unwrap().iter().map(|one| one.due.to_string()).collect()
}

fn window(first: &str, last: &str, roll: Roll) -> Rule {
    let (first, last) = (date(first), date(last));
    Rule { pattern: Pattern::Window { first, last }, roll, from: first, to: last }
}

fn workdays(from: &str, to: &str) -> usize {
    let cal = calendar();
    (date(from).0..=date(to).0).filter(|&day| is_workday(&cal, Date(day)).unwrap()).count()
}

#[test]
fn phases_have_their_working_days() {
    assert_eq!(workdays("2014-04-01", "2014-04-30"), 21);
    assert_eq!(workdays("2014-05-01", "2014-10-31"), 126);
    assert_eq!(workdays("2014-11-01", "2014-12-31"), 43);
}

#[test]
fn made_up_days_are_worked_and_holidays_are_not() {
    let cal = calendar();
    for day in ["2014-05-04", "2014-09-28", "2014-10-11", "2015-01-04"] {
        assert_eq!(is_workday(&cal, date(day)), Ok(true), "{day}");
    }
    for day in ["2014-04-07", "2014-05-01", "2014-06-02", "2014-09-08", "2014-04-26"] {
        assert_eq!(is_workday(&cal, date(day)), Ok(false), "{day}");
    }
}

#[test]
fn offsets_of_the_unit_plan_count_strictly_from_the_next_day() {
    let (cal, due) = (calendar(), date("2014-04-25"));
    let before = |n| workday_before(&cal, due, n).unwrap().to_string();
    let after = |n| workday_after(&cal, due, n).unwrap().to_string();
    assert_eq!([before(0), before(1), before(5)], ["2014-04-25", "2014-04-24", "2014-04-18"]);
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 6].map(after),
        ["2014-04-25", "2014-04-28", "2014-04-29", "2014-04-30", "2014-05-04", "2014-05-05", "2014-05-06"]
    );
}

#[test]
fn zero_moves_only_off_a_rest_day() {
    let (cal, holiday) = (calendar(), date("2014-05-01"));
    assert_eq!(workday_after(&cal, holiday, 0), Ok(date("2014-05-04")));
    assert_eq!(workday_before(&cal, holiday, 0), Ok(date("2014-04-30")));
}

#[test]
fn last_working_day_of_every_month() {
    let rule = every(Period::Month, DayIn::WorkdayFromEnd(1), Roll::Back, "2014-05-01", "2014-12-31");
    let golden = [
        "2014-05-30",
        "2014-06-30",
        "2014-07-31",
        "2014-08-29",
        "2014-09-30",
        "2014-10-31",
        "2014-11-28",
        "2014-12-31",
    ];
    assert_eq!(dues(&rule), golden);
    let rolled = every(Period::Month, DayIn::Last, Roll::Back, "2014-05-01", "2014-12-31");
    assert_eq!(dues(&rolled), golden);
}

#[test]
fn first_working_day_of_every_month() {
    let rule = every(Period::Month, DayIn::Workday(1), Roll::Back, "2014-04-01", "2014-12-31");
    assert_eq!(
        dues(&rule),
        [
            "2014-04-01",
            "2014-05-04",
            "2014-06-03",
            "2014-07-01",
            "2014-08-01",
            "2014-09-01",
            "2014-10-08",
            "2014-11-03",
            "2014-12-01"
        ]
    );
}

#[test]
fn reception_day_on_the_15th_rolls_forward() {
    let rule = every(Period::Month, DayIn::Day(15), Roll::Forward, "2014-04-01", "2014-12-31");
    assert_eq!(
        dues(&rule),
        [
            "2014-04-15",
            "2014-05-15",
            "2014-06-16",
            "2014-07-15",
            "2014-08-15",
            "2014-09-15",
            "2014-10-15",
            "2014-11-17",
            "2014-12-15"
        ]
    );
}

#[test]
fn windows_open_on_any_day_and_fall_due_on_their_last_working_day() {
    let cal = calendar();
    let golden = [
        ("2014-03-11", "2014-03-20", "2014-03-20"),
        ("2014-05-11", "2014-05-20", "2014-05-20"),
        ("2014-09-11", "2014-09-20", "2014-09-19"),
    ];
    for (first, last, due) in golden {
        let all = occurrences(&window(first, last, Roll::Back), &cal).unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].opens, all[0].due, &all[0].period), (date(first), date(due), &None));
    }
    // A window without any working day falls due as it opens, never before.
    let golden_week = occurrences(&window("2014-10-01", "2014-10-07", Roll::Back), &cal).unwrap();
    assert_eq!((golden_week[0].opens, golden_week[0].due), (date("2014-10-01"), date("2014-10-01")));
}

#[test]
fn quarters_are_cut_at_both_ends_of_the_range() {
    let rule = every(Period::Quarter, DayIn::Last, Roll::Back, "2014-05-01", "2014-10-31");
    let all = occurrences(&rule, &calendar()).unwrap();
    let shown: Vec<_> = all
        .iter()
        .map(|one| (one.nth, one.period.clone().unwrap(), one.opens.to_string(), one.due.to_string()))
        .collect();
    let row = |nth, period: &str, opens: &str, due: &str| {
        (nth, period.to_owned(), opens.to_owned(), due.to_owned())
    };
    assert_eq!(
        shown,
        [
            row(0, "2014-q2", "2014-05-01", "2014-06-30"),
            row(1, "2014-q3", "2014-07-01", "2014-09-30"),
            row(2, "2014-q4", "2014-10-01", "2014-10-31"),
        ]
    );
    let from_end = every(Period::Quarter, DayIn::WorkdayFromEnd(3), Roll::Back, "2014-05-01", "2014-10-31");
    assert_eq!(dues(&from_end), ["2014-06-26", "2014-09-28", "2014-10-31"]);
}

#[test]
fn a_cut_end_on_a_rest_day_rolls_back_even_for_activities() {
    let rule = every(Period::Quarter, DayIn::Last, Roll::Forward, "2014-07-01", "2014-11-30");
    assert_eq!(dues(&rule), ["2014-09-30", "2014-11-28"]);
    let stays = every(Period::Quarter, DayIn::Last, Roll::Stay, "2014-07-01", "2014-11-30");
    assert_eq!(dues(&stays), ["2014-09-30", "2014-11-30"]);
}

#[test]
fn half_years_and_short_months_have_labels_and_last_days() {
    let half = every(Period::HalfYear, DayIn::Last, Roll::Stay, "2014-04-01", "2015-03-31");
    let labels: Vec<_> =
        occurrences(&half, &calendar()).unwrap().into_iter().filter_map(|one| one.period).collect();
    assert_eq!(labels, ["2014-h1", "2014-h2", "2015-h1"]);
    assert_eq!(dues(&half), ["2014-06-30", "2014-12-31", "2015-03-31"]);
    let short = every(Period::Month, DayIn::Day(31), Roll::Stay, "2015-01-01", "2015-04-30");
    assert_eq!(dues(&short), ["2015-01-31", "2015-02-28", "2015-03-31", "2015-04-30"]);
    let third = every(Period::Quarter, DayIn::Day(15), Roll::Stay, "2014-04-01", "2014-09-30");
    assert_eq!(dues(&third), ["2014-06-15", "2014-09-15"]);
}

#[test]
fn a_due_day_before_the_cut_opening_is_the_opening() {
    let rule = every(Period::Month, DayIn::Workday(1), Roll::Back, "2014-05-15", "2014-06-30");
    assert_eq!(dues(&rule), ["2014-05-15", "2014-06-03"]);
}

#[test]
fn a_single_day_opens_with_its_range_and_backfill_on_its_own_day() {
    let rule = |due: &str| Rule {
        pattern: Pattern::Day(date(due)),
        roll: Roll::Back,
        from: date("2014-04-01"),
        to: date("2014-04-30"),
    };
    let plan = occurrence(&rule("2014-04-25"), &calendar(), 0).unwrap().unwrap();
    assert_eq!((plan.opens, plan.due), (date("2014-04-01"), date("2014-04-25")));
    let early = occurrence(&rule("2014-03-20"), &calendar(), 0).unwrap().unwrap();
    assert_eq!((early.opens, early.due), (date("2014-03-20"), date("2014-03-20")));
    assert_eq!(occurrence(&rule("2014-04-25"), &calendar(), 1), Ok(None));
}

#[test]
fn the_appeal_of_a_late_freeze_needs_next_years_table() {
    let mut cal = calendar();
    let publicity = workday_after(&cal, date("2014-12-19"), 5).unwrap();
    assert_eq!(publicity, date("2014-12-26"));
    assert_eq!(workday_after(&cal, publicity, 5), Ok(date("2015-01-05")));
    cal.years = vec![2014];
    assert_eq!(workday_after(&cal, publicity, 5), Err(MissingYear { calendar: "cn".to_owned(), year: 2015 }));
}

#[test]
fn searches_are_bounded() {
    let mut cal = calendar();
    cal.weekend = (0..7).collect();
    cal.exceptions.clear();
    assert_eq!(workday_before(&cal, date("2015-12-31"), 0).unwrap_err().year, 2014);
    assert!(workday_after(&calendar(), date("2014-01-01"), u16::MAX).is_err());
    let ages = every(Period::Month, DayIn::Day(1), Roll::Stay, "0001-01-01", "9999-12-31");
    assert_eq!(
        occurrences(&ages, &calendar()).unwrap_err().year,
        i32::try_from(OCCURRENCES_MAX / 12).unwrap()
    );
    let backwards = every(Period::Month, DayIn::Last, Roll::Back, "2014-06-01", "2014-05-01");
    assert_eq!(occurrences(&backwards, &calendar()), Ok(Vec::new()));
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let period = prop_oneof![Just(Period::Month), Just(Period::Quarter), Just(Period::HalfYear)];
    let on = prop_oneof![
        Just(DayIn::Last),
        any::<u8>().prop_map(DayIn::Workday),
        any::<u8>().prop_map(DayIn::WorkdayFromEnd),
        any::<u8>().prop_map(DayIn::Day),
    ];
    let roll = prop_oneof![Just(Roll::Back), Just(Roll::Forward), Just(Roll::Stay)];
    let first = date("2014-02-01").0;
    (period, on, roll, 0..500i32, 0..500i32).prop_map(move |(period, on, roll, a, b)| Rule {
        pattern: Pattern::Every { period, on },
        roll,
        from: Date(first + a.min(b)),
        to: Date(first + a.max(b)),
    })
}

proptest! {
    #[test]
    fn before_undoes_after(offset in 0..300i32, n in 1u16..120) {
        let cal = calendar();
        let day = workday_after(&cal, date("2014-01-15").plus(offset), 0).unwrap();
        prop_assert_eq!(workday_before(&cal, workday_after(&cal, day, n).unwrap(), n), Ok(day));
    }

    #[test]
    fn counted_days_are_worked_and_as_many_as_asked(offset in 0..300i32, n in 1u16..120) {
        let (cal, start) = (calendar(), date("2014-01-15").plus(offset));
        let end = workday_after(&cal, start, n).unwrap();
        prop_assert!(is_workday(&cal, end).unwrap());
        let between = (start.0 + 1..=end.0).filter(|&day| is_workday(&cal, Date(day)).unwrap()).count();
        prop_assert_eq!(between, usize::from(n));
    }

    #[test]
    fn one_occurrence_is_the_same_alone_and_among_all(rule in any_rule()) {
        let cal = calendar();
        let all = occurrences(&rule, &cal).unwrap();
        prop_assert!(!all.is_empty());
        for (nth, one) in (0u32..).zip(&all) {
            prop_assert_eq!(occurrence(&rule, &cal, nth), Ok(Some(one.clone())));
            prop_assert!(one.nth == nth && one.opens >= rule.from && one.opens <= rule.to);
            prop_assert!(one.due >= one.opens);
            prop_assert!(one.due <= rule.to || rule.roll == Roll::Forward);
        }
        prop_assert_eq!(occurrence(&rule, &cal, u32::try_from(all.len()).unwrap()), Ok(None));
        prop_assert_eq!(occurrence(&rule, &cal, u32::MAX), Ok(None));
    }
}
