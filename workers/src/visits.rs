//! Visits: when a round of a visit programme opens, moves or gets another place, or a visit is called off, asks which places
//! await their visit and proposes a slot for each, with the reasons for it, or says why there is none. It must never fix a
//! visit: the engine checks the plan against the same rules and may refuse it.

mod plan;
#[cfg(test)]
mod tests;

use muster_protocol::command::{Command, ProposeVisits};
use muster_protocol::definition::Definition;
use muster_protocol::event::NamedEvent;
use muster_protocol::item::left_out::LeftOut;
use muster_protocol::question::{Answer, Question};
use muster_protocol::refs::Ids;
use muster_protocol::shape;
use muster_protocol::time::Instant;
use muster_rules::numbering::Numbering;
use muster_rules::visit;
use muster_rules::worker::{Effect, EventContext, WorkerLogic};

/// The worker logic of visits.
#[derive(Debug, Default)]
pub struct Visits;

impl Visits {
    /// A new one; it has no state.
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

/// What is planned for a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposals {
    /// The visits, in the order of their start.
    pub visits: Vec<shape::ProposedVisit<Ids>>,
    /// Places that await a visit and have none among these, each with its reason.
    pub left_out: Vec<LeftOut<Ids>>,
}

/// What is planned for the places of a round that await a visit. `now` is the campaign clock.
#[must_use]
pub fn proposals(def: &Definition, instance: &shape::VisitInstance<Ids>, now: Instant) -> Proposals {
    // The plan counts places and visitors by this definition; one that names others is not of it.
    let mut numbering = Numbering::of(def);
    numbering.occasion(&instance.occasion);
    let Ok(counted) = numbering.numbers(instance.clone()) else { return Proposals::default() };
    let plan::Plan { visits, left_out } = plan::plan(def, &counted, now);
    let visits = numbering.names(visits).unwrap_or_default();
    Proposals { visits, left_out: numbering.names(left_out).unwrap_or_default() }
}

impl WorkerLogic for Visits {
    fn name(&self) -> &'static str {
        "visits"
    }

    fn hears(&self) -> &'static [&'static str] {
        &["occasion.opened", "occasion.moved", "item.opened", "visit.called_off"]
    }

    /// Two programmes that open at one instant share their visitors' days: the second plans around what the first has taken.
    fn in_turn(&self) -> bool {
        true
    }

    fn folds(&self) -> bool {
        false
    }

    fn hear(&mut self, context: &EventContext<'_>) -> Vec<Effect> {
        let occasion = match context.event {
            NamedEvent::OccasionOpened(opened) => opened.occasion.clone(),
            NamedEvent::OccasionMoved(moved) => moved.plan.occasion.clone(),
            NamedEvent::ItemOpened(opened) => opened.occasion.clone(),
            NamedEvent::VisitCalledOff(off) => off.occasion.clone(),
            _ => return Vec::new(),
        };
        if context.definition.visits.is_empty() {
            return Vec::new();
        }
        // The event does not say what opened; the engine answers `Unknown` unless it is a round of visits.
        vec![Effect::Ask(Question::Visits { campaign: context.campaign.clone(), occasion })]
    }

    fn answered(&mut self, about: &EventContext<'_>, _: &Question, answer: &Answer) -> Vec<Effect> {
        let Answer::Visits(instance) = answer else { return Vec::new() };
        let Proposals { visits, left_out } = proposals(about.definition, instance, about.at);
        if visits.is_empty() && left_out.is_empty() {
            return Vec::new();
        }
        vec![Effect::Submit(Command::ProposeVisits(ProposeVisits {
            occasion: instance.occasion.clone(),
            seen: instance.seen,
            instance: visit::digest(instance),
            visits,
            left_out,
        }))]
    }
}
