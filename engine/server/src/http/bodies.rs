//! Bodies on their way: a request's must come within a time, and an answer's keeps what its caller has taken until its
//! last byte is gone.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use futures_util::StreamExt;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// How long nothing of a body may come (machine time).
pub(super) const STALL: Duration = Duration::from_secs(20);
/// How long the whole of a body may take (machine time): the largest file over a line of a megabit a second.
pub(super) const WHOLE: Duration = Duration::from_mins(10);

/// Why a body was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum BodyError {
    /// Larger than it may be.
    #[error("more than {0} bytes")]
    TooLarge(usize),
    /// It did not come whole, or not in time.
    #[error("the body did not come: {0}")]
    Broken(String),
}

/// A request's body that fails when its sender pauses too long or takes too long.
pub(super) struct Timed {
    body: Body,
    stall: Pin<Box<Sleep>>,
    until: Instant,
}

impl Timed {
    pub(super) fn wrap(body: Body) -> Body {
        let now = Instant::now();
        Body::new(Self { body, stall: Box::pin(sleep_until(now + STALL)), until: now + WHOLE })
    }
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            let next = (Instant::now() + STALL).min(self.until);
            self.stall.as_mut().reset(next);
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.stall.as_mut().poll(cx));
        Poll::Ready(Some(Err("it came too slowly".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An answer's body that holds something until it is dropped.
pub(super) struct Holding<T> {
    body: Body,
    _held: T,
}

impl<T: Send + Unpin + 'static> Holding<T> {
    pub(super) fn wrap(body: Body, held: T) -> Body {
        Body::new(Self { body, _held: held })
    }
}

impl<T: Unpin> HttpBody for Holding<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// How many bytes a body says that it has.
pub(super) fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok())
}

/// Reads a body once into one piece of memory.
pub(super) async fn whole(body: Body, max: usize) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| BodyError::Broken(error.to_string()))?;
        if bytes.len() + piece.len() > max {
            return Err(BodyError::TooLarge(max));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
