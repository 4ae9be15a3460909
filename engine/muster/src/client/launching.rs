//! Puts a compiled campaign to work over a connection: contacts are staged and blobs stored, then comes the command that names
//! them; only its acceptance lets the contacts count.

use std::path::Path;

use muster_core::campaign::Issuer;
use muster_core::definition::{Compiled, Files, redacted_source};
use muster_protocol::command::{Accepted, Command, Launch};
use muster_protocol::event::Source;
use muster_protocol::ids::{CampaignId, Digest};
use muster_server::directory::contacts::Account;
use muster_server::directory::contacts::imports::Staged;
use muster_server::http::ContactsJson;

use super::connection::Connection;
use crate::exit::Failure;
use crate::output::Output;

/// What was launched.
#[derive(Debug, Clone, Copy)]
pub struct Launched {
    /// The engine's answer; no events where it ran already.
    pub accepted: Accepted,
    /// The compiled definition.
    pub definition: Digest,
    /// Whether the file's accounts are others than those that count, which a launch of what runs does not change.
    pub other_accounts: bool,
}

/// Launches; again with the same files changes nothing. `compiled` must be sound.
///
/// # Errors
/// [`Failure`]: refused, or not reachable. Blobs may then be there without the campaign; contacts are as they were.
pub async fn launch(
    out: &Output,
    connection: &Connection,
    files: &Files,
    compiled: &Compiled,
    campaign: &CampaignId,
    by: Issuer<'_>,
) -> Result<Launched, Failure> {
    let definition = compiled.definition.as_ref().map(muster_protocol::definition::Definition::to_bytes);
    let Staged { import, changed } = connection.stage(&contacts(campaign, compiled, &[])).await?;
    let sources = sources(connection, files).await?;
    let definition = connection.store(&definition.unwrap_or_default()).await?;
    let command = Command::Launch(Launch { definition, sources, contacts: import });
    let accepted = connection.submit(out, campaign, by, command).await?.accepted;
    Ok(Launched { accepted, definition, other_accounts: accepted.events == 0 && !changed.is_empty() })
}

/// How posts are reached, by the ids that the campaign knows them by: `known` pairs the file's with those.
#[must_use]
pub fn contacts(campaign: &CampaignId, compiled: &Compiled, known: &[(String, String)]) -> ContactsJson {
    let id = |own: &String| known.iter().find(|(file, _)| file == own).map_or(own, |(_, id)| id).clone();
    let entries = compiled.contacts.iter().map(|entry| Account {
        contact: id(&entry.contact),
        channel: entry.channel.clone(),
        account: entry.account.clone(),
    });
    ContactsJson { campaign: campaign.clone(), contacts: entries.collect() }
}

/// Stores the committee's files, as the log keeps them.
///
/// # Errors
/// [`Failure`]: too large, or not reachable.
pub async fn sources(connection: &Connection, files: &Files) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for (name, bytes) in &files.files {
        let name = Path::new(name)
            .file_name()
            .map_or_else(|| name.clone(), |name| name.to_string_lossy().into_owned());
        let digest = connection.store(&redacted_source(&name, bytes)).await?;
        sources.push(Source { name, digest });
    }
    Ok(sources)
}
