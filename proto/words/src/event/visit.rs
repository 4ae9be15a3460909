use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Version};
use crate::refs::{Refs, words};
use crate::shape::{PlannedStep, ProposedVisit};
use crate::time::Date;

use super::description::{About, Described, Titles, Use, texts};

/// Visits were proposed and found feasible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitProposed<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// Campaign version that the plan was made from.
    pub seen: Version,
    /// Digest of the instance that the plan was made from.
    pub instance: Digest,
    /// One visit.
    pub visit: ProposedVisit<R>,
    /// Due version of the place's item from now on.
    pub due_version: u8,
    /// Steps around the visit.
    pub steps: Vec<PlannedStep<R>>,
}

/// A visit was made and recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitRecorded<R: Refs> {
    /// The programme's occasion.
    pub occasion: R::Occasion,
    /// The place.
    pub place: R::Unit,
    /// The local day on which it was made.
    pub on: Date,
    /// The record's text, a salted blob.
    pub record: Option<Digest>,
}

impl<R: Refs> Described<R> for VisitProposed<R> {
    fn about(&self) -> About<'_, R> {
        About::Item(&self.occasion, &self.visit.place, None)
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        Vec::new()
    }

    fn summary(&self) -> Option<String> {
        Some(format!("visit {}/{} proposed for {}", self.occasion, self.visit.place, self.visit.date))
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        let visit = &self.visit;
        let reasons: Vec<String> = visit.reasons.iter().map(|why| titles.slot(why)).collect();
        format!(
            "{}{} {} → {} ({})",
            titles.pick("拟走访 ", "visit proposed "),
            titles.local(visit.start),
            visit.visitor,
            titles.item(&self.occasion, &visit.place),
            reasons.join(titles.pick("，", ", "))
        )
    }
}

impl<R: Refs> Described<R> for VisitRecorded<R> {
    fn about(&self) -> About<'_, R> {
        About::Item(&self.occasion, &self.place, None)
    }

    fn blobs(&self) -> Vec<(Digest, Use)> {
        texts(&self.record)
    }

    fn summary(&self) -> Option<String> {
        Some(format!("visit {}/{} recorded, made on {}", self.occasion, self.place, self.on))
    }

    fn sentence(&self, titles: &dyn Titles<R>) -> String {
        let (item, on) = (titles.item(&self.occasion, &self.place), self.on);
        if titles.zh() {
            format!("走访记录 {item}，{on} 成行")
        } else {
            format!("visit recorded {item}, made on {on}")
        }
    }
}

words! {
    VisitProposed { occasion: occasion, seen, instance, visit: .., due_version, steps: .. }
    VisitRecorded { occasion: occasion, place: unit, on, record }
}
