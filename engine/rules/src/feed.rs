//! Calendar text (RFC 5545) for feeds that people add to their own calendar: one event a thing, known by a UID that never
//! changes, with a sequence that rises with each change; what does not take place stays, as cancelled.
//!
//! Instants are in UTC, so that no zone needs to be described; the same events give the same bytes.

use muster_words::time::Instant;

use crate::zone::Zone;

/// Most bytes of a line (RFC 5545, 3.1).
const LINE_BYTES: usize = 75;

/// How firm an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firm {
    /// Proposed.
    Tentative,
    /// Sure.
    Confirmed,
    /// It does not take place.
    Cancelled,
}

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
    /// Where.
    pub location: String,
    /// How firm it is.
    pub firm: Firm,
}

/// The text of a calendar with these events.
#[must_use]
pub fn text(product: &str, name: &str, entries: &[Entry]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, &format!("PRODID:{}", escaped(product)));
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for entry in entries {
        event(&mut out, entry);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, entry: &Entry) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&entry.uid)));
    line(out, &format!("SEQUENCE:{}", entry.sequence));
    let changed = utc(entry.changed);
    line(out, &format!("DTSTAMP:{changed}"));
    line(out, &format!("LAST-MODIFIED:{changed}"));
    line(out, &format!("DTSTART:{}", utc(entry.start)));
    line(out, &format!("DTEND:{}", utc(entry.end)));
    line(out, &format!("SUMMARY:{}", escaped(&entry.summary)));
    for (name, value) in [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)] {
        if !value.is_empty() {
            line(out, &format!("{name}:{}", escaped(value)));
        }
    }
    let (status, free) = match entry.firm {
        Firm::Tentative => ("TENTATIVE", "OPAQUE"),
        Firm::Confirmed => ("CONFIRMED", "OPAQUE"),
        Firm::Cancelled => ("CANCELLED", "TRANSPARENT"),
    };
    line(out, &format!("STATUS:{status}"));
    line(out, &format!("TRANSP:{free}"));
    line(out, "END:VEVENT");
}

/// `20140526T010000Z`.
fn utc(at: Instant) -> String {
    let text = Zone::load("UTC").map(|zone| zone.rfc3339(at)).unwrap_or_default();
    let plain: String = text.chars().take(19).filter(|c| c.is_ascii_digit() || *c == 'T').collect();
    format!("{plain}Z")
}

/// A text value (RFC 5545, 3.3.11); what nobody sees is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, folded before it is too long, never inside a character.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE_BYTES {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
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
            firm: Firm::Cancelled,
        }
    }

    #[test]
    fn lines_are_folded_and_texts_escaped() {
        let told = text("-//muster//visits//EN", "name", &[entry()]);
        assert!(told.split("\r\n").all(|line| line.len() <= LINE_BYTES), "{told}");
        assert!(told.ends_with("END:VCALENDAR\r\n"));
        let whole = told.replace("\r\n ", "");
        assert!(whole.contains("SUMMARY:走访：西渡镇柳湾村；带上材料\\,\\n第二行\r\n"), "{whole}");
        assert!(whole.contains("DTSTART:20140530T010000Z\r\nDTEND:20140530T030000Z\r\n"), "{whole}");
        assert!(whole.contains("SEQUENCE:2\r\n") && whole.contains("STATUS:CANCELLED\r\n"));
        assert!(!whole.contains("LOCATION"));
    }

    #[test]
    fn the_same_events_give_the_same_bytes() {
        assert_eq!(text("p", "n", &[entry()]), text("p", "n", &[entry()]));
    }
}
