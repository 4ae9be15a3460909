//! One record in its campaign's chain, and its events: link, body, blobs, table, outcome.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use muster_core::campaign::{State, evolve};
use muster_protocol::definition::Definition;
use muster_protocol::event::{Event, NamedEvent, SnapshotTaken};
use muster_protocol::events_of;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::item::StepRef;
use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::time::Instant;
use muster_rules::score::Fold;
use sqlx::SqliteConnection;

use super::{Bad, VerifiedCampaign, Verifier};
use crate::store::sqlite::{blob, has_blob, is_erased};
use crate::store::{Blob, Known, StoreError};

/// A campaign as far as it was verified.
pub(super) struct Track {
    pub(super) version: u64,
    link: Digest,
    at: Instant,
    definition: Option<Definition>,
    state: State,
    fold: Fold,
    /// Steps that have an outcome.
    ended: HashSet<StepRef>,
    /// Where its records end, in order.
    pub(super) ends: Vec<End>,
    /// Segments that hold them, in order.
    pub(super) segments: Vec<Position>,
}

/// Where a record of a campaign ends.
pub(super) struct End {
    pub(super) position: Position,
    pub(super) version: u64,
    pub(super) hash: Digest,
}

impl Track {
    fn new() -> Self {
        Self {
            version: 0,
            link: Digest::default(),
            at: Instant(i64::MIN),
            definition: None,
            state: State::new(),
            fold: Fold::new(Digest::default()),
            ended: HashSet::new(),
            ends: Vec::new(),
            segments: Vec::new(),
        }
    }

    /// Place in the campaign, link, clock.
    fn check_record(&self, record: &Record, events: &[Arc<Recorded>]) -> Result<(), String> {
        if record.first_version.0 != self.version + 1 {
            return Err(format!("its version follows version {}", self.version));
        }
        let written = events.iter().map(|row| (row.name.as_str(), row.schema, row.body.as_slice()));
        if record.link(self.link, written) != record.hash {
            return Err("the hash chain does not match".to_owned());
        }
        if record.at < self.at {
            return Err(format!("its clock shows {}, before {}", record.at, self.at));
        }
        Ok(())
    }

    /// Gives the event's steps their outcome; each may have only one.
    fn end_steps(&mut self, event: &Event) -> Result<(), String> {
        for step in ends(event) {
            if !self.ended.insert(step) {
                return Err(format!("the step {step:?} has an outcome already"));
            }
        }
        Ok(())
    }

    /// planned = sent + skipped + failed + withdrawn + open, and every outcome is in the log once.
    pub(super) fn check_sum(&self) -> Result<(), String> {
        let counts = self.state.counts();
        let ended = counts.sent + counts.skipped + counts.failed + counts.withdrawn;
        if ended != self.ended.len() as u64 || ended > counts.planned {
            return Err(format!(
                "the sum of its steps is wrong: {} planned, {ended} ended by the state, {} by the log",
                counts.planned,
                self.ended.len()
            ));
        }
        Ok(())
    }

    /// When it wakes next, as its events say.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.state.next_due()
    }

    pub(super) fn report(&self, id: &CampaignId) -> VerifiedCampaign {
        VerifiedCampaign {
            id: id.to_string(),
            version: self.version,
            hash: self.link,
            planned: self.state.counts().planned,
            ended: self.ended.len() as u64,
        }
    }
}

