//! The way to an engine: to one elsewhere by its address and a token; to the running one by the address in its data
//! directory; else by opening the directory here under its lock. Every verb that touches a directory goes through it.

mod client;
mod failures;
mod patience;
mod reading;
mod receipts;
mod requests;
mod submitting;

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use muster_protocol::command::{Accepted, CommandEnvelope};
use muster_protocol::ids::Digest;
use muster_server::directory::lock::LockError;
use muster_server::execute::account::Issued;
use muster_server::http::{Address, Issue};
use muster_server::store::sqlite::LOG_FILE;
use muster_server::{ClockMode, Engine, Handle, OpenError, Options};
use muster_wire::link::LinkError;

use super::pending::PendingCommands;
use super::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::words::refusal;
use client::{Client, ConnectFailure};
use failures::{not_let_in, nothing_there, of_the_system, unanswering};
use muster_protocol::catalogue::Language;
use patience::{BEHIND_PAUSE, Patience, standing_still};

pub use failures::{not_opened, remedy};
pub use reading::Page;
pub use receipts::send_receipt;
pub use submitting::Submitted;

/// How often something is said again to a busy engine before the person is told.
const BUSY_TRIES: u32 = 100;

/// How long a command line waits for another one that has the directory open, and how long between two looks: each needs a
/// moment, and anyone who types several at once, or lets a timer do it, means all of them.
const LINE_PATIENCE: Duration = Duration::from_secs(10);
const LINE_LOOK: Duration = Duration::from_millis(50);

/// A way to an engine.
#[derive(Debug)]
pub struct Connection {
    lang: Language,
    transport: Transport,
    pending: PendingCommands,
    /// Whether a command is a new one in any case.
    as_new: bool,
    /// Digests of the texts that were stored here, each with that of its bytes.
    texts: Mutex<Vec<(Digest, Digest)>>,
}

#[derive(Debug)]
enum Transport {
    /// A running engine answers on its address.
    There(Client),
    /// Nobody runs: the directory is open here.
    Here(Box<Engine>),
    /// An engine of this process.
    Inside(Handle),
}

/// Whether a directory may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// For verbs that begin something.
    IfMissing,
    /// For verbs that need something that is there.
    Never,
}

impl Connection {
    /// The way to the engine that is meant: of a data directory, or elsewhere.
    ///
    /// # Errors
    /// [`Failure`]: no such directory, held by a process that does not answer, or damaged; nobody at the address, or it
    /// does not take the token.
    pub async fn open(lang: Language, target: &Target, make: Make) -> Result<Self, Failure> {
        let transport = match target.remote.place(lang)? {
            Some(place) => {
                let client = Client::remote(&place)?;
                client.probe().await.map_err(|failure| not_let_in(lang, &place, &failure))?;
                Transport::There(client)
            }
            None => Self::of_dir(lang, &target.dir, make).await?,
        };
        Ok(Self { pending: PendingCommands::of(target), ..Self::by(lang, transport) })
    }

    fn by(lang: Language, transport: Transport) -> Self {
        Self { lang, transport, pending: PendingCommands::nowhere(), as_new: false, texts: Mutex::default() }
    }

    /// For this author's commands.
    #[must_use]
    pub fn of_author(self, author: &Author) -> Self {
        Self { as_new: author.insists(), ..self }
    }

    async fn of_dir(lang: Language, dir: &Path, make: Make) -> Result<Transport, Failure> {
        let begun = tokio::time::Instant::now();
        loop {
            let mut failure = ConnectFailure::NoAddress;
            if let Some(address) = Address::read(dir) {
                let client = Client::new(&address)?;
                match client.probe().await {
                    Ok(()) => return Ok(Transport::There(client)),
                    Err(why) => failure = why,
                }
            }
            if make == Make::Never && !dir.join(LOG_FILE).exists() {
                return Err(nothing_there(lang, dir));
            }
            let options = Options { data_dir: dir.to_owned(), clock: ClockMode::AsStored };
            match Engine::open(options).await {
                Ok(engine) => return Ok(Transport::Here(Box::new(engine))),
                // Another command line has it for a moment; one that keeps it has an address.
                Err(OpenError::Lock(LockError::Held { .. }))
                    if failure == ConnectFailure::NoAddress && begun.elapsed() < LINE_PATIENCE =>
                {
                    tokio::time::sleep(LINE_LOOK).await;
                }
                Err(OpenError::Lock(LockError::Held { dir, holder })) => {
                    return Err(unanswering(lang, &dir, &holder, &failure));
                }
                Err(error) => return Err(not_opened(lang, &error)),
            }
        }
    }

    /// The way to the engine that is meant, where it runs; none while nobody answers there.
    pub async fn reach(lang: Language, target: &Target) -> Option<Self> {
        match target.remote.place(lang) {
            Ok(None) => Self::reach_dir(lang, &target.dir).await,
            Ok(Some(_)) => Self::open(lang, target, Make::Never).await.ok(),
            Err(_) => None,
        }
    }

    /// The way to the engine that runs on a data directory; none while nobody answers there.
    pub async fn reach_dir(lang: Language, dir: &Path) -> Option<Self> {
        let client = Client::new(&Address::read(dir)?).ok()?;
        client.probe().await.ok()?;
        Some(Self::by(lang, Transport::There(client)))
    }

