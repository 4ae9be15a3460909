//! Reminders of those who rate and of those who run a round: who has answered, as far as that may show, what was drawn, where
//! too few answered, and what is not said to them any more.
//!
//! Where a group is anonymous nothing is ever taken back: everybody who holds its role is reminded, answered or not, so that
//! neither the letters nor the log tell who has.

use std::collections::BTreeMap;

use muster_protocol::any_of;
use muster_protocol::command::ballot_of_post;
use muster_protocol::definition::{Definition, RaterGroup, ReviewRound, Subject};
use muster_protocol::ids::{ReviewIx, RoleIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepKind, StepReason};
use muster_rules::audience::{self, contact_of};
use muster_rules::score::sessions::{self, Session};

use super::occasion::Occasion;
use super::state::State;

/// The round, the session and the role of which an occasion reminds its raters.
pub(super) fn asked<'d>(
    def: &'d Definition,
    occasion: &Occasion,
) -> Option<(&'d ReviewRound, Session, RoleIx)> {
    let OccasionKind::Rating { round, role } = occasion.kind() else { return None };
    let (round, session) = session_of(def, occasion, round)?;
    Some((round, session, role))
}

/// The round and the session of which an occasion reminds those who run it.
pub(super) fn run<'d>(def: &'d Definition, occasion: &Occasion) -> Option<(&'d ReviewRound, Session)> {
    let OccasionKind::Round { round, role: _ } = occasion.kind() else { return None };
    session_of(def, occasion, round)
}

fn session_of<'d>(
    def: &'d Definition,
    occasion: &Occasion,
    round: ReviewIx,
) -> Option<(&'d ReviewRound, Session)> {
    let round = def.reviews.get(round.at())?;
    // By its last day, which no other session of the round has: the place of one that an amendment took away is another's now.
    let due = occasion.planned_due_day();
    Some((round, sessions::of(def, round).into_iter().find(|session| session.due == due)?))
}

/// Whether a post has answered in every group of its role, `just` this one included.
pub(super) fn has_answered(
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

/// Whether an occasion asks for a sample that was drawn.
#[must_use]
pub fn is_drawn(def: &Definition, state: &State, occasion: &Occasion) -> bool {
    let Some((round, session)) = run(def, occasion) else { return false };
    state.facts.drawn.contains_key(&(round.id.clone(), session.key))
}

/// Why nothing is to be said any more to those who run a round: its sample was drawn, or enough answered.
pub(crate) fn settled(
    def: &Definition,
    state: &State,
    occasion: &Occasion,
    kind: StepKind,
) -> Option<StepReason> {
    if !matches!(occasion.kind(), OccasionKind::Round { .. }) {
        return None;
    }
    match kind {
        // An amendment may have taken the session away, or have let nothing wait any more.
        StepKind::TooFew if !run(def, occasion).is_some_and(|(round, _)| sessions::waits(round)) => {
            Some(StepReason::NoLongerDue)
        }
        StepKind::TooFew => too_few(def, state, occasion).is_empty().then_some(StepReason::Enough),
        any_of! { StepKind:
            Notice Before OnDay Overdue Card VisitAhead VisitUnrecorded VisitNews Returned Given CaseNews Objected
            AppealNews ListNews ScoresPublic Lifted Brief
        } => is_drawn(def, state, occasion).then_some(StepReason::Drawn),
    }
}

/// The groups of raters on whom something waits when a session is over: a unit that has enough answers from no session so far, or
/// a goal that has not enough from this one.
pub(crate) fn too_few(def: &Definition, state: &State, occasion: &Occasion) -> Vec<String> {
    let Some((round, session)) = run(def, occasion) else { return Vec::new() };
    let waits = |group: &&RaterGroup| match round.subject {
        Subject::Units(judged) => {
            let units = audience::members_on(def, judged, session.due).into_iter();
            let mut units = units.filter(|unit| state.member(*unit));
            let most = most_answers(state, (&round.id, &group.name), None);
            units.any(|unit| lacks(&most, (Some(unit), 0), group))
        }
        Subject::Goals => {
            let goals = def.frame.goals.as_ref().map_or(0, |goals| goals.items.len());
            let most = most_answers(state, (&round.id, &group.name), Some(&session.key));
            let mut goals = (0u16..).take(goals);
            goals.any(|goal| lacks(&most, (None, goal), group))
        }
    };
    round.raters.iter().filter(waits).map(|group| group.name.clone()).collect()
}

/// A unit, or a goal by its place.
type About = (Option<UnitIx>, u16);

fn lacks(most: &BTreeMap<About, usize>, about: About, group: &RaterGroup) -> bool {
    most.get(&about).copied().unwrap_or_default() < usize::from(group.at_least.max(1))
}

/// How many answers of a group each of those who are judged has: in the session that has most, or in this one.
fn most_answers(
    state: &State,
    (round, group): (&str, &str),
    session: Option<&str>,
) -> BTreeMap<About, usize> {
    let mut most: BTreeMap<About, usize> = BTreeMap::new();
    let cast = state.facts.cast.iter();
    let theirs = cast.filter(|((of, key, by), _)| {
        of == round && by == group && session.is_none_or(|session| key == session)
    });
    for (_, ballots) in theirs {
        let mut counts: BTreeMap<About, usize> = BTreeMap::new();
        for (unit, ask, _) in ballots.values().flat_map(|ballot| &ballot.answers) {
            *counts.entry((*unit, *ask)).or_default() += 1;
        }
        for (about, count) in counts {
            let had = most.entry(about).or_default();
            *had = count.max(*had);
        }
    }
    most
}
