//! The schedule as a file: the format `visit-schedule-solution/1`, with what it was made with and why visits are missing.
//! Programs read it, so that it is the same in every language.

use std::collections::BTreeMap;

use serde::Serialize;

use super::VERSION;
use super::check::Violation;
use super::explain::{Binding, Reason, Relaxation};
use super::instance::{Instance, Scheduled};
use super::schedule::{Schedule, Unscheduled};

/// The format that is written.
pub const FORMAT: &str = "visit-schedule-solution/1";

/// The file.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    format: &'static str,
    instance: &'a str,
    visits: Vec<Visit<'a>>,
    unscheduled: Vec<Missing<'a>>,
    version: u32,
    seed: u64,
    chains: u64,
    chain: u64,
    iterations: u64,
    cut: bool,
    objective: i64,
    terms: BTreeMap<&'static str, i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    violations: Vec<Broken<'a>>,
}

#[derive(Debug, Serialize)]
struct Visit<'a> {
    place: &'a str,
    k: usize,
    leader: &'a str,
    day: i32,
    start: i32,
}

#[derive(Debug, Serialize)]
struct Missing<'a> {
    place: &'a str,
    k: usize,
    reason: &'static str,
    proved: bool,
    #[serde(flatten)]
    detail: Detail<'a>,
}

#[derive(Debug, Default, Serialize)]
struct Detail<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    days_lost: Option<BTreeMap<&'static str, usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_most: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    siblings: Vec<Sibling>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    slots_shut: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    leaders: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relaxations: Vec<Relaxed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    costs_more_by: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Sibling {
    k: usize,
    day: i32,
}

#[derive(Debug, Serialize)]
struct Relaxed<'a> {
    rule: &'static str,
    leader: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<usize>,
}

#[derive(Debug, Serialize)]
struct Broken<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leader: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<i32>,
}

/// The file of a schedule, the best of so many chains.
#[must_use]
pub fn document<'a>(instance: &'a Instance, schedule: &Schedule, chains: u64) -> Document<'a> {
    Document {
        format: FORMAT,
        instance: &instance.name,
        visits: schedule.visits.iter().map(|one| visit(instance, one)).collect(),
        unscheduled: schedule.unscheduled.iter().map(|one| missing(instance, one)).collect(),
        version: VERSION,
        seed: schedule.budget.seed,
        chains,
        chain: schedule.budget.chain,
        iterations: schedule.iterations,
        cut: schedule.cut,
        objective: schedule.objective,
        terms: schedule.judgement.terms.named().into_iter().collect(),
        violations: schedule.judgement.violations.iter().map(|one| broken(instance, one)).collect(),
    }
}

fn visit<'a>(instance: &'a Instance, one: &Scheduled) -> Visit<'a> {
    let (place, leader) = (&instance.places[one.place].id, &instance.leaders[one.leader].id);
    Visit { place, k: one.k, leader, day: one.day, start: one.start }
}

fn missing<'a>(instance: &'a Instance, one: &Unscheduled) -> Missing<'a> {
    Missing {
        place: &instance.places[one.place].id,
        k: one.k,
        reason: one.reason.code(),
        proved: one.reason.is_proved(),
        detail: detail(instance, &one.reason),
    }
}

fn detail<'a>(instance: &'a Instance, reason: &Reason) -> Detail<'a> {
    let id = |leader: &usize| instance.leaders[*leader].id.as_str();
    match reason {
        Reason::NoEligibleLeader => Detail::default(),
        Reason::NoCommonDay(lost) => {
            let days = [
                ("over", lost.over),
                ("not_working", lost.not_working),
                ("place_closed", lost.place_closed),
                ("no_window", lost.no_window),
                ("leaders_busy", lost.leaders_busy),
                ("no_time", lost.no_time),
            ];
            Detail { days_lost: Some(days.into_iter().collect()), ..Detail::default() }
        }
        Reason::GapsImpossible { most } | Reason::BlockedByLocked { most } => {
            Detail { at_most: Some(*most), ..Detail::default() }
        }
        Reason::BlockedBySiblings { siblings } => {
            let siblings = siblings.iter().map(|(k, day)| Sibling { k: *k, day: *day });
            Detail { siblings: siblings.collect(), ..Detail::default() }
        }
        Reason::Capacity { counts, leaders, relaxations } => Detail {
            slots_shut: counts.iter().map(|(binding, count)| (code(*binding), *count)).collect(),
            leaders: leaders.iter().map(id).collect(),
            relaxations: relaxations.iter().map(|one| relaxed(instance, one)).collect(),
            ..Detail::default()
        },
        Reason::CostsMore { by } => Detail { costs_more_by: Some(*by), ..Detail::default() },
    }
}

const fn code(binding: Binding) -> &'static str {
    match binding {
        Binding::DayFull => "day_full",
        Binding::WeekFull => "week_full",
        Binding::AllFull => "all_full",
        Binding::NoTime => "no_time",
        Binding::LockedDay => "locked_day",
    }
}

fn relaxed<'a>(instance: &'a Instance, one: &Relaxation) -> Relaxed<'a> {
    let (rule, leader, day) = match one {
        Relaxation::Week { leader, day } => ("one_more_that_week", leader, Some(*day)),
        Relaxation::Day { leader, day } => ("one_more_that_day", leader, Some(*day)),
        Relaxation::All { leader } => ("one_more_in_all", leader, None),
        Relaxation::DayOff { leader, day } => ("day_off_worked", leader, Some(*day)),
        Relaxation::Busy { leader, day } => ("not_busy", leader, Some(*day)),
    };
    Relaxed { rule, leader: &instance.leaders[*leader].id, day }
}

fn broken<'a>(instance: &'a Instance, one: &Violation) -> Broken<'a> {
    Broken {
        code: one.rule.code(),
        place: one.visit.map(|(place, _)| instance.places[place].id.as_str()),
        k: one.visit.map(|(_, k)| k),
        leader: one.leader.map(|leader| instance.leaders[leader].id.as_str()),
        day: one.day,
    }
}
