//! `up`: engine, store and workers kept running; other verbs reach it by its address; killed, it goes on where it was.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use muster_server::care::verify::verify;
use muster_wire::failpoints::{POINTS, VARIABLE};
use serde_json::Value;
use tempfile::TempDir;

use super::demo::{self, same_year};
use crate::log::{self, block_on};
use crate::program::{self, Ended, command, muster};
use crate::year::service_year;

/// How long a running program may take to say something: far longer than it ever does.
pub(crate) const HANG_GUARD: Duration = Duration::from_secs(120);

/// How often the status is asked before a campaign counts as stuck; a year takes some dozens of questions.
const ASKED_MOST: u32 = 10_000;

/// Passes of a point at which `up` dies.
const PASS: u64 = 25;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn on(dir: &Path, arguments: &[&str]) -> Ended {
    muster([arguments, &["--dir", text(dir)]].concat())
}

pub(crate) fn launch(dir: &Path) -> Ended {
    on(dir, &["launch", text(&service_year::file()), "--as", "领导小组"])
}

pub(crate) fn fresh() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    (home, dir)
}

/// A running `up` on virtual time with the shipped script; killed when it is let go.
pub(crate) struct Up {
    child: Child,
    said: mpsc::Receiver<String>,
}

impl Up {
    pub(crate) fn start(dir: &Path, crash_at: Option<&str>) -> Self {
        let mut up = Self::stepped(dir);
        if let Some(point) = crash_at {
            up.env(VARIABLE, point);
        }
        Self::run(up)
    }

    /// The command of a stepped `up` with the shipped script.
    pub(crate) fn stepped(dir: &Path) -> Command {
        let script = service_year::script_file();
        let start = "2014-04-01T00:00:00+08:00";
        let clock = ["up", "--clock", "stepped", "--start", start];
        command([&clock[..], &["--script", text(&script), "--dir", text(dir)]].concat())
    }

    pub(crate) fn run(mut up: Command) -> Self {
        let mut child = up.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, said) = mpsc::channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, said }
    }

    /// Waits until it says that it runs; false when it ended before.
    pub(crate) fn runs(&self) -> bool {
        loop {
            match self.said.recv_timeout(HANG_GUARD) {
                Ok(line) if line.contains("running:") => return true,
                Ok(_) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return false,
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("up says nothing"),
            }
        }
    }

    /// Waits until it has ended by itself.
    pub(crate) fn ended(mut self) -> ExitStatus {
        while self.said.recv_timeout(HANG_GUARD).is_ok() {}
        self.child.wait().unwrap()
    }

    /// Asks it to end in order.
    pub(crate) fn stop(self) -> ExitStatus {
        self.signal("TERM");
        self.ended()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, name: &str) {
        program::signal(name, self.child.id());
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        // Often it has ended already.
        let _killed = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// Asks for the status again and again until the campaign is over, or nobody answers any more.
pub(crate) fn over(up: &mut Up, dir: &Path) -> bool {
    for _ in 0..ASKED_MOST {
        if up.child.try_wait().unwrap().is_some() {
            return false;
        }
        let status = on(dir, &["status", "--json"]);
        if status.code == Some(0)
            && status.json()["engine_status"]["status"]["campaigns"][0]["state"] == "closed"
        {
            return true;
        }
    }
    panic!("the campaign is not over after {ASKED_MOST} questions");
}

fn sound(dir: &Path) {
    let verified = block_on(verify(dir, None)).unwrap();
    assert_eq!(verified.campaigns[0].planned, verified.campaigns[0].ended, "every step has its outcome");
    same_year(&log::report(dir), &log::report(&demo::finished().dir));
    let letters = |dir: &Path| {
        let named = log::letters(dir).into_iter().map(|(id, text)| (demo::unnumbered(&id).to_owned(), text));
        named.collect::<BTreeSet<(String, String)>>()
    };
    assert_eq!(letters(dir), letters(&demo::finished().dir));
}

#[test]
fn a_launched_year_is_the_demos_year() {
    let (_home, dir) = fresh();
    let mut up = Up::start(&dir, None);
    assert!(up.runs());
    launch(&dir).with(0);
    assert!(over(&mut up, &dir));
    // A second engine is refused while the first one holds the directory.
    let second = on(&dir, &["up"]);
    assert_eq!(second.code, Some(4), "{second:?}");
    let refused = on(&dir, &["submit", "summary/016", "--evidence", "总结报告=1", "--as", "房管窗口联络员"]);
    assert_eq!(refused.code, Some(3), "the campaign is closed: {refused:?}");
    let status: Value = on(&dir, &["status", "--json"]).with(0).json();
    assert_eq!(status["engine_status"]["clock"], "stepped");
    assert!(up.stop().success());
    assert!(!dir.join("address").exists(), "the address outlives the server");
    sound(&dir);
}

#[test]
fn killed_at_every_point_in_turn_it_comes_to_the_same_end() {
    let (_home, dir) = fresh();
    let mut deaths = 0;
    for point in POINTS.iter().map(|point| format!("{point}:{PASS}")) {
        let mut up = Up::start(&dir, Some(&point));
        if up.runs() {
            // It may die before it answers; then the campaign is launched the next time.
            let launched = launch(&dir);
            assert!(matches!(launched.code, Some(0 | 4)), "{launched:?}");
            assert!(!over(&mut up, &dir), "{point}: it did not die");
        }
        assert!(up.ended().code().is_none(), "{point}: it ended otherwise than by a signal");
        deaths += 1;
    }
    assert_eq!(deaths, POINTS.len());
    let mut up = Up::start(&dir, None);
    assert!(up.runs());
    launch(&dir).with(0);
    assert!(over(&mut up, &dir));
    assert!(up.stop().success());
    sound(&dir);
}
