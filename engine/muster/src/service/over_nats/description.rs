//! Says on stderr how NATS comes and goes, in sentences.

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

    fn say(&self, zh: &str, en: &str) {
        self.out.talk(self.out.lang.pick(zh, en));
    }

    fn log_connected(&mut self) {
        let engine = self.relayed.is_some();
        let there = *self.connected.borrow_and_update();
        self.was_there |= there;
        match (there, engine) {
            (true, _) => self.say("NATS 已连上", "NATS is there"),
            (false, true) => self.say(
                "NATS 断开；引擎照常运转，事件等它回来再补发",
                "NATS is away; the engine goes on, and what happens meanwhile follows when it is back",
            ),
            (false, false) => self.say("NATS 断开，等它回来", "NATS is away; waiting for it"),
        }
    }

    fn log_connect_error(&mut self) {
        let why = self.connect_errors.borrow_and_update().clone();
        let tries_on = self.was_there || self.relayed.is_some();
        match (why, &self.file) {
            (None, _) => {}
            (Some(ConnectError::NotLetIn | ConnectError::Secret(_)), _) if !tries_on => {}
            (Some(ConnectError::NotLetIn), Some(file)) => self.say(
                &format!("NATS 不让进，会一直试：用户或口令不对；{file} 每次重连都重读，改好即可，不用重启"),
                &format!(
                    "NATS does not let this login in, retrying: wrong user or password; {file} is read again at every \
                     try, so fix it there, without a restart"
                ),
            ),
            (Some(ConnectError::NotLetIn), None) => self.say(
                &format!(
                    "NATS 不让进，会一直试：用户或口令不对；口令来自 {PASSWORD}，改了要重启，放在 --nats-password-file \
                     的文件里就不用"
                ),
                &format!(
                    "NATS does not let this login in, retrying: wrong user or password; a changed {PASSWORD} needs a \
                     restart, a file named by --nats-password-file does not"
                ),
            ),
            (Some(ConnectError::Secret(why)), _) => self.say(
                &format!("读不了口令或凭据，会一直试：{why}"),
                &format!("the password or credentials cannot be read, retrying: {why}"),
            ),
            (Some(ConnectError::Other(why)), _) => self.say(
                &format!("连不上 NATS，会一直试：{why}"),
                &format!("cannot reach NATS, retrying: {why}"),
            ),
        }
    }

    fn log_complaint(&mut self) {
        let what = self.complaints.borrow_and_update().clone();
        if let Some(what) = what {
            self.say(&format!("NATS 不允许：{what}"), &format!("NATS does not allow it: {what}"));
        }
    }

    fn log_answered(&mut self) {
        // An engine asks nobody.
        let answered = *self.answered.borrow_and_update();
        if answered {
            self.say("引擎又有答复了", "the engine answers again");
        } else {
            self.say("引擎没有答复，会再问", "the engine does not answer; the same will be said again");
        }
    }

    fn log_relayed(&mut self) {
        let Some(relayed) = &mut self.relayed else { return };
        let (trouble, position, refilled, found) = {
            let relayed = relayed.borrow_and_update();
            (relayed.trouble.clone(), relayed.position, relayed.refilled, relayed.found.clone())
        };
        if refilled > self.refilled {
            self.refilled = refilled;
            match found {
                Some(found) => self.say(
                    &format!(
                        "事件流里不全是这份日志的事件（{}）：已扔掉，由日志重建",
                        difference(self.out.lang, &found)
                    ),
                    &format!(
                        "the stream was not this log's copy ({found}): it is thrown away and filled again from the log"
                    ),
                ),
                None => self.say(
                    "事件流换了一个（原来的没有了），由日志重建",
                    "the stream is another one than before and is filled again from the log",
                ),
            }
        }
        if trouble == self.trouble {
            return;
        }
        match &trouble {
            Some(trouble) => {
                let why = why(self.out.lang, trouble);
                self.say(
                    &format!("事件流补发暂停（到第{position}条）：{why}"),
                    &format!("the relay waits at event {position}: {why}"),
                );
            }
            None => self.say(
                &format!("事件流在补发（到第{position}条）"),
                &format!("the relay carries, at event {position}"),
            ),
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
