//! Answers: JSON, and what each kind of no looks like.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use muster_wire::link::LinkError;
use muster_words::command::{Refusal, RefusalCode};
use serde::{Deserialize, Serialize};

/// The body of every answer that is neither data nor a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong, in English.
    pub error: String,
    /// When to try again, in milliseconds, if trying again helps.
    pub after_ms: Option<u64>,
}

/// A problem with its status.
pub(super) fn problem(status: StatusCode, error: impl Into<String>) -> Response {
    (status, Json(Problem { error: error.into(), after_ms: None })).into_response()
}

/// Nobody is let in without a token that opens; the body says why, as a refusal.
pub(super) fn unauthorised(refusal: Refusal) -> Response {
    let challenge = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
    (StatusCode::UNAUTHORIZED, challenge, Json(refusal)).into_response()
}

/// 200 with JSON, or the no: a refusal is 409 with the refusal, or 403 where it is the right that is missing, busy is 503 with a time, a store that failed is 502,
/// and an engine that is closing is 503 without a time.
pub(super) fn json<T: Serialize>(result: Result<T, LinkError>) -> Response {
    match result {
        Ok(value) => Json(value).into_response(),
        Err(error) => no(error),
    }
}

/// The answer to what did not work.
pub(super) fn no(error: LinkError) -> Response {
    let text = error.to_string();
    match error {
        LinkError::Refused(refusal) => {
            let may_not = matches!(refusal.code, RefusalCode::NotAllowed(_));
            let status = if may_not { StatusCode::FORBIDDEN } else { StatusCode::CONFLICT };
            (status, Json(refusal)).into_response()
        }
        LinkError::Busy { after_ms } => {
            let body = Json(Problem { error: text, after_ms: Some(after_ms) });
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, body).into_response();
            // The header counts whole seconds, and must not say none.
            let seconds = HeaderValue::from(after_ms.div_ceil(1_000).max(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
            response
        }
        LinkError::Unreachable(_) => problem(StatusCode::BAD_GATEWAY, text),
        LinkError::Closed => problem(StatusCode::SERVICE_UNAVAILABLE, text),
    }
}
