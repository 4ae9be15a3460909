//! The English words.

use crate::counted::counted;
use crate::month;
use muster_protocol::definition::Need;
use muster_protocol::item::VisitNews;
use muster_protocol::time::{Date, TimeOfDay};

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `Fri 25 April`; with the year where it is not this year's.
pub(super) fn day(date: Date, year: i32) -> String {
    let (own, number, day) = date.parts();
    let weekday = WEEKDAYS[date.weekday() as usize % WEEKDAYS.len()];
    let year = if own == year { String::new() } else { format!(" {own}") };
    format!("{weekday} {day} {}{year}", month::english(number).unwrap_or_default())
}

fn days(count: u32) -> String {
    counted(&count, "day")
}

/// `in 3 days`, `today` or `2 days late`.
pub(super) fn distance(date: Date, today: Date) -> String {
    let ahead = date.0.saturating_sub(today.0);
    match ahead {
        0 => "today".to_owned(),
        ahead if ahead > 0 => format!("in {}", days(ahead.unsigned_abs())),
        late => format!("{} late", days(late.unsigned_abs())),
    }
}

/// `due Fri 25 April, in 3 days`.
pub(super) fn due(date: Date, today: Date) -> String {
    format!("due {}, {}", day(date, today.parts().0), distance(date, today))
}

fn slot((date, starts): (Date, Option<TimeOfDay>), today: Date) -> String {
    let hour = starts.map_or_else(String::new, |starts| format!(" at {starts}"));
    format!("{}{hour}", day(date, today.parts().0))
}

/// `visit on Wed 14 May at 09:30, in 3 days`; the hour where it is known.
pub(super) fn visit_ahead(date: Date, starts: Option<TimeOfDay>, today: Date) -> String {
    let shown = slot((date, starts), today);
    if date < today {
        format!("visit on {shown}")
    } else {
        format!("visit on {shown}, {}", distance(date, today))
    }
}

/// `planned for Wed 14 May at 09:30, made by the second deputy`.
pub(super) fn visit_news(
    news: VisitNews,
    when: (Date, Option<TimeOfDay>),
    visitor: Option<&str>,
    today: Date,
) -> String {
    let (slot, by) =
        (slot(when, today), visitor.map_or_else(String::new, |visitor| format!(", by {visitor}")));
    match news {
        VisitNews::Proposed => format!("planned for {slot}{by}"),
        VisitNews::Confirmed => format!("confirmed: {slot}{by}"),
        VisitNews::Moved => format!("moved to {slot}{by}"),
        VisitNews::Delegated | VisitNews::HandedOn => format!("somebody else comes: {slot}{by}"),
        VisitNews::CalledOff => format!("the visit of {slot} is called off and will be planned again"),
    }
}

/// `visit of Wed 14 May, 5 days ago: its record is missing`.
pub(super) fn visit_unrecorded(date: Date, today: Date) -> String {
    let shown = day(date, today.parts().0);
    let ago = today.0.saturating_sub(date.0).max(0);
    format!("visit of {shown}, {} ago: its record is missing", days(ago.unsigned_abs()))
}

/// `returned; not met: goals, dates; reason: ...; please hand it in again by Wed 30 April, in 5 days`.
pub(super) fn returned(failed: &[String], reason: &str, due_day: Date, today: Date) -> String {
    let mut parts = vec!["returned".to_owned()];
    if !failed.is_empty() {
        parts.push(format!("not met: {}", failed.join(", ")));
    }
    if !reason.is_empty() {
        parts.push(format!("reason: {reason}"));
    }
    let (day, distance) = (day(due_day, today.parts().0), distance(due_day, today));
    parts.push(format!("please hand it in again by {day}, {distance}"));
    parts.join("; ")
}

/// `record, photos ≥2, service items 1 to 2`.
pub(super) fn needs(needs: &[Need]) -> String {
    let each = needs.iter().map(|need| match (need.at_least, need.at_most) {
        (0 | 1, None) => need.name.clone(),
        (least, None) => format!("{} ≥{least}", need.name),
        (least, Some(most)) if least == most => format!("{} {most}", need.name),
        (least, Some(most)) => format!("{} {least} to {most}", need.name),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// The period of an occasion key (`2014-05`, `2014-q2`, `2014-h1`) in words: `May`, `second quarter`, `first half`, with
/// the year where it is not the campaign's.
pub(super) fn period(period: &str, year: i32) -> String {
    let Some((own, part)) = period.split_once('-') else {
        return period.to_owned();
    };
    let words = match part {
        "h1" => "first half",
        "h2" => "second half",
        "q1" => "first quarter",
        "q2" => "second quarter",
        "q3" => "third quarter",
        "q4" => "fourth quarter",
        part => match part.parse().ok().and_then(month::english) {
            Some(name) => name,
            None => return period.to_owned(),
        },
    };
    if own.parse() == Ok(year) { words.to_owned() } else { format!("{words} {own}") }
}
