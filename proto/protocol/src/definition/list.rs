use serde::{Deserialize, Serialize};

use crate::definition::{Decimal, Tally};
use crate::ids::RoleIx;

/// A list that the committee decides on, such as commendations. Rules only propose; nobody stands on it by a rule alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedList {
    /// Slug, such as `commend`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Whether it praises or criticises.
    pub tone: Tone,
    /// Kinds of entries, each with where its candidates come from.
    pub kinds: Vec<ListKind>,
    /// Whether each entry needs evidence.
    pub evidence: bool,
    /// Working days that the one concerned has for a statement before the decision; none means no statement.
    pub statement: Option<u16>,
    /// Who decides.
    pub approve: RoleIx,
    /// Working days of publicity before it is final; none means no publicity.
    pub publicity: Option<u16>,
}

/// Whether a list praises or criticises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Praise (表彰).
    Commend,
    /// Criticism (批评).
    Criticise,
}

/// A kind of entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListKind {
    /// Name in the committee's words, such as 先进党组织.
    pub name: String,
    /// A unit is proposed when any of these holds.
    pub any: Vec<Condition>,
}

/// Why somebody is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// The unit has this grade, or a better one if the list praises, a worse one if it criticises.
    Grade {
        /// Index of the sheet.
        sheet: u16,
        /// Index of the grade in it.
        grade: u8,
    },
    /// The unit's total on a sheet compares so.
    Total {
        /// Index of the sheet.
        sheet: u16,
        /// The comparison.
        compare: Compare,
        /// With what.
        with: Decimal,
    },
    /// What was counted of the unit compares so.
    Counted {
        /// What is counted.
        tally: Tally,
        /// The comparison.
        compare: Compare,
        /// With what.
        with: Decimal,
    },
    /// Nominated by anybody who may, then verified (推荐).
    Nominated,
    /// Found by holders of a role, in the committee's words (领导小组认定…).
    Found {
        /// Who finds it.
        by: RoleIx,
        /// What they find.
        what: String,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compare {
    /// Less than.
    Less,
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
    /// More than.
    More,
}
