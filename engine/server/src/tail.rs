//! The newest rows of the log in memory, so that anyone who follows at the head does not ask the database.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;

/// Rows kept: several of the largest batches, about 4 MiB of ordinary events.
pub(crate) const TAIL_ROWS_MAX: usize = 16_384;

/// The newest committed rows.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    rows: Mutex<VecDeque<Arc<Recorded>>>,
}

impl Tail {
    /// Adds rows that were committed, in order.
    pub(crate) fn push(&self, rows: &[Arc<Recorded>]) {
        let mut tail = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        tail.extend(rows.iter().cloned());
        let surplus = tail.len().saturating_sub(TAIL_ROWS_MAX);
        tail.drain(..surplus);
    }

    /// Rows after a position, if all of them that exist are here.
    pub(crate) fn read(&self, after: Position, limit: usize) -> Option<Vec<Arc<Recorded>>> {
        let tail = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let first = tail.front()?.position.0;
        let skip = usize::try_from(after.0.saturating_add(1).checked_sub(first)?).ok()?;
        Some(tail.iter().skip(skip).take(limit).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::ids::{CampaignId, Version};
    use muster_protocol::recorded::{Record, Written};
    use muster_protocol::time::Instant;

    fn row(position: u64) -> Arc<Recorded> {
        let campaign = CampaignId::new("c").unwrap();
        let record = Record::by_clock(campaign, Position(position), Version(position), Instant(0));
        let event = Written { name: "n".to_owned(), schema: 1, body: Vec::new() };
        Arc::new(Recorded::alone(record, event))
    }

    #[test]
    fn it_answers_only_what_it_holds() {
        let tail = Tail::default();
        assert_eq!(tail.read(Position(0), 9), None);
        tail.push(&[row(11), row(12), row(13)]);
        assert_eq!(tail.read(Position(9), 9), None);
        let positions = |after, limit| -> Vec<u64> {
            tail.read(Position(after), limit).unwrap().iter().map(|row| row.position.0).collect()
        };
        assert_eq!(positions(10, 9), [11, 12, 13]);
        assert_eq!(positions(11, 1), [12]);
        assert_eq!(positions(13, 9), [0; 0]);
        assert_eq!(positions(u64::MAX, 9), [0; 0], "anyone who asks may name any position");
    }

    #[test]
    fn it_forgets_the_oldest() {
        let tail = Tail::default();
        let rows: Vec<_> = (1..=TAIL_ROWS_MAX as u64 + 5).map(row).collect();
        tail.push(&rows);
        assert_eq!(tail.read(Position(4), 1), None);
        assert_eq!(tail.read(Position(5), 1).unwrap()[0].position, Position(6));
    }
}
