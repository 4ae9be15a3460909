//! Links to posts' pages: made, listed and revoked by the holder of the directory. Letters carry others, made when they leave.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use muster_protocol::ids::CampaignId;
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use super::AppState;
use super::accounts::Revoke;
use super::answer::json;
use crate::directory::contacts::links::Link;

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

async fn list(State(app): State<AppState>) -> Response {
    let links: Result<Vec<Link>, _> = app.handle.contacts().links().await;
    json(links.map_err(|error| LinkError::Unreachable(error.to_string())))
}

async fn issue(State(app): State<AppState>, Json(wish): Json<LinkWish>) -> Response {
    json(app.handle.issue_link(&wish.campaign, &wish.post).await)
}

async fn revoke(State(app): State<AppState>, Json(wish): Json<Revoke>) -> Response {
    json(app.handle.revoke_links(&wish.campaign, &wish.which).await)
}
