//! How far the stream was filled, kept in a table of the view: it may be lost, since the stream itself is asked at every
//! start.

use muster_protocol::ids::{Position, SHARD};
use muster_wire::nats::relay::Mark;
use sqlx::Row;

use crate::store::StoreError;
use crate::store::sqlite::{failed, signed, unsigned};
use crate::view::View;

/// The marks of the relays.
pub(super) struct Marks(View);

impl Marks {
    pub(super) fn of(view: &View) -> Self {
        Self(view.clone())
    }

    pub(super) async fn load(&self) -> Result<Option<Mark>, StoreError> {
        let row = sqlx::query("SELECT generation, position, sequence, created FROM relay WHERE shard = ?")
            .bind(i64::from(SHARD))
            .fetch_optional(&mut *self.0.writing().lock().await)
            .await
            .map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let generation = unsigned(row.try_get("generation").map_err(failed)?, "generation")?;
        Ok(Some(Mark {
            generation: u32::try_from(generation).unwrap_or(u32::MAX),
            position: Position(unsigned(row.try_get("position").map_err(failed)?, "position")?),
            sequence: unsigned(row.try_get("sequence").map_err(failed)?, "sequence")?,
            created: row.try_get("created").map_err(failed)?,
        }))
    }

    pub(super) async fn save(&self, mark: &Mark) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO relay(shard, generation, position, sequence, created) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT(shard) DO UPDATE SET generation = excluded.generation, position = excluded.position,
             sequence = excluded.sequence, created = excluded.created",
        )
        .bind(i64::from(SHARD))
        .bind(i64::from(mark.generation))
        .bind(signed(mark.position.0))
        .bind(signed(mark.sequence))
        .bind(mark.created.clone())
        .execute(&mut *self.0.writing().lock().await)
        .await
        .map_err(failed)?;
        Ok(())
    }
}
