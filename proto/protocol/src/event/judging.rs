use crate::{id, say};
use serde::{Deserialize, Serialize};

use crate::definition::Decimal;
use crate::ids::Digest;
use crate::item::Evidence;
use crate::refs::{bodies, plain_words};

use super::description::{About, backed, describe, texts};

bodies! {
    /// A judge gave a unit points on a line of a score sheet; a later one of the same judge stands in the place of it.
    pub struct ScoreGiven<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// Id of the sheet.
        pub sheet: String,
        /// Name of the line.
        pub line: String,
        /// The points.
        pub points: Decimal,
        /// The post that judges.
        pub judge: String,
        /// What they stand on.
        pub evidence: Vec<Evidence>,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
    }

    /// Points were taken from a unit on a line that begins at its maximum.
    pub struct ScoreDeducted<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// Id of the sheet.
        pub sheet: String,
        /// Name of the line.
        pub line: String,
        /// The finding, in the words of the file.
        pub cause: String,
        /// How many of them.
        pub times: u32,
        /// The inspection in which it was found, such as `supervision/2014-05`.
        pub inspection: Option<String>,
        /// What shows it.
        pub evidence: Vec<Evidence>,
        /// What was found, a salted blob.
        pub reason: Option<Digest>,
        /// The task by which it is to be put right; or that was not done in time, where that is what was found.
        pub correction: Option<R::Occasion> => (occasion),
    }

    /// A unit earned points above the whole.
    pub struct ScoreAdded<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// Id of the sheet.
        pub sheet: String,
        /// For what, in the words of the file.
        pub cause: String,
        /// How many of them.
        pub times: u32,
        /// What shows it.
        pub evidence: Vec<Evidence>,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
    }
}

/// Points that were given, taken or added count no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreWithdrawn {
    /// Its number, from 1 in the order in which they came.
    pub entry: u32,
    /// Why, a salted blob.
    pub reason: Digest,
}

bodies! {
    /// Somebody proposes that a unit is kept from a grade.
    pub struct VetoProposed<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// Id of the sheet.
        pub sheet: String,
        /// The cause, in the words of the file.
        pub cause: String,
        /// What shows it.
        pub evidence: Vec<Evidence>,
        /// What happened, a salted blob.
        pub reason: Option<Digest>,
    }
}

/// A proposed veto was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VetoDecided {
    /// Its number, from 1.
    pub veto: u32,
    /// Whether it holds.
    pub approved: bool,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

bodies! {
    /// A unit appeals against its score.
    pub struct AppealFiled<R: Refs> {
        /// The unit.
        pub unit: R::Unit => unit,
        /// Id of the sheet.
        pub sheet: String,
        /// Name of the line.
        pub line: String,
        /// What it stands on.
        pub evidence: Vec<Evidence>,
        /// What is said, a salted blob.
        pub reason: Digest,
    }
}

/// An appeal was answered. A snapshot of its own follows one that is upheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealAnswered {
    /// Its number, from 1.
    pub appeal: u32,
    /// Whether it is upheld.
    pub upheld: bool,
    /// By how much the line changes.
    pub change: Decimal,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

describe! { (self, titles)
    ScoreGiven<R> {
        about: About::Sheet(&self.sheet, &self.unit),
        blobs: backed(&self.evidence, self.reason.as_ref()),
        summary: {
            let Self { unit, sheet, line, points, .. } = self;
            Some(format!("{points} points given to {sheet}/{unit} on {line}"))
        },
        sentence: {
            let (Self { unit, sheet, line, points, .. }, language) = (self, titles.language());
            say!(language, "points-points-given-to-unit-on-line-of", #points = points, unit, line, sheet)
        },
    }
    ScoreDeducted<R> {
        about: About::Sheet(&self.sheet, &self.unit),
        blobs: backed(&self.evidence, self.reason.as_ref()),
        summary: {
            let Self { unit, sheet, line, cause, times, .. } = self;
            Some(format!("{times} × {cause} deducted from {sheet}/{unit} on {line}"))
        },
        sentence: {
            let (Self { unit, sheet, line, cause, times, .. }, language) = (self, titles.language());
            say!(language, "deducted-from-unit-on-line-of-sheet-cause", unit, line, sheet, cause, times)
        },
    }
    ScoreAdded<R> {
        about: About::Sheet(&self.sheet, &self.unit),
        blobs: backed(&self.evidence, self.reason.as_ref()),
        summary: Some(format!("{} × {} added to {}/{}", self.times, self.cause, self.sheet, self.unit)),
        sentence: {
            let Self { unit, sheet, cause, times, .. } = self;
            say!(titles.language(), "added-to-unit-on-sheet-cause-times", unit, sheet, cause, times)
        },
    }
    ScoreWithdrawn {
        about: About::Whole,
        blobs: texts([&self.reason]),
        summary: Some(format!("points number {} withdrawn", self.entry)),
        sentence: {
            let entry = self.entry;
            say!(titles.language(), "points-number-entry-withdrawn", entry)
        },
    }
    VetoProposed<R> {
        about: About::Sheet(&self.sheet, &self.unit),
        blobs: backed(&self.evidence, self.reason.as_ref()),
        summary: Some(format!("veto of {}/{} proposed: {}", self.sheet, self.unit, self.cause)),
        sentence: {
            let Self { unit, sheet, cause, .. } = self;
            say!(titles.language(), "veto-of-unit-on-sheet-proposed-cause", unit, sheet, cause)
        },
    }
    VetoDecided {
        about: About::Whole,
        blobs: texts(&self.reason),
        summary: {
            let how = if self.approved { "approved" } else { "rejected" };
            Some(format!("veto number {} {how}", self.veto))
        },
        sentence: {
            let said = if self.approved { id!("approved") } else { id!("rejected-2") };
            say!(titles.language(), "veto-number-veto-said", veto = self.veto, said: said)
        },
    }
    AppealFiled<R> {
        about: About::Sheet(&self.sheet, &self.unit),
        blobs: backed(&self.evidence, Some(&self.reason)),
        summary: Some(format!("appeal of {}/{} on {}", self.sheet, self.unit, self.line)),
        sentence: {
            let Self { unit, sheet, line, .. } = self;
            say!(titles.language(), "appeal-of-unit-on-line-of-sheet", unit, line, sheet)
        },
    }
    AppealAnswered {
        about: About::Whole,
        blobs: texts(&self.reason),
        summary: {
            let how = if self.upheld { "upheld" } else { "dismissed" };
            Some(format!("appeal number {} {how}, {} points", self.appeal, self.change))
        },
        sentence: {
            let Self { appeal, change, .. } = self;
            if self.upheld {
                say!(titles.language(), "appeal-upheld-by-points", appeal, #change = change)
            } else {
                say!(titles.language(), "appeal-dismissed", appeal)
            }
        },
    }
}

plain_words!(ScoreWithdrawn, VetoDecided, AppealAnswered);
