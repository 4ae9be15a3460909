//! A plan of visits as a page: the months with their visits, and a map-like picture of who goes where.

mod labels;
mod map;
mod tours;

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_protocol::time::Date;
use muster_rules::calendar::is_workday;
use muster_rules::weekday;

use super::list::{Row, VisitList};
use crate::words::visits;

const STYLE: &str = "body{font-family:sans-serif;margin:1rem auto;max-width:60rem;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin-bottom:1.5rem;table-layout:fixed}
th,td{border:1px solid #999;padding:.25rem;vertical-align:top;text-align:left;font-size:.85rem}
td{height:3.2rem}.off{background:#f0f0f0}.gone{text-decoration:line-through}ul{list-style:none;margin:0;padding:0}
svg{width:100%;height:auto;border:1px solid #999}ul.tours{list-style:disc;margin:.5rem 0 1rem 1.5rem}";

/// The map-like picture alone, as a file of its own.
pub(super) fn svg(lang: Language, visits: &VisitList) -> Markup {
    map::map(lang, visits)
}

/// The page.
pub(super) fn page(lang: Language, visits: &VisitList) -> Markup {
    let title = lang.say("plan-of-visits");
    let months: BTreeSet<(i32, u32)> = visits.rows.iter().map(|row| month(row.line.date)).collect();
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (STYLE) }
            }
            body {
                main {
                    h1 { (title) }
                    h2 { (lang.say("who-goes-where")) }
                    (map::map(lang, visits))
                    (tours::list(lang, visits))
                    @for month in &months {
                        h2 { (say!(lang, "month-year", year = month.0, month: muster_rules::month::name(month.1))) }
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

fn of_month(lang: Language, visits: &VisitList, (year, number): (i32, u32)) -> Markup {
    let in_month = |date: &Date| month(*date) == (year, number);
    let Some(first) = visits.rows.iter().map(|row| row.line.date).find(in_month) else { return html! {} };
    let first = first.plus(1 - i32::try_from(first.parts().2).unwrap_or(1));
    let monday = first.plus(-i32::try_from(first.weekday()).unwrap_or(0));
    let weeks =
        (0..6).map(|week| monday.plus(7 * week)).filter(|day| in_month(day) || in_month(&day.plus(6)));
    html! {
        table {
            thead { tr { @for name in weekday::NAMES { th scope="col" { (name.say(lang)) } } } }
            tbody {
                @for week in weeks {
                    tr {
                        @for date in (0..7).map(|day| week.plus(day)) {
                            @if in_month(&date) {
                                td.off[is_off(visits, date)] { (day(lang, visits, date)) }
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

/// Whether nobody works on a day by the campaign's calendar; of a year without a table nothing is said.
fn is_off(visits: &VisitList, date: Date) -> bool {
    visits.glossary.definition().is_some_and(|def| !is_workday(&def.calendar, date).unwrap_or(true))
}

fn day(lang: Language, visits: &VisitList, date: Date) -> Markup {
    let rows: Vec<&Row> = visits.rows.iter().filter(|row| row.line.date == date).collect();
    html! {
        (date.parts().2)
        @if !rows.is_empty() {
            ul {
                @for row in rows {
                    li.gone[gone(row)] {
                        (row.starts.rsplit(' ').next().unwrap_or_default()) " " (row.line.name) " · "
                        (row.party(lang)) " · " (visits::stage(lang, &row.stage))
                    }
                }
            }
        }
    }
}

fn gone(row: &Row) -> bool {
    matches!(row.line.stage.as_str(), "declined" | "cancelled" | "no-show" | "left")
}
