//! What a consumer must have been given before it can be quiet. The server tells its consumers of a new message some
//! time after it has confirmed it: until then nothing is pending, and all would seem quiet.

use std::collections::BTreeMap;

use muster_protocol::ids::Position;

use crate::link::{LinkError, Owner};

/// Events read of the log at once.
const PAGE: usize = 1_024;

/// The last position of every kind of event, as far as the log was read.
#[derive(Debug, Default)]
pub(super) struct LastPositions {
    read: Position,
    last: BTreeMap<String, Position>,
}

impl LastPositions {
    /// Reads on until `head`. Each event is read once.
    pub(super) async fn read_to(&mut self, owner: &dyn Owner, head: Position) -> Result<(), LinkError> {
        while self.read < head {
            let page = owner.read(self.read, PAGE).await?;
            let Some(end) = page.last() else { return Ok(()) };
            self.read = end.position;
            for row in page {
                match self.last.get_mut(row.name.as_str()) {
                    Some(last) => *last = row.position,
                    None => drop(self.last.insert(row.name.as_str().to_owned(), row.position)),
                }
            }
        }
        Ok(())
    }

    /// The last event that somebody hears who hears these; none of them stands for all.
    pub(super) fn last_of(&self, hears: &[String]) -> Position {
        if hears.is_empty() {
            return self.read;
        }
        hears.iter().filter_map(|name| self.last.get(name)).max().copied().unwrap_or_default()
    }
}
