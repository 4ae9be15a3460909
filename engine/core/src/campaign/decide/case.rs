//! Cases: received, worked on, closed (S37, S44, S46 to S48, S50, S55, S58).

mod receive;
mod work;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{Refusal, RefusalCode};

pub(super) use receive::{receive, receive_beside};
pub(super) use work::work;

/// A refusal because of how the case stands.
fn wrong(said: impl Into<LocalizedText>) -> Refusal {
    Refusal::with_text(RefusalCode::WrongState, said)
}

/// A refusal because something is missing.
fn missing(said: impl Into<LocalizedText>) -> Refusal {
    Refusal::with_text(RefusalCode::Incomplete, said)
}
