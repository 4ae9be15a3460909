//! How a run of the binary ends: the codes that OPERATIONS.md lists, and the one error that carries one.

use std::fmt;
use std::process::ExitCode;

/// The codes. They are written into `--help` and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything was done.
    Fine = 0,
    /// A fault in the user's file or data.
    Fault = 1,
    /// The command line itself.
    Usage = 2,
    /// Refused by the rules of the campaign.
    Refused = 3,
    /// Nobody answered, or the directory is held by a process that does not.
    Unreachable = 4,
    /// Not allowed.
    NotAllowed = 5,
    /// A bug in muster.
    Bug = 70,
    /// Not now: who gave it keeps it and gives it again, as mail servers do at this code.
    Later = 75,
    /// Stopped by the person before it was done.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure that people can act on: what, why, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// How the run ends.
    pub exit: Exit,
    /// What did not work, in the language of the run.
    pub what: String,
    /// Why, if more is known.
    pub why: Option<String>,
    /// What to type or do next.
    pub next: Option<String>,
}

impl Failure {
    /// A failure of this kind.
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Self { exit, what: what.into(), why: None, next: None }
    }

    /// With a cause.
    #[must_use]
    pub fn because(mut self, why: impl fmt::Display) -> Self {
        self.why = Some(why.to_string());
        self
    }

    /// With something that is to be known besides, behind the cause.
    #[must_use]
    pub fn also(mut self, what: impl fmt::Display) -> Self {
        self.why = Some(self.why.map_or_else(|| what.to_string(), |why| format!("{why} {what}")));
        self
    }

    /// With a way on.
    #[must_use]
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Failure {}
