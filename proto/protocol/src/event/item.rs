use crate::{id, say};

use crate::form::Form;
use crate::ids::Digest;
use crate::item::{Evidence, WaiveReason};
use crate::refs::bodies;
use crate::shape::PlannedStep;
use crate::time::{Date, Instant};

use super::description::{About, describe, files, items, texts};

bodies! {
    /// A unit got its item after the opening: it came later, or the item that must be closed before was.
    pub struct ItemOpened<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The units.
        pub units: Vec<R::Unit> => [unit],
        /// Nominal instant; shared steps before it are not theirs.
        pub due: Instant,
        /// Dates that these items have instead of the occasion's, as due version 1.
        pub own: Option<OwnDue<R>> => ..,
    }

    /// Dates of items that differ from their occasion's.
    pub struct OwnDue<R: Refs> {
        /// Local due day.
        pub due_day: Date,
        /// Due instant.
        pub due: Instant,
        /// Steps up to the due instant.
        pub steps: Vec<PlannedStep<R>> => ..,
    }

    /// Something was handed in.
    pub struct ItemSubmitted<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The unit.
        pub unit: R::Unit => unit,
        /// What.
        pub evidence: Vec<Evidence>,
        /// What was filled in besides.
        pub form: Form,
        /// The local day on which it was done, if that was said.
        pub on: Option<Date>,
    }

    /// Something that lay before the start was entered.
    pub struct ItemBackfilled<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The unit.
        pub unit: R::Unit => unit,
        /// What.
        pub evidence: Vec<Evidence>,
        /// What was filled in besides.
        pub form: Form,
        /// The local day on which it was done, if that was said.
        pub on: Option<Date>,
    }

    /// What was handed in was returned.
    pub struct ItemReturned<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The unit.
        pub unit: R::Unit => unit,
        /// The reason's text, a salted blob.
        pub reason: Option<Digest>,
        /// Points of the rubric that were not met (S71).
        pub failed: Vec<String>,
        /// New due version.
        pub due_version: u8,
        /// New local due day.
        pub due_day: Date,
        /// New due instant.
        pub due: Instant,
        /// Steps up to the new due instant, of this item alone.
        pub steps: Vec<PlannedStep<R>> => ..,
    }

    /// What was handed in was accepted.
    pub struct ItemAccepted<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The unit.
        pub unit: R::Unit => unit,
    }

    /// The item is done.
    pub struct ItemClosed<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The unit.
        pub unit: R::Unit => unit,
    }

    /// Items passed their due instant without being handed in.
    pub struct ItemLate<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The units, at most a chunk.
        pub units: Vec<R::Unit> => [unit],
        /// Their due version.
        pub due_version: u8,
        /// Overdue steps and cards, the same for all of them.
        pub steps: Vec<PlannedStep<R>> => ..,
        /// Nominal instant.
        pub due: Instant,
    }

    /// Nothing is late any more of what cards were given for: who got one hears that it is lifted.
    pub struct CardLifted<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The units, at most a chunk.
        pub units: Vec<R::Unit> => [unit],
        /// Their due version.
        pub due_version: u8,
        /// One step for each role that had got a card, the same for all of them.
        pub steps: Vec<PlannedStep<R>> => ..,
        /// Nominal instant.
        pub due: Instant,
    }

    /// Items need not be done any more.
    pub struct ItemWaived<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The units.
        pub units: Vec<R::Unit> => [unit],
        /// Why.
        pub reason: WaiveReason,
    }

    /// An item passed on to a successor.
    pub struct ItemPassedOn<R: Refs> {
        /// The occasion.
        pub occasion: R::Occasion => occasion,
        /// The unit that left.
        pub unit: R::Unit => unit,
        /// The unit that took it over; it keeps its own item of the occasion if it has one.
        pub to: R::Unit => unit,
        /// Nominal instant: 24:00 local of the leaving unit's last day; shared steps before it are not the successor's.
        pub due: Instant,
    }
}

describe! { (self, titles)
    ItemOpened<R> {
        about: About::Items(&self.occasion, &self.units),
        blobs: Vec::new(),
        summary: Some(format!("{} opened", items::<R>(&self.occasion, &self.units))),
        sentence: titles.items(id!("opened-later"), &self.occasion, &self.units),
    }
    ItemSubmitted<R> {
        about: About::Item(&self.occasion, &self.unit, None),
        blobs: files(&self.evidence),
        sentence: {
            let handed = titles.to_item(id!("handed-in-3"), &self.occasion, &self.unit);
            if self.evidence.is_empty() {
                return handed;
            }
            let pieces = self.evidence.iter().map(|piece| format!("{}×{}", piece.need, piece.count));
            format!("{handed}: {}", pieces.collect::<Vec<_>>().join(titles.say("reference-shown")))
        },
    }
    ItemBackfilled<R> {
        about: About::Item(&self.occasion, &self.unit, None),
        blobs: files(&self.evidence),
        summary: Some(format!("item {}/{} entered afterwards", self.occasion, self.unit)),
        sentence: titles.to_item(id!("backfilled"), &self.occasion, &self.unit),
    }
    ItemReturned<R> {
        about: About::Item(&self.occasion, &self.unit, None),
        blobs: texts(&self.reason),
        summary: {
            let (occasion, unit, due) = (&self.occasion, &self.unit, self.due_day);
            Some(format!("item {occasion}/{unit} returned, due again on {due}"))
        },
        sentence: {
            let (item, due) = (titles.item(&self.occasion, &self.unit), self.due_day);
            say!(titles.language(), "returned-item-now-due-due", item, due)
        },
    }
    ItemAccepted<R> {
        about: About::Item(&self.occasion, &self.unit, None),
        blobs: Vec::new(),
        sentence: titles.to_item(id!("accepted-4"), &self.occasion, &self.unit),
    }
    ItemClosed<R> {
        about: About::Item(&self.occasion, &self.unit, None),
        blobs: Vec::new(),
        sentence: titles.to_item(id!("closed-4"), &self.occasion, &self.unit),
    }
    ItemLate<R> {
        about: About::Items(&self.occasion, &self.units),
        blobs: Vec::new(),
        summary: Some(format!("{} late", items::<R>(&self.occasion, &self.units))),
        sentence: titles.items(id!("late-5"), &self.occasion, &self.units),
    }
    CardLifted<R> {
        about: About::Items(&self.occasion, &self.units),
        blobs: Vec::new(),
        summary: Some(format!("cards of {} lifted", items::<R>(&self.occasion, &self.units))),
        sentence: titles.items(id!("cards-lifted-of"), &self.occasion, &self.units),
    }
    ItemWaived<R> {
        about: About::Items(&self.occasion, &self.units),
        blobs: Vec::new(),
        summary: Some(format!("{} waived", items::<R>(&self.occasion, &self.units))),
        sentence: titles.items(id!("waived-2"), &self.occasion, &self.units),
    }
    ItemPassedOn<R> {
        about: About::Item(&self.occasion, &self.unit, Some(&self.to)),
        blobs: Vec::new(),
        summary: Some(format!("item {}/{} passed on to {}", self.occasion, self.unit, self.to)),
        sentence: {
            let item = titles.to_item(id!("passed-on-4"), &self.occasion, &self.unit);
            format!("{item} → {}", titles.unit(&self.to))
        },
    }
}
