//! Damage for tests: what another program might do to a file, and a log's segments as rows that may be changed at will, written
//! back as they then are.

use std::path::Path;
use std::sync::Arc;

use muster_protocol::recorded::{Record, Recorded};
use muster_protocol::segment;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use super::{decoded, signed};

/// The segments of a log, each with its position.
#[derive(Debug)]
pub(crate) struct Segments(pub(crate) Vec<(i64, Vec<Recorded>)>);

impl Segments {
    /// Changes the record that holds a position.
    pub(crate) fn record(&mut self, position: u64, change: impl FnOnce(&mut Record)) {
        let all = self.0.iter_mut().flat_map(|(_, rows)| rows);
        let holds = |row: &Recorded| (row.first.0..row.first.0 + u64::from(row.count)).contains(&position);
        let mut rows: Vec<&mut Recorded> = all.filter(|row| holds(row)).collect();
        let mut record = (*rows[0].record).clone();
        change(&mut record);
        let record = Arc::new(record);
        rows.iter_mut().for_each(|row| row.record = Arc::clone(&record));
    }

    /// Changes the segment that holds a position.
    pub(crate) fn segment(&mut self, position: u64, change: impl FnOnce(&mut Vec<Recorded>)) {
        let mut all = self.0.iter_mut().map(|(_, rows)| rows);
        change(all.find(|rows| rows.iter().any(|row| row.position.0 == position)).unwrap());
    }

    /// Changes the event at a position.
    pub(crate) fn event(&mut self, position: u64, change: impl FnOnce(&mut Recorded)) {
        let mut all = self.0.iter_mut().flat_map(|(_, rows)| rows);
        change(all.find(|row| row.position.0 == position).unwrap());
    }
}

/// Changes a file of a directory behind the engine's back.
pub(crate) async fn change(dir: &Path, file: &str, sql: &str) {
    let mut connection = SqliteConnectOptions::new().filename(dir.join(file)).connect().await.unwrap();
    connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// Rewrites the segments of a log.
pub(crate) async fn rewrite(file: &Path, change: impl FnOnce(&mut Segments)) {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    let found = sqlx::query("SELECT position, bytes FROM segments ORDER BY position");
    let mut segments = Segments(Vec::new());
    for row in found.fetch_all(&mut connection).await.unwrap() {
        let rows: Vec<Recorded> = decoded(&row).unwrap().iter().map(|row| (**row).clone()).collect();
        segments.0.push((signed(rows[0].position.0), rows));
    }
    change(&mut segments);
    sqlx::query("DELETE FROM segments").execute(&mut connection).await.unwrap();
    for (position, rows) in segments.0 {
        let rows: Vec<Arc<Recorded>> = rows.into_iter().map(Arc::new).collect();
        let insert = sqlx::query("INSERT INTO segments(position, events, bytes) VALUES (?, ?, ?)");
        let insert = insert.bind(position).bind(signed(rows.len() as u64)).bind(segment::encode(&rows));
        insert.execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}
