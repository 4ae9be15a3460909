//! The data directory: rights, space, the three files, the outbox.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use muster_protocol::ids::Position;
use muster_server::care::inspect::Looked;

use super::{Check, Level, Patient};
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

pub(super) fn checks(patient: &Patient<'_>) -> Vec<Check> {
    if !patient.dir.is_dir() {
        let shown = patient.dir.display();
        let text = patient.say(format!("没有目录 {shown}"), format!("there is no directory {shown}"));
        let next = patient.say(
            "用 --dir 写对目录，或先 muster launch",
            "name it with --dir, or begin with `muster launch`",
        );
        return vec![Check::new("directory", Level::Fault, text).next(next)];
    }
    vec![
        rights(patient),
        space(patient),
        log(patient),
        view(patient),
        contacts(patient),
        outbox(patient),
        pages(patient),
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

fn rights(patient: &Patient<'_>) -> Check {
    let shown = patient.dir.display();
    if let Err(error) = written(patient.dir) {
        let text =
            patient.say(format!("{shown} 写不进去：{error}"), format!("{shown} cannot be written: {error}"));
        return Check::new("directory", Level::Fault, text).next(remedy(patient.lang, &error.to_string()));
    }
    let mode = std::fs::metadata(patient.dir).map_or(0, |found| found.permissions().mode() & 0o777);
    if mode & 0o077 != 0 {
        let text = patient.say(
            format!("{shown} 别的用户也能进（{mode:o}），里面有账号"),
            format!("{shown} is open to other users ({mode:o}), and holds accounts"),
        );
        return Check::new("directory", Level::Warning, text).next(format!("chmod 700 {shown}"));
    }
    Check::new(
        "directory",
        Level::Ok,
        patient.say(
            format!("{shown} 可读写，别人进不来"),
            format!("{shown} can be written, and by nobody else"),
        ),
    )
}

/// Whether letters carry links, and whether these are safe on their way.
fn pages(patient: &Patient<'_>) -> Check {
    let config = match ConfigArgs::default().read(patient.lang, patient.dir) {
        Ok(config) => config.pages(patient.lang),
        Err(failure) => Err(failure),
    };
    match config {
        Err(failure) => {
            let why = failure.why.unwrap_or_default();
            Check::new("pages", Level::Fault, format!("{}: {why}", failure.what))
        }
        Ok(None) => {
            let text = patient.say(
                "信里没有网页链接：没有配置网页地址",
                "letters carry no links: no page address is configured",
            );
            let next = patient.say(
                "在 muster.yaml 里写 page: {address: https://…}",
                "write page: {address: https://...} in muster.yaml",
            );
            Check::new("pages", Level::Ok, text).next(next)
        }
        Ok(Some(address)) if address.is_secured() => Check::new(
            "pages",
            Level::Ok,
            patient.say(format!("信里的链接通到 {address}"), format!("letters link to {address}")),
        ),
        Ok(Some(address)) => {
            let text = patient.say(
                format!("信里的链接通到 {address}，没有加密，路上能被人看到"),
                format!("letters link to {address}, which is not encrypted: links can be read on the way"),
            );
            let next = patient.say("前面放 TLS 代理，改用 https", "put a TLS proxy in front and write https");
            Check::new("pages", Level::Warning, text).next(next)
        }
    }
}

fn space(patient: &Patient<'_>) -> Check {
    let free = match rustix::fs::statvfs(patient.dir) {
        Ok(found) => found.f_bavail.saturating_mul(found.f_frsize) / (1024 * 1024),
        Err(error) => {
            let text = patient
                .say(format!("看不到剩余空间：{error}"), format!("free space cannot be told: {error}"));
            return Check::new("space", Level::Ok, text);
        }
    };
    let text = patient.say(format!("剩余空间 {free} MiB"), format!("{free} MiB free"));
    let level = match free {
        ..FREE_MIB_MIN => Level::Fault,
        FREE_MIB_MIN..FREE_MIB_LOW => Level::Warning,
        FREE_MIB_LOW.. => return Check::new("space", Level::Ok, text),
    };
    Check::new("space", level, text).next(patient.say("腾出空间", "make room on that disk"))
}

fn bad(patient: &Patient<'_>, check: &'static str, file: &str, why: &str, next: &str) -> Check {
    let text = patient
        .say(format!("{file} 坏了或读不了：{why}"), format!("{file} is damaged or cannot be read: {why}"));
    Check::new(check, Level::Fault, text).next(next)
}

fn log(patient: &Patient<'_>) -> Check {
    let found = &patient.found;
    match &found.log {
        Looked::Missing if found.view == Looked::Sound => {
            let text =
                patient.say("日志 log.db 不见了，视图还在", "the log, log.db, is gone and the view is there");
            let next = patient.say("恢复备份", "restore a backup");
            Check::new("log", Level::Fault, text).next(next)
        }
        Looked::Missing => {
            let text = patient.say("还没有日志", "no log yet");
            Check::new("log", Level::Ok, text)
        }
        Looked::Bad(why) => {
            let next = patient.say("muster verify，或恢复备份", "muster verify, or restore a backup");
            bad(patient, "log", "log.db", why, &next)
        }
        Looked::Sound if found.cut.is_some() => {
            let why = found.cut.as_deref().unwrap_or_default();
            let text =
                patient.say(format!("log.db 不完整，尾部丢了：{why}"), format!("log.db is not whole: {why}"));
            let next = patient.say(
                "把 log.db-wal 放回原处，或恢复备份",
                "put log.db-wal back beside it, or restore a backup",
            );
            Check::new("log", Level::Fault, text).next(next)
        }
        Looked::Sound if found.head != found.last => {
            let number =
                |position: Option<Position>| position.map_or("-".to_owned(), |position| position.to_string());
            let (head, last) = (number(found.head), number(found.last));
            let text = patient.say(
                format!("日志头在第{head}号，最近的事件是第{last}号"),
                format!("the log's head stands at {head}, its last event at {last}"),
            );
            let next = patient.say("muster verify，或恢复备份", "muster verify, or restore a backup");
            Check::new("log", Level::Fault, text).next(next)
        }
        Looked::Sound => {
            let last = found.last.unwrap_or_default();
            let text = patient.say(
                format!("log.db 结构完好，到第{last}号事件；散列链用 muster verify 核"),
                format!("log.db is sound up to event {last}; `muster verify` proves its hash chains"),
            );
            Check::new("log", Level::Ok, text)
        }
    }
}

fn view(patient: &Patient<'_>) -> Check {
    let found = &patient.found;
    match &found.view {
        Looked::Missing => Check::new(
            "view",
            Level::Ok,
            patient.say("没有视图，启动时重建", "no view; it is made at the start"),
        ),
        Looked::Bad(why) => {
            let text = patient.say(format!("view.db 坏了：{why}"), format!("view.db is damaged: {why}"));
            let next =
                patient.say("重启引擎，会从日志重建", "restart the engine: it is rebuilt from the log");
            Check::new("view", Level::Warning, text).next(next)
        }
        Looked::Sound => {
            let (last, at) = (found.last.unwrap_or_default().0, found.viewed.unwrap_or_default().0);
            let text = patient.say(
                format!("view.db 完好，到第{at}号，落后{}", last.saturating_sub(at)),
                format!("view.db is sound up to {at}, {} behind the log", last.saturating_sub(at)),
            );
            if at > last {
                let next = patient.say("日志缺了尾部：恢复备份", "the log lost its tail: restore a backup");
                return Check::new("view", Level::Fault, text).next(next);
            }
            if last - at > VIEW_LAG_MAX && patient.engine_status.is_some() {
                let next = patient
                    .say("看引擎的输出为什么跟不上", "see in the engine's output why it does not follow");
                return Check::new("view", Level::Warning, text).next(next);
            }
            Check::new("view", Level::Ok, text)
        }
    }
}

fn contacts(patient: &Patient<'_>) -> Check {
    match &patient.found.contacts {
        Looked::Missing if !patient.found.running.is_empty() => {
            let text = patient.say(
                "contacts.db 不见了：提醒没有账号可发",
                "contacts.db is gone: nobody has an account to be reminded on",
            );
            let next = patient.say(
                "恢复备份，或用 muster apply 重新导入",
                "restore a backup, or import the roster with `muster apply`",
            );
            Check::new("contacts", Level::Fault, text).next(next)
        }
        Looked::Missing => {
            Check::new("contacts", Level::Ok, patient.say("还没有联系方式", "no contacts yet"))
        }
        Looked::Sound => {
            Check::new("contacts", Level::Ok, patient.say("contacts.db 完好", "contacts.db is sound"))
        }
        Looked::Bad(why) => {
            let next =
                patient.say("恢复备份，或重新导入联系方式", "restore a backup, or import the contacts again");
            bad(patient, "contacts", "contacts.db", why, &next)
        }
    }
}

fn outbox(patient: &Patient<'_>) -> Check {
    let folder = patient.dir.join(OUTBOX);
    let shown = folder.display();
    if !folder.exists() {
        let text = patient.say("还没有发件箱，启动时建", "no outbox yet; it is made at the start");
        return Check::new("outbox", Level::Ok, text);
    }
    let ahead = newest_letters(patient.dir).zip(patient.found.at).filter(|(day, end)| is_ahead(*day, *end));
    if let Some((day, end)) = ahead {
        let text = patient.say(
            format!("{shown} 里有 {day} 的信，日志只到 {end}：日志比发件箱旧，可能是拿旧的副本换上的"),
            format!("{shown} holds letters of {day}, the log ends at {end}: it is older than its outbox, perhaps an older copy"),
        );
        let next = patient
            .say("换回原来的日志，或恢复最近的备份", "put the right log back, or restore the latest backup");
        return Check::new("outbox", Level::Fault, text).next(next);
    }
    match written(&folder) {
        Ok(()) => Check::new(
            "outbox",
            Level::Ok,
            patient.say(format!("{shown} 可写"), format!("{shown} can be written")),
        ),
        Err(error) => {
            let text = patient
                .say(format!("{shown} 写不进去：{error}"), format!("{shown} cannot be written: {error}"));
            let next = patient.say(
                "提醒会一直重试到可写为止；改好权限",
                "reminders are tried until it can; fix its permissions",
            );
            Check::new("outbox", Level::Fault, text).next(next)
        }
    }
}
