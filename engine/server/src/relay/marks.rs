//! How far the stream was filled, kept in a table of the view: it may be lost, since the stream itself is asked at every
//! start.

use muster_protocol::ids::{Position, SHARD};
use muster_wire::nats::relay::Mark;

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};
use crate::store::sqlite::signed;
use crate::view::View;

/// The marks of the relays.
pub(super) struct Marks(View);

impl Marks {
    pub(super) fn of(view: &View) -> Self {
        Self(view.clone())
    }

    pub(super) async fn load(&self) -> Result<Option<Mark>, StoreError> {
        let query = bound!(
            "SELECT generation, position, sequence, created FROM relay WHERE shard = ?",
            i64::from(SHARD),
        );
        let row: Option<(u64, u64, u64, String)> =
            cells::first(query, &mut *self.0.writing().lock().await).await?;
        Ok(row.map(|(generation, position, sequence, created)| Mark {
            generation: u32::try_from(generation).unwrap_or(u32::MAX),
            position: Position(position),
            sequence,
            created,
        }))
    }

    pub(super) async fn save(&self, mark: &Mark) -> Result<(), StoreError> {
        let statement = bound!(
            "INSERT INTO relay(shard, generation, position, sequence, created) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT(shard) DO UPDATE SET generation = excluded.generation, position = excluded.position,
             sequence = excluded.sequence, created = excluded.created",
            i64::from(SHARD),
            i64::from(mark.generation),
            signed(mark.position.0),
            signed(mark.sequence),
            mark.created.as_str(),
        );
        cells::run(statement, &mut *self.0.writing().lock().await).await
    }
}
