//! A data directory read from outside: the log's rows, the rows that follow from them, the letters in the outbox.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use muster::preview::filter::Filter;
use muster::preview::history::History;
use muster::preview::report::Report;
use muster_protocol::definition::Definition;
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{Digest, Position};
use muster_protocol::recorded::Recorded;
use muster_protocol::segment;
use muster_rules::numbering::Numbering;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row, SqliteConnection};

/// Runs something that waits.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Opens the log of a directory; `write` for tests that damage a copy.
pub(crate) async fn open(dir: &Path, write: bool) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("log.db")).read_only(!write);
    options.disable_statement_logging().connect().await.unwrap()
}

/// Every row of a directory's log.
pub(crate) fn rows(dir: &Path) -> Vec<Recorded> {
    block_on(async {
        let mut connection = open(dir, false).await;
        let segments: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT position, bytes FROM segments ORDER BY position")
                .fetch_all(&mut connection)
                .await
                .unwrap();
        connection.close().await.unwrap();
        let rows = segments.iter().flat_map(|(position, bytes)| {
            segment::decode(Position(u64::try_from(*position).unwrap()), bytes).unwrap()
        });
        rows.map(Arc::unwrap_or_clone).collect()
    })
}

/// The bytes of a blob.
pub(crate) fn blob(dir: &Path, digest: Digest) -> Vec<u8> {
    block_on(async {
        let mut connection = open(dir, false).await;
        let query = sqlx::query("SELECT bytes FROM blobs WHERE digest = ?").bind(digest.0.to_vec());
        let row = query.fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        row.get(0)
    })
}

/// The definition that a directory's campaign was launched with.
pub(crate) fn definition(dir: &Path, rows: &[Recorded]) -> Definition {
    let NamedEvent::CampaignLaunched(launched) = rows[0].named().unwrap() else {
        panic!("{:?} comes first", rows[0])
    };
    Definition::from_bytes(&blob(dir, launched.definition)).unwrap()
}

/// What a preview would show of the log, as JSON; that nothing ended twice is held on the way.
pub(crate) fn report(dir: &Path) -> Value {
    let rows = rows(dir);
    let definition = definition(dir, &rows);
    let read = |digest| Definition::from_bytes(&blob(dir, digest)).unwrap();
    let later: Vec<Option<Definition>> =
        rows.iter().map(|row| row.puts_in_force().unwrap().map(read)).collect();
    let (mut history, mut numbering) = (History::new(&definition), Numbering::default());
    let mut in_force = &definition;
    for (row, later) in rows.iter().zip(&later) {
        let event = numbering.read(later.as_ref(), row).unwrap();
        later.iter().for_each(|definition| history.amend(definition));
        in_force = later.as_ref().unwrap_or(in_force);
        numbering.note(in_force, &event);
        history.apply(row.version, row.at, &event);
    }
    assert_eq!(history.faults(), Vec::<String>::new());
    serde_json::to_value(Report::new(&history, Filter::default())).unwrap()
}

/// The letters in a directory's outbox: text by message id, such as `2014-04-25/005-clerk/routine`.
pub(crate) fn letters(dir: &Path) -> BTreeMap<String, String> {
    let mut letters = BTreeMap::new();
    for campaign in folders(&dir.join("outbox")) {
        for day in folders(&campaign) {
            for letter in fs::read_dir(&day).unwrap().map(|entry| entry.unwrap().path()) {
                let name = letter.file_stem().unwrap().to_str().unwrap();
                // Several of a day are numbered: `news-1`.
                let cut = name.find("-news-").or_else(|| name.find("-at-once")).or_else(|| name.rfind('-'));
                let (contact, kind) = name.split_at(cut.unwrap());
                let kind = &kind[1..];
                let id = format!("{}/{contact}/{kind}", day.file_name().unwrap().to_str().unwrap());
                assert!(
                    letters.insert(id, fs::read_to_string(&letter).unwrap()).is_none(),
                    "{letter:?} twice"
                );
            }
        }
    }
    letters
}

fn folders(folder: &Path) -> Vec<std::path::PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    // What begins with a dot is the outbox's own.
    let own =
        |path: &std::path::Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    all.filter(|path| path.is_dir() && !own(path)).collect()
}
