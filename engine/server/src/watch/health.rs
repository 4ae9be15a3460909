//! What keeps an engine from doing its work, in the words of the system that refused: commits of the log, and channels that
//! take nothing. It is told by the one who meets it, and read by anyone who asks how the engine stands.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use muster_protocol::channels::{ChannelStatus, FailureCause};
use muster_protocol::time::Instant;
use tokio::sync::watch;
use tokio::time::Instant as MachineInstant;

/// Longest that is remembered what a process outside said, in machine time: it says so again within a third of this.
const OUTSIDE_FOR: Duration = Duration::from_mins(3);
/// Most processes outside that are remembered, and most channels of one: far more than are run.
const OUTSIDE_MAX: usize = 256;
/// Longest cause that is kept of what a process outside says, in bytes, as of those inside.
const CAUSE_BYTES_MAX: usize = 1_000;

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

    /// It did not take a letter: what kept it, and what was said.
    pub fn failed(&self, cause: FailureCause, words: &str) {
        let mut state = self.lock();
        (state.failures, state.failing) = (state.failures + 1, state.failing + 1);
        *state.by_cause.entry(cause).or_default() += 1;
        state.cause = Some(words.to_owned());
    }

    /// How it is.
    #[must_use]
    pub fn status(&self) -> ChannelStatus {
        self.lock().clone()
    }
}

/// Where the writer notes what keeps it from committing.
pub(crate) type StoreTrouble = watch::Sender<Option<String>>;

/// What processes outside say of their channels.
#[derive(Debug, Default)]
pub(crate) struct Outside(Mutex<BTreeMap<String, (MachineInstant, Vec<ChannelStatus>)>>);

impl Outside {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, (MachineInstant, Vec<ChannelStatus>)>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (said, _)| said.elapsed() < OUTSIDE_FOR);
        known
    }

    /// A process says how its channels are; none when it ends.
    pub(crate) fn says(&self, process: &str, mut channels: Vec<ChannelStatus>) {
        let mut known = self.lock();
        known.remove(process);
        if channels.is_empty() || known.len() >= OUTSIDE_MAX {
            return;
        }
        channels.truncate(OUTSIDE_MAX);
        for cause in channels.iter_mut().filter_map(|channel| channel.cause.as_mut()) {
            cause.truncate(cause.floor_char_boundary(CAUSE_BYTES_MAX));
        }
        known.insert(process.to_owned(), (MachineInstant::now(), channels));
    }

    /// All channels, those inside and those outside, each once.
    pub(crate) fn with(&self, inside: Vec<ChannelStatus>) -> Vec<ChannelStatus> {
        let mut all: Vec<ChannelStatus> = inside;
        for one in self.lock().values().flat_map(|(_, channels)| channels.clone()) {
            match all.iter_mut().find(|known| known.name == one.name) {
                Some(known) => known.and(one),
                None => all.push(one),
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(name: &str, failing: u64) -> ChannelStatus {
        let cause = (failing > 0).then(|| format!("no {failing}"));
        let name = name.to_owned();
        ChannelStatus { name, failures: failing, failing, cause, ..ChannelStatus::default() }
    }

    #[tokio::test(start_paused = true)]
    async fn what_workers_outside_say_is_shown_once_a_channel_and_forgotten_when_they_are_gone() {
        let outside = Outside::default();
        outside.says("1", vec![status("mail", 0), status("sms", 7)]);
        outside.says("2", vec![status("mail", 3), status("sms", 2)]);
        let all = outside.with(vec![status("outbox", 0)]);
        let shown: Vec<_> = all.iter().map(|one| (one.name.as_str(), one.failures, one.trouble())).collect();
        assert_eq!(shown, [("outbox", 0, None), ("mail", 3, Some("no 3")), ("sms", 9, Some("no 7"))]);
        tokio::time::advance(OUTSIDE_FOR / 2).await;
        outside.says("1", vec![status("sms", 0)]);
        outside.says("2", Vec::new());
        assert_eq!(
            outside.with(Vec::new()),
            [status("sms", 0)],
            "it takes letters again, and the other has ended"
        );
        tokio::time::advance(OUTSIDE_FOR).await;
        assert_eq!(outside.with(Vec::new()), [], "who says nothing any more is not there");
        let (long, resting) = (Some("长".repeat(1_000)), Some(Instant(5)));
        outside.says("3", vec![ChannelStatus { cause: long, rests_until: resting, ..status("mail", 1) }]);
        let mail = outside.with(vec![status("mail", 0)]).remove(0);
        assert_eq!(
            (mail.rests_until, mail.trouble().map(str::len)),
            (resting, Some(999)),
            "it rests, with its cause"
        );
    }
}
