//! The data directory as command lines meet it: many at once, an address that its engine left behind, a lock that was
//! removed, files without the write-ahead log.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use super::ops::Site;
use crate::program::{self, muster};
use crate::site::{self, FOCUS, on, text};

fn launched(home: &Path) -> Site {
    let site = Site::new(home.join("data"), "2014-03-31T09:00:00+08:00");
    let until = "2014-04-16T08:00:00+08:00";
    let up = site.stepped(until, &[]).unwrap();
    site::launch(&site.dir).with(0);
    site.stands_at(until);
    site.end(up);
    site
}

#[test]
fn sixteen_command_lines_at_once_stand_in_line_and_all_are_done() {
    let home = tempfile::tempdir().unwrap();
    let site = launched(home.path());
    let dir = site.dir.to_str().unwrap().to_owned();
    let lines: Vec<_> = (0..16)
        .map(|number| {
            let dir = dir.clone();
            let item = format!("unit-plan/{:03}", [1, 2, 3, 4][number % 4]);
            let post = format!("{}/联络员", &item[10..]);
            thread::spawn(move || {
                let mut what = vec!["status"];
                if number < 4 {
                    what = vec!["submit", &item, "--evidence", "活动方案=1", "--as", &post];
                    what.extend(FOCUS);
                }
                what.extend(["--dir", &dir]);
                muster(what)
            })
        })
        .collect();
    for line in lines {
        line.join().unwrap().with(0);
    }
    let events = site.verb(&["events", "--family", "item"]).with(0).stdout;
    assert!(events.matches("unit-plan/00").count() >= 4, "{events}");
    site.verb(&["verify"]).with(0);
}

/// The file outlived its engine, and another program took the port: it is shown no token and no command, and the command is done
/// in the directory, which nobody holds.
#[test]
fn who_took_the_port_of_a_killed_engine_is_told_nothing() {
    let home = tempfile::tempdir().unwrap();
    let site = launched(home.path());
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let token = "f00d".repeat(16);
    fs::write(site.dir.join("address"), format!("{} {token}\n", listener.local_addr().unwrap())).unwrap();
    let heard = Arc::new(Mutex::new(String::new()));
    let hears = Arc::clone(&heard);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut bytes = [0; 8192];
            let read = stream.read(&mut bytes).unwrap_or(0);
            hears.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
            let body = r#"{"position":999,"version":999,"events":2,"proof":"00"}"#;
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    site.submit().with(0);
    let events = site.verb(&["events"]).with(0).stdout;
    assert!(events.contains("unit-plan/005"), "it stands in the log: {events}");
    let heard = heard.lock().unwrap();
    assert!(heard.contains("GET /v1/proof"), "{heard}");
    // Not by the number of the unit alone: a challenge is drawn, and may have it among its digits.
    assert!(!heard.contains(&token) && !heard.contains("POST") && !heard.contains("unit-plan"), "{heard}");
}

#[test]
fn a_removed_lock_lets_no_second_engine_in() {
    let home = tempfile::tempdir().unwrap();
    let site = launched(home.path());
    let up =
        site.start(&["--clock", "stepped", "--until", "2014-04-16T09:00:00+08:00", "--stand"], &[]).unwrap();
    fs::remove_file(site.dir.join("lock")).unwrap();
    let second = site.verb(&["up", "--clock", "stepped"]);
    assert_eq!(second.code, Some(4), "{second:?}");
    site.submit().with(0);
    site.end(up);
    site.verb(&["verify"]).with(0);
}

/// What many backup tools do: the main files of a running engine, without the log that SQLite writes ahead.
#[test]
fn files_copied_in_use_without_their_companions_do_not_start_weeks_earlier_without_a_word() {
    let home = tempfile::tempdir().unwrap();
    let site = launched(home.path());
    let up =
        site.start(&["--clock", "stepped", "--until", "2014-05-05T12:00:00+08:00", "--stand"], &[]).unwrap();
    // Nothing is being written while it is copied, so that the copy lacks its companions and nothing else.
    site.stands_at("2014-05-05T12:00:00+08:00");
    let copy = home.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for file in ["log.db", "view.db", "contacts.db"] {
        fs::copy(site.dir.join(file), copy.join(file)).unwrap();
    }
    let (dir, to) = (text(&copy), home.path().join("to"));
    for verb in ["up", "status", "verify"] {
        let printed = on(&copy, &[verb]).with(1);
        let said = format!("{}{}", printed.stdout, printed.stderr);
        assert!(said.contains("log.db-wal") && said.contains("restore"), "{verb}: {said}");
    }
    let doctor = on(&copy, &["doctor"]);
    assert!(doctor.code == Some(1) && doctor.stdout.contains("log.db-wal"), "{doctor:?}");
    let restore = ["restore", "--from", dir, "--dir", text(&to)];
    let printed = muster(restore).with(1).stderr;
    assert!(printed.contains("--without-heads"), "{printed}");
    muster([&restore, &["--without-heads"][..]].concat()).with(0);
    on(&to, &["verify"]).with(0);
    site.end(up);
}

/// Anyone who runs `backup` twice at once gets one whole copy and one sentence.
#[test]
fn two_backups_to_one_target_give_one_whole_copy() {
    let home = tempfile::tempdir().unwrap();
    let site = launched(home.path());
    let to = home.path().join("copy");
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let (dir, to) = (site.dir.clone(), to.clone());
            thread::spawn(move || on(&dir, &["backup", "--to", text(&to)]))
        })
        .collect();
    let ended: Vec<program::Ended> = runs.into_iter().map(|run| run.join().unwrap()).collect();
    assert_eq!(ended.iter().filter(|one| one.code == Some(0)).count(), 1, "{ended:?}");
    for one in ended.iter().filter(|one| one.code != Some(0)) {
        assert!(one.stderr.contains("under way") || one.stderr.contains("not empty"), "{one:?}");
    }
    let heads = to.join("heads");
    on(&to, &["verify", "--head-file", text(&heads)]).with(0);
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
