//! The names that a campaign gave to things, as its events say.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_rules::zone::Zone;
use muster_words::definition::Definition;
use muster_words::event::{Event, OccasionMoved, PUTS_IN_FORCE};
use muster_words::ids::{OccasionIx, Version};
use muster_words::recorded::Recorded;

use super::naming::Naming;
use crate::store::{Reader, StoreError};

/// The names of a campaign, as of one of its versions.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) version: Version,
    pub(super) definition: Option<Arc<Definition>>,
    pub(super) occasions: BTreeMap<OccasionIx, String>,
    pub(super) zone: Option<Zone>,
}

impl Names {
    /// Takes in what an event names.
    pub(super) async fn learn(&mut self, log: &dyn Reader, row: &Recorded) -> Result<(), StoreError> {
        let name = row.name.as_str();
        if PUTS_IN_FORCE.contains(&name) || ["occasion.planned", "occasion.moved"].contains(&name) {
            let event = row.event().ok();
            if let Some(digest) = event.as_ref().and_then(Event::puts_in_force) {
                let blob = log.blob(digest).await?;
                let definition = blob.and_then(|blob| Definition::from_bytes(&blob.bytes).ok());
                self.zone = definition.as_ref().and_then(|def| Zone::load(&def.zone).ok());
                self.definition = definition.map(Arc::new);
            }
            if let Some(Event::OccasionPlanned(plan) | Event::OccasionMoved(OccasionMoved { plan, .. })) =
                event
            {
                self.occasions.insert(plan.occasion, plan.key);
            }
        }
        self.version = row.version;
        Ok(())
    }
}

impl Naming for Names {
    fn definition(&self) -> Option<&Definition> {
        self.definition.as_deref()
    }

    fn key_of(&self, occasion: OccasionIx) -> Option<&str> {
        self.occasions.get(&occasion).map(String::as_str)
    }

    fn occasion_by_key(&self, key: &str) -> Option<OccasionIx> {
        self.occasions.iter().find(|(_, known)| *known == key).map(|(ix, _)| *ix)
    }

    fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }
}
