//! The command line's way to NATS: the options that every verb over NATS shares, and what is said of the connection.

mod description;

use muster_protocol::{id, say, text};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use muster_server::relay::{OverNats, RelayError};
use muster_wire::nats::connect::SERVER_MIN;
use muster_wire::nats::{Difference, Login, NatsError, Options, Secret};

use crate::exit::{Exit, Failure};
use crate::value::{WrongValue, wrong_value};
use muster_protocol::catalogue::Language;

pub use description::ConnectionLog;

/// Where a server on this machine listens unless it was told otherwise.
pub const LOCAL: &str = "nats://127.0.0.1:4222";

/// Password of the user, where it stands in no file. Never an option: other users of a machine see those.
const PASSWORD: &str = "MUSTER_NATS_PASSWORD";

/// How to reach NATS and who connects. Every option may stand in the environment instead.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "NATS")]
pub struct NatsArgs {
    #[arg(long = "nats", env = "MUSTER_NATS", value_name = "URL")]
    url: Option<String>,
    #[arg(long, env = "MUSTER_NATS_USER", value_name = "NAME")]
    nats_user: Option<String>,
    #[arg(long, env = "MUSTER_NATS_PASSWORD_FILE", value_name = "FILE")]
    nats_password_file: Option<PathBuf>,
    #[arg(long, env = "MUSTER_NATS_CREDS", value_name = "FILE", conflicts_with_all = ["nats_user", "nats_password_file", "nats_nkey"])]
    nats_creds: Option<PathBuf>,
    #[arg(long, env = "MUSTER_NATS_NKEY", value_name = "FILE", conflicts_with_all = ["nats_user", "nats_password_file"])]
    nats_nkey: Option<PathBuf>,
    #[arg(long, env = "MUSTER_NATS_CA", value_name = "FILE")]
    nats_ca: Option<PathBuf>,
    #[arg(long, env = "MUSTER_NATS_CERT", value_name = "FILE", requires = "nats_key")]
    nats_cert: Option<PathBuf>,
    #[arg(long, env = "MUSTER_NATS_KEY", value_name = "FILE", requires = "nats_cert")]
    nats_key: Option<PathBuf>,
    #[arg(long, env = "MUSTER_NATS_REQUEST", value_name = "TIME", default_value = "5s", value_parser = time)]
    nats_request: Duration,
    #[arg(long, env = "MUSTER_NATS_PATIENCE", value_name = "TIME", default_value = "30s", value_parser = time)]
    nats_patience: Duration,
    #[arg(long, env = "MUSTER_NATS_PING", value_name = "TIME", default_value = "10s", value_parser = time)]
    nats_ping: Duration,
    #[arg(long, env = "MUSTER_NATS_PULL", value_name = "TIME", default_value = "20s", value_parser = time)]
    nats_pull: Duration,
}

/// How an engine is on NATS.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "NATS")]
pub struct RelayArgs {
    #[arg(long, env = "MUSTER_NATS_REPLICAS", value_name = "N", default_value_t = 1, value_parser = replicas)]
    nats_replicas: usize,
    #[arg(long, env = "MUSTER_NATS_BYTES", value_name = "BYTES")]
    nats_bytes: Option<u64>,
    #[arg(long, env = "MUSTER_ACK_WAIT", value_name = "TIME", default_value = "30s", value_parser = time)]
    ack_wait: Duration,
    #[arg(long, env = "MUSTER_NATS_AUDIT", value_name = "TIME", default_value = "10s", value_parser = time)]
    nats_audit: Duration,
    #[arg(long, env = "MUSTER_JSON_MIRROR")]
    json_mirror: bool,
}

fn time(text: &str) -> Result<Duration, WrongValue> {
    let time = humantime::parse_duration(text).ok().filter(|time| !time.is_zero());
    time.ok_or_else(|| wrong_value(id!("write-a-length-of-time-such-as")))
}

/// More copies than these no server keeps.
const REPLICAS_MAX: usize = 5;

fn replicas(text: &str) -> Result<usize, WrongValue> {
    let count = text.parse::<usize>().ok().filter(|count| (1..=REPLICAS_MAX).contains(count));
    count.ok_or_else(|| wrong_value(text!("write-a-number-from-to", low = 1, high = REPLICAS_MAX)))
}

impl NatsArgs {
    /// Whether NATS was asked for at all.
    #[must_use]
    pub fn wanted(&self) -> bool {
        self.url.is_some()
    }

