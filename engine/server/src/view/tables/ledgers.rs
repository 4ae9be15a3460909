//! Rows of ledgers.

pub(super) const TABLES: &str = "";
