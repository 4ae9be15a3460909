//! What the post's unit has on a score sheet, line by line: what counted, and what would still raise it.

use maud::{Markup, html};
use muster_protocol::ids::UnitIx;

use super::Asked;
use super::guest::{Guest, unit_short};
use super::is_empty;
use super::ledger::said;
use super::shown::{Fault, Page};
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
        @for note in &shown.notes { p { (said(lang, note)) } }
        ul .cards {
            @for row in &shown.rows {
                li {
                    dl {
                        @for (head, cell) in shown.columns.iter().zip(row) {
                            @if !said(lang, cell).is_empty() { dt { (said(lang, head)) } dd { (said(lang, cell)) } }
                        }
                    }
                }
            }
        }
    };
    Ok(Page { title: said(lang, &shown.title).to_owned(), body, below: true })
}

/// The sheets on which units of the post are scored; nothing where none is.
pub(super) fn section(guest: &Guest) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let scored = |unit: UnitIx| def.units.get(unit.at()).is_some_and(|unit| unit.scored);
    let list = html! {
        @for (unit, code) in guest.units.iter().filter(|(unit, _)| scored(*unit)) {
            @for sheet in def.scores.iter().filter(|sheet| muster_rules::audience::selects(def, sheet.audience, *unit)) {
                li {
                    a href=(guest.to("score", &format!("{}/{code}", sheet.id), false)) {
                        (sheet.name) @if guest.units.len() > 1 { (lang.pick("（", " (")) (unit_short(def, code)) (lang.pick("）", ")")) }
                    }
                }
            }
        }
    };
    if is_empty(&list) {
        return list;
    }
    html! {
        section aria-labelledby="scores" {
            h2 id="scores" { (lang.pick("本单位的得分，和还能怎样提高", "Scores of the unit, and what would raise them")) }
            ul .cards { (list) }
        }
    }
}
