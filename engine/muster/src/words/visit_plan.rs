//! A plan of visits in some sentences: how much is planned, and why what is missing is missing.

use muster_protocol::{id, say};
use muster_solver::explain::{Binding, Reason, Relaxation};
use muster_solver::instance::Instance;
use muster_solver::schedule::{Schedule, Unscheduled};

use muster_protocol::catalogue::{Language, TextId};

/// Most missing visits that are told one by one; the file has all.
const LISTED_MAX: usize = 10;

/// What is said of a plan beside its file.
#[must_use]
pub fn lines(lang: Language, instance: &Instance, plan: &Schedule) -> Vec<String> {
    let (planned, missing) = (plan.visits.len(), plan.unscheduled.len());
    let proved = plan.unscheduled.iter().filter(|one| one.reason.is_proved()).count();
    let (cost, iterations) = (plan.objective, plan.iterations);
    let terms = plan.judgement.terms;
    let mut lines = vec![
        say!(lang, "visits-planned-missing-and-objective", planned, missing, cost, #iterations = iterations),
    ];
    if !instance.published.is_empty() {
        let (day, leader, time) = (terms.change_day, terms.change_leader, terms.change_time);
        let removed = terms.removed;
        lines.push(say!(lang, "published-visits-changed", day, leader, time, removed));
    }
    if proved > 0 {
        lines.push(say!(lang, "of-the-missing-proved-to-be-impossible-in", proved));
    }
    lines.extend(plan.unscheduled.iter().take(LISTED_MAX).map(|one| missing_line(lang, instance, one)));
    if missing > LISTED_MAX {
        lines.push(say!(lang, "the-others-are-in-unscheduled", others = missing - LISTED_MAX));
    }
    lines
}

fn missing_line(lang: Language, instance: &Instance, one: &Unscheduled) -> String {
    let (place, k) = (&instance.places[one.place].id, one.k);
    let why = reason(lang, instance, &one.reason);
    say!(lang, "place-visit-k-why", place, k, why)
}

fn reason(lang: Language, instance: &Instance, reason: &Reason) -> String {
    match reason {
        Reason::NoEligibleLeader => lang.say("no-leader-may-go-there").to_owned(),
        Reason::NoCommonDay(lost) => say!(
            lang,
            "no-day-will-do",
            over = lost.over,
            off = lost.not_working,
            closed = lost.place_closed,
            no_window = lost.no_window,
            busy = lost.leaders_busy,
            short = lost.no_time
        ),
        Reason::GapsImpossible { most } => say!(lang, "the-gaps-allow-most-visits", most),
        Reason::BlockedByLocked { most } => say!(lang, "with-locked-visits-the-gaps-allow", most),
        Reason::BlockedBySiblings { siblings } => {
            let others: Vec<String> =
                siblings.iter().map(|(k, day)| say!(lang, "visit-on-day", k, day)).collect();
            say!(lang, "siblings-leave-no-room", others = others.join(lang.say("list-and")))
        }
        Reason::Capacity { counts, relaxations, .. } => {
            let each = counts
                .iter()
                .map(|(binding, count)| say!(lang, "binding-with-its-count", binding: said(*binding), count));
            let counts = each.collect::<Vec<_>>().join(lang.say("clause-comma"));
            match relaxations.first() {
                None => say!(lang, "no-slot-is-free-in-this-plan", counts),
                Some(first) => {
                    let change = relaxed(lang, instance, first);
                    say!(lang, "no-slot-is-free-it-would-fit-with", counts, change)
                }
            }
        }
        Reason::CostsMore { by } => say!(lang, "it-fits-but-costs-more", by),
    }
}

const fn said(binding: Binding) -> TextId {
    match binding {
        Binding::DayFull => id!("day-full"),
        Binding::WeekFull => id!("week-full"),
        Binding::AllFull => id!("all-visits-used"),
        Binding::NoTime => id!("no-time-left"),
        Binding::LockedDay => id!("day-locked"),
    }
}

fn relaxed(lang: Language, instance: &Instance, one: &Relaxation) -> String {
    let id = |leader: &usize| &instance.leaders[*leader].id;
    match one {
        Relaxation::Week { leader, day } => {
            say!(lang, "one-more-visit-in-the-week", leader = id(leader), day)
        }
        Relaxation::Day { leader, day } => {
            say!(lang, "one-more-visit-on-the-day", leader = id(leader), day)
        }
        Relaxation::All { leader } => say!(lang, "one-more-visit-in-all", leader = id(leader)),
        Relaxation::DayOff { leader, day } => {
            say!(lang, "leader-working-on-a-day-off", leader = id(leader), day)
        }
        Relaxation::Busy { leader, day } => say!(lang, "leader-free-on-day", leader = id(leader), day),
    }
}
