//! Local dates and times of day in a named zone, and instants.
//!
//! Zone rules are data compiled in, with a version; the machine's own zone is never read.

use chrono::{
    DateTime, Days, MappedLocalTime, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Timelike, Utc,
};
use chrono_tz::{GapInfo, Tz};
use muster_words::time::{Date, Instant, TimeOfDay};

/// Version of the zone rules in this build, such as `2025b`.
pub const ZONE_DATA: &str = chrono_tz::IANA_TZDB_VERSION;

/// Minutes in a day, less one: the last time of day.
const LAST_MINUTE: u16 = 24 * 60 - 1;

/// No zone has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” is not a zone: write an IANA name such as Asia/Shanghai")]
pub struct UnknownZone {
    /// What was asked for.
    pub name: String,
}

/// A zone with its rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// The zone with this IANA name, such as `Asia/Shanghai`.
    ///
    /// # Errors
    /// [`UnknownZone`] when the data has no such name.
    pub fn load(name: &str) -> Result<Self, UnknownZone> {
        name.parse().map(Self).map_err(|_| UnknownZone { name: name.to_owned() })
    }

    /// The first instant of a local day.
    #[must_use]
    pub fn start_of_day(&self, day: Date) -> Instant {
        self.at(day, TimeOfDay(0))
    }

    /// The instant of a local time. Where clocks skip it: the first instant after the gap. Where it comes twice: the
    /// first. Times of day past 23:59 count as 23:59.
    #[must_use]
    pub fn at(&self, day: Date, time: TimeOfDay) -> Instant {
        let seconds = u32::from(time.0.min(LAST_MINUTE)) * 60;
        let clock = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
        let local = day.naive().and_time(clock);
        match self.0.from_local_datetime(&local) {
            MappedLocalTime::Single(one) => one.with_timezone(&Utc).into(),
            MappedLocalTime::Ambiguous(one, other) => one.min(other).with_timezone(&Utc).into(),
            MappedLocalTime::None => self.after_gap(&local),
        }
    }

    fn after_gap(&self, local: &NaiveDateTime) -> Instant {
        match GapInfo::new(local, &self.0).and_then(|gap| gap.end) {
            Some(end) => end.with_timezone(&Utc).into(),
            // No known zone has a gap without an end; a day later the local time surely exists or is taken as UTC.
            None => local.checked_add_days(Days::new(1)).unwrap_or(*local).and_utc().into(),
        }
    }

    /// The local date at an instant.
    #[must_use]
    pub fn date_of(&self, instant: Instant) -> Date {
        self.local(instant).date_naive().into()
    }

    /// The local time of day at an instant, cut to the minute.
    #[must_use]
    pub fn time_of(&self, instant: Instant) -> TimeOfDay {
        let local = self.local(instant);
        TimeOfDay(u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(LAST_MINUTE))
    }

    /// The instant in local time with its offset, such as `2014-04-25T09:00:00+08:00`.
    #[must_use]
    pub fn rfc3339(&self, instant: Instant) -> String {
        self.local(instant).to_rfc3339_opts(SecondsFormat::AutoSi, false)
    }

    fn local(&self, instant: Instant) -> DateTime<Tz> {
        instant.utc().with_timezone(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn shanghai_has_neither_gaps_nor_overlaps_in_2014() {
        let zone = Zone::load("Asia/Shanghai").unwrap();
        let at = zone.at(date("2014-04-25"), TimeOfDay(9 * 60));
        assert_eq!(at, instant("2014-04-25T09:00:00+08:00"));
        assert_eq!(zone.rfc3339(at), "2014-04-25T09:00:00+08:00");
        assert_eq!((zone.date_of(at), zone.time_of(at)), (date("2014-04-25"), TimeOfDay(540)));
        assert_eq!(zone.start_of_day(date("2014-05-01")), instant("2014-04-30T16:00:00Z"));
        assert_eq!(zone.date_of(instant("2014-04-30T15:59:59.999Z")), date("2014-04-30"));
    }

    #[test]
    fn a_skipped_time_is_the_first_instant_after_the_gap() {
        let zone = Zone::load("America/New_York").unwrap();
        let at = zone.at(date("2014-03-09"), TimeOfDay(2 * 60 + 30));
        assert_eq!(at, instant("2014-03-09T03:00:00-04:00"));
    }

    #[test]
    fn a_doubled_time_is_the_first() {
        let zone = Zone::load("America/New_York").unwrap();
        let at = zone.at(date("2014-11-02"), TimeOfDay(60 + 30));
        assert_eq!(at, instant("2014-11-02T01:30:00-04:00"));
    }

    #[test]
    fn a_day_that_begins_with_a_gap_or_is_skipped_whole_has_a_first_instant() {
        let zone = Zone::load("America/Sao_Paulo").unwrap();
        assert_eq!(zone.start_of_day(date("2014-10-19")), instant("2014-10-19T01:00:00-02:00"));
        let zone = Zone::load("Pacific/Apia").unwrap();
        assert_eq!(zone.start_of_day(date("2011-12-30")), instant("2011-12-31T00:00:00+14:00"));
    }

    #[test]
    fn nonsense_is_no_zone_and_no_panic() {
        assert_eq!(Zone::load("Mars/Base"), Err(UnknownZone { name: "Mars/Base".to_owned() }));
        let zone = Zone::load("Asia/Shanghai").unwrap();
        let _ = zone.at(Date(i32::MAX), TimeOfDay(u16::MAX));
        let _ = zone.at(Date(i32::MIN), TimeOfDay(0));
        let _ = zone.rfc3339(Instant(i64::MAX));
        let _ = zone.date_of(Instant(i64::MIN));
    }
}
