//! Texts that events name, for anyone who may read them: they stand in blobs beside the log, and may be erased.

use muster_protocol::case::CaseName;
use muster_protocol::event::{NamedEvent, Use};
use muster_protocol::form::Form;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::question::{Answer, Question};
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use crate::execute::Handle;
use crate::view::why::Why;

/// What stands where a text was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// The text.
    Words(String),
    /// It was erased, or is missing.
    Gone,
}

/// How something was returned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Returned {
    /// Why, where a reason was given.
    pub reason: Option<Text>,
    /// Points of the rubric that are not met.
    pub failed: Vec<String>,
}

impl Handle {
    /// Whether a post may read the texts of a unit's matters, or of the whole campaign's where no unit is named.
    ///
    /// # Errors
    /// [`LinkError`]: refused with who may.
    pub async fn may_read(
        &self,
        campaign: &CampaignId,
        post: &str,
        unit: Option<&str>,
    ) -> Result<(), LinkError> {
        let (campaign, post, unit) = (campaign.clone(), post.to_owned(), unit.map(str::to_owned));
        match self.ask(Question::MayRead { campaign, post, unit }).await? {
            Answer::MayRead(None) => Ok(()),
            Answer::MayRead(Some(refusal)) => Err(LinkError::Refused(refusal)),
            _ => Err(LinkError::Unreachable("the campaign does not say who may read".to_owned())),
        }
    }

    /// A text by its digest.
    pub async fn text(&self, digest: Digest) -> Result<Text, LinkError> {
        Ok(match self.blob(digest).await? {
            Some(blob) => Text::Words(String::from_utf8_lossy(&blob.bytes).into_owned()),
            None => Text::Gone,
        })
    }

    /// The texts that the event at a position names.
    pub async fn texts_at(&self, position: u64) -> Result<Vec<Text>, LinkError> {
        let Some(event) = self.event_at(position).await? else { return Ok(Vec::new()) };
        let mut texts = Vec::new();
        for (digest, _) in event.described().blobs().into_iter().filter(|(_, what)| *what == Use::Text) {
            texts.push(self.text(digest).await?);
        }
        Ok(texts)
    }

    /// How the event at a position returned something; none where it did not.
    pub async fn returned_at(&self, position: u64) -> Result<Option<Returned>, LinkError> {
        let Some(NamedEvent::ItemReturned(body)) = self.event_at(position).await? else { return Ok(None) };
        let reason = match body.reason {
            Some(digest) => Some(self.text(digest).await?),
            None => None,
        };
        Ok(Some(Returned { reason, failed: body.failed }))
    }

    /// What was filled in with the handing in that the event at a position is; none where it is none.
    pub async fn form_at(&self, position: u64) -> Result<Option<Form>, LinkError> {
        let event = self.event_at(position).await?;
        Ok(event.as_ref().and_then(NamedEvent::handed_in).map(|handed| handed.form.clone()))
    }

    async fn event_at(&self, position: u64) -> Result<Option<NamedEvent>, LinkError> {
        let rows = self.read(Position(position.saturating_sub(1)), 1).await?;
        let row = rows.first().filter(|row| row.position.0 == position);
        row.map(|row| row.named().map_err(|error| LinkError::Unreachable(error.to_string()))).transpose()
    }
}

/// What was said with something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEntry {
    /// Position of the event.
    pub position: u64,
    /// Campaign clock.
    pub at: Instant,
    /// Name of the event.
    pub event: String,
    /// Who did it.
    pub actor: String,
    /// The texts, in order; none where one was erased.
    pub texts: Vec<Option<String>>,
}

/// What was said about an item or a case, with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Code of the unit whose matter it is; none while a case has no unit.
    pub unit: Option<String>,
    /// What was said, in order; what was done without a word is left out.
    pub entries: Vec<TextEntry>,
}

impl Handle {
    /// The texts about an item (`unit-plan/005`) or a case (`hotline-12319/7`); none where nothing has this name. Who asks must
    /// be looked at by the caller: see [`Handle::may_read`].
    pub async fn texts_about(&self, campaign: &CampaignId, name: &str) -> Result<Option<About>, LinkError> {
        let view = self.view();
        if let Some(Why::Item(item)) = view.why(Some(campaign), name).await? {
            let lines = item.history.iter();
            let lines = lines.map(|it| (it.position, it.at, it.name.clone(), it.actor.clone())).collect();
            return Ok(Some(About { unit: Some(item.unit.code), entries: self.words(lines).await? }));
        }
        let Ok(case) = name.parse::<CaseName>() else { return Ok(None) };
        let Some(unit) = view.case_unit(campaign, &case).await? else { return Ok(None) };
        let lines = view.case_history_of(campaign, case.no).await?;
        let lines = lines.into_iter().map(|it| (it.position, it.at, it.name, it.actor)).collect();
        Ok(Some(About { unit, entries: self.words(lines).await? }))
    }

    async fn words(&self, lines: Vec<(u64, Instant, String, String)>) -> Result<Vec<TextEntry>, LinkError> {
        let mut entries = Vec::new();
        for (position, at, event, actor) in lines {
            let texts = self.texts_at(position).await?;
            if !texts.is_empty() {
                let texts = texts.into_iter().map(|text| match text {
                    Text::Words(words) => Some(words),
                    Text::Gone => None,
                });
                entries.push(TextEntry { position, at, event, actor, texts: texts.collect() });
            }
        }
        Ok(entries)
    }
}
