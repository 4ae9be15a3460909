//! What people ask for about visits.

use crate::catalogue::TextId;
use crate::id;
use serde::{Deserialize, Serialize};

use super::ItemName;
use crate::event::{CalledOff, Rated, RecordSection};
use crate::ids::Digest;
use crate::time::{Date, TimeOfDay};

/// Most problems of one visit that make tasks: each is an occasion of its own.
pub const VISIT_ACTIONS_MAX: usize = 20;

/// Most cases that one record of a visit opens: who takes in more holds a reception, and each is entered by itself.
pub const VISIT_CASES_MAX: usize = 20;

/// Most visits of one table: all visits of a year to a thousand places.
pub const VISITS_FIXED_MAX: usize = 10_000;

/// Plan visits as their visitors fixed them themselves, of any rounds: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixVisits {
    /// The visits, each item once.
    pub visits: Vec<FixedVisit>,
}

/// A visit as its visitor fixed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedVisit {
    /// Key of the programme's occasion and code of the place.
    pub item: ItemName,
    /// The local day.
    pub date: Date,
    /// One of the programme's start times.
    pub start: TimeOfDay,
}

/// Do something to a visit that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeVisit {
    /// Key of the programme's occasion and code of the place.
    pub item: ItemName,
    /// What.
    pub change: VisitChange,
}

/// What is done to a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitChange {
    /// The visitor will make it.
    Confirm,
    /// It takes place on another day or at another hour.
    Move {
        /// The local day.
        date: Date,
        /// One of the programme's start times.
        start: TimeOfDay,
    },
    /// Somebody else makes it: id or post of a contact who visits in this programme.
    Delegate {
        /// Who.
        to: String,
    },
    /// It does not take place; the place waits for another.
    CallOff {
        /// Why.
        why: CalledOff,
        /// What was said about it, stored before as a salted blob.
        reason: Option<Digest>,
    },
    /// It was made; the record follows.
    Made {
        /// The local day on which it was made.
        on: Date,
    },
}

impl VisitChange {
    /// What is done, as people say it in Chinese, and as they type it.
    pub(super) fn done(&self) -> TextId {
        match self {
            Self::Confirm => id!("visits-confirm"),
            Self::Move { .. } => id!("visits-move"),
            Self::Delegate { .. } => id!("visits-delegate"),
            Self::CallOff { why: CalledOff::Declined, .. } => id!("visits-decline"),
            Self::CallOff { why: CalledOff::Cancelled | CalledOff::Left, .. } => id!("visits-cancel"),
            Self::CallOff { why: CalledOff::NoShow, .. } => id!("visits-no-show"),
            Self::Made { .. } => id!("visits-made"),
        }
    }

    /// Blobs that it names.
    pub(super) fn texts(&self) -> Vec<Digest> {
        match self {
            Self::CallOff { reason, .. } => reason.iter().copied().collect(),
            Self::Confirm | Self::Move { .. } | Self::Delegate { .. } | Self::Made { .. } => Vec::new(),
        }
    }
}

/// Record a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordVisit {
    /// Key of the programme's occasion and code of the place.
    pub item: ItemName,
    /// The local day on which it was made.
    pub on: Date,
    /// The record's text, stored before as a salted blob.
    pub record: Option<Digest>,
    /// Its sections, where the file asks for some: all of them, once each.
    pub sections: Vec<RecordSection>,
    /// How content people were, where the file asks.
    pub ratings: Vec<Rated>,
    /// Problems that were found, each with who sees to it until when.
    pub actions: Vec<VisitAction>,
    /// What was brought there and is carried back: cases of the kind that the file names for it.
    pub cases: Vec<VisitCase>,
}

impl RecordVisit {
    /// Blobs that it names.
    pub fn texts(&self) -> impl Iterator<Item = Digest> + '_ {
        let sections = self.sections.iter().filter_map(|section| section.text);
        let cases = self.cases.iter().map(|case| case.text);
        self.record.into_iter().chain(sections).chain(cases)
    }
}

/// A problem that was found at a visit, as a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitAction {
    /// What is to be done, a line for messages.
    pub title: String,
    /// Code of the unit that sees to it.
    pub owner: String,
    /// Local due day, a working day.
    pub due_day: Date,
}

/// What was brought at a visit, as a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitCase {
    /// What it is about, where the kind asks for that.
    pub about: Option<String>,
    /// Code of the unit that handles it, where that is known.
    pub unit: Option<String>,
    /// What was said, stored before as a salted blob.
    pub text: Digest,
}

/// Something happened that causes a visit besides the cadence (S41). It is told by what, where and when, and never of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitEvent {
    /// Id of visits that their visitors arrange themselves.
    pub programme: String,
    /// What happened, in the words of the file.
    pub what: String,
    /// The local day.
    pub on: Date,
    /// Code of the unit whose people go.
    pub unit: String,
    /// Code of the place, where it is another than the unit itself.
    pub place: Option<String>,
}
