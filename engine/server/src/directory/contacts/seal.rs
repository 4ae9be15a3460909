//! Seals of the accounts: what each import left, so that what another program changed afterwards is seen by `verify`. Not
//! against anyone who knows how to seal: accounts are in no event, so nothing of the log can prove them.

use muster_protocol::codec;
use muster_protocol::ids::Digest;
use sqlx::{Row, SqliteConnection};

use crate::store::StoreError;
use crate::store::sqlite::failed;

pub(super) const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS seals(campaign TEXT PRIMARY KEY, seal BLOB NOT NULL) STRICT, WITHOUT ROWID";

/// Whether the file has a table at all: one of an older build has no seals.
pub(super) async fn has_table(connection: &mut SqliteConnection, name: &str) -> Result<bool, StoreError> {
    sqlx::query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
        .bind(name.to_owned())
        .fetch_optional(connection)
        .await
        .map(|row| row.is_some())
        .map_err(failed)
}

/// Seals the accounts of a campaign as they are.
pub(super) async fn put(connection: &mut SqliteConnection, campaign: &str) -> Result<(), StoreError> {
    let seal = of(connection, campaign).await?;
    sqlx::query(
        "INSERT INTO seals(campaign, seal) VALUES (?, ?) ON CONFLICT(campaign) DO UPDATE SET seal = excluded.seal",
    )
    .bind(campaign.to_owned())
    .bind(seal.0.to_vec())
    .execute(connection)
    .await
    .map(drop)
    .map_err(failed)
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
    let sealed: Vec<String> =
        sqlx::query_scalar("SELECT campaign FROM seals").fetch_all(&mut *connection).await.map_err(failed)?;
    names.extend(sealed);
    names.sort();
    names.dedup();
    for campaign in names {
        let kept: Option<Vec<u8>> = sqlx::query_scalar("SELECT seal FROM seals WHERE campaign = ?")
            .bind(campaign.clone())
            .fetch_optional(&mut *connection)
            .await
            .map_err(failed)?;
        if kept != Some(of(connection, &campaign).await?.0.to_vec()) {
            return Ok(Some(campaign));
        }
    }
    Ok(None)
}

async fn campaigns(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    sqlx::query_scalar("SELECT DISTINCT campaign FROM accounts ORDER BY campaign")
        .fetch_all(connection)
        .await
        .map_err(failed)
}

async fn of(connection: &mut SqliteConnection, campaign: &str) -> Result<Digest, StoreError> {
    let rows = sqlx::query(
        "SELECT contact, channel, account FROM accounts WHERE campaign = ? ORDER BY contact, channel, account",
    )
    .bind(campaign.to_owned())
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    let mut entries: Vec<[String; 3]> = Vec::with_capacity(rows.len());
    for row in &rows {
        let cell = |at| row.try_get::<String, _>(at).map_err(failed);
        entries.push([cell(0)?, cell(1)?, cell(2)?]);
    }
    Ok(Digest::of(&codec::encode(&("accounts", campaign, entries))))
}
