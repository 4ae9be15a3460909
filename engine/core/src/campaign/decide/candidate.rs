//! Selections: candidates put forward, passing from stage to stage, objected to (S25, S34, S35, S80).

use muster_words::command::{Advance, Nominate, Object, Refusal, RefusalCode, Settle};
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::time::Instant;

use super::super::by::By;
use super::super::state::State;

pub(super) fn nominate(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &Nominate,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}

pub(super) fn advance(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &Advance,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}

pub(super) fn object(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &Object,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}

pub(super) fn settle(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _body: &Settle,
) -> Result<Vec<Event>, Refusal> {
    Err(Refusal::plain(RefusalCode::WrongState, "not yet"))
}
