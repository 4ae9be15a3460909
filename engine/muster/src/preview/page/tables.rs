//! Messages per person, the visit plan, and what the checker noted.

use maud::{Markup, html};
use muster_core::definition::{Finding, Severity};
use muster_protocol::{id, say};

use super::{Head, LOAD, NOTES, Page, VISITS, head, labelled, number, thousands};
use crate::preview::history::VisitRow;
use crate::preview::model::{BANDS, PersonLoad, REMINDERS_A_DAY_MAX};
use crate::words::day::with_weekday;
use crate::words::{names, step};

/// Most persons in the table: those with the fullest day. The workbook has them all.
const PEOPLE_SHOWN_MAX: usize = 25;

/// Most visits in the table; a person's or a unit's page, or the workbook, has the rest.
const VISITS_SHOWN_MAX: usize = 1_000;

/// Most findings that are shown; `check` tells them all.
const FINDINGS_SHOWN_MAX: usize = 100;

/// The columns of the table of persons; the last one's heading holds a number.
pub(super) const PEOPLE_HEADS: [Head; 7] = [
    head(id!("post")),
    number(id!("column-messages")),
    number(id!("red-cards")),
    number(id!("reminders-in-all")),
    number(id!("most-a-day")),
    head(id!("on")),
    number(id!("days-over")),
];

/// The columns of the table of visits.
pub(super) const VISIT_HEADS: [Head; 6] = [
    head(id!("day")),
    head(id!("time")),
    head(id!("visitor")),
    head(id!("place")),
    head(id!("programme")),
    labelled(id!("why-this-time"), id!("why-2")),
];

