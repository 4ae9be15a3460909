//! Everything that falls due, by month, with the reason of each date and the days of its reminders.

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::item::{OccasionKind, PlannedStep, StepKind};
use muster_protocol::time::{Date, TimeOfDay};
use muster_protocol::{any_of, id, say};

use super::{Head, LIST, Page, crowd, head, labelled, phases, tables, units};
use crate::preview::model::Happening;
use crate::words::day::{month_name, short, with_weekday};
use crate::words::{names, reason, step};

/// Most rows of the list; a longer one is for the workbook.
const LIST_ROWS_MAX: usize = 5_000;

/// The columns of the list.
const HEADS: [Head; 6] = [
    head(id!("column-due-by")),
    head(id!("item")),
    head(id!("column-units")),
    labelled(id!("why-that-day"), id!("why-2")),
    head(id!("reminders")),
    head(id!("once-late")),
];

impl Page<'_> {
    pub(super) fn list(&self) -> Markup {
        let rows = &self.model.happenings;
        let shown = &rows[..rows.len().min(LIST_ROWS_MAX)];
        let inside = html! {
            @if rows.is_empty() { p { (self.say("there-is-nothing")) } }
            @for month in shown.chunk_by(|a, b| month_of(a.due) == month_of(b.due)) {
                h3 { (self.month_title(month[0].due)) }
                table class="stack t-list" {
                    thead { tr { (self.heads(&HEADS)) } }
                    tbody { @for row in month { (self.happening(row)) } }
                }
            }
            @if rows.len() > LIST_ROWS_MAX {
                p class="note" { (say!(self.lang, "only-the-first-rows-are-listed", rows = LIST_ROWS_MAX)) }
            }
        };
        self.section(LIST, true, &inside)
    }

    pub(super) fn month_title(&self, day: Date) -> String {
        let (year, month) = (day.parts().0, month_name(self.lang, day));
        say!(self.lang, "month-year", month, year)
    }

    fn happening(&self, row: &Happening) -> Markup {
        let Some(occasion) = self.model.row(row.occasion) else { return html! {} };
        let (def, plan) = (self.def(), &occasion.plan);
        let (before, late) = self.model.reminders(row.occasion);
        html! {
            tr id={ "o" (row.occasion) } {
                th scope="row" class="day" { (with_weekday(self.lang, row.due)) }
                td {
                    (self.name(plan))
                    @match plan.kind {
                        OccasionKind::Snapshot(_) => { " " span class="tag" { (self.say("column-snapshot")) } }
                        OccasionKind::Visit(_) => { " " span class="tag" { (self.say("column-visits")) } }
                        OccasionKind::Rating { .. } => { " " span class="tag" { (self.say("rating")) } }
                        OccasionKind::Stage { .. } => { " " span class="tag" { (self.say("tag-selection")) } }
                        OccasionKind::Duty(_)
                        | OccasionKind::Phase(_)
                        | OccasionKind::Announcement
                        | OccasionKind::Round { .. } => {}
                    }
                    @let needs = names::needs_of(self.lang, self.def(), plan.kind);
                    @if !needs.is_empty() { br; span class="soft" { (say!(self.lang, "to-hand-in-these", needs)) } }
                }
                td { @if !row.units.is_empty() { (say!(self.lang, "so-many-units", count = row.units.len())) " " span class="soft" { (self.audience(plan.kind)) } } }
                td { (reason::due(self.lang, def, plan)) }
                td { (self.steps(&before)) }
                td { (self.steps(&late)) }
            }
        }
    }

    /// An occasion's name, with its period unbroken behind it.
    pub(super) fn name(&self, plan: &OccasionPlanned) -> Markup {
        let (name, period) = names::occasion_parts(self.lang, self.def(), plan);
        html! { (name) @if let Some(period) = period { " " span class="nw soft" { (period) } } }
    }

    fn audience(&self, kind: OccasionKind) -> String {
        let def = self.def();
        let ix = match kind {
            OccasionKind::Rating { round: _, role }
            | OccasionKind::Stage { selection: _, role }
            | OccasionKind::Round { round: _, role } => {
                return def.roles.get(role.at()).map(|role| role.name.clone()).unwrap_or_default();
            }
            OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|duty| duty.audience),
            OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|programme| programme.places),
            OccasionKind::Phase(_) | OccasionKind::Snapshot(_) | OccasionKind::Announcement => None,
        };
        ix.and_then(|ix| def.audiences.get(ix.at())).map(|audience| audience.name.clone()).unwrap_or_default()
    }

    /// Days of steps, each day and kind once: `4月18日、4月24日、4月25日 09:00`.
    pub(super) fn steps(&self, steps: &[PlannedStep]) -> Markup {
        let zone = self.model.history.zone();
        let mut texts: Vec<String> = Vec::new();
        let mut hours: Vec<TimeOfDay> = Vec::new();
        for planned in steps {
            let day = short(self.lang, zone.date_of(planned.at));
            let text = match planned.kind {
                StepKind::Before(_) | StepKind::OnDay => day,
                any_of! { StepKind:
                    Notice Overdue Card VisitAhead VisitUnrecorded VisitNews Returned Given CaseNews Objected
                    AppealNews ScoresPublic TooFew ListNews Brief Lifted
                } => {
                    say!(self.lang, "day-and-step", day, step = step::brief(self.lang, planned.kind))
                }
            };
            if !texts.contains(&text) {
                texts.push(text);
            }
            hours.push(zone.time_of(planned.at));
        }
        hours.dedup();
        let last = texts.len().saturating_sub(1);
        html! {
            @for (at, text) in texts.iter().enumerate() {
                span class="nw" { (text) @if at < last { (self.say("comma-between-days")) } }
                " "
            }
            @if let [one] = hours.as_slice() { (one) }
        }
    }
}

fn month_of(day: Date) -> (i32, u32) {
    let (year, month, _) = day.parts();
    (year, month)
}

/// Tables whose rows become paragraphs on narrow screens.
const NARROW: [(&str, &[Head]); 6] = [
    ("t-phases", &phases::HEADS),
    ("t-crowded", &crowd::HEADS),
    ("t-people", &tables::PEOPLE_HEADS),
    ("t-list", &HEADS),
    ("t-unit", &units::HEADS),
    ("t-visits", &tables::VISIT_HEADS),
];

/// The style that names the columns of tables on narrow screens, where their heads are not seen.
pub(super) fn labels(lang: Language) -> String {
    let colon = lang.say("colon-after-a-head");
    let mut style = String::from("@media screen and (max-width:48rem){");
    for (table, heads) in NARROW {
        // The first says by itself what it is.
        for (at, head) in (1..).zip(heads).skip(1) {
            style += &format!(
                ".{table} td:nth-child({at})::before{{content:\"{}{colon}\"}}",
                head.label.say(lang)
            );
        }
    }
    style + "}"
}
