//! What changes something: commands, and the blobs, texts and contacts that commands name.

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use muster_protocol::any_of;
use muster_protocol::codec::BLOB_BYTES_MAX;
use muster_protocol::command::{Command, CommandEnvelope, GATEWAY, ItemName, Refusal, RefusalCode};
use muster_protocol::ids::{CampaignId, CommandId, Digest};
use muster_protocol::question::Question;
use muster_protocol::recorded::CLOCK;
use muster_protocol::text;
use muster_protocol::unseen;
use serde::{Deserialize, Serialize};

use super::AppState;
use super::answer::{Answered, Rejection, json, problem};
use super::bodies::{BodyError, declared_length, whole};
use super::bounds::Resource;
use super::caller::{Caller, Denied, ops_only};
use super::engine_status::at_head;
use super::seen::Seen;
use crate::directory::contacts::Account;
use crate::execute::account::machine_today;
use crate::view::why::Why;
use crate::writer::plain_refusal;

/// Largest command or question as JSON: a body of 64 KiB says the same in about a quarter of this.
const COMMAND_BYTES_MAX: usize = 256 * 1024;
/// Largest free text: a reason or a record, not a book.
const TEXT_BYTES_MAX: usize = 256 * 1024;
/// Largest list of contacts: 100,000 units with four posts of about 100 bytes each stay below it.
const CONTACTS_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Workers speak under this; they have links of their own and never come through this server.
const WORKER: &str = "worker/";

/// Under which name a program says again what it did not hear the answer of.
const KEY: &str = "idempotency-key";
/// Longest such key in bytes.
const KEY_BYTES_MAX: usize = 255;

/// A command as it comes by HTTP: with an id of its own, or under a key.
#[derive(Debug, Deserialize)]
struct Given {
    id: Option<CommandId>,
    campaign: CampaignId,
    actor: String,
    behalf: Option<String>,
    via: String,
    command: Command,
}

impl Given {
    fn envelope(self) -> (CommandEnvelope, bool) {
        let Self { id, campaign, actor, behalf, via, command } = self;
        (CommandEnvelope { id: id.unwrap_or_default(), campaign, actor, behalf, via, command }, id.is_some())
    }
}

/// The name of something that was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its digest.
    pub digest: Digest,
}

/// On whose authority the wall's time is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedBy {
    /// A post.
    pub actor: String,
}

/// The jump that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedJump {
    /// How far the wall was ahead, in milliseconds; none when time was not held.
    pub forward_ms: Option<i64>,
}

/// Accounts of a campaign, to be staged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsJson {
    /// The campaign.
    pub campaign: CampaignId,
    /// How its contacts are reached.
    pub contacts: Vec<Account>,
}

pub(super) fn routes() -> Router<AppState> {
    let limited = |limit| DefaultBodyLimit::max(limit);
    Router::new()
        .route("/v1/commands", post(command).layer(limited(COMMAND_BYTES_MAX)))
        .route("/v1/questions", post(question).layer(limited(COMMAND_BYTES_MAX)))
        .route("/v1/blobs", post(blob))
        .route("/v1/texts", post(text).layer(limited(TEXT_BYTES_MAX)))
        .route("/v1/contacts", post(contacts).layer(limited(CONTACTS_BYTES_MAX)))
        .route("/v1/clock/accept", post(accept_clock).layer(limited(COMMAND_BYTES_MAX)))
}

/// The key of a request; it may stand in quotes, as the header's draft wants it.
fn key(headers: &HeaderMap) -> Result<Option<&str>, String> {
    let mut keys = headers.get_all(KEY).iter();
    let (Some(key), more) = (keys.next(), keys.next()) else { return Ok(None) };
    let key = key.to_str().unwrap_or_default().trim();
    let key = key.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(key);
    if more.is_some() || key.is_empty() || key.len() > KEY_BYTES_MAX {
        return Err(format!("{KEY}: one, of 1 to {KEY_BYTES_MAX} visible ASCII characters"));
    }
    Ok(Some(key))
}

/// A command as JSON; answered when it is durable. The same key of the same post in the same campaign is the same command,
/// and then the id in the body does not count. People come through here, so nobody may sign as time or as a worker.
async fn command(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Json(given): Json<Given>,
) -> Answered {
    let key = key(&headers).map_err(|wrong| problem(StatusCode::BAD_REQUEST, wrong))?;
    let (envelope, named) = given.envelope();
    if !named && key.is_none() {
        let wrong = format!("a command needs an identity: an id in the body, or the header {KEY}");
        return Ok(problem(StatusCode::BAD_REQUEST, wrong));
    }
    free(&envelope.actor)?;
    let mut envelope = app.checked(caller.envelope(&app, envelope).await?)?;
    app.bounds.give(caller.who(), machine_today())?;
    if let Some(key) = key {
        envelope.id = CommandId::derived(&["http", envelope.campaign.as_str(), &envelope.actor, key]);
    }
    json(app.handle.execute(envelope).await)
}

