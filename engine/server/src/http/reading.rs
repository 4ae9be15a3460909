//! What changes nothing: events, blobs, and the rows of the view. A reader waits until the view has reached the head.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use muster_wire::link::LinkError;
use muster_words::ids::{CampaignId, CommandId, Digest, Position, Version};
use muster_words::recorded::Recorded;
use muster_words::time::Instant;
use serde::{Deserialize, Serialize};

use super::Desk;
use super::answer::{json, no, problem};
use crate::execute::Handle;
use crate::gauge::RelayStanding;
use crate::store::StoreError;
use crate::view::status::{DeadLetter, Ranking, Status};

/// Most events in one answer.
pub const EVENTS_MAX: usize = 1_000;

/// One event of the log as JSON: the readable body, and the very bytes that the hash covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventJson {
    /// Place in the shard's log.
    pub position: Position,
    /// The campaign.
    pub campaign: CampaignId,
    /// Number within the campaign.
    pub version: Version,
    /// Campaign clock when it was decided.
    pub at: Instant,
    /// Name, `family.verb`.
    pub name: String,
    /// Schema of the body.
    pub schema: u16,
    /// On whose authority.
    pub actor: String,
    /// The command that caused it.
    pub command: Option<CommandId>,
    /// Link of the campaign's hash chain.
    pub hash: Digest,
    /// The body, readable; null where this build cannot read it.
    pub body: serde_json::Value,
    /// The body's bytes in hexadecimal.
    pub bytes: String,
}

impl From<&Recorded> for EventJson {
    fn from(row: &Recorded) -> Self {
        let readable =
            row.event().ok().and_then(|event| event.serialize_body(serde_json::value::Serializer).ok());
        Self {
            position: row.position,
            campaign: row.campaign.clone(),
            version: row.version,
            at: row.at,
            name: row.name.clone(),
            schema: row.schema,
            actor: row.actor.clone(),
            command: row.command,
            hash: row.hash,
            body: readable.unwrap_or_default(),
            bytes: row.body.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

impl EventJson {
    /// The row of the log that this was made from; none when the bytes are not hexadecimal.
    #[must_use]
    pub fn recorded(&self) -> Option<Recorded> {
        let byte = |at: usize| self.bytes.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let body: Option<Vec<u8>> = (0..self.bytes.len()).step_by(2).map(byte).collect();
        Some(Recorded {
            position: self.position,
            campaign: self.campaign.clone(),
            version: self.version,
            at: self.at,
            name: self.name.clone(),
            schema: self.schema,
            actor: self.actor.clone(),
            command: self.command,
            hash: self.hash,
            body: body?,
        })
    }
}

/// Events after a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// Position of the log's last event.
    pub head: Position,
    /// The events, in order, at most [`EVENTS_MAX`].
    pub events: Vec<EventJson>,
}

/// How the engine and its campaigns stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The campaign clock.
    pub now: Instant,
    /// `wall` or `stepped`.
    pub clock: String,
    /// Whether ticking is held after a jump of the wall.
    pub held: bool,
    /// The earliest planned instant of all campaigns.
    pub next_due: Option<Instant>,
    /// Campaigns in which a bug was met, with what it said.
    pub parked: BTreeMap<String, String>,
    /// The campaigns.
    pub status: Status,
    /// What was given up, oldest first.
    pub dead_letters: Vec<DeadLetter>,
    /// Relay and outside workers, where the engine is on NATS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<RelayStanding>,
}

impl Standing {
    /// How an engine stands, when its view has reached the head of the log.
    ///
    /// # Errors
    /// [`StoreError`] when the view cannot be read.
    pub async fn of(handle: &Handle, campaign: Option<&CampaignId>) -> Result<Self, StoreError> {
        at_head(handle).await?;
        let (clock, now) = (handle.clock(), handle.clock().now());
        Ok(Self {
            now,
            clock: if clock.is_stepped() { "stepped" } else { "wall" }.to_owned(),
            held: clock.held(),
            next_due: handle.next_due(),
            parked: handle.parked().into_iter().map(|(id, cause)| (id.to_string(), cause)).collect(),
            status: handle.view().status(campaign, now).await?,
            dead_letters: handle.view().dead_letters().await?,
            relay: match handle.gauge() {
                Some(gauge) => Some(gauge.standing().await),
                None => None,
            },
        })
    }
}

/// Waits until the view has reached the head of the log as it is now.
///
/// # Errors
/// [`StoreError`] when it cannot get there as things are.
pub async fn at_head(handle: &Handle) -> Result<(), StoreError> {
    let head = *handle.head().borrow();
    handle.view().reached(head).await
}

#[derive(Debug, Deserialize)]
struct Of {
    campaign: Option<CampaignId>,
    snapshot: Option<String>,
}

#[derive(Debug, Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
}

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/v1/events", get(events))
        .route("/v1/blobs/{digest}", get(blob))
        .route("/v1/status", get(status))
        .route("/v1/why/{name}", get(why))
        .route("/v1/ranking", get(ranking))
        .route("/v1/occasions", get(occasions))
}

