//! Whether an event concerns an item or a unit.

use muster_protocol::any_of;
use muster_protocol::command::{DeadLetterName, StepName};
use muster_protocol::event::{About, NamedEvent as Event};
use muster_protocol::refs::{OccasionKey, UnitCode};

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
        match event.described().about() {
            // Tables, what workers gave up and what stands at a campaign's side concern no unit; of a session none is told.
            any_of!(About: Whole Phase Table Delivery Session Blob) => false,
            About::Unit(unit, to) => *unit == self.unit || to == Some(&self.unit),
            About::Planned(occasion) | About::Occasion(occasion) => self.occasion.as_ref() == Some(occasion),
            About::Item(occasion, unit, to) => {
                self.one(occasion, unit) || to.is_some_and(|to| self.one(occasion, to))
            }
            About::Items(occasion, units) => self.any(occasion, units),
            About::Steps(steps) => steps.into_iter().any(|step| self.carries(step)),
            // Messages that are named by their contacts alone: what they carry stands in other events.
            About::Messages(messages) => messages.iter().any(|(_, steps)| self.carried_by(steps)),
            About::Letters(letters) => letters.iter().any(|letter| match letter {
                DeadLetterName::Step(step) => self.carries(step),
                DeadLetterName::Delivery(_) => false,
            }),
            About::Ledger(_, unit) | About::Sheet(_, unit) | About::Listed(_, unit) => self.alone(Some(unit)),
            About::Case(_, unit, _) | About::Candidate(_, unit) => self.alone(unit),
        }
    }

    /// Whether it is the unit that is asked about, and not one of its items.
    fn alone(&self, unit: Option<&UnitCode>) -> bool {
        self.occasion.is_none() && unit == Some(&self.unit)
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
    use muster_protocol::event::of::{ItemAccepted, ItemLate};
    use muster_protocol::time::Instant;

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
