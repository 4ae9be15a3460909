//! No matter who is connected and what they hold: the HTTP server answers others, and closes.

use std::time::Duration;

use tokio::time::timeout;

use super::*;
use crate::http::bounds::{POST_FOLLOWERS_MAX, POST_UPLOADS_MAX};
use crate::sample::{campaign, launch, open};

/// A test that hangs tells so after this; nothing is measured by it.
const GUARD: Duration = Duration::from_mins(2);

async fn open_with(times: Times) -> (tempfile::TempDir, Engine, HttpServer) {
    let dir = tempfile::tempdir().unwrap();
    let engine = open(dir.path()).await;
    let hosts = ["muster.example.org".to_owned()];
    let server =
        HttpServer::with_times(engine.handle(), dir.path(), LOOPBACK, (&hosts, times)).await.unwrap();
    launch(&engine.handle(), &campaign("c")).await;
    (dir, engine, server)
}

/// Somebody who says this and then nothing.
async fn says(server: &HttpServer, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address().at).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// The first line of what somebody is answered.
async fn status(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 512];
    let read = timeout(GUARD, stream.read(&mut bytes)).await.unwrap().unwrap_or(0);
    String::from_utf8_lossy(&bytes[..read]).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_server_closes_with_callers_connected() {
    let (_dir, engine, server) =
        open_with(Times { grace: Duration::from_millis(100), ..Times::default() }).await;
    let token = server.address().token.clone();
    let bearer = format!("host: localhost\r\nauthorization: Bearer {token}\r\n");
    let mut there = Vec::new();
    for text in [
        String::new(),
        "GET /healthz HTTP/1.1\r\nhost: localhost\r\n".to_owned(),
        format!("GET /v1/status HTTP/1.1\r\n{bearer}\r\n"),
        format!(
            "POST /v1/commands HTTP/1.1\r\n{bearer}content-type: application/json\r\ncontent-length: 1000\r\n\r\nhalf"
        ),
        format!("POST /v1/blobs HTTP/1.1\r\n{bearer}content-length: 1000\r\n\r\nhalf"),
        format!("GET /events HTTP/1.1\r\n{bearer}\r\n"),
        format!("GET /v1/events?after=1&wait_ms=30000 HTTP/1.1\r\n{bearer}\r\n"),
    ] {
        there.push(says(&server, &text).await);
    }
    assert_eq!(say(&server, &token, "GET", "/v1/status", "").await.0, 200);
    timeout(GUARD, server.close()).await.expect("somebody keeps the HTTP server from closing");
    engine.shutdown().await;
}

#[tokio::test]
async fn silence_keeps_nobody_out_and_ends() {
    let (_dir, engine, server) = open_with(Times::default()).await;
    let token = server.address().token.clone();
    let mut silent = Vec::new();
    for _ in 0..CONNECTIONS_MAX + 8 {
        silent.push(says(&server, "GET / HTTP/1.1\r\n").await);
    }
    assert_eq!(say(&server, "", "GET", "/healthz", "").await.0, 200);
    assert_eq!(say(&server, &token, "GET", "/v1/status", "").await.0, 200);
    drop(silent);
    server.close().await;
    let (_dir, other, server) =
        open_with(Times { head: Duration::from_millis(50), ..Times::default() }).await;
    let mut half = says(&server, "GET /healthz HTTP/1.1\r\nhost:").await;
    let answer = status(&mut half).await;
    assert!(answer.is_empty() || answer.contains("408"), "it is let go: {answer}");
    close(engine, server).await;
    other.shutdown().await;
}

#[tokio::test]
async fn a_post_has_its_share_and_ops_theirs() {
    let (_dir, engine, server) = open_with(Times::default()).await;
    let ops = server.address().token.clone();
    let issued = engine.handle().issue_token(&campaign("c"), "a-clerk", 1).await.unwrap();
    let bearer = |token: &str| format!("host: localhost\r\nauthorization: Bearer {token}\r\n");
    let (post, ops) = (bearer(&issued.token), bearer(&ops));
    let follow = |who: &str| format!("GET /events HTTP/1.1\r\n{who}\r\n");
    let mut seats = Vec::new();
    for _ in 0..POST_FOLLOWERS_MAX {
        let mut seat = says(&server, &follow(&post)).await;
        assert!(status(&mut seat).await.contains("200"));
        seats.push(seat);
    }
    let mut more = says(&server, &follow(&post)).await;
    assert!(status(&mut more).await.contains("429"));
    assert!(status(&mut says(&server, &follow(&ops)).await).await.contains("200"));
    let upload = |who: &str| {
        format!("POST /v1/blobs HTTP/1.1\r\n{who}content-length: 4\r\nexpect: 100-continue\r\n\r\n")
    };
    let mut under_way = Vec::new();
    for _ in 0..POST_UPLOADS_MAX {
        let mut begun = says(&server, &upload(&post)).await;
        assert!(status(&mut begun).await.contains("100"), "its body is waited for");
        under_way.push(begun);
    }
    assert!(status(&mut says(&server, &upload(&post)).await).await.contains("429"));
    let mut begun = says(&server, &upload(&ops)).await;
    assert!(status(&mut begun).await.contains("100"), "ops' files find room");
    under_way[0].write_all(b"file").await.unwrap();
    assert!(status(&mut under_way[0]).await.contains("200"));
    assert!(status(&mut says(&server, &upload(&post)).await).await.contains("100"), "one has ended");
    let long = format!("POST /v1/blobs HTTP/1.1\r\n{ops}content-length: {}\r\n\r\n", 1_u64 << 40);
    assert!(status(&mut says(&server, &long).await).await.contains("413"));
    close(engine, server).await;
}

#[tokio::test]
async fn what_needs_no_token_is_asked_for_by_our_names_alone() {
    let (_dir, engine, server) = open_with(Times::default()).await;
    let token = server.address().token.clone();
    let ask = async |path: &str, host: &str| {
        let mut stream = says(&server, &format!("GET {path} HTTP/1.1\r\n{host}\r\n")).await;
        status(&mut stream).await.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    for path in ["/metrics", "/healthz", "/readyz"] {
        for ours in ["host: 127.0.0.1:9464\r\n", "host: localhost\r\n", "host: muster.example.org\r\n"] {
            assert_eq!(ask(path, ours).await, "200", "{path} {ours}");
        }
        assert_eq!(ask(path, "host: rebound.example\r\n").await, "421", "{path}");
        let known = format!("host: rebound.example\r\nauthorization: Bearer {token}\r\n");
        assert_eq!(ask(path, &known).await, "200", "{path}: the token opens no page of somebody else's");
    }
    close(engine, server).await;
}
