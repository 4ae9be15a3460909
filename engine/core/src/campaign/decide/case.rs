//! Cases: received, worked on, closed (S37, S44, S46 to S48, S50, S55, S58).

mod receive;
mod work;

pub(super) use receive::{receive, receive_beside};
pub(super) use work::work;
