use muster_protocol::definition::{Crontab, DayIn, Limit, Offset, Pattern, Period, Point, Roll, Rule};
use muster_protocol::time::Date;
use proptest::prelude::*;

use super::{
    MissingYear, OccurrencesError, is_workday, occurrence, occurrences, workday_after, workday_before,
};
use crate::sample::{calendar, date, every, shanghai};

fn dues(rule: &Rule) -> Vec<String> {
    occurrences(rule, &calendar(), &shanghai()).unwrap().iter().map(|one| one.due.to_string()).collect()
}

fn window(first: &str, last: &str, roll: Roll) -> Rule {
    let (first, last) = (date(first), date(last));
    Rule::new(Pattern::Window { first, last }, roll, first, last)
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
        let all = occurrences(&window(first, last, Roll::Back), &cal, &shanghai()).unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].opens, all[0].due, &all[0].period), (date(first), date(due), &None));
    }
    // A window without any working day falls due as it opens, never before.
    let golden_week =
        occurrences(&window("2014-10-01", "2014-10-07", Roll::Back), &cal, &shanghai()).unwrap();
    assert_eq!((golden_week[0].opens, golden_week[0].due), (date("2014-10-01"), date("2014-10-01")));
}

#[test]
fn quarters_are_cut_at_both_ends_of_the_range() {
    let rule = every(Period::Quarter, DayIn::Last, Roll::Back, "2014-05-01", "2014-10-31");
    let all = occurrences(&rule, &calendar(), &shanghai()).unwrap();
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
    let labels: Vec<_> = occurrences(&half, &calendar(), &shanghai())
        .unwrap()
        .into_iter()
        .filter_map(|one| one.period)
        .collect();
    assert_eq!(labels, ["2014-h1", "2014-h2", "2015-h1"]);
    assert_eq!(dues(&half), ["2014-06-30", "2014-12-31", "2015-03-31"]);
    let short = every(Period::Month, DayIn::Day(31), Roll::Stay, "2015-01-01", "2015-04-30");
    assert_eq!(dues(&short), ["2015-01-31", "2015-02-28", "2015-03-31", "2015-04-30"]);
    let third = every(Period::Quarter, DayIn::Day(15), Roll::Stay, "2014-04-01", "2014-09-30");
    assert_eq!(dues(&third), ["2014-06-15", "2014-09-15"]);
}

#[test]
fn a_named_day_outside_the_range_does_not_happen() {
    let rule = every(Period::Month, DayIn::Workday(1), Roll::Back, "2014-05-15", "2014-07-31");
    assert_eq!(dues(&rule), ["2014-06-03", "2014-07-01"]);
    let rule = every(Period::Month, DayIn::Day(15), Roll::Forward, "2014-05-15", "2014-06-14");
    assert_eq!(dues(&rule), ["2014-05-15"]);
    let last = every(Period::Month, DayIn::WorkdayFromEnd(1), Roll::Back, "2014-05-31", "2014-06-14");
    assert_eq!(dues(&last), ["2014-05-31", "2014-06-13"]);
}

