use super::{Fault, When};
use muster_protocol::definition::{DayIn, Limit, Period, Roll};
use muster_protocol::time::Date;

fn time(text: &str, year: i32) -> Result<(When, Option<Roll>), Fault> {
    super::time(text, year, 5)
}

#[test]
fn who_works_on_saturdays_has_six_working_days_a_week() {
    let saturdays = |text| super::time(text, 2014, 6).map(|(when, _)| when);
    let every = |period, nth| Ok(When::Every { period, on: DayIn::Workday(nth) });
    assert_eq!(saturdays("每周6次"), Ok(When::Spread { period: Period::Week, times: 6 }));
    assert_eq!(saturdays("每周第6个工作日"), every(Period::Week, 6));
    assert_eq!(saturdays("每月第25个工作日"), every(Period::Month, 25));
    assert_eq!(saturdays("每月第28个工作日"), Err(Fault::NoSuchWorkday { period: Period::Month, most: 27 }));
    assert_eq!(saturdays("每周7次"), Err(Fault::TooOften { period: Period::Week, most: 6 }));
    assert_eq!(
        time("每周6次", 2014).map(|(when, _)| when),
        Err(Fault::TooOften { period: Period::Week, most: 5 })
    );
}

fn date(month: u32, day: u32) -> Date {
    Date::ymd(2014, month, day).unwrap()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of examples, one a line")]
fn every_shape_of_the_grammar() {
    let every = |period, on| Ok(When::Every { period, on });
    let spread = |period, times| Ok(When::Spread { period, times });
    let phase_start =
        |phase: Option<&str>, limit| Ok(When::PhaseStart { phase: phase.map(str::to_owned), limit });
    let festival = |name: &str, before| Ok(When::Festival { name: name.to_owned(), before });
    let item = |name: &str, closed, limit| Ok(When::Item { name: name.to_owned(), closed, limit });
    for (text, found) in [
        ("4月25日", Ok(When::Day(date(4, 25)))),
        ("４月 25 日", Ok(When::Day(date(4, 25)))),
        ("四月二十五日", Ok(When::Day(date(4, 25)))),
        ("十二月三十一号", Ok(When::Day(date(12, 31)))),
        ("十月十日", Ok(When::Day(date(10, 10)))),
        ("九月中旬", Ok(When::Window { first: date(9, 11), last: date(9, 20) })),
        ("二月三十日", Err(Fault::NoSuchDay { month: 2, days: 28 })),
        ("每月二十五日", every(Period::Month, DayIn::Day(25))),
        ("每月第十一个工作日", every(Period::Month, DayIn::Workday(11))),
        ("十三月一日", Err(Fault::NoSuchMonth { month: 13 })),
        ("2014-04-25", Ok(When::Day(date(4, 25)))),
        ("2014/4/25", Ok(When::Day(date(4, 25)))),
        ("2014年4月25号", Ok(When::Day(date(4, 25)))),
        ("2月底", Ok(When::Day(date(2, 28)))),
        ("9月中旬", Ok(When::Window { first: date(9, 11), last: date(9, 20) })),
        ("2月下旬", Ok(When::Window { first: date(2, 21), last: date(2, 28) })),
        ("每月", every(Period::Month, DayIn::Last)),
        ("每个月1次", every(Period::Month, DayIn::Last)),
        ("每季度", every(Period::Quarter, DayIn::Last)),
        ("每半年", every(Period::HalfYear, DayIn::Last)),
        ("quarterly", every(Period::Quarter, DayIn::Last)),
        ("每月最后一个工作日", every(Period::Month, DayIn::WorkdayFromEnd(1))),
        ("每月最后3个工作日", every(Period::Month, DayIn::WorkdayFromEnd(3))),
        ("每季度第三个工作日", every(Period::Quarter, DayIn::Workday(3))),
        ("每月15日", every(Period::Month, DayIn::Day(15))),
        ("每月第23个工作日", every(Period::Month, DayIn::Workday(23))),
        ("每月第24个工作日", Err(Fault::NoSuchWorkday { period: Period::Month, most: 23 })),
        ("每月最后300个工作日", Err(Fault::NoSuchWorkday { period: Period::Month, most: 23 })),
        ("每季度第67个工作日", Err(Fault::NoSuchWorkday { period: Period::Quarter, most: 66 })),
        ("每半年第133个工作日", Err(Fault::NoSuchWorkday { period: Period::HalfYear, most: 132 })),
        ("2月30日", Err(Fault::NoSuchDay { month: 2, days: 28 })),
        ("13月1日", Err(Fault::NoSuchMonth { month: 13 })),
        ("2014-02-29", Err(Fault::NoSuchDay { month: 2, days: 28 })),
        // Whether there is such a festival, its table says.
        ("定期", festival("定期", None)),
        ("每月第0个工作日", Err(Fault::NotUnderstood)),
        ("每月32日", Err(Fault::NotUnderstood)),
        ("每月15日前后", Err(Fault::NotUnderstood)),
        ("每周八", Err(Fault::NotUnderstood)),
        ("4月25日左右", Err(Fault::NotUnderstood)),
        ("", Err(Fault::NotUnderstood)),
        ("99999999999月", Err(Fault::NotUnderstood)),
        ("每日", every(Period::Day, DayIn::Last)),
        ("每个工作日", every(Period::Day, DayIn::Last)),
        ("每周", every(Period::Week, DayIn::Last)),
        ("每周五", every(Period::Week, DayIn::Weekday(4))),
        ("每星期天", every(Period::Week, DayIn::Weekday(6))),
        ("每周2次", spread(Period::Week, 2)),
        ("每年", every(Period::Year, DayIn::Last)),
        ("每年至少2次", spread(Period::Year, 2)),
        ("每季度不少于1次", every(Period::Quarter, DayIn::Last)),
        ("每半年不少于两次", spread(Period::HalfYear, 2)),
        ("每月 3 次", spread(Period::Month, 3)),
        ("每日2次", spread(Period::Day, 2)),
        ("每月第一个周一", every(Period::Month, DayIn::NthWeekday(1, 0))),
        ("每季度最后一个星期五", every(Period::Quarter, DayIn::NthWeekdayFromEnd(1, 4))),
        ("每季度第2个月15日", every(Period::Quarter, DayIn::DayOfMonth(2, 15))),
        ("每年3月5日", every(Period::Year, DayIn::DayOfMonth(3, 5))),
        ("每年最后2个工作日", every(Period::Year, DayIn::WorkdayFromEnd(2))),
        ("每周第6个工作日", Err(Fault::NoSuchWorkday { period: Period::Week, most: 5 })),
        ("每日9次", Err(Fault::TooOften { period: Period::Day, most: 4 })),
        ("每季度第4个月15日", Err(Fault::NotUnderstood)),
        ("每月0次", Err(Fault::NotUnderstood)),
        ("阶段开始后5个工作日", phase_start(None, Limit::Workdays(5))),
        ("组织实施开始后4个工作时", phase_start(Some("组织实施"), Limit::WorkMinutes(240))),
        ("阶段结束前3个工作日", Ok(When::PhaseEnd { phase: None, before: 3 })),
        ("重阳前3个工作日", festival("重阳", Some(3))),
        ("中秋节前", festival("中秋节", Some(1))),
        ("七一", festival("七一", None)),
        ("unit-plan办结后5个工作日", item("unit-plan", true, Limit::Workdays(5))),
        ("unit-plan 到期后 1 个工作日", item("unit-plan", false, Limit::Workdays(1))),
        ("4月25日前", Err(Fault::NotUnderstood)),
        ("重阳前3天", Err(Fault::NotUnderstood)),
    ] {
        assert_eq!(time(text, 2014), found.map(|when| (when, None)), "{text}");
    }
}

#[test]
fn the_same_in_english() {
    for (english, chinese) in [
        ("April 25", "4月25日"),
        ("25 Apr", "4月25日"),
        ("mid-September", "9月中旬"),
        ("early May", "5月上旬"),
        ("late February", "2月下旬"),
        ("end of June", "6月底"),
        ("daily", "每日"),
        ("every working day", "每日"),
        ("weekly", "每周"),
        ("monthly", "每月"),
        ("quarterly", "每季度"),
        ("half-yearly", "每半年"),
        ("yearly", "每年"),
        ("every Friday", "每周五"),
        ("twice a month", "每月2次"),
        ("at least 3 times a year", "每年至少3次"),
        ("once a quarter", "每季度1次"),
        ("first Monday of the month", "每月第一个周一"),
        ("last Friday of the quarter", "每季度最后一个周五"),
        ("3rd working day of the month", "每月第3个工作日"),
        ("last working day of the year", "每年最后一个工作日"),
        ("last 3rd working day of the month", "每月最后3个工作日"),
        ("15th of the month", "每月15日"),
        ("monthly on the 15th", "每月15日"),
        ("15 January", "1月15日"),
        ("every day", "每天"),
        ("5 working days after phase start", "阶段开始后5个工作日"),
        ("3 working days before phase end", "阶段结束前3个工作日"),
        ("5 working days after unit-plan closes", "unit-plan办结后5个工作日"),
        ("1 working day after unit-plan is due", "unit-plan到期后1个工作日"),
    ] {
        assert_eq!(time(english, 2014), time(chinese, 2014), "{english}");
        assert!(time(english, 2014).is_ok(), "{english}");
    }
    let before = When::Festival { name: "thanksgiving".to_owned(), before: Some(3) };
    assert_eq!(time("3 working days before Thanksgiving", 2014), Ok((before, None)));
}

#[test]
fn a_time_may_say_what_rest_days_do() {
    let day = |text| time(text, 2014).map(|(_, roll)| roll);
    assert_eq!(day("每月15日，遇休息日顺延"), Ok(Some(Roll::Forward)));
    assert_eq!(day("每月15日 遇休息日不动"), Ok(Some(Roll::Stay)));
    assert_eq!(day("15th of the month, on rest days back"), Ok(Some(Roll::Back)));
}
