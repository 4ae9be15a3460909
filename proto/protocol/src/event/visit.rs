use crate::catalogue::TextId;
use crate::{id, say};
use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Version};
use crate::item::left_out::LeftOut;
use crate::refs::bodies;
use crate::shape::{PlannedStep, ProposedVisit};
use crate::time::Date;

use super::description::{About, describe, texts};

bodies! {
    /// Visits were proposed and found feasible.
    pub struct VisitProposed<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// Campaign version that the plan was made from.
        pub seen: Version,
        /// Digest of the instance that the plan was made from.
        pub instance: Digest,
        /// One visit.
        pub visit: ProposedVisit<R> => ..,
        /// Due version of the place's item from now on.
        pub due_version: u8,
        /// Steps around the visit.
        pub steps: Vec<PlannedStep<R>> => ..,
    }

    /// A plan has no visit for a place that awaits one.
    pub struct VisitLeftOut<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// Campaign version that the plan was made from.
        pub seen: Version,
        /// Digest of the instance that the plan was made from.
        pub instance: Digest,
        /// The place, with why.
        pub left_out: LeftOut<R> => ..,
    }

    /// The visitor has confirmed a visit.
    pub struct VisitConfirmed<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The place.
        pub place: R::Unit => unit,
        /// Due version of the place's item from now on.
        pub due_version: u8,
        /// Steps around the visit.
        pub steps: Vec<PlannedStep<R>> => ..,
    }

    /// A visit has another day or hour.
    pub struct VisitMoved<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The visit as it is now.
        pub visit: ProposedVisit<R> => ..,
        /// Due version of the place's item from now on.
        pub due_version: u8,
        /// Steps around the visit.
        pub steps: Vec<PlannedStep<R>> => ..,
    }

    /// Somebody else makes a visit.
    pub struct VisitDelegated<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The visit as it is now.
        pub visit: ProposedVisit<R> => ..,
        /// Due version of the place's item from now on.
        pub due_version: u8,
        /// Steps around the visit.
        pub steps: Vec<PlannedStep<R>> => ..,
    }
}

crate::coded! {
    /// Why a visit does not take place.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum CalledOff {
        /// The visitor cannot or will not.
        Declined = "declined",
        /// The office or the place took it back.
        Cancelled = "cancelled",
        /// The day came and nobody did.
        NoShow = "no-show",
        /// The place takes part no more: the roster says so, and nobody else.
        Left = "left",
    }
}

impl CalledOff {
    /// It in few words.
    #[must_use]
    pub fn words(self) -> TextId {
        match self {
            Self::Declined => id!("declined"),
            Self::Cancelled => id!("cancelled"),
            Self::NoShow => id!("no-show"),
            Self::Left => id!("the-unit-left"),
        }
    }
}

bodies! {
    /// A visit does not take place; the place waits for another one.
    pub struct VisitCalledOff<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The place.
        pub place: R::Unit => unit,
        /// Why.
        pub why: CalledOff,
        /// What was said about it, a salted blob.
        pub reason: Option<Digest>,
        /// Due version of the place's item from now on.
        pub due_version: u8,
        /// What its people hear.
        pub steps: Vec<PlannedStep<R>> => ..,
    }

    /// A visit was made; its record is still to come.
    pub struct VisitMade<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The place.
        pub place: R::Unit => unit,
        /// The local day on which it was made.
        pub on: Date,
    }
}

/// One section of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSection {
    /// Its name in the committee's words.
    pub name: String,
    /// Its text, a salted blob; none where there was nothing to say.
    pub text: Option<Digest>,
}

/// How content one kind of people was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// Who, such as 企业.
    pub by: String,
    /// The answer, from the file's scale.
    pub answer: String,
}

bodies! {
    /// A visit was made and recorded.
    pub struct VisitRecorded<R: Refs> {
        /// The programme's occasion.
        pub occasion: R::Occasion => occasion,
        /// The place.
        pub place: R::Unit => unit,
        /// The local day on which it was made.
        pub on: Date,
        /// The record's text, a salted blob.
        pub record: Option<Digest>,
        /// Its sections, where the file asks for some.
        pub sections: Vec<RecordSection>,
        /// How content people were, where the file asks.
        pub ratings: Vec<Rated>,
        /// How many problems were found that make tasks; the item closes with the last of them.
        pub follow_ups: u16,
    }
}

