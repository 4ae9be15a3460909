//! 接待: when the places of a programme receive visits: hours on days of the week, and days on which they are closed.

use std::collections::BTreeSet;

use muster_protocol::definition::{Busy, Opening, VisitingHours};
use muster_protocol::ids::AudienceIx;
use muster_protocol::text;
use muster_protocol::time::{Date, TimeOfDay};

use crate::definition::days::calendar::weekdays;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{CLOSED, FROM, Key, PLACES, UNTIL, VISITING_HOURS, WEEKDAYS};
use crate::definition::limits::VISITING_HOURS_MAX;
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// Reads the visiting hours of a programme, each with where it is written. Those that name no places are for all of the
/// programme's that no other hours name.
pub(super) fn read(
    node: &Node,
    (programme, everywhere): (&str, AudienceIx),
    names: &mut Names,
    report: &mut Report,
) -> Vec<(VisitingHours, Place)> {
    let items = fields::items(node);
    if items.len() > VISITING_HOURS_MAX {
        fields::too_many(VISITING_HOURS, node.place, items.len(), VISITING_HOURS_MAX, report);
    }
    let mut found = Vec::new();
    for (at, item) in items.iter().take(VISITING_HOURS_MAX).enumerate() {
        // Audiences that are written in place are told apart by their names.
        let owner = format!("{programme}{}{}", VISITING_HOURS.zh, at + 1);
        found.extend(one(item, (owner.as_str(), everywhere), names, report).map(|one| (one, item.place)));
    }
    found
}

fn one(
    node: &Node,
    (owner, everywhere): (&str, AudienceIx),
    names: &mut Names,
    report: &mut Report,
) -> Option<VisitingHours> {
    let fields = Fields::of(node, VISITING_HOURS, node.place, &grammar::VISITING_HOURS_OF.keys(), report)?;
    let places = match fields.get(PLACES) {
        Some(node) => audiences::of_line(node, owner, PLACES, names, report),
        None => Some(everywhere),
    };
    let weekdays = fields.get(WEEKDAYS).map_or_else(Vec::new, |node| days_of_week(node, report));
    let from = fields.get(FROM).map_or(Some(Busy::DAY_BEGINS), |node| hour(node, FROM, report));
    let until = fields.get(UNTIL).map_or(Some(Busy::DAY_ENDS), |node| hour(node, UNTIL, report));
    let closed = fields.get(CLOSED).map_or_else(Vec::new, |node| days(node, names, report));
    let says_hours = [WEEKDAYS, FROM, UNTIL].into_iter().any(|key| fields.get(key).is_some());
    if !says_hours && fields.get(CLOSED).is_none() {
        report
            .error(code::BAD_VALUE, node.place, text!("it-does-not-say-when-places-receive-visits"))
            .fix(text!("write-hours-or-days-on-which-they-are-closed"));
        return None;
    }
    let (from, until) = (from?, until?);
    if from >= until {
        report
            .error(code::BAD_VALUE, node.place, text!("open-until-until-but-only-from-from", until, from))
            .fix(text!("check-both-times"));
        return None;
    }
    let open = says_hours.then_some(Opening { weekdays, from, until });
    Some(VisitingHours { places: places?, open, closed })
}

/// A time of day; 24:00 is its end.
fn hour(node: &Node, key: Key, report: &mut Report) -> Option<TimeOfDay> {
    if matches!(&node.value, Value::Text(text) if text.trim() == "24:00") {
        return Some(Busy::DAY_ENDS);
    }
    fields::time(node, key, report)
}

/// Days of the week, 0 Monday, in order.
fn days_of_week(node: &Node, report: &mut Report) -> Vec<u8> {
    let mut days = BTreeSet::new();
    for (text, place) in fields::texts(node, WEEKDAYS, report) {
        match weekdays(&text) {
            Some(found) => days.extend(found),
            None => report
                .error(code::BAD_VALUE, place, text!("text-is-no-day-of-the-week", text))
                .fix(text!("write-mon-or-mon-fri")),
        }
    }
    days.into_iter().collect()
}

/// Days, single or a range of them, in order.
fn days(node: &Node, names: &Names, report: &mut Report) -> Vec<Date> {
    let mut days = BTreeSet::new();
    for (text, place) in fields::texts(node, CLOSED, report) {
        match names.years.range(&text) {
            Some((first, last)) => days.extend((first.0..=last.0).map(Date)),
            None => report
                .error(code::BAD_VALUE, place, text!("text-is-no-day-and-no-range-of-days", text))
                .fix(text!("write-it-like-2014-06-01-to-2014-06-05")),
        }
    }
    days.into_iter().collect()
}
