//! A ledger of the post's unit: its rows, and a form for the next one. A wrong row stays and is corrected by a further one.

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Column, Holds, Ledger, Variant};

use super::form::{self, Filled};
use super::guest::Guest;
use super::shown::{Fault, Page};
use crate::http::AppState;
use crate::read::tables::TableView;

/// The page with what was typed before.
pub(super) async fn of(app: &AppState, guest: &Guest, name: &str, typed: &Filled) -> Result<Page, Fault> {
    let lang = guest.lang;
    let (id, code) = name.rsplit_once('/').ok_or_else(Fault::nothing)?;
    guest.unit(code).ok_or_else(Fault::nothing)?;
    let duty = guest.def.duties.iter().find(|duty| duty.id == id).ok_or_else(Fault::nothing)?;
    let Variant::Ledger(ledger) = &duty.variant else { return Err(Fault::nothing()) };
    let shown = app.handle.show(&guest.link.campaign, name).await?.ok_or_else(Fault::nothing)?;
    let body = html! {
        (rows(lang, &shown))
        @if guest.hands_in(code) { (entry(guest, name, ledger, typed)) } @else { (super::item::by_others(guest)) }
    };
    Ok(Page { title: shown.title.into_language(lang), body, below: true })
}

fn rows(lang: Language, shown: &TableView) -> Markup {
    html! {
        @for note in &shown.notes { p { (note.say(lang)) } }
        @if !shown.rows.is_empty() {
            div .wide tabindex="0" role="region" aria-label=(lang.say("rows-of-the-ledger")) {
                table {
                    thead { tr { @for column in &shown.columns { th scope="col" { (column.say(lang)) } } } }
                    tbody {
                        @for row in shown.rows.iter().rev() { tr { @for cell in row { td { (cell.say(lang)) } } } }
                    }
                }
            }
        }
    }
}

fn entry(guest: &Guest, name: &str, ledger: &Ledger, typed: &Filled) -> Markup {
    let lang = guest.lang;
    let computed = |at: usize| ledger.balance.as_ref().is_some_and(|balance| balance.computes(at));
    // A row says when it was; of a fixed row nothing need be said.
    let day = ledger.columns.iter().position(|column| column.holds == Holds::Date);
    let day = day.filter(|_| ledger.rows.is_empty());
    html! {
        section aria-labelledby="entry" {
            h2 id="entry" { (lang.say("enter-a-row")) }
            (form::begin(guest, "enter", true, html! {
                input type="hidden" name="ledger" value=(name);
                @if !ledger.rows.is_empty() {
                    div {
                        label for="fixed" { (lang.say("which-row")) }
                        select id="fixed" name="fixed" {
                            @for row in &ledger.rows { option selected[typed.one("fixed") == row] { (row) } }
                        }
                    }
                }
                @for (at, column) in ledger.columns.iter().enumerate() {
                    @if !computed(at) { (cell(guest, (at, column), typed, day == Some(at))) }
                }
                div {
                    label for="corrects" { (lang.say("row-that-it-corrects-empty-for-a-new")) }
                    input id="corrects" name="corrects" type="number" min="1" inputmode="numeric" value=(typed.one("corrects"));
                }
                button type="submit" { (lang.say("enter")) }
            }))
        }
    }
}

fn cell(guest: &Guest, (at, column): (usize, &Column), typed: &Filled, needed: bool) -> Markup {
    let name = format!("cell.{at}");
    let before = typed.one(&name);
    let choice = |words: &[String]| {
        html! {
            select id=(name) name=(name) {
                option value="" {}
                @for word in words { option selected[before == word] { (word) } }
            }
        }
    };
    html! {
        div {
            label for=(name) { (column.name) }
            @match &column.holds {
                Holds::Text => textarea id=(name) name=(name) rows="2" { (before) },
                Holds::Date => input id=(name) name=(name) type="date" value=(before) required[needed];,
                Holds::Number => input id=(name) name=(name) type="number" min="0" inputmode="numeric" value=(before);,
                Holds::Choice(words) => (choice(words)),
                Holds::Tag(taxonomy) => {
                    @if let Some(taxonomy) = guest.def.frame.taxonomies.get(usize::from(*taxonomy)) {
                        (choice(&taxonomy.values))
                    }
                }
            }
        }
    }
}
