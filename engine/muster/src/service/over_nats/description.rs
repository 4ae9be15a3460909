//! Says on stderr how NATS comes and goes, in sentences.

use muster_protocol::say;
use muster_wire::nats::relay::Relayed;
use muster_wire::nats::{ConnectError, Connection, NatsError};
use tokio::sync::watch;

use super::{PASSWORD, difference, why};
use crate::output::Output;

/// Watches a connection and tells what changes.
#[derive(Debug)]
pub struct ConnectionLog {
    out: Output,
    connected: watch::Receiver<bool>,
    /// The file that the secret is read from at every connecting, if it is in one.
    file: Option<String>,
    connect_errors: watch::Receiver<Option<ConnectError>>,
    complaints: watch::Receiver<Option<String>>,
    answered: watch::Receiver<bool>,
    /// Whether the server was ever there: a worker that is not let in at the start ends, and says why then.
    was_there: bool,
    /// For an engine.
    relayed: Option<watch::Receiver<Relayed>>,
    /// What was said last of the relay.
    trouble: Option<NatsError>,
    /// How often the stream had been filled again when that was last said.
    refilled: u32,
}

impl ConnectionLog {
    /// Of a worker's connection: whether NATS is there, and whether the engine answers.
    #[must_use]
    pub fn of_worker(out: &Output, connection: &Connection) -> Self {
        Self {
            out: out.clone(),
            connected: connection.connected(),
            file: connection.options().login.file().map(|path| path.display().to_string()),
            connect_errors: connection.connect_errors(),
            complaints: connection.complaints(),
            answered: connection.answered(),
            was_there: false,
            relayed: None,
            trouble: None,
            refilled: 0,
        }
    }

    /// Of an engine's connection and relay.
    #[must_use]
    pub fn of_engine(out: &Output, connection: &Connection, relayed: watch::Receiver<Relayed>) -> Self {
        let (trouble, refilled) = (relayed.borrow().trouble.clone(), relayed.borrow().refilled);
        Self { relayed: Some(relayed), trouble, refilled, ..Self::of_worker(out, connection) }
    }

    /// Tells until it is dropped or the connection is gone.
    pub async fn run(mut self) {
        if *self.connected.borrow_and_update() {
            self.log_connected();
        }
        self.log_connect_error();
        loop {
            let changed = tokio::select! {
                changed = self.connected.changed() => changed.map(|()| self.log_connected()),
                changed = self.connect_errors.changed() => changed.map(|()| self.log_connect_error()),
                changed = self.complaints.changed() => changed.map(|()| self.log_complaint()),
                changed = self.answered.changed() => changed.map(|()| self.log_answered()),
                changed = next(&mut self.relayed) => changed.map(|()| self.log_relayed()),
            };
            if changed.is_err() {
                return;
            }
        }
    }

    fn log_connected(&mut self) {
        let lang = self.out.lang;
        let engine = self.relayed.is_some();
        let there = *self.connected.borrow_and_update();
        self.was_there |= there;
        match (there, engine) {
            (true, _) => self.out.talk(lang.say("nats-is-there")),
            (false, true) => self.out.talk(lang.say("nats-is-away-the-engine-goes-on")),
            (false, false) => self.out.talk(lang.say("nats-is-away-waiting-for-it")),
        }
    }

    fn log_connect_error(&mut self) {
        let lang = self.out.lang;
        let why = self.connect_errors.borrow_and_update().clone();
        let tries_on = self.was_there || self.relayed.is_some();
        match (why, &self.file) {
            (None, _) => {}
            (Some(ConnectError::NotLetIn | ConnectError::Secret(_)), _) if !tries_on => {}
            (Some(ConnectError::NotLetIn), Some(file)) => {
                self.out.talk(say!(lang, "nats-login-refused-file-is-read-again", file))
            }
            (Some(ConnectError::NotLetIn), None) => {
                self.out.talk(say!(lang, "nats-login-refused-password-needs-restart", password = PASSWORD))
            }
            (Some(ConnectError::Secret(why)), _) => {
                self.out.talk(say!(lang, "the-password-cannot-be-read-retrying", why))
            }
            (Some(ConnectError::Other(why)), _) => {
                self.out.talk(say!(lang, "cannot-reach-nats-retrying", why))
            }
        }
    }

    fn log_complaint(&mut self) {
        let lang = self.out.lang;
        let what = self.complaints.borrow_and_update().clone();
        if let Some(what) = what {
            self.out.talk(say!(lang, "nats-does-not-allow-it", what));
        }
    }

    fn log_answered(&mut self) {
        let lang = self.out.lang;
        // An engine asks nobody.
        let answered = *self.answered.borrow_and_update();
        if answered {
            self.out.talk(lang.say("the-engine-answers-again"));
        } else {
            self.out.talk(lang.say("the-engine-does-not-answer-asking-again"));
        }
    }

    fn log_relayed(&mut self) {
        let lang = self.out.lang;
        let Some(relayed) = &mut self.relayed else { return };
        let (trouble, position, refilled, found) = {
            let relayed = relayed.borrow_and_update();
            (relayed.trouble.clone(), relayed.position, relayed.refilled, relayed.found.clone())
        };
        if refilled > self.refilled {
            self.refilled = refilled;
            match found {
                Some(found) => {
                    let found = difference(lang, &found);
                    self.out.talk(say!(lang, "the-stream-was-not-this-logs-copy", found));
                }
                None => self.out.talk(lang.say("the-stream-is-filled-again")),
            }
        }
        if trouble == self.trouble {
            return;
        }
        match &trouble {
            Some(trouble) => {
                let why = why(lang, trouble);
                self.out.talk(say!(lang, "the-relay-waits-at-event", position, why));
            }
            None => self.out.talk(say!(lang, "the-relay-carries-at-event", position)),
        }
        self.trouble = trouble;
    }
}

/// The next change of the relay; never for who has none.
async fn next(relayed: &mut Option<watch::Receiver<Relayed>>) -> Result<(), watch::error::RecvError> {
    match relayed {
        Some(relayed) => relayed.changed().await,
        None => std::future::pending().await,
    }
}
