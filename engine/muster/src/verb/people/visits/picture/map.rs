//! The map-like picture: who goes where, and in which order on one day. Places with coordinates lie as on a map, north above; the
//! others stand in a column. Marks have the colours of those who go there, whose names stand on the left.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Location;
use muster_rules::visit::road::metres_east_north;

use super::gone;
use super::labels::{Area, LINE, Taken, Words, apart};
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
/// Side of a mark.
const MARK: i64 = 12;
/// Colours of visitors, told apart by everybody; the names stand beside them as well.
const COLOURS: [&str; 8] =
    ["#0b5394", "#a61c00", "#38761d", "#674ea7", "#7f6000", "#0c6b6b", "#85200c", "#333333"];

/// A place in the picture.
struct Spot {
    x: i64,
    y: i64,
    /// Where its words stand.
    words: Words,
    name: String,
    /// Whether it stands in the column, where a line is led to it: nothing else says that it belongs to anybody.
    in_column: bool,
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
    let all_lie = spots.values().all(|spot| !spot.in_column);
    // Without lines they need not stand beside the places.
    let step = if all_lie { LINE * 3 / 2 } else { high / (count(visitors.len()) + 1) };
    let step = step.min(high / (count(visitors.len()) + 1));
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
                    @if let Some(to) = spots.get(place).filter(|spot| spot.in_column) {
                        line x1=(LEFT) y1=(y) x2=(to.x) y2=(to.y) stroke=(colour) stroke-width=(count) opacity="0.35" {}
                    }
                }
                circle cx=(LEFT) cy=(y) r="6" fill=(colour) {}
                text x=(LEFT - 10) y=(y + 4) font-size="13" text-anchor="end" { (post) }
            }
            (legs(visits, &spots, &colours))
            @for spot in spots.values().filter(|spot| spot.words.led) { (leader(spot)) }
            @for (code, spot) in &spots { (mark(spot, &colours_of(code, &visitors, &colours))) }
            @for spot in spots.values() { (words(spot)) }
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

/// The line from a place to words that do not stand straight beside it.
fn leader(spot: &Spot) -> Markup {
    let (x, y) = spot.words.end((spot.x, spot.y));
    html! {
        line.led x1=(spot.x) y1=(spot.y) x2=(x) y2=(y) stroke="#555" stroke-width="1" {}
    }
}

/// The colours of those who go to a place, in the order of their names.
fn colours_of(
    place: &str,
    visitors: &BTreeMap<&str, BTreeMap<&str, usize>>,
    colours: &BTreeMap<&str, usize>,
) -> Vec<&'static str> {
    let go = visitors.iter().filter(|(_, theirs)| theirs.contains_key(place));
    go.map(|(post, _)| colour(colours, post)).collect()
}

/// A square with a strip in the colour of each who goes there.
fn mark(spot: &Spot, colours: &[&str]) -> Markup {
    let (left, top, all) = (spot.x - MARK / 2, spot.y - MARK / 2, count(colours.len()).max(1));
    html! {
        @for (at, colour) in (0..).zip(colours) {
            @let (from, to) = (MARK * at / all, MARK * (at + 1) / all);
            rect x=(left + from) y=(top) width=(to - from) height=(MARK) fill=(colour) {}
        }
        rect x=(left) y=(top) width=(MARK) height=(MARK) fill="none" stroke="#fff" {}
    }
}

/// The name of a place; a border in the colour of the ground keeps it apart from lines below it.
fn words(spot: &Spot) -> Markup {
    let Area { left, top, .. } = spot.words.area;
    html! {
        text x=(left) y=(top + LINE / 2 + 4) font-size="13" stroke="#fff" stroke-width="3" paint-order="stroke" {
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
    // From north to south, so that each gives way to those above it.
    let mut lying: Vec<(&str, (i64, i64))> = points.into_iter().collect();
    lying.sort_by_key(|(place, (x, y))| (*y, *x, *place));
    let (codes, mut marks): (Vec<&str>, Vec<(i64, i64)>) = lying.into_iter().unzip();
    apart(&mut marks);
    let in_column: Vec<(i64, i64)> = (1..).zip(&column).map(|(at, _)| (right, row * at)).collect();
    let room = Area { left: LEFT + 14, top: 0, right: WIDE, bottom: high };
    let mut taken = Taken::new(room, marks.iter().chain(&in_column).copied());
    let mut spots = Spots::new();
    for ((town, place, name), (x, y)) in column.into_iter().zip(in_column) {
        let name = if town.is_empty() { (*name).to_owned() } else { format!("{name} · {town}") };
        let words = taken.beside((x, y), &name);
        spots.insert(*place, Spot { x, y, words, name, in_column: true });
    }
    let names: BTreeMap<&str, &str> = places.iter().map(|(_, place, name)| (*place, *name)).collect();
    for (place, (x, y)) in codes.into_iter().zip(marks) {
        let name = names.get(place).copied().unwrap_or(place).to_owned();
        let words = taken.near((x, y), &name);
        spots.insert(place, Spot { x, y, words, name, in_column: false });
    }
    (spots, high)
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
