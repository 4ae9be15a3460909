//! The HTTP server from outside, over a real socket, with HTTP written by hand.

mod accounts;
mod counts;
mod others;
mod places;
mod receipts;
mod repeats;
mod rooms;
mod watching;

use muster_protocol::command::Command;
use muster_protocol::ids::CommandId;
use muster_protocol::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;
use crate::clock::ClockMode;
use crate::engine::{Engine, Options};

async fn open() -> (tempfile::TempDir, Engine, HttpServer) {
    open_at(Instant(0)).await
}

/// An engine whose clock begins at an instant, and its server.
async fn open_at(start: Instant) -> (tempfile::TempDir, Engine, HttpServer) {
    let dir = tempfile::tempdir().unwrap();
    let (engine, server) = open_in(dir.path(), ClockMode::Stepped { start }).await;
    (dir, engine, server)
}

async fn open_in(dir: &Path, clock: ClockMode) -> (Engine, HttpServer) {
    let engine = Engine::open(Options { data_dir: dir.to_owned(), clock }).await.unwrap();
    let server = HttpServer::open(engine.handle(), dir, LOOPBACK).await.unwrap();
    (engine, server)
}

/// The orderly end of both.
async fn close(engine: Engine, server: HttpServer) {
    server.close().await;
    engine.shutdown().await;
}

async fn say(server: &HttpServer, token: &str, method: &str, path: &str, body: &str) -> (u16, String) {
    say_with(server, token, (method, path), "", body).await
}

/// The same with more headers.
async fn say_with(
    server: &HttpServer,
    token: &str,
    (method, path): (&str, &str),
    headers: &str,
    body: &str,
) -> (u16, String) {
    let mut stream = TcpStream::connect(server.address().at).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

#[tokio::test]
async fn only_the_token_opens_and_closing_takes_the_address_away() {
    let (dir, engine, server) = open().await;
    assert!(server.address().at.ip().is_loopback());
    assert_eq!(Address::read(dir.path()).as_ref(), Some(server.address()));
    let token = server.address().token.clone();
    for wrong in ["", "x", &token[1..]] {
        assert_eq!(say(&server, wrong, "GET", "/v1/status", "").await.0, 401, "{wrong}");
    }
    assert_eq!(say(&server, &token, "GET", "/v1/status", "").await.0, 200);
    assert_eq!(say(&server, &token, "GET", "/v1/nothing", "").await.0, 404);
    assert_eq!(say(&server, &token, "GET", "/v1/why/unit-plan%2F005", "").await.0, 404);
    server.close().await;
    assert_eq!(Address::read(dir.path()), None);
    engine.shutdown().await;
}

#[tokio::test]
async fn a_refusal_is_409_and_what_is_too_long_is_413() {
    let (_dir, engine, server) = open().await;
    let token = server.address().token.clone();
    let envelope = muster_protocol::command::CommandEnvelope {
        id: CommandId([7; 16]),
        campaign: CampaignId::new("c").unwrap(),
        actor: "小组办公室".to_owned(),
        behalf: None,
        via: "test".to_owned(),
        command: Command::Accept("unit-plan/005".parse().unwrap()),
    };
    let (status, body) =
        say(&server, &token, "POST", "/v1/commands", &serde_json::to_string(&envelope).unwrap()).await;
    assert_eq!(status, 409, "{body}");
    let refusal: muster_protocol::command::Refusal = serde_json::from_str(&body).unwrap();
    assert_eq!(refusal.code, muster_protocol::command::RefusalCode::UnknownCampaign);
    assert_eq!(say(&server, &token, "POST", "/v1/commands", "{").await.0, 400);
    let long = "x".repeat(300 * 1024);
    assert_eq!(say(&server, &token, "POST", "/v1/texts", &long).await.0, 413);
    let (status, body) = say(&server, &token, "POST", "/v1/texts", "很好").await;
    assert_eq!(status, 200, "{body}");
    let stored: Stored = serde_json::from_str(&body).unwrap();
    let (_, text) = say(&server, &token, "GET", &format!("/v1/blobs/{}", stored.digest), "").await;
    assert_eq!(text, "很好");
    close(engine, server).await;
}
