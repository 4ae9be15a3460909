//! 另用日历: groups of units whose working days differ from the campaign's.

use muster_protocol::text;
use std::collections::BTreeMap;

use muster_protocol::definition::GroupCalendar;

use super::audiences;
use crate::definition::days::calendar::{self, Wanted};
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Finding, Place, Report};
use crate::definition::head::Head;
use crate::definition::keys::{CALENDAR, MAKE_UP, OTHER_CALENDARS, WHO};
use crate::definition::limits::GROUPS_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::Entry;

/// Reads the groups with their calendars.
pub(crate) fn read(
    head: &Head,
    names: &mut Names,
    files: &BTreeMap<String, Vec<u8>>,
    others: &mut Vec<Finding>,
    report: &mut Report,
) -> Vec<GroupCalendar> {
    let Some(node) = &head.others else { return Vec::new() };
    let entries = fields::named(node, OTHER_CALENDARS, report);
    if entries.len() > GROUPS_MAX {
        let said = text!(
            "there-are-more-than-groups-max-other-calendars",
            groups_max = GROUPS_MAX,
            other_calendars = report.own(OTHER_CALENDARS)
        );
        report.error(code::TOO_MANY, node.place, said).fix(text!("merge-groups-with-the-same-working-days"));
    }
    let entries = entries.into_iter().take(GROUPS_MAX);
    entries.filter_map(|entry| one(entry, head, names, (files, others), report)).collect()
}

fn one(
    entry: &Entry,
    head: &Head,
    names: &mut Names,
    (files, others): (&BTreeMap<String, Vec<u8>>, &mut Vec<Finding>),
    report: &mut Report,
) -> Option<GroupCalendar> {
    let good_id = fields::slug(&entry.key, entry.key_place, report);
    let fields = Fields::of_entry(entry, &grammar::OTHER_CALENDAR.keys(), report)?;
    let who = fields.must(WHO, report);
    let audience = who.and_then(|node| audiences::of_line(node, &entry.key, WHO, names, report));
    let own: Option<(String, Place)> = fields.get(CALENDAR).and_then(|node| {
        let name = fields::text(node, CALENDAR, report)?;
        let known = fields::slug(&name, node.place, report) && head.knows(&name, node.place, report);
        known.then_some((name, node.place))
    });
    if own.is_none() && fields.get(CALENDAR).is_some() {
        return None;
    }
    let make_up = fields.get(MAKE_UP).and_then(|node| fields::flag(node, MAKE_UP, report)).unwrap_or(true);
    let (year, _) = head.year?;
    let (name, place) = own.as_ref().or(head.calendar.as_ref())?;
    // A year that the campaign's own calendar lacks was reported there.
    let place = if own.is_some() { *place } else { entry.key_place };
    let wanted = Wanted { name, year, campaign: names.campaign(), place, gaps: head.gaps, make_up };
    let mut unused = Report::new("");
    let report = if own.is_some() { report } else { &mut unused };
    let (calendar, found) = calendar::read(wanted, files, report);
    if own.is_some() {
        others.extend(found);
    }
    Some(GroupCalendar { id: good_id.then(|| entry.key.clone())?, audience: audience?, calendar: calendar? })
}
