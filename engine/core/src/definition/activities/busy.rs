//! 忙时: when visitors cannot visit: typed in the file, from a table, or from a person's own calendar.

use muster_protocol::{id, text};
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Busy, Contact};
use muster_protocol::ids::{ContactIx, RoleIx};
use muster_protocol::time::{Date, TimeOfDay};

use super::feeds;
use crate::definition::context::Context;
use crate::definition::days::years::Years;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::head;
use crate::definition::keys::{BUSY, CALENDAR, DAYS, FROM, Key, POST, UNTIL, VISITS};
use crate::definition::limits::BUSY_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tables::{Row, Table};
use crate::definition::text::tree::{Entry, Node, Value};

const DATE: Key = Key { zh: "日期", en: "date" };
const CAUSE: Key = Key { zh: "事由", en: "cause" };

/// Posts by name and by id.
type Posts<'a> = BTreeMap<&'a str, ContactIx>;

/// Reads the busy times that one programme names. Causes and titles stay where they are.
pub(super) fn read(
    node: &Node,
    visitor: RoleIx,
    names: &Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Vec<Busy> {
    let posts = posts(visitor, names, context.contacts);
    let mut all = BTreeSet::new();
    for item in fields::items(node) {
        let found = match item.value {
            Value::Map(_) => person(item, &posts, names, context, report),
            _ => table(item, &posts, names.years, context, report),
        };
        // A few lines with long ranges are a great many times: what is too many already grows no more.
        if all.len() <= BUSY_MAX {
            all.extend(found);
        }
    }
    let mut busy: Vec<Busy> = all.into_iter().collect();
    if busy.len() > BUSY_MAX {
        fields::too_many(BUSY, node.place, busy.len(), BUSY_MAX, report);
        busy.truncate(BUSY_MAX);
    }
    busy
}

/// All posts of the roster, since a busy time is the person's and holds for every programme; where several are called the
/// same, the one that visits here.
fn posts<'a>(visitor: RoleIx, names: &Names, contacts: &'a [Contact]) -> Posts<'a> {
    let all = (0u32..).map(ContactIx).zip(contacts);
    let mut posts: Posts<'a> =
        all.flat_map(|(ix, contact)| [(contact.id.as_str(), ix), (contact.post.as_str(), ix)]).collect();
    let held = names.units.iter().filter_map(|unit| unit.contacts.get(visitor.at()).copied().flatten());
    posts.extend(held.filter_map(|ix| contacts.get(ix.at()).map(|contact| (contact.post.as_str(), ix))));
    posts
}

/// A table of everybody's busy times.
fn table(
    node: &Node,
    posts: &Posts<'_>,
    years: Years,
    context: &mut Context<'_>,
    report: &mut Report,
) -> BTreeSet<Busy> {
    let Some((file, bytes)) = head::file(node, BUSY, context.files, report) else {
        return BTreeSet::new();
    };
    let mut findings = Report::new(&file);
    let busy = rows(bytes, posts, years, &mut findings);
    context.found(findings);
    busy
}

fn rows(bytes: &[u8], posts: &Posts<'_>, years: Years, report: &mut Report) -> BTreeSet<Busy> {
    let Some(table) = Table::read(bytes, report) else { return BTreeSet::new() };
    let all = [POST, DATE, FROM, UNTIL, CAUSE];
    table.check_headings(&all, &[], report);
    let (Some(post), Some(date)) = (table.must(POST, &all, report), table.must(DATE, &all, report)) else {
        return BTreeSet::new();
    };
    let hours = (table.column(FROM), table.column(UNTIL));
    let mut busy = BTreeSet::new();
    let mut strangers = BTreeSet::new();
    for row in &table.rows {
        let (name, day) = (row.cell(Some(post)), row.cell(Some(date)));
        let visitor = posts.get(name).copied();
        // A stranger is reported once; without a roster everyone would be one.
        if visitor.is_none() && !posts.is_empty() && strangers.insert(name) {
            let known = posts.keys().copied();
            fields::unknown_name(id!("post"), name, table.place(row, Some(post)), known, report);
        }
        let range = years.range(day);
        if range.is_none() {
            no_day(day, table.place(row, Some(date)), report);
        }
        let hours = hours_of(&table, row, hours, report);
        if let (Some(visitor), Some(range), Some((from, until))) = (visitor, range, hours)
            && busy.len() <= BUSY_MAX
        {
            busy.extend(each_day(range).map(|date| Busy { visitor, date, from, until }));
        }
    }
    busy
}

/// The days from the first to the last.
fn each_day((first, last): (Date, Date)) -> impl Iterator<Item = Date> {
    (first.0..=last.0).map(Date)
}

fn no_day(day: &str, place: Place, report: &mut Report) {
    report
        .error(code::TABLE_ROW, place, text!("day-is-not-a-date", day))
        .fix(text!("write-it-like-2014-06-01-to-2014-06-05"));
}

