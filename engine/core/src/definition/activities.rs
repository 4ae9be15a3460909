//! What there is to do: duties of every kind, cases, visits, with what belongs to their lines.

pub(super) mod assignable;
pub(super) mod busy;
pub(crate) mod cases;
pub(super) mod duties;
mod eligible;
pub(super) mod feeds;
pub(super) mod handin;
pub(super) mod ledgers;
pub(super) mod line;
pub(super) mod outlets;
pub(super) mod pledges;
pub(super) mod reminder_policies;
pub(super) mod review;
pub(super) mod self_arranged;
pub(super) mod services;
pub(super) mod terms;
pub(super) mod themes;
pub(super) mod travel;
mod turns;
mod visiting_hours;
pub(super) mod visits;
pub(super) mod visitterms;
