//! Reminders that a person has opted out of. The file says which may be left out; what asks for an item first is never one of
//! them, so that everybody hears of everything once.

use muster_protocol::definition::Definition;
use muster_protocol::ids::ContactIx;
use muster_protocol::item::{PlannedStep, StepRef};
use muster_rules::audience::person_of;
use muster_rules::steps;

use super::super::plan::policy_of;
use super::super::state::State;

/// Whether a step is one that its person may opt out of: the file says so of its kind, and an earlier one has asked the same role
/// for the item, by the day on which it is due now.
pub(crate) fn is_optional(def: &Definition, state: &State, step: StepRef) -> bool {
    let Some(occasion) = state.occasion(step.occasion) else { return false };
    let Some(planned) = occasion.step(step) else { return false };
    let policy = policy_of(def, occasion.kind());
    if !policy.is_some_and(|policy| steps::may_be_left_out(policy, planned.kind)) {
        return false;
    }
    let item = occasion.item(step.unit);
    let asked = |earlier: PlannedStep| {
        earlier.at < planned.at && earlier.to == planned.to && item.ever_issued & (1 << earlier.no) != 0
    };
    item.awaits() && occasion.steps(step.unit, item).any(asked)
}

/// Whether a person has opted out of a step: for all posts that they hold at once.
pub(crate) fn left_out(def: &Definition, state: &State, contact: ContactIx, step: StepRef) -> bool {
    state.opted_out.contains(&person_of(def, contact)) && is_optional(def, state, step)
}