impl Page<'_> {
    pub(super) fn load(&self) -> Markup {
        let load = &self.model.load;
        let most = load.bands.iter().max().copied().unwrap_or(0).max(1);
        let inside = html! {
            (self.load_summary())
            h3 { (self.say("how-many-get-how-many")) }
            table class="t-bands" {
                thead { tr {
                    th scope="col" class="num" { (self.say("messages-in-all")) }
                    th scope="col" class="num" { (self.say("posts")) }
                    th scope="col" style="width:60%" { span class="soft" { (self.say("share")) } }
                } }
                tbody {
                    @for ((from, to), people) in BANDS.iter().zip(load.bands) {
                        tr {
                            th scope="row" class="num" { @match to { Some(to) if to == from => (from), Some(to) => { (from) "–" (to) }, None => { (from) "+" } } }
                            td class="num" { (thousands(u64::from(people))) }
                            td { @if people > 0 { span class="meter" style=(format!("width:{:.1}%", f64::from(people) * 100.0 / f64::from(most))) {} } }
                        }
                    }
                }
            }
            h3 { (self.say("persons-with-the-fullest-day")) }
            table class="stack t-people" {
                thead { tr {
                    (self.heads(&PEOPLE_HEADS[..6]))
                    th scope="col" class="num" { (say!(self.lang, "days-over-so-many", reminders = REMINDERS_A_DAY_MAX)) }
                } }
                tbody { @for person in load.people.iter().take(PEOPLE_SHOWN_MAX) { (self.person(person)) } }
            }
            @if load.people.len() > PEOPLE_SHOWN_MAX {
                p class="soft" {
                    (say!(self.lang, "only-the-first-people-are-listed", people = PEOPLE_SHOWN_MAX))
                }
            }
        };
        self.section(LOAD, false, &inside)
    }

    fn load_summary(&self) -> Markup {
        let load = &self.model.load;
        let Some(first) = load.people.first() else {
            return html! { p { (self.say("nobody-gets-a-message")) } };
        };
        let (post, day) = (names::contact(self.def(), first.contact), with_weekday(self.lang, first.most_on));
        let (people, over) = (load.people.len(), load.over());
        html! {
            p {
                (say!(self.lang, "so-many-posts-get-messages", #people = people))
                strong { (post) }
                (say!(self.lang, "the-fullest-day-of-a-post", day, #reminders = first.most, most = REMINDERS_A_DAY_MAX))
                strong { (say!(self.lang, "so-many-units", count = over)) }
                (self.say("full-stop"))
            }
        }
    }

    fn person(&self, person: &PersonLoad) -> Markup {
        html! {
            tr {
                th scope="row" { (names::contact(self.def(), person.contact)) }
                td class="num" { (person.messages) }
                td class="num" { (person.red) }
                td class="num" { (thousands(u64::from(person.reminders))) }
                td class="num" { span class=[(person.most > REMINDERS_A_DAY_MAX).then_some("late")] { (person.most) } }
                td class="day" { (with_weekday(self.lang, person.most_on)) }
                td class="num" { (person.days_over) }
            }
        }
    }

    pub(super) fn visits(&self) -> Markup {
        let mut rows: Vec<&VisitRow> =
            self.model.history.visits().iter().filter(|row| self.model.filter.visit(row)).collect();
        rows.sort_by_key(|row| (row.visit.start, row.visit.place));
        let inside = html! {
            @if rows.is_empty() {
                p { (self.say("there-are-no-visits")) }
            } @else {
                p { (self.say("these-are-proposals-a-real-run-plans-them")) }
                table class="stack t-visits" {
                    thead { tr { (self.heads(&VISIT_HEADS)) } }
                    tbody { @for row in rows.iter().take(VISITS_SHOWN_MAX) { (self.visit(row)) } }
                }
                @if rows.len() > VISITS_SHOWN_MAX {
                    p class="note" { (say!(self.lang, "only-the-first-visits-are-listed", #visits = rows.len(), listed = VISITS_SHOWN_MAX)) }
                }
            }
        };
        self.section(VISITS, false, &inside)
    }

    fn visit(&self, row: &VisitRow) -> Markup {
        let (def, zone, visit) = (self.def(), self.model.history.zone(), &row.visit);
        let programme = self.model.row(row.occasion).map(|row| self.name(&row.plan));
        let why = step::slots(self.lang, def, visit);
        html! {
            tr {
                th scope="row" class="day" { (with_weekday(self.lang, visit.date)) }
                td class="day" { (zone.time_of(visit.start)) "–" (zone.time_of(visit.end)) }
                td { (names::contact(def, visit.visitor)) }
                td { (names::unit(def, visit.place)) }
                td { @if let Some(name) = programme { (name) } }
                td { (why.join(self.say("list-semicolon"))) }
            }
        }
    }

    pub(super) fn notes(&self) -> Markup {
        let mut found: Vec<&Finding> = self.about.findings.iter().collect();
        found.sort_by_key(|finding| finding.severity);
        let inside = html! {
            @if found.is_empty() {
                p { (self.say("the-check-found-nothing")) }
            } @else {
                table class="stack t-notes" {
                    thead { tr { (self.heads(&[id!("kind"), id!("place-of-a-finding"), id!("found"), id!("fix")].map(head))) } }
                    tbody { @for finding in found.iter().take(FINDINGS_SHOWN_MAX) { (self.finding(finding)) } }
                }
                @if found.len() > FINDINGS_SHOWN_MAX {
                    p class="soft" { (self.say("muster-check-tells-the-rest")) }
                }
            }
        };
        self.section(NOTES, false, &inside)
    }

    fn finding(&self, finding: &Finding) -> Markup {
        let kind = match finding.severity {
            Severity::Error => self.say("error-2"),
            Severity::Warning => self.say("warning"),
            Severity::Note => self.say("note"),
        };
        html! {
            tr {
                td class="day" { span class="tag" { (kind) } " " (finding.code) }
                td { (finding.file) ":" (finding.line) }
                td { (finding.sentence.say(self.lang)) }
                td { (finding.fix.as_ref().map_or("", |fix| fix.say(self.lang))) }
            }
        }
    }
}
