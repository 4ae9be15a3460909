//! Work on its way to workers and their verdicts on the way back, passed on to the server by the engine: JetStream answers to
//! whatever subject it is told, the event stream's own among them, and no permission of the server holds it. So no worker
//! speaks to JetStream, and what the engine passes on leads into the worker's own inbox.

use async_nats::Message;
use muster_protocol::codec;
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::ids::Position;

use super::{Service, answers_to, held};
use crate::link::LinkError;
use crate::nats::frames::{Acknowledgement, Pull, What, damaged, query};
use crate::nats::logins::rights;

/// Most deliveries of one pull.
const BATCH_MAX: u32 = 256;
/// Longest pull, and most frequent signs of life, in milliseconds.
const EXPIRES_MAX_MS: u64 = 120_000;
const SIGN_MIN_MS: u64 = 50;
/// What the server counts in.
const NANOS_PER_MS: u64 = 1_000_000;

/// Asks the server for deliveries that go to `inbox`, which is the worker's own. Anyone who stands elsewhere is to ask for its
/// consumer again.
pub(super) async fn pull(service: &Service, who: &str, inbox: &str, body: &[u8]) -> Result<(), LinkError> {
    let no = |code, detail: String| Err(LinkError::Refused(Refusal::plain(code, detail)));
    if !rights(who).is_some_and(|rights| rights.queries(query::PULL)) {
        return no(RefusalCode::BadActor, format!("work is not given to {who} here"));
    }
    let wish: Pull = codec::decode(query::PULL, body).map_err(|error| damaged(&error))?;
    let stream = service.0.stream.options().name();
    let known = service.0.consumers.knows(who).await;
    let inside = service.0.options.inside.iter().any(|name| name == who);
    if wish.stream != stream || !known || inside {
        return no(RefusalCode::WrongState, format!("{who} has no consumer on {stream} now"));
    }
    let expires = wish.expires_ms.min(EXPIRES_MAX_MS);
    let ask = serde_json::json!({
        "batch": wish.batch.clamp(1, BATCH_MAX),
        "expires": expires * NANOS_PER_MS,
        // The server takes no sign that comes later than half of the pull.
        "idle_heartbeat": wish.sign_ms.clamp(SIGN_MIN_MS, (expires / 2).max(SIGN_MIN_MS)) * NANOS_PER_MS,
    });
    let subject = format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{who}");
    let client = service.0.connection.client();
    let sent = client.publish_with_reply(subject, inbox.to_owned(), ask.to_string().into()).await;
    sent.map_err(|error| LinkError::Unreachable(error.to_string()))
}

/// Whether a message says something of deliveries.
pub(super) fn is_verdict(message: &Message) -> bool {
    matches!(message.subject.split('.').collect::<Vec<_>>().as_slice(), ["muster", "query", query::ACK, _])
}

/// Tells the server what a worker says of its deliveries. Who asks to be answered hears that everything that it said before
/// was passed on.
pub(super) async fn verdict(service: &Service, message: &Message) {
    let who = message.subject.rsplit('.').next().unwrap_or_default();
    let may = rights(who).is_some_and(|rights| rights.queries(query::ACK));
    let Ok(said) = codec::decode::<Acknowledgement>(query::ACK, &message.payload) else { return };
    let stream = service.0.stream.options().name();
    let own: Vec<&String> = said.of.iter().filter(|address| may && is_own(address, &stream, who)).collect();
    if said.what != What::InProgress {
        // Before the server gives it to somebody else, who would be taken for the one that held it.
        let gone: Vec<Position> = own.iter().filter_map(|address| position(address)).collect();
        held(&service.0.holds).forget(who, &gone);
    }
    for address in own {
        let published = service.0.connection.client().publish(address.clone(), said.what.word().into()).await;
        if let Err(error) = published {
            tracing::debug!(%error, "a verdict could not be passed on");
        }
    }
    if said.what == What::Done && !said.of.is_empty() {
        // Anyone who waits for quiet looks again.
        service.0.changes.send_modify(|count| *count = count.wrapping_add(1));
    }
    if let Some(inbox) = message.reply.clone().filter(|inbox| may && answers_to(inbox, who)) {
        service.reply(inbox, Ok(codec::encode(&()))).await;
    }
}

/// Whether an address is of a delivery of this consumer: `$JS.ACK.<stream>.<consumer>.` and numbers, or the longer form with
/// domain and account before the stream.
fn is_own(address: &str, stream: &str, consumer: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '$';
    let tokens: Vec<&str> = address.split('.').collect();
    let whole = tokens.iter().all(|token| !token.is_empty() && token.chars().all(plain));
    whole
        && match tokens.as_slice() {
            ["$JS", "ACK", of, whose, _, _, _, _, _]
            | ["$JS", "ACK", _, _, of, whose, _, _, _, _, _]
            | ["$JS", "ACK", _, _, of, whose, _, _, _, _, _, _] => *of == stream && *whose == consumer,
            _ => false,
        }
}

/// The position of the event that an address is of: the second number of a delivery.
fn position(address: &str) -> Option<Position> {
    let tokens: Vec<&str> = address.split('.').collect();
    let at = if tokens.len() == 9 { 5 } else { 7 };
    tokens.get(at)?.parse().ok().map(Position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_event_it_is_of() {
        for own in ["$JS.ACK.S.visits.1.42.3.4.5", "$JS.ACK._.hash.S.visits.1.42.3.4.5.random"] {
            assert_eq!(position(own), Some(Position(42)), "{own}");
        }
    }

    #[test]
    fn an_address_is_of_the_own_consumer_or_of_none() {
        for own in ["$JS.ACK.S.visits.1.2.3.4.5", "$JS.ACK._.hash.S.visits.1.2.3.4.5.random"] {
            assert!(is_own(own, "S", "visits"), "{own}");
        }
        for other in [
            "$JS.ACK.S.reminders.1.2.3.4.5",
            "$JS.ACK.T.visits.1.2.3.4.5",
            "$JS.ACK.S.visits.1.2.3.4",
            "$JS.ACK.S.visits.1.2.3.4.>",
            "$JS.ACK.S.visits.1.2.3.4.*",
            "$JS.ACK.S.visits.1.2.3..5",
            "$JS.ACK.S.visits.1.2.3.4.5 +ACK",
            "muster.event.0.year.campaign.closed",
            "_INBOX.visits.1",
            "",
        ] {
            assert!(!is_own(other, "S", "visits"), "{other}");
        }
    }
}
