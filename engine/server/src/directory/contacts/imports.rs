//! Imports of accounts: staged before the command that brings them, in force from its acceptance on.
//!
//! No operation needs two files in one transaction, and accounts must neither change under a command that is refused nor
//! be missing under one that was accepted. So a roster's accounts are first *staged* under a digest, where they reach
//! nobody. The command names the digest, its event repeats it, and only that event puts them in force: the writer takes
//! them in right behind the commit, and what a crash kept from being taken in is found at the next start, where every
//! import that is staged is looked for in the log. What no event names is thrown away there.
//!
//! The digest is salted, so that the log says nothing about accounts, and the same accounts get the digest that they
//! have already, so that a command said again is the same command.

use muster_protocol::codec;
use muster_protocol::ids::{CampaignId, Digest, Position};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{Account, Contacts, by_contact, of_campaign, seal};
use crate::store::sqlite::cells::{self, Query, bound};
use crate::store::{Reader, StoreError};

/// Imports, staged or in force. What is in force stands among the accounts, so its entries are gone from here.
pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS imports(
    import BLOB PRIMARY KEY, campaign TEXT NOT NULL, salt BLOB NOT NULL, entries BLOB, number INTEGER NOT NULL)
    STRICT, WITHOUT ROWID";

/// Most imports of a campaign that are staged at once. Each is a roster's worth of bytes, and a command follows its own
/// within seconds: the oldest goes.
pub const STAGED_MAX: i64 = 16;

/// Bytes of a salt.
const SALT_BYTES: usize = 16;

/// Accounts that are staged, or in force already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staged {
    /// The digest by which a command names them; none where the roster has no accounts.
    pub import: Option<Digest>,
    /// Contacts that were known and are reached otherwise by it: their posts changed hands, or their accounts.
    pub changed: Vec<String>,
}

type Entry = (String, String, String);

/// What a digest is of: anyone who has it and not the salt cannot try accounts out.
fn digest(salt: &[u8], campaign: &CampaignId, entries: &[Entry]) -> Digest {
    Digest::of(&codec::encode(&(salt, campaign.as_str(), entries)))
}

