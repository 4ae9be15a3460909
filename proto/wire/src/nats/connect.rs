//! One connection to NATS and how it is made. It must never wait for a server that is away when it is opened: an
//! engine decides without NATS, and a worker waits where it asks.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_nats::{AuthError, Client, ClientError, ConnectOptions, Event, ServerAddr, ServerError};
use muster_protocol::time::Instant;
use tokio::sync::watch;

use super::NatsError;
use super::login::Login;

/// Oldest server that keeps every setting that we ask for: older ones drop some of them without a word.
pub const SERVER_MIN: (u32, u32, u32) = (2, 12, 0);

/// Why the server cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectError {
    /// It does not take this login.
    NotLetIn,
    /// The password, key or credentials cannot be read.
    Secret(String),
    /// Anything else, in the client's words.
    Other(String),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLetIn => f.write_str("the server does not let this login in: wrong user or password"),
            Self::Secret(why) | Self::Other(why) => f.write_str(why),
        }
    }
}

/// What the client says of a user or a password that the server does not know.
const NOT_LET_IN: &str = "authorization violation";

/// How to connect. All durations are machine time.
#[derive(Clone)]
pub struct Options {
    /// Addresses, separated by commas, such as `nats://localhost:4222` or `tls://a:4222,tls://b:4222`.
    pub url: String,
    /// Name of this end: `engine`, or the worker's name. It stands in subjects and in the prefix of the inboxes
    /// (`_INBOX.<name>`), so that a server can hold each end to its own.
    pub name: String,
    /// Who connects.
    pub login: Login,
    /// A file with the roots that the server's certificate must come from; the system's when there is none.
    pub tls_root: Option<PathBuf>,
    /// Certificate and key of this end.
    pub tls_client: Option<(PathBuf, PathBuf)>,
    /// How often the connection is probed: a half-open one lives no longer than about twice this.
    pub ping: Duration,
    /// Longest wait for one answer before the same is said again.
    pub request: Duration,
    /// How long the same is said again before the other side counts as not reachable.
    pub patience: Duration,
    /// How long one pull of a work consumer waits at the server.
    pub pull: Duration,
}

