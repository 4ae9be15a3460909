//! Receipts: the counterpart of a channel tells what became of a letter that it took. It is no post and holds no token of one: it
//! shows the secret of its channel's settings, and all that it can say is this.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use muster_protocol::command::{Ground, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::text;
use muster_rules::worker::LetterReceipt;
use muster_wire::link::LinkError;
use serde::Deserialize;

use super::AppState;
use super::answer::{no, problem, unauthorised};
use super::bodies::{BodyError, Timed, whole};
use super::caller::shown;
use super::page;
use crate::directory::contacts::Numbered;
use crate::execute::receipts::Gateways;

/// Largest body: a thousand receipts of some hundred bytes.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// Calls of one channel's counterpart a minute: receipts of 10,000 letters that come one by one within a few minutes stay below it.
const CALLS_A_MINUTE_MAX: u32 = 6_000;
/// When a receipt is to come again that came too early: workers report within seconds.
const EARLY_MS: u64 = 10_000;
/// What a minute is.
const WINDOW: Duration = Duration::from_mins(1);

/// Since when it is counted, and how often each channel's counterpart called.
type Counts = (Option<Instant>, BTreeMap<String, u32>);

/// How often the counterparts of channels called in this minute. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub(super) struct Calls(Arc<Mutex<Counts>>);

impl Calls {
    /// Counts a call; false when the channel's counterpart has had its share.
    fn come(&self, channel: &str, now: Instant) -> bool {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, counts) = &mut *calls;
        if since.is_none_or(|since| now.duration_since(since) >= WINDOW) {
            *since = Some(now);
            counts.clear();
        }
        let count = counts.entry(channel.to_owned()).or_default();
        *count = count.saturating_add(1);
        *count <= CALLS_A_MINUTE_MAX
    }
}

/// What a counterpart that can send no header shows.
#[derive(Debug, Deserialize)]
struct Shown {
    token: Option<String>,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/v1/receipts/{channel}", post(receive))
}

async fn receive(
    State(app): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(channel): Path<String>,
    Query(query): Query<Shown>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let from = page::origin(peer, &headers);
    let secret = shown(&headers).or(query.token.as_deref()).unwrap_or_default();
    let gateways = app.handle.gateways();
    // The right secret is heard no matter who tries out wrong ones at the same address: a proxy, or this machine.
    let Some(gateways) = gateways.filter(|gateways| opens(gateways.as_ref(), &channel, secret)) else {
        if app.rate.is_shut(from) {
            return too_many(&app);
        }
        app.rate.misses(from);
        app.handle.metrics().unauthorised("receipt");
        return unauthorised(Refusal::with_text(
            RefusalCode::NotAllowed(Ground::Token),
            text!("receipts-need-the-secret-of-their-channel"),
        ));
    };
    if !app.calls.come(&channel, Instant::now()) {
        return too_many(&app);
    }
    match whole(Timed::wrap(body), BODY_BYTES_MAX).await {
        Ok(bytes) => take(&app, gateways.as_ref(), &channel, &String::from_utf8_lossy(&bytes)).await,
        Err(error @ BodyError::TooLarge(_)) => problem(StatusCode::PAYLOAD_TOO_LARGE, error.to_string()),
        Err(error @ BodyError::Broken(_)) => problem(StatusCode::REQUEST_TIMEOUT, error.to_string()),
    }
}

fn too_many(app: &AppState) -> Response {
    app.handle.metrics().unauthorised("receipt-rate");
    problem(StatusCode::TOO_MANY_REQUESTS, "too many calls within a minute")
}

/// Whether this is the secret of the channel. Compared as digests, in constant time; who names a channel that expects nothing hears
/// the same as who shows a wrong one.
fn opens(gateways: &dyn Gateways, channel: &str, shown: &str) -> bool {
    match gateways.secret(channel) {
        Some(Ok(secret)) => blake3::hash(secret.as_bytes()) == blake3::hash(shown.as_bytes()),
        Some(Err(error)) => {
            tracing::error!(channel, error, "receipts are turned away: their secret cannot be read");
            false
        }
        None => false,
    }
}

/// Says each receipt. Where one of them cannot be heard now, or comes before the worker has reported what the counterpart took, the
/// counterpart is to say all of them again: twice is once. One that is refused keeps the others from nothing, and shows where none
/// was taken.
async fn take(app: &AppState, gateways: &dyn Gateways, channel: &str, body: &str) -> Response {
    let all = match gateways.read(channel, body) {
        Ok(all) => all,
        Err(wrong) => return problem(StatusCode::BAD_REQUEST, wrong),
    };
    let (mut taken, mut early, mut refused) = (0_usize, false, None);
    let some = !all.is_empty();
    for LetterReceipt { letter, arrived } in all {
        let (campaign, message) = match app.handle.letter_of(channel, letter).await {
            Ok(Numbered::Letter(campaign, message)) => (campaign, message),
            Ok(Numbered::Awaited) => {
                early = true;
                continue;
            }
            // Of what others sent by the same counterpart.
            Ok(Numbered::Strange) => continue,
            Err(error) => return no(error),
        };
        let def = match in_force(app, &campaign, &arrived).await {
            Ok(def) => def,
            Err(error) => return no(error),
        };
        match app.handle.take_receipt(channel, (campaign, message), arrived, def.as_deref()).await {
            Ok(_) => taken += 1,
            Err(LinkError::Refused(refusal)) if refusal.code == RefusalCode::Incomplete => early = true,
            Err(refusal @ LinkError::Refused(_)) => refused = Some(refusal),
            Err(error) => return no(error),
        }
    }
    if early {
        return no(LinkError::Busy { after_ms: EARLY_MS });
    }
    match refused {
        Some(refusal) if some && taken == 0 => no(refusal),
        Some(_) | None => gateways.answer(channel).into_response(),
    }
}

/// The definition by which the person of a letter that did not arrive is reached otherwise; none where there is no such campaign,
/// of which the receipt itself is refused.
async fn in_force(
    app: &AppState,
    campaign: &CampaignId,
    arrived: &Result<(), String>,
) -> Result<Option<Arc<Definition>>, LinkError> {
    if arrived.is_ok() {
        return Ok(None);
    }
    match app.definition(campaign).await {
        Ok(def) => Ok(Some(def)),
        Err(LinkError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calls_of_a_channel_are_counted_by_the_minute() {
        let (calls, now) = (Calls::default(), Instant::now());
        for _ in 0..CALLS_A_MINUTE_MAX {
            assert!(calls.come("sms", now));
        }
        assert!(!calls.come("sms", now) && calls.come("mail", now), "each has its own share");
        assert!(calls.come("sms", now + WINDOW));
    }
}
