//! Reads over the connection: the log, and what is computed from it.

use std::sync::Arc;
use std::time::Duration;

use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::place::{Begun, NoPlace, Place, Reset};
use muster_protocol::question::{Answer, Question};
use muster_protocol::recorded::Recorded;
use muster_server::description::EventJson;
use muster_server::http::{EVENTS_MAX, Events};
use muster_wire::link::LinkError;

use super::Connection;
use crate::exit::Failure;
use crate::words::glossary::Glossary;

/// A page of the log.
#[derive(Debug, Clone)]
pub struct Page {
    /// The place behind the last of them.
    pub place: Place,
    /// There where the log is not the one of the place that was named.
    pub reset: Option<Reset>,
    /// The events, in order.
    pub rows: Vec<Recorded>,
}

impl Connection {
    /// Events after a position, in order, at most `limit`.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers.
    pub async fn events(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, Failure> {
        let said = self.reading(async || match self.handle() {
            Ok(handle) => {
                let rows = handle.read(after, limit).await?;
                Ok(rows.iter().map(|row| row.as_ref().clone()).collect())
            }
            Err(client) => rows(&client.events(after, limit).await?),
        });
        said.await
    }

    /// Events of one campaign or of all after a place; where there are none yet it waits up to `wait`, at most as long as
    /// the engine lets anybody wait.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers; refused where the log never had such a place.
    pub async fn events_on(
        &self,
        campaign: Option<&CampaignId>,
        after: &Place,
        wait: Duration,
    ) -> Result<Page, Failure> {
        let said = self.reading(async || match self.handle() {
            Ok(handle) => {
                let Begun { place, reset } = handle.begin(after).await?;
                let (after, wait) = (place.position, if reset.is_some() { Duration::ZERO } else { wait });
                let mut moved = handle.head();
                // Whether it moved or not, what is there is read.
                let _moved = tokio::time::timeout(wait, moved.wait_for(|head| *head > after)).await.is_ok();
                let head = *handle.head().borrow();
                let (rows, until) = match campaign {
                    // What happened elsewhere up to the head is passed over with them.
                    Some(campaign) => {
                        let rows = handle.read_of(campaign, after, EVENTS_MAX).await?;
                        let until = if rows.len() < EVENTS_MAX { head } else { after };
                        (rows, until)
                    }
                    None => (handle.read(after, EVENTS_MAX).await?, after),
                };
                let place = place.at(rows.last().map_or(after, |row| row.position).max(until));
                Ok(Page { place, reset, rows: rows.iter().map(|row| row.as_ref().clone()).collect() })
            }
            Err(client) => {
                let page = client.events_on((campaign, after), EVENTS_MAX, wait).await?;
                let place =
                    page.place.parse().map_err(|error: NoPlace| LinkError::Unreachable(error.to_string()))?;
                Ok(Page { place, rows: rows(&page)?, reset: page.reset })
            }
        });
        said.await
    }

    /// A stored text in one line; none where it is gone or may not be read.
    pub async fn line(&self, text: Digest) -> Option<String> {
        let bytes = self.blob(text).await.ok()??;
        let text = String::from_utf8_lossy(&bytes);
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What a campaign's things are called; nothing has a title where it is not launched.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers.
    pub async fn glossary(&self, campaign: &CampaignId) -> Result<Glossary, Failure> {
        let Answer::Definition(digest) =
            self.ask(&Question::Definition { campaign: campaign.clone() }).await?
        else {
            return Ok(Glossary::default());
        };
        let definition = self.blob(digest).await?.and_then(|bytes| Definition::from_bytes(&bytes).ok());
        let mut glossary =
            definition.map_or_else(Glossary::default, |definition| Glossary::new(Arc::new(definition)));
        self.occasions(campaign).await?.iter().for_each(|planned| glossary.learn_occasion(planned));
        Ok(glossary)
    }
}

fn rows(page: &Events) -> Result<Vec<Recorded>, LinkError> {
    let rows: Option<Vec<Recorded>> = page.events.iter().map(EventJson::recorded).collect();
    rows.ok_or_else(|| LinkError::Unreachable("an event's bytes are not hexadecimal".to_owned()))
}
