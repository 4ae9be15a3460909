//! From which hour of a day people want the routine letter: in minutes from midnight, where they want one of their own.

pub(super) const TABLES: &str = "
CREATE TABLE letter_hours(
    campaign INTEGER NOT NULL, contact TEXT NOT NULL, is_own INTEGER NOT NULL, hour INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY(campaign, contact)) STRICT, WITHOUT ROWID;
";
