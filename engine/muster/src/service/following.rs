//! Where events are heard from as they come: the engine of a data directory through its HTTP server, or an engine over NATS.
//! An engine that goes away is waited for and said so; nothing is heard twice or missed, because every asking names the
//! place after which it goes on. Where the log has become another meanwhile, that is said, and heard from where they part.

use muster_protocol::say;
use std::time::Duration;

use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::place::{Place, Reset};
use muster_protocol::question::{Answer, Question};
use muster_wire::link::{Link, LinkError};
use muster_wire::nats::{NatsLink, Stretch};
use std::sync::Arc;

use crate::client::connection::{Connection, Make, Page};
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::words::glossary::Glossary;
use crate::words::refusal;
use muster_protocol::catalogue::Language;

/// How long one asking waits for the next event (machine time).
const WAIT: Duration = Duration::from_secs(20);
/// Pause before an engine that is away is looked for again (machine time).
const PAUSE: Duration = Duration::from_millis(500);
/// Events of one asking over NATS.
const PAGE_EVENTS: u32 = 1_000;

/// See the module.
#[derive(Debug)]
pub struct Following {
    out: Output,
    source: Source,
    away: bool,
}

#[expect(clippy::large_enum_variant, reason = "there is one of it in a process")]
#[derive(Debug)]
enum Source {
    Connection { target: Box<Target>, connection: Option<Connection> },
    Nats { link: NatsLink },
}

impl Following {
    /// Hears the engine of a data directory, or one elsewhere through its HTTP server.
    ///
    /// # Errors
    /// [`Failure`]: there is no such directory, or its holder does not answer; nobody lets in elsewhere.
    pub async fn of(out: &Output, target: &Target) -> Result<Self, Failure> {
        let connection = Connection::open(out.lang, target, Make::Never).await?;
        let source = Source::Connection { target: Box::new(target.clone()), connection: Some(connection) };
        Ok(Self { out: out.clone(), source, away: false })
    }

    /// Hears an engine over NATS.
    #[must_use]
    pub fn over(out: &Output, link: NatsLink) -> Self {
        Self { out: out.clone(), source: Source::Nats { link }, away: false }
    }

    /// The connection, where there is one now.
    #[must_use]
    pub fn connection(&self) -> Option<&Connection> {
        match &self.source {
            Source::Connection { connection, .. } => connection.as_ref(),
            Source::Nats { .. } => None,
        }
    }

    /// Events after a place as far as the log reaches now.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers; refused where the log never had such a place.
    pub async fn page(&mut self, after: &Place) -> Result<Page, Failure> {
        let page = match &self.source {
            Source::Connection { connection: Some(connection), target } => {
                connection.events_on(target.campaign.as_ref(), after, Duration::ZERO).await?
            }
            Source::Connection { connection: None, .. } => return Ok(nothing(after)),
            Source::Nats { link } => {
                let stretch = link.read(after, PAGE_EVENTS).await;
                plain(stretch.map_err(|error| not_answered(self.out.lang, link, &error))?)
            }
        };
        Ok(self.announced(page))
    }

    /// A page; where the log is another that is said first.
    fn announced(&self, page: Page) -> Page {
        if let Some(reset) = &page.reset {
            self.out.talk(parted(self.out.lang, reset));
        }
        page
    }

    /// Waits for events after a place. Comes back without any now and then, and after an engine went away.
    ///
    /// # Errors
    /// [`Failure`] of any other kind than that nobody answers.
    pub async fn next(&mut self, after: &Place) -> Result<Page, Failure> {
        let lang = self.out.lang;
        let heard = match &mut self.source {
            Source::Connection { connection: Some(connection), target } if !connection.is_here() => {
                connection.events_on(target.campaign.as_ref(), after, WAIT).await
            }
            Source::Connection { connection: Some(_), .. } => return self.of_idle_directory(after).await,
            Source::Connection { connection: None, target, .. } => {
                let target = target.clone();
                return Ok(self.look_again(&target, after).await);
            }
            Source::Nats { link } => match link.read_on(after, PAGE_EVENTS).await {
                Err(LinkError::Busy { after_ms }) => {
                    tokio::time::sleep(Duration::from_millis(after_ms)).await;
                    return Ok(nothing(after));
                }
                stretch => stretch.map(plain).map_err(|error| not_answered(lang, link, &error)),
            },
        };
        match heard {
            Ok(page) => {
                self.is_back(after.position);
                Ok(self.announced(page))
            }
            Err(failure) if failure.exit == Exit::Unreachable => {
                self.went_away(&failure).await;
                Ok(nothing(after))
            }
            Err(failure) => Err(failure),
        }
    }

