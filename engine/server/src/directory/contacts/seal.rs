//! Seals of the accounts: what each import left, so that what another program changed afterwards is seen by `verify`. Not
//! against anyone who knows how to seal: accounts are in no event, so nothing of the log can prove them.

use muster_protocol::codec;
use muster_protocol::ids::Digest;
use sqlx::SqliteConnection;

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

pub(super) const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS seals(campaign TEXT PRIMARY KEY, seal BLOB NOT NULL) STRICT, WITHOUT ROWID";

/// Whether the file has a table at all: one of an older build has no seals.
pub(super) async fn has_table(connection: &mut SqliteConnection, name: &str) -> Result<bool, StoreError> {
    let query = bound!("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", name);
    cells::any(query, connection).await
}

/// Seals the accounts of a campaign as they are.
pub(super) async fn put(connection: &mut SqliteConnection, campaign: &str) -> Result<(), StoreError> {
    let seal = of(connection, campaign).await?;
    let statement = bound!(
        "INSERT INTO seals(campaign, seal) VALUES (?, ?) ON CONFLICT(campaign) DO UPDATE SET seal = excluded.seal",
        campaign,
        seal.0.to_vec(),
    );
    cells::run(statement, connection).await
}

/// Seals all that is there.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for campaign in campaigns(connection).await? {
        put(connection, &campaign).await?;
    }
    Ok(())
}

/// A campaign whose accounts are others than those that were sealed; none where all are as they were left.
pub(crate) async fn changed_since_import(
    connection: &mut SqliteConnection,
) -> Result<Option<String>, StoreError> {
    let mut names = campaigns(connection).await?;
    let sealed: Vec<String> = cells::all(bound!("SELECT campaign FROM seals"), connection).await?;
    names.extend(sealed);
    names.sort();
    names.dedup();
    for campaign in names {
        let kept = bound!("SELECT seal FROM seals WHERE campaign = ?", campaign.as_str());
        let kept: Option<Vec<u8>> = cells::first(kept, connection).await?;
        if kept != Some(of(connection, &campaign).await?.0.to_vec()) {
            return Ok(Some(campaign));
        }
    }
    Ok(None)
}

async fn campaigns(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    cells::all(bound!("SELECT DISTINCT campaign FROM accounts ORDER BY campaign"), connection).await
}

async fn of(connection: &mut SqliteConnection, campaign: &str) -> Result<Digest, StoreError> {
    let query = bound!(
        "SELECT contact, channel, account FROM accounts WHERE campaign = ? ORDER BY contact, channel, account",
        campaign,
    );
    let entries: Vec<(String, String, String)> = cells::all(query, connection).await?;
    Ok(Digest::of(&codec::encode(&("accounts", campaign, entries))))
}
