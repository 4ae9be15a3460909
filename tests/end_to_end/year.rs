//! A campaign's year as the people in it live it.

pub(super) mod accounts;
pub(super) mod amending;
pub(super) mod bringing;
pub(super) mod changing_hands;
pub(super) mod clerk;
pub(super) mod duties;
pub(super) mod evaluator;
pub(super) mod evidence;
pub(super) mod generated;
pub(super) mod judging;
pub(super) mod secretary;
pub(super) mod selecting;
pub(super) mod service_year;
