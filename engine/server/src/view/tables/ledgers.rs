//! Rows of ledgers.

pub(super) const TABLES: &str = "
CREATE TABLE ledger_rows(
    campaign INTEGER NOT NULL, duty INTEGER NOT NULL, unit INTEGER NOT NULL, row INTEGER NOT NULL, fixed TEXT,
    cells TEXT NOT NULL, stock INTEGER, wrong INTEGER, at INTEGER NOT NULL, actor TEXT NOT NULL, behalf TEXT,
    position INTEGER NOT NULL,
    PRIMARY KEY(campaign, duty, unit, row)) STRICT, WITHOUT ROWID;
";
