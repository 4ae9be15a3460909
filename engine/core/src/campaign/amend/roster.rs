//! Units under two definitions: who joins and leaves when, and of whom a duty is asked now.

use std::collections::BTreeSet;

use muster_protocol::definition::Definition;
use muster_protocol::event::MembershipDates;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::WaiveReason;
use muster_protocol::time::Instant;
use muster_rules::audience;

use super::super::plan::OccasionPlanner;
use super::super::rescheduler::Rescheduler;
use super::super::state::{ItemState, State};

/// Units whose joining or leaving is another now. A membership that has begun is not undone by another date of joining.
pub(super) fn changes(
    old: &Definition,
    new: &OccasionPlanner<'_>,
    state: &State,
    at: Instant,
) -> Vec<MembershipDates> {
    let mut changes = Vec::new();
    for (ix, unit) in (0u32..).map(UnitIx).zip(&new.def.units) {
        let before = old.units.get(ix.at());
        if before.is_some_and(|before| (before.joined, before.left) == (unit.joined, unit.left)) {
            continue;
        }
        let leaves = unit.left.map(|day| new.late_from(day));
        let over = leaves.is_some_and(|leaves| leaves <= at);
        let joins = unit.joined.map_or(at, |day| new.zone.start_of_day(day).max(at));
        let (joins, leaves) = if state.member(ix) {
            (None, leaves.map(|leaves| leaves.max(at)))
        } else if over {
            (None, None)
        } else {
            (Some(joins), leaves)
        };
        changes.push(MembershipDates { unit: ix, joins, leaves });
    }
    changes
}

/// Open occasions whose audience is another now: who came in gets its item, who is out need not do what lies ahead.
pub(super) fn follow(old: &Definition, rescheduler: &mut Rescheduler<'_>) {
    let new = rescheduler.planner.def;
    for ix in (0u32..).map(OccasionIx).take(rescheduler.state.occasions.len()) {
        let Some(occasion) = rescheduler.state.occasion(ix) else { continue };
        let open = occasion.is_open() && occasion.obliges() && !occasion.retired && !occasion.plan.backfill;
        if !open || audience::waits(new, occasion.plan.kind) {
            continue;
        }
        let members = |def| audience::opening(def, &occasion.plan).into_iter().collect::<BTreeSet<UnitIx>>();
        let (before, now) = (members(old), members(new));
        let ahead = |unit: &&UnitIx| occasion.due(**unit) > rescheduler.at;
        let item = |unit: &UnitIx| occasion.item(*unit);
        let out: Vec<UnitIx> =
            before.difference(&now).filter(ahead).filter(|unit| item(unit).awaits()).copied().collect();
        let comes = |unit: &&UnitIx| {
            rescheduler.state.member(**unit)
                && item(unit).state() == ItemState::None
                && occasion.plan.due > rescheduler.at
        };
        let come: Vec<UnitIx> = now.difference(&before).filter(comes).copied().collect();
        if !out.is_empty() {
            rescheduler.waive(ix, &out, WaiveReason::NotAsked);
        }
        rescheduler.open_items(ix, &come);
    }
}
