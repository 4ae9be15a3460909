//! Tokens of posts: issued, listed and revoked by the holder of the directory.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use muster_protocol::ids::CampaignId;
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use super::AppState;
use super::answer::json;
use crate::directory::contacts::tokens::Token;

/// Wish for a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The campaign that it opens.
    pub campaign: CampaignId,
    /// The post, by its id or its word.
    pub post: String,
    /// For how many days.
    pub days: u32,
}

/// Wish that tokens end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoke {
    /// The campaign.
    pub campaign: CampaignId,
    /// A post, by its id or its word, or the id of a token.
    pub which: String,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/v1/tokens", get(list).post(issue)).route("/v1/tokens/revoke", post(revoke))
}

async fn list(State(app): State<AppState>) -> Response {
    let tokens: Result<Vec<Token>, _> = app.handle.contacts().tokens().await;
    json(tokens.map_err(|error| LinkError::Unreachable(error.to_string())))
}

async fn issue(State(app): State<AppState>, Json(wish): Json<Issue>) -> Response {
    json(app.handle.issue_token(&wish.campaign, &wish.post, wish.days).await)
}

async fn revoke(State(app): State<AppState>, Json(wish): Json<Revoke>) -> Response {
    json(app.handle.revoke_tokens(&wish.campaign, &wish.which).await)
}
