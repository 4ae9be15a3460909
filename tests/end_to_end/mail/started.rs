//! A running engine with the starter's campaign on its first morning: the letters of two units have been handed over by a channel
//! whose counterpart tells later what became of them.

use std::fs;
use std::path::{Path, PathBuf};

use muster_tests::tidy::tree;
use tempfile::TempDir;

use crate::program::Ended;
use crate::site::{self, Up, on, text};

/// What the counterpart shows.
pub(super) const SECRET: &str = "a-secret-of-the-counterpart-alone";
/// The two letters.
pub(super) const FIRST: &str = "2026-03-02/001-clerk/routine";
pub(super) const SECOND: &str = "2026-03-02/002-clerk/routine";
/// How often something is asked before it counts as missing.
const ASKED_MOST: u32 = 3_000;

/// See the module.
pub(super) struct Started {
    pub(super) home: TempDir,
    pub(super) dir: PathBuf,
    pub(super) up: Up,
}

impl Started {
    /// With these settings of the channel, in which `SECRET` stands for the file of the secret.
    pub(super) fn with(channel: &str) -> Self {
        Self::of(&tree::root().join("workflows/starter/starter.yaml"), channel)
    }

    /// The same of another file.
    pub(super) fn of(file: &Path, channel: &str) -> Self {
        let site = Self::standing(channel);
        site.launches(file);
        site
    }

    /// The same before anything was launched.
    pub(super) fn standing(channel: &str) -> Self {
        let (home, dir) = site::fresh();
        fs::create_dir_all(&dir).unwrap();
        let secret = home.path().join("secret");
        fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let channel = channel.replace("SECRET", text(&secret));
        fs::write(dir.join("muster.yaml"), format!("channels:\n  邮件:\n{channel}")).unwrap();
        let (start, until) = ("2026-02-27T09:00:00+08:00", "2026-03-02T12:00:00+08:00");
        let up = Up::stands(&dir, Some(start), until, &[]);
        Self { home, dir, up }
    }

    /// Launches a file, and waits until the two letters are out.
    pub(super) fn launches(&self, file: &Path) {
        self.ops(&["launch", text(file), "--as", "小组办公室"]).with(0);
        for letter in [FIRST, SECOND] {
            // Anyone who asks gives the engine time.
            let there = (0..ASKED_MOST).any(|_| {
                let why = self.ops(&["why", letter, "--json"]);
                why.code == Some(0) && why.json()["sent_at"].is_string()
            });
            assert!(there, "{letter} was not handed over");
        }
    }

    /// Ops, who have the directory.
    pub(super) fn ops(&self, arguments: &[&str]) -> Ended {
        on(&self.dir, arguments)
    }

    /// How many events of this name there are.
    pub(super) fn events(&self, name: &str) -> usize {
        let events = self.ops(&["events", "--json", "--campaign", "starter", "--limit", "100000"]).with(0);
        events.json_lines().iter().filter(|event| event["name"] == name).count()
    }

    /// What the log has of what was told.
    pub(super) fn told(&self) -> [usize; 2] {
        ["message.delivered", "message.undelivered"].map(|name| self.events(name))
    }
}
