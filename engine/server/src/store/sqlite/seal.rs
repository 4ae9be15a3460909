//! Seals of what stands beside the events and is not in their chain: next dues and settings. Anyone who changes such a row by
//! hand leaves a seal that does not fit. It keeps no secret: it is there so that a change is seen at once, at the start too;
//! `verify` then compares with what the events say.

use muster_protocol::ids::Digest;
use sqlx::SqliteConnection;

use super::cells::{self, bound};
use crate::store::StoreError;

/// Seal of a campaign's next due.
pub(super) fn of_due(campaign: &str, due: Option<i64>) -> Vec<u8> {
    let due = due.map_or_else(|| "none".to_owned(), |due| due.to_string());
    seal("muster next due", campaign, &due)
}

/// Seal of a setting.
pub(super) fn of_setting(name: &str, text: &str) -> Vec<u8> {
    seal("muster kept", name, text)
}

fn seal(what: &str, name: &str, text: &str) -> Vec<u8> {
    let length = name.len().to_string();
    Digest::of([what, &length, name, text].join("\n").as_bytes()).0.to_vec()
}

/// Keeps a text under a name.
pub(crate) async fn keep(
    connection: &mut SqliteConnection,
    name: &str,
    text: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO settings(name, text, seal) VALUES (?, ?, ?)
         ON CONFLICT(name) DO UPDATE SET text = excluded.text, seal = excluded.seal",
    )
    .bind(name)
    .bind(text)
    .bind(of_setting(name, text))
    .execute(connection)
    .await
    .map(drop)
}

/// The text that is kept under a name.
pub(crate) async fn setting(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<Option<String>, StoreError> {
    cells::first(bound!("SELECT text FROM settings WHERE name = ?", name), connection).await
}

/// The first setting that somebody else wrote, by its name.
pub(crate) async fn broken_setting(connection: &mut SqliteConnection) -> Result<Option<String>, StoreError> {
    let query = bound!("SELECT name, text, seal FROM settings ORDER BY name");
    let settings: Vec<(String, String, Vec<u8>)> = cells::all(query, connection).await?;
    let broken = settings.into_iter().find(|(name, text, seal)| *seal != of_setting(name, text));
    Ok(broken.map(|(name, ..)| name))
}
