//! Cases as people name them, and what may be done to one (S37, S44, S46 to S48, S50, S55, S58).

use serde::{Deserialize, Serialize};

use crate::ids::{BadName, Digest};

/// Most cases of one campaign: a city's hotline with 250 calls a day stays below it.
pub const CASES_MAX: u32 = 100_000;

/// A case as people name it: `hotline-12319/7`. The number is the campaign's, from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CaseName {
    /// Id of its kind.
    pub kind: String,
    /// Number.
    pub no: u32,
}

/// A candidate of a selection as people name it: `pacesetter/3`. The number is the campaign's, from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CandidateName {
    /// Id of the selection.
    pub selection: String,
    /// Number.
    pub no: u32,
}

/// Something that is named by the id of its kind and a number from 1.
fn numbered(text: &str, expected: &'static str) -> Result<(String, u32), BadName> {
    let named = text.split_once('/').filter(|(kind, _)| !kind.is_empty());
    let named = named.and_then(|(kind, no)| no.parse().ok().filter(|no| *no > 0).map(|no| (kind, no)));
    let (kind, no) = named.ok_or_else(|| BadName { text: text.to_owned(), expected })?;
    Ok((kind.to_owned(), no))
}

impl std::fmt::Display for CaseName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.kind, self.no)
    }
}

impl std::str::FromStr for CaseName {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        numbered(text, "a case such as hotline-12319/7").map(|(kind, no)| Self { kind, no })
    }
}

impl std::fmt::Display for CandidateName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.selection, self.no)
    }
}

impl std::str::FromStr for CandidateName {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        numbered(text, "a candidate such as pacesetter/3").map(|(selection, no)| Self { selection, no })
    }
}

/// Something that is done to a case. Texts are salted blobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseAct {
    /// It is accepted (受理).
    Accept,
    /// It is given to a unit (派单).
    Dispatch {
        /// Code of the unit.
        unit: String,
    },
    /// One of the tracked steps is done (环节, S47).
    Track {
        /// The step, in the words of the file.
        stage: String,
        /// What was done.
        record: Option<Digest>,
    },
    /// An agent is named who goes along (指定代办员, S47, S48).
    Appoint {
        /// Post of the agent.
        agent: String,
    },
    /// The agent records what was done (帮办记录, S48).
    Assist {
        /// The record.
        record: Digest,
    },
    /// It is passed up (上报, S50).
    PassUp {
        /// What is asked.
        text: Option<Digest>,
    },
    /// Those above reply (批复, S50).
    Reply {
        /// The reply.
        text: Digest,
    },
    /// It is answered (办结).
    Answer {
        /// The answer; where the file says that replies are published, what is published (S58).
        text: Option<Digest>,
    },
    /// The person who brought it is called back (回访, S55).
    CallBack {
        /// Whether that person is satisfied.
        satisfied: bool,
        /// What was said.
        text: Option<Digest>,
    },
    /// A note is made on it (记事); nothing else changes.
    Note {
        /// The note.
        text: Digest,
    },
}

crate::coded! {
    /// The clocks of a case. All run from its first receipt.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum CaseClock {
        /// By when it must be accepted.
        Accept = "accept",
        /// By when it must be finished, as promised.
        Finish = "finish",
        /// By when the law has it finished.
        Statutory = "statutory",
    }
}

impl CaseAct {
    /// The texts that it names.
    #[must_use]
    pub fn texts(&self) -> Vec<Digest> {
        match self {
            Self::Accept | Self::Dispatch { .. } | Self::Appoint { .. } => Vec::new(),
            Self::Track { record: text, .. }
            | Self::PassUp { text }
            | Self::Answer { text }
            | Self::CallBack { text, .. } => text.iter().copied().collect(),
            Self::Assist { record: text } | Self::Reply { text } | Self::Note { text } => vec![*text],
        }
    }
}
