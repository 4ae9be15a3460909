use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::item::DueDays;
use crate::refs::{Refs, plain_words, words};
use crate::shape::StepRef;
use crate::time::Instant;

use super::description::{About, Described, Titles, Use, steps, texts};

/// Sending was held: steps that fall due wait. Dates go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignHeld {
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Sending goes on. What becomes of the steps that wait comes right behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignResumed {
    /// When it had been held.
    pub since: Instant,
    /// What becomes of due days.
    pub due_days: DueDays,
}

/// Sending was held for what falls due in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct PhaseHeld<R: Refs> {
    /// The phase.
    pub phase: R::Phase,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Sending goes on for what falls due in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct PhaseResumed<R: Refs> {
    /// The phase.
    pub phase: R::Phase,
    /// When it had been held.
    pub since: Instant,
    /// What becomes of due days.
    pub due_days: DueDays,
}

/// Steps fell due while sending was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StepHeld<R: Refs> {
    /// Which.
    pub steps: Vec<StepRef<R>>,
    /// Nominal instant.
    pub due: Instant,
}

impl<R: Refs> Described<R> for CampaignHeld {
    fn about(&self) -> About<'_, R> {
        About::Whole
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        texts(&self.reason)
    }

    fn summary(&self) -> Option<String> {
        Some("campaign held".to_owned())
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        titles.say("sending-held").to_owned()
    }
}

impl<R: Refs> Described<R> for CampaignResumed {
    fn about(&self) -> About<'_, R> {
        About::Whole
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        Vec::new()
    }

    fn summary(&self) -> Option<String> {
        Some("campaign resumed".to_owned())
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        titles.say("sending-resumed").to_owned()
    }
}

impl<R: Refs> Described<R> for PhaseHeld<R> {
    fn about(&self) -> About<'_, R> {
        About::Phase(&self.phase)
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        texts(&self.reason)
    }

    fn summary(&self) -> Option<String> {
        None
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        titles.say("sending-held-2").to_owned() + &titles.phase(&self.phase)
    }
}

impl<R: Refs> Described<R> for PhaseResumed<R> {
    fn about(&self) -> About<'_, R> {
        About::Phase(&self.phase)
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        Vec::new()
    }

    fn summary(&self) -> Option<String> {
        None
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        titles.say("sending-resumed-2").to_owned() + &titles.phase(&self.phase)
    }
}

impl<R: Refs> Described<R> for StepHeld<R> {
    fn about(&self) -> About<'_, R> {
        About::Steps(self.steps.iter().collect())
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        Vec::new()
    }

    fn summary(&self) -> Option<String> {
        Some(format!("{} held", steps(&self.steps)))
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        titles.say("held-2").to_owned() + &titles.steps(&self.steps)
    }
}

words! {
    PhaseHeld { phase: phase, reason }
    PhaseResumed { phase: phase, since, due_days }
    StepHeld { steps: .., due }
}

plain_words! { CampaignHeld, CampaignResumed }
