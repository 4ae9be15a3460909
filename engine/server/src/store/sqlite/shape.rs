//! Whether a file holds the tables, indexes and nothing else that this program makes: a trigger or a view of somebody
//! else's would change what is written and read without a trace in the events, and would be copied into every backup.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};

use super::cells::{self, bound};
use crate::store::StoreError;

/// What is in a file, by kind and name, with the text that made it.
type Shape = BTreeMap<(String, String), String>;

/// What is there that these statements do not make, or make otherwise, or what is missing of theirs; none when all fits.
pub(crate) async fn foreign(
    connection: &mut SqliteConnection,
    statements: &str,
) -> Result<Option<String>, StoreError> {
    let mut pattern = SqliteConnection::connect("sqlite::memory:").await?;
    pattern.execute(AssertSqlSafe(statements.to_owned())).await?;
    let (wanted, found) = (shape(&mut pattern).await?, shape(connection).await?);
    pattern.close().await?;
    let odd = found.iter().find(|(key, text)| wanted.get(*key) != Some(text));
    if let Some((key @ (kind, name), _)) = odd {
        let what =
            if wanted.contains_key(key) { "is not as muster made it" } else { "was not made by muster" };
        return Ok(Some(format!("the {kind} `{name}` {what}")));
    }
    let missing = wanted.keys().find(|key| !found.contains_key(*key));
    Ok(missing.map(|(kind, name)| format!("the {kind} `{name}` is missing")))
}

async fn shape(connection: &mut SqliteConnection) -> Result<Shape, StoreError> {
    let query = bound!("SELECT type, name, coalesce(sql, '') FROM sqlite_schema");
    let rows: Vec<((String, String), String)> = cells::all(query, connection).await?;
    Ok(rows.into_iter().collect())
}
