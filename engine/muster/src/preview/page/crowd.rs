//! Which days are crowded: the whole time as bars, the fullest days as a table.

use maud::{Markup, html};
use muster_protocol::time::Date;
use muster_protocol::{id, say};

use super::{CROWDED, Head, Page, head, number, thousands};
use crate::preview::model::{DUE_A_DAY_MAX, Day, REMINDERS_A_DAY_MAX};
use crate::words::day::with_weekday;
use crate::words::names;

/// Most days in the table of the fullest.
const DAYS_SHOWN_MAX: usize = 15;

/// The columns of that table.
pub(super) const HEADS: [Head; 6] = [
    head(id!("day")),
    number(id!("items-due")),
    head(id!("most-of-one-unit")),
    number(id!("column-messages")),
    number(id!("reminders")),
    head(id!("most-to-one-person")),
];

/// Height of the bars' picture, in its own units; it is stretched to the page.
const HEIGHT: u32 = 100;

impl Page<'_> {
    pub(super) fn crowded(&self) -> Markup {
        let days = self.model.by_fullness();
        let crowded = days.iter().filter(|(_, day)| day.crowded()).count();
        let inside = html! {
            p {
                (say!(self.lang, "a-day-is-crowded-when", items = DUE_A_DAY_MAX, reminders = REMINDERS_A_DAY_MAX))
                @if crowded == 0 {
                    (self.say("no-day-is-crowded"))
                } @else {
                    (self.say("there-are-crowded-days"))
                    strong { (say!(self.lang, "so-many-crowded-days", days = crowded)) }
                    (self.say("full-stop"))
                }
            }
            (self.bars())
            table class="stack t-crowded" {
                thead { tr { (self.heads(&HEADS)) } }
                tbody { @for (date, day) in days.iter().take(DAYS_SHOWN_MAX) { (self.full_day(*date, day)) } }
            }
            @if crowded > DAYS_SHOWN_MAX {
                p class="soft" { (say!(self.lang, "only-the-fullest-days-are-listed", days = DAYS_SHOWN_MAX)) }
            }
        };
        self.section(CROWDED, true, &inside)
    }

    fn full_day(&self, date: Date, day: &Day) -> Markup {
        let def = self.def();
        let over = |count: u32, most: u32| (count > most).then_some("late");
        html! {
            tr {
                th scope="row" class="day" {
                    (with_weekday(self.lang, date))
                    @if day.crowded() { " " span class="tag busy" { (self.say("full")) } }
                }
                td class="num" { (thousands(u64::from(day.items))) }
                td {
                    @if let Some((unit, count)) = day.most_items {
                        span class=[over(count, DUE_A_DAY_MAX)] { (say!(self.lang, "so-many-items", count)) } " " (names::unit(def, unit))
                    }
                }
                td class="num" { (thousands(u64::from(day.messages))) }
                td class="num" { (thousands(u64::from(day.reminders))) }
                td {
                    @if let Some((contact, count)) = day.most_reminders {
                        span class=[over(count, REMINDERS_A_DAY_MAX)] { (say!(self.lang, "so-many-items", count)) } " " (names::contact(def, contact))
                    }
                }
            }
        }
    }

    /// Messages a day over the whole time.
    fn bars(&self) -> Markup {
        let days = &self.model.days;
        let sent = |day: &Date| days.get(day).map_or(0, |day| day.messages);
        let (Some(first), Some(last)) = (
            days.iter().find(|(_, day)| day.messages > 0).map(|(date, _)| *date),
            days.iter().rev().find(|(_, day)| day.messages > 0).map(|(date, _)| *date),
        ) else {
            return html! {};
        };
        let most = days.values().map(|day| day.messages).max().unwrap_or(1).max(1);
        let width = last.0 - first.0 + 1;
        let title = say!(self.lang, "messages-sent-each-day-at-most", most);
        let (from, to) = (with_weekday(self.lang, first), with_weekday(self.lang, last));
        html! {
            figure style="margin:1rem 0" {
                svg class="bars" viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" role="img" aria-label=(title) {
                    @for date in (first.0..=last.0).map(Date).filter(|day| sent(day) > 0) {
                        @let height = (sent(&date) * (HEIGHT - 4) / most).max(1);
                        rect class=[days.get(&date).is_some_and(Day::crowded).then_some("over")]
                            x=(date.0 - first.0) y=(HEIGHT - height) width="0.8" height=(height) {
                            title { (with_weekday(self.lang, date)) " " (sent(&date)) }
                        }
                    }
                }
                div class="scale" { span { (from) } span { (title) (self.say("dark-crowded-days")) } span { (to) } }
            }
        }
    }
}
