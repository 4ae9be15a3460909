//! What a launch today comes too late for, and what it brings next, in words: for `check`, `preview` and `launch`.

use std::collections::BTreeMap;

use muster_core::campaign::{Missed, Prospect, Writing, prospect};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::ids::DutyIx;
use muster_protocol::item::{OccasionKind, StepKind};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{any_of, id, say};
use muster_rules::zone::Zone;
use serde::Serialize;

use super::days::date_line;
use crate::words::names;

/// Most happenings that a line names; the rest are counted.
const NAMES_SHOWN: usize = 4;

/// A file against a day.
#[derive(Debug)]
pub struct Lateness<'a> {
    def: &'a Definition,
    /// What a launch at that instant would come to.
    pub prospect: Prospect,
    today: Date,
    zone: Zone,
}

/// The same as JSON.
#[derive(Debug, Serialize)]
pub struct LatenessJson {
    today: Date,
    begins: Option<Date>,
    ends: Option<Date>,
    duties: usize,
    duties_past: usize,
    due_days: usize,
    due_days_past: usize,
    reminders_lost: usize,
    next_letters: Option<Instant>,
    next_due: Option<Date>,
}

/// How much of a file's duties is past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sums {
    duties: usize,
    duties_past: usize,
    days: usize,
    days_past: usize,
    lost: usize,
}

impl<'a> Lateness<'a> {
    /// What a launch at `now` would come to; none where the file names no known zone.
    #[must_use]
    pub fn of(def: &'a Definition, now: Instant) -> Option<Self> {
        let zone = Zone::of(def).ok()?;
        Some(Self { def, prospect: prospect(def, now), today: zone.date_of(now), zone })
    }

    /// Whether a launch would come too late for anything.
    #[must_use]
    pub fn is_late(&self) -> bool {
        !self.prospect.missed.is_empty()
    }

    fn begins(&self) -> Option<Date> {
        self.def.phases.iter().map(|phase| phase.from).min()
    }

    fn ends(&self) -> Option<Date> {
        self.def.phases.iter().map(|phase| phase.to).max()
    }

    fn past(&self) -> impl Iterator<Item = &Missed> {
        self.prospect.missed.iter().filter(|missed| missed.past)
    }

    fn sums(&self) -> Sums {
        let mut past: BTreeMap<DutyIx, usize> = BTreeMap::new();
        for missed in self.past() {
            if let OccasionKind::Duty(duty) = missed.plan.kind {
                *past.entry(duty).or_default() += 1;
            }
        }
        let all = &self.prospect.duties;
        Sums {
            duties: all.len(),
            duties_past: past.iter().filter(|(duty, count)| all.get(duty) == Some(*count)).count(),
            days: all.values().sum(),
            days_past: past.values().sum(),
            lost: self.prospect.missed.iter().filter(|missed| !missed.past).map(|missed| missed.lost).sum(),
        }
    }

    /// The same for programs.
    #[must_use]
    pub fn json(&self) -> LatenessJson {
        let Sums { duties, duties_past, days, days_past, lost } = self.sums();
        LatenessJson {
            today: self.today,
            begins: self.begins(),
            ends: self.ends(),
            duties,
            duties_past,
            due_days: days,
            due_days_past: days_past,
            reminders_lost: lost,
            next_letters: self.prospect.next.as_ref().map(|next| next.at),
            next_due: self.prospect.next_due.as_ref().map(|plan| plan.due_day),
        }
    }

