//! The ways to write a time and a limit. A test reads each of them, so that none stands here that the grammar has not.

use super::{own, rows};
use crate::definition::description::schema::Tongue;

/// In Chinese, in English (empty where only Chinese has it), and what it means in both.
type TimeForm = (&'static str, &'static str, &'static str, &'static str);

const TIMES: [TimeForm; 29] = [
    (
        "1月15日",
        "January 15",
        "这一天；不写年份就是活动里的那一天",
        "that day; without a year the one in the campaign",
    ),
    ("2027年1月15日", "2027-01-15", "连年份一起写", "the same with its year"),
    (
        "1月上旬",
        "early January",
        "1日至10日，最后一个工作日到期",
        "the 1st to the 10th, due on the last working day",
    ),
    ("1月中旬", "mid-January", "11日至20日", "the 11th to the 20th"),
    ("1月下旬", "late January", "21日至月末", "the 21st to the end of the month"),
    ("1月底", "end of January", "这个月的最后一天", "the last day of the month"),
    ("每天", "daily", "每个工作日", "every working day"),
    ("每周", "weekly", "每周最后一个工作日", "the last working day of every week"),
    ("每周五", "every Friday", "每个星期五", "every Friday"),
    ("每月", "monthly", "每月最后一个工作日", "the last working day of every month"),
    ("每季度", "quarterly", "每季度最后一个工作日", "the last working day of every quarter"),
    ("每半年", "half-yearly", "每半年最后一个工作日", "the last working day of every half-year"),
    ("每年", "yearly", "每年最后一个工作日", "the last working day of every year"),
    (
        "每月15日",
        "15th of the month",
        "每月这一天；没有这一天的月份是月末",
        "that day of every month; its last day where it is shorter",
    ),
    ("每月第3个工作日", "3rd working day of the month", "从月初数", "counted from the first of the month"),
    (
        "每月倒数第2个工作日",
        "last 2nd working day of the month",
        "从月末数",
        "counted from the end of the month",
    ),
    (
        "每月第一个周一",
        "first Monday of the month",
        "也可以是季度、半年、年",
        "also of the quarter, half-year or year",
    ),
    ("每月最后一个周五", "last Friday of the month", "从月末数", "counted from the end of the month"),
    ("每季度第2个月15日", "", "每季度第二个月的这一天", ""),
    ("每年3月5日", "", "每年的这一天", ""),
    ("每月2次", "twice a month", "分散在这个月里", "spread over the month"),
    ("每季度至少3次", "at least 3 times a quarter", "同上", "the same"),
    (
        "阶段开始后5个工作日",
        "5 working days after phase start",
        "本阶段；中文也可以写阶段名称",
        "of the line's own phase",
    ),
    ("阶段结束前3个工作日", "3 working days before phase end", "同上", "the same"),
    (
        "春节",
        "Christmas",
        "节日当天，见日历的节日表",
        "the festival's day, by the calendar's table of festivals",
    ),
    ("春节前3个工作日", "3 working days before Christmas", "节日前倒数", "counted back from the festival"),
    (
        "unit-plan办结后5个工作日",
        "5 working days after unit-plan closes",
        "各单位从自己办结那天算起",
        "for each unit from the day on which it was done",
    ),
    (
        "unit-plan到期后5个工作日",
        "5 working days after unit-plan is due",
        "从那项任务的到期日算起",
        "from the due day of that duty",
    ),
    (
        "crontab 30 8 * * MON",
        "crontab 30 8 * * MON",
        "五段 crontab，星期写英文缩写",
        "five fields of crontab, weekdays by name",
    ),
];

const LIMITS: [TimeForm; 6] = [
    (
        "5个工作日",
        "5 working days",
        "到第5个工作日24点，当天不算",
        "until the end of the fifth working day behind it, at midnight",
    ),
    ("4个工作时", "4 working hours", "只算上班时间", "only working hours count"),
    ("半个工作日", "half a working day", "一个工作日上班时间的一半", "half of a working day's hours"),
    (
        "当日",
        "same day",
        "到当天24点；休息日或下班后来的，算下一个工作日",
        "until midnight; what comes on a rest day or after hours has the next working day",
    ),
    ("2小时", "2 hours", "连续计时，休息日也算", "by the clock, rest days count"),
    ("30分钟", "30 minutes", "连续计时", "by the clock"),
];

/// The ways to write a time.
pub(super) fn times(tongue: Tongue) -> String {
    table(&TIMES, tongue)
}

/// The ways to write a limit.
pub(super) fn limits(tongue: Tongue) -> String {
    table(&LIMITS, tongue)
}

fn table(ways: &'static [TimeForm], tongue: Tongue) -> String {
    let line = |&(zh, en, means_zh, means_en): &TimeForm| match tongue {
        Tongue::Zh => [zh, en, means_zh].map(|text| code(text, means_zh)),
        Tongue::En => [en, zh, means_en].map(|text| code(text, means_en)),
    };
    let heads = match tongue {
        Tongue::Zh => ["写法", "英文写法", "意思"],
        Tongue::En => ["written", "in Chinese", "means"],
    };
    rows(heads, ways.iter().filter(|way| !own((way.0, way.1), tongue).is_empty()).map(line))
}

fn code(text: &str, plain: &str) -> String {
    if text == plain || text.is_empty() { text.to_owned() } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::days::dates::{When, time};
    use crate::definition::days::time_limit;

    #[test]
    fn every_way_of_the_reference_is_understood_and_both_languages_mean_the_same() {
        for (zh, en, ..) in TIMES {
            let read = |text| time(text, 2027, 5).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).0;
            let chinese = read(zh);
            if en.is_empty() {
                continue;
            }
            // Festivals have the names of their calendar.
            match (&chinese, read(en)) {
                (When::Festival { before, .. }, When::Festival { before: other, .. }) => {
                    assert_eq!(*before, other)
                }
                (one, other) => assert_eq!(*one, other, "{zh} {en}"),
            }
        }
        for (zh, en, ..) in LIMITS {
            assert!(
                time_limit::parse(zh).is_some() && time_limit::parse(zh) == time_limit::parse(en),
                "{zh} {en}"
            );
        }
    }
}
