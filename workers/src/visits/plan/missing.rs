//! Why places have no visit in a plan: the solver's reasons in the words of the campaign.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::ids::UnitIx;
use muster_protocol::item::left_out::{Helps, LostDays, NoSlot, TakenDays};
use muster_protocol::item::{LeftOut, ProposedVisit};
use muster_protocol::question::{PlaceToVisit, VisitInstance};
use muster_protocol::time::Date;
use muster_rules::visit;
use muster_rules::visit::hours::Hours;

use super::Planner;
use super::translation::Round;
use muster_solver::explain::{Binding, Reason, Relaxation};
use muster_solver::schedule::Schedule;

/// Of a round of which no day is left: no place has any.
pub(super) fn all(instance: &VisitInstance) -> Vec<LeftOut> {
    let why = NoSlot::NoDay(LostDays::default());
    let left_out = |place: &PlaceToVisit| LeftOut { place: place.place, visitor: Some(place.visitor), why };
    instance.places.iter().map(left_out).collect()
}

/// Of the places that nobody may visit.
pub(super) fn nobody(instance: &VisitInstance) -> impl Iterator<Item = LeftOut> + '_ {
    let left_out = |place: &UnitIx| LeftOut { place: *place, visitor: None, why: NoSlot::NoVisitor };
    instance.without.iter().map(left_out)
}

/// Of the places of a round that have none of these visits, by place.
pub(super) fn of(
    planner: &Planner<'_>,
    round: &Round,
    order: &[(&PlaceToVisit, Option<u16>)],
    schedule: &Schedule,
    visits: &[ProposedVisit],
) -> Vec<LeftOut> {
    let visited: BTreeSet<UnitIx> = visits.iter().map(|visit| visit.place).collect();
    let reasons: BTreeMap<usize, &Reason> =
        schedule.unscheduled.iter().map(|one| (one.place, &one.reason)).collect();
    let without = order.iter().enumerate().filter(|(_, (place, _))| !visited.contains(&place.place));
    let mut left_out: Vec<LeftOut> = without
        .map(|(at, (place, _))| {
            // What the search placed and is not proposed was taken out by the rules.
            let of = |reason: &&Reason| round.said((planner, *place), at, reason);
            let why = reasons.get(&at).map_or(NoSlot::AgainstRules, of);
            // Days that were shut after a search prove nothing.
            let shut = planner.shut.iter().any(|(unit, _)| *unit == place.place);
            let why = if shut && why.is_proved() { NoSlot::AgainstRules } else { why };
            LeftOut { place: place.place, visitor: Some(place.visitor), why }
        })
        .collect();
    left_out.sort_by_key(|one| one.place);
    left_out
}

/// Where visitors take turns, the reason of each place is that of the first who would have a day if nothing else were planned:
/// only where nobody would, no plan could have the visit.
#[derive(Debug, Default)]
pub(super) struct Passed(BTreeMap<UnitIx, LeftOut>);

impl Passed {
    /// Keeps why a place had no visit by a visitor who is passed over.
    pub(super) fn over(&mut self, place: UnitIx, left_out: &[LeftOut]) {
        if let Some(one) = left_out.iter().find(|one| one.place == place && !one.why.is_proved()) {
            self.0.entry(place).or_insert_with(|| one.clone());
        }
    }

    /// What is said in the end.
    pub(super) fn told(mut self, left_out: Vec<LeftOut>) -> Vec<LeftOut> {
        left_out.into_iter().map(|one| self.0.remove(&one.place).unwrap_or(one)).collect()
    }
}

impl Round {
    fn said(&self, place: (&Planner<'_>, &PlaceToVisit), at: usize, reason: &Reason) -> NoSlot {
        match reason {
            // A place of a round awaits one visit: there are no others of it that the search could move.
            any_of! { Reason:
                NoEligibleLeader NoCommonDay GapsImpossible BlockedByLocked BlockedBySiblings
            } => NoSlot::NoDay(self.lost(place, at)),
            Reason::Capacity { counts, relaxations, .. } => NoSlot::Taken(self.taken(counts, relaxations)),
            Reason::CostsMore { .. } => NoSlot::Outweighed,
        }
    }

    /// To what the days of the round are lost for a place. The instance has whole weeks; days outside the round are none of it.
    fn lost(&self, (planner, asked): (&Planner<'_>, &PlaceToVisit), at: usize) -> LostDays {
        let mut lost = LostDays::default();
        let Some(place) = self.instance.places.get(at) else { return lost };
        let hours = Hours::of(planner.def, planner.programme, asked.place);
        for day in place.days.0..=place.days.1 {
            let date = self.start.plus(day);
            let count = if !visit::works(planner.def, asked.place, date).unwrap_or(false) {
                &mut lost.off
            } else if !hours.any_on(date) {
                &mut lost.closed
            } else if !planner.party_is_free(asked, date) {
                &mut lost.busy
            } else if place.blocked.contains(&day) {
                &mut lost.near
            } else {
                &mut lost.busy
            };
            *count = count.saturating_add(1);
        }
        lost
    }

    fn taken(&self, counts: &[(Binding, usize)], relaxations: &[Relaxation]) -> TakenDays {
        let mut taken = TakenDays::default();
        for (binding, count) in counts {
            let sum = match binding {
                Binding::WeekFull => &mut taken.week,
                // The days and the whole of a round have no limit of their own: full is what has no time left.
                Binding::DayFull | Binding::AllFull | Binding::NoTime => &mut taken.time,
                Binding::LockedDay => &mut taken.shut,
            };
            *sum = sum.saturating_add(u16::try_from(*count).unwrap_or(u16::MAX));
        }
        taken.helps = self.helps(relaxations);
        taken
    }

    /// The first change of each kind.
    fn helps(&self, relaxations: &[Relaxation]) -> Helps {
        let mut helps = Helps::default();
        for one in relaxations {
            let (kind, day) = match one {
                Relaxation::Week { day, .. } => (&mut helps.week, day),
                Relaxation::DayOff { day, .. } => (&mut helps.day_off, day),
                Relaxation::Busy { day, .. } => (&mut helps.free, day),
                Relaxation::Day { .. } | Relaxation::All { .. } => continue,
            };
            kind.get_or_insert(self.date(*day));
        }
        helps
    }

    fn date(&self, day: usize) -> Date {
        self.start.plus(i32::try_from(day).unwrap_or(i32::MAX))
    }
}

#[cfg(test)]
mod tests;
