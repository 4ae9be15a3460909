//! The raw limit: rows of the same size into the same table with the same settings, through sqlx, nothing else.

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use muster_protocol::ids::CommandId;

use super::meter::Meter;

/// Rows in one statement: ten columns each stay below SQLite's limit of variables.
const ROWS_A_STATEMENT: usize = 256;

/// Rows a second at `batch` rows a transaction with bodies of `body` bytes.
pub(crate) async fn rows_per_second(batch: usize, body: usize, rows: usize) -> f64 {
    let dir = tempfile::tempdir().unwrap();
    let options = SqliteConnectOptions::new()
        .filename(dir.path().join("raw.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await.unwrap();
    sqlx::query(
        "CREATE TABLE raw(position INTEGER PRIMARY KEY, campaign TEXT, version INTEGER, at INTEGER, name TEXT, \
         schema INTEGER, actor TEXT, command BLOB, hash BLOB, body BLOB, UNIQUE(campaign, version)) STRICT",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    // The index by which a log knows a command again is part of the same work.
    sqlx::query("CREATE INDEX raw_command ON raw(command) WHERE command IS NOT NULL")
        .execute(&mut connection)
        .await
        .unwrap();
    let mut position = 0i64;
    let meter = Meter::start();
    while position < i64::try_from(rows).unwrap() {
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let mut left = batch;
        while left > 0 {
            let now = left.min(ROWS_A_STATEMENT);
            left -= now;
            let marks = vec!["(?,?,?,?,?,?,?,?,?,?)"; now].join(",");
            let mut query = sqlx::query(AssertSqlSafe(format!("INSERT INTO raw VALUES {marks}")));
            for _ in 0..now {
                position += 1;
                query = query
                    .bind(position)
                    .bind("campaign")
                    .bind(position)
                    .bind(1_396_281_600_000i64)
                    .bind("item.submitted")
                    .bind(1i64)
                    .bind("bench")
                    .bind(CommandId::derived(&[&(position / 3).to_string()]).0.to_vec())
                    .bind(vec![7u8; 32])
                    .bind(vec![7u8; body]);
            }
            query.execute(&mut *transaction).await.unwrap();
        }
        transaction.commit().await.unwrap();
    }
    let wall = meter.wall().as_secs_f64();
    connection.close().await.unwrap();
    position as f64 / wall
}
