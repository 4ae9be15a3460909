use serde::{Deserialize, Serialize};

use crate::time::Date;

/// A country's working days: a weekend mask and the published exceptions, for the years that are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Name of the data files, such as `cn`.
    pub name: String,
    /// Version of the data: digest of the tables in hex, first 12 digits.
    pub version: String,
    /// Days of the week that are rest days, 0 Monday to 6 Sunday.
    pub weekend: Vec<u8>,
    /// Years for which a table is loaded; a working-day question outside them has no answer.
    pub years: Vec<i32>,
    /// Days that differ from the weekend rule, in order of date, no date twice.
    pub exceptions: Vec<Exception>,
}

/// A day that the published arrangement names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The local date.
    pub date: Date,
    /// Rest or work.
    pub kind: DayKind,
    /// What the arrangement calls it, such as 清明节.
    pub name: String,
}

/// Whether a day is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayKind {
    /// A rest day.
    Off,
    /// A working day, perhaps a made-up Sunday.
    Work,
}
