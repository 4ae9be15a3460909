use crate::say;

use crate::ids::{Digest, Version};
use crate::refs::bodies;
use crate::shape::{OccasionKind, PlannedStep};
use crate::time::{Date, Instant};

use super::description::{About, Use, describe, short};

bodies! {
    /// An occasion's dates were computed, once.
    pub struct OccasionPlanned<R: Refs> {
        /// Which: its key, such as `study.2014-05` or `unit-plan`. One that was not planned before is new.
        pub occasion: R::Planned => planned,
        /// What it is a happening of.
        pub kind: OccasionKind<R> => ..,
        /// Which happening of its rule, from 0.
        pub nth: u32,
        /// The group of units that it is for, whose calendar its dates follow; none for all others.
        pub group: Option<R::Group> => (group),
        /// It opens at this instant.
        pub opens: Instant,
        /// Local due day.
        pub due_day: Date,
        /// Items not handed in before this instant are late (24:00 of the due day); a snapshot's cut-off.
        pub due: Instant,
        /// Steps up to the due instant, the same for all its units.
        pub steps: Vec<PlannedStep<R>> => ..,
        /// It lies before the start: never reminded, never late.
        pub backfill: bool,
        /// How late its steps may go out, in hours.
        pub catch_up_hours: u16,
        /// Version of the calendar that the dates follow from.
        pub calendar: String,
        /// Version of the zone data that the instants follow from.
        pub zone_data: String,
        /// What was given out and to whom, where it is a task.
        pub given: Option<Given<R>> => ..,
    }

    /// A task as it was given out.
    pub struct Given<R: Refs> {
        /// What is to be done, a line for messages.
        pub title: String,
        /// The units, at most a chunk; empty means everybody that such tasks may be given to.
        pub units: Vec<R::Unit> => [unit],
        /// The visit at which it was found that this must be done: its occasion and place.
        pub found_at: Option<FoundAt<R>> => ..,
        /// What happened that causes it, where it is a visit because of that (S41).
        pub caused_by: Option<Happened<R>> => ..,
    }

    /// What happened that causes a visit.
    pub struct Happened<R: Refs> {
        /// What, in the committee's words, such as 重病.
        pub what: String,
        /// The local day.
        pub on: Date,
        /// Where: a place of the visits, or the unit itself whose people it befell.
        pub place: R::Unit => unit,
    }

    /// A visit or another item, as what was found or brought there names it.
    pub struct FoundAt<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The place; of an item that is handed in, its unit.
        pub place: R::Unit => unit,
    }

    /// An occasion opened.
    pub struct OccasionOpened<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// Nominal instant.
        pub due: Instant,
        /// Units of its audience that get no item, since what they announced is done or what they tried is not adopted.
        pub without: Vec<R::Unit> => [unit],
    }

    /// An aggregate snapshot was taken.
    pub struct SnapshotTaken<R: Refs> {
        /// The snapshot's occasion.
        pub occasion: R::Occasion => occasion,
        /// Last campaign version that counts.
        pub cutoff: Version,
        /// The table, a blob.
        pub table: Digest,
    }
}

describe! { (self, titles)
    OccasionPlanned<R> {
        about: About::Planned(&self.occasion),
        blobs: Vec::new(),
        summary: Some(format!("occasion {} planned, due on {}", self.occasion, self.due_day)),
        sentence: {
            let (name, opens, steps) =
                (titles.planned(&self.occasion), titles.local(self.opens), self.steps.len());
            let (key, due) = (&self.occasion, self.due_day);
            let language = titles.language();
            say!(language, "planned-name-key-opens-opens-due-due-steps", name, key, opens, due, #steps = steps)
        },
    }
    OccasionOpened<R> {
        about: About::Occasion(&self.occasion),
        blobs: Vec::new(),
        sentence: {
            let name = titles.occasion(&self.occasion);
            format!("{}{name} [{}]", titles.say("opened"), self.occasion)
        },
    }
    SnapshotTaken<R> {
        about: About::Table(&self.occasion),
        blobs: vec![(self.table, Use::Pinned)],
        sentence: {
            let (name, cutoff, table) = (titles.occasion(&self.occasion), self.cutoff, short(&self.table));
            say!(titles.language(), "snapshot-name-up-to-event-cutoff-table-table", name, cutoff, table)
        },
    }
}
