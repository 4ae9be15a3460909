//! Links to posts' pages: made, listed and revoked by the holder of the directory. Letters carry others, made when they leave.

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use muster_protocol::ids::CampaignId;
use serde::{Deserialize, Serialize};

use super::AppState;
use super::accounts::Revoke;
use super::answer::{Answered, json};

/// Wish for a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkWish {
    /// The campaign that it opens.
    pub campaign: CampaignId,
    /// The post, by its id or its word.
    pub post: String,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/v1/links", get(list).post(issue)).route("/v1/links/revoke", post(revoke))
}

async fn list(State(app): State<AppState>) -> Answered {
    json(app.handle.contacts().links().await)
}

async fn issue(State(app): State<AppState>, Json(wish): Json<LinkWish>) -> Answered {
    json(app.handle.issue_link(&wish.campaign, &wish.post).await)
}

async fn revoke(State(app): State<AppState>, Json(wish): Json<Revoke>) -> Answered {
    json(app.handle.revoke_links(&wish.campaign, &wish.which).await)
}
