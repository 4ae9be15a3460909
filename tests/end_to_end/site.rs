//! A data directory of a test's own, used as from a command line; and an engine that is kept going in one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use muster_wire::failpoints::VARIABLE;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{self, Ended, Running, command, lines, muster};
use crate::year::service_year;

/// How long a running program may take to say something: far longer than it ever does.
pub(crate) const HANG_GUARD: Duration = Duration::from_secs(120);

/// How often the status is asked before a campaign counts as stuck; a year takes some dozens of questions.
const ASKED_MOST: u32 = 10_000;

/// The id of the shipped campaign.
pub(crate) const CAMPAIGN: &str = "service-year-2014";

/// The beginning of the shipped campaign.
pub(crate) const START: &str = "2014-04-01T00:00:00+08:00";

/// What a unit's plan has to cover.
pub(crate) const FOCUS: [&str; 6] = ["--covers", "服务大局", "--covers", "自身建设", "--covers", "队伍建设"];

/// A path as it is typed.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A verb on a directory.
#[track_caller]
pub(crate) fn on(dir: &Path, words: &[&str]) -> Ended {
    muster([words, &["--dir", text(dir)]].concat())
}

/// Puts one text in a file into another's place, once.
#[track_caller]
pub(crate) fn edit(file: &Path, from: &str, to: &str) {
    let written = fs::read_to_string(file).unwrap();
    assert!(written.contains(from), "{} has no {from:?}", file.display());
    fs::write(file, written.replacen(from, to, 1)).unwrap();
}

/// The place of a data directory, of which nothing is made yet.
pub(crate) fn fresh() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    (home, dir)
}

/// Launches the shipped campaign.
pub(crate) fn launch(dir: &Path) -> Ended {
    on(dir, &["launch", text(&service_year::file()), "--as", "领导小组"])
}

/// Hands in the plan of a unit.
#[track_caller]
pub(crate) fn hand_in_plan(dir: &Path, unit: &str) -> Ended {
    let (item, clerk) = (format!("unit-plan/{unit}"), format!("{unit}/联络员"));
    let words = ["submit", &item, "--evidence", "活动方案=1", "--as", &clerk];
    on(dir, &[&words[..], &FOCUS].concat())
}

/// Every verb answers in Chinese.
pub(crate) const ZH: &[&str] = &["--lang", "zh"];
/// In English, as the program is started, or as a verb itself says.
pub(crate) const EN: &[&str] = &[];

/// A data directory and what is typed there, in one language.
pub(crate) struct Site {
    pub(crate) home: TempDir,
    pub(crate) dir: PathBuf,
    lang: &'static [&'static str],
}

impl Site {
    /// Of which nothing is made yet.
    pub(crate) fn new(lang: &'static [&'static str]) -> Self {
        let (home, dir) = fresh();
        Self { home, dir, lang }
    }

    /// With a campaign that was launched at an instant.
    #[track_caller]
    pub(crate) fn launched(lang: &'static [&'static str], file: &Path, at: &str) -> Self {
        let site = Self::new(lang);
        site.begin(file, at);
        site
    }

    /// Begins virtual time at an instant and launches a campaign.
    #[track_caller]
    pub(crate) fn begin(&self, file: &Path, at: &str) {
        self.on(&["up", "--clock", "stepped", "--start", at, "--until", at]).with(0);
        self.by("领导小组", &["launch", text(file)]).with(0);
    }

    #[track_caller]
    pub(crate) fn on(&self, words: &[&str]) -> Ended {
        on(&self.dir, &[words, self.lang].concat())
    }

    /// By a post.
    #[track_caller]
    pub(crate) fn by(&self, post: &str, words: &[&str]) -> Ended {
        self.on(&[words, &["--as", post]].concat())
    }

    /// Lets virtual time run up to an instant.
    #[track_caller]
    pub(crate) fn run_to(&self, until: &str) {
        self.on(&["up", "--clock", "stepped", "--until", until]).with(0);
    }

    /// The same up to an hour of the campaign's own days, such as `2014-04-18T09:30`.
    #[track_caller]
    pub(crate) fn at(&self, local: &str) {
        self.run_to(&format!("{local}:00+08:00"));
    }
}

/// Lets what has a site be used as one.
macro_rules! has_site {
    ($of:ident . $site:tt) => {
        impl std::ops::Deref for $of {
            type Target = $crate::site::Site;

            fn deref(&self) -> &$crate::site::Site {
                &self.$site
            }
        }
    };
}
pub(crate) use has_site;

/// A running `up`; killed when it is let go.
pub(crate) struct Up {
    child: Running,
    said: mpsc::Receiver<String>,
}

impl Up {
    /// On virtual time with the shipped script.
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
        let clock = ["up", "--clock", "stepped", "--start", START];
        command([&clock[..], &["--script", text(&script), "--dir", text(dir)]].concat())
    }

    /// One that comes to an instant of virtual time and stands there, with these options more.
    #[track_caller]
    pub(crate) fn stands(dir: &Path, start: Option<&str>, until: &str, more: &[&str]) -> Self {
        let start: Vec<&str> = start.into_iter().flat_map(|start| ["--start", start]).collect();
        let clock = ["up", "--clock", "stepped", "--until", until, "--stand", "--dir", text(dir)];
        let up = Self::run(command([&clock[..], &start, more].concat()));
        assert!(up.runs());
        up
    }

    pub(crate) fn run(mut up: Command) -> Self {
        let spawned = up.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = Running(spawned.unwrap());
        let said = lines(child.stderr.take().unwrap());
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

/// Asks for the status again and again until the campaign is over, or nobody answers any more.
pub(crate) fn over(up: &mut Up, dir: &Path) -> bool {
    for _ in 0..ASKED_MOST {
        if up.child.try_wait().unwrap().is_some() {
            return false;
        }
        let status = on(dir, &["status", "--json"]);
        if status.code == Some(0) && campaign(&status.json())["state"] == "closed" {
            return true;
        }
    }
    panic!("the campaign is not over after {ASKED_MOST} questions");
}

/// The first campaign of a status.
pub(crate) fn campaign(status: &Value) -> &Value {
    &status["engine_status"]["status"]["campaigns"][0]
}
