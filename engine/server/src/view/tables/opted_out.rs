//! Who has opted out of the reminders that the file lets people do without.

pub(super) const TABLES: &str = "
CREATE TABLE opted_out(
    campaign INTEGER NOT NULL, contact TEXT NOT NULL, is_out INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY(campaign, contact)) STRICT, WITHOUT ROWID;
";
