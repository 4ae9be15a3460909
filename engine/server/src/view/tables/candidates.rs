//! Candidates of selections, and what was done to each. The act of a row is the name of its event.

pub(super) const TABLES: &str = "
CREATE TABLE candidates(
    campaign INTEGER NOT NULL, no INTEGER NOT NULL, selection INTEGER NOT NULL, unit INTEGER NOT NULL, code TEXT,
    title TEXT, passed TEXT, since INTEGER NOT NULL, publicity_until INTEGER, objected INTEGER NOT NULL DEFAULT 0,
    result TEXT, PRIMARY KEY(campaign, no)) STRICT, WITHOUT ROWID;
CREATE INDEX candidates_selection ON candidates(campaign, selection);
CREATE TABLE candidate_acts(
    campaign INTEGER NOT NULL, no INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
    actor TEXT NOT NULL, act TEXT NOT NULL, stage TEXT, detail TEXT,
    PRIMARY KEY(campaign, no, position)) STRICT, WITHOUT ROWID;
";
