//! A person's own calendar (iCalendar, RFC 5545): when they are busy, never with what.

use muster_protocol::text;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use icalendar::parser::{Component, Property, read_calendar_simple, unfold};
use muster_protocol::definition::Busy;
use muster_protocol::ids::Digest;
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::zone::Zone;
use rrule::{RRuleSet, Tz};

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::limits::{FEED_DEPTH_MAX, FEED_EVENTS_MAX, FEED_TIMES_MAX};
use crate::definition::text::scan;

/// What of a calendar says when; all else is nobody's business here.
const KEPT: [&str; 15] = [
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
    "TRANSP",
    "STATUS",
];

/// Longest event that is looked for before the campaign: a leave of a year.
const EVENT_DAYS_MAX: i32 = 366;

/// A time in which somebody is busy: a local day, from, until.
pub(super) type Time = (Date, TimeOfDay, TimeOfDay);

/// The same calendar without titles, places, remarks and people: what may be kept. What is no text stays as it is, to be
/// told by who reads it.
#[must_use]
pub fn times_only(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let unfolded = unfold(text.trim_start_matches('\u{feff}'));
    let mut kept = String::new();
    for line in unfolded.lines() {
        let name = line.split([':', ';']).next().unwrap_or_default().to_ascii_uppercase();
        if !KEPT.contains(&name.as_str()) {
            continue;
        }
        match line.split_once(':').filter(|_| name == "UID") {
            // Ids of events hold addresses of people.
            Some((_, uid)) => {
                let id: String = Digest::of(uid.as_bytes()).to_string().chars().take(16).collect();
                kept.extend(["UID:", &id]);
            }
            None => kept.push_str(line),
        }
        kept.push_str("\r\n");
    }
    kept.into_bytes()
}

/// Reads when the person is busy inside the campaign.
pub(super) fn read(bytes: &[u8], zone: &Zone, campaign: (Date, Date), report: &mut Report) -> Vec<Time> {
    let blocks = match std::str::from_utf8(bytes).map_or(Err(Fault::NotOne), blocks) {
        Ok(blocks) => blocks,
        Err(Fault::NotOne) => {
            not_one(report);
            return Vec::new();
        }
        Err(Fault::TooDeep(line)) => {
            too_deep(line, report);
            return Vec::new();
        }
    };
    if blocks.len() > FEED_EVENTS_MAX {
        too_many(blocks.len(), report);
        return Vec::new();
    }
    let mut events: Vec<Component<'_>> = Vec::with_capacity(blocks.len());
    for block in &blocks {
        match read_calendar_simple(block) {
            Ok(one) => events.extend(one),
            Err(_) => {
                unreadable(block.lines().find(|line| line.starts_with("DTSTART")).unwrap_or(""), report)
            }
        }
    }
    let mut feed =
        Feed { own: *zone, campaign, moved: BTreeMap::new(), strange: BTreeSet::new(), times: Vec::new() };
    let read: Vec<Event<'_>> = events.iter().filter_map(|event| feed.event(event, report)).collect();
    for event in read.iter().filter(|event| event.instead_of.is_some()) {
        feed.moved.entry(event.uid).or_default().extend(event.instead_of);
    }
    for event in &read {
        feed.add(event, report);
    }
    for zone in &feed.strange {
        report.note(code::TABLE_ROW, Place::START, text!("the-zone-zone-of-the-calendar-is-not", zone));
    }
    feed.times.sort_unstable();
    feed.times.dedup();
    feed.times
}

/// Why a file is not read as a calendar.
enum Fault {
    /// It is none, or not a whole one.
    NotOne,
    /// Its components are nested too deep from this line on.
    TooDeep(u32),
}

