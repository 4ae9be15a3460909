//! Which numbers the things of a definition have: a unit by its code, a duty by its id.

use std::fmt;

use muster_protocol::definition::Definition;
use muster_protocol::refs::{
    CaseKindId, ContactId, DutyId, GroupId, PhaseId, ProgrammeId, ReviewId, RoleId, SelectionId, SnapshotId,
    UnitCode,
};

/// The names of one list, by number and the other way round.
#[derive(Clone)]
pub(crate) struct Names<T> {
    texts: Vec<T>,
    /// Numbers in the order of the names; none where they are in order as they are.
    order: Option<Vec<u32>>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { texts: Vec::new(), order: None }
    }
}

impl<T: From<String> + std::ops::Deref<Target = str>> Names<T> {
    fn of<'d>(names: impl Iterator<Item = &'d String>) -> Self {
        let texts: Vec<T> = names.map(|name| T::from(name.clone())).collect();
        let order = (!texts.is_sorted_by_key(|text| &**text)).then(|| {
            let mut order: Vec<u32> = (0u32..).take(texts.len()).collect();
            let text = |at: &u32| usize::try_from(*at).ok().and_then(|at| texts.get(at)).map(|text| &**text);
            order.sort_by_key(text);
            order
        });
        Self { texts, order }
    }

    /// The name of a number.
    pub(crate) fn name(&self, at: usize) -> Option<&T> {
        self.texts.get(at)
    }

    /// The number of a name.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        match &self.order {
            None => {
                let found = self.texts.binary_search_by(|text| (**text).cmp(name)).ok()?;
                u32::try_from(found).ok()
            }
            Some(order) => {
                let text = |at: &u32| usize::try_from(*at).ok().and_then(|at| self.texts.get(at));
                let found =
                    order.binary_search_by(|at| text(at).map(|text| &**text).cmp(&Some(name))).ok()?;
                order.get(found).copied()
            }
        }
    }
}

/// The names of a definition's things.
#[derive(Clone, Default)]
pub struct Register {
    pub(crate) units: Names<UnitCode>,
    pub(crate) contacts: Names<ContactId>,
    pub(crate) roles: Names<RoleId>,
    pub(crate) groups: Names<GroupId>,
    pub(crate) duties: Names<DutyId>,
    pub(crate) phases: Names<PhaseId>,
    pub(crate) programmes: Names<ProgrammeId>,
    pub(crate) snapshots: Names<SnapshotId>,
    pub(crate) selections: Names<SelectionId>,
    pub(crate) case_kinds: Names<CaseKindId>,
    pub(crate) reviews: Names<ReviewId>,
}

impl Register {
    /// The names of a definition.
    #[must_use]
    pub fn of(def: &Definition) -> Self {
        Self {
            units: Names::of(def.units.iter().map(|unit| &unit.code)),
            contacts: Names::of(def.contacts.iter().map(|contact| &contact.id)),
            roles: Names::of(def.roles.iter().map(|role| &role.id)),
            groups: Names::of(def.groups.iter().map(|group| &group.id)),
            duties: Names::of(def.duties.iter().map(|duty| &duty.id)),
            phases: Names::of(def.phases.iter().map(|phase| &phase.id)),
            programmes: Names::of(def.visits.iter().map(|programme| &programme.id)),
            snapshots: Names::of(def.snapshots.iter().map(|snapshot| &snapshot.id)),
            selections: Names::of(def.selections.iter().map(|selection| &selection.id)),
            case_kinds: Names::of(def.cases.iter().map(|kind| &kind.id)),
            reviews: Names::of(def.reviews.iter().map(|round| &round.id)),
        }
    }
}

/// It follows from the definition: nothing of it is to be compared or shown.
impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Register")
    }
}
