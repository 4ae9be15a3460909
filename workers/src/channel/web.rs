//! What all counterparts over HTTP share: one client, bounded answers, and what a broken connection means.

use std::time::Duration;

use muster_protocol::question::FailureCause;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;

use super::parcel::NotTaken;
use super::settings::ANSWER_BYTES_MAX;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// Longest pause that a counterpart may ask for by `Retry-After`.
const RETRY_AFTER_MAX: u64 = 3_600;

/// The pause where a counterpart says that it is too much and not for how long.
pub(super) const PAUSE: Duration = Duration::from_secs(60);

/// What a counterpart answered.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    pub(super) text: String,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// Its words: the status and the beginning of the body.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.status, self.text.trim())
    }

    /// What the status alone says, for counterparts that judge by it.
    pub(super) fn by_status(&self) -> Result<(), NotTaken> {
        let status = self.status;
        if status.is_success() {
            return Ok(());
        }
        if let Some(time) = self.retry_after.or((status == StatusCode::TOO_MANY_REQUESTS).then_some(PAUSE)) {
            return Err(NotTaken::Pause(time, self.words()));
        }
        let later = status.is_server_error() || [408, 425].contains(&status.as_u16());
        // A wrong key or address is for ops to fix, not a fault of the letter.
        let settings = [401, 403, 404, 405].contains(&status.as_u16()) || status.is_redirection();
        let words = self.words();
        Err(match (later, settings) {
            (true, _) => NotTaken::not_now(words),
            (false, true) => NotTaken::settings(words),
            (false, false) => NotTaken::Never(words),
        })
    }
}

/// A client that follows nobody elsewhere: a letter goes to the address that was written down.
pub(super) fn client() -> Result<Client, String> {
    // Somebody in this process may have chosen already, then that holds.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT);
    client
        .user_agent(concat!("muster/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| error.to_string())
}

/// Calls, and reads the answer as far as it is worth reading. The address may be a secret and is not in the cause.
pub(super) async fn call(request: RequestBuilder) -> Result<Answer, NotTaken> {
    let broken = |error: reqwest::Error| {
        let error = error.without_url();
        let mut cause = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            cause = format!("{cause}: {inner}");
            source = inner.source();
        }
        let kept = if error.is_timeout() { FailureCause::Timeout } else { FailureCause::Unreachable };
        NotTaken::Later(kept, cause)
    };
    let mut response = request.send().await.map_err(broken)?;
    let (status, retry_after) = (response.status(), retry_after(&response));
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        let room = ANSWER_BYTES_MAX - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if bytes.len() == ANSWER_BYTES_MAX {
            break;
        }
    }
    Ok(Answer { status, retry_after, text: String::from_utf8_lossy(&bytes).into_owned() })
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds: u64 = response.headers().get("retry-after")?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(RETRY_AFTER_MAX)))
}
