//! Says of each event what it is about and what happened, with the names that its campaign gave to things. The names
//! are gathered from the log itself, so that nobody waits for a view.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_wire::nats::headers::Told;
use muster_words::ids::CampaignId;
use muster_words::recorded::Recorded;

use super::filter::Filter;
use super::json::EventJson;
use super::names::Names;
use super::sentence;
use crate::store::{Reader, StoreError};

/// Campaigns whose names are kept in memory.
const CAMPAIGNS_MAX: usize = 1_024;

/// See the module.
pub(crate) struct Teller {
    log: Arc<dyn Reader>,
    campaigns: BTreeMap<CampaignId, Names>,
}

impl Teller {
    pub(crate) fn new(log: Arc<dyn Reader>) -> Self {
        Self { log, campaigns: BTreeMap::new() }
    }

    /// What is said of an event in a message's headers, and the event as JSON where that is wanted. One that this build
    /// cannot read is told by its name alone.
    pub(crate) async fn tell(&mut self, row: &Recorded, json: bool) -> Told {
        if json {
            let told = self.json(row).await;
            let bytes = serde_json::to_vec(&told).ok();
            return Told { about: told.about, summary: told.summary, json: bytes };
        }
        let plain = || Told { about: None, summary: row.name.replace(['.', '_'], " "), json: None };
        let Ok(event) = row.event() else { return plain() };
        match self.names(row).await {
            Ok(names) => Told {
                about: sentence::about(names, &event),
                summary: sentence::of(names, &event),
                json: None,
            },
            Err(error) => {
                tracing::warn!(campaign = %row.campaign, %error, "names cannot be read");
                plain()
            }
        }
    }

    /// An event as programs read it.
    pub(crate) async fn json(&mut self, row: &Recorded) -> EventJson {
        match self.names(row).await {
            Ok(names) => EventJson::of(row, names),
            Err(error) => {
                tracing::warn!(campaign = %row.campaign, %error, "names cannot be read");
                EventJson::of(row, &Names::default())
            }
        }
    }

    /// The event as JSON, if it passes.
    pub(crate) async fn passed(&mut self, filter: &Filter, row: &Recorded) -> Option<EventJson> {
        if !filter.by_columns(row) {
            return None;
        }
        if filter.needs_names() {
            let passes = match self.names(row).await {
                Ok(names) => filter.passes(row, names),
                Err(_) => filter.passes(row, &Names::default()),
            };
            if !passes {
                return None;
            }
        }
        Some(self.json(row).await)
    }

    /// The names of an event's campaign, this event included.
    async fn names(&mut self, row: &Recorded) -> Result<&Names, StoreError> {
        if self.campaigns.len() >= CAMPAIGNS_MAX && !self.campaigns.contains_key(&row.campaign) {
            self.campaigns.clear();
        }
        let names = self.campaigns.entry(row.campaign.clone()).or_default();
        while names.version.0 + 1 < row.version.0 {
            let page = self.log.campaign(&row.campaign, names.version).await?;
            let before = names.version;
            for earlier in page.iter().filter(|earlier| earlier.version < row.version) {
                names.learn(self.log.as_ref(), earlier).await?;
            }
            if names.version == before {
                break;
            }
        }
        if names.version < row.version {
            names.learn(self.log.as_ref(), row).await?;
        }
        Ok(names)
    }
}