impl Verifier {
    /// One record: its place in the campaign and its link, then each of its events.
    pub(super) async fn record(
        &mut self,
        connection: &mut SqliteConnection,
        segment: Position,
        events: &[Arc<Recorded>],
    ) -> Result<(), Bad> {
        let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(()) };
        let record = &first.record;
        let mut track = self.campaigns.remove(&record.campaign).unwrap_or_else(Track::new);
        track.check_record(record, events).map_err(|what| Bad::of(first, what))?;
        if let Some((id, content)) = record.command.zip(record.content) {
            let known = Known { id, content, position: last.position, version: last.version };
            if self.commands.insert(id, known).is_some() {
                return Err(Bad::of(first, "its command was done before: twice is not once"));
            }
        }
        if let Some((version, hash)) = self.heads.campaigns.get(&record.campaign)
            && (record.first_version..=last.version).contains(version)
            && (*version != last.version || *hash != record.hash)
        {
            return Err(Bad::of(last, "its link is not the one in the head file"));
        }
        for row in events {
            self.event(connection, &mut track, row).await?;
            self.last = row.position.0;
        }
        (track.version, track.link, track.at) = (last.version.0, record.hash, record.at);
        track.ends.push(End { position: last.position, version: last.version.0, hash: record.hash });
        if track.segments.last() != Some(&segment) {
            track.segments.push(segment);
        }
        self.campaigns.insert(record.campaign.clone(), track);
        Ok(())
    }

    async fn event(
        &mut self,
        connection: &mut SqliteConnection,
        track: &mut Track,
        row: &Recorded,
    ) -> Result<(), Bad> {
        let bad = |what: String| Bad::of(row, what);
        let said = row.named().map_err(|error| bad(error.to_string()))?;
        if said.body() != row.body {
            return Err(bad("its body is not written in the one way".to_owned()));
        }
        for (digest, _) in said.described().blobs() {
            self.blob(connection, digest).await.map_err(bad)?;
        }
        if let NamedEvent::BlobErased(body) = &said {
            self.gone(connection, body.blob).await.map_err(bad)?;
        }
        let puts = said.puts_in_force();
        if let Some(digest) = puts {
            let blob = self.read_blob(connection, digest).await.map_err(bad)?;
            let definition = Definition::from_bytes(&blob.bytes).map_err(|error| bad(error.to_string()))?;
            track.definition = Some(definition);
        }
        let new = track.definition.as_ref().filter(|_| puts.is_some());
        let event = track.state.numbering().read(new, row).map_err(|error| bad(error.to_string()))?;
        track.end_steps(&event).map_err(bad)?;
        apply(track, row, &event).map_err(bad)?;
        if track.state.numbering().names(event.clone()).as_ref() != Ok(&said) {
            return Err(bad("it names something otherwise than its campaign does".to_owned()));
        }
        if let Event::SnapshotTaken(taken) = &event {
            self.snapshot(connection, track, taken).await.map_err(bad)?;
        }
        Ok(())
    }

    /// The recorded table must be what the events say.
    async fn snapshot(
        &mut self,
        connection: &mut SqliteConnection,
        track: &Track,
        taken: &SnapshotTaken,
    ) -> Result<(), String> {
        let stored = self.read_blob(connection, taken.table).await?;
        let table =
            track.definition.as_ref().and_then(|definition| track.fold.table(definition, taken.occasion));
        match table {
            Some(table) if table.to_bytes() == stored.bytes && table.cutoff == taken.cutoff => {
                self.snapshots += 1;
                Ok(())
            }
            Some(_) => Err("its table is not what the events before it say".to_owned()),
            None => Err("there was no cut-off for its table".to_owned()),
        }
    }

    async fn blob(&mut self, connection: &mut SqliteConnection, digest: Digest) -> Result<(), String> {
        if !self.whole.contains(&digest) && !self.erased.contains(&digest) {
            self.read_blob(connection, digest).await?;
        }
        Ok(())
    }

    /// What an event says is erased must be gone, and must be marked so that it cannot come back.
    async fn gone(&mut self, connection: &mut SqliteConnection, digest: Digest) -> Result<(), String> {
        if has_blob(connection, digest).await.map_err(|error| error.to_string())? {
            return Err(format!("it says that the blob {digest} is erased, but its bytes are still there"));
        }
        if is_erased(connection, digest).await.map_err(|error| error.to_string())? {
            return Ok(());
        }
        Err(format!("the erased blob {digest} is not marked as erased: it could come back"))
    }

    async fn read_blob(&mut self, connection: &mut SqliteConnection, digest: Digest) -> Result<Blob, String> {
        match blob(connection, digest).await {
            Ok(Some(blob)) if blob.is_whole() && blob.digest == digest => {
                self.whole.insert(digest);
                Ok(blob)
            }
            Ok(Some(_)) => Err(format!("the blob {digest} has other bytes")),
            Ok(None) => Err(format!("the blob {digest} is missing")),
            Err(StoreError::Failed(cause) | StoreError::Damaged(cause)) => {
                Err(format!("the blob {digest} cannot be read: {cause}"))
            }
            Err(behind @ StoreError::Behind { .. }) => {
                Err(format!("the blob {digest} cannot be read: {behind}"))
            }
        }
    }
}

/// Lets state and fold hear the event. What they cannot take is damage that the chain did not show.
fn apply(track: &mut Track, row: &Recorded, event: &Event) -> Result<(), String> {
    let Track { definition, state, fold, .. } = track;
    let Some(definition) = definition else { return Err("there is no launch before it".to_owned()) };
    catch_unwind(AssertUnwindSafe(|| {
        evolve(definition, state, row.at, event);
        fold.apply(definition, row.version, event);
    }))
    .map_err(|_| "the campaign cannot take it".to_owned())
}

/// Steps that an event ends.
fn ends(event: &Event) -> Vec<StepRef> {
    match event {
        Event::StepSent(body) => {
            body.messages.iter().flat_map(|message| message.steps.iter().copied()).collect()
        }
        Event::StepSkipped(body) => body.steps.clone(),
        Event::StepFailed(body) => body.steps.clone(),
        Event::StepWithdrawn(body) => {
            let (occasion, due_version) = (body.occasion, body.due_version);
            let of_unit =
                |unit| body.steps.iter().map(move |no| StepRef { occasion, unit, due_version, no: *no });
            body.units.iter().flat_map(|unit| of_unit(*unit)).collect()
        }
        Event::StepHeld(_)
        | Event::StepDeferred(_)
        | Event::StepRetried(_)
        | events_of! {
            campaign, phase, roster, occasion, item, message, dead_letter, visit, clock, snapshot, ledger,
            case, candidate, judging, blob
        } => Vec::new(),
    }
}
