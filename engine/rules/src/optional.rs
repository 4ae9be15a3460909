//! Who gets reminders at all, and who such that may be left out.

use std::collections::BTreeSet;

use muster_protocol::definition::{Definition, Optional, Scope};
use muster_protocol::ids::{ContactIx, ReminderPolicyIx, RoleIx, UnitIx};

use crate::audience::{contact_of, person_of};

/// Whether a person may get reminders that the file lets people do without, by any of their posts.
#[must_use]
pub fn may_opt_out(def: &Definition, contact: ContactIx) -> bool {
    let person = person_of(def, contact);
    reminded(def).into_iter().any(|role| holds(def, role, person))
}

/// Whether a person may get routine letters, by any of their posts: reminders, cards, briefs.
#[must_use]
pub fn gets_letters(def: &Definition, contact: ContactIx) -> bool {
    let person = person_of(def, contact);
    let policies = def.policies.iter().flat_map(|policy| {
        let cards = policy.cards.iter().flat_map(|card| card.to.iter().copied());
        let briefs = policy.brief.iter().flat_map(|brief| brief.to.iter().copied());
        std::iter::once(policy.to).chain(cards).chain(briefs)
    });
    let visitors = def.visits.iter().map(|programme| programme.visitor);
    let raters = def.reviews.iter().flat_map(|round| round.raters.iter().filter_map(|group| group.role));
    let roles: BTreeSet<RoleIx> = policies.chain(visitors).chain(raters).collect();
    roles.into_iter().any(|role| holds(def, role, person))
}

/// Roles that are reminded by a policy that lets people do without such reminders: of items, of visits that are not recorded, of
/// what they are to judge.
fn reminded(def: &Definition) -> BTreeSet<RoleIx> {
    let lets = |ix: ReminderPolicyIx, kinds: &[Optional]| {
        let policy = def.policies.get(ix.at());
        policy.is_some_and(|policy| policy.opt_out.iter().any(|kind| kinds.contains(kind)))
    };
    let (ahead, behind) = ([Optional::Before, Optional::OnDay], [Optional::Overdue]);
    let all = [Optional::Before, Optional::OnDay, Optional::Overdue];
    let policies = def.duties.iter().filter_map(|duty| duty.policy).filter(|ix| lets(*ix, &all));
    let duties = policies.filter_map(|ix| def.policies.get(ix.at())).map(|policy| policy.to);
    let visits = def.visits.iter().filter(|programme| lets(programme.policy, &behind));
    let rounds = def.reviews.iter().filter(|round| round.policy.is_some_and(|ix| lets(ix, &ahead)));
    duties
        .chain(visits.map(|programme| programme.visitor))
        .chain(rounds.flat_map(|round| round.raters.iter().filter_map(|group| group.role)))
        .collect()
}

fn holds(def: &Definition, role: RoleIx, person: ContactIx) -> bool {
    let theirs = |contact: ContactIx| person_of(def, contact) == person;
    match def.roles.get(role.at()).map(|role| &role.scope) {
        Some(Scope::Campaign(Some(contact))) => theirs(*contact),
        Some(Scope::Unit) => {
            let mut units = (0u32..).map(UnitIx).take(def.units.len());
            units.any(|unit| contact_of(def, unit, role).is_some_and(theirs))
        }
        Some(Scope::Campaign(None) | Scope::Outside) | None => false,
    }
}
