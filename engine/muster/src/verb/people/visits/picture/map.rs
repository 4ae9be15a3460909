//! The map-like picture: who goes where, and in which order on one day. Places with coordinates lie as on a map, north above; the
//! others stand in a column.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Location;
use muster_rules::visit::road::metres_east_north;

use super::gone;
use super::tours::tours;
use crate::verb::people::visits::list::VisitList;

/// Width of the picture, and its height unless a column needs more, in its own units.
const WIDE: i64 = 720;
const HIGH: i64 = 480;
/// Where visitors stand, and the column of places.
const LEFT: i64 = 130;
const RIGHT: i64 = 480;
/// The part of the picture for places with coordinates: left, right, and the margin above and below.
const MAP: (i64, i64, i64) = (190, 560, 40);
/// Height and usual length of a line of words.
const LINE: i64 = 16;
const WORDS: i64 = 150;
/// Colours of visitors, told apart by everybody; the names stand beside them as well.
const COLOURS: [&str; 8] =
    ["#0b5394", "#a61c00", "#38761d", "#674ea7", "#7f6000", "#0c6b6b", "#85200c", "#333333"];

/// A place in the picture.
struct Spot {
    x: i64,
    y: i64,
    /// Where its words stand, which give way to each other.
    words: i64,
    name: String,
}

type Spots<'a> = BTreeMap<&'a str, Spot>;

/// Places joined to the visitors that go there, a thicker line for more visits; arrows lead from place to place where several are
/// visited on one day.
pub(super) fn map(lang: Language, visits: &VisitList) -> Markup {
    let mut visitors: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for row in visits.rows.iter().filter(|row| !gone(row)) {
        *visitors.entry(&row.post).or_default().entry(&row.line.place).or_default() += 1;
    }
    let (spots, high) = spots(visits);
    let high = high.max(LINE * (count(visitors.len()) + 1));
    let step = high / (count(visitors.len()) + 1);
    let colours: BTreeMap<&str, usize> =
        visitors.keys().enumerate().map(|(at, post)| (*post, at % COLOURS.len())).collect();
    let label = lang.say("visitors-and-the-places-that-they-visit");
    html! {
        svg viewBox=(format!("0 0 {WIDE} {high}")) role="img" aria-label=(label) xmlns="http://www.w3.org/2000/svg" {
            defs {
                @for (at, colour) in COLOURS.iter().enumerate() {
                    marker id=(format!("to-{at}")) markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" refX="15"
                        refY="5" orient="auto" { path d="M0 0L10 5L0 10z" fill=(colour) {} }
                }
            }
            @for (at, (post, theirs)) in (1..).zip(&visitors) {
                @let (y, colour) = (step * at, colour(&colours, post));
                @for (place, count) in theirs {
                    @if let Some(to) = spots.get(place) {
                        line x1=(LEFT) y1=(y) x2=(to.x) y2=(to.y) stroke=(colour) stroke-width=(count) opacity="0.35" {}
                    }
                }
                circle cx=(LEFT) cy=(y) r="6" fill=(colour) {}
                text x=(LEFT - 10) y=(y + 4) font-size="13" text-anchor="end" { (post) }
            }
            (legs(visits, &spots, &colours))
            @for spot in spots.values() { (place(spot)) }
        }
    }
}

fn colour(colours: &BTreeMap<&str, usize>, post: &str) -> &'static str {
    colours.get(post).and_then(|at| COLOURS.get(*at)).copied().unwrap_or("#333333")
}

/// The way from place to place on one day, with the days on which it is gone.
fn legs(visits: &VisitList, spots: &Spots<'_>, colours: &BTreeMap<&str, usize>) -> Markup {
    let mut legs: BTreeMap<(&str, &str, &str), Vec<String>> = BTreeMap::new();
    let tours = tours(visits);
    for tour in &tours {
        for two in tour.stops.windows(2) {
            if let [from, to] = two {
                let leg = (tour.post, from.line.place.as_str(), to.line.place.as_str());
                legs.entry(leg).or_default().push(tour.date.to_string());
            }
        }
    }
    html! {
        @for ((post, from, to), days) in &legs {
            @if let (Some(one), Some(other)) = (spots.get(from), spots.get(to)) {
                @let at = colours.get(post).copied().unwrap_or_default();
                path.leg d=(bend(one, other)) fill="none" stroke=(colour(colours, post)) stroke-width="2.5"
                    marker-end=(format!("url(#to-{at})")) {
                    title { (days.join(", ")) " · " (post) ": " (one.name) " → " (other.name) }
                }
            }
        }
    }
}

