//! Whether an event concerns an item or a unit.

use muster_words::command::{DeadLetterName, StepName};
use muster_words::event::Said as Event;
use muster_words::events_of;
use muster_words::refs::{OccasionKey, UnitCode};

use super::people;

/// Who is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The occasion; none means all of the unit's.
    pub occasion: Option<OccasionKey>,
    /// The unit.
    pub unit: UnitCode,
}

impl Subject {
    /// Whether an event concerns it. Planning and opening of an occasion concern its items, not units as such.
    #[must_use]
    pub fn is_of(&self, event: &Event) -> bool {
        match event {
            Event::CampaignLaunched(_)
            | Event::CampaignAmended(_)
            | Event::CampaignHeld(_)
            | Event::CampaignResumed(_)
            | Event::PhaseHeld(_)
            | Event::PhaseResumed(_)
            | Event::CampaignClosed(_)
            | Event::PhaseEntered(_)
            | Event::PhaseEnded(_)
            | Event::PhaseCarriedOver(_)
            | Event::DeliveryFailed(_)
            | Event::DeliveryRetried(_)
            | Event::ClockHeld(_)
            | Event::ClockAccepted(_)
            | Event::SnapshotTaken(_) => false,
            Event::UnitJoined(body) => body.unit == self.unit,
            Event::UnitLeft(body) => body.unit == self.unit || body.merged_into.as_ref() == Some(&self.unit),
            Event::OccasionPlanned(body) => self.occasion.as_ref() == Some(&body.occasion),
            Event::OccasionMoved(body) => self.occasion.as_ref() == Some(&body.plan.occasion),
            Event::OccasionRetired(body) => self.occasion.as_ref() == Some(&body.occasion),
            Event::ItemMoved(body) => self.any(&body.occasion, &body.units),
            Event::StepHeld(body) => self.carried_by(&body.steps),
            Event::OccasionOpened(body) => self.occasion.as_ref() == Some(&body.occasion),
            Event::ItemOpened(body) => self.any(&body.occasion, &body.units),
            Event::ItemSubmitted(body) => self.one(&body.occasion, &body.unit),
            Event::ItemBackfilled(body) => self.one(&body.occasion, &body.unit),
            Event::ItemReturned(body) => self.one(&body.occasion, &body.unit),
            Event::ItemAccepted(body) => self.one(&body.occasion, &body.unit),
            Event::ItemClosed(body) => self.one(&body.occasion, &body.unit),
            Event::ItemLate(body) => self.any(&body.occasion, &body.units),
            Event::ItemWaived(body) => self.any(&body.occasion, &body.units),
            Event::ItemPassedOn(body) => {
                self.one(&body.occasion, &body.unit) || self.one(&body.occasion, &body.to)
            }
            Event::MessageDue(body) => body.messages.iter().any(|message| self.carried_by(&message.steps)),
            // These name messages by their contacts alone; what the messages carry stands in the others.
            Event::MessageReissued(_) | Event::MessageSigned(_) => false,
            Event::StepSent(body) => body.messages.iter().any(|message| self.carried_by(&message.steps)),
            Event::StepSkipped(body) => self.carried_by(&body.steps),
            Event::StepFailed(body) => self.carried_by(&body.steps),
            Event::StepWithdrawn(body) => self.any(&body.occasion, &body.units),
            Event::StepDeferred(body) => self.carried_by(&body.steps),
            Event::StepRetried(body) => body.steps.iter().any(|step| self.carries(&step.old)),
            Event::DeadLetterDropped(body) => body.letters.iter().any(|letter| match letter {
                DeadLetterName::Step(step) => self.carries(step),
                DeadLetterName::Delivery(_) => false,
            }),
            Event::VisitProposed(body) => self.one(&body.occasion, &body.visit.place),
            Event::VisitConfirmed(body) => self.one(&body.occasion, &body.place),
            Event::VisitMoved(body) => self.one(&body.occasion, &body.visit.place),
            Event::VisitDelegated(body) => self.one(&body.occasion, &body.visit.place),
            Event::VisitCalledOff(body) => self.one(&body.occasion, &body.place),
            Event::VisitMade(body) => self.one(&body.occasion, &body.place),
            Event::VisitRecorded(body) => self.one(&body.occasion, &body.place),
            events_of!(ledger, case, candidate, judging, blob) => {
                self.occasion.is_none() && people::unit_of(event) == Some(&self.unit)
            }
        }
    }

    fn one(&self, occasion: &OccasionKey, unit: &UnitCode) -> bool {
        self.unit == *unit && self.occasion.as_ref().is_none_or(|only| only == occasion)
    }

    fn any(&self, occasion: &OccasionKey, units: &[UnitCode]) -> bool {
        units.iter().any(|unit| self.one(occasion, unit))
    }

    fn carries(&self, step: &StepName) -> bool {
        self.one(&step.occasion, &step.unit)
    }

    /// Whether one of these steps is its.
    #[must_use]
    pub fn carried_by(&self, steps: &[StepName]) -> bool {
        steps.iter().any(|step| self.carries(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_words::event::of::{ItemAccepted, ItemLate};
    use muster_words::time::Instant;

    #[test]
    fn an_item_is_of_one_occasion_and_a_unit_of_all() {
        let occasion: OccasionKey = "plan".into();
        let accepted: Event = ItemAccepted { occasion: occasion.clone(), unit: "004".into() }.into();
        let of = |occasion: Option<&str>, unit: &str| Subject {
            occasion: occasion.map(OccasionKey::from),
            unit: unit.into(),
        };
        assert!(of(None, "004").is_of(&accepted) && of(Some("plan"), "004").is_of(&accepted));
        assert!(!of(Some("study"), "004").is_of(&accepted) && !of(None, "005").is_of(&accepted));
        let units = vec!["001".into(), "005".into()];
        let late: Event =
            ItemLate { occasion, units, due_version: 0, steps: Vec::new(), due: Instant(0) }.into();
        assert!(of(None, "005").is_of(&late) && !of(None, "004").is_of(&late));
    }
}
