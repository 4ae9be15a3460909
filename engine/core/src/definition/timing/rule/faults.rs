//! Why a text is no time, told with what could be written.

use muster_protocol::definition::Period;
use muster_protocol::time::Date;
use muster_rules::counted::counted;
use muster_rules::month;

use crate::definition::days::dates::{Fault, Wrong};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

fn period_name(period: Period) -> (&'static str, &'static str) {
    match period {
        Period::Day => ("一天", "day"),
        Period::Week => ("一周", "week"),
        Period::Month => ("一个月", "month"),
        Period::Quarter => ("一个季度", "quarter"),
        Period::HalfYear => ("半年", "half year"),
        Period::Year => ("一年", "year"),
    }
}

/// The English name of a month from 1 to 12.
fn month_name(month: u32) -> &'static str {
    month::english(month).unwrap_or("the month")
}

/// Reports something that ends before it begins.
pub(crate) fn ends_before(place: Place, from: Date, to: Date, report: &mut Report) {
    report
        .error(
            code::ENDS_BEFORE,
            place,
            format!("还没开始就结束了：{from} 起，{to} 止"),
            format!("it ends before it begins: from {from} to {to}"),
        )
        .fix(
            "请把“起”“止”对调或改正；要跨年，请写上年份",
            "swap or correct the two dates; write the years where they lie in two",
        );
}

/// Reports a day without a year for which two years fit, or none.
fn year_fault(fault: Fault, text: &str, place: Place, report: &mut Report) {
    if let Fault::SeveralYears { first, last } = fault {
        report
            .error(
                code::BAD_DATE,
                place,
                format!("“{text}”可以是 {first}，也可以是 {last}"),
                format!("“{text}” can be {first} or {last}"),
            )
            .fix("请写上年份", "write the year");
    } else if let Fault::NotInCampaign { first, last } = fault {
        report
            .error(
                code::OUTSIDE_PHASE,
                place,
                format!("“{text}”哪一年都不在活动里（{first} 至 {last}）"),
                format!("“{text}” does not lie in the campaign in any year ({first} to {last})"),
            )
            .fix("改日期，或者写上年份", "change the date, or write its year");
    }
}

/// Reports a text that is no time.
pub(crate) fn date_fault(fault: Fault, text: &str, place: Place, report: &mut Report) {
    match fault {
        Fault::NotUnderstood => {
            report
                .error(
                    code::BAD_DATE,
                    place,
                    format!("看不懂时间“{text}”"),
                    format!("the time “{text}” is not understood"),
                )
                .fix(
                    "可以写：4月25日、9月中旬、9月底、2014-04-25；每周五、每月、每月2次、每季度、每月最后一个工作日、每月第一个周一、每月15日；阶段开始后5个工作日、重阳前3个工作日、某任务办结后5个工作日；“定期”“适时”之类要换成具体的周期",
                    "write April 25, mid-September, 2014-04-25; every Friday, monthly, twice a month, last working day of the month, first Monday of the month; 5 working days after phase start, 3 working days before a festival, 5 working days after a duty closes",
                );
        }
        Fault::NoSuchDay { month, days } => {
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("没有“{text}”这一天，{month}月只有 {days} 天"),
                    format!("there is no “{text}”: {} has {days} days", month_name(month)),
                )
                .fix(
                    format!("是不是 {month}月{days}日？"),
                    format!("did you mean {} {days}?", month_name(month)),
                );
        }
        Fault::NoSuchWorkday { period, most } => {
            let (zh, en) = period_name(period);
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("没有“{text}”：{zh}最多 {most} 个工作日"),
                    format!("there is no “{text}”: a {en} has at most {most} working days"),
                )
                .fix(
                    "改小数目；要最后一天，写“最后一个工作日”",
                    "write a smaller number; for the last day write last working day of the month",
                );
        }
        Fault::TooOften { period, most } => {
            let (zh, en) = period_name(period);
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("“{text}”太密：{zh}最多 {most} 次"),
                    format!("“{text}” is too often: at most {most} a {en}", most = counted(&most, "time")),
                )
                .fix("改小次数，或者换更短的周期，例如“每周”", "write fewer times or a shorter period");
        }
        Fault::Crontab(wrong) => crontab_fault(wrong, text, place, report),
        Fault::SeveralYears { .. } | Fault::NotInCampaign { .. } => year_fault(fault, text, place, report),
        Fault::NoSuchMonth { month } => {
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("没有“{text}”：一年没有 {month} 月"),
                    format!("there is no “{text}”: no year has a month {month}"),
                )
                .fix("月份从 1 到 12", "months go from 1 to 12");
        }
    }
}

fn crontab_fault(wrong: Wrong, text: &str, place: Place, report: &mut Report) {
    let (zh, en) = match wrong {
        Wrong::Fields => {
            ("应当有五段：分 时 日 月 星期", "it must have five fields: minute hour day month weekday")
        }
        Wrong::Weekday => (
            "星期要写名称（MON 到 SUN），数字在各种软件里意思不一样",
            "weekdays must be names (MON to SUN): numbers mean different days in different programs",
        ),
        Wrong::BothDays => (
            "“日”和“星期”都限定了日子，其中一个又以 * 开头：是两个都要符合还是一个就行，各种软件不一样",
            "both fields of days leave days out and one begins with *: programs differ in whether both must hold",
        ),
        Wrong::Text => ("有看不懂的段", "a field is not understood"),
    };
    report
        .error(
            code::BAD_DATE,
            place,
            format!("“{text}”不是可用的 crontab：{zh}"),
            format!("“{text}” is no crontab that can be used: {en}"),
        )
        .fix("写成 crontab 30 8 * * MON-FRI 这样", "write it like crontab 30 8 * * MON-FRI");
}
