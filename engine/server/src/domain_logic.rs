//! The domain logic as the writer calls it: `muster_core`'s functions. Tests put others in their place to see what
//! a bug in one campaign does to the rest.

use muster_core::campaign::{Issuer, State};
use muster_protocol::command::{Amend, Command, Refusal};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::question::{Answer, Question};
use muster_protocol::time::Instant;

/// What a command comes to.
type Decide = fn(&Definition, &State, Instant, Issuer<'_>, &Command) -> Result<Vec<Event>, Refusal>;
/// What an amendment comes to: the definition in force, then the new one.
type Amending = fn(&Definition, &Definition, &State, Instant, &Amend) -> Result<Vec<Event>, Refusal>;

/// What decides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DomainLogic {
    pub(crate) decide: Decide,
    pub(crate) amend: Amending,
    pub(crate) evolve: fn(&Definition, &mut State, Instant, &Event),
    pub(crate) tick: fn(&Definition, &State, Instant) -> Vec<Event>,
    pub(crate) next_due: fn(&State) -> Option<Instant>,
    pub(crate) answer: fn(&Definition, &State, Instant, &Question) -> Answer,
}

impl DomainLogic {
    /// The real one.
    pub(crate) const CORE: Self = Self {
        decide: muster_core::campaign::decide,
        amend: muster_core::campaign::amend,
        evolve: muster_core::campaign::evolve,
        tick: muster_core::campaign::tick,
        next_due: State::next_due,
        answer: muster_core::answer::answer,
    };
}
