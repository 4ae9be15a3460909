//! The names of the days of a week, from Monday.

use muster_protocol::catalogue::TextId;
use muster_protocol::id;
use muster_protocol::time::Date;

/// As they stand beside a date: `周一`, `Mon`.
pub const NAMES: [TextId; 7] = [
    id!("weekday-1"),
    id!("weekday-2"),
    id!("weekday-3"),
    id!("weekday-4"),
    id!("weekday-5"),
    id!("weekday-6"),
    id!("weekday-7"),
];

/// As a sentence says them: `周一`, `Monday`.
pub const FULL_NAMES: [TextId; 7] = [
    id!("monday"),
    id!("tuesday"),
    id!("wednesday"),
    id!("thursday"),
    id!("friday"),
    id!("saturday"),
    id!("sunday"),
];

/// As they stand above the columns of a month: `一`, `Mon`.
pub const HEADINGS: [TextId; 7] =
    [id!("mon"), id!("tue"), id!("wed"), id!("thu"), id!("fri"), id!("sat"), id!("sun")];

/// The name of the day of the week on which a date falls, as it stands beside the date.
#[must_use]
pub fn of(date: Date) -> TextId {
    NAMES[date.weekday() as usize % NAMES.len()]
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;

    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        let monday: Date = "2014-09-15".parse().unwrap();
        let week = |language: Language| [0, 6].map(|ahead| of(monday.plus(ahead)).say(language));
        assert_eq!(week(Language::Zh), ["周一", "周日"]);
        assert_eq!(week(Language::En), ["Mon", "Sun"]);
        let ends = |names: [TextId; 7]| [names[0], names[6]];
        assert_eq!(ends(FULL_NAMES).map(|name| name.say(Language::En)), ["Monday", "Sunday"]);
        assert_eq!(ends(HEADINGS).map(|name| name.say(Language::Zh)), ["一", "日"]);
    }
}
