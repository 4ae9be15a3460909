//! Why the way to an engine is shut, for people.

use std::path::Path;

use muster_server::OpenError;
use muster_server::directory::lock::LockError;

use super::client::Silence;
use crate::client::remote::Place;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;

pub(super) fn nothing_there(lang: Lang, dir: &Path) -> Failure {
    let (what, next) = match lang {
        Lang::Zh => (
            format!("{} 里没有 muster 的数据", dir.display()),
            "用 --dir 写对目录；或先试 muster demo，或用 muster launch 发布".to_owned(),
        ),
        Lang::En => (
            format!("there is no muster data in {}", dir.display()),
            "name the directory with --dir, or begin with `muster demo` or `muster launch`".to_owned(),
        ),
    };
    Failure::new(Exit::Fault, what).next(next)
}

/// An engine elsewhere does not answer, or does not take the token.
pub(super) fn not_let_in(lang: Lang, place: &Place, silence: &Silence) -> Failure {
    if let Silence::WrongToken(_, refusal) = silence {
        let what = match lang {
            Lang::Zh => format!("{} 不认这个口令", place.url),
            Lang::En => format!("{} does not take this token", place.url),
        };
        let why = refusal.as_ref().map(|no| lang.pick(no.detail_zh.as_str(), no.detail.as_str()).to_owned());
        let next = lang.pick(
            "向运维领取新的：muster account issue 岗位",
            "ask ops for a new one: muster account issue POST",
        );
        return Failure { why, ..Failure::new(Exit::NotAllowed, what).next(next) };
    }
    let what = match lang {
        Lang::Zh => format!("连不上 {} 的引擎", place.url),
        Lang::En => format!("no engine is reached at {}", place.url),
    };
    let next =
        lang.pick("检查 --at 和网络；引擎要在运转", "check --at and the network; the engine must be running");
    Failure::new(Exit::Unreachable, what).because(silence.sentence(lang)).next(next)
}

fn held(lang: Lang, dir: &Path, holder: &str) -> String {
    match lang {
        Lang::Zh => format!("{} 正被进程 {holder} 占用", dir.display()),
        Lang::En => format!("{} is held by process {holder}", dir.display()),
    }
}

/// The directory is held, and its holder cannot be spoken with.
pub(super) fn unanswering(lang: Lang, dir: &Path, holder: &str, silence: &Silence) -> Failure {
    let next = lang.pick(
        "稍后再试；一直不行就停掉那个进程，再用 muster up 启动",
        "try again; if that goes on, stop that process and start `muster up` again",
    );
    Failure::new(Exit::Unreachable, held(lang, dir, holder)).because(silence.sentence(lang)).next(next)
}

/// What to do when the system does not write or read, by its own words.
#[must_use]
pub fn remedy(lang: Lang, words: &str) -> &'static str {
    of_the_system(lang, words).unwrap_or_else(|| {
        lang.pick("用 muster verify 检查，或恢复备份", "look with `muster verify`, or restore a backup")
    })
}

/// The same; none where the words do not say what the system lacks.
pub(super) fn of_the_system(lang: Lang, words: &str) -> Option<&'static str> {
    let says = |any: &[&str]| any.iter().any(|word| words.to_lowercase().contains(word));
    let cause = if says(&["disk is full", "no space", "quota"]) {
        lang.pick(
            "磁盘满了：腾出空间，不必重启",
            "the disk is full: make room; nothing need be started again",
        )
    } else if says(&["read-only", "readonly", "permission denied", "not permitted"]) {
        lang.pick(
            "写不进去：改好权限或挂载；只想看，就用 muster verify，或复制到可写的目录",
            "it cannot be written: fix its permissions or its mount; to look only, use `muster verify` or copy it to where it \
             can be written",
        )
    } else if says(&["i/o error", "input/output"]) {
        lang.pick(
            "磁盘满了或坏了：先腾出空间；仍出错就换磁盘，从备份恢复（muster restore）",
            "the disk is full or fails: make room; if that does not help, restore a backup on another one (`muster restore`)",
        )
    } else {
        return None;
    };
    Some(cause)
}

/// Why an engine could not be opened, for people.
#[must_use]
pub fn not_opened(lang: Lang, error: &OpenError) -> Failure {
    match error {
        OpenError::Lock(LockError::Held { dir, holder }) => {
            let next =
                lang.pick("先停掉那个进程，或换一个 --dir", "stop that process first, or take another --dir");
            Failure::new(Exit::Unreachable, held(lang, dir, holder)).next(next)
        }
        OpenError::Lock(LockError::Unusable { dir, cause }) => {
            let what = match lang {
                Lang::Zh => format!("目录 {} 用不了", dir.display()),
                Lang::En => format!("{} cannot be used", dir.display()),
            };
            Failure::new(Exit::Fault, what).because(cause).next(remedy(lang, &cause.to_string()))
        }
        OpenError::Store(error) => {
            let what = lang.pick("打不开数据", "the data cannot be opened");
            Failure::new(Exit::Fault, what).because(error).next(remedy(lang, &error.to_string()))
        }
        OpenError::Clock { dir, kept } => {
            let what = match lang {
                Lang::Zh => format!(
                    "{} 一直按另一种时钟（{kept}）运行，真实时间和虚拟时间不能混在一份记录里",
                    dir.display()
                ),
                Lang::En => {
                    format!("{} uses a {kept} clock; real and virtual time must not be mixed", dir.display())
                }
            };
            Failure::new(Exit::Fault, what).next(lang.pick("换一个 --dir", "take another --dir"))
        }
    }
}
