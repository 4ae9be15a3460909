//! How somebody stands to what is asked: holds it, holds it elsewhere, at another time, or not at all.

use muster_protocol::definition::{Definition, Exclusion, Role, Scope};
use muster_protocol::ids::{ContactIx, PhaseIx, RoleIx, UnitIx};
use muster_rules::audience::{contact_of, selects};

use super::super::state::State;
use super::needed::{About, Grant, Need, visits};
use super::post::Post;

/// How somebody stands to what is asked, from worst to best.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RightsOutcome {
    /// By no role.
    None,
    /// For other units than this one.
    Elsewhere(Vec<UnitIx>),
    /// By a role that must keep out of its own unit's matters.
    OwnUnit(UnitIx),
    /// By this role, in other phases than this one.
    NotNow(RoleIx),
    /// So that it may.
    Holds,
}

/// Roles that lead somewhere, with the way.
fn roles<'d>(def: &'d Definition, need: &'d Need) -> impl Iterator<Item = (RoleIx, &'d Role)> {
    let all = (0u8..).map(RoleIx).zip(&def.roles);
    all.filter(move |(ix, role)| {
        need.grants.iter().any(|grant| match grant {
            Grant::Right(right) => role.can.contains(right),
            Grant::Visits(programme) => visits(def, *programme, (*ix, *role)),
            Grant::Role(named) => named == ix,
            Grant::Anybody => true,
            Grant::Post(_) | Grant::Name(_) => false,
        })
    })
}

/// How a post stands to a need.
pub(super) fn outcome(def: &Definition, state: &State, need: &Need, post: &Post<'_>) -> RightsOutcome {
    let named = |grant: &Grant| match grant {
        Grant::Post(contact) => post.is(def, *contact),
        Grant::Name(role) => def.roles.get(role.at()).is_some_and(|role| post.names(role)),
        Grant::Right(_) | Grant::Visits(_) | Grant::Role(_) | Grant::Anybody => false,
    };
    if need.grants.iter().any(named) {
        return RightsOutcome::Holds;
    }
    let mut best = RightsOutcome::None;
    for (ix, role) in roles(def, need) {
        if reaches(def, need.about, (ix, role), post) {
            let found = excluded(def, need.about, (ix, role), post).or_else(|| not_now(state, (ix, role)));
            let Some(found) = found else { return RightsOutcome::Holds };
            best = best.max(found);
        }
    }
    if best == RightsOutcome::None { elsewhere(def, need, post) } else { best }
}

/// Whether a post has a role where it matters here.
fn reaches(def: &Definition, about: About, (ix, role): (RoleIx, &Role), post: &Post<'_>) -> bool {
    match (about, &role.scope) {
        (About::Contact(contact), _) => post.is(def, contact) && has(def, (ix, role), contact),
        (_, Scope::Campaign(_) | Scope::Outside) => post.holds(def, role),
        (About::Unit(unit), Scope::Unit) => post.holds_at(def, ix, unit),
        (About::Campaign, Scope::Unit) => post.units(def, ix).next().is_some(),
        (About::Audience(audience), Scope::Unit) => {
            post.units(def, ix).any(|unit| selects(def, audience, unit))
        }
    }
}

/// Whether a contact has a role anywhere.
fn has(def: &Definition, (ix, role): (RoleIx, &Role), contact: ContactIx) -> bool {
    match role.scope {
        Scope::Campaign(own) => own == Some(contact),
        Scope::Outside => false,
        Scope::Unit => {
            let units = (0u32..).map(UnitIx).take(def.units.len());
            units.into_iter().any(|unit| contact_of(def, unit, ix) == Some(contact))
        }
    }
}

/// Who judges keeps out of the own unit's matters where the file says so (回避).
fn excluded(
    def: &Definition,
    about: About,
    (ix, role): (RoleIx, &Role),
    post: &Post<'_>,
) -> Option<RightsOutcome> {
    let About::Unit(unit) = about else { return None };
    let own = role.except.contains(&Exclusion::OwnUnit) && post.belongs_to(def, unit, ix);
    own.then_some(RightsOutcome::OwnUnit(unit))
}

/// A role with phases has its rights while one of them is the one in force.
fn not_now(state: &State, (ix, role): (RoleIx, &Role)) -> Option<RightsOutcome> {
    (!in_force(state, role)).then_some(RightsOutcome::NotNow(ix))
}

fn elsewhere(def: &Definition, need: &Need, post: &Post<'_>) -> RightsOutcome {
    let mut units: Vec<UnitIx> = Vec::new();
    let mut holds = false;
    for (ix, role) in roles(def, need) {
        holds |= post.holds(def, role);
        units.extend(post.units(def, ix));
    }
    units.sort_unstable();
    units.dedup();
    if holds || !units.is_empty() { RightsOutcome::Elsewhere(units) } else { RightsOutcome::None }
}

