//! Rows of ledgers: appended, balanced, corrected by further rows.

use muster_words::command::{EnterRow, Refusal, RefusalCode};
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::by::By;
use super::super::state::State;

pub(super) fn enter(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &EnterRow,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}
