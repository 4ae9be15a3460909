//! Reads the log for a fold: page by page, from where it begins, in order. Each asking says how far everything is
//! settled, so the owner knows where the fold is.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use muster_protocol::codec;
use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;

use super::NatsLink;
use super::sender::Sender;
use crate::link::LinkError;
use crate::nats::frames::{FoldOn, Folded, query};

/// Pause after the owner could not be asked, in machine time.
const PAUSE: Duration = Duration::from_millis(200);

/// Where a fold is.
#[derive(Debug)]
pub(super) struct Reader {
    /// Everything up to here was handed to the sender.
    at: Position,
    page: VecDeque<Arc<Recorded>>,
}

impl Reader {
    /// One that begins behind a position.
    pub(super) fn after(at: Position) -> Self {
        Self { at, page: VecDeque::new() }
    }

    /// Puts the next event that is heard on the sender, or waits for one with the owner. `false` when the fold is over.
    /// To be called only when the sender is empty.
    pub(super) async fn next(&mut self, link: &NatsLink, sender: &Sender) -> bool {
        while let Some(row) = self.page.pop_front() {
            self.at = row.position;
            if sender.hears(&row.name) {
                sender.arrived(row, None);
                return true;
            }
        }
        let (consumer, instance) = (sender.name().to_owned(), sender.instance().to_owned());
        let wish = FoldOn { consumer, instance, after: self.at };
        let (subject, patience) = (link.query(query::FOLD), link.connection().options().request);
        let folded = link.connection().ask_once(&subject, &codec::encode(&wish), patience).await;
        let rows = match folded {
            Ok(Folded::Page(rows)) => link.rows(rows).await,
            Ok(Folded::Superseded) => return false,
            Err(error) => Err(error),
        };
        let rows = rows.and_then(|rows| self.whole(rows));
        match rows {
            Ok(rows) => self.page.extend(rows),
            Err(error) => {
                tracing::debug!(consumer = sender.name(), %error, "the log cannot be read");
                tokio::time::sleep(PAUSE).await;
            }
        }
        true
    }

    /// A page without a gap to what was read before it.
    fn whole(&self, rows: Vec<Arc<Recorded>>) -> Result<Vec<Arc<Recorded>>, LinkError> {
        let after = |(nth, row): (u64, &Arc<Recorded>)| row.position.0 == self.at.0 + nth;
        if (1..).zip(&rows).all(after) {
            return Ok(rows);
        }
        Err(LinkError::Unreachable(format!("there is a gap in the log after {}", self.at)))
    }
}