/// Whether a post has what is asked for whatever unit.
pub(super) fn holds_anywhere(def: &Definition, state: &State, need: &Need, post: &Post<'_>) -> bool {
    let anywhere = Need { about: About::Campaign, ..need.clone() };
    outcome(def, state, &anywhere, post) == RightsOutcome::Holds
}

/// Whether a post answers for a unit of another's (第一责任人), or holds the role that stands in for the other's there.
pub(super) fn answers_for(def: &Definition, post: &Post<'_>, other: &Post<'_>) -> bool {
    (0u8..).map(RoleIx).zip(&def.roles).any(|(ix, role)| match role.scope {
        Scope::Unit => other.units(def, ix).any(|unit| {
            let heads = (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, known)| known.accountable);
            heads.map(|(head, _)| head).chain(role.backup).any(|head| post.holds_at(def, head, unit))
        }),
        Scope::Campaign(_) | Scope::Outside => {
            let backup = role.backup.and_then(|backup| def.roles.get(backup.at()));
            other.holds(def, role) && backup.is_some_and(|backup| post.holds(def, backup))
        }
    })
}

/// Whether a post is one of a unit's.
pub(super) fn is_of(def: &Definition, post: &Post<'_>, unit: UnitIx) -> bool {
    let roles = (0u8..).map(RoleIx).take(def.roles.len());
    roles.into_iter().any(|role| post.holds_at(def, role, unit))
}

/// Whether a post has what is asked by a role that is not one unit's.
pub(super) fn holds_for_all(def: &Definition, state: &State, need: &Need, post: &Post<'_>) -> bool {
    let mut all = roles(def, need).filter(|(_, role)| role.scope != Scope::Unit);
    all.any(|(_, role)| post.holds(def, role) && in_force(state, role))
}

/// A unit of a post, if it has one.
pub(super) fn unit_of(def: &Definition, post: &Post<'_>) -> Option<UnitIx> {
    let roles = (0u8..).map(RoleIx).take(def.roles.len());
    roles.into_iter().find_map(|role| post.units(def, role).next())
}

/// Whether the rights of a role hold now.
pub(super) fn in_force(state: &State, role: &Role) -> bool {
    holds_in(state.phase(), role)
}

/// Whether they hold while this phase is the one in force.
pub(super) fn holds_in(phase: Option<PhaseIx>, role: &Role) -> bool {
    role.phases.is_empty() || phase.is_some_and(|phase| role.phases.contains(&phase))
}

/// Roles that have what is asked now; those of other phases where there are no others.
pub(super) fn names<'d>(def: &'d Definition, state: &State, need: &'d Need) -> Vec<&'d str> {
    if need.grants.contains(&Grant::Anybody) {
        return Vec::new();
    }
    let (now, then): (Vec<_>, Vec<_>) = roles(def, need).partition(|(_, role)| in_force(state, role));
    let named = if now.is_empty() { then } else { now };
    named.into_iter().map(|(_, role)| role.name.as_str()).collect()
}

/// Posts that have what is asked now.
pub(super) fn holders<'d>(
    def: &'d Definition,
    state: &'d State,
    need: &'d Need,
) -> impl Iterator<Item = String> + 'd {
    let words = |contact: ContactIx| def.contacts.get(contact.at()).map(|contact| contact.post.clone());
    let posts = need.grants.iter().filter_map(move |grant| match grant {
        Grant::Post(contact) => words(*contact),
        Grant::Right(_) | Grant::Visits(_) | Grant::Role(_) | Grant::Name(_) | Grant::Anybody => None,
    });
    let now = roles(def, need).filter(|(_, role)| in_force(state, role));
    let by_role = now.flat_map(move |(ix, role)| -> Box<dyn Iterator<Item = String> + 'd> {
        match (need.about, &role.scope) {
            (About::Contact(contact), _) => {
                Box::new(words(contact).filter(|_| has(def, (ix, role), contact)).into_iter())
            }
            (_, Scope::Campaign(Some(contact))) => Box::new(words(*contact).into_iter()),
            (_, Scope::Campaign(None) | Scope::Outside) => Box::new(std::iter::once(role.name.clone())),
            (about, Scope::Unit) => {
                let units = (0u32..).map(UnitIx).take(def.units.len());
                let fit = units.filter(move |unit| match about {
                    About::Unit(one) => *unit == one,
                    About::Audience(audience) => selects(def, audience, *unit),
                    About::Campaign | About::Contact(_) => true,
                });
                Box::new(fit.filter_map(move |unit| contact_of(def, unit, ix).and_then(words)))
            }
        }
    });
    posts.chain(by_role)
}