    /// Whether the directory was opened here, because nobody runs.
    #[must_use]
    pub fn is_here(&self) -> bool {
        matches!(self.transport, Transport::Here(_))
    }

    /// The way to an engine of this process.
    #[must_use]
    pub fn inside(lang: Language, handle: Handle) -> Self {
        Self::by(lang, Transport::Inside(handle))
    }

    /// The engine's handle, where it is open in this process.
    fn handle(&self) -> Result<Handle, &Client> {
        match &self.transport {
            Transport::There(client) => Err(client),
            Transport::Here(engine) => Ok(engine.handle()),
            Transport::Inside(handle) => Ok(handle.clone()),
        }
    }

    /// Leaves. An engine that was opened for this alone is shut down in order.
    pub async fn close(self) {
        if let Transport::Here(engine) = self.transport {
            engine.shutdown().await;
        }
    }

    /// Gives a command, again with the same id while the engine is busy.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable.
    async fn execute(&self, envelope: &CommandEnvelope) -> Result<Accepted, Failure> {
        let said = self.again(async || match self.handle() {
            Ok(handle) => handle.execute(envelope.clone()).await,
            Err(client) => client.post("v1/commands", envelope).await,
        });
        said.await
    }

    /// Stores a free text under a salted digest.
    ///
    /// # Errors
    /// [`Failure`]: too large, or not reachable.
    pub async fn store_text(&self, text: &str) -> Result<Digest, Failure> {
        let said = self.again(async || match self.handle() {
            Ok(handle) => handle.store_text(text).await,
            Err(client) => client.store("v1/texts", text.as_bytes().to_vec()).await,
        });
        let stored = said.await?;
        let known = (stored, Digest::of(text.as_bytes()));
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).push(known);
        Ok(stored)
    }

    /// The same of a text that may be left out.
    ///
    /// # Errors
    /// As [`Connection::store_text`].
    pub async fn store_text_if_any(&self, text: Option<&str>) -> Result<Option<Digest>, Failure> {
        match text {
            Some(text) => self.store_text(text).await.map(Some),
            None => Ok(None),
        }
    }

    /// Issues a token to a post, which is in the answer alone.
    ///
    /// # Errors
    /// [`Failure`]: refused, or not reachable.
    pub async fn issue_token(&self, wish: &Issue) -> Result<Issued, Failure> {
        let said = self.again(async || match self.handle() {
            Ok(handle) => handle.issue_token(&wish.campaign, &wish.post, wish.days).await,
            Err(client) => client.post("v1/tokens", wish).await,
        });
        said.await.map_err(|failure| match failure.exit {
            Exit::Unreachable => failure.next(self.lang.say("look-at-account-list-first")),
            _ => failure,
        })
    }

    /// Says what may change something until it is answered, with the same id.
    async fn again<T>(&self, say: impl AsyncFn() -> Result<T, LinkError>) -> Result<T, Failure> {
        self.patiently(say).await.map_err(|error| match error {
            LinkError::Unreachable(why) => unknown(self.lang, &why),
            error => self.failure(&error),
        })
    }

    /// Asks what changes nothing until it is answered.
    async fn reading<T>(&self, ask: impl AsyncFn() -> Result<T, LinkError>) -> Result<T, Failure> {
        self.patiently(ask).await.map_err(|error| self.failure(&error))
    }

    async fn patiently<T>(&self, say: impl AsyncFn() -> Result<T, LinkError>) -> Result<T, LinkError> {
        let mut busy = 0;
        let mut behind = Patience::new(self.lang);
        loop {
            match say().await {
                Err(LinkError::Busy { after_ms }) if busy < BUSY_TRIES => {
                    busy += 1;
                    tokio::time::sleep(Duration::from_millis(after_ms)).await;
                }
                Err(LinkError::Behind { position, head }) if behind.goes_on(position, head) => {
                    tokio::time::sleep(BEHIND_PAUSE).await;
                }
                said => return said,
            }
        }
    }

    fn failure(&self, error: &LinkError) -> Failure {
        match error {
            LinkError::Refused(no) => refusal::failure(self.lang, no),
            LinkError::Busy { .. } => {
                let what = self.lang.say("the-engine-stayed-busy");
                Failure::new(Exit::Unreachable, what).next(self.lang.say("try-again-later"))
            }
            LinkError::Behind { position, head } => standing_still(self.lang, *position, *head),
            LinkError::Unreachable(why) => {
                let what = self.lang.say("the-engine-did-not-answer");
                let again = self.lang.say("ask-again");
                let next = of_the_system(self.lang, why).unwrap_or(again);
                Failure::new(Exit::Unreachable, what).because(why).next(next)
            }
            LinkError::Closed => {
                Failure::new(Exit::Unreachable, self.lang.say("the-engine-is-shutting-down"))
            }
        }
    }
}

/// Nobody knows whether what was said has been done.
fn unknown(lang: Language, why: &str) -> Failure {
    let what = lang.say("the-outcome-is-unknown");
    let again = lang.say("say-it-again-nothing-is-done-twice");
    Failure::new(Exit::Unreachable, what).because(why).next(of_the_system(lang, why).unwrap_or(again))
}
