//! One command: known already, refused, or decided against the campaign as it stands at this instant.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use muster_core::campaign::{Issuer, allowed};
use muster_protocol::command::{Accepted, Command, CommandEnvelope, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CommandId, Digest, Version};
use muster_protocol::recorded::Recorded;
use muster_protocol::table::SnapshotTable;
use muster_protocol::text;
use muster_protocol::time::Instant;
use muster_wire::link::LinkError;

use super::campaigns::{Resident, guard};
use super::denial::{not_loaded, refused, unreachable};
use super::draft::{Cause, Draft};
use super::erase::Erasable;
use super::{Writer, limits, plain, turn};
use crate::domain_logic::DomainLogic;
use crate::store::{Known, StoreError};

/// What became of a command.
pub(super) enum Outcome {
    /// An answer, to be given after the commit.
    Answer(Result<Accepted, LinkError>),
    /// The campaign must first catch up with the clock, in the next batch.
    NotYet,
}

impl Writer {
    pub(super) async fn envelope(
        &mut self,
        draft: &mut Draft,
        known: &HashMap<CommandId, Known>,
        envelope: &CommandEnvelope,
    ) -> Outcome {
        let refuse = |refusal| Outcome::Answer(Err(LinkError::Refused(refusal)));
        if let Some(first) = draft.accepted.get(&envelope.id).or_else(|| known.get(&envelope.id)) {
            return Outcome::Answer(again(envelope, first));
        }
        if let Err(refusal) = limits::of_envelope(envelope).and_then(|()| plain::envelope(envelope)) {
            return refuse(refusal);
        }
        if draft.waiting.contains(&envelope.campaign) {
            return Outcome::NotYet;
        }
        match self.missing_blob(draft, &envelope.command).await {
            Ok(None) => {}
            Ok(Some(refusal)) => return refuse(refusal),
            Err(error) => return Outcome::Answer(Err(unreachable(&error))),
        }
        match self.missing_import(envelope).await {
            Ok(None) => {}
            Ok(Some(refusal)) => return refuse(refusal),
            Err(error) => return Outcome::Answer(Err(unreachable(&error))),
        }
        let (digest, definition) = match self.prepare(draft, envelope).await {
            Ok(found) => found,
            Err(error) => return Outcome::Answer(Err(error)),
        };
        if let Command::Launch(_) = &envelope.command
            && let Err(refusal) = self.campaigns.is_plain(digest, &definition)
        {
            return refuse(refusal);
        }
        if let Command::Erase(body) = &envelope.command {
            match self.erasable(draft, envelope, (&definition, body)).await {
                Ok(Erasable::Yes) => {}
                Ok(Erasable::Known(answer)) => return Outcome::Answer(answer),
                Err(error) => return Outcome::Answer(Err(unreachable(&error))),
            }
        }
        match self.next_definition(draft, envelope).await {
            Ok(next) => self.think(draft, envelope, &definition, next.as_ref()),
            Err(error) => Outcome::Answer(Err(error)),
        }
    }

    /// The definition that an amendment puts in force.
    async fn next_definition(
        &mut self,
        draft: &Draft,
        envelope: &CommandEnvelope,
    ) -> Result<Option<Arc<Definition>>, LinkError> {
        let Command::Amend(amend) = &envelope.command else { return Ok(None) };
        match self.campaigns.definition(self.store.own(), amend.definition, &draft.blobs).await {
            Ok(Ok(definition)) => match self.campaigns.is_plain(amend.definition, &definition) {
                Ok(()) => Ok(Some(definition)),
                Err(refusal) => Err(LinkError::Refused(refusal)),
            },
            Ok(Err(cause)) => Err(refused(RefusalCode::UnknownDefinition, cause)),
            Err(error) => Err(unreachable(&error)),
        }
    }

    /// Loads the campaign and finds the definition to decide by.
    async fn prepare(
        &mut self,
        draft: &mut Draft,
        envelope: &CommandEnvelope,
    ) -> Result<(Digest, Arc<Definition>), LinkError> {
        draft.touched.insert(envelope.campaign.clone());
        let log = self.store.own();
        let in_force = match self.campaigns.load(log, &envelope.campaign).await {
            Ok(resident) => resident.definition.clone(),
            Err(error) => return Err(not_loaded(error)),
        };
        match (in_force, &envelope.command) {
            (Some(found), _) => Ok(found),
            (None, Command::Launch(launch)) => {
                match self.campaigns.definition(log, launch.definition, &draft.blobs).await {
                    Ok(Ok(definition)) => Ok((launch.definition, definition)),
                    Ok(Err(cause)) => Err(refused(RefusalCode::UnknownDefinition, cause)),
                    Err(error) => Err(unreachable(&error)),
                }
            }
            (None, _) => {
                let id = &envelope.campaign;
                let said = text!("no-such-campaign-here", id);
                Err(LinkError::Refused(Refusal::with_text(RefusalCode::UnknownCampaign, said)))
            }
        }
    }

