//! Tokens of posts: issued, listed and revoked by the holder of the directory.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use muster_protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

use super::AppState;
use super::answer::{Answered, json};

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

async fn list(State(app): State<AppState>) -> Answered {
    json(app.handle.contacts().tokens().await)
}

async fn issue(State(app): State<AppState>, Json(wish): Json<Issue>) -> Answered {
    json(app.handle.issue_token(&wish.campaign, &wish.post, wish.days).await)
}

async fn revoke(State(app): State<AppState>, Json(wish): Json<Revoke>) -> Answered {
    json(app.handle.revoke_tokens(&wish.campaign, &wish.which).await)
}