impl Options {
    /// The usual ones.
    #[must_use]
    pub fn new(url: &str, name: &str) -> Self {
        Self {
            url: url.to_owned(),
            name: name.to_owned(),
            login: Login::Nobody,
            tls_root: None,
            tls_client: None,
            ping: Duration::from_secs(10),
            request: Duration::from_secs(5),
            patience: Duration::from_secs(30),
            pull: Duration::from_secs(20),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("name", &self.name)
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

/// The campaign clock as it was last seen, and when.
#[derive(Debug, Clone, Copy)]
struct Seen {
    now: Instant,
    stepped: bool,
    at: tokio::time::Instant,
}

/// A connection. Cloning is cheap and gives the same one.
#[derive(Clone)]
pub struct Connection(Arc<Inner>);

struct Inner {
    client: Client,
    options: Options,
    seen: Signs,
    clock: Mutex<Option<Seen>>,
}

/// What shows from outside how a connection is.
#[derive(Clone)]
struct Signs {
    connected: watch::Sender<bool>,
    /// Why the server could not be had when that was last tried.
    connect_error: watch::Sender<Option<ConnectError>>,
    /// Why the secret could not be read when that was last tried.
    unread: Arc<Mutex<Option<String>>>,
    /// What the server complained of last: denials show here and nowhere else.
    complaint: watch::Sender<Option<String>>,
    /// Whether the other side answered when it was last asked.
    answered: watch::Sender<bool>,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("options", &self.0.options).finish_non_exhaustive()
    }
}

impl Connection {
    /// Opens a connection. The server need not be there yet.
    ///
    /// # Errors
    /// [`NatsError::Options`] when an address, a file or a name cannot be used.
    pub async fn open(options: Options) -> Result<Self, NatsError> {
        let wrong = |error: &dyn fmt::Display| NatsError::Options(error.to_string());
        if !muster_protocol::ids::is_slug(&options.name) {
            return Err(NatsError::Options(format!("“{}” cannot be the name of an end", options.name)));
        }
        let addresses: Result<Vec<ServerAddr>, _> =
            options.url.split(',').map(|one| one.trim().parse()).collect();
        let addresses = addresses.map_err(|error| wrong(&error))?;
        let seen = Signs {
            connected: watch::Sender::new(false),
            connect_error: watch::Sender::new(None),
            unread: Arc::default(),
            complaint: watch::Sender::new(None),
            answered: watch::Sender::new(true),
        };
        options.login.auth(b"").map_err(NatsError::Options)?;
        let mut connect = match options.login.clone() {
            Login::Nobody => ConnectOptions::new(),
            login => {
                let unread = Arc::clone(&seen.unread);
                // At every connecting, so that what changed in a file counts from the next one on.
                ConnectOptions::with_auth_callback(move |nonce| {
                    let auth = login.auth(&nonce);
                    let mut unread = unread.lock().unwrap_or_else(PoisonError::into_inner);
                    *unread = auth.as_ref().err().cloned();
                    std::future::ready(auth.map_err(AuthError::new))
                })
            }
        };
        if let Some(root) = options.tls_root.clone() {
            connect = connect.add_root_certificates(root).require_tls(true);
        }
        if let Some((certificate, key)) = options.tls_client.clone() {
            connect = connect.add_client_certificate(certificate, key).require_tls(true);
        }
        let (name, signs) = (options.name.clone(), seen.clone());
        let client = connect
            .name(format!("muster {}", options.name))
            .retry_on_initial_connect()
            .ping_interval(options.ping)
            .request_timeout(Some(options.request))
            .custom_inbox_prefix(format!("_INBOX.{}", options.name))
            .event_callback(move |event| {
                signs.notice(&name, &event);
                std::future::ready(())
            })
            .connect(addresses.as_slice())
            .await
            .map_err(|error| wrong(&error))?;
        Ok(Self(Arc::new(Inner { client, options, seen, clock: Mutex::new(None) })))
    }

    pub(super) fn client(&self) -> &Client {
        &self.0.client
    }

    /// How it was opened.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// Whether the server is there, and every change of it.
    #[must_use]
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.0.seen.connected.subscribe()
    }

    /// Why the server could not be had when that was last tried; none once it is there.
    #[must_use]
    pub fn connect_errors(&self) -> watch::Receiver<Option<ConnectError>> {
        self.0.seen.connect_error.subscribe()
    }

    /// Whether the other side (for a worker: the engine) answered when it was last asked, and every change of it.
    #[must_use]
    pub fn answered(&self) -> watch::Receiver<bool> {
        self.0.seen.answered.subscribe()
    }

    /// Notes whether the other side answered.
    pub(super) fn heard(&self, answered: bool) {
        self.0.seen.answered.send_if_modified(|before| std::mem::replace(before, answered) != answered);
    }

    /// The server's last complaint, such as a denied permission, and every later one. A denial shows nowhere else: the
    /// request that was denied looks like one that nobody answered.
    #[must_use]
    pub fn complaints(&self) -> watch::Receiver<Option<String>> {
        self.0.seen.complaint.subscribe()
    }

    /// Waits until the server is there and looks at its version.
    ///
    /// # Errors
    /// [`NatsError::TooOld`].
    pub async fn ready(&self) -> Result<(), NatsError> {
        let mut connected = self.connected();
        // The sender lives in `self`, so waiting cannot end early.
        let _there = connected.wait_for(|there| *there).await;
        let version = self.client().server_info().version;
        if is_new_enough(&version) { Ok(()) } else { Err(NatsError::TooOld { version }) }
    }

    /// Waits until the server is there, is new enough and lets this login in.
    ///
    /// # Errors
    /// [`NatsError::TooOld`], [`NatsError::NotLetIn`], [`NatsError::Options`] when the secret cannot be read.
    pub async fn let_in(&self) -> Result<(), NatsError> {
        let mut connect_errors = self.connect_errors();
        let refused = async {
            let refused = |why: &Option<ConnectError>| {
                matches!(why, Some(ConnectError::NotLetIn | ConnectError::Secret(_)))
            };
            match connect_errors.wait_for(refused).await.as_deref() {
                Ok(Some(ConnectError::Secret(why))) => NatsError::Options(why.clone()),
                // The sender lives in `self`, so waiting cannot end early.
                Ok(_) | Err(_) => NatsError::NotLetIn,
            }
        };
        tokio::select! {
            ready = self.ready() => ready,
            refused = refused => Err(refused),
        }
    }

    /// The same for anyone who does not wait for long: a server that is away by then is told, with the cause.
    ///
    /// # Errors
    /// As [`Connection::let_in`]; [`NatsError::Away`].
    pub async fn let_in_within(&self, time: Duration) -> Result<(), NatsError> {
        match tokio::time::timeout(time, self.let_in()).await {
            Ok(ended) => ended,
            Err(_) => Err(NatsError::Away(match self.connect_errors().borrow().as_ref() {
                Some(why) => format!("nobody answers at {}: {why}", self.0.options.url),
                None => format!("nobody answers at {}", self.0.options.url),
            })),
        }
    }

    /// What the server complained of since `complaints` was last looked at, in place of an error that only says that
    /// nothing was answered.
    pub fn denied(&self, complaints: &mut watch::Receiver<Option<String>>, error: NatsError) -> NatsError {
        let complained = complaints.has_changed().unwrap_or(false);
        let complaint = complaints.borrow_and_update().clone();
        match (error, complaint) {
            (NatsError::Away(_), Some(complaint)) if complained => NatsError::Denied(complaint),
            (other, _) => other,
        }
    }

    /// Notes what the owner said of the campaign clock.
    pub(super) fn saw(&self, now: Instant, stepped: bool) {
        let mut clock = self.0.clock.lock().unwrap_or_else(PoisonError::into_inner);
        *clock = Some(Seen { now, stepped, at: tokio::time::Instant::now() });
    }

    /// The campaign clock as far as this end can know it without asking; at least `least`.
    pub(super) fn guess(&self, least: Instant) -> Instant {
        let seen = *self.0.clock.lock().unwrap_or_else(PoisonError::into_inner);
        let now = seen.map_or(least, |seen| {
            let since = if seen.stepped { Duration::ZERO } else { seen.at.elapsed() };
            seen.now.plus(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
        });
        now.max(least)
    }

    /// Waits until everything that was said has reached the server.
    pub async fn flush(&self) {
        let flushed = tokio::time::timeout(self.0.options.request, self.client().flush()).await;
        if !matches!(flushed, Ok(Ok(()))) {
            tracing::debug!(name = self.0.options.name, "not flushed");
        }
    }
}

impl Signs {
    /// Takes in what the client says of itself. The traces are quiet: anyone who holds the connection tells people.
    fn notice(&self, name: &str, event: &Event) {
        match event {
            Event::Connected => {
                tracing::info!(name, "NATS is there");
                self.connect_error.send_replace(None);
                self.connected.send_replace(true);
            }
            Event::Disconnected | Event::Closed => {
                tracing::info!(name, "NATS is away");
                self.connected.send_replace(false);
            }
            Event::ServerError(ServerError::Other(what)) => {
                tracing::info!(name, what, "NATS complains");
                self.complaint.send_replace(Some(what.clone()));
            }
            Event::ServerError(ServerError::AuthorizationViolation) => {
                self.connect_failed(name, ConnectError::NotLetIn)
            }
            Event::ClientError(ClientError::Other(what)) => {
                let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).clone();
                self.connect_failed(
                    name,
                    match unread {
                        Some(why) => ConnectError::Secret(why),
                        None if what == NOT_LET_IN => ConnectError::NotLetIn,
                        None => ConnectError::Other(what.clone()),
                    },
                );
            }
            // Once for each message that was dropped: said quietly, since they come again.
            Event::SlowConsumer(_) => tracing::debug!(name, "a subscription overflows"),
            other => tracing::info!(name, event = %other, "NATS"),
        }
    }
}

impl Signs {
    /// Comes with every try, so only another cause is news.
    fn connect_failed(&self, name: &str, why: ConnectError) {
        tracing::debug!(name, %why, "cannot reach NATS");
        self.connect_error.send_if_modified(|before| {
            let news = before.as_ref() != Some(&why);
            *before = Some(why);
            news
        });
    }
}

/// Whether a version text such as `2.15.1` is at least [`SERVER_MIN`].
fn is_new_enough(version: &str) -> bool {
    let plain = version.split('-').next().unwrap_or_default();
    let mut parts = plain.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next()) >= SERVER_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        for old in ["2.9.10", "2.11.99", "1.4.1", "", "nonsense"] {
            assert!(!is_new_enough(old), "{old}");
        }
        for new in ["2.12.0", "2.15.1", "v2.14.0", "2.12.0-RC.1", "3.0.0"] {
            assert!(is_new_enough(new), "{new}");
        }
    }

    #[test]
    fn no_secret_is_shown() {
        let mut options = Options::new("nats://u:geheim@localhost", "engine");
        options.login = Login::Nkey("geheim".to_owned().into());
        assert!(!format!("{options:?}").contains("geheim"));
    }
}
