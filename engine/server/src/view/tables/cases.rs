//! Cases, and what was done to each.

pub(super) const TABLES: &str = "
CREATE TABLE cases(
    campaign INTEGER NOT NULL, no INTEGER NOT NULL, kind TEXT NOT NULL, about TEXT, source TEXT NOT NULL, unit TEXT,
    received INTEGER NOT NULL, accept_by INTEGER, accepted INTEGER, finish_by INTEGER NOT NULL, statutory INTEGER,
    answered INTEGER, closed INTEGER, satisfied INTEGER, reopened INTEGER NOT NULL DEFAULT 0, agent TEXT,
    passed_up TEXT, late TEXT NOT NULL DEFAULT '', occasion INTEGER, place INTEGER,
    PRIMARY KEY(campaign, no)) STRICT, WITHOUT ROWID;
CREATE INDEX cases_kind ON cases(campaign, kind);
CREATE INDEX cases_unit ON cases(campaign, unit);
CREATE INDEX cases_brought ON cases(campaign, occasion, place) WHERE occasion IS NOT NULL;
CREATE TABLE case_history(
    campaign INTEGER NOT NULL, no INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
    name TEXT NOT NULL, what TEXT NOT NULL, actor TEXT NOT NULL, behalf TEXT,
    PRIMARY KEY(campaign, no, position)) STRICT, WITHOUT ROWID;
";
