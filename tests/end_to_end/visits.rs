//! Field visits: plans, their life, what people see of them.

pub(super) mod leader;
mod left_out;
mod life;
pub(super) mod plans;
mod roads;
mod turns;
