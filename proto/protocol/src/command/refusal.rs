//! The no of the domain, and what kind of no it is.

use std::fmt;

use crate::catalogue::{Language, LocalizedText};
use serde::{Deserialize, Serialize};

/// The domain says no. Codes are stable; texts are made for people by the binary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {}", detail.say(Language::En))]
pub struct Refusal {
    /// What kind of no.
    pub code: RefusalCode,
    /// What exactly, with the names involved; the same in every language for what only programs run into.
    pub detail: LocalizedText,
    /// A name that exists and may have been meant.
    pub instead: Option<String>,
}

impl Refusal {
    /// A refusal that people meet, told in every language.
    #[must_use]
    pub fn with_text(code: RefusalCode, text: impl Into<LocalizedText>) -> Self {
        Self { code, detail: text.into(), instead: None }
    }

    /// Something is not in a state that allows it.
    #[must_use]
    pub fn wrong_state(text: impl Into<LocalizedText>) -> Self {
        Self::with_text(RefusalCode::WrongState, text)
    }

    /// Something is missing or too much in what was handed in.
    #[must_use]
    pub fn incomplete(text: impl Into<LocalizedText>) -> Self {
        Self::with_text(RefusalCode::Incomplete, text)
    }

    /// Nothing is called so.
    #[must_use]
    pub fn unknown_name(text: impl Into<LocalizedText>) -> Self {
        Self::with_text(RefusalCode::UnknownName, text)
    }

    /// The day lies outside what is possible.
    #[must_use]
    pub fn wrong_day(text: impl Into<LocalizedText>) -> Self {
        Self::with_text(RefusalCode::WrongDay, text)
    }

    /// There is more of it than is taken.
    #[must_use]
    pub fn too_large(text: impl Into<LocalizedText>) -> Self {
        Self::with_text(RefusalCode::TooLarge, text)
    }

    /// A refusal that only programs run into.
    #[must_use]
    pub fn plain(code: RefusalCode, detail: impl fmt::Display) -> Self {
        Self { code, detail: LocalizedText::same(detail), instead: None }
    }

    /// With a name that may have been meant.
    #[must_use]
    pub fn instead(self, instead: Option<String>) -> Self {
        Self { instead, ..self }
    }
}

/// Kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RefusalCode {
    /// No such campaign.
    UnknownCampaign,
    /// The campaign exists with another definition.
    AlreadyLaunched,
    /// The definition named is not stored or not readable.
    UnknownDefinition,
    /// No such occasion, unit, item, message or visit.
    UnknownName,
    /// The item is not in a state that allows it.
    WrongState,
    /// Something is missing or too much in what was handed in.
    Incomplete,
    /// The day lies outside what is possible.
    WrongDay,
    /// The plan was made from an older state.
    Stale,
    /// The plan breaks a rule.
    Infeasible,
    /// The campaign is closed.
    Closed,
    /// The actor's name is empty or too long.
    BadActor,
    /// Anyone who gives the command may not, on this ground.
    NotAllowed(Ground),
    /// The command is larger than its limit.
    TooLarge,
    /// A bug was met in this campaign: it is parked, visibly, until the engine is started again.
    Fault,
    /// What is stored of this campaign is not what was written: it is parked until the log is restored.
    Damaged,
    /// The id belongs to another command, which was accepted before.
    IdReused,
    /// The place in the log lies beyond its end, or is of a later generation: this log never had it.
    UnknownPlace,
}

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ground {
    /// No role of theirs has the right.
    Role,
    /// They have it for other units.
    Unit,
    /// They have it in other phases.
    Phase,
    /// They may not act for the post that they name.
    Behalf,
    /// The token that they show does not open this.
    Token,
}

impl Ground {
    /// Its name, as metrics carry it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Unit => "unit",
            Self::Phase => "phase",
            Self::Behalf => "behalf",
            Self::Token => "token",
        }
    }
}

impl std::fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::UnknownCampaign => "unknown-campaign",
            Self::AlreadyLaunched => "already-launched",
            Self::UnknownDefinition => "unknown-definition",
            Self::UnknownName => "unknown-name",
            Self::WrongState => "wrong-state",
            Self::Incomplete => "incomplete",
            Self::WrongDay => "wrong-day",
            Self::Stale => "stale",
            Self::Infeasible => "infeasible",
            Self::Closed => "closed",
            Self::BadActor => "bad-actor",
            Self::NotAllowed(_) => "not-allowed",
            Self::TooLarge => "too-large",
            Self::Fault => "fault",
            Self::Damaged => "damaged",
            Self::IdReused => "id-reused",
            Self::UnknownPlace => "unknown-place",
        })
    }
}
