//! The view beside the log: every row computed again from the log in a file of its own, and compared with what stands in the
//! view, table by table. A running engine may go on meanwhile: both sides are looked at as of one position.

use std::path::Path;
use std::sync::Arc;

use futures_util::TryStreamExt;
use muster_protocol::ids::Position;
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column, Connection, Row, SqliteConnection, TypeInfo, ValueRef};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::directory::identity::LOG_SETTING;
use crate::read::projector::Projector;
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::{LOG_FILE, SqliteReader, open_to_read};
use crate::store::{Reader, StoreError};
use crate::view::{VIEW_FILE, reached, recreate};

/// Tables that are about consumers, not about events.
const NOT_COMPUTED: [&str; 3] = ["positions", "relay", "projected"];
/// Bytes of a blob and letters of a text that are told of a cell.
const LISTED_MAX: usize = 40;

/// A view that is what its log makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ViewsVerified {
    /// The position that it had reached.
    pub position: u64,
    /// Tables that were compared.
    pub tables: u64,
    /// Their rows.
    pub rows: u64,
}

/// The first row that is not what the log makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{table}({row}): {what}")]
pub struct BadRow {
    /// The table.
    pub table: String,
    /// Its key, such as `campaign 1, occasion 2, unit 0`.
    pub row: String,
    /// The campaign's id, where the row is a campaign's.
    pub campaign: Option<String>,
    /// What is wrong.
    pub what: String,
}

