//! What those who watch the process ask: whether it is alive, whether it is ready, how its numbers are.
//!
//! `/healthz` and `/readyz` need no token: they say nothing of any campaign. `/metrics` needs none on this machine, so
//! that a Prometheus here scrapes without a secret that changes at every start; its numbers name campaigns by their
//! ids and nobody else. From another machine (`--listen`) it needs the token, as everything else does everywhere.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use muster_protocol::command::{Ground, Refusal, RefusalCode};
use muster_protocol::text;
use serde::{Deserialize, Serialize};

use super::answer::{problem, unauthorised};
use super::caller::holds_directory;
use super::routes::PROOF_PATH;
use super::{AppState, engine_status};
use crate::clock::Doubt;
use crate::execute::Handle;
use crate::watch::gauge::RelayStatus;

/// Events by which a view may lag behind the log while the engine counts as ready: some seconds of the projector.
const VIEW_LAG_MAX: u64 = 10_000;
/// How long a planned instant may have passed before time counts as standing still (campaign clock, ms): some pauses
/// of the ticker.
const DUE_LAG_MAX: i64 = 60_000;

/// Name of the worker that sends.
const SENDER: &str = "reminders";

/// Type of Prometheus' text; what is written is a subset of both of its formats.
const EXPOSITION: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Whether the engine can do its work, with each thing that must be so: `ok`, or what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// Whether all is well that commands and people need.
    pub ready: bool,
    /// Whether the writer takes commands.
    pub writer: String,
    /// Whether the view follows the log.
    pub view: String,
    /// Whether time moves. While it is held nothing is sent.
    pub time: String,
    /// Whether what is due is sent: somebody works as `reminders`, and its channel takes letters.
    pub sending: String,
    /// Whether events reach the stream. The engine decides without it, so this alone leaves it ready.
    pub relay: String,
}

/// Longest challenge: two random numbers as text.
const CHALLENGE_BYTES_MAX: usize = 128;

/// What must be proved over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Any text, a new one each time.
    pub challenge: String,
}

/// The proof, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// See [`super::Address::proof`].
    pub proof: String,
}

impl Ready {
    async fn of(handle: &Handle) -> Self {
        let ok = || "ok".to_owned();
        let head = *handle.head().borrow();
        let lag = head.0.saturating_sub(handle.view().position().0);
        let view = match handle.view().trouble() {
            Some(_) => "it cannot be brought on; see the log of the process".to_owned(),
            None if lag > VIEW_LAG_MAX => format!("{lag} events behind, at most {VIEW_LAG_MAX}"),
            None => ok(),
        };
        let writer = match handle.store_trouble() {
            _ if !handle.is_open() => "it has ended".to_owned(),
            Some(cause) => format!("commits fail: {cause}"),
            None => ok(),
        };
        let late = handle.next_due().map_or(0, |due| handle.clock().now().0.saturating_sub(due.0));
        let seconds = |ms: Option<i64>| ms.unwrap_or_default() / 1_000;
        let ahead = seconds(handle.clock().ahead_ms());
        let time = if let Some(doubt) = handle.clock().doubt() {
            match doubt {
                Doubt::Back => format!("held: the machine's clock is {} s behind", -ahead),
                Doubt::Jump => format!("held: the machine's clock jumped {ahead} s forward"),
                Doubt::Stop => format!("held: the machine's clock is {ahead} s ahead of what was seen last"),
            }
        } else if let Some(behind) = handle.clock().stands_ms() {
            format!("it stands: the machine's clock is {} s behind", behind / 1_000)
        } else if late > DUE_LAG_MAX {
            format!("a planned instant passed {} s ago", late / 1_000)
        } else {
            ok()
        };
        let relayed = engine_status::relay(handle).await;
        let sending = sending(handle, relayed.as_ref());
        let relay = match relayed {
            Some(relay) if relay.connected && relay.trouble.is_none() => ok(),
            Some(relay) => format!("{} events wait", relay.lag),
            None => "none".to_owned(),
        };
        let ready = [&writer, &view, &time, &sending].into_iter().all(|one| one == "ok");
        Self { ready, writer, view, time, sending, relay }
    }
}

/// What keeps letters from going out. An engine that runs for its commands alone has no workers, and sends nothing.
fn sending(handle: &Handle, relay: Option<&RelayStatus>) -> String {
    let outside = relay.and_then(|relay| relay.workers.get(SENDER).copied());
    let worker = handle.inside().get(SENDER).copied().or(outside);
    let channels = handle.channels();
    let stuck = channels.iter().find_map(|channel| channel.trouble().map(|cause| (&channel.name, cause)));
    match (worker, stuck) {
        (Some(worker), _) if worker.is_absent() => format!("nobody works as {SENDER}"),
        (_, Some((name, cause))) => format!("the channel {name} takes nothing: {cause}"),
        (_, None) => "ok".to_owned(),
    }
}

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route(PROOF_PATH, get(proof))
        .route("/metrics", get(metrics))
}

/// Proves that this is the engine of the address file, before the token is shown: the file may have outlived its engine, and
/// another program have taken the port.
async fn proof(State(app): State<AppState>, Query(asked): Query<Challenge>) -> Response {
    if asked.challenge.len() > CHALLENGE_BYTES_MAX {
        return problem(StatusCode::BAD_REQUEST, "the challenge is too long");
    }
    Json(Proof { proof: app.address.proof(&asked.challenge).to_hex().to_string() }).into_response()
}

async fn ready(State(app): State<AppState>) -> Response {
    let ready = Ready::of(&app.handle).await;
    let status = if ready.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(ready)).into_response()
}

async fn metrics(
    State(app): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !peer.ip().is_loopback() && !holds_directory(&app, &headers) {
        app.handle.metrics().unauthorised("metrics");
        return unauthorised(Refusal::with_text(
            RefusalCode::NotAllowed(Ground::Token),
            text!("show-the-token-of-the-address-file-authorization"),
        ));
    }
    let gauges = engine_status::gauges(&app.handle).await;
    ([(header::CONTENT_TYPE, EXPOSITION)], app.handle.metrics().exposition(&gauges)).into_response()
}
