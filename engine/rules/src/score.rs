//! Folds events into snapshot tables.
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::ids::{Digest, OccasionIx, Version};
use muster_words::table::SnapshotTable;

/// The fold.
#[derive(Debug, Clone)]
pub struct Fold {
    definition: Digest,
    seen: Version,
}

impl Fold {
    /// A fold that has seen nothing.
    #[must_use]
    pub fn new(definition: Digest) -> Self {
        Self { definition, seen: Version(0) }
    }

    /// Applies an event.
    pub fn apply(&mut self, def: &Definition, version: Version, event: &Event) {
        let _ = (def, event, self.definition);
        self.seen = version;
    }

    /// The table.
    #[must_use]
    pub fn table(&self, def: &Definition, occasion: OccasionIx) -> Option<SnapshotTable> {
        let _ = (def, occasion);
        None
    }
}
