//! What changes something: commands, and the blobs, texts and contacts that commands name.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use muster_words::codec::BLOB_BYTES_MAX;
use muster_words::command::Order;
use muster_words::ids::Digest;
use muster_words::question::Question;
use serde::{Deserialize, Serialize};

use super::Desk;
use super::answer::{json, problem};
use crate::contacts::Account;

/// Largest command or question as JSON: a body of 64 KiB says the same in about a quarter of this.
const COMMAND_BYTES_MAX: usize = 256 * 1024;
/// Largest free text: a reason or a record, not a book.
const TEXT_BYTES_MAX: usize = 256 * 1024;
/// Largest list of contacts: 100,000 units with four posts of about 100 bytes each stay below it.
const CONTACTS_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The name of something that was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its digest.
    pub digest: Digest,
}

/// How a contact is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactJson {
    /// Opaque id, such as `005-clerk`.
    pub contact: String,
    /// Name of the channel.
    pub channel: String,
    /// Account on it.
    pub account: String,
}

impl From<ContactJson> for Account {
    fn from(json: ContactJson) -> Self {
        Self { contact: json.contact, channel: json.channel, account: json.account }
    }
}

pub(super) fn routes() -> Router<Desk> {
    let limited = |limit| DefaultBodyLimit::max(limit);
    Router::new()
        .route("/v1/commands", post(command).layer(limited(COMMAND_BYTES_MAX)))
        .route("/v1/questions", post(question).layer(limited(COMMAND_BYTES_MAX)))
        .route("/v1/blobs", post(blob).layer(limited(BLOB_BYTES_MAX)))
        .route("/v1/texts", post(text).layer(limited(TEXT_BYTES_MAX)))
        .route("/v1/contacts", post(contacts).layer(limited(CONTACTS_BYTES_MAX)))
}

/// An order as JSON; answered when it is durable.
async fn command(State(desk): State<Desk>, Json(order): Json<Order>) -> Response {
    json(desk.handle.execute(order).await)
}

async fn question(State(desk): State<Desk>, Json(question): Json<Question>) -> Response {
    json(desk.handle.ask(question).await)
}

async fn blob(State(desk): State<Desk>, bytes: Bytes) -> Response {
    json(desk.handle.store(bytes.to_vec()).await.map(|digest| Stored { digest }))
}

async fn text(State(desk): State<Desk>, text: String) -> Response {
    json(desk.handle.store_text(&text).await.map(|digest| Stored { digest }))
}

async fn contacts(State(desk): State<Desk>, Json(contacts): Json<Vec<ContactJson>>) -> Response {
    let accounts: Vec<Account> = contacts.into_iter().map(Account::from).collect();
    match desk.handle.contacts().import(&accounts).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem(StatusCode::BAD_GATEWAY, error.to_string()),
    }
}
