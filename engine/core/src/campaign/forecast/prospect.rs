//! What a launch at an instant comes too late for, and what it brings next. Computed as the launch itself would be, before
//! anybody launches; nothing here knows which day it is.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::definition::Definition;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{ContactIx, DutyIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep};
use muster_protocol::time::{Date, Instant};
use muster_rules::audience::{self, contact_of, is_member, person_of};
use muster_rules::zone::Zone;

use super::super::happening::happenings;
use super::super::plan::{OccasionPlanner, audience_of, lines};

/// A happening that would have been otherwise, had the campaign been launched by its first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// The happening as a launch in time plans it.
    pub plan: OccasionPlanned,
    /// Its day is past: a duty is entered afterwards, never reminded and never late; a notice, visit or snapshot is left
    /// out.
    pub past: bool,
    /// Reminders up to its due day that nobody gets.
    pub lost: usize,
}

/// The first day on which somebody is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The earliest hour of that day.
    pub at: Instant,
    /// Who gets something.
    pub people: BTreeSet<ContactIx>,
    /// What about.
    pub about: Vec<OccasionPlanned>,
}

/// What comes of a launch at an instant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prospect {
    /// What it comes too late for, in the order of the days.
    pub missed: Vec<Missed>,
    /// Who is written to first; nobody ever where there is none.
    pub next: Option<Writing>,
    /// The duty that falls due first, of those that are not past.
    pub next_due: Option<OccasionPlanned>,
    /// How many happenings each duty has that a launch in time does not come too late for.
    pub duties: BTreeMap<DutyIx, usize>,
}

/// What comes of launching this definition at `at`.
#[must_use]
pub fn prospect(def: &Definition, at: Instant) -> Prospect {
    let planner = OccasionPlanner::new(def);
    let first = def.phases.iter().map(|phase| phase.from).min();
    let in_time = first.map_or(at, |first| planner.zone.start_of_day(first)).min(at);
    let mut prospect = Prospect::default();
    let mut writing: BTreeMap<Date, Writing> = BTreeMap::new();
    for line in lines(def) {
        let now = happenings(&planner, line, at);
        for happening in happenings(&planner, line, in_time) {
            let plan = happening.plan;
            if let (OccasionKind::Duty(duty), false) = (plan.kind, plan.backfill) {
                *prospect.duties.entry(duty).or_default() += 1;
            }
            let found = now.iter().find(|it| it.period == happening.period).map(|it| &it.plan);
            let past = found.is_none_or(|found| found.backfill) && !plan.backfill;
            let lost = plan.steps.len().saturating_sub(found.map_or(0, |found| found.steps.len()));
            if past || lost > 0 {
                prospect.missed.push(Missed { plan, past, lost });
            }
        }
        for plan in now.into_iter().map(|happening| happening.plan) {
            note_due(&mut prospect.next_due, &plan);
            let Some(step) = plan.steps.iter().min_by_key(|step| step.at).copied() else { continue };
            note_step(def, &planner.zone, &mut writing, step, plan);
        }
    }
    prospect.missed.sort_by_key(|missed| missed.plan.due_day);
    prospect.next = writing.into_values().next();
    prospect
}

fn note_due(next: &mut Option<OccasionPlanned>, plan: &OccasionPlanned) {
    let duty = matches!(plan.kind, OccasionKind::Duty(_)) && !plan.backfill;
    if duty && next.as_ref().is_none_or(|known| plan.due < known.due) {
        *next = Some(plan.clone());
    }
}

/// Notes who gets a step, unless somebody is written to on a day before; days behind the first are forgotten.
fn note_step(
    def: &Definition,
    zone: &Zone,
    writing: &mut BTreeMap<Date, Writing>,
    step: PlannedStep,
    plan: OccasionPlanned,
) {
    let day = zone.date_of(step.at);
    if writing.first_key_value().is_some_and(|(first, _)| *first < day) {
        return;
    }
    let units = match plan.kind {
        any_of!(OccasionKind: Rating Stage Round) => audience::opening(def, &plan),
        kind => audience_of(def, kind).map_or_else(Vec::new, |who| audience::members(def, who)),
    };
    let taking_part = units.into_iter().filter(|unit| {
        let member = def.units.get(unit.at()).is_some_and(|unit| is_member(unit, day));
        member && audience::follows(def, plan.kind, plan.group, *unit)
    });
    let post = |unit: UnitIx| contact_of(def, unit, step.to).map(|post| person_of(def, post));
    let people: BTreeSet<ContactIx> = taking_part.filter_map(post).collect();
    if people.is_empty() {
        return;
    }
    writing.retain(|known, _| *known <= day);
    let written =
        writing.entry(day).or_insert(Writing { at: step.at, people: BTreeSet::new(), about: Vec::new() });
    written.at = written.at.min(step.at);
    written.people.extend(people);
    written.about.push(plan);
}
