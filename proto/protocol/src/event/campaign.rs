use crate::say;
use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::refs::{bodies, plain_words};
use crate::time::Instant;

use super::description::{About, count, describe, short, sources};

bodies! {
    /// A definition was put to work.
    pub struct CampaignLaunched<R: Refs> {
        /// The compiled definition.
        pub definition: Digest,
        /// The committee's files as they were.
        pub sources: Vec<Source>,
        /// When each phase is entered and ended.
        pub phases: Vec<PhaseDates<R>> => ..,
        /// Units whose membership changes after the launch, or had ended before it, by unit.
        pub changes: Vec<MembershipDates<R>> => ..,
        /// The import of accounts that counts from now on, under a salted digest: who is reached how is not in the log.
        pub contacts: Option<Digest>,
    }

    /// Instants of a phase.
    #[derive(Copy)]
    pub struct PhaseDates<R: Refs> {
        /// The phase.
        pub phase: R::Phase => phase,
        /// 00:00 local of its first day, or the launch if that was later.
        pub enters: Instant,
        /// 24:00 local of its last day, or the launch if that was later.
        pub ends: Instant,
    }

    /// Instants of a unit's membership.
    #[derive(Copy)]
    pub struct MembershipDates<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// 00:00 local of its first day, if that lies after the launch.
        pub joins: Option<Instant>,
        /// 24:00 local of its last day, if it has one.
        pub leaves: Option<Instant>,
    }
}

/// A file of the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// File name without folders.
    pub name: String,
    /// Its bytes.
    pub digest: Digest,
}

/// The last phase is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignClosed {
    /// Nominal instant.
    pub due: Instant,
}

bodies! {
    /// A phase began.
    pub struct PhaseEntered<R: Refs> {
        /// The phase.
        pub phase: R::Phase => phase,
        /// Nominal instant: 00:00 local of its first day, or the launch if that was later.
        pub due: Instant,
    }

    /// A phase ended.
    pub struct PhaseEnded<R: Refs> {
        /// The phase.
        pub phase: R::Phase => phase,
        /// Nominal instant: 24:00 local of its last day.
        pub due: Instant,
    }

    /// Items that were open when a phase ended.
    pub struct PhaseCarriedOver<R: Refs> {
        /// The phase that ended.
        pub phase: R::Phase => phase,
        /// The phase that goes on with them.
        pub into: R::Phase => phase,
        /// How many.
        pub items: u32,
        /// Nominal instant.
        pub due: Instant,
    }

    /// A unit became a member after the launch.
    pub struct UnitJoined<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// Nominal instant: 00:00 local of its first day.
        pub due: Instant,
    }

    /// A unit's membership ended.
    pub struct UnitLeft<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// The unit that takes over, if it was merged.
        pub merged_into: Option<R::Unit> => (unit),
        /// Nominal instant: 24:00 local of its last day.
        pub due: Instant,
    }
}

describe! { (self, titles)
    CampaignLaunched<R> {
        about: About::Whole,
        blobs: sources(self.definition, &self.sources),
        sentence: {
            let (name, digest) = (titles.campaign(), short(&self.definition));
            format!("{}{name} ({digest})", titles.say("launched"))
        },
    }
    CampaignClosed {
        about: About::Whole,
        blobs: Vec::new(),
        summary: Some("campaign closed".to_owned()),
        sentence: titles.say("the-campaign-is-over").to_owned(),
    }
    PhaseEntered<R> {
        about: About::Phase(&self.phase),
        blobs: Vec::new(),
        sentence: titles.say("phase-begins").to_owned() + &titles.phase(&self.phase),
    }
    PhaseEnded<R> {
        about: About::Phase(&self.phase),
        blobs: Vec::new(),
        sentence: titles.say("phase-ended").to_owned() + &titles.phase(&self.phase),
    }
    PhaseCarriedOver<R> {
        about: About::Phase(&self.phase),
        blobs: Vec::new(),
        summary: {
            let (items, from, into) = (count(self.items as usize, "item"), &self.phase, &self.into);
            Some(format!("{items} of phase {from} carried over into {into}"))
        },
        sentence: {
            let (phase, into) = (titles.phase(&self.phase), titles.phase(&self.into));
            let language = titles.language();
            say!(language, "items-unfinished-items-of-phase-go-on-in", #items = self.items, phase, into)
        },
    }
    UnitJoined<R> {
        about: About::Unit(&self.unit, None),
        blobs: Vec::new(),
        summary: Some(format!("unit {} joined", self.unit)),
        sentence: titles.unit(&self.unit) + titles.say("joined"),
    }
    UnitLeft<R> {
        about: About::Unit(&self.unit, self.merged_into.as_ref()),
        blobs: Vec::new(),
        summary: Some(match &self.merged_into {
            Some(to) => format!("unit {} merged into {to}", self.unit),
            None => format!("unit {} left", self.unit),
        }),
        sentence: {
            let unit = titles.unit(&self.unit);
            match &self.merged_into {
                Some(to) => format!("{unit}{}{}", titles.say("merged-into"), titles.unit(to)),
                None => unit + titles.say("left"),
            }
        },
    }
}

plain_words! { Source, CampaignClosed }
