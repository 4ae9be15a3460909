//! Numbers that are reported: which must be there. The one rule for the letter that asks, the page and the engine that refuses.

use muster_protocol::definition::{Definition, Duty, Measure, Variant};

/// Whether a number may be left out. Every one that the file lists must be handed in; a part of another need not be, since only
/// its share is shown, except where nothing but numbers is asked for; nor need an answer that nobody gave on a visit (S39).
#[must_use]
pub fn may_be_left_out(def: &Definition, duty: &Duty, measure: &Measure) -> bool {
    if measure.at_least.is_some() {
        return false;
    }
    let part = measure.share_of.is_some() && duty.variant != Variant::Count;
    part || on_a_visit(def, duty)
}

/// Whether the numbers are those of a visit that a unit arranges itself: beside how many went, what people answered there.
fn on_a_visit(def: &Definition, duty: &Duty) -> bool {
    let mut named = def.self_arranged.iter().flat_map(|visit| &visit.duties);
    named.any(|ix| def.duties.get(ix.at()).is_some_and(|known| known.id == duty.id))
}
