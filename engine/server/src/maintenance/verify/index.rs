//! The index of `log.db`: what only helps to find things must say what the records say, up to where it is.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::ids::{CommandId, Position};
use sqlx::SqliteConnection;

use super::{Bad, Verifier};
use crate::store::sqlite::{index, signed};

/// What is to be done where it does not fit.
const HINT: &str =
    "set `indexed` to 0 and start the engine once, which makes the index again from the records";

/// Id, content, position, version.
type CommandRow = (Vec<u8>, Vec<u8>, i64, i64);
/// Position, version, hash.
type End = (i64, i64, Vec<u8>);

/// The first thing in the index that is not so.
pub(super) async fn check(connection: &mut SqliteConnection, verifier: &Verifier) -> Result<(), Bad> {
    let unread = |error: String| Bad::in_all(format!("the index cannot be read: {error}"));
    let rows: Vec<i64> = sqlx::query_scalar("SELECT position FROM indexed")
        .fetch_all(&mut *connection)
        .await
        .map_err(|error| unread(error.to_string()))?;
    let until = index::position(connection).await.map_err(|error| unread(error.to_string()))?;
    let Some(until) = until.filter(|until| rows.len() == 1 && until.0 <= verifier.last) else {
        return Err(Bad::in_all(format!("how far the index is cannot be; {HINT}")));
    };
    commands(connection, verifier, until).await?;
    campaigns(connection, verifier, until).await?;
    segments(connection, verifier, until).await
}

/// Every command up to there is known with what it came to, and none besides: twice is once by this table.
async fn commands(
    connection: &mut SqliteConnection,
    verifier: &Verifier,
    until: Position,
) -> Result<(), Bad> {
    let what = format!("the index of commands does not fit it: a repeat would not be known for one; {HINT}");
    let rows: Vec<CommandRow> = sqlx::query_as("SELECT id, content, position, version FROM commands")
        .fetch_all(connection)
        .await
        .map_err(|error| Bad::at(0, format!("the commands cannot be read: {error}")))?;
    for (id, content, position, version) in &rows {
        let id = <[u8; 16]>::try_from(id.as_slice()).ok().map(CommandId);
        let fits = id.and_then(|id| verifier.commands.get(&id)).is_some_and(|known| {
            known.position <= until
                && signed(known.position.0) == *position
                && signed(known.version.0) == *version
                && known.content.0.as_slice() == content
        });
        if !fits {
            return Err(Bad::at(u64::try_from(*position).unwrap_or_default(), what));
        }
    }
    let wanted = verifier.commands.values().filter(|known| known.position <= until);
    if wanted.clone().count() == rows.len() {
        return Ok(());
    }
    let found: BTreeSet<i64> = rows.iter().map(|(_, _, position, _)| *position).collect();
    let missing = wanted.map(|known| known.position.0).filter(|at| !found.contains(&signed(*at))).min();
    Err(Bad::at(missing.unwrap_or_default(), what))
}

/// Every campaign's end up to there.
async fn campaigns(
    connection: &mut SqliteConnection,
    verifier: &Verifier,
    until: Position,
) -> Result<(), Bad> {
    let rows: Vec<(String, i64, i64, Vec<u8>)> =
        sqlx::query_as("SELECT id, position, version, hash FROM campaigns ORDER BY id")
            .fetch_all(connection)
            .await
            .map_err(|error| Bad::in_all(format!("the index of campaigns cannot be read: {error}")))?;
    let mut wanted: BTreeMap<&str, End> = BTreeMap::new();
    for (id, track) in &verifier.campaigns {
        if let Some(end) = track.ends.iter().rev().find(|end| end.position <= until) {
            let cells = (signed(end.position.0), signed(end.version), end.hash.0.to_vec());
            wanted.insert(id.as_str(), cells);
        }
    }
    let found: BTreeMap<&str, End> = rows
        .iter()
        .map(|(id, position, version, hash)| (id.as_str(), (*position, *version, hash.clone())))
        .collect();
    differs(&wanted, &found, "its end in the index")
}

/// Every segment that holds records of a campaign up to there.
async fn segments(
    connection: &mut SqliteConnection,
    verifier: &Verifier,
    until: Position,
) -> Result<(), Bad> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT campaign, segment FROM campaign_segments ORDER BY campaign, segment")
            .fetch_all(connection)
            .await
            .map_err(|error| Bad::in_all(format!("the index of segments cannot be read: {error}")))?;
    let mut found: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (campaign, segment) in &rows {
        found.entry(campaign.as_str()).or_default().push(*segment);
    }
    let mut wanted: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (id, track) in &verifier.campaigns {
        let known = track.segments.iter().filter(|segment| **segment <= until);
        let known: Vec<i64> = known.map(|segment| signed(segment.0)).collect();
        if !known.is_empty() {
            wanted.insert(id.as_str(), known);
        }
    }
    differs(&wanted, &found, "where its records are in the index")
}

fn differs<T: PartialEq>(
    wanted: &BTreeMap<&str, T>,
    found: &BTreeMap<&str, T>,
    what: &str,
) -> Result<(), Bad> {
    let ids = wanted.keys().chain(found.keys());
    let Some(id) = ids.copied().find(|id| wanted.get(id) != found.get(id)) else { return Ok(()) };
    Err(Bad::in_campaign(id, format!("{what} is not what the records say; {HINT}")))
}
