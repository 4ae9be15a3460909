//! NATS: whether it is there and new enough, what it lets this end do, and whether its stream is a copy of the log.

use std::time::Duration;

use muster_protocol::say;
use muster_server::maintenance::inspect::FileState;
use muster_wire::nats::link::Found;
use muster_wire::nats::probe::{Probed, probe};
use muster_wire::nats::stream::StreamOptions;
use muster_wire::nats::{Connection, NatsError, Options};

use super::{Check, Level, Subject};

/// Longest wait for one answer (machine time): a person sits before it.
const ANSWER_WAIT: Duration = Duration::from_secs(5);

pub(super) async fn checks(subject: &Subject<'_>, options: Options) -> Vec<Check> {
    let options = Options { request: options.request.min(ANSWER_WAIT), ..options };
    let probed = match Connection::open(options).await {
        Ok(connection) => probe(&connection).await,
        Err(error) => Err(error),
    };
    match probed {
        Err(error) => vec![away(subject, &error)],
        Ok(probed) => vec![version(&probed), rights(subject, &probed), stream(subject, &probed)],
    }
}

fn away(subject: &Subject<'_>, error: &NatsError) -> Check {
    let next = match error {
        NatsError::TooOld { .. } => subject.lang.say("install-a-newer-nats-server-older-ones-drop"),
        _ => subject.lang.say("look-at-the-address-the-login-and-whether"),
    };
    Check::new("nats", Level::Fault, error.to_string()).next(next)
}

fn version(probed: &Probed) -> Check {
    let version = &probed.version;
    Check::new("nats", Level::Ok, format!("nats-server {version}"))
}

fn rights(subject: &Subject<'_>, probed: &Probed) -> Check {
    if probed.restricted {
        let text = subject.lang.say("the-server-holds-this-login-to-its-permissions");
        return Check::new("nats-rights", Level::Ok, text);
    }
    let text = subject.lang.say("the-server-lets-this-login-say-anything-anybody");
    let next = subject.lang.say("use-the-accounts-of-proto-wire-src-nats");
    Check::new("nats-rights", Level::Warning, text).next(next)
}

fn stream(subject: &Subject<'_>, probed: &Probed) -> Check {
    const NAME: &str = "stream";
    let streams = match &probed.streams {
        Ok(streams) => streams,
        Err(why) => {
            let text = say!(subject.lang, "the-streams-cannot-be-seen-why", why);
            let next = subject.lang.say("the-login-ops-sees-them-while-the-engine");
            return Check::new(NAME, Level::Fault, text).next(next);
        }
    };
    if subject.found.log != FileState::Sound {
        let names = streams.iter().map(|stream| format!("{} {}", stream.name, stream.last));
        let names = names.collect::<Vec<_>>().join(", ");
        let text = say!(subject.lang, "no-log-here-to-compare-with-there-are", names);
        return Check::new(NAME, Level::Ok, text);
    }
    let (wanted, last) =
        (StreamOptions::new("", subject.found.generation).name(), subject.found.last.unwrap_or_default());
    let Some(Found { last: at, messages, .. }) = streams.iter().find(|stream| stream.name == wanted) else {
        let text = say!(subject.lang, "there-is-no-stream-wanted", wanted);
        let next = subject.lang.say("start-the-engine-over-nats-it-fills-it");
        return Check::new(NAME, Level::Warning, text).next(next);
    };
    let text = say!(subject.lang, "wanted-ends-at-at-the-log-at-last", wanted, at, last);
    if at > &last || *messages != at.0 {
        return Check::new(NAME, Level::Fault, text).next("muster stream check");
    }
    if at < &last && subject.engine_status.is_none() {
        let next = subject.lang.say("the-engine-fills-it-up-when-it-runs");
        return Check::new(NAME, Level::Warning, text).next(next);
    }
    Check::new(NAME, Level::Ok, text)
}