/// The hours of a row; the whole day where none are written.
fn hours_of(
    table: &Table,
    row: &Row,
    (from, until): (Option<usize>, Option<usize>),
    report: &mut Report,
) -> Option<(TimeOfDay, TimeOfDay)> {
    let mut hour = |column: Option<usize>, whole: TimeOfDay| {
        let text = fields::narrow(row.cell(column));
        if text.is_empty() {
            return Some(whole);
        }
        let hour = hour(&text);
        if hour.is_none() {
            no_hour(&text, table.place(row, column), report);
        }
        hour
    };
    let hours = (hour(from, Busy::DAY_BEGINS)?, hour(until, Busy::DAY_ENDS)?);
    if hours.0 >= hours.1 {
        backwards(hours, table.place(row, until.or(from)), report);
        return None;
    }
    Some(hours)
}

/// A time of day; 24:00 is its end.
fn hour(text: &str) -> Option<TimeOfDay> {
    if text == "24:00" { Some(Busy::DAY_ENDS) } else { text.parse().ok() }
}

fn no_hour(text: &str, place: Place, report: &mut Report) {
    report
        .error(code::TABLE_ROW, place, text!("text-is-not-a-time-of-day", text))
        .fix(text!("write-it-like-09-00-and-leave-it"));
}

fn backwards((from, until): (TimeOfDay, TimeOfDay), place: Place, report: &mut Report) {
    report
        .error(code::TABLE_ROW, place, text!("busy-until-until-but-only-from-from", until, from))
        .fix(text!("check-both-times-write-a-night-as-two"));
}

/// One person's busy times: days that are typed, or calendars.
fn person(
    node: &Node,
    posts: &Posts<'_>,
    names: &Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> BTreeSet<Busy> {
    let Some(fields) = Fields::of(node, BUSY, node.place, &grammar::BUSY_PERSON.keys(), report) else {
        return BTreeSet::new();
    };
    let post = fields.must(POST, report);
    let visitor = post.and_then(|post| {
        let name = fields::text(post, POST, report)?;
        let found = posts.get(name.as_str()).copied();
        if found.is_none() && !posts.is_empty() {
            let known = posts.keys().copied();
            fields::unknown_name(id!("post"), &name, post.place, known, report);
        }
        found
    });
    let mut hour = |key: Key, whole: TimeOfDay| match fields.get(key) {
        Some(node) if matches!(&node.value, Value::Text(text) if text.trim() == "24:00") => Some(whole),
        Some(node) => fields::time(node, key, report),
        None => Some(whole),
    };
    let hours = hour(FROM, Busy::DAY_BEGINS).zip(hour(UNTIL, Busy::DAY_ENDS));
    if let Some(hours) = hours.filter(|(from, until)| from >= until) {
        backwards(hours, node.place, report);
        return BTreeSet::new();
    }
    let mut times: BTreeSet<(Date, TimeOfDay, TimeOfDay)> = BTreeSet::new();
    if let (Some(days), Some((from, until))) = (fields.get(DAYS), hours) {
        for (text, place) in fields::texts(days, DAYS, report) {
            match names.years.range(&text) {
                Some(_) if times.len() > BUSY_MAX => {}
                Some(range) => times.extend(each_day(range).map(|date| (date, from, until))),
                None => no_day(&text, place, report),
            }
        }
    }
    for calendar in fields.get(CALENDAR).map(fields::items).unwrap_or_default() {
        times.extend(feed(calendar, names, context, report));
    }
    let Some(visitor) = visitor else { return BTreeSet::new() };
    if fields.get(DAYS).is_none() && fields.get(CALENDAR).is_none() {
        nothing(node.place, report);
    }
    times.into_iter().map(|(date, from, until)| Busy { visitor, date, from, until }).collect()
}

fn nothing(place: Place, report: &mut Report) {
    report
        .error(code::BAD_VALUE, place, text!("it-does-not-say-when-this-person-is"))
        .fix(text!("add-days-or-calendar-with-an-ics-file"));
}

/// A person's own calendar.
fn feed(
    node: &Node,
    names: &Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Vec<(Date, TimeOfDay, TimeOfDay)> {
    let Some((file, bytes)) = head::file(node, BUSY, context.files, report) else { return Vec::new() };
    // Both are reported elsewhere where they are missing.
    let (Some(zone), Some(campaign)) = (context.zone, names.campaign()) else { return Vec::new() };
    let mut findings = Report::new(&file);
    let times = feeds::read(bytes, &zone, campaign, &mut findings);
    context.found(findings);
    times
}

/// Files of busy times that the main file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    let Some(Node { value: Value::Map(programmes), .. }) = head::child(root, VISITS) else {
        return Vec::new();
    };
    let of_item = |item: &Node| match head::child(item, CALENDAR) {
        Some(calendars) => fields::items(calendars).iter().filter_map(head::plain_text).collect(),
        None => head::plain_text(item).into_iter().collect::<Vec<_>>(),
    };
    let of = |entry: &Entry| match head::child(&entry.value, BUSY) {
        Some(busy) => fields::items(busy).iter().flat_map(of_item).collect(),
        None => Vec::new(),
    };
    programmes.iter().flat_map(of).filter(|name| head::stays_inside(name)).collect()
}
