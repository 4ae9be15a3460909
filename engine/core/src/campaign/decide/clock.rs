//! The clock that the shard's campaigns share was held after a jump, or let go again. Each campaign writes it down for
//! itself, so that its own log explains why nothing happened for a while.

use muster_protocol::command::ClockJump;
use muster_protocol::event::{ClockAccepted, ClockHeld, Event};

use super::super::state::State;

pub(super) fn hold(state: &State, jump: ClockJump) -> Vec<Event> {
    let held = state.clock_held || state.closed;
    (!held).then(|| ClockHeld { forward_ms: jump.forward_ms }.into()).into_iter().collect()
}

pub(super) fn accept(state: &State, jump: ClockJump) -> Vec<Event> {
    let event = || ClockAccepted { forward_ms: jump.forward_ms }.into();
    state.clock_held.then(event).into_iter().collect()
}
