//! What is filled in beside the pieces that are handed in: numbers, what was covered, how it ended.

use serde::{Deserialize, Serialize};

use crate::catalogue::TextId;
use crate::id;

/// Most entries of one list of a form: they stand in one event body.
pub const FORM_ENTRIES_MAX: usize = 64;

/// Largest number that is reported or entered: a thousand million, which no unit counts of people, hours or yuan in one line.
/// More is a slip of the keyboard, and would stand in every sum.
pub const NUMBER_MAX: u32 = 1_000_000_000;

/// What a handing in says besides its pieces. The default says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Form {
    /// Numbers that the duty asks for, such as 参训党员 (S11, S15, S17, S26).
    pub numbers: Vec<Reported>,
    /// What it covers, in the words of the file: methods, topics, sections of a pledge, points of focus, outlets, tags.
    pub covers: Vec<String>,
    /// How it ended, where the duty asks for that.
    pub verdict: Option<Verdict>,
    /// Which of the announced things are done with it, from 1 (S64).
    pub done: Vec<u8>,
    /// That a number lies above its ceiling is known and meant: it is recorded and shown, and judged by people (S17).
    pub above: bool,
}

/// A number that is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What is counted, in the words of the file.
    pub name: String,
    /// How many.
    pub value: u32,
}

/// How a promise or a trial ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// The promise was kept (已兑现).
    Kept,
    /// It was kept in part (部分兑现).
    PartlyKept,
    /// It was broken (未兑现).
    Broken,
    /// What was tried out is adopted (采用).
    Adopted,
    /// It is not adopted: that ends it, and nobody is late (不采用, S57).
    NotAdopted,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Kept, Self::PartlyKept, Self::Broken, Self::Adopted, Self::NotAdopted];

    /// Its stable name, as a form on a page has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::PartlyKept => "partly-kept",
            Self::Broken => "broken",
            Self::Adopted => "adopted",
            Self::NotAdopted => "not-adopted",
        }
    }

    /// The verdict of this name.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// What people call it.
    #[must_use]
    pub fn word(self) -> TextId {
        match self {
            Self::Kept => id!("kept"),
            Self::PartlyKept => id!("partly-kept"),
            Self::Broken => id!("broken"),
            Self::Adopted => id!("adopted"),
            Self::NotAdopted => id!("not-adopted"),
        }
    }
}
