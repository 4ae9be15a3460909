//! Whoever is connected and whatever he holds: the door answers others, and closes.

use std::time::Duration;

use tokio::time::timeout;

use super::*;
use crate::http::bounds::{POST_FOLLOWERS_MAX, POST_UPLOADS_MAX};
use crate::sample::{campaign, launch, start};

/// A test that hangs tells so after this; nothing is measured by it.
const GUARD: Duration = Duration::from_mins(2);

async fn open_with(times: Times) -> (tempfile::TempDir, Engine, Door) {
    let dir = tempfile::tempdir().unwrap();
    let clock = ClockMode::Stepped { start: start() };
    let engine = Engine::open(Options { data_dir: dir.path().to_owned(), clock }).await.unwrap();
    let hosts = ["muster.example.org".to_owned()];
    let door = Door::kept(engine.handle(), dir.path(), LOOPBACK, (&hosts, times)).await.unwrap();
    launch(&engine.handle(), &campaign("c")).await;
    (dir, engine, door)
}

/// Somebody who says this and then nothing.
async fn says(door: &Door, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(door.address().at).await.unwrap();
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
async fn the_door_closes_whoever_is_there() {
    let (_dir, engine, door) =
        open_with(Times { grace: Duration::from_millis(100), ..Times::default() }).await;
    let token = door.address().token.clone();
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
        there.push(says(&door, &text).await);
    }
    assert_eq!(say(&door, &token, "GET", "/v1/status", "").await.0, 200);
    timeout(GUARD, door.close()).await.expect("somebody keeps the door from closing");
    engine.shutdown().await;
}

#[tokio::test]
async fn silence_keeps_nobody_out_and_ends() {
    let (_dir, engine, door) = open_with(Times::default()).await;
    let token = door.address().token.clone();
    let mut silent = Vec::new();
    for _ in 0..CONNECTIONS_MAX + 8 {
        silent.push(says(&door, "GET / HTTP/1.1\r\n").await);
    }
    assert_eq!(say(&door, "", "GET", "/healthz", "").await.0, 200);
    assert_eq!(say(&door, &token, "GET", "/v1/status", "").await.0, 200);
    drop(silent);
    door.close().await;
    let (_dir, other, door) = open_with(Times { head: Duration::from_millis(50), ..Times::default() }).await;
    let mut half = says(&door, "GET /healthz HTTP/1.1\r\nhost:").await;
    let told = status(&mut half).await;
    assert!(told.is_empty() || told.contains("408"), "it is let go: {told}");
    door.close().await;
    engine.shutdown().await;
    other.shutdown().await;
}

#[tokio::test]
async fn a_post_has_its_share_and_ops_theirs() {
    let (_dir, engine, door) = open_with(Times::default()).await;
    let ops = door.address().token.clone();
    let issued = engine.handle().issue_token(&campaign("c"), "a-clerk", 1).await.unwrap();
    let bearer = |token: &str| format!("host: localhost\r\nauthorization: Bearer {token}\r\n");
    let (post, ops) = (bearer(&issued.token), bearer(&ops));
    let follow = |who: &str| format!("GET /events HTTP/1.1\r\n{who}\r\n");
    let mut seats = Vec::new();
    for _ in 0..POST_FOLLOWERS_MAX {
        let mut seat = says(&door, &follow(&post)).await;
        assert!(status(&mut seat).await.contains("200"));
        seats.push(seat);
    }
    let mut more = says(&door, &follow(&post)).await;
    assert!(status(&mut more).await.contains("429"));
    assert!(status(&mut says(&door, &follow(&ops)).await).await.contains("200"));
    let upload = |who: &str| {
        format!("POST /v1/blobs HTTP/1.1\r\n{who}content-length: 4\r\nexpect: 100-continue\r\n\r\n")
    };
    let mut under_way = Vec::new();
    for _ in 0..POST_UPLOADS_MAX {
        let mut begun = says(&door, &upload(&post)).await;
        assert!(status(&mut begun).await.contains("100"), "its body is waited for");
        under_way.push(begun);
    }
    assert!(status(&mut says(&door, &upload(&post)).await).await.contains("429"));
    let mut begun = says(&door, &upload(&ops)).await;
    assert!(status(&mut begun).await.contains("100"), "ops' files find room");
    under_way[0].write_all(b"file").await.unwrap();
    assert!(status(&mut under_way[0]).await.contains("200"));
    assert!(status(&mut says(&door, &upload(&post)).await).await.contains("100"), "one has ended");
    let long = format!("POST /v1/blobs HTTP/1.1\r\n{ops}content-length: {}\r\n\r\n", 1_u64 << 40);
    assert!(status(&mut says(&door, &long).await).await.contains("413"));
    door.close().await;
    engine.shutdown().await;
}

#[tokio::test]
async fn what_needs_no_token_is_asked_for_by_our_names_alone() {
    let (_dir, engine, door) = open_with(Times::default()).await;
    let token = door.address().token.clone();
    let ask = async |path: &str, host: &str| {
        let mut stream = says(&door, &format!("GET {path} HTTP/1.1\r\n{host}\r\n")).await;
        status(&mut stream).await.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    for path in ["/metrics", "/healthz", "/readyz"] {
        for ours in ["host: 127.0.0.1:9464\r\n", "host: localhost\r\n", "host: muster.example.org\r\n"] {
            assert_eq!(ask(path, ours).await, "200", "{path} {ours}");
        }
        assert_eq!(ask(path, "host: rebound.example\r\n").await, "421", "{path}");
        let known = format!("host: rebound.example\r\nauthorization: Bearer {token}\r\n");
        assert_eq!(
            ask(path, &known).await,
            "200",
            "{path}: whoever has the token is no page of somebody else's"
        );
    }
    door.close().await;
    engine.shutdown().await;
}
