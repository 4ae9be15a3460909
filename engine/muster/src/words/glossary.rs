//! What the numbers in a campaign's events stand for: its definition, and the occasions planned so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_rules::zone::Zone;
use muster_server::telling::Naming;
use muster_server::view::codes::message_kind;
use muster_words::definition::Definition;
use muster_words::event::{Event, OccasionMoved, OccasionPlanned};
use muster_words::ids::{ContactIx, OccasionIx, UnitIx};
use muster_words::item::{MessageKey, StepRef};
use muster_words::time::Instant;

use crate::words::names;

/// Names of one campaign's things. Without a definition everything keeps its number.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    definition: Option<Arc<Definition>>,
    zone: Option<Zone>,
    occasions: BTreeMap<OccasionIx, Arc<OccasionPlanned>>,
}

impl Glossary {
    /// Names by this definition.
    #[must_use]
    pub fn new(definition: Arc<Definition>) -> Self {
        let zone = Zone::of(&definition).ok();
        Self { definition: Some(definition), zone, occasions: BTreeMap::new() }
    }

    /// Another definition gives the names from now on; occasions stay known.
    pub fn put_in_force(&mut self, definition: Arc<Definition>) {
        self.zone = Zone::load(&definition.zone).ok();
        self.definition = Some(definition);
    }

    /// Learns what an event names.
    pub fn learn(&mut self, event: &Event) {
        if let Event::OccasionPlanned(plan) | Event::OccasionMoved(OccasionMoved { plan, .. }) = event {
            self.occasions.insert(plan.occasion, Arc::new(plan.clone()));
        }
    }

    /// Learns an occasion.
    pub fn learn_occasion(&mut self, planned: OccasionPlanned) {
        self.occasions.insert(planned.occasion, Arc::new(planned));
    }

    /// The definition, if it is known.
    #[must_use]
    pub fn definition(&self) -> Option<&Definition> {
        self.definition.as_deref()
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
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        self.occasions.values().map(|plan| plan.key.clone()).collect()
    }

    /// Key of an occasion.
    #[must_use]
    pub fn key(&self, occasion: OccasionIx) -> String {
        self.occasions.get(&occasion).map_or_else(|| format!("occasion-{occasion}"), |plan| plan.key.clone())
    }

    /// An occasion as people read it.
    #[must_use]
    pub fn occasion(&self, occasion: OccasionIx) -> String {
        match (&self.definition, self.occasions.get(&occasion)) {
            (Some(def), Some(plan)) => names::occasion(def, plan),
            _ => self.key(occasion),
        }
    }

    /// A unit's code.
    #[must_use]
    pub fn code(&self, unit: UnitIx) -> String {
        let known = self.definition.as_ref().and_then(|def| def.units.get(unit.at()));
        known.map_or_else(|| format!("unit-{unit}"), |unit| unit.code.clone())
    }

    /// A unit as people read it: code and short name.
    #[must_use]
    pub fn unit(&self, unit: UnitIx) -> String {
        self.definition.as_ref().map_or_else(|| format!("unit-{unit}"), |def| names::unit(def, unit))
    }

    /// Name of an item, such as `unit-plan/005`.
    #[must_use]
    pub fn item(&self, occasion: OccasionIx, unit: UnitIx) -> String {
        format!("{}/{}", self.key(occasion), self.code(unit))
    }

    /// Name of a step, such as `unit-plan/005#0.2`.
    #[must_use]
    pub fn step(&self, step: &StepRef) -> String {
        format!("{}#{}.{}", self.item(step.occasion, step.unit), step.due_version, step.no)
    }

    /// Id of a contact.
    #[must_use]
    pub fn contact(&self, contact: ContactIx) -> String {
        let known = self.definition.as_ref().and_then(|def| def.contacts.get(contact.at()));
        known.map_or_else(|| format!("contact-{contact}"), |contact| contact.id.clone())
    }

    /// Name of a message, such as `2014-04-25/005-clerk/routine`.
    #[must_use]
    pub fn message(&self, key: &MessageKey) -> String {
        format!("{}/{}/{}", key.date, self.contact(key.contact), message_kind(key.kind))
    }
}

impl Naming for Glossary {
    fn definition(&self) -> Option<&Definition> {
        self.definition.as_deref()
    }

    fn key_of(&self, occasion: OccasionIx) -> Option<&str> {
        self.occasions.get(&occasion).map(|plan| plan.key.as_str())
    }

    fn occasion_by_key(&self, key: &str) -> Option<OccasionIx> {
        self.occasions.iter().find(|(_, plan)| plan.key == key).map(|(ix, _)| *ix)
    }

    fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }
}
