//! Reminders of those who rate: who has answered, as far as that may show, and what is not said to them any more.
//!
//! Where a group is anonymous nothing is ever taken back: everybody who holds its role is reminded, answered or not, so that
//! neither the letters nor the log tell who has.

use muster_protocol::command::ballot_of_post;
use muster_protocol::definition::{Definition, RaterGroup, ReviewRound};
use muster_protocol::event::Event;
use muster_protocol::ids::{ContactIx, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepReason};
use muster_rules::audience::contact_of;
use muster_rules::score::sessions::{self, Session};

use super::occasion::Occasion;
use super::state::State;
use super::tick::withdraw;

/// The round, the session and the role of which an occasion reminds.
fn asked<'d>(def: &'d Definition, occasion: &Occasion) -> Option<(&'d ReviewRound, Session, RoleIx)> {
    let OccasionKind::Rating { round, role } = occasion.kind() else { return None };
    let round = def.reviews.get(round.at())?;
    let nth = usize::try_from(occasion.plan().nth).ok()?;
    Some((round, sessions::of(def, round).into_iter().nth(nth)?, role))
}

/// Whether a post has answered in every group of its role, `just` this one included.
fn has_answered(
    state: &State,
    (round, session, role): (&ReviewRound, &Session, RoleIx),
    post: &str,
    just: Option<&str>,
) -> bool {
    let ballot = ballot_of_post(post);
    let answered = |group: &RaterGroup| {
        let place = (round.id.clone(), session.key.clone(), group.name.clone());
        let cast = || state.facts.cast.get(&place).is_some_and(|ballots| ballots.contains_key(&ballot));
        !group.anonymous && (just == Some(group.name.as_str()) || cast())
    };
    let mut theirs = round.raters.iter().filter(|group| group.role == Some(role)).peekable();
    theirs.peek().is_some() && theirs.all(answered)
}

/// Whether the one who is reminded through a unit has answered: found at sending, when the answer came behind the deciding.
pub(crate) fn answered(def: &Definition, state: &State, occasion: &Occasion, unit: UnitIx) -> bool {
    let Some((round, session, role)) = asked(def, occasion) else { return false };
    let contact = contact_of(def, unit, role).and_then(|contact| def.contacts.get(contact.at()));
    contact.is_some_and(|contact| has_answered(state, (round, &session, role), &contact.id, None))
}

/// What is not said any more to a post that is just answering in a group.
pub(super) fn taken_back(
    def: &Definition,
    state: &State,
    contact: ContactIx,
    (round, session, group): (&str, &str, &str),
) -> Vec<Event> {
    let Some(post) = def.contacts.get(contact.at()).map(|contact| contact.id.as_str()) else {
        return Vec::new();
    };
    let mut events = Vec::new();
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(state.occasions()).filter(|(_, it)| it.is_open()) {
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
