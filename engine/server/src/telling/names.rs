//! The names that a campaign gave to things, as its events say.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_rules::zone::Zone;
use muster_words::definition::Definition;
use muster_words::event::Event;
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
        if ["campaign.launched", "occasion.planned"].contains(&row.name.as_str()) {
            match row.event() {
                Ok(Event::CampaignLaunched(launched)) => {
                    let blob = log.blob(launched.definition).await?;
                    let definition = blob.and_then(|blob| Definition::from_bytes(&blob.bytes).ok());
                    self.zone = definition.as_ref().and_then(|def| Zone::load(&def.zone).ok());
                    self.definition = definition.map(Arc::new);
                }
                Ok(Event::OccasionPlanned(planned)) => {
                    self.occasions.insert(planned.occasion, planned.key);
                }
                _ => {}
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
