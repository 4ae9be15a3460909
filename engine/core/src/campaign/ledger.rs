//! Ledgers as their rows have made them.

/// Ledgers by duty and unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledgers {}
