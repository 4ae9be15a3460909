//! Who belongs to an audience, who is a member on a day, and whom a role names.
//!
//! Dates and conditions are separate questions: [`selects`] knows no dates, [`is_member`] knows no audience.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::definition::{By, Calendar, Definition, RaterGroup, Scope, Selector, Theme, Unit};
use muster_protocol::event::{MembershipDates, OccasionPlanned};
use muster_protocol::ids::{AudienceIx, ContactIx, GroupIx, RoleIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::{Date, Instant};

use crate::stages;
use crate::task;

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

/// Whether a unit takes part on a local day; the leaving date is the last day in (ARCHITECTURE.md, “What always holds”).
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

/// The units that take part from a launch at this instant on, by what it says of memberships.
#[must_use]
pub fn members_at_launch(def: &Definition, at: Instant, changes: &[MembershipDates]) -> BTreeSet<UnitIx> {
    let is_absent = |unit: &UnitIx| {
        changes.iter().any(|change| {
            change.unit == *unit
                && (change.joins.is_some() || change.leaves.is_some_and(|leaves| leaves <= at))
        })
    };
    (0u32..).map(UnitIx).take(def.units.len()).filter(|unit| !is_absent(unit)).collect()
}

/// The group of units with a calendar of its own that a unit belongs to; none for the campaign's calendar.
#[must_use]
pub fn group_of(def: &Definition, unit: UnitIx) -> Option<GroupIx> {
    let at = def.groups.iter().position(|group| selects(def, group.audience, unit))?;
    u16::try_from(at).ok().map(GroupIx)
}

/// Whether an occasion is for the units of this group, or of none: duties and notices of phases follow the calendars of
/// groups, visits and snapshots the campaign's.
#[must_use]
pub fn follows(def: &Definition, kind: OccasionKind, group: Option<GroupIx>, unit: UnitIx) -> bool {
    match kind {
        OccasionKind::Duty(_) | OccasionKind::Phase(_) => {
            def.groups.is_empty() || group_of(def, unit) == group
        }
        any_of!(OccasionKind: Visit Snapshot Announcement Rating Stage Round) => true,
    }
}

/// Whether the items of an occasion open one by one, as the unit closes the item that must be closed before.
#[must_use]
pub fn waits(def: &Definition, kind: OccasionKind) -> bool {
    let OccasionKind::Duty(duty) = kind else { return false };
    def.duties.get(duty.at()).is_some_and(|duty| duty.rule.after_close.is_some())
}

/// The units whose items open with an occasion, dates of membership aside, in the order of the roster.
#[must_use]
pub fn opening(def: &Definition, occasion: &OccasionPlanned) -> Vec<UnitIx> {
    if waits(def, occasion.kind) {
        return Vec::new();
    }
    let audience = match occasion.kind {
        OccasionKind::Duty(duty) => def.duties.get(duty.at()).map(|duty| duty.audience),
        OccasionKind::Phase(phase) => def.phases.get(phase.at()).map(|phase| phase.audience),
        OccasionKind::Visit(programme) => def.visits.get(programme.at()).map(|programme| programme.places),
        OccasionKind::Snapshot(_) => None,
        OccasionKind::Announcement => {
            return occasion.given.as_ref().map_or_else(Vec::new, |given| given.units.clone());
        }
        OccasionKind::Rating { round: _, role } | OccasionKind::Round { round: _, role } => {
            return raters(def, role, occasion.due_day);
        }
        OccasionKind::Stage { selection: _, role } => {
            match stages::of_key(def, &occasion.occasion.key).map(|(_, stage)| &stage.by) {
                Some(By::Volunteers(audience)) => Some(*audience),
                Some(By::Role(_) | By::Units(_)) | None => return raters(def, role, occasion.due_day),
            }
        }
    };
    let mut units = audience.map_or_else(Vec::new, |audience| members(def, audience));
    units.retain(|unit| task::is_for(occasion, *unit) && follows(def, occasion.kind, occasion.group, *unit));
    units
}

/// Of everybody who holds a role on a day, one unit through which that post is reminded, in the order of the roster: the one who
/// has nine units rates or passes a stage once, and is reminded once. Where there is a choice it is a unit that has taken part longest.
#[must_use]
pub fn raters(def: &Definition, role: RoleIx, day: Date) -> Vec<UnitIx> {
    let mut through: BTreeMap<ContactIx, (Option<Date>, UnitIx)> = BTreeMap::new();
    for (ix, unit) in (0u32..).map(UnitIx).zip(&def.units).filter(|(_, unit)| is_member(unit, day)) {
        let Some(contact) = contact_of(def, ix, role) else { continue };
        let place = (unit.joined, ix);
        through.entry(contact).and_modify(|known| *known = place.min(*known)).or_insert(place);
    }
    let mut units: Vec<UnitIx> = through.into_values().map(|(_, unit)| unit).collect();
    units.sort_unstable();
    units
}

/// Whether the raters of a group answer as posts of the roster, each once: nobody needs a code, and a paper ballot is the one of its
/// post.
#[must_use]
pub fn rates_by_post(def: &Definition, group: &RaterGroup) -> bool {
    let scope = group.role.and_then(|role| def.roles.get(role.at())).map(|role| &role.scope);
    !group.anonymous && matches!(scope, Some(Scope::Unit | Scope::Campaign(Some(_))))
}

/// Whether a post holds a role, for the campaign or for any unit.
#[must_use]
pub fn holds_role(def: &Definition, contact: ContactIx, role: RoleIx) -> bool {
    let mut units = (0u32..).map(UnitIx).take(def.units.len());
    units.any(|unit| contact_of(def, unit, role) == Some(contact))
}

/// The calendar of a group, or the campaign's.
#[must_use]
pub fn calendar_of(def: &Definition, group: Option<GroupIx>) -> &Calendar {
    group.and_then(|group| def.groups.get(group.at())).map_or(&def.calendar, |group| &group.calendar)
}

/// What units of this one's category are to stress, if the file says so.
#[must_use]
pub fn theme_of(def: &Definition, unit: UnitIx) -> Option<&Theme> {
    let category = &def.units.get(unit.at())?.category;
    def.frame.themes.iter().find(|theme| theme.category == *category)
}

/// Who fills a role for a unit: the unit's own contact, or the campaign's one; where nobody does, who fills its backup.
#[must_use]
pub fn contact_of(def: &Definition, unit: UnitIx, role: RoleIx) -> Option<ContactIx> {
    let backup = || holder(def, unit, def.roles.get(role.at())?.backup?);
    holder(def, unit, role).or_else(backup)
}

/// The post of this name or id.
#[must_use]
pub fn post_named(def: &Definition, name: &str) -> Option<ContactIx> {
    let at = def.contacts.iter().position(|contact| contact.id == name || contact.post == name)?;
    u32::try_from(at).ok().map(ContactIx)
}

/// The post under which the holder of a post gets the letters of a day: of several that they hold by one account, the first.
#[must_use]
pub fn person_of(def: &Definition, contact: ContactIx) -> ContactIx {
    def.contacts.get(contact.at()).and_then(|known| known.person).unwrap_or(contact)
}

fn holder(def: &Definition, unit: UnitIx, role: RoleIx) -> Option<ContactIx> {
    match def.roles.get(role.at())?.scope {
        Scope::Unit => def.units.get(unit.at())?.contacts.get(role.at()).copied().flatten(),
        Scope::Campaign(contact) => contact,
        Scope::Outside => None,
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::GroupCalendar;
    use muster_protocol::ids::DutyIx;

    use super::*;
    use crate::sample::{CLERK, LEADER, OFFICE, at, date, definition};

    const ALL: AudienceIx = AudienceIx(0);
    const FIRMS: AudienceIx = AudienceIx(1);

    #[test]
    fn all_conditions_must_hold() {
        let mut def = definition();
        assert_eq!(members(&def, ALL), [at(0), at(1), at(2), at(3)]);
        assert_eq!(members(&def, FIRMS), [at(2), at(3)]);
        def.audiences[0].selector.tags = vec!["志愿队".to_owned(), "窗口".to_owned()];
        assert_eq!(members(&def, ALL), [at(1)]);
        // 企业 lies within 全部单位, which has become narrower.
        assert_eq!(members(&def, FIRMS), []);
        assert!(selects(&def, ALL, at(1)) && !selects(&def, ALL, at(0)));
    }

    #[test]
    fn an_occasion_of_a_group_is_for_its_units_alone() {
        let mut def = definition();
        let duty = OccasionKind::Duty(DutyIx(0));
        assert!(follows(&def, duty, None, at(2)), "without groups it is for all");
        let calendar = def.calendar.clone();
        def.groups = vec![GroupCalendar { id: "firms".to_owned(), audience: FIRMS, calendar }];
        let firms = Some(GroupIx(0));
        assert!(follows(&def, duty, firms, at(2)) && !follows(&def, duty, firms, at(0)));
        assert!(follows(&def, duty, None, at(0)) && !follows(&def, duty, None, at(2)));
        assert!(follows(&def, OccasionKind::Announcement, None, at(2)), "it goes by the campaign's days");
    }

    #[test]
    fn units_are_named_and_excepted() {
        let mut def = definition();
        def.audiences[1].selector.except = vec![at(3)];
        assert_eq!(members(&def, FIRMS), [at(2)]);
        def.audiences[0].selector.units = vec![at(3), at(1)];
        assert_eq!(members(&def, ALL), [at(1), at(3)]);
    }

    #[test]
    fn membership_has_a_first_and_a_last_day() {
        let mut def = definition();
        let counts = |def: &Definition, day: &str| members_on(def, ALL, date(day)).len();
        assert_eq!((counts(&def, "2014-05-31"), counts(&def, "2014-06-01")), (3, 4));
        def.units[1].left = Some(date("2014-08-31"));
        assert_eq!((counts(&def, "2014-08-31"), counts(&def, "2014-09-01")), (4, 3));
        assert_eq!(members(&def, ALL).len(), 4);
    }

    #[test]
    fn rings_and_indexes_that_point_nowhere_select_without_panic() {
        let mut def = definition();
        def.audiences[0].selector.within = vec![FIRMS];
        assert_eq!(members(&def, ALL), [at(2), at(3)]);
        def.audiences[0].selector.within = vec![AudienceIx(99)];
        assert_eq!(members(&def, FIRMS), []);
        assert!(!selects(&def, AudienceIx(99), at(0)) && !selects(&def, FIRMS, at(99)));
        assert_eq!(contact_of(&def, at(99), CLERK), None);
        assert_eq!(contact_of(&def, at(0), RoleIx(9)), None);
    }

    #[test]
    fn a_post_that_nobody_holds_is_its_stand_ins() {
        let mut def = definition();
        def.units[1].contacts[CLERK.at()] = None;
        assert_eq!(contact_of(&def, at(1), CLERK), None);
        def.roles[CLERK.at()].backup = Some(OFFICE);
        assert_eq!(contact_of(&def, at(1), CLERK), contact_of(&def, at(1), OFFICE));
        assert!(contact_of(&def, at(1), CLERK).is_some());
        assert_ne!(contact_of(&def, at(2), CLERK), contact_of(&def, at(2), OFFICE));
    }

    #[test]
    fn roles_name_the_units_own_contact_or_the_campaigns() {
        let def = definition();
        let id = |unit, role| contact_of(&def, at(unit), role).map(|ix| def.contacts[ix.at()].id.as_str());
        assert_eq!(id(1, CLERK), Some("005-clerk"));
        assert_eq!((id(0, LEADER), id(1, LEADER)), (Some("leader-1"), Some("leader-1")));
        assert_eq!(id(5, OFFICE), Some("office"));
    }

    #[test]
    fn who_holds_several_posts_is_the_person_of_the_first() {
        let mut def = definition();
        let [first, second] = [1, 2].map(|unit| contact_of(&def, at(unit), CLERK));
        let (first, second) = (first.unwrap_or(ContactIx(0)), second.unwrap());
        assert_eq!(person_of(&def, second), second);
        def.contacts[second.at()].person = Some(first);
        assert_eq!((person_of(&def, first), person_of(&def, second)), (first, first));
        assert_eq!(person_of(&def, ContactIx(9_999)), ContactIx(9_999));
    }
}
