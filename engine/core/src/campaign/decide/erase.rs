//! Erasing: the bytes of a blob go, its digest stays (architecture §7).

use muster_words::command::{Erase, Refusal, RefusalCode};
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::by::By;
use super::super::state::State;

pub(super) fn erase(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &Erase,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}
