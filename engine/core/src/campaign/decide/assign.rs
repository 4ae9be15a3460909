//! 交办: a task for units, with a due day of its own (S62).

use muster_words::command::{Assign, Refusal, RefusalCode};
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::by::By;
use super::super::state::State;

pub(super) fn assign(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &Assign,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}
