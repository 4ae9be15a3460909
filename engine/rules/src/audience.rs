//! Who belongs to an audience, who is a member on a day, and whom a role names.
//!
//! Dates and conditions are separate questions: [`selects`] knows no dates, [`is_member`] knows no audience.

use std::collections::BTreeSet;

use muster_words::definition::{Definition, Scope, Selector, Unit};
use muster_words::ids::{AudienceIx, ContactIx, RoleIx, UnitIx};
use muster_words::time::Date;

/// The selectors that a member must all satisfy: the audience's own and those of all audiences that it lies within.
/// `None` when one of them does not exist: such an audience has no members.
fn conditions(def: &Definition, audience: AudienceIx) -> Option<Vec<&Selector>> {
    let own = &def.audiences.get(audience.at())?.selector;
    let mut all = vec![own];
    if own.within.is_empty() {
        return Some(all);
    }
    // Conditions only add up, so each audience counts once; a ring, which the checker refuses, ends too.
    let mut seen = BTreeSet::from([audience]);
    let mut waiting = own.within.clone();
    while let Some(next) = waiting.pop() {
        if seen.insert(next) {
            let selector = &def.audiences.get(next.at())?.selector;
            waiting.extend(&selector.within);
            all.push(selector);
        }
    }
    Some(all)
}

/// Whether the conditions of one selector hold, those of other audiences aside.
fn holds(selector: &Selector, unit: &Unit, ix: UnitIx) -> bool {
    selector.scored.is_none_or(|scored| unit.scored == scored)
        && (selector.categories.is_empty() || selector.categories.contains(&unit.category))
        && selector.tags.iter().all(|tag| unit.tags.contains(tag))
        && (selector.units.is_empty() || selector.units.contains(&ix))
        && !selector.except.contains(&ix)
}

/// Whether an audience selects a unit, its dates of joining and leaving aside. An index that points nowhere selects
/// nobody.
#[must_use]
pub fn selects(def: &Definition, audience: AudienceIx, unit: UnitIx) -> bool {
    let (Some(selectors), Some(row)) = (conditions(def, audience), def.units.get(unit.at())) else {
        return false;
    };
    selectors.iter().all(|selector| holds(selector, row, unit))
}

/// Whether a unit takes part on a local day; the leaving date is the last day in (architecture §3).
#[must_use]
pub fn is_member(unit: &Unit, day: Date) -> bool {
    unit.joined.is_none_or(|joined| joined <= day) && unit.left.is_none_or(|left| day <= left)
}

fn chosen(def: &Definition, audience: AudienceIx, day: Option<Date>) -> Vec<UnitIx> {
    let Some(selectors) = conditions(def, audience) else {
        return Vec::new();
    };
    (0u32..)
        .map(UnitIx)
        .zip(&def.units)
        .filter(|(ix, unit)| {
            day.is_none_or(|day| is_member(unit, day))
                && selectors.iter().all(|selector| holds(selector, unit, *ix))
        })
        .map(|(ix, _)| ix)
        .collect()
}

/// All units that an audience selects, dates aside, in the order of the roster.
#[must_use]
pub fn members(def: &Definition, audience: AudienceIx) -> Vec<UnitIx> {
    chosen(def, audience, None)
}

/// The units that an audience selects and that take part on a local day, in the order of the roster.
#[must_use]
pub fn members_on(def: &Definition, audience: AudienceIx, day: Date) -> Vec<UnitIx> {
    chosen(def, audience, Some(day))
}

/// Who fills a role for a unit: the unit's own contact, or the campaign's one.
#[must_use]
pub fn contact_of(def: &Definition, unit: UnitIx, role: RoleIx) -> Option<ContactIx> {
    match def.roles.get(role.at())?.scope {
        Scope::Unit => def.units.get(unit.at())?.contacts.get(role.at()).copied().flatten(),
        Scope::Campaign(contact) => contact,
    }
}
