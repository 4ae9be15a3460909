//! Rows of ledgers.

use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::state::State;

pub(super) fn apply(def: &Definition, state: &mut State, at: Instant, event: &Event) {
    match event {
        Event::LedgerEntered(body) => state.ledgers.enter(def, at, body, None),
        Event::LedgerCorrected(body) => state.ledgers.enter(def, at, &body.entry, Some(body.wrong)),
        _ => {}
    }
}
