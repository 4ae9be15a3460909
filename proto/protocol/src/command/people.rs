//! What people ask for beside items: rows of ledgers, cases, candidates, tasks, erasing.

use serde::{Deserialize, Serialize};

use super::ItemName;
use crate::case::{CandidateName, CaseAct, CaseName};
use crate::ids::Digest;
use crate::item::Evidence;
use crate::ledger::Cell;
use crate::refs::ContactId;
use crate::time::{Date, Instant, TimeOfDay};

/// Longest title of a task in bytes: a line of a message.
pub const TITLE_BYTES_MAX: usize = 240;

/// Append a row to a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterRow {
    /// Id of the ledger, such as `love-market`.
    pub ledger: String,
    /// Code of the unit whose ledger it is.
    pub unit: String,
    /// The fixed row that it is about, where the ledger has fixed rows.
    pub fixed: Option<String>,
    /// Cells by the names of their columns; a column that is left out is empty, the stock is computed.
    pub cells: Vec<(String, Cell)>,
    /// Number of the row that this one corrects.
    pub corrects: Option<u32>,
}

/// Opt out of reminders that the file lets people do without, or in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptOut {
    /// Id of the contact whose reminders they are, such as `005-clerk`.
    pub contact: ContactId,
    /// Whether they are to be left out from now on.
    pub out: bool,
}

/// Choose from which hour of a day one's routine message goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseHour {
    /// Id of the contact whose messages they are, such as `005-clerk`.
    pub contact: ContactId,
    /// The hour; none is the file's.
    pub hour: Option<TimeOfDay>,
}

/// Take in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveCase {
    /// Id of its kind.
    pub kind: String,
    /// Where it came from; may be left out where the kind has one source.
    pub source: Option<String>,
    /// What it is about, where the kind asks for that.
    pub about: Option<String>,
    /// Code of the unit that handles it, where that is known.
    pub unit: Option<String>,
    /// The visit or other item at which it was brought.
    pub at: Option<ItemName>,
    /// What was said, stored before as a salted blob.
    pub text: Option<Digest>,
    /// When it was brought, if earlier than now.
    pub received: Option<Instant>,
}

/// Do something to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkCase {
    /// The case.
    pub case: CaseName,
    /// What is done.
    pub act: CaseAct,
}

/// Put somebody or something forward in a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominate {
    /// Id of the selection.
    pub selection: String,
    /// Code of the unit.
    pub unit: String,
    /// A code for a person or thing of that unit, never a name; none is the unit itself.
    pub code: Option<String>,
    /// The title that is sought, where the selection has several.
    pub title: Option<String>,
    /// What is handed in with it.
    pub evidence: Vec<Evidence>,
}

/// Say whether a candidate passes the stage that it has come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    /// The candidate.
    pub candidate: CandidateName,
    /// Id of the stage.
    pub stage: String,
    /// Whether it passes.
    pub passes: bool,
    /// Why, stored before as a salted blob.
    pub reason: Option<Digest>,
}

/// Object to a candidate during publicity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// The candidate.
    pub candidate: CandidateName,
    /// What is said against it, stored before as a salted blob.
    pub reason: Digest,
}

/// Settle the objection to a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// The candidate.
    pub candidate: CandidateName,
    /// Whether it is upheld.
    pub upheld: bool,
    /// Why, stored before as a salted blob.
    pub reason: Option<Digest>,
}

/// Give a task to units (交办, S62).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assign {
    /// Id of the kind of task.
    pub task: String,
    /// What is to be done, a line for messages. It is published: it names no person.
    pub title: String,
    /// Name of an audience, or codes of units; empty is everybody that such tasks may be given to.
    pub to: Vec<String>,
    /// Local due day.
    pub due_day: Date,
}

/// Delete the bytes of a blob: evidence or a text that must not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erase {
    /// The blob.
    pub blob: Digest,
    /// Why, stored before as a salted blob.
    pub reason: Digest,
    /// Whether it may go although more than one event names it, in other campaigns too.
    pub everywhere: bool,
}

impl EnterRow {
    /// The texts in its cells.
    pub(super) fn texts(&self) -> Vec<Digest> {
        let text = |(_, cell): &(String, Cell)| match cell {
            Cell::Text(text) => Some(*text),
            Cell::Empty | Cell::Date(_) | Cell::Number(_) | Cell::Word(_) => None,
        };
        self.cells.iter().filter_map(text).collect()
    }
}
