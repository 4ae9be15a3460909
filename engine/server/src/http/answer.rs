//! Answers: JSON, and what each kind of no looks like.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use muster_protocol::command::{Refusal, RefusalCode};
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use crate::store::StoreError;

/// The body of every answer that is neither data nor a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong, in English.
    pub error: String,
    /// When to try again, in milliseconds, if trying again helps.
    pub after_ms: Option<u64>,
    /// How far the view is, where it is being brought on to the head of the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<Behind>,
}

/// How far the view is, and where the log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// Position that the view has reached.
    pub position: u64,
    /// Position of the log's last event.
    pub head: u64,
}

/// When to ask again for what is computed from the log, in milliseconds of machine time.
const BEHIND_AFTER_MS: u64 = 250;

/// A problem with its status.
pub(super) fn problem(status: StatusCode, error: impl Into<String>) -> Response {
    (status, Json(Problem { error: error.into(), after_ms: None, behind: None })).into_response()
}

/// Nobody is let in without a token that opens; the body says why, as a refusal.
pub(super) fn unauthorised(refusal: Refusal) -> Response {
    let challenge = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
    (StatusCode::UNAUTHORIZED, challenge, Json(refusal)).into_response()
}

/// What a handler answers: what was asked for, or the no that ended it.
pub(super) type Answered = Result<Response, Rejection>;

/// An answer by which a handler ends early.
#[derive(Debug)]
pub(super) struct Rejection(Box<Response>);

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Response> for Rejection {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<LinkError> for Rejection {
    fn from(error: LinkError) -> Self {
        no(error).into()
    }
}

impl From<StoreError> for Rejection {
    fn from(error: StoreError) -> Self {
        LinkError::from(error).into()
    }
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        LinkError::Refused(refusal).into()
    }
}

/// 200 with JSON.
pub(super) fn data<T: Serialize>(value: T) -> Answered {
    Ok(Json(value).into_response())
}

/// 200 with JSON, or the no: a refusal is 409 with the refusal, or 403 where it is the right that is missing, busy is 503 with a time, a store that failed is 502,
/// and an engine that is closing is 503 without a time.
pub(super) fn json<T: Serialize, E>(result: Result<T, E>) -> Answered
where
    Rejection: From<E>,
{
    data(result?)
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
        LinkError::Busy { after_ms } => later(text, after_ms, None),
        LinkError::Behind { position, head } => later(text, BEHIND_AFTER_MS, Some(Behind { position, head })),
        LinkError::Unreachable(_) => problem(StatusCode::BAD_GATEWAY, text),
        LinkError::Closed => problem(StatusCode::SERVICE_UNAVAILABLE, text),
    }
}

/// The answer to what will work later.
fn later(error: String, after_ms: u64, behind: Option<Behind>) -> Response {
    let body = Json(Problem { error, after_ms: Some(after_ms), behind });
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, body).into_response();
    // The header counts whole seconds, and must not say none.
    let seconds = HeaderValue::from(after_ms.div_ceil(1_000).max(1));
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_asks_too_early_is_told_how_far_it_is() {
        let answer = no(LinkError::Behind { position: 120, head: 1_000 });
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "1");
        let body = axum::body::to_bytes(answer.into_body(), 1_000).await.unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        assert_eq!(problem.behind, Some(Behind { position: 120, head: 1_000 }));
        assert!(problem.after_ms.is_some() && problem.error.contains("120 of 1000"), "{}", problem.error);
    }
}
