//! Takes connections, gives each to the routes, and ends them: a head that does not come, a reader that does not read and
//! a server that closes all end a connection within a named time, no matter who is at its other side.

use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, Sleep, sleep, timeout};
use tower_service::Service;

use super::connection_slots::{ConnectionSlot, ConnectionSlots};

/// How long the head of a request may take, and a connection be kept without one (machine time): a person's line is slow,
/// none needs longer for a screen of text.
pub(super) const HEAD_WAIT: Duration = Duration::from_secs(10);
/// How long nothing of an answer may be taken before its reader counts as gone (machine time).
pub(super) const STALL: Duration = Duration::from_secs(30);
/// How long answers that are under way may take when the HTTP server closes (machine time).
pub(super) const GRACE: Duration = Duration::from_secs(2);
/// Pause after a connection could not be taken, such as for want of a file descriptor (machine time).
const PAUSE: Duration = Duration::from_millis(200);
/// Bytes of a request's head, and of a body that are read at once.
const HEAD_BYTES_MAX: usize = 64 * 1024;

/// The times of a server; shorter in tests.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub(super) head: Duration,
    pub(super) stall: Duration,
    pub(super) grace: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self { head: HEAD_WAIT, stall: STALL, grace: GRACE }
    }
}

/// Serves until the HTTP server closes; then nobody is let in any more, and anyone who is there goes.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    slots: ConnectionSlots,
    times: Times,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let taken = tokio::select! {
            biased;
            _ended = stopped.wait_for(|stop| *stop) => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            taken = listener.accept() => taken,
        };
        match taken {
            Ok((stream, peer)) => {
                // Anyone who comes while all are being served is let go at once.
                let Some((slot, to_go)) = slots.enter() else { continue };
                let (router, stopped) = (router.clone(), stopped.clone());
                connections.spawn(connection(
                    stream,
                    NewConnection { peer, slot, to_go },
                    router,
                    times,
                    stopped,
                ));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be taken");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(times.grace, all).await.is_err() {
        connections.shutdown().await;
    }
}

/// Who has come.
struct NewConnection {
    peer: SocketAddr,
    slot: Arc<ConnectionSlot>,
    to_go: oneshot::Receiver<()>,
}

async fn connection(
    stream: TcpStream,
    NewConnection { peer, slot, to_go }: NewConnection,
    router: Router,
    times: Times,
    mut stopped: watch::Receiver<bool>,
) {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(Arc::clone(&slot));
        let request: Request = request.map(axum::body::Body::new);
        router.clone().call(request)
    });
    let stream = TokioIo::new(WriteTimeout::new(stream, times.stall));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(times.head)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(stream, service);
    let mut served = pin!(served);
    tokio::select! {
        ended = served.as_mut() => {
            if let Err(error) = ended {
                tracing::debug!(%error, %peer, "a connection broke off");
            }
            return;
        }
        _gone = to_go => return,
        _ended = stopped.wait_for(|stop| *stop) => {}
    }
    served.as_mut().graceful_shutdown();
    if let Err(error) = served.await {
        tracing::debug!(%error, %peer, "a connection broke off");
    }
}

/// A stream whose other side must take something of what is written within a time.
struct WriteTimeout<S> {
    stream: S,
    stall: Duration,
    /// Runs while something is written and nothing taken.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> WriteTimeout<S> {
    fn new(stream: S, stall: Duration) -> Self {
        Self { stream, stall, waiting: None }
    }

    fn hold_out<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.waiting = None;
            return polled;
        }
        let stall = self.stall;
        let waiting =
            self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + stall)));
        ready!(waiting.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the reader takes nothing")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WriteTimeout<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WriteTimeout<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.hold_out(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.hold_out(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test(start_paused = true)]
    async fn a_reader_may_be_slow_and_must_read() {
        let (here, mut there) = tokio::io::duplex(4);
        let mut stream_in_time = WriteTimeout::new(here, STALL);
        let read = tokio::spawn(async move {
            for _ in 0..6 {
                tokio::time::advance(STALL * 9 / 10).await;
                there.read_exact(&mut [0; 4]).await.unwrap();
            }
            there
        });
        stream_in_time.write_all(&[7; 24]).await.unwrap();
        let _deaf = read.await.unwrap();
        let error = stream_in_time.write_all(&[7; 24]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
