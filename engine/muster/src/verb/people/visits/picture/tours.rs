//! Days on which a visitor goes to several places, in the order of the road.

use std::collections::BTreeMap;

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_protocol::time::Date;
use muster_rules::visit::road;

use super::gone;
use crate::verb::people::visits::list::{Row, VisitList};

/// A visitor's day: the visits that take place, in their order.
pub(super) struct Tour<'a> {
    pub(super) post: &'a str,
    pub(super) date: Date,
    pub(super) stops: Vec<&'a Row>,
}

/// All days with visits, by visitor and date.
pub(super) fn tours(visits: &VisitList) -> Vec<Tour<'_>> {
    let mut days: BTreeMap<(&str, Date), Vec<&Row>> = BTreeMap::new();
    for row in visits.rows.iter().filter(|row| !gone(row)) {
        days.entry((&row.post, row.line.date)).or_default().push(row);
    }
    let mut tours = Vec::with_capacity(days.len());
    for ((post, date), mut stops) in days {
        stops.sort_by_key(|row| (row.line.start, row.line.place.as_str()));
        tours.push(Tour { post, date, stops });
    }
    tours
}

/// The days with several places, in words: what the arrows of the picture show.
pub(super) fn list(lang: Language, visits: &VisitList) -> Markup {
    let mut several: Vec<Tour<'_>> = tours(visits).into_iter().filter(|tour| tour.stops.len() > 1).collect();
    several.sort_by_key(|tour| tour.date);
    html! {
        @if !several.is_empty() {
            h3 { (lang.say("several-places-on-one-day")) }
            ul.tours {
                @for tour in &several { li { (tour.date) " · " (tour.post) (lang.say("colon-after-a-head")) (stops(lang, visits, tour)) } }
            }
        }
    }
}

fn stops(lang: Language, visits: &VisitList, tour: &Tour<'_>) -> String {
    let mut said = String::new();
    let mut before: Option<&Row> = None;
    for row in &tour.stops {
        if let Some(before) = before {
            said.push_str(&match minutes(visits, before, row) {
                None => " → ".to_owned(),
                Some(minutes) => say!(lang, "minutes-from-stop-to-stop", minutes),
            });
        }
        let time = row.starts.rsplit(' ').next().unwrap_or_default();
        said.push_str(&format!("{time} {}", row.line.name));
        before = Some(row);
    }
    said
}

/// Minutes on the road, where the file measures them.
fn minutes(visits: &VisitList, from: &Row, to: &Row) -> Option<u16> {
    let def = visits.glossary.definition()?;
    let id = to.line.occasion.split('.').next()?;
    let programme = def.visits.iter().find(|programme| programme.id == id)?;
    let unit = |row: &Row| def.unit_by_code(&row.line.place);
    road::measured(def, &programme.travel, unit(from)?, unit(to)?)
}
