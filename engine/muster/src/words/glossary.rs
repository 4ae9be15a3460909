//! What a campaign's things are called in the committee's own words. Events name them by id, key and code, which is all that
//! is shown where nobody knows better.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::event::of::OccasionMoved;
use muster_protocol::event::{NamedEvent, OccasionPlanned};
use muster_protocol::refs::{DutyId, OccasionKey, PhaseId, UnitCode};
use muster_protocol::time::Instant;
use muster_rules::task;
use muster_rules::zone::Zone;
use muster_server::description::Filter;

use crate::words::names;

/// The titles of one campaign's things.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    definition: Option<Arc<Definition>>,
    zone: Option<Zone>,
    /// Occasions that were heard of; of tasks that were given out, what is to be done.
    occasions: BTreeMap<OccasionKey, Option<String>>,
}

impl Glossary {
    /// Titles by this definition.
    #[must_use]
    pub fn new(definition: Arc<Definition>) -> Self {
        let zone = Zone::of(&definition).ok();
        Self { definition: Some(definition), zone, occasions: BTreeMap::new() }
    }

    /// Another definition gives the titles from now on; occasions stay known.
    pub fn put_in_force(&mut self, definition: Arc<Definition>) {
        self.zone = Zone::of(&definition).ok();
        self.definition = Some(definition);
    }

    /// Learns what an event gives a title to.
    pub fn learn(&mut self, event: &NamedEvent) {
        if let NamedEvent::OccasionPlanned(plan) | NamedEvent::OccasionMoved(OccasionMoved { plan, .. }) =
            event
        {
            let title = plan.given.as_ref().map(|given| given.title.clone());
            self.occasions.insert(plan.occasion.clone(), title);
        }
    }

    /// Learns an occasion.
    pub fn learn_occasion(&mut self, planned: &OccasionPlanned) {
        let title = planned.given.as_ref().map(|given| given.title.clone());
        self.occasions.insert(planned.occasion.key.clone(), title);
    }

    /// The definition, if it is known.
    #[must_use]
    pub fn definition(&self) -> Option<&Definition> {
        self.definition.as_deref()
    }

    /// The zone of the campaign's days, if it is known.
    #[must_use]
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// An instant in the campaign's zone, to the minute: `2014-04-25 09:00`; in UTC while no zone is known.
    #[must_use]
    pub fn local(&self, at: Instant) -> String {
        match &self.zone {
            Some(zone) => format!("{} {}", zone.date_of(at), zone.time_of(at)),
            None => at.to_string(),
        }
    }

    /// Keys of the occasions that are known.
    pub fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.occasions.keys().map(OccasionKey::as_str)
    }

    /// Whether there is what a filter asks about.
    #[must_use]
    pub fn has(&self, filter: &Filter) -> bool {
        filter.subject().is_none_or(|subject| {
            let occasion = subject.occasion.is_none_or(|key| self.occasions.contains_key(&key));
            occasion && self.definition().is_some_and(|def| def.unit_by_code(&subject.unit).is_some())
        })
    }

    /// An occasion as people read it: what it is a happening of, and its period where it has one.
    #[must_use]
    pub fn occasion(&self, key: &OccasionKey) -> String {
        let (id, period) =
            key.split_once('.').map_or((key.as_str(), None), |(id, period)| (id, Some(period)));
        let Some(def) = self.definition() else { return key.to_string() };
        let duty = def.duties.iter().find(|duty| duty.id == id);
        if let (Some(Some(title)), Some(duty)) = (self.occasions.get(key), duty) {
            return task::called(title, duty);
        }
        let phase = id.strip_prefix("phase-");
        let name = duty
            .map(|duty| &duty.name)
            .or_else(|| Some(&def.phases.iter().find(|it| Some(it.id.as_str()) == phase)?.name))
            .or_else(|| Some(&def.visits.iter().find(|it| it.id == id)?.name))
            .or_else(|| Some(&def.snapshots.iter().find(|it| it.id == id)?.name));
        match (name, period) {
            (Some(name), Some(period)) => format!("{name} {period}"),
            (Some(name), None) => name.clone(),
            (None, _) => key.to_string(),
        }
    }

    /// A phase as people read it.
    #[must_use]
    pub fn phase(&self, id: &PhaseId) -> String {
        let phase = self.definition().and_then(|def| def.phases.iter().find(|phase| *id == *phase.id));
        phase.map_or_else(|| id.to_string(), |phase| phase.name.clone())
    }

    /// A duty as people read it.
    #[must_use]
    pub fn duty(&self, id: &DutyId) -> String {
        let duty = self.definition().and_then(|def| def.duties.iter().find(|duty| *id == *duty.id));
        duty.map_or_else(|| id.to_string(), |duty| duty.name.clone())
    }

    /// A unit as people read it: code and short name.
    #[must_use]
    pub fn unit(&self, code: &UnitCode) -> String {
        let known = self.definition().and_then(|def| Some((def, def.unit_by_code(code)?)));
        known.map_or_else(|| code.to_string(), |(def, unit)| names::unit(def, unit))
    }
}
