//! What was filled in with items: numbers, what was covered, how it ended.

pub(super) const TABLES: &str = "";
