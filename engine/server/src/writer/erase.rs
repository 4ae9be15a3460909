//! What was erased never comes back, and what the log needs is never erased: looked up before a command is decided.

use std::sync::Arc;

use muster_protocol::catalogue::Listed;
use muster_protocol::command::{Accepted, CommandEnvelope, Erase, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::event::{About, Use};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::recorded::Recorded;
use muster_protocol::refs::{OccasionKey, UnitCode};
use muster_protocol::{id, text};
use muster_wire::link::LinkError;

use super::Writer;
use super::denial::unreachable;
use super::draft::Draft;
use crate::store::StoreError;

/// Most places that are told of a blob that stands in several: a screen of them.
const LISTED_MAX: usize = 12;

/// Whether a command to erase may be decided.
pub(super) enum Erasable {
    /// It may: one place names the blob, or all of them are meant.
    Yes,
    /// The answer is known already.
    Known(Result<Accepted, LinkError>),
}

impl Writer {
    /// Whether a blob was erased, in the log or in this batch.
    pub(super) async fn is_erased(&self, draft: &Draft, digest: Digest) -> Result<bool, StoreError> {
        Ok(draft.erased().contains(&digest) || self.store.own().is_erased(digest).await?)
    }

    /// Looks whether the blob of a command to erase may go. The domain logic is asked first, so that a caller without the right learns nothing.
    pub(super) async fn erasable(
        &mut self,
        draft: &Draft,
        envelope: &CommandEnvelope,
        (definition, body): (&Definition, &Erase),
    ) -> Result<Erasable, StoreError> {
        let refused = |refusal| Ok(Erasable::Known(Err(LinkError::Refused(refusal))));
        let Some(resident) = self.campaigns.get(&envelope.campaign) else { return Ok(Erasable::Yes) };
        let by = muster_core::campaign::Issuer { actor: &envelope.actor, behalf: envelope.behalf.as_deref() };
        let at = self.clock.now().max(resident.at);
        if let Err(refusal) = (self.logic.decide)(definition, &resident.state, at, by, &envelope.command) {
            return refused(refusal);
        }
        if self.is_erased(draft, body.blob).await? {
            let (position, version) = (resident.position, resident.version);
            return Ok(Erasable::Known(Ok(Accepted { position, version, events: 0 })));
        }
        let mut rows = self.store.own().mentions(body.blob).await?;
        rows.extend(draft.rows.iter().cloned());
        let places = places(body.blob, &rows);
        if places.iter().any(|place| place.what == Use::Pinned) {
            return refused(pinned(body.blob));
        }
        if !places.iter().any(|place| place.campaign == envelope.campaign) {
            return refused(unnamed(body.blob));
        }
        if places.len() == 1 || body.everywhere {
            return Ok(Erasable::Yes);
        }
        let listed: Vec<String> = places.iter().take(LISTED_MAX).map(Place::name).collect();
        refused(several(&listed, places.len()))
    }

    /// A blob that was erased is neither stored nor named again.
    pub(super) async fn once_erased(&self, draft: &Draft, digest: Digest) -> Result<(), LinkError> {
        match self.is_erased(draft, digest).await {
            Ok(false) => Ok(()),
            Ok(true) => Err(LinkError::Refused(gone(digest))),
            Err(error) => Err(unreachable(&error)),
        }
    }
}

/// One event that names a blob.
struct Place {
    campaign: CampaignId,
    row: Arc<Recorded>,
    what: Use,
    item: Option<(OccasionKey, UnitCode)>,
}

impl Place {
    /// As people know it: `service-year: unit-plan/005`, or the number of its event.
    fn name(&self) -> String {
        match &self.item {
            Some((occasion, unit)) => format!("{}: {occasion}/{unit}", self.campaign),
            None => format!("{}: event {}", self.campaign, self.row.position),
        }
    }
}

fn places(blob: Digest, rows: &[Arc<Recorded>]) -> Vec<Place> {
    let mut places = Vec::new();
    for row in rows {
        // A row that cannot be read is damage, and found by the one who loads its campaign.
        let Ok(event) = row.named() else { continue };
        let uses = event.described().blobs().into_iter().filter(|(digest, _)| *digest == blob);
        let Some(what) = uses.map(|(_, what)| what).min() else { continue };
        let item = if let About::Item(occasion, unit, _) = event.described().about() {
            Some((occasion.clone(), unit.clone()))
        } else {
            None
        };
        // Handed in, returned, handed in again: that is one place.
        let known = |place: &Place| item.is_some() && place.item == item && place.campaign == row.campaign;
        if places.iter().any(known) {
            continue;
        }
        places.push(Place { campaign: row.campaign.clone(), row: Arc::clone(row), what, item });
    }
    places
}

/// The first digits of a digest: enough to find it again.
fn short(digest: Digest) -> String {
    digest.to_string().chars().take(12).collect()
}

fn pinned(blob: Digest) -> Refusal {
    let blob = short(blob);
    Refusal::with_text(RefusalCode::WrongState, text!("blob-is-never-erased", blob))
}

fn unnamed(blob: Digest) -> Refusal {
    let blob = short(blob);
    Refusal::with_text(RefusalCode::UnknownName, text!("no-event-of-this-campaign-names-the-blob", blob))
}

fn several(listed: &[String], count: usize) -> Refusal {
    let more = (count > listed.len()).then(|| id!("and-so-on"));
    Refusal::with_text(
        RefusalCode::WrongState,
        text!("several-events-name-this-blob", #events = count, list: Listed(listed), more: more),
    )
}

fn gone(blob: Digest) -> Refusal {
    let blob = short(blob);
    Refusal::with_text(RefusalCode::WrongState, text!("blob-was-erased-before", blob))
}
