//! Reminders of a selection's stages that no unit owes: whether there is still something to do at one.

use muster_protocol::any_of;
use muster_protocol::definition::{By, Definition, Scope};
use muster_protocol::ids::UnitIx;
use muster_protocol::item::OccasionKind;
use muster_rules::stages;

use super::occasion::Occasion;
use super::state::State;

/// Whether a stage asks nothing more of the one who is reminded through a unit. The first stage is putting somebody forward: a
/// role has done it when every title has a candidate, a unit that may do it when it has one. Every later one is done when
/// candidates are there and none has still to pass it. Where nobody was put forward at all the role is reminded: that the
/// selection has come to nothing is for the committee to see.
pub(crate) fn done(def: &Definition, state: &State, occasion: &Occasion, unit: UnitIx) -> bool {
    let OccasionKind::Stage { selection: ix, role: _ } = occasion.kind() else { return false };
    let Some((selection, stage)) = stages::of_key(def, occasion.key()) else { return false };
    let Some(place) = selection.stages.iter().position(|it| it.id == stage.id) else { return false };
    let mut theirs = state.candidates.all.iter().filter(|it| it.selection == ix).peekable();
    if matches!(stage.by, By::Volunteers(_)) {
        return theirs.any(|it| it.unit == unit);
    }
    if theirs.peek().is_none() {
        return false;
    }
    if place == 0 {
        let titles = &selection.titles;
        let named: Vec<Option<&str>> = theirs.map(|it| it.title.as_deref()).collect();
        return titles.iter().all(|title| named.contains(&Some(title.as_str())));
    }
    theirs.all(|it| it.ended.is_some() || it.next(selection) > place)
}

/// Whether an occasion reminds somebody of the campaign's own, whatever unit it is written down with: it does not end when
/// that unit leaves.
pub(crate) fn is_campaigns(def: &Definition, kind: OccasionKind) -> bool {
    let role = match kind {
        OccasionKind::Rating { round: _, role }
        | OccasionKind::Stage { selection: _, role }
        | OccasionKind::Round { round: _, role } => role,
        any_of!(OccasionKind: Duty Phase Visit Snapshot Announcement) => return false,
    };
    def.roles.get(role.at()).is_some_and(|role| matches!(role.scope, Scope::Campaign(_)))
}
