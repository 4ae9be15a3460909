//! What forms say that later occasions go by.

use muster_words::definition::Definition;
use muster_words::event::ItemSubmitted;

use super::super::state::State;

pub(super) fn submitted(_def: &Definition, _state: &mut State, _body: &ItemSubmitted) {}
