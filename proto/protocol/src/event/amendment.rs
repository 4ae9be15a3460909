use crate::{id, say};

use crate::event::EventOf;
use crate::event::of::{CampaignLaunched, MembershipDates, OccasionPlanned, OwnDue, PhaseDates, Source};
use crate::ids::Digest;
use crate::refs::{Refs, bodies};
use crate::shape::PlannedStep;

use super::description::{About, describe, items, short, sources, texts};

bodies! {
    /// Another definition was put in force. It is reconciled with the one before: what stood at a place stands there still.
    pub struct CampaignAmended<R: Refs> {
        /// The definition that was in force.
        pub from: Digest,
        /// The compiled and reconciled definition that is in force from now on.
        pub definition: Digest,
        /// The committee's files as they are now.
        pub sources: Vec<Source>,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
        /// Post that approved it, where that is another than the one that gave the command.
        pub approver: Option<String>,
        /// When each phase is entered and ended; of no effect for what has been already.
        pub phases: Vec<PhaseDates<R>> => ..,
        /// Units whose joining or leaving changed, by unit. An instant that is over counts as the amendment's.
        pub changes: Vec<MembershipDates<R>> => ..,
        /// The import of accounts that counts from now on, under a salted digest; none where accounts stay.
        pub contacts: Option<Digest>,
    }

    /// An occasion's dates or reminders were recomputed. Only items that [`ItemMoved`] names follow at once.
    pub struct OccasionMoved<R: Refs> {
        /// The occasion as it stands from now on, under the number and key that it has.
        pub plan: OccasionPlanned<R> => ..,
        /// Due version of the items that follow it, and of those that come later.
        pub due_version: u8,
        /// Overdue steps of those of its items that stay late.
        pub late: Vec<PlannedStep<R>> => ..,
    }

    /// Items follow their occasion, or get another due day of their own.
    pub struct ItemMoved<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The units, at most a chunk.
        pub units: Vec<R::Unit> => [unit],
        /// Their due version from now on.
        pub due_version: u8,
        /// Numbers of the occasion's steps that are planned for them, or of their own.
        pub steps: Vec<u8>,
        /// Numbers of those steps that are not planned for them, because they had been reminded of the same before.
        pub reminded: Vec<u8>,
        /// Whether they stay late.
        pub late: bool,
        /// Dates that these items have instead of the occasion's from now on; none where they follow it.
        pub own: Option<OwnDue<R>> => ..,
    }

    /// An occasion was taken out of use: it will not open, or its open items are waived right behind.
    pub struct OccasionRetired<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
    }
}

describe! { (self, titles)
    CampaignAmended<R> {
        about: About::Whole,
        blobs: {
            let mut all = sources(self.definition, &self.sources);
            all.extend(texts(&self.reason));
            all
        },
        summary: Some("campaign amended".to_owned()),
        sentence: {
            let digest = short(&self.definition);
            match self.approver.as_deref().unwrap_or_default() {
                "" => say!(titles.language(), "amended-digest", digest),
                post => say!(titles.language(), "amended-digest-approved-by-post", digest, post),
            }
        },
    }
    OccasionMoved<R> {
        about: About::Planned(&self.plan.occasion),
        blobs: Vec::new(),
        summary: {
            let OccasionPlanned { occasion, due_day, .. } = &self.plan;
            Some(format!("occasion {occasion} recomputed, due on {due_day}"))
        },
        sentence: {
            let OccasionPlanned { occasion, due_day, .. } = &self.plan;
            let name = titles.planned(occasion);
            say!(titles.language(), "recomputed-name-occasion-due-due-day", name, occasion, due_day)
        },
    }
    ItemMoved<R> {
        about: About::Items(&self.occasion, &self.units),
        blobs: Vec::new(),
        summary: Some(format!("{} moved", items::<R>(&self.occasion, &self.units))),
        sentence: {
            let Some(own) = &self.own else {
                return titles.items(id!("moved-with-it"), &self.occasion, &self.units);
            };
            let (name, units) = (titles.occasion(&self.occasion), titles.units(&self.units));
            say!(titles.language(), "name-units-moved-to-due-day", name, units, due_day = own.due_day)
        },
    }
    OccasionRetired<R> {
        about: About::Occasion(&self.occasion),
        blobs: Vec::new(),
        sentence: {
            let name = titles.occasion(&self.occasion);
            format!("{}{name} [{}]", titles.say("retired-2"), self.occasion)
        },
    }
}

/// Names of the events that put a definition in force: from then on it says what units, duties and phases there are.
pub const PUTS_IN_FORCE: [&str; 2] = ["campaign.launched", "campaign.amended"];

impl<R: Refs> EventOf<R> {
    /// The definition that is in force from this event on, this event included.
    #[must_use]
    pub fn puts_in_force(&self) -> Option<Digest> {
        if let Self::CampaignLaunched(CampaignLaunched { definition, .. })
        | Self::CampaignAmended(CampaignAmended { definition, .. }) = self
        {
            return Some(*definition);
        }
        None
    }

    /// The import of accounts that counts from this event on.
    #[must_use]
    pub fn brings_accounts(&self) -> Option<Digest> {
        if let Self::CampaignLaunched(CampaignLaunched { contacts, .. })
        | Self::CampaignAmended(CampaignAmended { contacts, .. }) = self
        {
            return *contacts;
        }
        None
    }
}
