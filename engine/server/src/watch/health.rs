//! What keeps an engine from doing its work, in the words of the system that refused: commits of the log, and channels that
//! take nothing. It is told by the one who meets it, and read by anyone who asks how the engine stands.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// So many letters in a row not taken say that a channel takes nothing: one alone may fail for its own sake.
const STUCK_AFTER: u64 = 2;

/// How a channel is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelStatus {
    /// Its name.
    pub name: String,
    /// Letters that it did not take, ever since the start.
    pub failures: u64,
    /// Letters in a row that it did not take; 0 once it took one.
    pub failing: u64,
    /// What it said last when it took none.
    pub cause: Option<String>,
    /// Until when it is left alone (campaign clock), since it took nothing from anybody; then one letter tries.
    #[serde(default)]
    pub rests_until: Option<Instant>,
}

impl ChannelStatus {
    /// Why it takes nothing now; none while it takes letters.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        (self.failing >= STUCK_AFTER || self.rests_until.is_some())
            .then(|| self.cause.as_deref().unwrap_or_default())
    }
}

/// A channel's account of itself. Cloning is cheap and gives the same.
#[derive(Debug, Clone)]
pub struct ChannelHealth(Arc<Mutex<ChannelStatus>>);

impl ChannelHealth {
    /// Of a channel that has not been asked yet.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(Arc::new(Mutex::new(ChannelStatus { name: name.to_owned(), ..ChannelStatus::default() })))
    }

    fn lock(&self) -> MutexGuard<'_, ChannelStatus> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It took a letter, or refused one for good: it is there.
    pub fn took(&self) {
        self.lock().failing = 0;
    }

    /// It is left alone until an instant of the campaign clock, or no longer.
    pub fn rests(&self, until: Option<Instant>) {
        self.lock().rests_until = until;
    }

    /// It did not take a letter, for this reason.
    pub fn failed(&self, cause: &str) {
        let mut state = self.lock();
        (state.failures, state.failing) = (state.failures + 1, state.failing + 1);
        state.cause = Some(cause.to_owned());
    }

    /// How it is.
    #[must_use]
    pub fn status(&self) -> ChannelStatus {
        self.lock().clone()
    }
}

/// Where the writer notes what keeps it from committing.
pub(crate) type StoreTrouble = watch::Sender<Option<String>>;
