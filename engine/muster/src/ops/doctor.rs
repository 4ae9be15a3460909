//! What `muster doctor` looks at: each check is one line that says ok, warning or fault, and what to do.
//!
//! Nothing here changes anything. A new check is a function and a line in [`all`].

mod clock;
mod directory;
mod engine;
mod nats;

use std::path::Path;

use muster_protocol::catalogue::Language;
use muster_server::http::EngineStatus;
use muster_server::maintenance::inspect::{Inspection, inspect};
use muster_wire::nats::Options;
use serde::Serialize;

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// As it should be, or not to be told here.
    Ok,
    /// It works, and somebody should look at it.
    Warning,
    /// It does not work.
    Fault,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at: a stable word.
    pub check: &'static str,
    /// How it is.
    pub level: Level,
    /// That in words.
    pub text: String,
    /// What to do.
    pub next: Option<String>,
}

impl Check {
    fn new(check: &'static str, level: Level, text: impl Into<String>) -> Self {
        Self { check, level, text: text.into(), next: None }
    }

    fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}

/// What the checks look at.
struct Subject<'a> {
    lang: Language,
    dir: &'a Path,
    found: Inspection,
    /// The engine that runs on the directory, where one answers.
    engine_status: Option<EngineStatus>,
    /// What an engine says that answers and cannot tell how it stands.
    mute: Option<String>,
    /// What was said of the newest dead letter.
    said: Option<String>,
    /// The process that holds it.
    holder: Option<String>,
}

/// Looks at everything.
pub async fn all(lang: Language, dir: &Path, over: Option<Options>) -> Vec<Check> {
    let found = inspect(dir).await;
    let holder = muster_server::directory::lock::holder(dir).ok().flatten();
    let engine::Answered { status: engine_status, mute, said } = engine::ask(lang, dir).await;
    let subject = Subject { lang, dir, found, engine_status, mute, said, holder };
    let mut checks = vec![engine::versions(&subject)];
    checks.extend(clock::checks(&subject));
    checks.extend(directory::checks(&subject));
    checks.extend(engine::checks(&subject));
    if let Some(over) = over {
        checks.extend(nats::checks(&subject, over).await);
    }
    checks
}
