//! How content those were who were asked at a visit, an answer each.

pub(super) const TABLES: &str = "
CREATE TABLE visit_ratings(
    campaign INTEGER NOT NULL, occasion INTEGER NOT NULL, place INTEGER NOT NULL, no INTEGER NOT NULL,
    rater TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY(campaign, occasion, place, no)) STRICT, WITHOUT ROWID;
";