    /// How the file stands to the day, a line each.
    #[must_use]
    pub fn lines(&self, lang: Language) -> Vec<String> {
        let today = date_line(lang, &self.def.calendar, self.today);
        if !self.is_late() {
            return vec![self.in_time(lang, &today)];
        }
        let Sums { duties, duties_past, days, days_past, lost } = self.sums();
        let mut lines = vec![
            say!(lang, "note-a-launch-today-comes-late", today, duties_past, #duties = duties, days_past, #days = days),
        ];
        let duty = |it: &Missed| it.past && matches!(it.plan.kind, OccasionKind::Duty(_));
        lines.extend(self.of_kind(lang, lang.say("past"), duty));
        if lost > 0 {
            let ahead = say!(lang, "ahead-but-reminders-are-past", #lost = lost);
            lines.extend(self.of_kind(lang, &ahead, |it| !it.past));
        }
        for (head, is) in [
            (id!("notices-of-phases-never-sent"), phase as fn(&Missed) -> bool),
            (id!("visits-left-out"), visit),
            (id!("snapshots-left-out"), snapshot),
            (id!("rounds-without-reminders"), rating),
            (id!("samples-left-out"), sample),
            (id!("stages-without-reminders"), stage),
        ] {
            lines.extend(self.of_kind(lang, head.say(lang), is));
        }
        lines.extend(self.dead(lang));
        lines
    }

    fn in_time(&self, lang: Language, today: &str) -> String {
        let ahead = self.begins().map_or(0, |begins| begins.0 - self.today.0);
        let begins = self.begins().map_or_else(String::new, |day| date_line(lang, &self.def.calendar, day));
        match ahead {
            1 => say!(lang, "today-is-today-it-begins-tomorrow", today, begins),
            2.. => say!(lang, "today-is-today-it-begins-in-days", today, begins, #days = ahead),
            _ => say!(lang, "today-is-today-nothing-is-past", today),
        }
    }

    fn of_kind(&self, lang: Language, head: &str, is: impl Fn(&Missed) -> bool) -> Option<String> {
        let found: Vec<&Missed> = self.prospect.missed.iter().filter(|missed| is(missed)).collect();
        let name =
            |missed: &&Missed| format!("{} {}", names::occasion(self.def, &missed.plan), missed.plan.due_day);
        let shown: Vec<String> = found.iter().take(NAMES_SHOWN).map(name).collect();
        let shown = shown.join(lang.say("list-comma"));
        let count = found.len();
        match count.saturating_sub(NAMES_SHOWN) {
            _ if count == 0 => None,
            0 => Some(say!(lang, "missed-of-a-kind", head, shown)),
            more => Some(say!(lang, "missed-of-a-kind-and-more", head, shown, count, more)),
        }
    }

    /// A campaign in which nothing happens any more.
    fn dead(&self, lang: Language) -> Option<String> {
        let Prospect { next, next_due, .. } = &self.prospect;
        (next.is_none() && next_due.is_none())
            .then(|| lang.say("all-of-it-is-past-once-launched-nobody").to_owned())
    }

    /// What happens next once it is launched, a line each.
    #[must_use]
    pub fn next(&self, lang: Language) -> Vec<String> {
        let mut lines = vec![match &self.prospect.next {
            Some(next) => self.writing(lang, next),
            None => lang.say("next-nobody-is-going-to-be-written-to").to_owned(),
        }];
        if let Some(plan) = &self.prospect.next_due {
            let (name, day) = (names::occasion(self.def, plan), self.day(lang, plan.due_day));
            lines.push(say!(lang, "due-first-day-name", day, name));
        }
        lines
    }

    fn writing(&self, lang: Language, next: &Writing) -> String {
        let (day, time) = (self.day(lang, self.zone.date_of(next.at)), self.zone.time_of(next.at));
        let people = next.people.len();
        let shown: Vec<String> =
            next.about.iter().take(NAMES_SHOWN).map(|plan| self.about(lang, plan)).collect();
        let more = next.about.len().saturating_sub(NAMES_SHOWN);
        let (about, count) = (shown.join(lang.say("list-comma")), next.about.len());
        match more {
            0 => say!(lang, "next-letters-to-people", day, time, #people = people, about),
            _ => {
                say!(lang, "next-letters-to-people-and-more", day, time, #people = people, about, count, more)
            }
        }
    }

    fn about(&self, lang: Language, plan: &muster_protocol::event::OccasionPlanned) -> String {
        let name = names::occasion(self.def, plan);
        match plan.kind {
            OccasionKind::Phase(_) => say!(lang, "notice-of-name", name),
            any_of!(OccasionKind: Duty Visit Snapshot Announcement Rating Stage Round) => name,
        }
    }

    fn day(&self, lang: Language, day: Date) -> String {
        date_line(lang, &self.def.calendar, day)
    }

    /// The local day on which somebody is written to first.
    #[must_use]
    pub fn first_letters(&self) -> Option<Date> {
        self.prospect.next.as_ref().map(|next| self.zone.date_of(next.at))
    }
}

fn phase(missed: &Missed) -> bool {
    matches!(missed.plan.kind, OccasionKind::Phase(_))
}

fn visit(missed: &Missed) -> bool {
    matches!(missed.plan.kind, OccasionKind::Visit(_))
}

fn rating(missed: &Missed) -> bool {
    missed.past && matches!(missed.plan.kind, OccasionKind::Rating { .. })
}

/// A session whose sample cannot be drawn any more; where a round only tells that too few answered, nothing is missed.
fn sample(missed: &Missed) -> bool {
    let draws = missed.plan.steps.iter().any(|step| step.kind != StepKind::TooFew);
    missed.past && draws && matches!(missed.plan.kind, OccasionKind::Round { .. })
}

fn stage(missed: &Missed) -> bool {
    missed.past && matches!(missed.plan.kind, OccasionKind::Stage { .. })
}

fn snapshot(missed: &Missed) -> bool {
    matches!(missed.plan.kind, OccasionKind::Snapshot(_))
}
