//! What the post's unit has on a score sheet, line by line: what counted, and what would still raise it.

use maud::{Markup, html};
use muster_protocol::ids::UnitIx;
use muster_rules::audience::selects;

use super::Asked;
use super::guest::Guest;
use super::shown::{Fault, Page};
use super::unit_links::{self, Linked};
use crate::directory::contacts::links::LinkScope;
use crate::http::AppState;

/// The page.
pub(super) async fn page(app: &AppState, guest: &Guest, asked: &Asked) -> Result<Page, Fault> {
    let lang = guest.lang;
    let (sheet, code) = asked.name.rsplit_once('/').ok_or_else(Fault::nothing)?;
    let own = guest.opens(LinkScope::Post) && guest.unit(code).is_some();
    if !own || !guest.def.scores.iter().any(|known| known.id == sheet) {
        return Err(Fault::nothing());
    }
    let shown = app.handle.show(&guest.link.campaign, &asked.name).await?.ok_or_else(Fault::nothing)?;
    // A phone shows a line of a sheet as a card: six columns do not fit.
    let body = html! {
        @for note in &shown.notes { p { (note.say(lang)) } }
        ul .cards {
            @for row in &shown.rows {
                li {
                    dl {
                        @for (head, cell) in shown.columns.iter().zip(row) {
                            @if !cell.say(lang).is_empty() { dt { (head.say(lang)) } dd { (cell.say(lang)) } }
                        }
                    }
                }
            }
        }
    };
    Ok(Page { title: shown.title.into_language(lang), body, below: true })
}

/// The sheets on which units of the post are scored; nothing where none is.
pub(super) fn section(guest: &Guest) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let scored = |unit: UnitIx| def.units.get(unit.at()).is_some_and(|unit| unit.scored);
    let sheets = |unit: UnitIx| -> Vec<Linked<'_>> {
        let sheets = def.scores.iter().filter(|sheet| scored(unit) && selects(def, sheet.audience, unit));
        sheets.map(|sheet| Linked { id: &sheet.id, name: &sheet.name }).collect()
    };
    unit_links::section(
        guest,
        ("scores", lang.say("scores-of-the-unit-and-what-would-raise")),
        "score",
        sheets,
    )
}
