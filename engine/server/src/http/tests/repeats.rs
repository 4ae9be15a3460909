//! What is said again by HTTP is done once.

use muster_protocol::command::{Accepted, Refusal, RefusalCode};

use super::*;
use crate::sample::{campaign, launch, start, submit};

/// A post of commands with these headers.
async fn post(server: &HttpServer, headers: &str, body: &str) -> (u16, String) {
    let token = &server.address().token;
    let mut stream = TcpStream::connect(server.address().at).await.unwrap();
    let request = format!(
        "POST /v1/commands HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
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
async fn the_same_key_is_the_same_command_and_stands_for_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let clock = ClockMode::Stepped { start: start() };
    let engine = Engine::open(Options { data_dir: dir.path().to_owned(), clock }).await.unwrap();
    let server = HttpServer::open(engine.handle(), dir.path(), LOOPBACK).await.unwrap();
    launch(&engine.handle(), &campaign("c")).await;
    engine.handle().tick().await.unwrap();
    let mut wish = serde_json::to_value(submit(&campaign("c"), "s", "plan", "a")).unwrap();
    wish.as_object_mut().unwrap().remove("id");
    let accepted = |(status, body): (u16, String)| -> Accepted {
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    // Without any identity a repeat could not be told from a second one.
    let (status, body) = post(&server, "", &wish.to_string()).await;
    assert!(status == 400 && body.contains("idempotency-key"), "{status} {body}");
    let key = "Idempotency-Key: \"8e03978e\"\r\n";
    let first = accepted(post(&server, key, &wish.to_string()).await);
    let again = accepted(post(&server, "idempotency-key: 8e03978e\r\n", &wish.to_string()).await);
    assert!(first.events > 0 && again.events == 0);
    assert_eq!((first.position, first.version), (again.position, again.version));
    // A program that makes a new id each time, and holds to its key.
    wish["id"] = CommandId([9; 16]).to_string().into();
    assert_eq!(accepted(post(&server, key, &wish.to_string()).await).events, 0);
    let other = serde_json::to_value(submit(&campaign("c"), "s", "plan", "b")).unwrap().to_string();
    let (status, body) = post(&server, key, &other).await;
    let refusal: Refusal = serde_json::from_str(&body).unwrap();
    assert_eq!((status, refusal.code), (409, RefusalCode::IdReused));
    for wrong in ["Idempotency-Key: \"\"\r\n", "Idempotency-Key: a\r\nIdempotency-Key: b\r\n"] {
        assert_eq!(post(&server, wrong, &other).await.0, 400, "{wrong}");
    }
    server.close().await;
    engine.shutdown().await;
}
