//! A list of links to what each of the post's units has, such as its ledgers and score sheets.

use maud::{Markup, html};
use muster_protocol::ids::UnitIx;
use muster_protocol::say;

use super::guest::Guest;
use super::is_empty;

/// What a unit has, by its id and its name in the file.
pub(super) struct Linked<'d> {
    pub(super) id: &'d str,
    pub(super) name: &'d str,
}

/// The list under a heading with its id; nothing where no unit has any. `page` shows one of them.
pub(super) fn section<'d>(
    guest: &'d Guest,
    (id, title): (&str, &str),
    page: &str,
    of_unit: impl Fn(UnitIx) -> Vec<Linked<'d>>,
) -> Markup {
    let list = html! {
        @for (unit, code) in &guest.units {
            @for Linked { id, name } in of_unit(*unit) {
                li {
                    a href=(guest.to(page, &format!("{id}/{code}"), false)) {
                        (name)
                        @if guest.units.len() > 1 {
                            (say!(guest.lang, "in-brackets", text = guest.def.unit_short(code)))
                        }
                    }
                }
            }
        }
    };
    if is_empty(&list) {
        return list;
    }
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            ul .cards { (list) }
        }
    }
}
