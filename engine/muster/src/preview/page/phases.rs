//! The phases on one line of time, and the same in a table.

use maud::{Markup, html};
use muster_protocol::id;
use muster_protocol::ids::PhaseIx;
use muster_protocol::time::Date;
use muster_rules::calendar::is_workday;

use super::{Head, PHASES, Page, head, labelled, number};
use crate::words::day::{month_name, with_weekday};
use crate::words::reason;

/// How much of the line of time the name of a month takes, in percent.
const MONTH_NAME_WIDTH: f64 = 6.0;

/// The columns of the table; the last where the file names rows of a plan.
pub(super) const HEADS: [Head; 6] = [
    head(id!("phase-2")),
    head(id!("begins")),
    head(id!("ends")),
    number(id!("working-days")),
    labelled(id!("notice-of-the-phase"), id!("notice")),
    head(id!("rows")),
];

impl Page<'_> {
    pub(super) fn phases(&self) -> Markup {
        let cal = &self.def().calendar;
        let worked = |from: Date, to: Date| {
            (from.0..=to.0).filter(|day| is_workday(cal, Date(*day)).unwrap_or(false)).count()
        };
        let rows = self.def().phases.iter().any(|phase| !phase.refs.is_empty());
        let inside = html! {
            (self.timeline())
            table class="stack t-phases" {
                thead { tr { (self.heads(&HEADS[..HEADS.len() - usize::from(!rows)])) } }
                tbody {
                    @for (ix, phase) in (0u16..).map(PhaseIx).zip(&self.def().phases) {
                        tr {
                            th scope="row" { (phase.name) }
                            td class="day" { (with_weekday(self.lang, phase.from)) }
                            td class="day" { (with_weekday(self.lang, phase.to)) }
                            td class="num" { (worked(phase.from, phase.to)) }
                            td { (reason::notice(self.lang, self.def(), ix).unwrap_or_else(|| self.say("no-notice-is-sent").to_owned())) }
                            @if rows { td { (phase.refs.join(" ")) } }
                        }
                    }
                }
            }
        };
        self.section(PHASES, false, &inside)
    }

    fn timeline(&self) -> Markup {
        let phases = &self.def().phases;
        let first = phases.iter().map(|phase| phase.from).min().unwrap_or_default();
        let last = phases.iter().map(|phase| phase.to).max().unwrap_or_default();
        let days = f64::from((last.0 - first.0 + 1).max(1));
        let left = |day: Date| f64::from(day.0 - first.0) / days * 100.0;
        let starts = (first.0..=last.0).map(Date).filter(|day| day.parts().2 == 1 || *day == first);
        // The name of a month of which only its last days are shown would stand under the next one's.
        let roomy = |day: Date| {
            let next = (day.0 + 1..=last.0).map(Date).find(|day| day.parts().2 == 1);
            next.is_none_or(|next| left(next) - left(day) >= MONTH_NAME_WIDTH)
        };
        html! {
            div class="timeline" aria-hidden="true" {
                div class="ticks" {
                    @for day in starts { span style=(format!("left:{:.2}%", left(day))) { @if roomy(day) { (month_name(self.lang, day)) } } }
                }
                @for phase in phases {
                    div class="track" {
                        div class="bar" style=(format!("left:{:.2}%;width:{:.2}%", left(phase.from), left(phase.to.plus(1)) - left(phase.from))) {
                            (phase.name)
                        }
                    }
                }
            }
        }
    }
}