    /// The options of a connection for the end of this name (`engine`, or a worker's): files are read, nothing is
    /// connected. Without an address it is [`LOCAL`].
    ///
    /// # Errors
    /// [`Failure`]: a file that cannot be read, a password in the address.
    pub fn options(&self, lang: Language, name: &str) -> Result<Options, Failure> {
        let url = self.url.as_deref().unwrap_or(LOCAL);
        if url.split(',').any(has_password) {
            let what = lang.say("a-password-does-not-belong-into-the-address");
            return Err(
                Failure::new(Exit::Usage, what).next(format!("--nats-password-file FILE, {PASSWORD}"))
            );
        }
        Ok(Options {
            login: self.login(lang, name)?,
            tls_root: there(lang, self.nats_ca.as_deref())?,
            tls_client: match (&self.nats_cert, &self.nats_key) {
                (Some(cert), Some(key)) => there(lang, Some(cert))?.zip(there(lang, Some(key))?),
                _ => None,
            },
            ping: self.nats_ping,
            request: self.nats_request,
            patience: self.nats_patience,
            pull: self.nats_pull,
            ..Options::new(url, name)
        })
    }

    fn login(&self, lang: Language, name: &str) -> Result<Login, Failure> {
        if let Some(path) = there(lang, self.nats_creds.as_deref())? {
            return Ok(Login::Creds(path));
        }
        if let Some(path) = &self.nats_nkey {
            return Ok(Login::Nkey(in_file(lang, path)?));
        }
        let password = match &self.nats_password_file {
            Some(path) => Some(in_file(lang, path)?),
            None => std::env::var(PASSWORD).ok().filter(|password| !password.is_empty()).map(Secret::Text),
        };
        Ok(match (self.nats_user.clone(), password) {
            (None, None) => Login::Nobody,
            (user, password) => Login::User {
                user: user.unwrap_or_else(|| name.to_owned()),
                password: password.unwrap_or_else(|| Secret::Text(String::new())),
            },
        })
    }
}

impl RelayArgs {
    /// How an engine goes on NATS by these options; which workers run where is the caller's to add.
    #[must_use]
    pub fn over(&self, connect: Options) -> OverNats {
        OverNats {
            bytes_max: self.nats_bytes,
            replicas: self.nats_replicas,
            ack_wait: self.ack_wait,
            audit: self.nats_audit,
            json: self.json_mirror,
            connect,
            ..OverNats::new("")
        }
    }
}

