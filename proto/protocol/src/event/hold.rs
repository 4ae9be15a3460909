use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::item::DueDays;
use crate::refs::{bodies, plain_words};
use crate::shape::StepRef;
use crate::time::Instant;

use super::description::{About, describe, steps, texts};

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

bodies! {
    /// Sending was held for what falls due in a phase.
    pub struct PhaseHeld<R: Refs> {
        /// The phase.
        pub phase: R::Phase => phase,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
    }

    /// Sending goes on for what falls due in a phase.
    pub struct PhaseResumed<R: Refs> {
        /// The phase.
        pub phase: R::Phase => phase,
        /// When it had been held.
        pub since: Instant,
        /// What becomes of due days.
        pub due_days: DueDays,
    }

    /// Steps fell due while sending was held.
    pub struct StepHeld<R: Refs> {
        /// Which.
        pub steps: Vec<StepRef<R>> => ..,
        /// Nominal instant.
        pub due: Instant,
    }
}

describe! { (self, titles)
    CampaignHeld {
        about: About::Whole,
        blobs: texts(&self.reason),
        summary: Some("campaign held".to_owned()),
        sentence: titles.say("sending-held").to_owned(),
    }
    CampaignResumed {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some("campaign resumed".to_owned()),
        sentence: titles.say("sending-resumed").to_owned(),
    }
    PhaseHeld<R> {
        about: About::Phase(&self.phase),
        blobs: texts(&self.reason),
        sentence: titles.say("sending-held-2").to_owned() + &titles.phase(&self.phase),
    }
    PhaseResumed<R> {
        about: About::Phase(&self.phase),
        blobs: Vec::new(),
        sentence: titles.say("sending-resumed-2").to_owned() + &titles.phase(&self.phase),
    }
    StepHeld<R> {
        about: About::Steps(self.steps.iter().collect()),
        blobs: Vec::new(),
        summary: Some(format!("{} held", steps(&self.steps))),
        sentence: titles.say("held-2").to_owned() + &titles.steps(&self.steps),
    }
}

plain_words! { CampaignHeld, CampaignResumed }
