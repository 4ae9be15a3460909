//! The Chinese words.

use muster_protocol::definition::Need;
use muster_protocol::item::VisitNews;
use muster_protocol::time::{Date, TimeOfDay};

const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// `4月25日（周五）`; with the year where it is not this year's.
pub(super) fn day(date: Date, year: i32) -> String {
    let (own, month, day) = date.parts();
    let weekday = WEEKDAYS[date.weekday() as usize % WEEKDAYS.len()];
    let year = if own == year { String::new() } else { format!("{own}年") };
    format!("{year}{month}月{day}日（周{weekday}）")
}

/// Calendar days from today to a day, negative when it is over.
fn days_to(date: Date, today: Date) -> i32 {
    date.0.saturating_sub(today.0)
}

/// `还有3天`, `今天` or `已逾期2天`.
pub(super) fn distance(date: Date, today: Date) -> String {
    match days_to(date, today) {
        0 => "今天".to_owned(),
        days if days > 0 => format!("还有{days}天"),
        days => format!("已逾期{}天", days.unsigned_abs()),
    }
}

/// `4月25日（周五）到期，还有3天`.
pub(super) fn due(date: Date, today: Date) -> String {
    let shown = day(date, today.parts().0);
    if date == today {
        format!("{shown}今天到期")
    } else {
        format!("{shown}到期，{}", distance(date, today))
    }
}

/// `5月14日（周三）09:30走访，还有3天`; the hour where it is known.
pub(super) fn visit_ahead(date: Date, starts: Option<TimeOfDay>, today: Date) -> String {
    let hour = starts.map_or_else(String::new, |starts| starts.to_string());
    let shown = format!("{}{hour}", day(date, today.parts().0));
    match days_to(date, today) {
        0 => format!("{shown}今天走访"),
        days if days > 0 => format!("{shown}走访，还有{days}天"),
        _ => format!("{shown}走访"),
    }
}

/// `已排定：5月14日（周三）09:30，走访人副局长乙`.
pub(super) fn visit_news(
    news: VisitNews,
    (date, starts): (Date, Option<TimeOfDay>),
    visitor: Option<&str>,
    today: Date,
) -> String {
    let hour = starts.map_or_else(String::new, |starts| starts.to_string());
    let slot = format!("{}{hour}", day(date, today.parts().0));
    let by = visitor.map_or_else(String::new, |visitor| format!("，走访人{visitor}"));
    match news {
        VisitNews::Proposed => format!("已排定：{slot}{by}"),
        VisitNews::Confirmed => format!("已确认：{slot}{by}"),
        VisitNews::Moved => format!("改到{slot}{by}"),
        VisitNews::Delegated | VisitNews::HandedOn => format!("换人走访：{slot}{by}"),
        VisitNews::CalledOff => format!("{slot}的走访取消，另行安排"),
    }
}

/// `5月14日（周三）走访，已过5天，请补走访记录`.
pub(super) fn visit_unrecorded(date: Date, today: Date) -> String {
    let shown = day(date, today.parts().0);
    let days = days_to(today, date).max(0);
    format!("{shown}走访，已过{days}天，请补走访记录")
}

/// `已退回，不合格的要点：目标、时间；理由：……。请于4月30日（周三）前重新报送，还有5天`.
pub(super) fn returned(failed: &[String], reason: &str, due_day: Date, today: Date) -> String {
    let mut parts = vec!["已退回".to_owned()];
    if !failed.is_empty() {
        parts.push(format!("不合格的要点：{}", failed.join("、")));
    }
    if !reason.is_empty() {
        parts.push(format!("理由：{}", reason.trim_end_matches(['。', '.'])));
    }
    let (day, distance) = (day(due_day, today.parts().0), distance(due_day, today));
    format!("{}。请于{day}前重新报送，{distance}", parts.join("；"))
}

/// `活动记录、照片≥2、服务事项1至2`.
pub(super) fn needs(needs: &[Need]) -> String {
    let each = needs.iter().map(|need| match (need.at_least, need.at_most) {
        (0 | 1, None) => need.name.clone(),
        (least, None) => format!("{}≥{least}", need.name),
        (least, Some(most)) if least == most => format!("{}{most}", need.name),
        (least, Some(most)) => format!("{}{least}至{most}", need.name),
    });
    each.collect::<Vec<_>>().join("、")
}

/// The period of an occasion key (`2014-05`, `2014-q2`, `2014-h1`) in words: `5月`, `第2季度`, `上半年`, with the year
/// where it is not the campaign's.
pub(super) fn period(period: &str, year: i32) -> String {
    let Some((own, part)) = period.split_once('-') else {
        return period.to_owned();
    };
    let words = match part {
        "h1" => "上半年".to_owned(),
        "h2" => "下半年".to_owned(),
        part => match (part.strip_prefix('q'), part.parse::<u8>()) {
            (Some(quarter), _) => format!("第{quarter}季度"),
            (None, Ok(month)) => format!("{month}月"),
            (None, Err(_)) => return period.to_owned(),
        },
    };
    if own.parse() == Ok(year) { words } else { format!("{own}年{words}") }
}
