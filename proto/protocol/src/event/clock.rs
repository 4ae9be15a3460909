use crate::refs::plain_words;
use crate::say;
use serde::{Deserialize, Serialize};

use super::description::{About, describe};

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

describe! { (self, titles)
    ClockHeld {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some(format!("clock held, wall {}", ahead(self.forward_ms))),
        sentence: match self.forward_ms / 1_000 {
            back @ ..0 => say!(titles.language(), "clock-behind-time-held", seconds = -back),
            forward => say!(titles.language(), "clock-ahead-time-held", seconds = forward),
        },
    }
    ClockAccepted {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some(format!("clock accepted, wall {}", ahead(self.forward_ms))),
        sentence: match self.forward_ms / 1_000 {
            back @ ..0 => say!(titles.language(), "clock-accepted-behind", seconds = -back),
            forward => say!(titles.language(), "clock-jump-accepted", seconds = forward),
        },
    }
}

/// How far the wall is from the time that is shown.
fn ahead(ms: i64) -> String {
    if ms < 0 { format!("{} ms behind", ms.saturating_neg()) } else { format!("{ms} ms ahead") }
}

plain_words! { ClockHeld, ClockAccepted }
