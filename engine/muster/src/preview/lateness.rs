//! What a launch today comes too late for, and what it brings next, in words: for `check`, `preview` and `launch`.

use muster_rules::counted::counted;
use std::collections::BTreeMap;

use muster_core::campaign::{Missed, Prospect, Writing, prospect};
use muster_protocol::definition::Definition;
use muster_protocol::ids::DutyIx;
use muster_protocol::item::OccasionKind;
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;
use serde::Serialize;

use super::days::date_line;
use crate::lang::Lang;
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
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let today = date_line(lang, &self.def.calendar, self.today);
        if !self.is_late() {
            return vec![self.in_time(lang, &today)];
        }
        let Sums { duties, duties_past, days, days_past, lost } = self.sums();
        let mut lines = vec![match lang {
            Lang::Zh => format!(
                "注意：今天是 {today}，现在发布已经晚了：{duties}项任务有{duties_past}项全部过去，{days}次到期有{days_past}次过去，\
                 过去的只能补录，不提醒、不算逾期"
            ),
            Lang::En => format!(
                "note: today is {today}, so that a launch comes late: {duties_past} of {duties} duties are past, \
                 {days_past} of {days} due days; what is past is entered afterwards, never reminded and never late"
            ),
        }];
        lines.extend(self.of_kind(lang, ("已过去", "past"), |it| {
            it.past && matches!(it.plan.kind, OccasionKind::Duty(_))
        }));
        if lost > 0 {
            let head = match lang {
                Lang::Zh => (format!("还没到期，但有{lost}条提醒的时刻已过、不再发"), String::new()),
                Lang::En => (
                    String::new(),
                    format!(
                        "ahead, but {lost} of them are past and never sent",
                        lost = counted(&lost, "reminder")
                    ),
                ),
            };
            lines.extend(self.of_kind(lang, (&head.0, &head.1), |it| !it.past));
        }
        for (zh, en, is) in [
            ("不再发的阶段通知", "notices of phases never sent", phase as fn(&Missed) -> bool),
            ("不再做的走访", "visits left out", visit),
            ("不再做的快照", "snapshots left out", snapshot),
            ("不再提醒的评议", "rounds without reminders", rating),
            ("不再提醒的评选步骤", "stages without reminders", stage),
        ] {
            lines.extend(self.of_kind(lang, (zh, en), is));
        }
        lines.extend(self.dead(lang));
        lines
    }

    fn in_time(&self, lang: Lang, today: &str) -> String {
        let ahead = self.begins().map_or(0, |begins| begins.0 - self.today.0);
        let begins = self.begins().map_or_else(String::new, |day| date_line(lang, &self.def.calendar, day));
        match (lang, ahead) {
            (Lang::Zh, 1) => format!("今天是 {today}：明天（{begins}）开始，没有过去的任务"),
            (Lang::Zh, 2..) => format!("今天是 {today}：{begins} 开始（{ahead}天后），没有过去的任务"),
            (Lang::Zh, _) => format!("今天是 {today}：没有过去的任务"),
            (Lang::En, 1) => format!("today is {today}: it begins tomorrow, {begins}; nothing is past"),
            (Lang::En, 2..) => {
                format!(
                    "today is {today}: it begins on {begins}, in {ahead}; nothing is past",
                    ahead = counted(&ahead, "day")
                )
            }
            (Lang::En, _) => format!("today is {today}: nothing is past"),
        }
    }

    fn of_kind(&self, lang: Lang, (zh, en): (&str, &str), is: impl Fn(&Missed) -> bool) -> Option<String> {
        let found: Vec<&Missed> = self.prospect.missed.iter().filter(|missed| is(missed)).collect();
        let name =
            |missed: &&Missed| format!("{} {}", names::occasion(self.def, &missed.plan), missed.plan.due_day);
        let shown: Vec<String> = found.iter().take(NAMES_SHOWN).map(name).collect();
        let shown = shown.join(lang.pick("、", ", "));
        let more = found.len().saturating_sub(NAMES_SHOWN);
        Some(match (lang, more) {
            _ if found.is_empty() => return None,
            (Lang::Zh, 0) => format!("  {zh}：{shown}"),
            (Lang::Zh, _) => format!("  {zh}：{shown} 等{}次", found.len()),
            (Lang::En, 0) => format!("  {en}: {shown}"),
            (Lang::En, _) => format!("  {en}: {shown} and {more} more"),
        })
    }

    /// A campaign in which nothing happens any more.
    fn dead(&self, lang: Lang) -> Option<String> {
        let Prospect { next, next_due, .. } = &self.prospect;
        (next.is_none() && next_due.is_none()).then(|| {
            lang.pick(
                "  全部都已过去：发布以后，谁也收不到一条提醒",
                "  all of it is past: once launched, nobody is ever reminded of anything",
            )
            .to_owned()
        })
    }

    /// What happens next once it is launched, a line each.
    #[must_use]
    pub fn next(&self, lang: Lang) -> Vec<String> {
        let mut lines = vec![match &self.prospect.next {
            Some(next) => self.writing(lang, next),
            None => {
                lang.pick("接下来：没有一条提醒要发", "next: nobody is going to be written to").to_owned()
            }
        }];
        if let Some(plan) = &self.prospect.next_due {
            let (name, day) = (names::occasion(self.def, plan), self.day(lang, plan.due_day));
            lines.push(match lang {
                Lang::Zh => format!("  最早到期：{day}，{name}"),
                Lang::En => format!("  due first: {day}, {name}"),
            });
        }
        lines
    }

    fn writing(&self, lang: Lang, next: &Writing) -> String {
        let (day, time) = (self.day(lang, self.zone.date_of(next.at)), self.zone.time_of(next.at));
        let people = next.people.len();
        let shown: Vec<String> =
            next.about.iter().take(NAMES_SHOWN).map(|plan| self.about(lang, plan)).collect();
        let more = next.about.len().saturating_sub(NAMES_SHOWN);
        let about = shown.join(lang.pick("、", ", "));
        match (lang, more) {
            (Lang::Zh, 0) => format!("接下来：{day} {time} 给{people}人发信（{about}）"),
            (Lang::Zh, _) => {
                format!("接下来：{day} {time} 给{people}人发信（{about} 等{}项）", next.about.len())
            }
            (Lang::En, 0) => format!(
                "next: {day} {time}, letters to {people} ({about})",
                people = counted(&people, "person")
            ),
            (Lang::En, _) => {
                format!(
                    "next: {day} {time}, letters to {people} ({about} and {more} more)",
                    people = counted(&people, "person")
                )
            }
        }
    }

    fn about(&self, lang: Lang, plan: &muster_protocol::event::OccasionPlanned) -> String {
        let name = names::occasion(self.def, plan);
        match plan.kind {
            OccasionKind::Phase(_) => match lang {
                Lang::Zh => format!("{name}的通知"),
                Lang::En => format!("notice of {name}"),
            },
            OccasionKind::Duty(_)
            | OccasionKind::Visit(_)
            | OccasionKind::Snapshot(_)
            | OccasionKind::Announcement
            | OccasionKind::Rating { .. }
            | OccasionKind::Stage { .. } => name,
        }
    }

    fn day(&self, lang: Lang, day: Date) -> String {
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

fn stage(missed: &Missed) -> bool {
    missed.past && matches!(missed.plan.kind, OccasionKind::Stage { .. })
}

fn snapshot(missed: &Missed) -> bool {
    matches!(missed.plan.kind, OccasionKind::Snapshot(_))
}
