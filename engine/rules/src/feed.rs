//! Visits as iCalendar (RFC 5545) for people's own calendars, as a feed and as a part of a mail: one event a visit, known by a
//! UID that never changes, with a sequence that rises with each change; what does not take place stays, as cancelled.
//!
//! Instants are in UTC, so that no zone needs to be described; the same entries give the same bytes.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use muster_protocol::ids::CampaignId;
use muster_protocol::question::Firmness;
use muster_protocol::time::Instant;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by in every calendar, for ever.
    pub uid: String,
    /// How often it has changed.
    pub sequence: u32,
    /// When it changed last.
    pub changed: Instant,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// Its title.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// Where; empty means that it is not said.
    pub location: String,
    /// How firm it is.
    pub firmness: Firmness,
}

/// What a visit is known by: its item's occasion and place, which of the visits planned for the item it is, its campaign.
#[must_use]
pub fn uid(campaign: &CampaignId, (occasion, place): (&str, &str), no: impl std::fmt::Display) -> String {
    format!("visit.{occasion}.{place}.{no}@{campaign}")
}

/// The text of a calendar with these entries. `product` names who made it (PRODID).
#[must_use]
pub fn text(product: &str, name: &str, entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", product), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(name);
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

fn event(entry: &Entry) -> Event {
    let mut event = Event::new();
    event.uid(&entry.uid).sequence(entry.sequence);
    event.timestamp(entry.changed.utc()).last_modified(entry.changed.utc());
    event.starts(entry.start.utc()).ends(entry.end.utc());
    event.summary(&entry.summary).description(&entry.description);
    if !entry.location.is_empty() {
        event.location(&entry.location);
    }
    let (status, busy) = match entry.firmness {
        Firmness::Tentative => (EventStatus::Tentative, "OPAQUE"),
        Firmness::Confirmed => (EventStatus::Confirmed, "OPAQUE"),
        Firmness::Cancelled => (EventStatus::Cancelled, "TRANSPARENT"),
    };
    event.status(status).add_property("TRANSP", busy);
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            uid: "visit/contact-points.2014-q2/V03/1@service-year-2014".to_owned(),
            sequence: 2,
            changed: Instant(1_401_070_000_000),
            start: Instant(1_401_411_600_000),
            end: Instant(1_401_418_800_000),
            summary: "走访：西渡镇柳湾村；带上材料,\n第二行".to_owned(),
            description: "一".repeat(60),
            location: String::new(),
            firmness: Firmness::Cancelled,
        }
    }

    #[test]
    fn a_visit_that_does_not_take_place_stays_with_its_sequence() {
        let feed = text("-//muster//visits//EN", "name", &[entry()]);
        assert!(feed.split("\r\n").all(|line| line.len() <= 75), "{feed}");
        assert!(feed.ends_with("END:VCALENDAR\r\n"));
        let whole = feed.replace("\r\n ", "");
        assert!(whole.contains("SUMMARY:走访：西渡镇柳湾村；带上材料\\,\\n第二行\r\n"), "{whole}");
        assert!(whole.contains("DTSTART:20140530T010000Z\r\n"), "{whole}");
        assert!(whole.contains("DTEND:20140530T030000Z\r\n"), "{whole}");
        assert!(whole.contains("SEQUENCE:2\r\n") && whole.contains("STATUS:CANCELLED\r\n"));
        assert!(!whole.contains("LOCATION"));
    }

    #[test]
    fn the_same_entries_give_the_same_bytes() {
        assert_eq!(text("p", "n", &[entry()]), text("p", "n", &[entry()]));
    }
}
