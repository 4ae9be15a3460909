//! The page to print: tables with charts that are drawn here, nothing loaded from anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use muster_server::read::tables::TableView;

use super::{number, text};
use muster_protocol::catalogue::Language;

const STYLE: &str = "body{font:15px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}\
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid #bbb}\
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}\
th{background:#eef1f5}td.n{text-align:right;font-variant-numeric:tabular-nums}p.note{color:#444;margin:.3rem 0}\
td.s{white-space:nowrap}figure{margin:1rem 0;break-inside:avoid}figcaption{font-weight:600}svg{max-width:100%;height:auto}\
nav ol{columns:2;margin:.5rem 0;padding-left:1.6rem}nav a{color:#1d4f86}\
@page{size:A4 landscape;margin:12mm;@bottom-center{content:counter(page) \" / \" counter(pages)}}\
@media print{body{margin:0;max-width:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}nav{display:none}\
thead{display:table-header-group}h2{break-after:avoid}tr,p.note{break-inside:avoid}}";

/// Height of a bar with its gap, and where bars begin and how long the longest is.
const BAR: usize = 24;
const LEFT: f64 = 190.0;
const LONGEST: f64 = 520.0;

pub(super) fn page(lang: Language, title: &str, tables: &[TableView]) -> String {
    let code = lang.say("language-of-a-page");
    let body = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="muster";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                // The way to each table; who prints it has the tables one behind the other.
                @if tables.len() > 1 {
                    nav {
                        ol {
                            @for (at, table) in tables.iter().enumerate() {
                                li { a href=(format!("#{}", anchor(at))) { (text(lang, &table.title)) } }
                            }
                        }
                    }
                }
                @for (at, table) in tables.iter().enumerate() {
                    section id=(anchor(at)) { (section(lang, table)) }
                }
            }
        }
    };
    body.into_string()
}

fn anchor(at: usize) -> String {
    format!("table-{}", at + 1)
}

fn section(lang: Language, table: &TableView) -> Markup {
    html! {
        h2 { (text(lang, &table.title)) }
        @for chart in charts(lang, table) { (chart) }
        @if table.rows.is_empty() {
            p.note { (lang.say("empty")) }
        } @else {
            table {
                thead { tr { @for cell in &table.columns { th scope="col" { (text(lang, cell)) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for cell in row {
                                @let cell = text(lang, cell);
                                @if number(cell.trim_end_matches(['…', '%'])).is_some() { td.n { (cell) } }
                                @else if is_short(cell) { td.s { (cell) } }
                                @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
        @for note in &table.notes { p.note { (text(lang, note)) } }
    }
}

/// Longest cell that keeps to one line: a unit with its code, a day, a name. What is longer makes room for it.
const SHORT_MAX: usize = 12;

fn is_short(cell: &str) -> bool {
    cell.chars().count() <= SHORT_MAX
}

/// A chart for each category of a table with totals.
fn charts(lang: Language, table: &TableView) -> Vec<Markup> {
    let column = |name: &str| table.columns.iter().position(|cell| cell.en == name);
    let (Some(total), Some(unit)) = (column("total"), column("unit")) else { return Vec::new() };
    let category = column("category");
    let mut pools: Vec<(String, Vec<(String, f64)>)> = Vec::new();
    for row in &table.rows {
        let named = |at: usize| row.get(at).map(|cell| text(lang, cell).to_owned()).unwrap_or_default();
        let Some(points) = number(&named(total)) else { continue };
        let pool = category.map(named).unwrap_or_default();
        match pools.iter_mut().find(|(name, _)| *name == pool) {
            Some((_, bars)) => bars.push((named(unit), points)),
            None => pools.push((pool, vec![(named(unit), points)])),
        }
    }
    pools.iter().map(|(name, bars)| chart(lang, name, bars)).collect()
}

fn chart(lang: Language, name: &str, bars: &[(String, f64)]) -> Markup {
    let longest = bars.iter().map(|(_, points)| *points).fold(100.0_f64, f64::max);
    let height = bars.len() * BAR + 8;
    let caption = format!("{name} {}", lang.say("totals"));
    html! {
        figure {
            figcaption { (caption) }
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 780 {height}")) role="img" aria-label=(caption) {
                @for (at, (unit, points)) in bars.iter().enumerate() {
                    @let top = at * BAR + 4;
                    @let width = (points.max(0.0) / longest * LONGEST).round();
                    text x=(LEFT - 8.0) y=(top + 15) text-anchor="end" font-size="13" { (unit) }
                    rect x=(LEFT) y=(top) width=(width) height="18" fill="#3b6ea5" {}
                    text x=(LEFT + width + 6.0) y=(top + 14) font-size="13" { (format!("{points:.2}")) }
                }
            }
        }
    }
}
