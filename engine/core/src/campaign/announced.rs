//! What units announced and have done, tried out and not adopted: what later occasions of a duty go by (S57, S64).

/// What was announced, by duty and unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Announced {}
