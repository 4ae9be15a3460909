//! What is not said any more once somebody has answered or drawn.

use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{ContactIx, OccasionIx};
use muster_protocol::item::StepReason;
use muster_rules::audience::contact_of;

use super::super::super::occasion::Occasion;
use super::super::super::rating::{asked, has_answered, run};
use super::super::super::state::State;
use super::super::super::tick::withdraw;

/// What is not said any more to a post that is just answering in a group.
pub(super) fn of_rater(
    def: &Definition,
    state: &State,
    contact: ContactIx,
    (round, session, group): (&str, &str, &str),
) -> Vec<Event> {
    let Some(post) = def.contacts.get(contact.at()).map(|contact| contact.id.as_str()) else {
        return Vec::new();
    };
    let mut events = Vec::new();
    for (ix, occasion) in open(state) {
        let Some((known, of, role)) = asked(def, occasion) else { continue };
        if known.id != round
            || of.key != session
            || !has_answered(state, (known, &of, role), post, Some(group))
        {
            continue;
        }
        let theirs = occasion.units().filter(|(unit, _)| contact_of(def, *unit, role) == Some(contact));
        events.extend(
            theirs.filter_map(|(unit, item)| withdraw(occasion, ix, unit, item, StepReason::Answered)),
        );
    }
    events
}

/// What is not said any more to those who draw the sample of a session that is just being drawn.
pub(super) fn of_drawers(def: &Definition, state: &State, (round, session): (&str, &str)) -> Vec<Event> {
    let mut events = Vec::new();
    for (ix, occasion) in open(state) {
        if run(def, occasion).is_some_and(|(known, of)| known.id == round && of.key == session) {
            let units = occasion.units();
            events.extend(
                units.filter_map(|(unit, item)| withdraw(occasion, ix, unit, item, StepReason::Drawn)),
            );
        }
    }
    events
}

fn open(state: &State) -> impl Iterator<Item = (OccasionIx, &Occasion)> {
    (0u32..).map(OccasionIx).zip(state.occasions()).filter(|(_, occasion)| occasion.is_open())
}