    /// A directory that nobody runs: its log is read to the end, and given free for anyone who will run it.
    async fn of_idle_directory(&mut self, after: &Place) -> Result<Page, Failure> {
        let Source::Connection { target, connection, .. } = &mut self.source else {
            return Ok(nothing(after));
        };
        let Some(open) = connection.as_ref() else { return Ok(nothing(after)) };
        let page = open.events_on(target.campaign.as_ref(), after, Duration::ZERO).await?;
        if page.rows.is_empty() {
            let dir = target.dir.display().to_string();
            if let Some(connection) = connection.take() {
                connection.close().await;
            }
            self.away = true;
            self.out.talk(say!(self.out.lang, "no-engine-runs-on-dir-waiting-for-one", dir));
        }
        Ok(self.announced(page))
    }

    async fn look_again(&mut self, target: &Target, after: &Place) -> Page {
        tokio::time::sleep(PAUSE).await;
        if let Some(found) = Connection::reach(self.out.lang, target).await {
            if let Source::Connection { connection, .. } = &mut self.source {
                *connection = Some(found);
            }
            self.is_back(after.position);
        }
        nothing(after)
    }

    fn is_back(&mut self, after: Position) {
        if std::mem::take(&mut self.away) {
            self.out.talk(say!(self.out.lang, "the-engine-is-there-going-on-after", after));
        }
    }

    async fn went_away(&mut self, failure: &Failure) {
        if let Source::Connection { connection, .. } = &mut self.source {
            *connection = None;
        }
        if !std::mem::replace(&mut self.away, true) {
            let why = failure.why.as_deref().unwrap_or(&failure.what);
            self.out.talk(say!(self.out.lang, "the-engine-does-not-answer-waiting", why));
        }
        tokio::time::sleep(PAUSE).await;
    }

    /// What a campaign's things are called, as far as it is known.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers.
    pub async fn glossary(&self, campaign: &CampaignId) -> Result<Glossary, Failure> {
        match &self.source {
            Source::Connection { connection: Some(connection), .. } => connection.glossary(campaign).await,
            Source::Connection { connection: None, .. } => {
                let what = self.out.lang.say("no-engine-answers");
                Err(Failure::new(Exit::Unreachable, what))
            }
            // There nobody but the log tells them: they come with the events that are heard.
            Source::Nats { .. } => Ok(Glossary::default()),
        }
    }

    /// The titles of a definition that an event puts in force; none where it cannot be had.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers.
    pub async fn definition(&self, digest: Digest) -> Result<Option<Arc<Definition>>, Failure> {
        let found = match &self.source {
            Source::Connection { connection: Some(connection), .. } => {
                connection.blob(digest).await?.and_then(|bytes| Definition::from_bytes(&bytes).ok())
            }
            Source::Connection { connection: None, .. } => None,
            Source::Nats { link } => {
                let found = definition(link, digest).await;
                found.map_err(|error| not_answered(self.out.lang, link, &error))?
            }
        };
        Ok(found.map(Arc::new))
    }

    /// Leaves.
    pub async fn close(self) {
        match self.source {
            Source::Connection { connection: Some(connection), .. } => connection.close().await,
            Source::Connection { connection: None, .. } => {}
            Source::Nats { link } => link.close().await,
        }
    }
}

fn nothing(after: &Place) -> Page {
    Page { place: after.clone(), reset: None, rows: Vec::new() }
}

fn plain(Stretch { place, reset, rows }: Stretch) -> Page {
    Page { place, reset, rows: rows.iter().map(|row| row.as_ref().clone()).collect() }
}

fn parted(lang: Language, reset: &Reset) -> String {
    let Reset { after, generation, why } = reset;
    say!(lang, "why-this-is-generation-going-on-after", why: why, generation, after)
}

async fn definition(link: &NatsLink, digest: Digest) -> Result<Option<Definition>, LinkError> {
    match link.ask(Question::Blob { digest }).await? {
        Answer::Blob(bytes) => Ok(Definition::from_bytes(&bytes).ok()),
        _ => Ok(None),
    }
}

/// Nobody answers over NATS: a denial shows in the server's complaints alone.
fn not_answered(lang: Language, link: &NatsLink, error: &LinkError) -> Failure {
    if let LinkError::Refused(no) = error {
        return refusal::failure(lang, no);
    }
    let complaint = link.connection().complaints().borrow().clone();
    let what = lang.say("no-engine-answers-over-nats");
    Failure::new(Exit::Unreachable, what).because(complaint.unwrap_or_else(|| error.to_string()))
}