/// Whether a person may go by this name.
fn free(actor: &str) -> Result<(), Refusal> {
    let name = actor.trim();
    if name != CLOCK && ![WORKER, GATEWAY].iter().any(|mark| name.starts_with(mark)) {
        return Ok(());
    }
    Err(Refusal::with_text(RefusalCode::BadActor, text!("name-is-reserved-people-act-as-a-post", name)))
}

/// Accepts the wall's time after a jump.
async fn accept_clock(State(app): State<AppState>, Json(by): Json<AcceptedBy>) -> Answered {
    free(&by.actor)?;
    json(app.handle.accept_clock(&by.actor).await.map(|forward_ms| AcceptedJump { forward_ms }))
}

/// Workers ask through links of their own; a post's bearer asks for the definition that names are read by.
async fn question(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Json(question): Json<Question>,
) -> Answered {
    let may = match (&caller, &question) {
        (Caller::Directory, _) => Ok(()),
        (_, Question::Definition { campaign }) => caller.sees(Some(campaign.clone())).map(drop),
        (_, Question::Blob { digest }) => caller.reads(&app.handle, *digest).await?,
        (_, Question::VisitSlots { campaign, item, visitor: None }) => {
            may_move(&app, &caller, (campaign, item)).await?
        }
        (
            _,
            any_of! { Question:
                Messages Visits VisitSlots Addresses Permits Channels MayRead FailedLetters Event Words
                Numbers
            },
        ) => Err(ops_only()),
    };
    app.checked(may)?;
    json(app.handle.ask(question).await)
}

/// Whether a post may ask where a visit could lie instead: its visitor, to whom alternatives are promised, and who sees all. When
/// its visitor is free is no business of anybody else.
async fn may_move(
    app: &AppState,
    caller: &Caller,
    (campaign, item): (&CampaignId, &ItemName),
) -> Result<Result<(), Denied>, Rejection> {
    if let Err(other) = caller.sees(Some(campaign.clone())) {
        return Ok(Err(other));
    }
    at_head(&app.handle).await?;
    let (seen, name) = (Seen::of(app, caller).await?, item.to_string());
    let why = app.handle.view().why(Some(campaign), &name).await?;
    let visit = if let Some(Why::Item(item)) = why { item.visit } else { None };
    let is_its = visit.is_some_and(|visit| seen.sight.is_post(&visit.visitor));
    Ok(if is_its || seen.sight.is_whole() { Ok(()) } else { Err(caller.not_its_own(&name)) })
}

/// A file. It comes into memory when there is room for it, and counts towards its post's day.
async fn blob(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Answered {
    let (length, declared) = match declared_length(&headers) {
        Some(declared) => (declared, declared),
        None => (BLOB_BYTES_MAX, 0),
    };
    if length > BLOB_BYTES_MAX {
        return Ok(not_read(&BodyError::TooLarge(BLOB_BYTES_MAX)));
    }
    app.bounds.has_left(caller.who(), declared as u64, machine_today())?;
    let _upload = app.share(&caller, Resource::Upload)?;
    let room = app.bounds.memory(caller.who().as_ref(), length).await;
    let _room = room.map_err(IntoResponse::into_response)?;
    let bytes = whole(body, BLOB_BYTES_MAX).await.map_err(|error| not_read(&error))?;
    app.bounds.store(caller.who(), bytes.len() as u64, machine_today())?;
    json(app.handle.store(bytes).await.map(|digest| Stored { digest }))
}

fn not_read(error: &BodyError) -> Response {
    let status = match error {
        BodyError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        BodyError::Broken(_) => StatusCode::REQUEST_TIMEOUT,
    };
    problem(status, error.to_string())
}

async fn text(State(app): State<AppState>, Extension(caller): Extension<Caller>, text: String) -> Answered {
    app.bounds.store(caller.who(), text.len() as u64, machine_today())?;
    json(app.handle.store_text(&text).await.map(|digest| Stored { digest }))
}

/// Stages accounts. They count once a command that names them is accepted, which asks for a right.
async fn contacts(State(app): State<AppState>, Json(body): Json<ContactsJson>) -> Answered {
    let texts = |one: &Account| {
        [&one.contact, &one.channel, &one.account].into_iter().find_map(|it| unseen::find(it))
    };
    if let Some(c) = body.contacts.iter().find_map(texts) {
        return Err(plain_refusal(c).into());
    }
    json(app.handle.contacts().stage(&body.campaign, &body.contacts).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_signs_as_time_as_a_worker_or_as_a_gateway() {
        for actor in ["clock", " clock", "worker/reminders", "worker/", "gateway/短信"] {
            assert_eq!(free(actor).unwrap_err().code, RefusalCode::BadActor, "{actor}");
        }
        for actor in ["小组办公室", "005/联络员", "workers", "gateways"] {
            assert_eq!(free(actor), Ok(()), "{actor}");
        }
    }
}
