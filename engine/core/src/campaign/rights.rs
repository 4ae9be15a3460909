//! Who may do what (S69, S70, S82): by role, by unit and by phase, as the file says; and who may act for another.
//!
//! A right that the file gives to no role binds nobody: a file without rights works, and says so by its silence.

mod denial;
mod issuer;
mod needed;
mod outcome;
mod post;
mod sight;

use muster_protocol::command::{Command, Refusal};
use muster_protocol::definition::{Definition, Right};
use muster_protocol::ids::{ContactIx, UnitIx};

use super::state::State;
use denial::Denial;
pub use issuer::Issuer;
use needed::Need;
use outcome::{RightsOutcome, holds_anywhere, outcome};
use post::Post;
pub use sight::{Sight, hands_in, is_recorded, sight, takes_cases_in, works_on_cases};

/// Whether the one who gives a command may; on another's behalf, whether both may.
///
/// # Errors
/// [`Refusal`] that says on which ground, who may, and what to do.
pub fn allowed(def: &Definition, state: &State, by: Issuer<'_>, command: &Command) -> Result<(), Refusal> {
    let needs = needed::of(def, state, command);
    for need in needs.iter().filter(|need| need.binds(def)) {
        let whose = Post::named(def, by.whose());
        let found = outcome(def, state, need, &whose);
        if found != RightsOutcome::Holds {
            return Err(Denial { def, state, need, post: &whose }.refusal(&found));
        }
        let actor = Post::named(def, by.actor);
        if by.behalf.is_some()
            && !actor.same(def, &whose)
            && !may_stand_in(def, state, need, (&actor, &whose))
        {
            return Err(Denial { def, state, need, post: &actor }.behalf(&whose));
        }
    }
    Ok(())
}

/// Whether a post may see texts that are not for everybody: what is brought, answered, recorded and given as a reason.
///
/// # Errors
/// [`Refusal`] that says who may.
pub fn may_read(def: &Definition, state: &State, actor: &str) -> Result<(), Refusal> {
    let need = Need::to_read();
    let post = Post::named(def, actor);
    let found = outcome(def, state, &need, &post);
    if !need.binds(def) || found == RightsOutcome::Holds {
        return Ok(());
    }
    Err(Denial { def, state, need: &need, post: &post }.refusal(&found))
}

/// Whether a post may see the texts of one unit's matters: the posts of that unit, and anyone who judges or handles that
/// unit's matters by a right of the file. A file that gives nobody such a right opens them to the unit alone. Without a unit
/// it is about the whole campaign, which no right for one unit opens.
///
/// # Errors
/// [`Refusal`] that says who may.
pub fn may_read_of(def: &Definition, state: &State, actor: &str, unit: Option<&str>) -> Result<(), Refusal> {
    let post = Post::named(def, actor);
    let unit = unit.and_then(|code| def.unit_by_code(code));
    if unit.is_some_and(|unit| outcome::is_of(def, &post, unit)) {
        return Ok(());
    }
    let need = Need::to_read_of(unit);
    let found = outcome(def, state, &need, &post);
    let by_one_unit = unit.is_none() && !outcome::holds_for_all(def, state, &need, &post);
    if need.binds(def) && found == RightsOutcome::Holds && !by_one_unit {
        return Ok(());
    }
    Err(Denial { def, state, need: &need, post: &post }.refusal(&found))
}

/// A post that may give a command as things stand: for anyone who plays a campaign, and for what is foreseen of one.
#[must_use]
pub fn entitled(def: &Definition, state: &State, command: &Command) -> Option<String> {
    let needs = needed::of(def, state, command);
    let mut posts =
        needs.iter().filter(|need| need.binds(def)).flat_map(|need| outcome::holders(def, state, need));
    posts.find(|post| allowed(def, state, Issuer::post(post), command).is_ok())
}

/// Who works on the cases of a unit, where this post may not; nobody where it may, or where the file binds nobody.
pub(in crate::campaign) fn works_instead(
    def: &Definition,
    state: &State,
    (contact, unit): (ContactIx, UnitIx),
) -> Vec<String> {
    let need = Need::to_work(unit);
    let Some(contact) = def.contacts.get(contact.at()).filter(|_| need.binds(def)) else {
        return Vec::new();
    };
    if outcome(def, state, &need, &Post::named(def, &contact.id)) == RightsOutcome::Holds {
        return Vec::new();
    }
    let mut posts: Vec<String> = Vec::new();
    for post in outcome::holders(def, state, &need) {
        if !posts.contains(&post) {
            posts.push(post);
        }
    }
    if posts.is_empty() {
        posts.extend(outcome::names(def, state, &need).into_iter().map(str::to_owned));
    }
    posts
}

/// Whether one post may act for another: by 代报 where something is handed in, as the one who answers for the same
/// unit or stands in for the other's role, or as somebody else with the right where the file leaves it open who comes.
fn may_stand_in(
    def: &Definition,
    state: &State,
    need: &Need,
    (actor, whose): (&Post<'_>, &Post<'_>),
) -> bool {
    if outcome::answers_for(def, actor, whose) {
        return true;
    }
    let unit = outcome::unit_of(def, whose);
    let by_right = need
        .lent
        .iter()
        .any(|right| outcome(def, state, &need.lending(*right, unit), actor) == RightsOutcome::Holds);
    by_right || need.any_holder && holds_anywhere(def, state, need, actor)
}

/// Whether any role of a file has a right.
fn given(def: &Definition, right: Right) -> bool {
    def.roles.iter().any(|role| role.can.contains(&right))
}

/// Whether a file says anything about rights.
fn speaks_of_rights(def: &Definition) -> bool {
    def.roles.iter().any(|role| !role.can.is_empty())
}