impl Contacts {
    /// Stages accounts for a campaign. They reach nobody before they are taken in. The same accounts again are the same
    /// import, staged or in force.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was staged.
    pub async fn stage(&self, campaign: &CampaignId, entries: &[Account]) -> Result<Staged, StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = sqlx::Connection::begin(&mut *connection).await?;
        let before = by_contact(of_campaign(&mut transaction, campaign).await?);
        let now = by_contact(entries.to_vec());
        let others = now.iter().filter(|(contact, now)| before.get(*contact).is_some_and(|was| was != *now));
        let changed = others.map(|(contact, _)| contact.clone()).collect();
        let entries: Vec<Entry> = now
            .iter()
            .flat_map(|(contact, ways)| {
                ways.iter().map(move |(channel, account)| (contact, channel, account))
            })
            .map(|(contact, channel, account)| (contact.clone(), channel.clone(), account.clone()))
            .collect();
        if entries.is_empty() {
            return Ok(Staged { import: None, changed });
        }
        if let Some(import) = same(&mut transaction, campaign, &entries).await? {
            return Ok(Staged { import: Some(import), changed });
        }
        let salt: [u8; SALT_BYTES] = *uuid::Uuid::new_v4().as_bytes();
        let import = digest(&salt, campaign, &entries);
        let staged = bound!(
            "INSERT INTO imports(import, campaign, salt, entries, number)
             VALUES (?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM imports))",
            import.0.to_vec(),
            campaign.as_str(),
            salt.to_vec(),
            codec::encode(&entries),
        );
        cells::run(staged, &mut transaction).await?;
        let oldest = bound!(
            "DELETE FROM imports WHERE campaign = ?1 AND entries IS NOT NULL AND number NOT IN
             (SELECT number FROM imports WHERE campaign = ?1 AND entries IS NOT NULL ORDER BY number DESC LIMIT ?2)",
            campaign.as_str(),
            STAGED_MAX,
        );
        cells::run(oldest, &mut transaction).await?;
        transaction.commit().await?;
        Ok(Staged { import: Some(import), changed })
    }

    /// Whether a campaign has this import, staged or in force.
    pub async fn has_import(&self, campaign: &CampaignId, import: Digest) -> Result<bool, StoreError> {
        let query = bound!(
            "SELECT 1 FROM imports WHERE import = ? AND campaign = ?",
            import.0.to_vec(),
            campaign.as_str(),
        );
        cells::any(query, &mut *self.connection.lock().await).await
    }

    /// Puts a staged import in force, all of it or nothing. Its accounts replace all that was known of these contacts, on
    /// other channels too: the previous holder is no longer written to. Twice is once.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was taken in.
    pub async fn take_in(&self, campaign: &CampaignId, import: Digest) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = sqlx::Connection::begin(&mut *connection).await?;
        let query = bound!(
            "SELECT entries FROM imports WHERE import = ? AND campaign = ? AND entries IS NOT NULL",
            import.0.to_vec(),
            campaign.as_str(),
        );
        let staged: Option<Vec<u8>> = cells::first(query, &mut transaction).await?;
        let Some(staged) = staged else { return Ok(()) };
        let entries: Vec<Entry> = codec::decode("import", &staged)
            .map_err(|error| StoreError::Damaged(format!("a staged import: {error}")))?;
        self.replace(&mut transaction, campaign, &entries).await?;
        seal::put(&mut transaction, campaign.as_str()).await?;
        let in_force = bound!("UPDATE imports SET entries = NULL WHERE import = ?", import.0.to_vec());
        cells::run(in_force, &mut transaction).await?;
        let before = bound!(
            "DELETE FROM imports WHERE campaign = ? AND import <> ? AND entries IS NULL",
            campaign.as_str(),
            import.0.to_vec(),
        );
        cells::run(before, &mut transaction).await?;
        Ok(transaction.commit().await?)
    }

    async fn replace(
        &self,
        connection: &mut SqliteConnection,
        campaign: &CampaignId,
        entries: &[Entry],
    ) -> Result<(), StoreError> {
        for (sql, piece) in self.forget.pieces(entries) {
            let bind = |query: Query<'static>, (contact, ..): &Entry| {
                query.bind(campaign.as_str()).bind(contact.as_str())
            };
            cells::run(piece.iter().fold(bound!(sql), bind), connection).await?;
        }
        for (sql, piece) in self.upsert.pieces(entries) {
            let bind = |query: Query<'static>, (contact, channel, account): &Entry| {
                query
                    .bind(campaign.as_str())
                    .bind(contact.as_str())
                    .bind(channel.as_str())
                    .bind(account.as_str())
            };
            cells::run(piece.iter().fold(bound!(sql), bind), connection).await?;
        }
        Ok(())
    }

    /// At the start, while nobody gives commands: what is staged and named by the log is taken in, in the order of the
    /// log; what no event names belonged to a command that was refused or never came, and goes.
    pub async fn settle(&self, log: &dyn Reader) -> Result<(), StoreError> {
        let mut accepted: Vec<(Position, CampaignId, Digest)> = Vec::new();
        for (campaign, import) in self.staged().await? {
            let rows = log.mentions(import).await?;
            let names = rows
                .iter()
                .filter(|row| row.campaign == campaign)
                .find(|row| row.named().ok().and_then(|said| said.brings_accounts()) == Some(import));
            match names {
                Some(row) => accepted.push((row.position, campaign, import)),
                None => self.discard(import).await?,
            }
        }
        accepted.sort();
        for (_, campaign, import) in accepted {
            tracing::warn!(%campaign, "accounts that were accepted before the engine ended are taken in now");
            self.take_in(&campaign, import).await?;
        }
        Ok(())
    }

    async fn staged(&self) -> Result<Vec<(CampaignId, Digest)>, StoreError> {
        let query = bound!("SELECT campaign, import FROM imports WHERE entries IS NOT NULL ORDER BY number");
        cells::all(query, &mut *self.connection.lock().await).await
    }

    async fn discard(&self, import: Digest) -> Result<(), StoreError> {
        let staged =
            bound!("DELETE FROM imports WHERE import = ? AND entries IS NOT NULL", import.0.to_vec());
        cells::run(staged, &mut *self.connection.lock().await).await
    }
}

