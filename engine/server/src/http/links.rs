//! Links to posts' pages: made, listed and revoked by whoever holds the directory. Letters carry others, made when they leave.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use muster_wire::link::LinkError;
use muster_words::ids::CampaignId;
use serde::{Deserialize, Serialize};

use super::Desk;
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

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/v1/links", get(list).post(issue)).route("/v1/links/revoke", post(revoke))
}

async fn list(State(desk): State<Desk>) -> Response {
    let links: Result<Vec<Link>, _> = desk.handle.contacts().links().await;
    json(links.map_err(|error| LinkError::Unreachable(error.to_string())))
}

async fn issue(State(desk): State<Desk>, Json(wish): Json<LinkWish>) -> Response {
    json(desk.handle.issue_link(&wish.campaign, &wish.post).await)
}

async fn revoke(State(desk): State<Desk>, Json(wish): Json<Revoke>) -> Response {
    json(desk.handle.revoke_links(&wish.campaign, &wish.which).await)
}
