//! The visits that a post makes: the list of its page, and the months with their days.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_protocol::time::Date;
use muster_rules::calendar::is_workday;
use muster_rules::{month, weekday};

use super::guest::Guest;
use super::layout::day;
use crate::read::visits;
use crate::view::status::VisitLine;
use crate::view::unplanned::UnplannedVisit;

/// Most months that are drawn: a year from now on.
const MONTHS_MAX: usize = 12;
/// How a visit stands today, in words.
pub(super) fn stage(guest: &Guest, line: &VisitLine) -> String {
    visits::stage(guest.lang, line.stage_on(Some(&guest.def), guest.today)).to_owned()
}

/// The section of the post's page; nothing for one that visits nobody.
pub(super) fn section(
    guest: &Guest,
    (trips, left_out): (&[VisitLine], &[UnplannedVisit]),
    calendar: &Markup,
) -> Markup {
    let lang = guest.lang;
    if trips.is_empty() && left_out.is_empty() {
        return html! {};
    }
    let (today, def) = (guest.today, Some(&*guest.def));
    let late: Vec<&VisitLine> =
        trips.iter().filter(|line| line.stage_on(def, today) == "unrecorded").collect();
    let is_late =
        |line: &VisitLine| late.iter().any(|other| (other.name(), other.no) == (line.name(), line.no));
    let ahead: Vec<&VisitLine> =
        trips.iter().filter(|line| (line.stands() || line.stage == "made") && !is_late(line)).collect();
    let rest: Vec<&VisitLine> =
        trips.iter().rev().filter(|line| !is_late(line) && !line.stands() && line.stage != "made").collect();
    html! {
        section aria-labelledby="trips" {
            h2 id="trips" { (lang.say("my-visits")) }
            @if !trips.is_empty() { (calendar) }
            @if !late.is_empty() {
                h3 { (lang.say("not-recorded-in-time")) }
                ul .cards { @for line in &late { (card(guest, line, true)) } }
            }
            @if ahead.is_empty() {
                p { (lang.say("no-visit-lies-ahead")) }
            } @else {
                ul .cards { @for line in &ahead { (card(guest, line, false)) } }
            }
            (without(guest, left_out))
            (months(guest, trips))
            @if !rest.is_empty() {
                details {
                    summary { (lang.say("made-and-called-off")) " (" (rest.len()) ")" }
                    ul .cards { @for line in rest { (card(guest, line, false)) } }
                }
            }
        }
    }
}

/// Places for which no visit could be planned, each with its reason.
fn without(guest: &Guest, left_out: &[UnplannedVisit]) -> Markup {
    let lang = guest.lang;
    if left_out.is_empty() {
        return html! {};
    }
    html! {
        h3 { (lang.say("no-visit-could-be-planned")) }
        ul .cards {
            @for place in left_out {
                li .late[!place.open] {
                    p { (place.name) " · " (lang.say("label-due")) " " (day(lang, place.due_day, guest.today)) }
                    @if let Some(left_out) = &place.left_out { p { (left_out.why.said(lang)) } }
                }
            }
        }
    }
}

fn card(guest: &Guest, line: &VisitLine, late: bool) -> Markup {
    let lang = guest.lang;
    html! {
        li .late[late] {
            a href=(guest.to("visit", &line.name(), false)) { (guest.local(line.start)) " · " (line.name) }
            p { (stage(guest, line)) (follow_ups(lang, line)) }
        }
    }
}

/// What became of the problems that were found.
pub(super) fn follow_ups(lang: Language, line: &VisitLine) -> String {
    let done = line.item == "closed";
    match line.follow_ups {
        0 => String::new(),
        count if done => say!(lang, "follow-ups-all-closed", #count = count),
        count => say!(lang, "follow-ups-not-all-closed", #count = count),
    }
}

/// Months from this one on that have a visit, each a table of its days.
fn months(guest: &Guest, trips: &[VisitLine]) -> Markup {
    let lang = guest.lang;
    let mut by_day: BTreeMap<Date, Vec<&VisitLine>> = BTreeMap::new();
    for line in trips
        .iter()
        .filter(|line| !matches!(line.stage.as_str(), "declined" | "cancelled" | "no-show" | "left"))
    {
        by_day.entry(line.date).or_default().push(line);
    }
    let (year, month, _) = guest.today.parts();
    let months: BTreeSet<(i32, u32)> = by_day
        .keys()
        .map(|day| (day.parts().0, day.parts().1))
        .filter(|one| *one >= (year, month))
        .take(MONTHS_MAX)
        .collect();
    if months.is_empty() {
        return html! {};
    }
    html! {
        details {
            summary { (lang.say("heading-months")) }
            @for (year, month) in months { (one_month(guest, (year, month), &by_day)) }
        }
    }
}

fn one_month(guest: &Guest, (year, month): (i32, u32), by_day: &BTreeMap<Date, Vec<&VisitLine>>) -> Markup {
    let lang = guest.lang;
    let Some(first) = Date::ymd(year, month, 1) else { return html! {} };
    let monday = first.plus(-i32::try_from(first.weekday()).unwrap_or(0));
    let weeks = (0..6).map(|week| monday.plus(7 * week)).filter(|begins| {
        let holds = |day: Date| (day.parts().0, day.parts().1) == (year, month);
        holds(*begins) || holds(begins.plus(6))
    });
    let title = say!(lang, "month-year", year, month: month::name(month));
    html! {
        div .wide tabindex="0" role="region" aria-label=(title) {
            table .month {
                caption { (title) }
                thead { tr { @for weekday in weekday::HEADINGS { th scope="col" { (weekday.say(lang)) } } } }
                tbody {
                    @for begins in weeks {
                        tr {
                            @for day in (0..7).map(|at| begins.plus(at)) {
                                @if (day.parts().0, day.parts().1) == (year, month) {
                                    (one_day(guest, day, by_day.get(&day).map_or(&[][..], Vec::as_slice)))
                                } @else {
                                    td {}
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one_day(guest: &Guest, day: Date, visits: &[&VisitLine]) -> Markup {
    let off = !is_workday(&guest.def.calendar, day).unwrap_or(true);
    html! {
        td .off[off] {
            (day.parts().2)
            @for line in visits {
                " "
                a href=(guest.to("visit", &line.name(), false)) { (line.name) }
            }
        }
    }
}
