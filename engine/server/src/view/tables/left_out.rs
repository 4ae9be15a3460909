//! Places for which the last plan had no visit, with why. Of a place that has got a visit since, that one has the greater position.

pub(super) const TABLES: &str = "
CREATE TABLE left_out(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, place INTEGER NOT NULL, visitor TEXT NOT NULL,
    why TEXT NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY(campaign, occasion, place)) STRICT, WITHOUT ROWID;
";
