//! Cases.

pub(super) const TABLES: &str = "";
