//! Which lists of keys were asked for, so that a test can hold the grammar to the readers.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::definition::keys::Key;

thread_local! {
    static ASKED: RefCell<BTreeSet<Vec<&'static str>>> = const { RefCell::new(BTreeSet::new()) };
}

/// A list of keys as one comparable thing.
pub(crate) fn set(keys: impl Iterator<Item = Key>) -> Vec<&'static str> {
    let mut set: Vec<&str> = keys.flat_map(|key| [key.zh, key.en]).collect();
    set.sort_unstable();
    set
}

pub(super) fn note(keys: &[Key]) {
    ASKED.with_borrow_mut(|asked| {
        asked.insert(set(keys.iter().copied()));
    });
}

/// What this thread asked for since this was last taken.
pub(crate) fn taken() -> BTreeSet<Vec<&'static str>> {
    ASKED.take()
}
