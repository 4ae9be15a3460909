//! A view that is rebuilt: who asks gets all of it, and what needs no view is answered from the log.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

use muster_wire::failpoints::{VARIABLE, WRITE_VIEW};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Executor};

use crate::file::demo;
use crate::log::block_on;
use crate::program::command;
use crate::site::{CAMPAIGN, on, text};

fn status(dir: &Path) -> String {
    on(dir, &["status"]).with(0).stdout
}

async fn view(dir: &Path) -> SqliteConnection {
    let view = SqliteConnectOptions::new().filename(dir.join("view.db"));
    view.disable_statement_logging().connect().await.unwrap()
}

/// Changes the view behind everybody's back.
async fn change(dir: &Path, sql: &'static str) {
    let mut connection = view(dir).await;
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[test]
fn who_asks_for_rows_that_are_not_there_yet_gets_them_all() {
    let (_home, dir) = demo::copy();
    let before = status(&dir);
    // The view is there and empty, as one of an earlier version is; it is filled again, but not yet.
    block_on(change(&dir, "PRAGMA user_version = 1"));
    let mut first = command(["events", "--limit", "1", "--campaign", CAMPAIGN, "--dir", text(&dir)]);
    assert_eq!(program_lines(&mut first), 1, "what the log says");
    assert_eq!(status(&dir), before);

    fs::remove_file(dir.join("view.db")).unwrap();
    assert_eq!(status(&dir), before, "a view that was removed");
}

#[test]
fn who_asks_while_the_view_is_rebuilt_is_told_how_far_it_is() {
    let (_home, dir) = demo::copy();
    let before = status(&dir);
    block_on(change(&dir, "PRAGMA user_version = 1"));
    // The view is emptied, and this engine ends before it has written a page of it.
    let ask = || command(["status", "--dir", text(&dir)]);
    let killed = ask().env(VARIABLE, WRITE_VIEW).output().unwrap();
    assert_eq!(killed.status.code(), None, "{}", String::from_utf8_lossy(&killed.stderr));

    // While somebody else holds the file, its position stands where it is.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut held = runtime.block_on(view(&dir));
    runtime.block_on(held.execute("BEGIN IMMEDIATE")).unwrap();
    let mut asking = ask().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(asking.stderr.take().unwrap());
    let mut way = String::new();
    while !way.contains("the tables are being made from the log: 0 of ") {
        way.clear();
        assert!(said.read_line(&mut way).unwrap() > 0, "it ended without a word about the way");
    }
    assert!(way.trim_end().ends_with(" events (0 %); the answer follows"), "{way}");
    runtime.block_on(held.close()).unwrap();

    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    let ended = asking.wait_with_output().unwrap();
    assert!(ended.status.success(), "{rest}");
    assert_eq!(String::from_utf8(ended.stdout).unwrap(), before, "all of it, once it is there");
}

fn program_lines(command: &mut std::process::Command) -> usize {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().count()
}
