//! Files that were handed in, and what was erased.

pub(super) const TABLES: &str = "
CREATE TABLE evidence(
    campaign INTEGER NOT NULL, position INTEGER NOT NULL, place INTEGER NOT NULL, digest BLOB NOT NULL,
    unit INTEGER NOT NULL, occasion INTEGER, item TEXT NOT NULL, need TEXT NOT NULL, actor TEXT NOT NULL, behalf TEXT,
    at INTEGER NOT NULL, PRIMARY KEY(campaign, position, place)) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_digest ON evidence(digest);
CREATE TABLE erased(
    digest BLOB PRIMARY KEY, campaign INTEGER NOT NULL, position INTEGER NOT NULL, actor TEXT NOT NULL,
    at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";
