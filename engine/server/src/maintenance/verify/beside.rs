//! What stands beside the events in `log.db`: when campaigns wake, settings, the tables themselves, and whether the file was
//! closed in order. None of it is in a chain, and all of it could keep the events from being what happens next.

use muster_protocol::ids::Position;
use sqlx::SqliteConnection;

use super::{Bad, Verifier};
use crate::directory::identity::GENERATION_SETTING;
use crate::engine::CLOCK_SETTING;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::schema::TABLES;
use crate::store::sqlite::{SWEPT_SETTING, derived, index, mark, seal, shape, term};
use crate::writer::CLOCK_AT_SETTING;

/// The first bad thing beside the events.
pub(super) async fn check(
    connection: &mut SqliteConnection,
    verifier: &Verifier,
    beside: bool,
) -> Result<(), Bad> {
    dues(connection, verifier).await?;
    settings(connection, verifier).await?;
    if let Some(what) = shape::foreign(connection, TABLES).await.map_err(unread)? {
        return Err(Bad::in_all(format!("in log.db {what}")));
    }
    match mark::cut(connection, beside).await.map_err(unread)? {
        Some(why) => Err(Bad::in_all(why)),
        None => Ok(()),
    }
}

/// The head row is the only one, and its term the one that the last engine took: by it a writer that was overtaken knows.
pub(super) async fn head_row(connection: &mut SqliteConnection) -> Result<(), Bad> {
    term::odd(connection, true).await.map_err(unread)?.map_or(Ok(()), |what| Err(Bad::in_all(what)))
}

fn unread(error: StoreError) -> Bad {
    Bad::in_all(format!("what stands beside the events cannot be read: {error}"))
}

/// Each campaign wakes when its events say; nobody else wakes.
async fn dues(connection: &mut SqliteConnection, verifier: &Verifier) -> Result<(), Bad> {
    let (known, odd) = derived::read(connection).await.map_err(unread)?;
    let wrong = |campaign: &str, what: String| Bad::in_campaign(campaign, what);
    let hint = "start the engine once, which recomputes it";
    if let Some(campaign) = odd.first() {
        return Err(wrong(campaign, format!("when it wakes next was written by somebody else; {hint}")));
    }
    let indexed = index::position(connection).await.map_err(unread)?.unwrap_or_default();
    for (id, track) in &verifier.campaigns {
        if track.ends.last().is_some_and(|end| end.position > indexed) {
            // It went on since the index was written: at the next start it is looked at immediately.
            continue;
        }
        let wanted = track.next_due().map(|due| due.0);
        let found = known.get(id.as_str()).copied().flatten();
        if !derived::fits(found, wanted) {
            let shown = |due: Option<i64>| {
                due.map_or_else(|| "never".to_owned(), |due| muster_protocol::time::Instant(due).to_string())
            };
            let (found, wanted) = (shown(found), shown(wanted));
            return Err(wrong(
                id.as_str(),
                format!("it wakes next at {found}, its events say {wanted}; {hint}"),
            ));
        }
    }
    let stranger = known.keys().find(|id| verifier.campaigns.keys().all(|known| known.as_str() != *id));
    stranger.map_or(Ok(()), |id| Err(wrong(id, "it wakes and has no events".to_owned())))
}

/// Settings that muster wrote, and that say something possible.
async fn settings(connection: &mut SqliteConnection, verifier: &Verifier) -> Result<(), Bad> {
    if let Some(name) = seal::broken_setting(connection).await.map_err(unread)? {
        return Err(Bad::in_all(format!("the setting `{name}` was written by somebody else")));
    }
    let query = bound!("SELECT name, text FROM settings ORDER BY name");
    let rows: Vec<(String, String)> = cells::all(query, connection).await.map_err(unread)?;
    for (name, text) in &rows {
        let possible = match name.as_str() {
            CLOCK_SETTING => text == "wall" || text == "stepped",
            // It was kept at the last orderly end; after a kill events are later.
            CLOCK_AT_SETTING => text.parse::<muster_protocol::time::Instant>().is_ok(),
            GENERATION_SETTING => text.parse::<u32>().is_ok_and(|generation| generation > 0),
            SWEPT_SETTING => {
                let position = text.split_once(' ').and_then(|(position, _)| position.parse().ok());
                position.is_some_and(|position| Position(position) <= Position(verifier.last))
            }
            _ => true,
        };
        if !possible {
            return Err(Bad::in_all(format!("the setting `{name}` says “{text}”, which cannot be")));
        }
    }
    let clock = rows.iter().any(|(name, _)| name == CLOCK_SETTING);
    if clock || verifier.last == 0 {
        return Ok(());
    }
    Err(Bad::in_all(format!("the setting `{CLOCK_SETTING}` is missing")))
}
