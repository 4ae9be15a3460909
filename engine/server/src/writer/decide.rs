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
    pub(super) async fn order(
        &mut self,
        draft: &mut Draft,
        known: &HashMap<CommandId, Known>,
        order: &CommandEnvelope,
    ) -> Outcome {
        let refuse = |refusal| Outcome::Answer(Err(LinkError::Refused(refusal)));
        if let Some(first) = draft.accepted.get(&order.id).or_else(|| known.get(&order.id)) {
            return Outcome::Answer(again(order, first));
        }
        if let Err(refusal) = limits::of_order(order).and_then(|()| plain::order(order)) {
            return refuse(refusal);
        }
        if draft.waiting.contains(&order.campaign) {
            return Outcome::NotYet;
        }
        match self.missing_blob(draft, &order.command).await {
            Ok(None) => {}
            Ok(Some(refusal)) => return refuse(refusal),
            Err(error) => return Outcome::Answer(Err(unreachable(&error))),
        }
        match self.missing_import(order).await {
            Ok(None) => {}
            Ok(Some(refusal)) => return refuse(refusal),
            Err(error) => return Outcome::Answer(Err(unreachable(&error))),
        }
        let (digest, definition) = match self.prepare(draft, order).await {
            Ok(found) => found,
            Err(error) => return Outcome::Answer(Err(error)),
        };
        if let Command::Launch(_) = &order.command
            && let Err(refusal) = self.campaigns.is_plain(digest, &definition)
        {
            return refuse(refusal);
        }
        if let Command::Erase(body) = &order.command {
            match self.erasable(draft, order, (&definition, body)).await {
                Ok(Erasable::Yes) => {}
                Ok(Erasable::Known(answer)) => return Outcome::Answer(answer),
                Err(error) => return Outcome::Answer(Err(unreachable(&error))),
            }
        }
        match self.next_definition(draft, order).await {
            Ok(next) => self.think(draft, order, &definition, next.as_ref()),
            Err(error) => Outcome::Answer(Err(error)),
        }
    }

    /// The definition that an amendment puts in force.
    async fn next_definition(
        &mut self,
        draft: &Draft,
        order: &CommandEnvelope,
    ) -> Result<Option<Arc<Definition>>, LinkError> {
        let Command::Amend(amend) = &order.command else { return Ok(None) };
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
        order: &CommandEnvelope,
    ) -> Result<(Digest, Arc<Definition>), LinkError> {
        draft.touched.insert(order.campaign.clone());
        let log = self.store.own();
        let in_force = match self.campaigns.load(log, &order.campaign).await {
            Ok(resident) => resident.definition.clone(),
            Err(error) => return Err(not_loaded(error)),
        };
        match (in_force, &order.command) {
            (Some(found), _) => Ok(found),
            (None, Command::Launch(launch)) => {
                match self.campaigns.definition(log, launch.definition, &draft.blobs).await {
                    Ok(Ok(definition)) => Ok((launch.definition, definition)),
                    Ok(Err(cause)) => Err(refused(RefusalCode::UnknownDefinition, cause)),
                    Err(error) => Err(unreachable(&error)),
                }
            }
            (None, _) => {
                let id = &order.campaign;
                let said = text!("no-such-campaign-here", id);
                Err(LinkError::Refused(Refusal::with_text(RefusalCode::UnknownCampaign, said)))
            }
        }
    }

    /// The part that is domain logic: no waiting in here, and a bug stops at its edge.
    fn think(
        &mut self,
        draft: &mut Draft,
        order: &CommandEnvelope,
        definition: &Arc<Definition>,
        next: Option<&Arc<Definition>>,
    ) -> Outcome {
        let (logic, now) = (self.logic, self.clock.now());
        let Some(resident) = self.campaigns.get_mut(&order.campaign) else {
            return Outcome::NotYet;
        };
        draft.keep();
        let at = now.max(resident.at);
        let thought = guard(|| {
            if !turn::advance(logic, definition, resident, draft, at) {
                return None;
            }
            Some(decide(logic, (definition, next), resident, draft, at, order))
        });
        match thought {
            Ok(Some(Ok(accepted))) => {
                if let (Command::Launch(launch), Version(1..), None) =
                    (&order.command, accepted.version, &resident.definition)
                {
                    resident.definition = Some((launch.definition, Arc::clone(definition)));
                }
                if let (Command::Amend(amend), Some(next)) = (&order.command, next) {
                    resident.definition = Some((amend.definition, Arc::clone(next)));
                }
                draft.keep();
                if let Some(known) =
                    draft.rows.last().filter(|_| accepted.events > 0).and_then(|row| known(row))
                {
                    draft.accepted.insert(known.id, known);
                }
                Outcome::Answer(Ok(accepted))
            }
            Ok(Some(Err(refusal))) => Outcome::Answer(Err(LinkError::Refused(refusal))),
            Ok(None) => {
                draft.waiting.insert(order.campaign.clone());
                Outcome::NotYet
            }
            Err(cause) => {
                draft.drop_broken();
                self.campaigns.park(&order.campaign, &cause);
                Outcome::Answer(Err(refused(RefusalCode::Fault, cause)))
            }
        }
    }

    /// Accounts that an event puts in force were staged before it: it could not bring them by itself.
    async fn missing_import(&self, order: &CommandEnvelope) -> Result<Option<Refusal>, StoreError> {
        let Some(import) = order.command.brings_accounts() else { return Ok(None) };
        if self.contacts.has_import(&order.campaign, import).await? {
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
fn again(order: &CommandEnvelope, first: &Known) -> Result<Accepted, LinkError> {
    let Known { id, content, position, version } = *first;
    if content == order.content() {
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
    order: &CommandEnvelope,
) -> Result<Accepted, Refusal> {
    let by = Issuer { actor: &order.actor, behalf: order.behalf.as_deref() };
    let (definition, events) = match (&order.command, next) {
        // What an amendment brings is told in the numbers of the definition that it puts in force.
        (Command::Amend(amend), Some(next)) => {
            // Who may is said by the definition in force, not by the one that is asked for; so it is of the approver.
            allowed(definition, &resident.state, by, &order.command)?;
            if let Some(approver) = &amend.approver {
                allowed(definition, &resident.state, Issuer::post(approver), &order.command)?;
            }
            (next.as_ref(), (logic.amend)(definition, next, &resident.state, at, amend)?)
        }
        (command, _) => (definition, (logic.decide)(definition, &resident.state, at, by, command)?),
    };
    limits::of_events(&order.command, &events)?;
    let behalf = order.behalf.as_deref();
    let command = (!events.is_empty()).then(|| (order.id, order.content()));
    let cause = Cause { at, actor: &order.actor, behalf, via: &order.via, command };
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