async fn status(State(desk): State<Desk>, Query(of): Query<Of>) -> Response {
    json(Standing::of(&desk.handle, of.campaign.as_ref()).await.map_err(failed))
}

/// The chain behind a name; the name stands in the path percent-encoded, its slashes too.
async fn why(State(desk): State<Desk>, Path(name): Path<String>, Query(of): Query<Of>) -> Response {
    if let Err(error) = at_head(&desk.handle).await {
        return no(failed(error));
    }
    found(desk.handle.view().why(of.campaign.as_ref(), &name).await, "nobody knows this name")
}

async fn ranking(State(desk): State<Desk>, Query(of): Query<Of>) -> Response {
    let Some(campaign) = of.campaign else {
        return problem(StatusCode::BAD_REQUEST, "name the campaign: ?campaign=ID");
    };
    if let Err(error) = at_head(&desk.handle).await {
        return no(failed(error));
    }
    let ranking: Result<Option<Ranking>, StoreError> =
        desk.handle.view().ranking(&campaign, of.snapshot.as_deref()).await;
    found(ranking, "no such snapshot was taken")
}

async fn occasions(State(desk): State<Desk>, Query(of): Query<Of>) -> Response {
    let Some(campaign) = of.campaign else {
        return problem(StatusCode::BAD_REQUEST, "name the campaign: ?campaign=ID");
    };
    if let Err(error) = at_head(&desk.handle).await {
        return no(failed(error));
    }
    json(desk.handle.view().occasions(&campaign).await.map_err(failed))
}

fn found<T: Serialize>(result: Result<Option<T>, StoreError>, nothing: &str) -> Response {
    match result {
        Ok(None) => problem(StatusCode::NOT_FOUND, nothing),
        Ok(Some(value)) => json(Ok(value)),
        Err(error) => no(failed(error)),
    }
}

fn failed(error: StoreError) -> LinkError {
    LinkError::Unreachable(error.to_string())
}

async fn events(State(desk): State<Desk>, Query(query): Query<After>) -> Response {
    let head = *desk.handle.head().borrow();
    let limit = query.limit.unwrap_or(EVENTS_MAX).min(EVENTS_MAX);
    let rows = desk.handle.read(Position(query.after), limit).await;
    json(
        rows.map(|rows| Events {
            head,
            events: rows.iter().map(|row| EventJson::from(row.as_ref())).collect(),
        }),
    )
}

async fn blob(State(desk): State<Desk>, Path(digest): Path<String>) -> Response {
    let Ok(digest) = digest.parse::<Digest>() else {
        return problem(StatusCode::BAD_REQUEST, "a digest has 64 hexadecimal digits");
    };
    match desk.handle.blob(digest).await {
        Ok(Some(blob)) => ([(header::CONTENT_TYPE, "application/octet-stream")], blob.bytes).into_response(),
        Ok(None) => problem(StatusCode::NOT_FOUND, "no such blob"),
        Err(error) => no(error),
    }
}
