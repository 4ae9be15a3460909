//! Due days that were changed, and what did it: the change named last before.

pub(super) const TABLES: &str = "
CREATE TABLE changes(
    campaign INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL,
    behalf TEXT, approver TEXT, reason BLOB, PRIMARY KEY(campaign, position)) STRICT, WITHOUT ROWID;
CREATE TABLE moves(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, unit INTEGER NOT NULL, position INTEGER NOT NULL,
    before INTEGER NOT NULL, after INTEGER NOT NULL, PRIMARY KEY(campaign, occasion, unit, position)) STRICT, WITHOUT ROWID;
";
