//! All happenings of a rule as a definition computes them, to be compared with another's and with what is planned.

use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{GroupIx, OccasionIx};
use muster_protocol::item::{OccasionKind, PlannedStep};
use muster_protocol::time::Instant;

use super::plan::{OccasionPlanner, id_of};
use super::state::Occasion;

/// A happening as a definition computes it: its period, its plan, and the overdue steps of a unit that misses it.
#[derive(Debug, Clone)]
pub(super) struct Happening {
    /// What stands in the key behind the id.
    pub(super) period: String,
    pub(super) plan: OccasionPlanned,
    pub(super) late: Vec<PlannedStep>,
}

impl Happening {
    /// Whether an occasion that has not opened is the same under both.
    pub(super) fn same_unopened(&self, other: &Self) -> bool {
        let (a, b) = (&self.plan, &other.plan);
        (a.opens, a.due_day, a.due, &a.steps, a.backfill) == (b.opens, b.due_day, b.due, &b.steps, b.backfill)
    }

    /// Whether what is still ahead of an open occasion is the same under both.
    pub(super) fn same_ahead(&self, other: &Self, occasion: &Occasion, at: Instant) -> bool {
        let (a, b) = (&self.plan, &other.plan);
        let steps = |steps: &[PlannedStep]| -> Vec<_> {
            steps.iter().filter(|step| step.at >= at).map(|step| (step.at, step.kind, step.to)).collect()
        };
        let awaits = occasion.units().any(|(_, item)| item.awaits());
        let late = occasion.units().any(|(_, item)| item.awaits() && item.late());
        if !awaits && a.due <= at && b.due <= at {
            return true;
        }
        (a.due_day, a.due, steps(&a.steps)) == (b.due_day, b.due, steps(&b.steps))
            && (!late || steps(&self.late) == steps(&other.late))
    }
}

/// All happenings of a rule since an instant, in order, by the calendar of a group.
pub(super) fn happenings(
    planner: &OccasionPlanner<'_>,
    (kind, group): (OccasionKind, Option<GroupIx>),
    since: Instant,
) -> Vec<Happening> {
    let id = id_of(planner.def, kind);
    let mut all: Vec<Happening> = Vec::new();
    let mut nth = 0;
    while let Some(plan) = planner.occasion(OccasionIx(0), kind, nth, group, since) {
        nth = plan.nth + 1;
        let first = u8::try_from(plan.steps.len()).unwrap_or(u8::MAX);
        let late = if plan.backfill { Vec::new() } else { planner.after_due(&plan, plan.due_day, first) };
        let period = plan.occasion.key.strip_prefix(&*id).unwrap_or(&plan.occasion.key).to_owned();
        all.push(Happening { period, plan, late });
    }
    all
}
