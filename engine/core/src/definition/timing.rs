//! From written times to rules: what needs the names that a file has defined.

pub(super) mod festivals;
pub(super) mod rule;