/// Why a view is not proved.
#[derive(Debug, thiserror::Error)]
pub enum ViewsError {
    /// A row is wrong.
    #[error(transparent)]
    Bad(#[from] BadRow),
    /// There is no view that could be compared.
    #[error("{0}")]
    Unusable(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Computes the view of a data directory again and compares it with the one that is there; its engine may be running.
///
/// # Errors
/// [`ViewsError`] with the first row that differs.
pub async fn verify_views(dir: &Path) -> Result<ViewsVerified, ViewsError> {
    let file = dir.join(VIEW_FILE);
    if !file.is_file() {
        let hint = "an engine makes one when it starts";
        return Err(ViewsError::Unusable(format!("there is no view in {}; {hint}", dir.display())));
    }
    let scratch = std::env::temp_dir().join(format!("muster-view-{}", Uuid::new_v4().simple()));
    let made = std::fs::create_dir_all(&scratch);
    made.map_err(|error| ViewsError::Unusable(format!("{}: {error}", scratch.display())))?;
    let verified = against(&file, &dir.join(LOG_FILE), &scratch).await;
    if let Err(error) = std::fs::remove_dir_all(&scratch) {
        tracing::warn!(%error, scratch = %scratch.display(), "the view that was computed again stays");
    }
    verified
}

async fn against(view: &Path, log: &Path, scratch: &Path) -> Result<ViewsVerified, ViewsError> {
    let mut live = open_to_read(view).await?;
    let mut live = live.begin().await.map_err(StoreError::from)?;
    let Some(position) = reached(&mut live).await? else {
        let hint = "an engine of this version rebuilds it when it starts";
        return Err(ViewsError::Unusable(format!("the view is of another version of muster; {hint}")));
    };
    let log: Arc<dyn Reader> = Arc::new(SqliteReader::open(log).await?);
    let name = log.setting(LOG_SETTING).await?.unwrap_or_default();
    let again = recreate(&scratch.join(VIEW_FILE), &name).await?;
    let again = Arc::new(Mutex::new(again));
    Projector::new(log, Arc::clone(&again), Position(0)).fill(position).await?;
    let mut again = again.lock().await;
    let (tables, rows) = compare(&mut live, &mut again).await?;
    Ok(ViewsVerified { position: position.0, tables, rows })
}

/// Compares a view with one that was computed again. Gives the number of tables and rows.
pub(crate) async fn compare(
    live: &mut SqliteConnection,
    again: &mut SqliteConnection,
) -> Result<(u64, u64), ViewsError> {
    let (mut tables, mut rows) = (0, 0);
    for (table, key) in keys(again).await? {
        match differs(live, again, &table, &key).await? {
            Ok(count) => (tables, rows) = (tables + 1, rows + count),
            Err(bad) => {
                let campaign = match bad.campaign {
                    Some(no) => id(again, no).await?,
                    None => None,
                };
                return Err(BadRow { table, row: bad.row, campaign, what: bad.what }.into());
            }
        }
    }
    Ok((tables, rows))
}

/// The tables that are computed from events, each with the columns of its key.
async fn keys(connection: &mut SqliteConnection) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    let query = bound!(
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.pk > 0 ORDER BY t.name, c.pk"
    );
    let columns: Vec<(String, String)> = cells::all(query, connection).await?;
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for (table, column) in columns {
        match tables.last_mut().filter(|(last, _)| *last == table) {
            Some((_, key)) => key.push(column),
            None if NOT_COMPUTED.contains(&table.as_str()) => {}
            None => tables.push((table, vec![column])),
        }
    }
    Ok(tables)
}

async fn id(connection: &mut SqliteConnection, no: i64) -> Result<Option<String>, StoreError> {
    cells::first(bound!("SELECT id FROM campaigns WHERE no = ?", no), connection).await
}

/// A row that is wrong, with the number of its campaign.
struct Wrong {
    campaign: Option<i64>,
    row: String,
    what: String,
}

/// The number of rows of a table, or its first wrong one.
async fn differs(
    live: &mut SqliteConnection,
    again: &mut SqliteConnection,
    table: &str,
    key: &[String],
) -> Result<Result<u64, Wrong>, StoreError> {
    // Names of tables and columns come from the view's own schema.
    let sql: Arc<str> = format!("SELECT * FROM {table} ORDER BY {}", key.join(", ")).into();
    let mut live = sqlx::query(AssertSqlSafe(Arc::clone(&sql))).fetch(live);
    let mut again = sqlx::query(AssertSqlSafe(sql)).fetch(again);
    let mut rows = 0;
    loop {
        let (found, computed) = (live.try_next().await?, again.try_next().await?);
        let (found, computed) =
            (found.as_ref().map(line).transpose()?, computed.as_ref().map(line).transpose()?);
        if found.is_none() && computed.is_none() {
            return Ok(Ok(rows));
        }
        if let Some(wrong) = wrong(key, found, computed) {
            return Ok(Err(wrong));
        }
        rows += 1;
    }
}

fn wrong(key: &[String], found: Option<Line>, computed: Option<Line>) -> Option<Wrong> {
    let of = |line: &Line| -> Vec<Value> { key.iter().map(|column| line.value(column)).collect() };
    let (row, what) = match (found, computed) {
        (None, None) => return None,
        (Some(found), Some(computed)) if of(&found) == of(&computed) => {
            let both = found.0.iter().zip(&computed.0);
            let ((column, was), (_, is)) = both.into_iter().find(|((_, was), (_, is))| was != is)?;
            let what = format!("{column} is {}, the log makes it {}", was.shown(), is.shown());
            (found, what)
        }
        (Some(found), Some(computed)) if of(&found) > of(&computed) => (computed, missing()),
        (None, Some(computed)) => (computed, missing()),
        (Some(found), _) => (found, "nothing in the log makes this row".to_owned()),
    };
    let campaign = key.iter().find(|column| matches!(column.as_str(), "campaign" | "no"));
    let campaign = campaign.and_then(|column| match row.value(column) {
        Value::Int(no) => Some(no),
        Value::Null | Value::Text(_) | Value::Blob(_) => None,
    });
    let names: Vec<String> =
        key.iter().map(|column| format!("{column} {}", row.value(column).shown())).collect();
    Some(Wrong { campaign, row: names.join(", "), what })
}

fn missing() -> String {
    "the row is missing".to_owned()
}

/// A row's columns with their values.
struct Line(Vec<(String, Value)>);

impl Line {
    fn value(&self, column: &str) -> Value {
        let found = self.0.iter().find(|(name, _)| name == column);
        found.map_or(Value::Null, |(_, value)| value.clone())
    }
}

/// A value, in the database's own order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    fn shown(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Text(text) => format!("`{}`", text.chars().take(LISTED_MAX).collect::<String>()),
            Self::Blob(bytes) => {
                format!("{} bytes {}", bytes.len(), hex::encode(&bytes[..bytes.len().min(LISTED_MAX / 2)]))
            }
        }
    }
}

fn line(row: &SqliteRow) -> Result<Line, StoreError> {
    let mut values = Vec::new();
    for column in row.columns() {
        let at = column.ordinal();
        let raw = row.try_get_raw(at)?;
        let kind = if raw.is_null() { "NULL".to_owned() } else { raw.type_info().name().to_owned() };
        let value = match kind.as_str() {
            "NULL" => Value::Null,
            "INTEGER" => Value::Int(row.try_get(at)?),
            "TEXT" => Value::Text(row.try_get(at)?),
            _ => Value::Blob(row.try_get(at)?),
        };
        values.push((column.name().to_owned(), value));
    }
    Ok(Line(values))
}
