//! The visits of a message for its receiver's own calendar, as a part of a mail. They are the events of the feed: known by the same
//! names, so that who follows the feed has each of them once.

use std::collections::BTreeSet;

use muster_protocol::catalogue::Language;
use muster_protocol::command::MessageName;
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{CalendarVisit, MessageLine};
use muster_protocol::say;
use muster_protocol::time::Instant;

use super::sheet::language_of;
use crate::feed::{Entry, text, uid};

/// The calendar of a message; none where it tells of no visit. `now` is when it is told.
#[must_use]
pub fn calendar(
    def: &Definition,
    (campaign, key): (&CampaignId, &MessageName),
    lines: &[MessageLine],
    now: Instant,
) -> Option<String> {
    let lang = language_of(def, &key.contact);
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines {
        let off = line.off.as_ref().and_then(|off| off.visit.as_ref());
        let own = line.visit.as_ref().map(|visit| (visit, line.along.as_slice()));
        for visit in own.into_iter().chain(off.map(|visit| (visit, &[][..]))) {
            entries.extend(entry(lang, def, (campaign, line), visit, now));
        }
    }
    // One message may tell two things of one visit.
    let mut known = BTreeSet::new();
    entries.retain(|entry| known.insert(entry.uid.clone()));
    let product = format!("-//muster//visits//{}", lang.code().to_uppercase());
    (!entries.is_empty()).then(|| text(&product, &def.name, &entries))
}

fn entry(
    lang: Language,
    def: &Definition,
    (campaign, line): (&CampaignId, &MessageLine),
    (visit, along): (&CalendarVisit, &[String]),
    now: Instant,
) -> Option<Entry> {
    let (occasion, place) = (line.step.occasion.to_string(), line.step.unit.to_string());
    let unit = def.units.get(def.unit_by_code(&place)?.at())?;
    let party: Vec<&str> = std::iter::once(&visit.visitor).chain(along).map(String::as_str).collect();
    let post = party.join(lang.say("list-comma"));
    Some(Entry {
        uid: uid(campaign, (&occasion, &place), visit.no),
        sequence: visit.sequence,
        changed: now,
        start: visit.start,
        end: visit.end,
        summary: say!(lang, "visit-of-post-to-name", post, name = unit.name),
        description: format!("{occasion}/{place}"),
        // Names of villages often begin with their town.
        location: if unit.name.starts_with(unit.town.as_str()) {
            unit.name.clone()
        } else {
            format!("{} {}", unit.town, unit.name)
        },
        firmness: visit.firmness,
    })
}

#[cfg(test)]
mod tests {
    use muster_protocol::command::StepName;
    use muster_protocol::event::CalledOff;
    use muster_protocol::item::{MessageKind, StepKind, VisitNews};
    use muster_protocol::question::{Firmness, VisitOff};
    use muster_protocol::time::TimeOfDay;

    use super::*;
    use crate::sample::{date, definition};

    fn told(firmness: Firmness, sequence: u32) -> MessageLine {
        let start = Instant(1_401_411_600_000);
        let end = Instant(1_401_418_800_000);
        let (occasion, unit) = ("contact-points.2014-q2".into(), "005".into());
        let visit =
            CalendarVisit {
                no: 1, sequence, visitor: "市政处主要负责人".to_owned(), start, end, firmness
            };
        MessageLine {
            step: StepName { occasion, unit, due_version: 0, no: 0 },
            kind: StepKind::VisitNews(VisitNews::Moved),
            title: None,
            due_day: date("2014-05-30"),
            starts: None,
            visitor: None,
            visit: Some(visit),
            failed: Vec::new(),
            reason: None,
            optional: false,
            other: None,
            along: Vec::new(),
            off: None,
            case: None,
        }
    }

    fn of(lines: &[MessageLine]) -> Option<String> {
        let key =
            MessageName { date: date("2014-05-26"), kind: MessageKind::News(1), contact: "005-clerk".into() };
        let campaign = CampaignId::new("year").unwrap();
        calendar(&definition(), (&campaign, &key), lines, Instant(1_401_070_000_000))
    }

    #[test]
    fn a_visit_has_the_name_sequence_and_state_of_the_feed() {
        let lines = [told(Firmness::Confirmed, 2), told(Firmness::Confirmed, 2)];
        let whole = of(&lines).unwrap().replace("\r\n ", "");
        assert_eq!(whole.matches("BEGIN:VEVENT").count(), 1, "{whole}");
        for wanted in [
            "METHOD:PUBLISH\r\n",
            "UID:visit.contact-points.2014-q2.005.1@year\r\n",
            "SEQUENCE:2\r\n",
            "STATUS:CONFIRMED\r\n",
            "DTSTART:20140530T010000Z\r\n",
            "DTSTAMP:20140526T020640Z\r\n",
            "市政处主要负责人",
        ] {
            assert!(whole.contains(wanted), "{wanted}: {whole}");
        }
        let off = of(&[told(Firmness::Cancelled, 3)]).unwrap();
        assert!(off.contains("STATUS:CANCELLED\r\n") && off.contains("SEQUENCE:3\r\n"), "{off}");
    }

    #[test]
    fn who_comes_along_is_named_beside_the_visitor() {
        let along = vec!["市政处联络员".to_owned()];
        let whole = of(&[MessageLine { along, ..told(Firmness::Confirmed, 2) }]).unwrap();
        let whole = whole.replace("\r\n ", "");
        assert!(whole.contains("市政处主要负责人、市政处联络员"), "{whole}");
    }

    #[test]
    fn a_visit_planned_instead_of_another_takes_that_one_off_the_same_calendar() {
        let now = told(Firmness::Tentative, 0);
        let before =
            CalendarVisit { firmness: Firmness::Cancelled, sequence: 3, ..now.visit.clone().unwrap() };
        let visit = CalendarVisit { no: 2, ..now.visit.clone().unwrap() };
        let (date, starts) = (date("2014-05-30"), TimeOfDay(9 * 60));
        let off = |visit| Some(VisitOff { why: CalledOff::Declined, date, starts, again: true, visit });
        let both = MessageLine { visit: Some(visit), off: off(Some(before)), ..now.clone() };
        let whole = of(std::slice::from_ref(&both)).unwrap().replace("\r\n ", "");
        for wanted in ["005.2@year\r\n", "STATUS:TENTATIVE\r\n", "005.1@year\r\n", "STATUS:CANCELLED\r\n"] {
            assert_eq!(whole.matches(wanted).count(), 1, "{wanted}: {whole}");
        }
        // Who goes now and did not before has nothing to take off; who went before has nothing to add.
        let new = of(&[MessageLine { off: off(None), ..both.clone() }]).unwrap();
        assert!(!new.contains("CANCELLED") && new.contains("TENTATIVE"), "{new}");
        let old = of(&[MessageLine { visit: None, ..both }]).unwrap();
        assert!(old.contains("CANCELLED") && !old.contains("TENTATIVE"), "{old}");
    }

    #[test]
    fn a_message_about_no_visit_has_no_calendar() {
        assert_eq!(of(&[MessageLine { visit: None, ..told(Firmness::Confirmed, 2) }]), None);
        assert_eq!(of(&[]), None);
    }
}
