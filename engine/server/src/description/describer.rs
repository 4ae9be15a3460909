//! Says of each event what it is about and what happened. Events name everything by themselves; of a campaign only the zone
//! in which its days lie is asked, and only where somebody names a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Version};
use muster_protocol::recorded::Recorded;
use muster_rules::zone::Zone;
use muster_wire::nats::headers::EventDescription;

use super::filter::Filter;
use super::json::EventJson;
use crate::store::{Reader, StoreError};

/// Campaigns whose zones are kept in memory.
const CAMPAIGNS_MAX: usize = 1_024;

/// See the module.
pub(crate) struct Describer {
    log: Arc<dyn Reader>,
    zones: BTreeMap<CampaignId, Option<Zone>>,
}

impl Describer {
    pub(crate) fn new(log: Arc<dyn Reader>) -> Self {
        Self { log, zones: BTreeMap::new() }
    }

    /// What is said of an event in a message's headers, and the event as JSON where that is wanted. One that this build
    /// cannot read is told by its name alone.
    pub(crate) fn describe(row: &Recorded, json: bool) -> EventDescription {
        if json {
            let event = EventJson::of(row);
            let bytes = serde_json::to_vec(&event).ok();
            return EventDescription { about: event.about, summary: event.summary, json: bytes };
        }
        match row.named() {
            Ok(said) => {
                let summary = said.summary(&row.campaign);
                EventDescription { about: said.described().about().key(), summary, json: None }
            }
            Err(_) => {
                EventDescription { about: None, summary: row.name.replace(['.', '_'], " "), json: None }
            }
        }
    }

    /// The event as JSON, if it passes.
    pub(crate) async fn passed(&mut self, filter: &Filter, row: &Recorded) -> Option<EventJson> {
        if !filter.by_columns(row) {
            return None;
        }
        let zone = if filter.needs_zone() { self.zone(&row.campaign).await } else { None };
        filter.passes(row, zone).then(|| EventJson::of(row))
    }

    /// The zone of a campaign's days, which no amendment changes.
    async fn zone(&mut self, campaign: &CampaignId) -> Option<&Zone> {
        if !self.zones.contains_key(campaign) {
            if self.zones.len() >= CAMPAIGNS_MAX {
                self.zones.clear();
            }
            let zone = self.read_zone(campaign).await.unwrap_or_else(|error| {
                tracing::warn!(%campaign, %error, "its zone cannot be read");
                None
            });
            self.zones.insert(campaign.clone(), zone);
        }
        self.zones.get(campaign)?.as_ref()
    }

    async fn read_zone(&self, campaign: &CampaignId) -> Result<Option<Zone>, StoreError> {
        let page = self.log.campaign(campaign, Version(0)).await?;
        let launch = page.first().and_then(|row| row.named().ok()).and_then(|said| said.puts_in_force());
        let Some(digest) = launch else { return Ok(None) };
        let definition =
            self.log.blob(digest).await?.and_then(|blob| Definition::from_bytes(&blob.bytes).ok());
        Ok(definition.and_then(|definition| Zone::load(&definition.zone).ok()))
    }
}
