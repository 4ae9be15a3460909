//! 接待: when the places of a programme receive visits: hours on days of the week, and days on which they are closed.

use std::collections::BTreeSet;

use muster_protocol::definition::{Busy, Opening, VisitingHours};
use muster_protocol::ids::AudienceIx;
use muster_protocol::text;
use muster_protocol::time::{Date, TimeOfDay};

use crate::definition::days::calendar::weekdays;
use crate::definition::days::dates::Fault;
use crate::definition::days::years::Years;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{CLOSED, FROM, Key, PLACES, UNTIL, VISITING_HOURS, WEEKDAYS};
use crate::definition::limits::VISITING_HOURS_MAX;
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};
use crate::definition::timing::rule::date_fault;

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
            None => match outside(&text, names.years) {
                Some(fault) => date_fault(fault, &text, place, report),
                None => report
                    .error(code::BAD_VALUE, place, text!("text-is-no-day-and-no-range-of-days", text))
                    .fix(text!("write-it-like-2014-06-01-to-2014-06-05")),
            },
        }
    }
    days.into_iter().collect()
}

/// That a day, or an end of a range, is one that no year of the campaign has, or several.
fn outside(text: &str, years: Years) -> Option<Fault> {
    let of_year = |fault: Fault| {
        matches!(fault, Fault::SeveralYears { .. } | Fault::NotInCampaign { .. }).then_some(fault)
    };
    if let Some(fault) = years.time(text, None).err().and_then(of_year) {
        return Some(fault);
    }
    let (first, last) = text.split_once('至').or_else(|| text.split_once(" to "))?;
    [first, last].into_iter().find_map(|end| years.day(end.trim()).err().and_then(of_year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_outside_the_campaign_is_said_to_be_so_and_is_no_unknown_word() {
        let campaign = ("2026-10-01".parse().unwrap(), "2027-01-31".parse().unwrap());
        let years = || Years::new(2026, Some(campaign), None);
        for text in ["7月1日", "7月1日至7月3日", "12月30日至2月3日"] {
            let fault = outside(text, years());
            assert!(matches!(fault, Some(Fault::NotInCampaign { .. })), "{text}: {fault:?}");
            assert_eq!(years().range(text), None, "{text}");
        }
        let days = |text: &str| years().range(text).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days("12月30日至1月3日").as_deref(), Some("2026-12-30 2027-01-03"));
        assert!(outside("12月30日至1月3日", years()).is_none());
        assert_eq!((days("1月3日至12月30日"), days("哪天")), (None, None));
        assert!(outside("哪天", years()).is_none());
    }
}