/// A line that bends to its left, so that the way back lies beside it.
fn bend(one: &Spot, other: &Spot) -> String {
    let (east, south) = (other.x - one.x, other.y - one.y);
    // Of places in a column all ways bend away from the words.
    let away = if one.x == other.x { (-30 - south.abs() / 5, 0) } else { (south / 6, -east / 6) };
    let middle = ((one.x + other.x) / 2 + away.0, (one.y + other.y) / 2 + away.1);
    format!("M{} {}Q{} {} {} {}", one.x, one.y, middle.0, middle.1, other.x, other.y)
}

fn place(spot: &Spot) -> Markup {
    html! {
        rect x=(spot.x - 5) y=(spot.y - 5) width="10" height="10" fill="#1a1a1a" {}
        text x=(spot.x + 10) y=(spot.words + 4) font-size="13" stroke="#fff" stroke-width="3" paint-order="stroke" {
            (spot.name)
        }
    }
}

/// Where places lie, and how high the picture is.
fn spots(visits: &VisitList) -> (Spots<'_>, i64) {
    let rows = visits.rows.iter().filter(|row| !gone(row));
    let places: BTreeSet<(&str, &str, &str)> = rows
        .map(|row| (visits.town(&row.line.place), row.line.place.as_str(), row.line.name.as_str()))
        .collect();
    let located: Vec<(&str, Location)> =
        places.iter().filter_map(|(_, place, _)| Some((*place, visits.location(place)?))).collect();
    let points = if located.len() > 1 { points(&located) } else { BTreeMap::new() };
    let column: Vec<_> = places.iter().filter(|(_, place, _)| !points.contains_key(place)).collect();
    let high = HIGH.max(LINE * (count(column.len()) + 1));
    let (row, right) = (high / (count(column.len()) + 1), if points.is_empty() { RIGHT } else { MAP.1 + 10 });
    let mut spots = Spots::new();
    for (at, (town, place, name)) in (1..).zip(&column) {
        let name = if town.is_empty() { (*name).to_owned() } else { format!("{name} · {town}") };
        spots.insert(*place, Spot { x: right, y: row * at, words: row * at, name });
    }
    for (_, place, name) in &places {
        if let Some((x, y)) = points.get(place).copied() {
            let words = free(&spots, x, y);
            spots.insert(*place, Spot { x, y, words, name: (*name).to_owned() });
        }
    }
    (spots, high)
}

/// Where words beside a point keep off those of the others.
fn free(spots: &Spots<'_>, x: i64, y: i64) -> i64 {
    let taken = |words: i64| {
        spots.values().any(|other| (other.x - x).abs() < WORDS && (other.words - words).abs() < LINE)
    };
    // Below and above in turn, ever farther off.
    let mut tries = (0..count(spots.len()) + 1).flat_map(|far| [y + far * LINE, y - far * LINE]);
    tries.find(|words| !taken(*words) && *words >= LINE).unwrap_or(y)
}

/// The points of places with coordinates, in one scale.
fn points<'a>(located: &[(&'a str, Location)]) -> BTreeMap<&'a str, (i64, i64)> {
    let Some((_, origin)) = located.first() else { return BTreeMap::new() };
    let metres: Vec<(&str, (i64, i64))> =
        located.iter().map(|(place, at)| (*place, metres_east_north(*origin, *at))).collect();
    let east = || metres.iter().map(|(_, (east, _))| *east);
    let north = || metres.iter().map(|(_, (_, north))| *north);
    let (west, top) = (east().min().unwrap_or(0), north().max().unwrap_or(0));
    let wide = (east().max().unwrap_or(0) - west).max(1);
    let deep = (top - north().min().unwrap_or(0)).max(1);
    let (left, right, margin) = MAP;
    let (room_x, room_y) = (right - left, HIGH - 2 * margin);
    // The direction that fills its room first gives the scale.
    let (room, metres_of_room) = if wide * room_y > deep * room_x { (room_x, wide) } else { (room_y, deep) };
    let scaled = |metres: i64| metres * room / metres_of_room;
    let (x0, y0) = (left + (room_x - scaled(wide)) / 2, margin + (room_y - scaled(deep)) / 2);
    metres
        .into_iter()
        .map(|(place, (east, north))| (place, (x0 + scaled(east - west), y0 + scaled(top - north))))
        .collect()
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(1)
}
