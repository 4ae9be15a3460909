//! Seals of what stands beside the events and is not in their chain: next dues and settings. Anyone who changes such a row by
//! hand leaves a seal that does not fit. It keeps no secret: it is there so that a change is seen at once, at the start too;
//! `verify` then compares with what the events say.

use muster_protocol::ids::Digest;
use sqlx::{Row, SqliteConnection};

use super::failed;
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

/// The first setting that somebody else wrote, by its name.
pub(crate) async fn broken_setting(connection: &mut SqliteConnection) -> Result<Option<String>, StoreError> {
    let rows = sqlx::query("SELECT name, text, seal FROM settings ORDER BY name").fetch_all(connection).await;
    for row in rows.map_err(failed)? {
        let (name, text): (String, String) =
            (row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?);
        let found: &[u8] = row.try_get(2).map_err(failed)?;
        if found != of_setting(&name, &text) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
