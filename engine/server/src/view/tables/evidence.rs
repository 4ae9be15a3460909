//! Files that were handed in, and what was erased.

pub(super) const TABLES: &str = "";