#[test]
fn a_single_day_opens_with_its_range_and_backfill_on_its_own_day() {
    let rule =
        |due: &str| Rule::new(Pattern::Day(date(due)), Roll::Back, date("2014-04-01"), date("2014-04-30"));
    let plan = occurrence(&rule("2014-04-25"), &calendar(), &shanghai(), 0).unwrap().unwrap();
    assert_eq!((plan.opens, plan.due), (date("2014-04-01"), date("2014-04-25")));
    let early = occurrence(&rule("2014-03-20"), &calendar(), &shanghai(), 0).unwrap().unwrap();
    assert_eq!((early.opens, early.due), (date("2014-03-20"), date("2014-03-20")));
    assert_eq!(occurrence(&rule("2014-04-25"), &calendar(), &shanghai(), 1), Ok(None));
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
fn row_20_a_series_is_counted_from_the_calendar_and_skips_nothing() {
    let daily = every(Period::Day, DayIn::Last, Roll::Back, "2014-01-02", "2015-12-30");
    let cal = calendar();
    let days = (date("2014-01-02").0..=date("2015-12-30").0).map(Date);
    let worked: Vec<String> =
        days.clone().filter(|&day| is_workday(&cal, day).unwrap()).map(|day| day.to_string()).collect();
    assert_eq!(dues(&daily), worked);
    let whole = every(Period::Day, DayIn::Last, Roll::Stay, "2014-01-02", "2015-12-30");
    assert_eq!(dues(&whole), days.clone().map(|day| day.to_string()).collect::<Vec<_>>());
    let fridays = every(Period::Week, DayIn::Weekday(4), Roll::Stay, "2014-01-02", "2015-12-30");
    let named: Vec<String> = days.filter(|day| day.weekday() == 4).map(|day| day.to_string()).collect();
    assert_eq!(dues(&fridays), named);
}

#[test]
fn row_26_working_days_but_national_days_and_the_first_monday_of_the_month() {
    let weekdays = every(Period::Day, DayIn::Last, Roll::Forward, "2014-09-29", "2014-10-12");
    let after_the_holiday = ["2014-10-08", "2014-10-09", "2014-10-10", "2014-10-11"];
    assert_eq!(dues(&weekdays), [&["2014-09-29", "2014-09-30"][..], &after_the_holiday].concat());
    let monday = |roll| every(Period::Month, DayIn::NthWeekday(1, 0), roll, "2014-05-01", "2014-10-31");
    assert_eq!(
        dues(&monday(Roll::Stay)),
        ["2014-05-05", "2014-06-02", "2014-07-07", "2014-08-04", "2014-09-01", "2014-10-06"]
    );
    // Dragon Boat on 6/2, National Day on 10/6: an activity goes to the next working day.
    assert_eq!(
        dues(&monday(Roll::Forward)),
        ["2014-05-05", "2014-06-03", "2014-07-07", "2014-08-04", "2014-09-01", "2014-10-08"]
    );
    let fifth = every(Period::Month, DayIn::NthWeekday(5, 4), Roll::Stay, "2014-05-01", "2014-10-31");
    assert_eq!(dues(&fifth), ["2014-05-30", "2014-08-29", "2014-10-31"]);
}

#[test]
fn row_28_offsets_run_across_february_and_ends_of_months() {
    let after = |day: &str, limit| {
        let rule = Rule { offsets: vec![Offset::After(limit)], ..on(day) };
        let one = occurrence(&rule, &calendar(), &shanghai(), 0).unwrap().unwrap();
        (one.due.to_string(), one.at.map(|at| shanghai().rfc3339(at)))
    };
    let thirty_days = Limit::Minutes(30 * 24 * 60);
    assert_eq!(after("2014-01-31", thirty_days), ("2014-03-02".to_owned(), None));
    assert_eq!(after("2015-02-28", thirty_days), ("2015-03-30".to_owned(), None));
    assert_eq!(after("2014-12-31", Limit::Workdays(5)), ("2015-01-08".to_owned(), None));
    assert_eq!(after("2014-02-28", Limit::Workdays(1)), ("2014-03-03".to_owned(), None));
    let hours = after("2014-04-30", Limit::WorkMinutes(240));
    assert_eq!(hours, ("2014-05-04".to_owned(), Some("2014-05-04T14:30:00+08:00".to_owned())));
    let before = Rule { offsets: vec![Offset::Before(3)], ..on("2014-10-02") };
    assert_eq!(dues(&before), ["2014-09-28"]);
}

fn on(day: &str) -> Rule {
    Rule::new(Pattern::Day(date(day)), Roll::Stay, date(day), date(day))
}

#[test]
fn several_times_in_a_period_and_several_points() {
    let twice = Pattern::Spread { period: Period::Month, times: 2 };
    let rule = Rule::new(twice, Roll::Back, date("2014-05-01"), date("2014-06-20"));
    let all = occurrences(&rule, &calendar(), &shanghai()).unwrap();
    let shown: Vec<_> = all
        .iter()
        .map(|one| format!("{} {} {}", one.period.as_deref().unwrap(), one.opens, one.due))
        .collect();
    assert_eq!(
        shown,
        [
            "2014-05-1 2014-05-01 2014-05-15",
            "2014-05-2 2014-05-16 2014-05-30",
            "2014-06-1 2014-06-01 2014-06-10",
            "2014-06-2 2014-06-11 2014-06-20",
        ]
    );
    let points = [date("2014-07-01"), date("2014-10-02")].map(|day| Point { first: None, day });
    let festivals = Rule {
        offsets: vec![Offset::Before(1)],
        ..Rule::new(Pattern::Points(points.to_vec()), Roll::Stay, date("2014-05-01"), date("2014-12-31"))
    };
    assert_eq!(dues(&festivals), ["2014-06-30", "2014-09-30"]);
}

#[test]
fn several_times_a_day_leave_rest_days_out_unless_they_stay() {
    let twice = |roll| {
        let pattern = Pattern::Spread { period: Period::Day, times: 2 };
        dues(&Rule::new(pattern, roll, date("2014-04-30"), date("2014-05-05")))
    };
    let worked = ["2014-04-30", "2014-05-04", "2014-05-05"].map(|day| [day, day]).concat();
    assert_eq!(twice(Roll::Back), worked);
    assert_eq!(twice(Roll::Stay).len(), 12);
}

#[test]
fn crontab_keeps_every_day_where_clocks_change() {
    use crate::zone::Zone;
    let rule = |hours, minutes, from: &str, to: &str| {
        let (days, months) = (0xffff_fffe, 0b1_1111_1111_1110);
        let crontab = Crontab { minutes, hours, days, months, weekdays: 0b111_1111 };
        Rule::new(Pattern::Crontab(crontab), Roll::Stay, date(from), date(to))
    };
    let fires = |zone: &str, rule: &Rule| {
        let zone = Zone::load(zone).unwrap();
        let all = occurrences(rule, &calendar(), &zone).unwrap();
        all.iter().map(|one| zone.rfc3339(one.at.unwrap())[..22].to_owned()).collect::<Vec<_>>()
    };
    // What libraries skip, double or put out of order.
    let half_past_two = rule(1 << 2, 1 << 30, "2014-03-08", "2014-03-10");
    assert_eq!(
        fires("America/New_York", &half_past_two),
        ["2014-03-08T02:30:00-05", "2014-03-09T03:00:00-04", "2014-03-10T02:30:00-04"]
    );
    let half_past_one = rule(1 << 1, 1 << 30, "2014-11-02", "2014-11-02");
    assert_eq!(fires("America/New_York", &half_past_one), ["2014-11-02T01:30:00-04"]);
    let midnight = rule(1, 1, "2014-05-15", "2014-05-16");
    assert_eq!(fires("Africa/Cairo", &midnight), ["2014-05-15T00:00:00+02", "2014-05-16T01:00:00+03"]);
    let lord_howe = rule(1 << 2, 1 << 15, "2014-10-05", "2014-10-05");
    assert_eq!(fires("Australia/Lord_Howe", &lord_howe), ["2014-10-05T02:30:00+11"]);
    let every_half_hour = rule(0xff_ffff, 1 | 1 << 30, "2014-11-02", "2014-11-02");
    let all = fires("America/New_York", &every_half_hour);
    assert_eq!(all.len(), 50);
    let night = [
        "2014-11-02T01:00:00-04",
        "2014-11-02T01:30:00-04",
        "2014-11-02T01:00:00-05",
        "2014-11-02T01:30:00-05",
    ];
    assert_eq!(all[2..6], night);
    let spring = rule(0xff_ffff, 1 | 1 << 30, "2014-03-09", "2014-03-09");
    assert_eq!(fires("America/New_York", &spring).len(), 46);
}

#[test]
fn searches_are_bounded() {
    let mut cal = calendar();
    cal.weekend = (0..7).collect();
    cal.exceptions.clear();
    assert_eq!(workday_before(&cal, date("2015-12-31"), 0).unwrap_err().year, 2014);
    assert!(workday_after(&calendar(), date("2014-01-01"), u16::MAX).is_err());
    let ages = every(Period::Month, DayIn::Day(1), Roll::Stay, "0001-01-01", "9999-12-31");
    assert_eq!(occurrences(&ages, &calendar(), &shanghai()), Err(OccurrencesError::TooMany));
    let backwards = every(Period::Month, DayIn::Last, Roll::Back, "2014-06-01", "2014-05-01");
    assert_eq!(occurrences(&backwards, &calendar(), &shanghai()), Ok(Vec::new()));
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
    (period, on, roll, 0..500i32, 0..500i32).prop_map(move |(period, on, roll, a, b)| {
        Rule::new(Pattern::Every { period, on }, roll, Date(first + a.min(b)), Date(first + a.max(b)))
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
        let all = occurrences(&rule, &cal, &shanghai()).unwrap();
        let at_the_end = |on| matches!(on, DayIn::Last | DayIn::WorkdayFromEnd(_));
        if matches!(rule.pattern, Pattern::Every { on, .. } if at_the_end(on)) {
            prop_assert!(!all.is_empty());
        }
        for (nth, one) in (0u32..).zip(&all) {
            prop_assert_eq!(occurrence(&rule, &cal, &shanghai(), nth), Ok(Some(one.clone())));
            prop_assert!(one.nth == nth && one.opens >= rule.from && one.opens <= rule.to);
            prop_assert!(one.due >= one.opens);
            prop_assert!(one.due <= rule.to || rule.roll == Roll::Forward);
        }
        prop_assert_eq!(occurrence(&rule, &cal, &shanghai(), u32::try_from(all.len()).unwrap()), Ok(None));
        prop_assert_eq!(occurrence(&rule, &cal, &shanghai(), u32::MAX), Ok(None));
    }
}
