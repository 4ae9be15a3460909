//! Which rows of a campaign to show: of one unit, of one person, of some days.

use muster_protocol::definition::Definition;
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_rules::audience;

use super::history::VisitRow;

/// What to show; nothing set shows everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only what concerns this unit.
    pub unit: Option<UnitIx>,
    /// Only what this person gets, owes or visits.
    pub person: Option<ContactIx>,
    /// Only local days from here on.
    pub from: Option<Date>,
    /// Only local days up to here, inclusive.
    pub to: Option<Date>,
}

impl Filter {
    /// Whether anything is left out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.unit.is_some() || self.person.is_some() || self.from.is_some() || self.to.is_some()
    }

    /// Whether a local day is shown.
    #[must_use]
    pub fn day(&self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether a stretch of local days is shown.
    #[must_use]
    pub fn days(&self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
    }

    /// Whether a unit is shown.
    #[must_use]
    pub fn unit(&self, unit: UnitIx) -> bool {
        self.unit.is_none_or(|only| only == unit)
    }

    /// Whether what goes to somebody is shown.
    #[must_use]
    pub fn person(&self, contact: Option<ContactIx>) -> bool {
        self.person.is_none_or(|only| contact == Some(only))
    }

    /// Whether news of a unit itself is shown: of a person's, those of the units that have the person as a contact.
    #[must_use]
    pub fn member(&self, def: &Definition, unit: UnitIx) -> bool {
        let theirs = |person| {
            def.units
                .get(unit.at())
                .is_some_and(|unit| unit.contacts.iter().flatten().any(|one| *one == person))
        };
        self.unit(unit) && self.person.is_none_or(theirs)
    }

    /// Whether a visit is shown: its place, its visitor and its day.
    #[must_use]
    pub fn visit(&self, row: &VisitRow) -> bool {
        let visit = &row.visit;
        self.unit(visit.place) && self.person(Some(visit.visitor)) && self.day(visit.date)
    }

    /// Whether a unit's item is shown. A person's items are those that the person is reminded of.
    #[must_use]
    pub fn item(&self, def: &Definition, kind: OccasionKind, unit: UnitIx) -> bool {
        self.unit(unit) && (self.person.is_none() || self.person(reminded(def, kind, unit)))
    }
}

/// The one who rates or runs a round, where an occasion is a session of one: it is a person's, whatever units there are.
pub(super) fn rater(def: &Definition, kind: OccasionKind, unit: UnitIx) -> Option<ContactIx> {
    let (OccasionKind::Rating { round: _, role }
    | OccasionKind::Stage { selection: _, role }
    | OccasionKind::Round { round: _, role }) = kind
    else {
        return None;
    };
    audience::contact_of(def, unit, role)
}

/// Who is reminded of a unit's item: the policy's role, a visit's visitor, and the unit's first contact where nothing
/// reminds.
fn reminded(def: &Definition, kind: OccasionKind, unit: UnitIx) -> Option<ContactIx> {
    let policy = |policy: muster_protocol::ids::ReminderPolicyIx| {
        def.policies.get(policy.at()).map(|policy| policy.to)
    };
    let role = match kind {
        OccasionKind::Duty(ix) => def.duties.get(ix.at()).and_then(|duty| duty.policy).and_then(policy),
        OccasionKind::Phase(ix) => def.phases.get(ix.at()).and_then(|phase| policy(phase.policy)),
        OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|programme| programme.visitor),
        OccasionKind::Rating { round: _, role }
        | OccasionKind::Stage { selection: _, role }
        | OccasionKind::Round { round: _, role } => Some(role),
        OccasionKind::Snapshot(_) | OccasionKind::Announcement => return None,
    };
    match role {
        Some(role) => audience::contact_of(def, unit, role),
        None => def.units.get(unit.at())?.contacts.iter().flatten().next().copied(),
    }
}
