//! Candidates of selections as their events have made them.

/// Candidates by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidates {}
