//! What judges: selections, review rounds, score sheets, lists, snapshots.

pub(super) mod assessments;
pub(super) mod deadline_checks;
pub(super) mod formulas;
pub(super) mod grades;
pub(super) mod lists;
pub(super) mod raters;
pub(super) mod scorers;
pub(super) mod scores;
pub(super) mod selections;
pub(super) mod sheets;
pub(super) mod snapshots;
