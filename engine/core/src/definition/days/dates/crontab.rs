//! Crontab text, for experts: five fields, weekdays by name. The `cron` crate parses it; only its sets of units are
//! used, never its iterators, which skip and double hours where clocks change (ARCHITECTURE.md, “Time”).

use std::str::FromStr;

use cron::{Schedule, TimeUnitSpec};
use muster_protocol::definition::Crontab;

/// Why crontab text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It has not five fields.
    Fields,
    /// Weekdays as numbers: what 1 means differs from program to program.
    Weekday,
    /// One field of days begins with a star and still leaves days out, and the other names days too: programs differ in
    /// whether both must hold.
    BothDays,
    /// The parser says no.
    Text,
}

/// Most characters of an expression; the longest list of minutes has fewer.
const CHARS_MAX: usize = 200;

const EVERY_DAY: u32 = !1;
const EVERY_WEEKDAY: u8 = 0b111_1111;

/// The expression of a text that begins with `crontab`.
pub(super) fn text(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text.strip_prefix("crontab")?;
    Some(rest.trim_start_matches([':', '：']).trim())
}

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Crontab, Wrong> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [minute, hour, day, month, weekday] = fields[..] else { return Err(Wrong::Fields) };
    if text.len() > CHARS_MAX {
        return Err(Wrong::Text);
    }
    if weekday.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(Wrong::Weekday);
    }
    // The crate wants seconds first.
    let schedule =
        Schedule::from_str(&format!("0 {minute} {hour} {day} {month} {weekday}")).map_err(|_| Wrong::Text)?;
    let narrow = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    // Its weekdays are 1 Sunday to 7 Saturday.
    let weekdays = schedule.days_of_week().iter().fold(0u8, |bits, day| bits | 1 << ((day + 5) % 7));
    let mut days = narrow(bits(schedule.days_of_month()));
    let mut weekdays = weekdays;
    // crontab(5): where both fields of days say something, a day of either will do.
    let says = |field: &str| field != "*" && field != "?";
    if says(day) && says(weekday) {
        if day.starts_with('*') || weekday.starts_with('*') {
            return Err(Wrong::BothDays);
        }
        if days == EVERY_DAY || weekdays == EVERY_WEEKDAY {
            (days, weekdays) = (EVERY_DAY, EVERY_WEEKDAY);
        }
    }
    Ok(Crontab {
        minutes: bits(schedule.minutes()),
        hours: narrow(bits(schedule.hours())),
        days,
        months: u16::try_from(bits(schedule.months())).unwrap_or_default(),
        weekdays,
    })
}

/// The units of a field as bits.
fn bits(units: &impl TimeUnitSpec) -> u64 {
    units.iter().fold(0, |bits, unit| bits | 1 << unit.min(63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_fields_become_sets() {
        let friday = parse("0 17 * * FRI").unwrap();
        assert_eq!((friday.minutes, friday.hours, friday.weekdays), (1, 1 << 17, 1 << 4));
        assert_eq!((friday.days, friday.months), (0xffff_fffe, 0b1_1111_1111_1110));
        let half_hours = parse("*/30 * * * *").unwrap();
        assert_eq!(
            (half_hours.minutes, half_hours.hours, half_hours.weekdays),
            (1 | 1 << 30, 0xff_ffff, 0b111_1111)
        );
        assert_eq!(parse("0 9 1,15 6-8 MON-FRI").unwrap().weekdays, 0b1_1111);
        assert_eq!(parse("0 9 * * SUN").unwrap().weekdays, 1 << 6);
    }

    #[test]
    fn days_of_both_fields_are_either_and_never_silently_both() {
        let either = parse("0 12 1 * MON").unwrap();
        assert_eq!((either.days, either.weekdays), (1 << 1, 1));
        let all = parse("0 12 1-31 * MON").unwrap();
        assert_eq!((all.days, all.weekdays), (EVERY_DAY, EVERY_WEEKDAY));
        assert_eq!(parse("0 12 */2 * MON"), Err(Wrong::BothDays));
        assert!(parse("0 12 */2 * *").is_ok() && parse("0 12 ? * MON").is_ok());
    }

    #[test]
    fn numbers_for_weekdays_seconds_and_nonsense_are_refused() {
        assert_eq!(parse("0 9 * * 1"), Err(Wrong::Weekday));
        assert_eq!(parse("0 0 9 * * MON"), Err(Wrong::Fields));
        assert_eq!(parse("61 9 * * MON"), Err(Wrong::Text));
        assert_eq!(parse("0 9 L * *"), Err(Wrong::Text));
        assert_eq!(parse(""), Err(Wrong::Fields));
        assert_eq!(text("crontab: 0 9 * * MON"), Some("0 9 * * MON"));
        assert_eq!(text("每月"), None);
    }
}
