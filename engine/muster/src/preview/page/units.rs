//! A list for each unit, folded up until somebody opens it.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::{id, say};

use super::{Head, Page, UNITS, head, labelled, thousands};
use crate::preview::model::Happening;
use crate::words::day::{short, with_weekday};
use crate::words::{item, names, reason};

/// Most rows of all the units' lists together: about as much as a browser and a mailbox take well. Beyond it the page
/// has one line for each unit; `--unit CODE` gives a page of one, and the workbook has them all.
const LIST_ROWS_MAX: usize = 10_000;

/// Most units that have a line of their own.
const UNITS_SHOWN_MAX: usize = 5_000;

/// The columns of a unit's list; the last where somebody hands something in.
pub(super) const HEADS: [Head; 7] = [
    head(id!("column-due-by")),
    head(id!("item")),
    head(id!("opens")),
    head(id!("column-to-hand-in")),
    head(id!("reminders")),
    labelled(id!("why-that-day"), id!("why-2")),
    labelled(id!("result-as-played"), id!("as-played")),
];

/// Of each occasion its name and its reminders, both already markup, and as texts what is to be handed in and the reason
/// of its day: name, needs, reminders, reason.
type Texts = BTreeMap<OccasionIx, [String; 4]>;

impl Page<'_> {
    pub(super) fn units(&self) -> Markup {
        let mut theirs: BTreeMap<UnitIx, Vec<usize>> = BTreeMap::new();
        for (at, happening) in self.model.happenings.iter().enumerate() {
            happening.units.iter().for_each(|unit| theirs.entry(*unit).or_default().push(at));
        }
        let rows: usize = theirs.values().map(Vec::len).sum();
        let inside = html! {
            @if rows > LIST_ROWS_MAX {
                (self.too_many(rows))
                (self.summaries(&theirs))
            } @else {
                @if theirs.len() > 1 { (self.opener()) }
                @let texts = self.texts();
                @for (unit, list) in &theirs { (self.unit(*unit, list, &texts, theirs.len() == 1)) }
            }
            @if theirs.len() > UNITS_SHOWN_MAX {
                p class="note" { (say!(self.lang, "only-the-first-units-are-listed", units = UNITS_SHOWN_MAX)) }
            }
        };
        self.section(UNITS, true, &inside)
    }

    fn opener(&self) -> Markup {
        html! {
            p class="screen" {
                button type="button" id="open-all" hidden aria-pressed="false"
                    data-open=(self.say("open-all")) data-close=(self.say("close-all")) { (self.say("open-all")) }
                " " span class="soft" { (self.say("open-a-unit-to-see-its-list-only")) }
            }
        }
    }

    fn too_many(&self, rows: usize) -> Markup {
        let (rows, most) = (thousands(rows as u64), thousands(LIST_ROWS_MAX as u64));
        html! {
            p class="note" {
                (say!(self.lang, "the-lists-have-too-many-rows", #rows = rows, most))
            }
        }
    }

    fn summaries(&self, theirs: &BTreeMap<UnitIx, Vec<usize>>) -> Markup {
        html! {
            table class="t-summaries" {
                thead { tr {
                    th scope="col" { (self.say("unit")) }
                    th scope="col" class="num" { (self.say("column-items")) }
                    th scope="col" { (self.say("first-item")) }
                    th scope="col" { (self.say("last")) }
                } }
                tbody {
                    @for (unit, list) in theirs.iter().take(UNITS_SHOWN_MAX) {
                        tr {
                            th scope="row" { (names::unit(self.def(), *unit)) }
                            td class="num" { (list.len()) }
                            @for at in [list.first(), list.last()] {
                                td { (at.and_then(|at| self.model.happenings.get(*at)).map(|row| row.due.to_string()).unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What every unit's list says alike of a happening.
    fn texts(&self) -> Texts {
        let text = |happening: &Happening| {
            let plan = &self.model.row(happening.occasion)?.plan;
            let (before, _) = self.model.reminders(happening.occasion);
            let name = self.name(plan).into_string();
            let why = reason::due(self.lang, self.def(), plan);
            let needs = names::needs_of(self.lang, self.def(), plan.kind);
            Some((happening.occasion, [name, needs, self.steps(&before).into_string(), why]))
        };
        self.model.happenings.iter().filter_map(text).collect()
    }

    fn unit(&self, unit: UnitIx, list: &[usize], texts: &Texts, open: bool) -> Markup {
        let def = self.def();
        let (category, posts) = def.units.get(unit.at()).map_or(("", Vec::new()), |row| {
            let posts = row.contacts.iter().flatten().map(|contact| names::contact(def, *contact));
            (row.category.as_str(), posts.collect())
        });
        html! {
            details open[open] {
                summary {
                    b { (names::unit(def, unit)) }
                    span { (category) " · " (say!(self.lang, "so-many-items-of-a-unit", #count = list.len())) (self.membership(unit)) }
                }
                div {
                    p class="soft" { (posts.join(self.say("list-comma"))) }
                    table class="stack t-unit" {
                        thead { tr { (self.heads(&HEADS[..HEADS.len() - usize::from(!self.about.answered)])) } }
                        tbody {
                            @for happening in list.iter().filter_map(|at| self.model.happenings.get(*at)) {
                                @if let Some(texts) = texts.get(&happening.occasion) { (self.owed(unit, happening, texts)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn membership(&self, unit: UnitIx) -> String {
        let Some(row) = self.def().units.get(unit.at()) else { return String::new() };
        let mut text = String::new();
        if let Some(joined) = row.joined {
            text += " · ";
            text += &say!(self.lang, "name-joins", name = short(self.lang, joined));
        }
        if let Some(left) = row.left {
            let day = short(self.lang, left);
            text += " · ";
            text += &match row.merged_into.and_then(|into| self.def().units.get(into.at())) {
                Some(into) => say!(self.lang, "after-day-merged-into", day, into = into.short),
                None => say!(self.lang, "after-day-it-leaves", day),
            };
        }
        text
    }

    fn owed(&self, unit: UnitIx, happening: &Happening, texts: &[String; 4]) -> Markup {
        let [name, needs, reminders, why] = texts;
        let row = self.model.history.item(happening.occasion, unit);
        let due = row.map_or(happening.due, |row| row.due_day);
        html! {
            tr {
                th scope="row" class="day" { (with_weekday(self.lang, due)) }
                td { (PreEscaped(name)) }
                td class="day" { (short(self.lang, happening.opens)) }
                td { (needs) }
                td { (PreEscaped(reminders)) }
                td {
                    @if due == happening.due { (why) }
                    @else { (say!(self.lang, "recomputed-after-a-return-it-was", day = with_weekday(self.lang, happening.due))) }
                }
                @if self.about.answered {
                    td {
                        @if let Some(row) = row {
                            (item::state(self.lang, row.state))
                            @if row.late { " " span class="late" { (self.say("late")) } }
                        }
                    }
                }
            }
        }
    }
}
