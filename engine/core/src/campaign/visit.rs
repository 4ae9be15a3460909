//! Visits as they are planned and moved: what a plan is made from, and where a visit could lie instead.

pub(super) mod instance;
pub mod slots;
pub(super) mod turns;
