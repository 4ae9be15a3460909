//! Cases.

use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::state::State;

pub(super) fn apply(_def: &Definition, _state: &mut State, _at: Instant, _event: &Event) {}
