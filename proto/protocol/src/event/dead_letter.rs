use crate::say;
use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Version};
use crate::refs::{Numbers, bodies, plain_words};
use crate::shape::DeadLetter;
use crate::shape::{PlannedStep, StepRef};

use super::description::{About, count, describe, texts};

bodies! {
    /// Steps that had failed are tried again: each as a new step of the same item and due version.
    pub struct StepRetried<R: Refs> {
        /// Which, at most a chunk.
        pub steps: Vec<RetriedStep<R>> => ..,
    }

    /// A failed step and the one that takes its place.
    pub struct RetriedStep<R: Refs> {
        /// The step that failed. It stays as it ended.
        pub old: StepRef<R> => ..,
        /// The new one, planned for the instant of the retry.
        pub new: PlannedStep<R> => ..,
    }
}

/// A worker gave an event up: a dead letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryFailed {
    /// Name of the worker's consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
    /// Why: a text stored before as a salted blob.
    pub cause: Digest,
}

/// An event that was given up is given to its worker again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRetried {
    /// Name of the worker's consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
}

bodies! {
    /// Dead letters were dropped: nobody will try them again.
    pub struct DeadLetterDropped<R: Refs> {
        /// Which, at most a chunk.
        pub letters: Vec<DeadLetter<R>> => ..,
        /// Why: a text stored before as a salted blob. None where a retry found that nothing is due any more.
        pub why: Option<Digest>,
    }
}

impl Copy for RetriedStep<Numbers> {}

describe! { (self, titles)
    StepRetried<R> {
        about: About::Steps(self.steps.iter().map(|step| &step.old).collect()),
        blobs: Vec::new(),
        summary: Some(match self.steps.as_slice() {
            [step] => format!("step {} tried again", step.old),
            all => format!("{} steps tried again", all.len()),
        }),
        sentence: {
            let steps = self.steps.iter().map(|step| {
                let old = &step.old;
                format!("{old} → #{}.{}", old.due_version, step.new.no)
            });
            titles.say("tried-again").to_owned() + &titles.some(steps.collect())
        },
    }
    DeliveryFailed {
        about: About::Delivery(&self.consumer, self.version),
        blobs: texts([&self.cause]),
        summary: Some(format!("event {} given up by {}", self.version, self.consumer)),
        sentence: {
            let (consumer, version) = (&self.consumer, self.version);
            say!(titles.language(), "consumer-gave-event-version-of-the-campaign-up", consumer, version)
        },
    }
    DeliveryRetried {
        about: About::Delivery(&self.consumer, self.version),
        blobs: Vec::new(),
        summary: Some(format!("event {} given to {} again", self.version, self.consumer)),
        sentence: {
            let (consumer, version) = (&self.consumer, self.version);
            say!(titles.language(), "event-version-of-the-campaign-is-given-to", version, consumer)
        },
    }
    DeadLetterDropped<R> {
        about: About::Letters(&self.letters),
        blobs: texts(&self.why),
        summary: Some(format!("{} dropped", count(self.letters.len(), "dead letter"))),
        sentence: {
            let letters = titles.some(self.letters.iter().map(ToString::to_string).collect());
            if self.why.is_some() {
                say!(titles.language(), "dead-letters-dropped", letters)
            } else {
                say!(titles.language(), "dead-letters-no-longer-due", letters)
            }
        },
    }
}

plain_words! { DeliveryFailed, DeliveryRetried }