describe! { (self, titles)
    VisitProposed<R> {
        about: About::Item(&self.occasion, &self.visit.place, None),
        blobs: Vec::new(),
        summary: {
            let (occasion, visit) = (&self.occasion, &self.visit);
            Some(format!("visit {occasion}/{} proposed for {}", visit.place, visit.date))
        },
        sentence: {
            let visit = &self.visit;
            let reasons: Vec<String> = visit.reasons.iter().map(|why| titles.slot(why)).collect();
            format!(
                "{}{} {} → {} ({})",
                titles.say("visit-proposed"),
                titles.local(visit.start),
                visit.visitor,
                titles.item(&self.occasion, &visit.place),
                reasons.join(titles.say("clause-comma"))
            )
        },
    }
    VisitLeftOut<R> {
        about: About::Item(&self.occasion, &self.left_out.place, None),
        blobs: Vec::new(),
        summary: {
            let LeftOut { place, why, .. } = &self.left_out;
            Some(format!("visit {}/{place} left out: {}", self.occasion, why.code()))
        },
        sentence: {
            let LeftOut { place, why, .. } = &self.left_out;
            let item = titles.to_item(id!("visit-left-out"), &self.occasion, place);
            say!(titles.language(), "item-said", item, said = why.said(titles.language()))
        },
    }
    VisitConfirmed<R> {
        about: About::Item(&self.occasion, &self.place, None),
        blobs: Vec::new(),
        sentence: titles.to_item(id!("visit-confirmed-2"), &self.occasion, &self.place),
    }
    VisitMoved<R> {
        about: About::Item(&self.occasion, &self.visit.place, None),
        blobs: Vec::new(),
        summary: Some(format!("visit {}/{} moved to {}", self.occasion, self.visit.place, self.visit.date)),
        sentence: {
            let item = titles.to_item(id!("visit-moved-2"), &self.occasion, &self.visit.place);
            format!("{item} → {}", titles.local(self.visit.start))
        },
    }
    VisitDelegated<R> {
        about: About::Item(&self.occasion, &self.visit.place, None),
        blobs: Vec::new(),
        summary: {
            let (occasion, visit) = (&self.occasion, &self.visit);
            Some(format!("visit {occasion}/{} delegated to {}", visit.place, visit.visitor))
        },
        sentence: {
            let item = titles.to_item(id!("visit-delegated-2"), &self.occasion, &self.visit.place);
            format!("{item} → {}", self.visit.visitor)
        },
    }
    VisitCalledOff<R> {
        about: About::Item(&self.occasion, &self.place, None),
        blobs: texts(&self.reason),
        summary: Some(format!("visit {}/{} called off: {}", self.occasion, self.place, self.why.code())),
        sentence: {
            let item = titles.to_item(id!("visit-called-off-2"), &self.occasion, &self.place);
            let said = self.why.words();
            say!(titles.language(), "item-said", item, said: said)
        },
    }
    VisitMade<R> {
        about: About::Item(&self.occasion, &self.place, None),
        blobs: Vec::new(),
        summary: Some(format!("visit {}/{} made on {}", self.occasion, self.place, self.on)),
        sentence: {
            let item = titles.to_item(id!("visit-made"), &self.occasion, &self.place);
            format!("{item}{}{}", titles.say("clause-comma"), self.on)
        },
    }
    VisitRecorded<R> {
        about: About::Item(&self.occasion, &self.place, None),
        blobs: {
            let sections = self.sections.iter().filter_map(|section| section.text.as_ref());
            texts(self.record.iter().chain(sections))
        },
        summary: Some(format!("visit {}/{} recorded, made on {}", self.occasion, self.place, self.on)),
        sentence: {
            let (item, on) = (titles.item(&self.occasion, &self.place), self.on);
            say!(titles.language(), "visit-recorded-item-made-on-on", item, on)
        },
    }
}
