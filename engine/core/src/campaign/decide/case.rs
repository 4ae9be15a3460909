//! Cases: received, worked on, closed.

use muster_words::command::{ReceiveCase, Refusal, RefusalCode, WorkCase};
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::by::By;
use super::super::state::State;

pub(super) fn receive(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &ReceiveCase,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}

pub(super) fn work(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &WorkCase,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}
