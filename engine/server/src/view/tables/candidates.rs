//! Candidates of selections.

pub(super) const TABLES: &str = "";
