//! Who may ask the engine what: the engine's own list, beside the server's accounts (a test holds both to each other). The
//! name is the last token of the subject, which the accounts hold every login to.

use muster_protocol::command::Command;
use muster_protocol::event::PUTS_IN_FORCE;
use muster_protocol::question::Question;

use super::frames::query;

/// What a login may say to the engine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rights {
    /// Its name.
    pub(super) name: &'static str,
    /// Queries that are its own.
    pub(super) queries: &'static [&'static str],
    /// Whether it gives commands; which ones, [`Command::worker`] says.
    pub(super) commands: bool,
    /// Names of the events that it may hear; none stands for all.
    pub(super) hears: &'static [&'static str],
}

/// Heard by every worker too: an event that it had given up is given to it again.
const GIVES_AGAIN: &str = "delivery.retried";

/// A worker that hears a few kinds of events.
const WORK: &[&str] = &[
    query::ASK,
    query::BLOB,
    query::BODY,
    query::CONSUMER,
    query::PULL,
    query::ACK,
    query::AGAIN,
    query::WAIT,
    query::DEAD,
];
/// A worker that hears a few kinds of events and stores texts of its own.
const REMIND: &[&str] = &[
    query::ASK,
    query::BLOB,
    query::BODY,
    query::CONSUMER,
    query::PULL,
    query::STORE,
    query::ACK,
    query::AGAIN,
    query::WAIT,
    query::DEAD,
];
/// A worker that folds the whole log.
const FOLD: &[&str] = &[
    query::ASK,
    query::BLOB,
    query::BODY,
    query::CONSUMER,
    query::FOLD,
    query::STORE,
    query::AGAIN,
    query::WAIT,
    query::DEAD,
];
/// People who watch.
const WATCH: &[&str] = &[query::BLOB, query::BODY, query::LOG, query::FOLLOW, query::STREAMS];

/// All of them. A new worker is a line here and a block in the accounts.
pub(super) const LOGINS: [Rights; 4] = [
    Rights {
        name: "reminders",
        queries: REMIND,
        commands: true,
        hears: &["message.due", "message.reissued"],
    },
    Rights {
        name: "visits",
        queries: WORK,
        commands: true,
        hears: &["occasion.opened", "occasion.moved", "item.opened", "visit.called_off"],
    },
    Rights { name: "evaluation", queries: FOLD, commands: true, hears: &[] },
    Rights { name: "ops", queries: WATCH, commands: false, hears: &[] },
];

/// The rights of a name; none for one that is nobody's.
pub(super) fn rights(name: &str) -> Option<&'static Rights> {
    LOGINS.iter().find(|login| login.name == name)
}

impl Rights {
    /// Whether it may ask this query at all.
    pub(super) fn queries(&self, name: &str) -> bool {
        self.queries.contains(&name)
    }

    /// Whether it may hear events of this name: those of its work, and what every worker hears.
    pub(super) fn hears(&self, event: &str) -> bool {
        self.hears.is_empty()
            || self.hears.contains(&event)
            || PUTS_IN_FORCE.contains(&event)
            || event == GIVES_AGAIN
    }

    /// Whether all of these are events that it may hear; none of them stands for all.
    pub(super) fn hears_only(&self, events: &[String]) -> bool {
        if events.is_empty() { self.hears.is_empty() } else { events.iter().all(|event| self.hears(event)) }
    }

    /// Whether a command is this worker's.
    pub(super) fn gives(&self, command: &Command) -> bool {
        self.commands && command.worker() == Some(self.name)
    }

    /// Whether a question belongs to its work.
    pub(super) fn asks(&self, question: &Question) -> bool {
        question.worker().is_none_or(|worker| worker == self.name)
    }
}

/// Whether the engine lets a worker of this name hear these events over NATS; none of them stands for all.
#[must_use]
pub fn may_hear(name: &str, events: &[String]) -> bool {
    rights(name).is_some_and(|rights| rights.hears_only(events))
}
