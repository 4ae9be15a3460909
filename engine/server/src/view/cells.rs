//! Reads a row's cells from left to right.

use muster_protocol::ids::Digest;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use crate::store::StoreError;
use crate::store::sqlite::{failed, unsigned};

/// A row being read.
pub(crate) struct Cells<'r> {
    row: &'r SqliteRow,
    next: usize,
}

impl<'r> Cells<'r> {
    pub(crate) fn of(row: &'r SqliteRow) -> Self {
        Self { row, next: 0 }
    }

    /// The next cell.
    pub(crate) fn take<T: Decode<'r, Sqlite> + Type<Sqlite>>(&mut self) -> Result<T, StoreError> {
        self.next += 1;
        self.row.try_get(self.next - 1).map_err(failed)
    }

    /// The next cell, the name of a blob where there is one.
    pub(crate) fn digest(&mut self) -> Result<Option<Digest>, StoreError> {
        let bytes: Option<Vec<u8>> = self.take()?;
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(Digest))
    }

    /// The next cell, a count or position.
    pub(crate) fn count(&mut self) -> Result<u64, StoreError> {
        let number: i64 = self.take()?;
        unsigned(number, "a count")
    }
}