/// Each event of a calendar as a text of its own, without what is nested in it. The library reads components by calling
/// itself, so the nesting is taken apart here, and it never gets more than one.
fn blocks(text: &str) -> Result<Vec<String>, Fault> {
    let (mut open, mut blocks, mut begun) = (Vec::<String>::new(), Vec::<String>::new(), false);
    for (number, line) in unfolded(text.trim_start_matches('\u{feff}')) {
        let in_event = open == ["VCALENDAR", "VEVENT"];
        if let Some(name) = named(&line, "BEGIN") {
            if open.len() >= FEED_DEPTH_MAX {
                return Err(Fault::TooDeep(number));
            }
            if open.is_empty() && name != "VCALENDAR" {
                return Err(Fault::NotOne);
            }
            open.push(name.to_owned());
            begun = true;
            if open == ["VCALENDAR", "VEVENT"] {
                blocks.push("BEGIN:VEVENT\n".to_owned());
            }
        } else if let Some(name) = named(&line, "END") {
            if open.pop().as_deref() != Some(name) {
                return Err(Fault::NotOne);
            }
            if in_event && let Some(block) = blocks.last_mut() {
                block.push_str("END:VEVENT\n");
            }
        } else if open.is_empty() && !line.trim().is_empty() {
            return Err(Fault::NotOne);
        } else if in_event
            && is_kept(&line)
            && let Some(block) = blocks.last_mut()
        {
            block.push_str(&line);
            block.push('\n');
        }
    }
    if begun && open.is_empty() { Ok(blocks) } else { Err(Fault::NotOne) }
}

/// The lines of a calendar with their numbers in the file; what was folded is one line.
fn unfolded(text: &str) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (number, line) in (1_u32..).zip(scan::lines(text.to_owned()).lines()) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, whole))) => whole.push_str(rest),
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}

/// What a line begins or ends.
fn named<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (name, component) = line.split_once(':')?;
    name.eq_ignore_ascii_case(key).then(|| component.trim_end())
}

/// Whether a line says when.
fn is_kept(line: &str) -> bool {
    let name = line.split([':', ';']).next().unwrap_or_default().to_ascii_uppercase();
    KEPT.contains(&name.as_str()) && name != "BEGIN" && name != "END"
}

/// Whether a file begins as calendars do: what is found in it has lines and no cells.
pub(crate) fn is_calendar(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.get(..6).is_some_and(|first| first.eq_ignore_ascii_case(b"BEGIN:"))
}

fn too_deep(line: u32, report: &mut Report) {
    let said = text!("the-calendar-is-nested-too-deep", most = FEED_DEPTH_MAX);
    report
        .error(code::BUDGET, Place { line, column: 1, length: 1 }, said)
        .fix(text!("open-it-in-the-calendar-save-it-and"));
}

fn not_one(report: &mut Report) {
    report
        .error(code::TABLE_ROW, Place::START, text!("this-is-no-calendar-file-icalendar"))
        .fix(text!("export-it-as-ics-from-the-calendar-and"));
}

fn too_many(count: usize, report: &mut Report) {
    let said = text!("the-calendar-has-too-many-events", #events = count, most = FEED_EVENTS_MAX);
    report.error(code::TOO_LARGE, Place::START, said).fix(text!("export-only-the-time-of-the-campaign"));
}

/// When something begins: a whole day, or a wall time in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wall {
    at: NaiveDateTime,
    day: bool,
}

/// An event that makes busy, or takes an occurrence away.
struct Event<'a> {
    uid: &'a str,
    zone: Zone,
    start: Wall,
    /// How long it lasts.
    length: TimeDelta,
    rule: Option<&'a str>,
    more: Vec<Wall>,
    but: Vec<Wall>,
    /// The occurrence of the same UID that it stands for.
    instead_of: Option<Wall>,
    /// Whether it makes busy.
    busy: bool,
}

struct Feed<'a> {
    own: Zone,
    campaign: (Date, Date),
    /// Occurrences that events of their own stand for.
    moved: BTreeMap<&'a str, BTreeSet<Wall>>,
    /// Zones that nobody knows.
    strange: BTreeSet<String>,
    times: Vec<Time>,
}

