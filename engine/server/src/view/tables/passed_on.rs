//! Items that passed on to the successor of a merged unit.

pub(super) const TABLES: &str = "
CREATE TABLE passed_on(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, successor INTEGER NOT NULL,
    position INTEGER NOT NULL, PRIMARY KEY(campaign, occasion, unit)) STRICT, WITHOUT ROWID;
";
