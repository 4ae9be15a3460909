//! Multi-row statements in few sizes, so that the connection's cache of prepared statements holds all of them.

use std::sync::Arc;

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// Sizes of one statement, largest first. 256 rows hide what a statement costs to hand over.
/// Powers of two, so that a batch of any size takes few statements.
const SIZES: [usize; 9] = [256, 128, 64, 32, 16, 8, 4, 2, 1];

/// One statement in every size.
#[derive(Debug, Clone)]
pub(crate) struct BatchStatement {
    sizes: [(usize, Arc<str>); SIZES.len()],
}

impl BatchStatement {
    /// `head` VALUES (`row`), (`row`), ... `tail`; all three are words of this program, never data.
    pub(crate) fn new(head: &str, row: &str, tail: &str) -> Self {
        let sizes = SIZES.map(|rows| {
            let values = vec![row; rows].join(",");
            (rows, format!("{head} {values} {tail}").into())
        });
        Self { sizes }
    }

    /// Cuts `items` into pieces, each with the statement of its size.
    pub(crate) fn pieces<'a, T>(
        &'a self,
        items: &'a [T],
    ) -> impl Iterator<Item = (SqlStr, &'a [T])> + Send + 'a
    where
        T: Sync,
    {
        let mut rest = items;
        std::iter::from_fn(move || {
            let (rows, sql) = self.sizes.iter().find(|(rows, _)| *rows <= rest.len())?;
            let (piece, after) = rest.split_at(*rows);
            rest = after;
            Some((AssertSqlSafe(Arc::clone(sql)).into_sql_str(), piece))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_everything_once_and_in_order() {
        let statement = BatchStatement::new("INSERT INTO t(a) VALUES", "(?)", "");
        let items: Vec<u32> = (0..1_023).collect();
        let mut seen = Vec::new();
        for (sql, piece) in statement.pieces(&items) {
            assert_eq!(sql.as_str().matches('?').count(), piece.len());
            seen.extend_from_slice(piece);
        }
        assert_eq!(seen, items);
        assert_eq!(statement.pieces(&items[..0]).count(), 0);
    }
}