impl<'a> Feed<'a> {
    fn event(&mut self, event: &'a Component<'_>, report: &mut Report) -> Option<Event<'a>> {
        let of = |name: &str| event.find_prop(name).map(|property| property.val.as_str());
        let Some(begins) = event.find_prop("DTSTART") else {
            unreadable("", report);
            return None;
        };
        let zone = self.zone(begins);
        let Some(start) = self.wall(begins, begins.val.as_str(), &zone) else {
            unreadable(begins.val.as_str(), report);
            return None;
        };
        let end = event.find_prop("DTEND").and_then(|end| {
            let own = self.zone(end);
            let wall = self.wall(end, end.val.as_str(), &own)?;
            Some(instant(&own, wall).0 - instant(&zone, start).0)
        });
        let length = end.map(TimeDelta::milliseconds).or_else(|| of("DURATION").and_then(duration));
        let usual = if start.day { TimeDelta::days(1) } else { TimeDelta::zero() };
        let mut all = |name: &str| {
            let found = event.properties.iter().filter(|property| property.name.as_str() == name);
            let mut walls = Vec::new();
            for property in found {
                let own = self.zone(property);
                for value in property.val.as_str().split(',') {
                    let wall = self.wall(property, value, &own);
                    // What other events are compared with is the wall time of this one.
                    walls.extend(
                        wall.map(|wall| if wall.day { wall } else { local(&zone, instant(&own, wall)) }),
                    );
                }
            }
            walls
        };
        let (more, but) = (all("RDATE"), all("EXDATE"));
        let instead_of = all("RECURRENCE-ID").into_iter().next();
        let free = of("TRANSP").is_some_and(|is| is.eq_ignore_ascii_case("TRANSPARENT"))
            || of("STATUS").is_some_and(|is| is.eq_ignore_ascii_case("CANCELLED"));
        Some(Event {
            uid: of("UID").unwrap_or_default(),
            zone,
            start,
            length: length.unwrap_or(usual).max(TimeDelta::zero()),
            rule: of("RRULE").filter(|_| instead_of.is_none()),
            more,
            but,
            instead_of,
            busy: !free,
        })
    }

    /// The zone in which a time stands.
    fn zone(&mut self, property: &Property<'_>) -> Zone {
        let named = property.params.iter().find(|param| param.key.as_str().eq_ignore_ascii_case("TZID"));
        let Some(name) =
            named.and_then(|param| param.val.as_ref()).map(|name| name.as_str().trim_matches('"'))
        else {
            let utc = property.val.as_str().ends_with('Z');
            return utc.then(|| Zone::load("UTC").ok()).flatten().unwrap_or(self.own);
        };
        Zone::load(name.trim_start_matches('/')).unwrap_or_else(|_| {
            self.strange.insert(name.to_owned());
            self.own
        })
    }

    fn wall(&self, _: &Property<'_>, value: &str, _: &Zone) -> Option<Wall> {
        let value = value.trim().trim_end_matches('Z');
        match value.split_once('T') {
            Some(_) => {
                let at = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok()?;
                Some(Wall { at, day: false })
            }
            None => {
                let day = NaiveDate::parse_from_str(value, "%Y%m%d").ok()?;
                Some(Wall { at: day.and_time(NaiveTime::MIN), day: true })
            }
        }
    }

    fn add(&mut self, event: &Event<'_>, report: &mut Report) {
        if !event.busy {
            return;
        }
        let mut begins: BTreeSet<Wall> = event.more.iter().copied().chain([event.start]).collect();
        if let Some(rule) = event.rule {
            match self.occurrences(event, rule) {
                Some(found) => begins.extend(found),
                None => unreadable(&event.start.at.format("%Y%m%dT%H%M%S").to_string(), report),
            }
        }
        let moved = self.moved.get(event.uid).filter(|_| event.instead_of.is_none());
        let gone = |wall: &Wall| event.but.contains(wall) || moved.is_some_and(|moved| moved.contains(wall));
        let left: Vec<Wall> = begins.into_iter().filter(|wall| !gone(wall)).collect();
        for wall in left {
            self.busy(event, wall);
        }
    }

    /// Wall times of a rule around the campaign. It is followed as if the wall were UTC, since a weekly meeting at nine is
    /// at nine whatever the clocks do.
    fn occurrences(&self, event: &Event<'_>, rule: &str) -> Option<Vec<Wall>> {
        let parts: Vec<String> = rule.split(';').map(|part| self.until(part, event)).collect();
        let start = event.start.at.format("%Y%m%dT%H%M%SZ");
        let set: RRuleSet = format!("DTSTART:{start}\nRRULE:{}", parts.join(";")).parse().ok()?;
        let (first, last) = self.campaign;
        let at = |day: Date| Tz::UTC.from_utc_datetime(&day.naive().and_time(NaiveTime::MIN));
        let set = set.after(at(first.plus(-EVENT_DAYS_MAX))).before(at(last.plus(2)));
        let found = set.all(FEED_TIMES_MAX).dates;
        Some(found.into_iter().map(|date| Wall { at: date.naive_utc(), day: event.start.day }).collect())
    }

    /// The end of a rule as a wall time too.
    fn until(&self, part: &str, event: &Event<'_>) -> String {
        let Some(until) = part.strip_prefix("UNTIL=") else { return part.to_owned() };
        let day = NaiveDate::parse_from_str(until, "%Y%m%d").ok().and_then(|day| day.and_hms_opt(23, 59, 59));
        let plain = until.trim_end_matches('Z');
        let time = || NaiveDateTime::parse_from_str(plain, "%Y%m%dT%H%M%S").ok();
        let Some(at) = day.or_else(time) else { return part.to_owned() };
        let wall = if until.ends_with('Z') { local(&event.zone, Instant::from(at.and_utc())).at } else { at };
        wall.format("UNTIL=%Y%m%dT%H%M%SZ").to_string()
    }

    /// Puts one occurrence into the days of the campaign that it touches.
    fn busy(&mut self, event: &Event<'_>, wall: Wall) {
        let (from, until) = if wall.day {
            // A day is a day wherever one is.
            let end = wall
                .at
                .checked_add_days(Days::new(u64::try_from(event.length.num_days().max(1)).unwrap_or(1)));
            let end = Wall { at: end.unwrap_or(wall.at), day: true };
            (instant(&self.own, wall), instant(&self.own, end))
        } else {
            let from = instant(&event.zone, wall);
            (from, from.plus(event.length.num_milliseconds()))
        };
        if until <= from {
            return;
        }
        let (first, last) = (self.own.date_of(from), self.own.date_of(until.plus(-1)));
        for day in first.max(self.campaign.0).0..=last.min(self.campaign.1).0 {
            let day = Date(day);
            let begins = if day == first { self.own.time_of(from) } else { Busy::DAY_BEGINS };
            let to_the_end = self.own.start_of_day(day.plus(1)) <= until;
            // The minute that it ends in counts.
            let ends = if to_the_end { Busy::DAY_ENDS } else { self.own.time_of(until.plus(MINUTE_LESS)) };
            if begins < ends {
                self.times.push((day, begins, ends));
            }
        }
    }
}

