//! What is said to people: to whom a step goes, when they may be written to, and what is said at once.

pub(super) mod announce;
pub(super) mod kept_back;
pub(super) mod opted_out;
pub(super) mod recipient;
pub(super) mod standing;
pub(super) mod writing;
