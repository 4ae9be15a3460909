//! Days as people read them: weekdays, rest days and made-up working days with their festival.

use muster_protocol::definition::{Calendar, DayKind};
use muster_protocol::time::Date;
use muster_rules::month;

use crate::lang::Lang;

/// How a day differs from an ordinary working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'a> {
    /// A rest day, with the festival's name if it has one.
    Rest(&'a str),
    /// A day of the weekend that is worked, with the arrangement's name.
    MadeUp(&'a str),
}

/// The mark of a day; none for an ordinary working day.
#[must_use]
pub fn mark(calendar: &Calendar, day: Date) -> Option<Mark<'_>> {
    let exception = calendar.exceptions.binary_search_by_key(&day, |exception| exception.date);
    let exception = exception.ok().and_then(|at| calendar.exceptions.get(at));
    let weekend = calendar.weekend.iter().any(|rest| u32::from(*rest) == day.weekday());
    match exception.map(|exception| (exception.kind, exception.name.as_str())) {
        Some((DayKind::Off, festival)) => Some(Mark::Rest(festival)),
        Some((DayKind::Work, festival)) if weekend => Some(Mark::MadeUp(festival)),
        None if weekend => Some(Mark::Rest("")),
        Some((DayKind::Work, _)) | None => None,
    }
}

/// Whether a day lies in a year whose table has not come yet: only the weekend rule holds there, and dates may change.
#[must_use]
pub fn provisional(calendar: &Calendar, day: Date) -> bool {
    calendar.provisional.contains(&day.parts().0)
}

/// The name of a day of the week.
#[must_use]
pub fn weekday(lang: Lang, day: Date) -> &'static str {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let at = day.weekday() as usize;
    match lang {
        Lang::Zh => zh[at],
        Lang::En => en[at],
    }
}

/// A day without its year: `4月25日`, `25 Apr`.
#[must_use]
pub fn short(lang: Lang, day: Date) -> String {
    let (_, month, date) = day.parts();
    match lang {
        Lang::Zh => format!("{month}月{date}日"),
        Lang::En => format!("{date} {}", &month_name(lang, day)[..3]),
    }
}

/// A day without its year, with its weekday: `4月25日（周五）`, `Fri 25 Apr`.
#[must_use]
pub fn with_weekday(lang: Lang, day: Date) -> String {
    let (short, weekday) = (short(lang, day), weekday(lang, day));
    match lang {
        Lang::Zh => format!("{short}（{weekday}）"),
        Lang::En => format!("{weekday} {short}"),
    }
}

/// A month: `4月`, `April`.
#[must_use]
pub fn month_name(lang: Lang, day: Date) -> &'static str {
    let zh = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];
    let month = day.parts().1.clamp(1, 12);
    match lang {
        Lang::Zh => zh[(month - 1) as usize],
        Lang::En => month::english(month).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_the_committee_writes_them() {
        let day: Date = "2014-09-20".parse().unwrap();
        assert_eq!(with_weekday(Lang::Zh, day), "9月20日（周六）");
        assert_eq!(with_weekday(Lang::En, day), "Sat 20 Sep");
    }
}
