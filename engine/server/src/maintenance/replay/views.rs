//! What the rows of a view come to, campaign by campaign: the same rows give the same digest, whatever their order.

use std::path::Path;

use muster_protocol::ids::{CampaignId, Digest, Position};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column, Connection, Row, SqliteConnection, TypeInfo, ValueRef};

use super::{Digests, connection};
use crate::store::StoreError;
use crate::store::sqlite::unsigned;
use crate::view::VIEW_FILE;

/// A view's digests, and the position that it stood at.
#[derive(Debug, Default)]
pub(super) struct Views {
    /// None where there is no view.
    pub(super) position: Option<Position>,
    pub(super) digests: Digests,
}

impl Views {
    /// Reads the view of a data directory in one transaction.
    pub(super) async fn read(dir: &Path) -> Result<Self, StoreError> {
        let Some(mut connection) = connection(&dir.join(VIEW_FILE)).await? else {
            return Ok(Self::default());
        };
        let mut reading = connection.begin().await?;
        let position: i64 =
            sqlx::query_scalar("SELECT position FROM projected").fetch_one(&mut *reading).await?;
        let tables = tables(&mut reading).await?;
        let campaigns: Vec<(i64, String)> =
            sqlx::query_as("SELECT no, id FROM campaigns").fetch_all(&mut *reading).await?;
        let mut digests = Digests::new();
        for (no, id) in campaigns {
            let id = CampaignId::new(&id).map_err(|error| StoreError::Damaged(error.to_string()))?;
            digests.insert(id, digest(&mut reading, &tables, no).await?);
        }
        Ok(Self { position: Some(Position(unsigned(position, "position")?)), digests })
    }

    pub(super) fn digest(&self, campaign: &CampaignId) -> Digest {
        self.digests.get(campaign).copied().unwrap_or_default()
    }
}

/// The tables that hold rows of campaigns, with the column that tells which: what else a view keeps is about consumers.
async fn tables(connection: &mut SqliteConnection) -> Result<Vec<(String, &'static str)>, StoreError> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND c.name = 'campaign' ORDER BY t.name",
    )
    .fetch_all(connection)
    .await?;
    let own = std::iter::once(("campaigns".to_owned(), "no"));
    Ok(own.chain(names.into_iter().map(|name| (name, "campaign"))).collect())
}

async fn digest(
    connection: &mut SqliteConnection,
    tables: &[(String, &'static str)],
    no: i64,
) -> Result<Digest, StoreError> {
    let mut all = blake3::Hasher::new();
    for (table, column) in tables {
        // Names of tables come from the view's own schema.
        let sql = format!("SELECT * FROM {table} WHERE {column} = ?");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(no).fetch_all(&mut *connection).await?;
        let mut lines: Vec<[u8; 32]> = rows.iter().map(line).collect::<Result<_, _>>()?;
        lines.sort_unstable();
        all.update(table.as_bytes()).update(&(lines.len() as u64).to_le_bytes());
        for line in &lines {
            all.update(line);
        }
    }
    Ok(Digest(*all.finalize().as_bytes()))
}

/// One row: each cell with its type and length.
fn line(row: &SqliteRow) -> Result<[u8; 32], StoreError> {
    let mut hasher = blake3::Hasher::new();
    for column in row.columns() {
        let value = row.try_get_raw(column.ordinal())?;
        let kind = if value.is_null() { "NULL".to_owned() } else { value.type_info().name().to_owned() };
        let cell = match kind.as_str() {
            "NULL" => Vec::new(),
            "INTEGER" => row.try_get::<i64, _>(column.ordinal())?.to_le_bytes().to_vec(),
            "TEXT" => row.try_get::<String, _>(column.ordinal())?.into_bytes(),
            _ => row.try_get::<Vec<u8>, _>(column.ordinal())?,
        };
        hasher.update(kind.as_bytes()).update(&(cell.len() as u64).to_le_bytes()).update(&cell);
    }
    Ok(*hasher.finalize().as_bytes())
}
