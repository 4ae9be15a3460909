//! A plan of visits as a page: the months with their visits, and a map-like picture of who goes where.

use std::collections::{BTreeMap, BTreeSet};

use maud::{DOCTYPE, Markup, html};
use muster_protocol::time::Date;

use super::list::{Row, VisitList};
use crate::lang::Lang;
use crate::words::visits;

/// Width and height of the picture, in its own units.
const WIDE: i64 = 720;
const HIGH: i64 = 480;
/// Where visitors stand, and where places.
const LEFT: i64 = 130;
const RIGHT: i64 = 480;
/// Colours of visitors, told apart by everybody; the names stand beside them as well.
const COLOURS: [&str; 8] =
    ["#0b5394", "#a61c00", "#38761d", "#674ea7", "#7f6000", "#0c6b6b", "#85200c", "#333333"];
const STYLE: &str = "body{font-family:sans-serif;margin:1rem auto;max-width:60rem;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin-bottom:1.5rem;table-layout:fixed}
th,td{border:1px solid #999;padding:.25rem;vertical-align:top;text-align:left;font-size:.85rem}
td{height:3.2rem}.off{background:#f0f0f0}.gone{text-decoration:line-through}ul{list-style:none;margin:0;padding:0}
svg{width:100%;height:auto;border:1px solid #999}";

/// The page.
pub(super) fn page(lang: Lang, visits: &VisitList) -> Markup {
    let title = lang.pick("走访计划", "Plan of visits");
    let months: BTreeSet<(i32, u32)> = visits.rows.iter().map(|row| month(row.line.date)).collect();
    html! {
        (DOCTYPE)
        html lang=(lang.pick("zh", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (STYLE) }
            }
            body {
                main {
                    h1 { (title) }
                    h2 { (lang.pick("示意图", "Who goes where")) }
                    (map(lang, visits))
                    @for month in &months {
                        h2 { (format!("{}-{:02}", month.0, month.1)) }
                        (of_month(lang, visits, *month))
                    }
                }
            }
        }
    }
}

fn month(date: Date) -> (i32, u32) {
    let (year, month, _) = date.parts();
    (year, month)
}

fn of_month(lang: Lang, visits: &VisitList, (year, number): (i32, u32)) -> Markup {
    let in_month = |date: &Date| month(*date) == (year, number);
    let Some(first) = visits.rows.iter().map(|row| row.line.date).find(in_month) else { return html! {} };
    let first = first.plus(1 - i32::try_from(first.parts().2).unwrap_or(1));
    let monday = first.plus(-i32::try_from(first.weekday()).unwrap_or(0));
    let weeks =
        (0..6).map(|week| monday.plus(7 * week)).filter(|day| in_month(day) || in_month(&day.plus(6)));
    let names = match lang {
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    html! {
        table {
            thead { tr { @for name in names { th scope="col" { (name) } } } }
            tbody {
                @for week in weeks {
                    tr {
                        @for date in (0..7).map(|day| week.plus(day)) {
                            @if in_month(&date) { td { (day(lang, visits, date)) } } @else { td.off {} }
                        }
                    }
                }
            }
        }
    }
}

fn day(lang: Lang, visits: &VisitList, date: Date) -> Markup {
    let rows: Vec<&Row> = visits.rows.iter().filter(|row| row.line.date == date).collect();
    html! {
        (date.parts().2)
        @if !rows.is_empty() {
            ul {
                @for row in rows {
                    li.gone[gone(row)] {
                        (row.starts.rsplit(' ').next().unwrap_or_default()) " " (row.line.name) " · " (row.post)
                        " · " (visits::stage(lang, &row.stage))
                    }
                }
            }
        }
    }
}

fn gone(row: &Row) -> bool {
    matches!(row.line.stage.as_str(), "declined" | "cancelled" | "no-show")
}

/// Places by their towns, joined to the visitors that go there; a thicker line for more visits.
fn map(lang: Lang, visits: &VisitList) -> Markup {
    let mut places: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    let mut visitors: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for row in visits.rows.iter().filter(|row| !gone(row)) {
        places.insert((visits.town(&row.line.place), row.line.place.as_str(), row.line.name.as_str()));
        *visitors.entry(&row.post).or_default().entry(&row.line.place).or_default() += 1;
    }
    let row = HIGH / (count(places.len()) + 1);
    let spots: BTreeMap<&str, i64> =
        (1..).zip(&places).map(|(at, (_, place, _))| (*place, row * at)).collect();
    let step = HIGH / (count(visitors.len()) + 1);
    let label = lang.pick("走访人与走访点的示意图", "Visitors and the places that they visit");
    html! {
        svg viewBox=(format!("0 0 {WIDE} {HIGH}")) role="img" aria-label=(label) xmlns="http://www.w3.org/2000/svg" {
            @for ((at, (post, theirs)), colour) in (1..).zip(&visitors).zip(COLOURS.iter().cycle()) {
                @let y = step * at;
                @for (place, count) in theirs {
                    @if let Some(to) = spots.get(place) {
                        line x1=(LEFT) y1=(y) x2=(RIGHT) y2=(to) stroke=(colour) stroke-width=(count) opacity="0.7" {}
                    }
                }
                circle cx=(LEFT) cy=(y) r="6" fill=(colour) {}
                text x=(LEFT - 10) y=(y + 4) font-size="13" text-anchor="end" { (post) }
            }
            @for (town, place, name) in &places {
                @if let Some(y) = spots.get(place) {
                    rect x=(RIGHT - 5) y=(y - 5) width="10" height="10" fill="#1a1a1a" {}
                    text x=(RIGHT + 9) y=(y + 4) font-size="13" { (name) " · " (town) }
                }
            }
        }
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(1)
}
