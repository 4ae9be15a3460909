//! Cases as their events have made them.

/// Cases by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Cases {}
