//! Who takes part: roster, roles, rights, audiences, groups, channels.

pub(crate) mod audiences;
pub(super) mod channels;
pub(super) mod groups;
pub(super) mod rights;
pub(super) mod roles;
pub(super) mod roster;
