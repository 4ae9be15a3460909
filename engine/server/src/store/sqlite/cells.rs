//! Reads a row's cells from left to right. A struct that stands in [`rows!`] is read field by field, in the order of its
//! fields; [`all`], [`first`] and [`one`] ask for such rows, and [`bound!`] makes the query.

use muster_protocol::codec;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::form::Form;
use muster_protocol::ids::{CampaignId, Digest, Position, Term, UnitIx, Version};
use muster_protocol::time::{Date, Instant};
use serde::de::DeserializeOwned;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Decode, Row, Sqlite, SqliteConnection, Type};

use super::unsigned;
use crate::store::StoreError;

/// A row being read.
pub(crate) struct Cells<'r> {
    row: &'r SqliteRow,
    next: usize,
}

impl<'r> Cells<'r> {
    pub(super) fn of(row: &'r SqliteRow) -> Self {
        Self { row, next: 0 }
    }

    /// The next cell as the database has it.
    pub(super) fn take<T: Decode<'r, Sqlite> + Type<Sqlite>>(&mut self) -> Result<T, StoreError> {
        self.next += 1;
        Ok(self.row.try_get(self.next - 1)?)
    }

    /// What stands in the next cell, or in as many as it takes.
    pub(crate) fn read<T: FromCells>(&mut self) -> Result<T, StoreError> {
        T::from_cells(self)
    }
}

/// What stands in one cell, or in several beside each other.
pub(crate) trait FromCells: Sized {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError>;
}

/// Types that the database knows itself.
macro_rules! plain {
    ($($cell:ty),+) => {$(
        impl FromCells for $cell {
            fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
                cells.take()
            }
        }

        impl FromCells for Option<$cell> {
            fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
                cells.take()
            }
        }
    )+};
}
plain!(bool, u8, u16, u32, i32, i64, String, Vec<u8>);

/// Types that say what a number is.
macro_rules! named {
    ($($cell:ident($number:ty)),+) => {$(
        impl FromCells for $cell {
            fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
                Ok($cell(cells.take()?))
            }
        }

        impl FromCells for Option<$cell> {
            fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
                Ok(cells.take::<Option<$number>>()?.map($cell))
            }
        }
    )+};
}
named!(Instant(i64), Date(i32), UnitIx(u32));

/// A count or position, which the database keeps with a sign.
impl FromCells for u64 {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        unsigned(cells.take()?, "a count")
    }
}

impl FromCells for Option<u64> {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        cells.take::<Option<i64>>()?.map(|number| unsigned(number, "a count")).transpose()
    }
}

/// Types that say what a count is.
macro_rules! counted {
    ($($cell:ident),+) => {$(
        impl FromCells for $cell {
            fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
                cells.read().map($cell)
            }
        }
    )+};
}
counted!(Position, Version, Term);

impl FromCells for CampaignId {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Self::new(cells.take()?).map_err(|error| StoreError::Damaged(error.to_string()))
    }
}

impl<const N: usize> FromCells for [u8; N] {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        exact(cells.take()?)
    }
}

impl<const N: usize> FromCells for Option<[u8; N]> {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        cells.take::<Option<&[u8]>>()?.map(exact).transpose()
    }
}

fn exact<const N: usize>(bytes: &[u8]) -> Result<[u8; N], StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Damaged(format!("a cell has {} bytes instead of {N}", bytes.len())))
}

impl FromCells for Digest {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        cells.read().map(Self)
    }
}

/// The name of a blob where there is one; what cannot be one names none.
impl FromCells for Option<Digest> {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let bytes: Option<Vec<u8>> = cells.take()?;
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(Digest))
    }
}

impl FromCells for OccasionPlanned {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        decoded("occasion.planned", cells.take()?)
    }
}

/// Where nobody filled one in, an empty one.
impl FromCells for Form {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let bytes: Option<&[u8]> = cells.take()?;
        bytes.map_or_else(|| Ok(Self::default()), |bytes| decoded("form", bytes))
    }
}

/// A body that stands in a cell as it stands in the log.
fn decoded<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, StoreError> {
    codec::decode(name, bytes).map_err(|error| StoreError::Damaged(error.to_string()))
}

macro_rules! beside {
    ($(($($cell:ident),+))+) => {$(
        impl<$($cell: FromCells),+> FromCells for ($($cell,)+) {
            fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
                Ok(($(cells.read::<$cell>()?,)+))
            }
        }
    )+};
}
beside! { (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) }

/// Structs that stand in a row as their fields do, one beside the other.
macro_rules! rows {
    ($(
        $(#[$about:meta])*
        $seen:vis struct $row:ident {
            $($(#[$what:meta])* $open:vis $field:ident: $cell:ty),+ $(,)?
        }
    )+) => {$(
        $(#[$about])*
        $seen struct $row {
            $($(#[$what])* $open $field: $cell,)+
        }

        impl $crate::store::sqlite::cells::FromCells for $row {
            fn from_cells(
                cells: &mut $crate::store::sqlite::cells::Cells<'_>,
            ) -> Result<Self, $crate::store::StoreError> {
                Ok(Self { $($field: cells.read()?,)+ })
            }
        }
    )+};
}
pub(crate) use rows;

/// A query with what is put in the places of its question marks.
macro_rules! bound {
    ($sql:expr $(, $value:expr)* $(,)?) => {
        ::sqlx::query::<::sqlx::Sqlite>($sql)$(.bind($value))*
    };
}
pub(crate) use bound;

/// A query of this database.
pub(crate) type Query<'q> = sqlx::query::Query<'q, Sqlite, SqliteArguments>;

/// Asks for the number of a campaign in the view.
pub(crate) fn number(campaign: &CampaignId) -> Query<'static> {
    bound!("SELECT no FROM campaigns WHERE id = ?", campaign.as_str())
}

/// All rows that a query finds, in its order.
pub(crate) async fn all<T: FromCells>(
    query: Query<'_>,
    db: &mut SqliteConnection,
) -> Result<Vec<T>, StoreError> {
    let rows = query.fetch_all(db).await?;
    rows.iter().map(|row| Cells::of(row).read()).collect()
}

/// The first row that a query finds, if it finds one.
pub(crate) async fn first<T: FromCells>(
    query: Query<'_>,
    db: &mut SqliteConnection,
) -> Result<Option<T>, StoreError> {
    let row = query.fetch_optional(db).await?;
    row.map(|row| Cells::of(&row).read()).transpose()
}

/// Does what a statement says.
pub(crate) async fn run(statement: Query<'_>, db: &mut SqliteConnection) -> Result<(), StoreError> {
    statement.execute(db).await?;
    Ok(())
}

/// Whether a query finds a row.
pub(crate) async fn any(query: Query<'_>, db: &mut SqliteConnection) -> Result<bool, StoreError> {
    Ok(query.fetch_optional(db).await?.is_some())
}

/// The row of a query that always finds one.
pub(crate) async fn one<T: FromCells>(query: Query<'_>, db: &mut SqliteConnection) -> Result<T, StoreError> {
    let row = query.fetch_one(db).await?;
    Cells::of(&row).read()
}
