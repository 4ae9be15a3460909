//! Days as people read them: weekdays, rest days and made-up working days with their festival.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Calendar, DayKind};
use muster_protocol::say;
use muster_protocol::time::Date;
use muster_rules::month;

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
pub fn weekday(lang: Language, day: Date) -> &'static str {
    muster_rules::weekday::of(day).say(lang)
}

/// A day without its year: `4月25日`, `25 Apr`.
#[must_use]
pub fn short(lang: Language, day: Date) -> String {
    say!(lang, "day-of-this-year", day = day.parts().2, month: month::short(day.parts().1))
}

/// A day without its year, with its weekday: `4月25日（周五）`, `Fri 25 Apr`.
#[must_use]
pub fn with_weekday(lang: Language, day: Date) -> String {
    let (day, weekday) = (short(lang, day), weekday(lang, day));
    say!(lang, "day-with-its-weekday", day, weekday)
}

/// A month: `4月`, `April`.
#[must_use]
pub fn month_name(lang: Language, day: Date) -> &'static str {
    month::name(day.parts().1).map_or("", |name| name.say(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_the_committee_writes_them() {
        let day: Date = "2014-09-20".parse().unwrap();
        assert_eq!(with_weekday(Language::Zh, day), "9月20日（周六）");
        assert_eq!(with_weekday(Language::En, day), "Sat 20 Sep");
    }
}