    /// The part that is domain logic: no waiting in here, and a bug stops at its edge.
    fn think(
        &mut self,
        draft: &mut Draft,
        envelope: &CommandEnvelope,
        definition: &Arc<Definition>,
        next: Option<&Arc<Definition>>,
    ) -> Outcome {
        let (logic, now) = (self.logic, self.clock.now());
        let Some(resident) = self.campaigns.get_mut(&envelope.campaign) else {
            return Outcome::NotYet;
        };
        draft.keep();
        let at = now.max(resident.at);
        let thought = guard(|| {
            if !turn::advance(logic, definition, resident, draft, at) {
                return None;
            }
            Some(decide(logic, (definition, next), resident, draft, at, envelope))
        });
        match thought {
            Ok(Some(Ok(accepted))) => {
                if let (Command::Launch(launch), Version(1..), None) =
                    (&envelope.command, accepted.version, &resident.definition)
                {
                    resident.definition = Some((launch.definition, Arc::clone(definition)));
                }
                if let (Command::Amend(amend), Some(next)) = (&envelope.command, next) {
                    resident.definition = Some((amend.definition, Arc::clone(next)));
                }
                draft.keep();
                // A command without rows finds those before it, which are time's or stand there already.
                if let Some(known) = draft.rows.last().and_then(|row| known(row)) {
                    draft.accepted.insert(known.id, known);
                }
                Outcome::Answer(Ok(accepted))
            }
            Ok(Some(Err(refusal))) => Outcome::Answer(Err(LinkError::Refused(refusal))),
            Ok(None) => {
                draft.waiting.insert(envelope.campaign.clone());
                Outcome::NotYet
            }
            Err(cause) => {
                draft.drop_broken();
                self.campaigns.park(&envelope.campaign, &cause);
                Outcome::Answer(Err(refused(RefusalCode::Fault, cause)))
            }
        }
    }

    /// Accounts that an event puts in force were staged before it: it could not bring them by itself.
    async fn missing_import(&self, envelope: &CommandEnvelope) -> Result<Option<Refusal>, StoreError> {
        let Some(import) = envelope.command.brings_accounts() else { return Ok(None) };
        if self.contacts.has_import(&envelope.campaign, import).await? {
            return Ok(None);
        }
        Ok(Some(Refusal::with_text(
            RefusalCode::Incomplete,
            text!("the-accounts-that-it-brings-are-not-stored"),
        )))
    }

    /// The log explains itself only if every blob that an event names is stored before it.
    async fn missing_blob(&self, draft: &Draft, command: &Command) -> Result<Option<Refusal>, StoreError> {
        // Each once: a file may stand under many needs.
        for digest in BTreeSet::from_iter(command.blobs()) {
            if let Err(LinkError::Refused(refusal)) = self.once_erased(draft, digest).await {
                return Ok(Some(refusal));
            }
            let at_hand =
                self.campaigns.has_definition(digest) || draft.blobs.iter().any(|blob| blob.digest == digest);
            if !at_hand && !self.store.own().has_blob(digest).await? {
                let detail = format!("the blob {digest} is named but not stored");
                return Ok(Some(Refusal::plain(RefusalCode::Incomplete, detail)));
            }
        }
        let Command::RecordSnapshot(record) = command else { return Ok(None) };
        let stored;
        let blob = match draft.blobs.iter().find(|blob| blob.digest == record.table) {
            Some(blob) => Some(blob),
            None => {
                stored = self.store.own().blob(record.table).await?;
                stored.as_ref()
            }
        };
        let table = blob.and_then(|blob| SnapshotTable::from_bytes(&blob.bytes).ok());
        let fits = table.is_some_and(|t| t.occasion == record.occasion && t.cutoff == record.cutoff);
        let detail = || format!("the blob {} is not the table of this snapshot", record.table);
        Ok((!fits).then(|| Refusal::plain(RefusalCode::Incomplete, detail())))
    }
}

/// What is known of the command of a record, by its last event.
fn known(last: &Recorded) -> Option<Known> {
    let (id, content) = (last.command?, last.content?);
    Some(Known { id, content, position: last.position, version: last.version })
}

/// The answer to an id that made rows already: the first outcome, or a no where it stands for something else.
fn again(envelope: &CommandEnvelope, first: &Known) -> Result<Accepted, LinkError> {
    let Known { id, content, position, version } = *first;
    if content == envelope.content() {
        return Ok(Accepted { position, version, events: 0 });
    }
    Err(LinkError::Refused(Refusal::with_text(
        RefusalCode::IdReused,
        text!("command-id-belongs-to-another", id, position),
    )))
}

fn decide(
    logic: DomainLogic,
    (definition, next): (&Definition, Option<&Arc<Definition>>),
    resident: &mut Resident,
    draft: &mut Draft,
    at: Instant,
    envelope: &CommandEnvelope,
) -> Result<Accepted, Refusal> {
    let by = Issuer { actor: &envelope.actor, behalf: envelope.behalf.as_deref() };
    let (definition, events) = match (&envelope.command, next) {
        // What an amendment brings is told in the numbers of the definition that it puts in force.
        (Command::Amend(amend), Some(next)) => {
            // Who may is said by the definition in force, not by the one that is asked for; so it is of the approver.
            allowed(definition, &resident.state, by, &envelope.command)?;
            if let Some(approver) = &amend.approver {
                allowed(definition, &resident.state, Issuer::post(approver), &envelope.command)?;
            }
            (next.as_ref(), (logic.amend)(definition, next, &resident.state, at, amend)?)
        }
        (command, _) => (definition, (logic.decide)(definition, &resident.state, at, by, command)?),
    };
    limits::of_events(&envelope.command, &events)?;
    let behalf = envelope.behalf.as_deref();
    let command = (!events.is_empty()).then(|| (envelope.id, envelope.content()));
    let cause = Cause { at, actor: &envelope.actor, behalf, via: &envelope.via, command };
    for event in &events {
        (logic.evolve)(definition, &mut resident.state, at, event);
    }
    draft.record(resident, cause, &events);
    Ok(Accepted {
        position: resident.position,
        version: resident.version,
        events: u32::try_from(events.len()).unwrap_or(u32::MAX),
    })
}
