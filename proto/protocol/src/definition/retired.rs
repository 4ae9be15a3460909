use serde::{Deserialize, Serialize};

use crate::ids::{CaseKindIx, DutyIx, PhaseIx, ProgrammeIx, ReviewIx, SelectionIx, SnapshotIx};

/// What amendments took out of use: it brings no further occasions. Places are kept and never used again for another thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Retired {
    /// Phases that are not entered any more.
    pub phases: Vec<PhaseIx>,
    /// Duties that are not asked any more.
    pub duties: Vec<DutyIx>,
    /// Visit programmes without further rounds.
    pub visits: Vec<ProgrammeIx>,
    /// Snapshots that are not taken any more.
    pub snapshots: Vec<SnapshotIx>,
    /// Selections that take no further candidates; those they have go on.
    pub selections: Vec<SelectionIx>,
    /// Kinds of cases that take in no further ones; those they have go on.
    pub cases: Vec<CaseKindIx>,
    /// Review rounds of whose further sessions nobody is reminded.
    pub reviews: Vec<ReviewIx>,
}
