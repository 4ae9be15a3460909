//! The data directory: rights, space, the three files, the outbox.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use muster_protocol::ids::Position;
use muster_protocol::say;
use muster_server::maintenance::inspect::FileState;

use super::{Check, Level, Subject};
use crate::client::connection::remedy;
use crate::service::config::ConfigArgs;
use crate::service::running::{OUTBOX, is_ahead, newest_letters};

/// Below this much free space somebody should look, MiB; below the second nothing can be relied on.
const FREE_MIB_LOW: u64 = 1_024;
const FREE_MIB_MIN: u64 = 64;
/// Events by which a view that nobody works on may lag: it is brought on when an engine opens it.
const VIEW_LAG_MAX: u64 = 10_000;
/// Name of the file by which writing is tried; taken away at once.
const TRIAL: &str = ".doctor";

pub(super) fn checks(subject: &Subject<'_>) -> Vec<Check> {
    if !subject.dir.is_dir() {
        let shown = subject.dir.display();
        let text = say!(subject.lang, "there-is-no-directory-shown", shown);
        let next = subject.lang.say("name-it-with-dir-or-begin-with-muster");
        return vec![Check::new("directory", Level::Fault, text).next(next)];
    }
    vec![
        rights(subject),
        space(subject),
        log(subject),
        view(subject),
        contacts(subject),
        outbox(subject),
        pages(subject),
    ]
}

/// What the system says when a file is written in a folder.
fn written(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(TRIAL);
    let mut file = std::fs::File::create(&path)?;
    let done = file.write_all(b"muster").and_then(|()| file.sync_all());
    std::fs::remove_file(&path)?;
    done
}

fn rights(subject: &Subject<'_>) -> Check {
    let shown = subject.dir.display();
    if let Err(error) = written(subject.dir) {
        let text = say!(subject.lang, "shown-cannot-be-written-error", shown, error);
        return Check::new("directory", Level::Fault, text).next(remedy(subject.lang, &error.to_string()));
    }
    let mode = std::fs::metadata(subject.dir).map_or(0, |found| found.permissions().mode() & 0o777);
    if mode & 0o077 != 0 {
        let text = say!(
            subject.lang,
            "shown-is-open-to-other-users-mode-and",
            shown,
            mode = format_args!("{mode:o}")
        );
        return Check::new("directory", Level::Warning, text).next(format!("chmod 700 {shown}"));
    }
    Check::new("directory", Level::Ok, say!(subject.lang, "shown-can-be-written-and-by-nobody-else", shown))
}

/// Whether letters carry links, and whether these are safe on their way.
fn pages(subject: &Subject<'_>) -> Check {
    let config = match ConfigArgs::default().read(subject.lang, subject.dir) {
        Ok(config) => config.pages(subject.lang),
        Err(failure) => Err(failure),
    };
    match config {
        Err(failure) => {
            let why = failure.why.unwrap_or_default();
            Check::new("pages", Level::Fault, format!("{}: {why}", failure.what))
        }
        Ok(None) => {
            let text = subject.lang.say("letters-carry-no-links-no-page-address-is");
            let next = subject.lang.say("write-page-address-https-in-muster-yaml");
            Check::new("pages", Level::Ok, text).next(next)
        }
        Ok(Some(address)) if address.is_secured() => {
            Check::new("pages", Level::Ok, say!(subject.lang, "letters-link-to-address", address))
        }
        Ok(Some(address)) => {
            let text = say!(subject.lang, "letters-link-to-address-which-is-not-encrypted", address);
            let next = subject.lang.say("put-a-tls-proxy-in-front-and-write");
            Check::new("pages", Level::Warning, text).next(next)
        }
    }
}

fn space(subject: &Subject<'_>) -> Check {
    let free = match rustix::fs::statvfs(subject.dir) {
        Ok(found) => found.f_bavail.saturating_mul(found.f_frsize) / (1024 * 1024),
        Err(error) => {
            let text = say!(subject.lang, "free-space-cannot-be-told-error", error);
            return Check::new("space", Level::Ok, text);
        }
    };
    let text = say!(subject.lang, "free-mib-free", free);
    let level = match free {
        ..FREE_MIB_MIN => Level::Fault,
        FREE_MIB_MIN..FREE_MIB_LOW => Level::Warning,
        FREE_MIB_LOW.. => return Check::new("space", Level::Ok, text),
    };
    Check::new("space", level, text).next(subject.lang.say("make-room-on-that-disk"))
}

fn bad(subject: &Subject<'_>, check: &'static str, file: &str, why: &str, next: &str) -> Check {
    let text = say!(subject.lang, "file-is-damaged-or-cannot-be-read-why", file, why);
    Check::new(check, Level::Fault, text).next(next)
}

