use serde::{Deserialize, Serialize};

use crate::ids::AudienceIx;
use crate::time::{Date, TimeOfDay};

/// A country's working days: a weekend mask and the published exceptions, for the years that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// Name of the data files, such as `cn`.
    pub name: String,
    /// Version of the data: digest of the tables in hex, first 12 digits.
    pub version: String,
    /// Days of the week that are rest days, 0 Monday to 6 Sunday.
    pub weekend: Vec<u8>,
    /// Years for which a table is loaded or accepted as missing; a working-day question outside them has no answer.
    pub years: Vec<i32>,
    /// Those of `years` that have no table yet and that the file accepts (日历缺年: 暂定): only the weekend rule holds,
    /// and their dates are provisional until the table arrives.
    pub provisional: Vec<i32>,
    /// Working time of working days, in order of the time of day.
    pub hours: Vec<Hours>,
    /// Days that differ from the weekend rule, in order of date, no date twice.
    pub exceptions: Vec<Exception>,
}

/// A stretch of working time, such as 08:30 to 12:00 from Monday to Friday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Days of the week that have it when they are worked by the weekend rule, 0 Monday to 6 Sunday.
    pub days: Vec<u8>,
    /// Whether made-up working days (班 on a day of the weekend) have it.
    pub made_up: bool,
    /// Local time at which it begins.
    pub from: TimeOfDay,
    /// Local time at which it ends, later than `from`; 24:00 is the end of the day.
    pub to: TimeOfDay,
}

/// A day that the published arrangement names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The local date.
    pub date: Date,
    /// Rest or work.
    pub kind: DayKind,
    /// What the arrangement calls it, such as 清明节.
    pub name: String,
}

/// Whether a day is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayKind {
    /// A rest day.
    Off,
    /// A working day, perhaps a made-up Sunday.
    Work,
}

/// What local times mean that a change of the clock skips or repeats. It holds for all times of day of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClockChanges {
    /// A time that is skipped.
    pub missing: MissingHour,
    /// A time that comes twice.
    pub doubled: DoubledHour,
}

/// What a skipped local time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum MissingHour {
    /// The first instant after the gap: 02:30 is 03:00.
    #[default]
    After,
    /// So much earlier as the gap is long: 02:30 is 01:30.
    Before,
}

/// Which of two equal local times is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum DoubledHour {
    /// The first.
    #[default]
    First,
    /// The second.
    Second,
}

/// Another calendar for a group of units: the dates of their duties and notices follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCalendar {
    /// Slug; it stands in the keys of the group's occasions.
    pub id: String,
    /// Whose; a unit of two groups belongs to the first.
    pub audience: AudienceIx,
    /// Their working days.
    pub calendar: Calendar,
}
