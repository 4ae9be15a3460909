//! Field visits: plans, their life, what people see of them.

mod afterwards;
mod briefs;
mod carried_back;
pub(super) mod leader;
mod left_out;
mod life;
pub(super) mod plans;
mod roads;
mod together;
mod turns;
