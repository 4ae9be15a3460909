//! Points in time as plain values: an instant in UTC milliseconds and a local calendar date.
//!
//! Conversion between the two needs a zone and lives in `muster-rules`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An instant: milliseconds since 1970-01-01T00:00Z. Shown as RFC 3339 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

/// Milliseconds in a second, a minute, an hour, and a day of 24 hours.
pub const SECOND: i64 = 1_000;
/// See [`SECOND`].
pub const MINUTE: i64 = 60 * SECOND;
/// See [`SECOND`].
pub const HOUR: i64 = 60 * MINUTE;
/// See [`SECOND`]; a local day may be longer or shorter.
pub const DAY: i64 = 24 * HOUR;

impl Instant {
    /// This instant moved by `millis`, saturating.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// As chrono's UTC time; instants outside chrono's range become its epoch.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_millis())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not a time or a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not {expected}")]
pub struct BadTime {
    /// What was written.
    pub text: String,
    /// What it should look like.
    pub expected: &'static str,
}

impl FromStr for Instant {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        DateTime::parse_from_rfc3339(text).map(|time| time.with_timezone(&Utc).into()).map_err(|_| BadTime {
            text: text.to_owned(),
            expected: "a time such as 2014-04-01T09:00:00+08:00",
        })
    }
}

/// A date of the campaign's local calendar: days since 1970-01-01. Shown as `2014-04-25`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(pub i32);

const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a real date");

impl Date {
    /// The date of a year, month and day, if there is one.
    #[must_use]
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Into::into)
    }

    /// As chrono's date; dates outside chrono's range become its epoch.
    #[must_use]
    pub fn naive(self) -> NaiveDate {
        let days = Days::new(u64::from(self.0.unsigned_abs()));
        let moved = if self.0 < 0 { EPOCH.checked_sub_days(days) } else { EPOCH.checked_add_days(days) };
        moved.unwrap_or(EPOCH)
    }

    /// This date moved by whole days, saturating.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Year, month, day.
    #[must_use]
    pub fn parts(self) -> (i32, u32, u32) {
        let date = self.naive();
        (date.year(), date.month(), date.day())
    }

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u32 {
        self.naive().weekday().num_days_from_monday()
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(i32::try_from(date.signed_duration_since(EPOCH).num_days()).unwrap_or_default())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.naive().fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        text.parse::<NaiveDate>()
            .map(Into::into)
            .map_err(|_| BadTime { text: text.to_owned(), expected: "a date such as 2014-04-25" })
    }
}

/// A time of the local day, in minutes from midnight. Shown as `09:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TimeOfDay(pub u16);

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for TimeOfDay {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        let bad = || BadTime { text: text.to_owned(), expected: "a time of day such as 09:00" };
        let (hours, minutes) = text.split_once(':').ok_or_else(bad)?;
        let digits = |part: &str| {
            (matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        match (digits(hours), digits(minutes)) {
            (Some(h), Some(m)) if h < 24 && m < 60 && minutes.len() == 2 => Ok(Self(h * 60 + m)),
            _ => Err(bad()),
        }
    }
}

macro_rules! readable {
    ($($name:ident($inner:ty)),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
                } else {
                    <$inner>::deserialize(deserializer).map(Self)
                }
            }
        }
    )+};
}

readable!(Instant(i64), Date(i32), TimeOfDay(u16));