fn log(subject: &Subject<'_>) -> Check {
    let found = &subject.found;
    match &found.log {
        FileState::Missing if found.view == FileState::Sound => {
            let text = subject.lang.say("the-log-log-db-is-gone-and-the");
            let next = subject.lang.say("restore-a-backup");
            Check::new("log", Level::Fault, text).next(next)
        }
        FileState::Missing => {
            let text = subject.lang.say("no-log-yet");
            Check::new("log", Level::Ok, text)
        }
        FileState::Bad(why) => {
            let next = subject.lang.say("muster-verify-or-restore-a-backup");
            bad(subject, "log", "log.db", why, next)
        }
        FileState::Sound if found.cut.is_some() => {
            let why = found.cut.as_deref().unwrap_or_default();
            let text = say!(subject.lang, "log-db-is-not-whole-why", why);
            let next = subject.lang.say("put-log-db-wal-back-beside-it-or");
            Check::new("log", Level::Fault, text).next(next)
        }
        FileState::Sound if found.head != found.last => {
            let number =
                |position: Option<Position>| position.map_or("-".to_owned(), |position| position.to_string());
            let (head, last) = (number(found.head), number(found.last));
            let text = say!(subject.lang, "the-logs-head-stands-at-head-its-last", head, last);
            let next = subject.lang.say("muster-verify-or-restore-a-backup");
            Check::new("log", Level::Fault, text).next(next)
        }
        FileState::Sound => {
            let last = found.last.unwrap_or_default();
            let text = say!(subject.lang, "log-db-is-sound-up-to-event-last", last);
            Check::new("log", Level::Ok, text)
        }
    }
}

fn view(subject: &Subject<'_>) -> Check {
    let found = &subject.found;
    match &found.view {
        FileState::Missing => {
            Check::new("view", Level::Ok, subject.lang.say("no-view-it-is-made-at-the-start"))
        }
        FileState::Bad(why) => {
            let text = say!(subject.lang, "view-db-is-damaged-why", why);
            let next = subject.lang.say("restart-the-engine-it-is-rebuilt-from-the");
            Check::new("view", Level::Warning, text).next(next)
        }
        FileState::Sound => {
            let (last, at) = (found.last.unwrap_or_default().0, found.viewed.unwrap_or_default().0);
            let text = say!(subject.lang, "view-db-is-sound-up-to-at-at", at, at_2 = last.saturating_sub(at));
            if at > last {
                let next = subject.lang.say("the-log-lost-its-tail-restore-a-backup");
                return Check::new("view", Level::Fault, text).next(next);
            }
            if last - at > VIEW_LAG_MAX && subject.engine_status.is_some() {
                let next = subject.lang.say("see-in-the-engines-output-why-it-does");
                return Check::new("view", Level::Warning, text).next(next);
            }
            Check::new("view", Level::Ok, text)
        }
    }
}

fn contacts(subject: &Subject<'_>) -> Check {
    match &subject.found.contacts {
        FileState::Missing if !subject.found.running.is_empty() => {
            let text = subject.lang.say("contacts-db-is-gone-nobody-has-an-account");
            let next = subject.lang.say("restore-a-backup-or-import-the-roster-with");
            Check::new("contacts", Level::Fault, text).next(next)
        }
        FileState::Missing => Check::new("contacts", Level::Ok, subject.lang.say("no-contacts-yet")),
        FileState::Sound => Check::new("contacts", Level::Ok, subject.lang.say("contacts-db-is-sound")),
        FileState::Bad(why) => {
            let next = subject.lang.say("restore-a-backup-or-import-the-contacts-again");
            bad(subject, "contacts", "contacts.db", why, next)
        }
    }
}

fn outbox(subject: &Subject<'_>) -> Check {
    let folder = subject.dir.join(OUTBOX);
    let shown = folder.display();
    if !folder.exists() {
        let text = subject.lang.say("no-outbox-yet-it-is-made-at-the");
        return Check::new("outbox", Level::Ok, text);
    }
    let ahead = newest_letters(subject.dir).zip(subject.found.at).filter(|(day, end)| is_ahead(*day, *end));
    if let Some((day, end)) = ahead {
        let text = say!(subject.lang, "shown-holds-letters-of-day-the-log-ends", shown, day, end);
        let next = subject.lang.say("put-the-right-log-back-or-restore-the");
        return Check::new("outbox", Level::Fault, text).next(next);
    }
    match written(&folder) {
        Ok(()) => Check::new("outbox", Level::Ok, say!(subject.lang, "shown-can-be-written", shown)),
        Err(error) => {
            let text = say!(subject.lang, "shown-cannot-be-written-error", shown, error);
            let next = subject.lang.say("reminders-are-tried-until-it-can-fix-its");
            Check::new("outbox", Level::Fault, text).next(next)
        }
    }
}
