//! The programs: versions, and the engine that runs on the directory.

use std::path::Path;

use muster_protocol::catalogue::Language;
use muster_protocol::event::EVENTS;
use muster_protocol::say;
use muster_rules::zone::ZONE_DATA;
use muster_server::http::EngineStatus;
use muster_server::watch::health::ChannelStatus;

use super::{Check, Level, Subject};
use crate::client::connection::{Connection, remedy};

/// What the engine of a directory answers.
#[derive(Default)]
pub(super) struct Answered {
    /// How it stands.
    pub(super) status: Option<EngineStatus>,
    /// What it says where it cannot tell.
    pub(super) mute: Option<String>,
    /// What was said of its newest dead letter.
    pub(super) said: Option<String>,
}

/// Asks the engine of a directory, where there is one.
pub(super) async fn ask(lang: Language, dir: &Path) -> Answered {
    let Some(connection) = Connection::reach_dir(lang, dir).await else { return Answered::default() };
    match connection.engine_status(None).await {
        Ok(status) => {
            let said = match status.dead_letters.last().and_then(|letter| letter.said) {
                Some(said) => connection.line(said).await,
                None => None,
            };
            Answered { status: Some(status), mute: None, said }
        }
        Err(failure) => Answered { mute: Some(failure.why.unwrap_or(failure.what)), ..Answered::default() },
    }
}

pub(super) fn versions(subject: &Subject<'_>) -> Check {
    let version = env!("CARGO_PKG_VERSION");
    let sqlite = subject.found.sqlite.as_deref().unwrap_or("-");
    let count = EVENTS.len();
    let text = say!(
        subject.lang,
        "muster-version-count-kinds-of-events-sqlite-sqlite",
        version,
        #count = count,
        sqlite,
        zone_data = ZONE_DATA
    );
    Check::new("versions", Level::Ok, text)
}

