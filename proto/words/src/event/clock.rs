use crate::refs::plain_words;
use serde::{Deserialize, Serialize};

/// The machine's wall clock had jumped forward: time stands still for this campaign until somebody accepts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockHeld {
    /// How far the wall is ahead of the campaign's time, in milliseconds.
    pub forward_ms: i64,
}

/// Somebody accepted the wall's time after a jump: it was meant, and time goes on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockAccepted {
    /// How far the wall was ahead of the campaign's time, in milliseconds.
    pub forward_ms: i64,
}

plain_words! { ClockHeld, ClockAccepted }
