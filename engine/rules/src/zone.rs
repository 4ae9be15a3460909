//! Local dates and times of day in a named zone, and instants.
//!
//! Zone rules are data compiled in, with a version; the machine's own zone is never read.

use chrono::{
    DateTime, Days, MappedLocalTime, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Timelike, Utc,
};
use chrono_tz::{GapInfo, Tz};
use muster_protocol::definition::{ClockChanges, Definition, DoubledHour, MissingHour};
use muster_protocol::time::{Date, Instant, TimeOfDay};

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

/// A zone with its rules, and what the campaign's file says of times that clocks skip or repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    zone: Tz,
    clocks: ClockChanges,
}

impl Zone {
    /// The zone with this IANA name, such as `Asia/Shanghai`, with the usual meaning of skipped and doubled times.
    ///
    /// # Errors
    /// [`UnknownZone`] when the data has no such name.
    pub fn load(name: &str) -> Result<Self, UnknownZone> {
        let zone = name.parse().map_err(|_| UnknownZone { name: name.to_owned() })?;
        Ok(Self { zone, clocks: ClockChanges::default() })
    }

    /// The zone of a campaign, as its file says.
    ///
    /// # Errors
    /// [`UnknownZone`] when the data has no such name.
    pub fn of(def: &Definition) -> Result<Self, UnknownZone> {
        Ok(Self { clocks: def.clocks, ..Self::load(&def.zone)? })
    }

    /// The same of a compiled definition, whose zone was loaded once: UTC where this build has no such zone.
    #[must_use]
    pub fn of_compiled(def: &Definition) -> Self {
        Self::of(def).unwrap_or(Self { zone: Tz::UTC, clocks: ClockChanges::default() })
    }

    /// The same zone with another meaning of skipped and doubled times.
    #[must_use]
    pub fn with(self, clocks: ClockChanges) -> Self {
        Self { clocks, ..self }
    }

    /// The first instant of a local day, whatever its clocks do; of a day that was skipped whole that of the next.
    #[must_use]
    pub fn start_of_day(&self, day: Date) -> Instant {
        self.with(ClockChanges::default()).at(day, TimeOfDay(0))
    }

    /// The instant of a local time, as the campaign's file says where clocks skip it or repeat it: by default the first
    /// instant after the gap, and the first of two. Times of day past 23:59 count as 23:59.
    #[must_use]
    pub fn at(&self, day: Date, time: TimeOfDay) -> Instant {
        let local = local_time(day, time);
        match (self.both(day, time), self.clocks.doubled) {
            ((Some(_), Some(second)), DoubledHour::Second) => second,
            ((Some(first), _), _) => first,
            ((None, _), _) => self.skipped(&local),
        }
    }

    /// The instants of a local time: none where clocks skip it, two where it comes twice.
    #[must_use]
    pub fn both(&self, day: Date, time: TimeOfDay) -> (Option<Instant>, Option<Instant>) {
        let instant = |one: DateTime<Tz>| Instant::from(one.with_timezone(&Utc));
        match self.zone.from_local_datetime(&local_time(day, time)) {
            MappedLocalTime::Single(one) => (Some(instant(one)), None),
            MappedLocalTime::Ambiguous(one, other) => {
                (Some(instant(one.min(other))), Some(instant(one.max(other))))
            }
            MappedLocalTime::None => (None, None),
        }
    }

    fn skipped(&self, local: &NaiveDateTime) -> Instant {
        let gap = GapInfo::new(local, &self.zone);
        let length = gap.as_ref().and_then(|gap| {
            let (begins, _) = gap.begin.as_ref()?;
            Some(gap.end.as_ref()?.naive_local().signed_duration_since(*begins))
        });
        match (gap.and_then(|gap| gap.end), length, self.clocks.missing) {
            // The first instant after the gap has the offset of the time after it; so much earlier, in local time.
            (Some(end), Some(length), MissingHour::Before) => {
                let into = local.signed_duration_since(end.naive_local() - length);
                Instant::from(end.with_timezone(&Utc)).plus((into - length).num_milliseconds())
            }
            (Some(end), _, _) => end.with_timezone(&Utc).into(),
            // No known zone has a gap without an end; a day later the local time surely exists or is taken as UTC.
            (None, _, _) => local.checked_add_days(Days::new(1)).unwrap_or(*local).and_utc().into(),
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

    /// The instant in local time as people read it, such as `2014-04-25 09:00`.
    #[must_use]
    pub fn minute(&self, instant: Instant) -> String {
        format!("{} {}", self.date_of(instant), self.time_of(instant))
    }

    fn local(&self, instant: Instant) -> DateTime<Tz> {
        instant.utc().with_timezone(&self.zone)
    }
}

fn local_time(day: Date, time: TimeOfDay) -> NaiveDateTime {
    let seconds = u32::from(time.0.min(LAST_MINUTE)) * 60;
    let clock = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
    day.naive().and_time(clock)
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
        assert_eq!(zone.minute(at), "2014-04-25 09:00");
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
    fn the_file_may_mean_the_time_before_the_gap_and_the_second_of_two() {
        let other = ClockChanges { missing: MissingHour::Before, doubled: DoubledHour::Second };
        let zone = Zone::load("America/New_York").unwrap().with(other);
        let local = |day: &str, minutes| zone.rfc3339(zone.at(date(day), TimeOfDay(minutes)));
        assert_eq!(local("2014-03-09", 150), "2014-03-09T01:30:00-05:00");
        assert_eq!(local("2014-11-02", 90), "2014-11-02T01:30:00-05:00");
        let zone = Zone::load("Australia/Lord_Howe").unwrap().with(other);
        let at = zone.at(date("2014-10-05"), TimeOfDay(2 * 60 + 15));
        assert_eq!(zone.rfc3339(at), "2014-10-05T01:45:00+10:30");
        let cairo = Zone::load("Africa/Cairo").unwrap().with(other);
        assert_eq!(cairo.rfc3339(cairo.start_of_day(date("2014-05-16"))), "2014-05-16T01:00:00+03:00");
    }

    /// nextcloud/calendar #4778: a reminder fires at the hour of the server's zone.
    #[test]
    fn row_27_nine_in_the_campaigns_zone_is_nine_there_wherever_the_machine_is() {
        let zone = Zone::load("Asia/Shanghai").unwrap();
        let nine = zone.at("2014-04-25".parse().unwrap(), TimeOfDay(9 * 60));
        assert_eq!(nine, "2014-04-25T01:00:00Z".parse().unwrap());
    }

    #[test]
    fn row_29_a_date_is_the_local_one_at_half_past_midnight_and_half_an_hour_before() {
        let zone = Zone::load("Asia/Shanghai").unwrap();
        for (instant, day) in [
            ("2014-04-25T00:30:00+08:00", "2014-04-25"),
            ("2014-04-25T23:30:00+08:00", "2014-04-25"),
            ("2014-04-24T23:59:59+08:00", "2014-04-24"),
        ] {
            assert_eq!(zone.date_of(instant.parse().unwrap()), date(day), "{instant}");
        }
        let west = Zone::load("America/Los_Angeles").unwrap();
        assert_eq!(west.date_of(instant("2014-04-25T00:30:00+08:00")), date("2014-04-24"));
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
