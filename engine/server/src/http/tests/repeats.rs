//! What is said again by HTTP is done once.

use muster_protocol::command::{Accepted, Refusal, RefusalCode};

use super::watching::launched;
use super::*;
use crate::sample::{campaign, submit};

/// A post of commands with these headers.
async fn post(server: &HttpServer, headers: &str, body: &str) -> (u16, String) {
    say_with(server, &server.address().token, ("POST", "/v1/commands"), headers, body).await
}

#[tokio::test]
async fn the_same_key_is_the_same_command_and_stands_for_nothing_else() {
    let (_dir, engine, server) = launched().await;
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
    close(engine, server).await;
}