/// The import of a campaign that holds these very accounts: the newest that is staged, or the one in force.
async fn same(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    entries: &[Entry],
) -> Result<Option<Digest>, StoreError> {
    let query = bound!(
        "SELECT import, salt FROM imports WHERE campaign = ? ORDER BY entries IS NOT NULL, number",
        campaign.as_str(),
    );
    for (import, salt) in cells::all::<(Vec<u8>, Vec<u8>)>(query, connection).await? {
        let known = digest(&salt, campaign, entries);
        if known.0.as_slice() == import {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::super::opened;
    use super::*;
    use crate::sample::campaign;

    fn entry(contact: &str, channel: &str, account: &str) -> Account {
        Account { contact: contact.to_owned(), channel: channel.to_owned(), account: account.to_owned() }
    }

    async fn taken(contacts: &Contacts, id: &CampaignId, entries: &[Account]) -> Vec<String> {
        let staged = contacts.stage(id, entries).await.unwrap();
        contacts.take_in(id, staged.import.unwrap()).await.unwrap();
        staged.changed
    }

    #[tokio::test]
    async fn what_is_staged_reaches_nobody_and_what_is_taken_in_replaces() {
        let (_dir, contacts) = opened().await;
        let id = campaign("c");
        let first = contacts.stage(&id, &[entry("005-clerk", "outbox", "a")]).await.unwrap();
        assert!(first.changed.is_empty(), "it is new");
        assert!(contacts.accounts(&id, "005-clerk").await.unwrap().is_empty());
        for _ in 0..2 {
            contacts.take_in(&id, first.import.unwrap()).await.unwrap();
            assert_eq!(
                contacts.accounts(&id, "005-clerk").await.unwrap(),
                [entry("005-clerk", "outbox", "a")]
            );
        }
        let other = contacts.stage(&id, &[entry("005-clerk", "outbox", "b")]).await.unwrap();
        assert_eq!(other.changed, ["005-clerk"]);
        assert_eq!(contacts.accounts(&id, "005-clerk").await.unwrap()[0].account, "a");
        contacts.take_in(&id, other.import.unwrap()).await.unwrap();
        assert_eq!(contacts.accounts(&id, "005-clerk").await.unwrap()[0].account, "b");
        // The one before is over: naming it again, as an old command may, brings nothing back.
        contacts.take_in(&id, first.import.unwrap()).await.unwrap();
        assert_eq!(contacts.accounts(&id, "005-clerk").await.unwrap()[0].account, "b");
        assert!(!contacts.has_import(&id, first.import.unwrap()).await.unwrap());
    }

    #[tokio::test]
    async fn the_same_accounts_are_the_same_import_staged_or_in_force() {
        let (_dir, contacts) = opened().await;
        let (id, entries) = (campaign("c"), [entry("a", "outbox", "one"), entry("b", "outbox", "two")]);
        let first = contacts.stage(&id, &entries).await.unwrap();
        let reversed = [entries[1].clone(), entries[0].clone()];
        assert_eq!(contacts.stage(&id, &reversed).await.unwrap(), first);
        contacts.take_in(&id, first.import.unwrap()).await.unwrap();
        assert_eq!(contacts.stage(&id, &entries).await.unwrap(), first);
        assert_eq!(contacts.stage(&id, &[]).await.unwrap().import, None);
        // Elsewhere they have another name: who has one log cannot find them in the next.
        assert_ne!(contacts.stage(&campaign("d"), &entries).await.unwrap().import, first.import);
    }

    #[tokio::test]
    async fn one_campaign_does_not_reach_into_another() {
        let (_dir, contacts) = opened().await;
        let (ours, theirs) = (campaign("c"), campaign("d"));
        taken(&contacts, &ours, &[entry("005-clerk", "outbox", "a")]).await;
        let foreign = contacts.stage(&theirs, &[entry("005-clerk", "outbox", "evil")]).await.unwrap();
        assert!(foreign.changed.is_empty());
        contacts.take_in(&ours, foreign.import.unwrap()).await.unwrap();
        contacts.take_in(&theirs, foreign.import.unwrap()).await.unwrap();
        assert_eq!(contacts.accounts(&ours, "005-clerk").await.unwrap()[0].account, "a");
    }

    #[tokio::test]
    async fn who_had_a_post_before_is_forgotten_on_every_channel() {
        let (_dir, contacts) = opened().await;
        let id = campaign("c");
        let other = entry("007-clerk", "短信", "zj007");
        taken(&contacts, &id, &[entry("006-clerk", "短信", "zj006"), other.clone()]).await;
        let (now, also) =
            (entry("006-clerk", "企业微信", "zj206"), entry("006-clerk", "邮件", "zj206@example.invalid"));
        assert_eq!(taken(&contacts, &id, &[also.clone(), now.clone()]).await, ["006-clerk"]);
        assert_eq!(contacts.accounts(&id, "006-clerk").await.unwrap(), [now, also]);
        assert_eq!(contacts.accounts(&id, "007-clerk").await.unwrap(), [other]);
    }

    #[tokio::test]
    async fn few_imports_are_staged_at_once_and_the_one_in_force_stays() {
        let (_dir, contacts) = opened().await;
        let id = campaign("c");
        taken(&contacts, &id, &[entry("a", "outbox", "in force")]).await;
        let mut imports = Vec::new();
        for account in 0..=STAGED_MAX {
            let staged = contacts.stage(&id, &[entry("a", "outbox", &account.to_string())]).await.unwrap();
            imports.push(staged.import.unwrap());
        }
        assert!(!contacts.has_import(&id, imports[0]).await.unwrap());
        assert!(contacts.has_import(&id, imports[1]).await.unwrap());
        assert_eq!(contacts.accounts(&id, "a").await.unwrap()[0].account, "in force");
    }
}