/// A minute less a millisecond: what an end is rounded up by.
const MINUTE_LESS: i64 = 59_999;

fn unreadable(start: &str, report: &mut Report) {
    report
        .error(code::TABLE_ROW, Place::START, text!("the-time-of-an-event-of-the-calendar", start))
        .fix(text!("open-it-in-the-calendar-save-it-and"));
}

fn instant(zone: &Zone, wall: Wall) -> Instant {
    let seconds = wall.at.signed_duration_since(wall.at.date().and_time(NaiveTime::MIN)).num_seconds();
    let minutes = u16::try_from(seconds / 60).unwrap_or_default();
    zone.at(wall.at.date().into(), TimeOfDay(minutes)).plus(seconds % 60 * 1_000)
}

fn local(zone: &Zone, at: Instant) -> Wall {
    let (day, time) = (zone.date_of(at), zone.time_of(at));
    let seconds = u32::from(time.0) * 60 + u32::try_from(at.0.rem_euclid(60_000) / 1_000).unwrap_or_default();
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default();
    Wall { at: day.naive().and_time(time), day: false }
}

/// A length such as `PT1H30M`.
fn duration(text: &str) -> Option<TimeDelta> {
    let length = iso8601::duration(text.trim_start_matches('+')).ok()?;
    TimeDelta::from_std(length.into()).ok()
}

#[cfg(test)]
mod tests;
