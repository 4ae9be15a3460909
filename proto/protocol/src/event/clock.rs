use crate::refs::{Refs, plain_words};
use serde::{Deserialize, Serialize};

use crate::ids::Digest;

use super::description::{About, Described, Titles, Use};

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

impl<R: Refs> Described<R> for ClockHeld {
    fn about(&self) -> About<'_, R> {
        About::Whole
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        Vec::new()
    }

    fn summary(&self) -> Option<String> {
        Some(format!("clock held, wall {}", ahead(self.forward_ms)))
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        match (titles.zh(), self.forward_ms / 1_000) {
            (true, back @ ..0) => format!("系统时间落后{}秒，暂停走时", -back),
            (false, back @ ..0) => format!("the wall clock is {} s behind; time is held", -back),
            (true, forward) => format!("系统时间向前跳了{forward}秒，暂停走时"),
            (false, forward) => format!("the wall clock jumped forward by {forward} s; time is held"),
        }
    }
}

impl<R: Refs> Described<R> for ClockAccepted {
    fn about(&self) -> About<'_, R> {
        About::Whole
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        Vec::new()
    }

    fn summary(&self) -> Option<String> {
        Some(format!("clock accepted, wall {}", ahead(self.forward_ms)))
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        match (titles.zh(), self.forward_ms / 1_000) {
            (true, back @ ..0) => format!("接受落后{}秒的系统时间", -back),
            (false, back @ ..0) => format!("the wall clock was accepted, {} s behind", -back),
            (true, forward) => format!("接受向前跳的{forward}秒，恢复走时"),
            (false, forward) => format!("the jump of {forward} s was accepted; time goes on"),
        }
    }
}

/// How far the wall is from the time that is shown.
fn ahead(ms: i64) -> String {
    if ms < 0 { format!("{} ms behind", ms.saturating_neg()) } else { format!("{ms} ms ahead") }
}

plain_words! { ClockHeld, ClockAccepted }
