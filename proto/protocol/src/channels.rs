//! How channels are: what the workers that have them say of them, for who asks how things stand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// What kept a channel from taking a letter: few and fixed, so that a metric may name it. What the counterpart said in its own
/// words stands elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureCause {
    /// No connection, or one that broke.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// It takes no more for a while: too many letters, or it asked to be left alone.
    Busy,
    /// A login, a key, an address or a template of the settings is wrong: ops have to fix it.
    Settings,
    /// It answered, and said no for now.
    NotNow,
    /// The disk or the terminal of this machine.
    Local,
}

impl FailureCause {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Unreachable, Self::Timeout, Self::Busy, Self::Settings, Self::NotNow, Self::Local];

    /// Its word in metrics and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Busy => "busy",
            Self::Settings => "settings",
            Self::NotNow => "not-now",
            Self::Local => "local",
        }
    }
}

/// So many letters in a row not taken say that a channel takes nothing: one alone may fail for its own sake.
const STUCK_AFTER: u64 = 2;

/// How a channel is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelStatus {
    /// Its name.
    pub name: String,
    /// Letters that it did not take, ever since the start.
    pub failures: u64,
    /// The same by what kept it from taking them.
    #[serde(default)]
    pub by_cause: BTreeMap<FailureCause, u64>,
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

    /// Adds what another process says of the same channel: it takes nothing where one of them gets nothing through.
    pub fn and(&mut self, other: Self) {
        self.failures += other.failures;
        for (cause, failures) in other.by_cause {
            *self.by_cause.entry(cause).or_default() += failures;
        }
        if (other.failing, other.rests_until) > (self.failing, self.rests_until) {
            (self.failing, self.cause) = (other.failing, other.cause);
        }
        self.rests_until = self.rests_until.max(other.rests_until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_written_as_metrics_name_it_and_sums_over_processes() {
        for cause in FailureCause::ALL {
            assert_eq!(serde_json::to_value(cause).unwrap(), cause.code());
        }
        let of = |all: &[(FailureCause, u64)]| ChannelStatus {
            failures: all.iter().map(|(_, failures)| failures).sum(),
            by_cause: all.iter().copied().collect(),
            ..ChannelStatus::default()
        };
        let mut one = of(&[(FailureCause::Busy, 2)]);
        one.and(of(&[(FailureCause::Busy, 1), (FailureCause::Timeout, 4)]));
        assert_eq!(one, of(&[(FailureCause::Busy, 3), (FailureCause::Timeout, 4)]));
    }
}
