//! Cases: received, worked on, closed (S37, S44, S46 to S48, S50, S55, S58).

mod receive;
mod work;

use muster_protocol::command::{Refusal, RefusalCode};

pub(super) use receive::receive;
pub(super) use work::work;

/// A refusal because of how the case stands.
fn wrong(en: impl Into<String>, zh: impl Into<String>) -> Refusal {
    Refusal::with_text(RefusalCode::WrongState, en, zh)
}

/// A refusal because something is missing.
fn missing(en: impl Into<String>, zh: impl Into<String>) -> Refusal {
    Refusal::with_text(RefusalCode::Incomplete, en, zh)
}
