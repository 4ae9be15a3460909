//! A view that is made anew: who asks gets all of it, and what needs no view is answered from the log.

use std::fs;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};

use crate::demo;
use crate::log::block_on;
use crate::program::{command, muster};

const CAMPAIGN: &str = "service-year-2014";

fn status(dir: &Path) -> String {
    muster(["status", "--dir", dir.to_str().unwrap()]).with(0).stdout
}

/// Changes the view behind everybody's back.
async fn change(dir: &Path, sql: &'static str) {
    let view = SqliteConnectOptions::new().filename(dir.join("view.db"));
    let mut connection = view.disable_statement_logging().connect().await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[test]
fn who_asks_for_rows_that_are_not_there_yet_gets_them_all() {
    let (_home, dir) = demo::copy();
    let before = status(&dir);
    // The view is there and empty, as one of an earlier version is; it is filled again, but not yet.
    block_on(change(&dir, "PRAGMA user_version = 1"));
    let mut first =
        command(["events", "--limit", "1", "--campaign", CAMPAIGN, "--dir", dir.to_str().unwrap()]);
    assert_eq!(program_lines(&mut first), 1, "what the log says");
    assert_eq!(status(&dir), before);

    fs::remove_file(dir.join("view.db")).unwrap();
    assert_eq!(status(&dir), before, "a view that was removed");
}

fn program_lines(command: &mut std::process::Command) -> usize {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().count()
}