pub(super) fn checks(subject: &Subject<'_>) -> Vec<Check> {
    let Some(engine_status) = &subject.engine_status else { return vec![silent(subject)] };
    let holder = subject.holder.as_deref().unwrap_or("-");
    let text = say!(subject.lang, "process-holder-runs-and-answers", holder);
    let mut checks = vec![Check::new("engine", Level::Ok, text)];
    checks.push(store(subject, engine_status));
    checks.extend(engine_status.channels.iter().map(|channel| sending(subject, channel)));
    checks.extend(workers(subject, engine_status));
    checks.extend(held(subject, engine_status));
    checks.extend(engine_status.parked.iter().map(|(id, cause)| {
        let text = say!(subject.lang, "campaign-id-is-parked-cause", id, cause);
        let next = subject.lang.say("start-the-engine-again-and-report-the-cause");
        Check::new("parked", Level::Fault, text).next(next)
    }));
    let past_due: u64 = engine_status.status.campaigns.iter().map(|campaign| campaign.steps.past_due).sum();
    checks.push(if past_due == 0 {
        Check::new("past-due", Level::Ok, subject.lang.say("every-step-that-is-due-has-its-outcome"))
    } else {
        let text = say!(subject.lang, "past-due-steps-are-past-due-without-an", #past_due = past_due);
        let next = subject.lang.say("see-in-muster-status-whether-the-workers-listen");
        Check::new("past-due", Level::Warning, text).next(next)
    });
    checks.push(dead_letters(subject.lang, engine_status, subject.said.as_deref()));
    checks.extend(relay(subject, engine_status));
    checks
}

/// What was given up, with the cause of the newest: of many it is mostly the cause of all.
fn dead_letters(lang: Language, engine_status: &EngineStatus, said: Option<&str>) -> Check {
    let Some(newest) = engine_status.dead_letters.last() else {
        return Check::new("dead-letters", Level::Ok, lang.say("no-dead-letters"));
    };
    let mut text = say!(lang, "letters-dead-letters", #letters = engine_status.dead_letters.len());
    let name = if newest.name.is_empty() { &newest.source } else { &newest.name };
    text += &say!(lang, "the-newest-dead-letter", name, cause = newest.cause);
    if let Some(words) = said {
        text += &say!(lang, "what-the-counterpart-said", words);
    }
    Check::new("dead-letters", Level::Warning, text).next("muster dead list")
}

/// Commits of the log, with the system's own words.
fn store(subject: &Subject<'_>, engine_status: &EngineStatus) -> Check {
    let Some(cause) = &engine_status.store else {
        return Check::new("commits", Level::Ok, subject.lang.say("the-log-takes-what-is-written"));
    };
    let text = say!(subject.lang, "commits-of-the-log-fail-cause", cause);
    Check::new("commits", Level::Fault, text).next(remedy(subject.lang, cause))
}

fn sending(subject: &Subject<'_>, channel: &ChannelStatus) -> Check {
    let name = &channel.name;
    let Some(cause) = channel.trouble() else {
        let failures = channel.failures;
        let text = say!(subject.lang, "the-channel-name-takes-letters-failures-not-taken", name, failures);
        return Check::new("channel", Level::Ok, text);
    };
    let mut text = say!(subject.lang, "the-channel-name-takes-nothing-cause", name, cause);
    if let Some(until) = channel.rests_until {
        text += &say!(subject.lang, "one-letter-tries-at-until-and-until-then", until);
    }
    let next = subject.lang.say("take-the-cause-away-the-letters-wait-and");
    Check::new("channel", Level::Fault, text).next(next)
}

fn workers(subject: &Subject<'_>, engine_status: &EngineStatus) -> Vec<Check> {
    let absent = engine_status.all_workers().into_iter().filter(|(_, worker)| worker.is_absent());
    let each = |(name, _): (String, _)| {
        let text = say!(subject.lang, "nobody-works-as-name", name);
        let next = say!(subject.lang, "start-it-muster-worker-name-or-start-muster", name);
        Check::new("worker", Level::Fault, text).next(next)
    };
    absent.map(each).collect()
}

/// Somebody holds what goes out: meant, and easily forgotten.
fn held(subject: &Subject<'_>, engine_status: &EngineStatus) -> Vec<Check> {
    let held = engine_status.status.campaigns.iter().filter(|campaign| campaign.state == "held");
    let each = |campaign: &muster_server::view::status::CampaignStatus| {
        let id = &campaign.id;
        let text = say!(subject.lang, "sending-of-campaign-id-is-held", id);
        Check::new("held", Level::Warning, text).next("muster resume")
    };
    held.map(each).collect()
}

fn relay(subject: &Subject<'_>, engine_status: &EngineStatus) -> Option<Check> {
    let relay = engine_status.relay.as_ref()?;
    let (stream, lag) = (&relay.stream, relay.lag);
    let text = say!(subject.lang, "stream-is-lag-behind", stream, lag);
    Some(match &relay.trouble {
        None => Check::new("relay", Level::Ok, text),
        Some(why) => {
            let next = subject.lang.say("look-at-nats-muster-doctor-nats-url");
            Check::new("relay", Level::Warning, format!("{text}: {why}")).next(next)
        }
    })
}

/// Nobody answers: either nobody runs, or the one who runs does not answer.
fn silent(subject: &Subject<'_>) -> Check {
    if let Some(why) = &subject.mute {
        let text = say!(subject.lang, "an-engine-runs-and-cannot-tell-how-it", why);
        return Check::new("engine", Level::Fault, text).next(remedy(subject.lang, why));
    }
    match &subject.holder {
        None => Check::new("engine", Level::Ok, subject.lang.say("no-engine-runs")),
        Some(holder) => {
            let text = say!(subject.lang, "process-holder-holds-the-directory-and-does-not", holder);
            let next = subject.lang.say("it-may-be-starting-or-ending-if-that");
            Check::new("engine", Level::Warning, text).next(next)
        }
    }
}
