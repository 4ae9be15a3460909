//! What those who watch the process ask: whether it lives, whether it is ready, how its numbers are.
//!
//! `/healthz` and `/readyz` need no token: they say nothing of any campaign. `/metrics` needs none on this machine, so
//! that a Prometheus here scrapes without a secret that changes at every start; its numbers name campaigns by their
//! ids and nobody else. From another machine (`--listen`) it needs the token, as everything else does everywhere.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use muster_words::command::{Ground, Refusal, RefusalCode};
use serde::{Deserialize, Serialize};

use super::answer::unauthorised;
use super::caller::holds_directory;
use super::{Desk, standing};
use crate::execute::Handle;

/// Events by which a view may lag behind the log while the engine counts as ready: some seconds of the projector.
const VIEW_LAG_MAX: u64 = 10_000;
/// How long a planned instant may have passed before time counts as standing still (campaign clock, ms): some pauses
/// of the ticker.
const DUE_LAG_MAX: i64 = 60_000;

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
    /// Whether time moves. Held or late time is no fault of the engine: it takes commands all the same.
    pub time: String,
    /// Whether events reach the stream. The engine decides without it, so this alone leaves it ready.
    pub relay: String,
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
        let writer = if handle.is_open() { ok() } else { "it has ended".to_owned() };
        let late = handle.next_due().map_or(0, |due| handle.clock().now().0.saturating_sub(due.0));
        let time = if handle.clock().held() {
            "held after a jump of the machine's clock".to_owned()
        } else if late > DUE_LAG_MAX {
            format!("a planned instant passed {} s ago", late / 1_000)
        } else {
            ok()
        };
        let relay = match standing::relay(handle).await {
            Some(relay) if relay.connected && relay.trouble.is_none() => ok(),
            Some(relay) => format!("{} events wait", relay.lag),
            None => "none".to_owned(),
        };
        Self { ready: writer == "ok" && view == "ok", writer, view, time, relay }
    }
}

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

async fn ready(State(desk): State<Desk>) -> Response {
    let ready = Ready::of(&desk.handle).await;
    let status = if ready.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(ready)).into_response()
}

async fn metrics(
    State(desk): State<Desk>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    if !peer.ip().is_loopback() && !holds_directory(&desk, &headers) {
        desk.handle.metrics().unauthorised("metrics");
        let en = "show the token of the address file: Authorization: Bearer TOKEN";
        return unauthorised(Refusal::told(
            RefusalCode::NotAllowed(Ground::Token),
            en,
            "请出示 address 文件里的口令",
        ));
    }
    let gauges = standing::gauges(&desk.handle).await;
    ([(header::CONTENT_TYPE, EXPOSITION)], desk.handle.metrics().exposition(&gauges)).into_response()
}
