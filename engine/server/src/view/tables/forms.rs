//! What was filled in with items: numbers, what was covered, how it ended.

/// One row for each item that something was handed in for: what was handed in last, and which points of the rubric were
/// not met when it was returned last.
pub(super) const TABLES: &str = "
CREATE TABLE forms(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, pieces TEXT NOT NULL,
    form BLOB NOT NULL, done_on INTEGER, failed TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL,
    PRIMARY KEY(campaign, occasion, unit)) STRICT, WITHOUT ROWID;
";