/// Whether an address such as `nats://user:password@host` carries a password.
fn has_password(url: &str) -> bool {
    let place = url.split_once("://").map_or(url, |(_, place)| place);
    place.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

fn unreadable(lang: Language, path: &Path, error: &std::io::Error) -> Failure {
    let what = say!(lang, "path-cannot-be-read", path = path.display());
    Failure::new(Exit::Fault, what).because(error)
}

/// The path, if the file can be opened: the client would say less clearly which one it could not.
fn there(lang: Language, path: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
    let Some(path) = path else { return Ok(None) };
    std::fs::File::open(path).map_err(|error| unreadable(lang, path, &error))?;
    Ok(Some(path.to_owned()))
}

/// A secret in a file that can be read now; it is read again at every connecting.
fn in_file(lang: Language, path: &Path) -> Result<Secret, Failure> {
    std::fs::read_to_string(path).map_err(|error| unreadable(lang, path, &error))?;
    Ok(Secret::File(path.to_owned()))
}

/// Why NATS does not do what it should, as part of a sentence.
#[must_use]
pub fn why(lang: Language, error: &NatsError) -> String {
    match error {
        NatsError::Options(why) => say!(lang, "cannot-connect-to-nats", why),
        NatsError::TooOld { version } => say!(lang, "nats-server-is-too-old", version, needed = needed()),
        NatsError::Dropped { of, setting, asked, kept } => {
            say!(lang, "nats-server-does-not-keep-a-setting", of, setting, asked, kept)
        }
        NatsError::Newer { stream, ours } => say!(lang, "the-stream-is-of-a-later-generation", stream, ours),
        NatsError::Stranger { stream, whose, ours } => {
            say!(lang, "the-stream-is-of-another-log", stream, whose, ours)
        }
        NatsError::Held { stream, term } => {
            say!(lang, "the-stream-is-filled-by-another-engine", stream, term)
        }
        NatsError::Taken { stream, subject } => say!(lang, "the-stream-already-stores-this", stream, subject),
        NatsError::NotLetIn => lang.say("the-server-does-not-let-in").to_owned(),
        NatsError::Denied(what) => say!(lang, "the-server-does-not-allow-it", what),
        NatsError::Unseen => lang.say("the-stream-was-not-seen-yet").to_owned(),
        NatsError::NoStream(stream) => say!(lang, "the-stream-is-not-there", stream),
        NatsError::Differs(found) => {
            say!(lang, "the-stream-differs-from-the-log", difference = difference(lang, found))
        }
        NatsError::Away(why) => say!(lang, "nats-is-away-because", why),
    }
}

/// In what a stream differs from the log, as part of a sentence.
#[must_use]
pub fn difference(lang: Language, found: &Difference) -> String {
    match found {
        Difference::Holes { messages, last } => say!(lang, "stream-has-holes", #messages = messages, last),
        Difference::Beyond { last, head } => say!(lang, "stream-goes-beyond-the-log", last, head),
        Difference::Foreign(at) => say!(lang, "message-is-not-the-event", at),
        Difference::Another(at) => say!(lang, "its-event-is-not-the-logs", at),
        Difference::Missing(at) => say!(lang, "message-is-missing", at),
        Difference::Swallowed { position, message } => {
            say!(lang, "event-is-taken-for-a-repetition", position, message)
        }
        Difference::Ends { last, at } => say!(lang, "stream-ends-elsewhere", last, at),
        Difference::Before(at) => say!(lang, "something-else-came-in-before-event", at),
        Difference::Replaced => lang.say("it-is-another-stream-than-before").to_owned(),
    }
}

/// The oldest server that will do.
fn needed() -> String {
    format!("{}.{}.{}", SERVER_MIN.0, SERVER_MIN.1, SERVER_MIN.2)
}

/// Why NATS cannot be used, for people.
#[must_use]
pub fn failure(lang: Language, error: &NatsError) -> Failure {
    match error {
        NatsError::TooOld { version } => {
            let needed = needed();
            let what = say!(lang, "nats-server-is-too-old-for-muster", version, needed);
            Failure::new(Exit::Unreachable, what).because(lang.say("older-servers-drop-settings")).next(say!(
                lang,
                "install-a-newer-nats-server",
                needed
            ))
        }
        NatsError::Options(why) => {
            Failure::new(Exit::Usage, lang.say("the-options-for-nats-cannot-be-used")).because(why)
        }
        NatsError::NotLetIn => {
            let what = lang.say("nats-does-not-let-this-login-in");
            let options = "--nats-user, --nats-password-file, --nats-creds, --nats-nkey";
            Failure::new(Exit::NotAllowed, what).next(format!("{options}, {PASSWORD}"))
        }
        NatsError::Denied(what) => {
            let said = lang.say("nats-does-not-allow-this-login");
            Failure::new(Exit::NotAllowed, said).because(what)
        }
        NatsError::Stranger { .. } => {
            let said = lang.say("the-stream-is-not-this-logs");
            let next = lang.say("use-another-account-or-server-of-nats");
            Failure::new(Exit::Refused, said).because(why(lang, error)).next(next)
        }
        other => Failure::new(Exit::Unreachable, lang.say("nats-cannot-be-used")).because(why(lang, other)),
    }
}

/// Why an engine could not be put on NATS, for people.
#[must_use]
pub fn not_relayed(lang: Language, error: &RelayError) -> Failure {
    match error {
        RelayError::Nats(error) => failure(lang, error),
        RelayError::Store(error) => {
            Failure::new(Exit::Fault, lang.say("the-data-cannot-be-opened")).because(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        nats: NatsArgs,
        #[command(flatten)]
        relay: RelayArgs,
    }

    fn line(arguments: &[&str]) -> Result<Line, clap::Error> {
        Line::try_parse_from([&["muster"], arguments].concat())
    }

    #[test]
    fn a_password_never_stands_on_the_command_line() {
        for url in ["nats://u:p@localhost", "u:p@localhost:4222", "nats://a:1,tls://u:p@b:2"] {
            let failure = line(&["--nats", url]).unwrap().nats.options(Language::En, "engine").unwrap_err();
            assert_eq!(failure.exit, Exit::Usage, "{url}");
        }
        assert!(
            line(&["--nats", "nats://localhost:4222"]).unwrap().nats.options(Language::En, "engine").is_ok()
        );
    }

    #[test]
    fn who_connects_is_named_after_the_end() {
        let file = std::env::temp_dir().join(format!("muster-password-{}", std::process::id()));
        std::fs::write(&file, "geheim\r\n").unwrap();
        let path = file.to_str().unwrap();
        let login =
            |arguments: &[&str]| line(arguments).unwrap().nats.options(Language::En, "visits").unwrap().login;
        let Login::User { user, password } = login(&["--nats-password-file", path]) else { panic!() };
        assert_eq!((user.as_str(), password), ("visits", Secret::File(file.clone())));
        assert!(
            matches!(login(&["--nats-nkey", path]), Login::Nkey(seed) if seed == Secret::File(file.clone()))
        );
        assert!(matches!(login(&[]), Login::Nobody));
        std::fs::remove_file(&file).unwrap();
        let failure =
            line(&["--nats-creds", path]).unwrap().nats.options(Language::En, "visits").unwrap_err();
        assert!(failure.exit == Exit::Fault && failure.what.contains(path), "{}", failure.what);
        assert!(line(&["--nats-creds", path, "--nats-nkey", path]).is_err());
    }

    #[test]
    fn times_are_written_with_their_unit() {
        let relay = line(&["--ack-wait", "1500ms", "--nats-replicas", "3", "--json-mirror"]).unwrap().relay;
        let over = relay.over(Options::new(LOCAL, "engine"));
        assert_eq!((over.ack_wait, over.replicas, over.json), (Duration::from_millis(1_500), 3, true));
        assert_eq!(over.connect.url, LOCAL);
        for bad in ["5", "0s", "-1s", "soon"] {
            assert!(line(&["--ack-wait", bad]).is_err(), "{bad}");
        }
        assert!(line(&["--nats-replicas", "6"]).is_err());
    }
}
