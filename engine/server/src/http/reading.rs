//! What changes nothing: blobs, and the rows of the view. A reader waits until the view has reached the head, and a post reads
//! what it sees ([`super::seen`]).

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{CampaignId, Digest};
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use super::AppState;
use super::answer::{json, no, problem};
use super::caller::{Caller, turned_away};
use super::engine_status::{EngineStatus, at_head};
use super::seen::Seen;
use crate::store::StoreError;
use crate::view::status::Ranking;

#[derive(Debug, Deserialize)]
struct Of {
    campaign: Option<CampaignId>,
    snapshot: Option<String>,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/v1/blobs/{digest}", get(blob))
        .route("/v1/status", get(status))
        .route("/v1/clock/falls", get(falls))
        .route("/v1/dead", get(dead))
        .route("/v1/why/{name}", get(why))
        .route("/v1/campaigns", get(campaigns))
        .route("/v1/ranking", get(ranking))
        .route("/v1/rankings", get(rankings))
        .route("/v1/visits", get(visits))
        .route("/v1/visits/unplanned", get(unplanned))
        .route("/v1/occasions", get(occasions))
        .route("/v1/show/{name}", get(show))
        .route("/v1/texts/{name}", get(texts))
}

async fn status(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(of): Query<Of>,
) -> Response {
    let campaign = match caller.sees(of.campaign) {
        Ok(campaign) => campaign,
        Err(denied) => return turned_away(&app.handle, denied),
    };
    let seen = match Seen::of(&app, &caller).await {
        Ok(seen) => seen,
        Err(error) => return no(error),
    };
    let mut engine_status = EngineStatus::of(&app.handle, campaign.as_ref()).await;
    if let (Ok(engine_status), Some(own)) = (&mut engine_status, caller.own()) {
        let counts = match seen.sight.only() {
            Some(of) => app.handle.view().own_counts(own, of, engine_status.now).await,
            None => Ok(None),
        };
        match counts {
            Ok(counts) => engine_status.only(own, counts.as_ref()),
            Err(error) => return no(failed(error)),
        }
    }
    json(engine_status.map_err(failed))
}

/// What would fall due if the machine's clock were accepted.
async fn falls(State(app): State<AppState>) -> Response {
    json(app.handle.falls().await)
}

/// What was given up, of all campaigns.
async fn dead(State(app): State<AppState>) -> Response {
    if let Err(error) = at_head(&app.handle).await {
        return no(failed(error));
    }
    json(app.handle.view().dead_letters().await.map_err(failed))
}

/// Ids of the campaigns, from the log itself: nobody waits for the view to learn what there is.
async fn campaigns(State(app): State<AppState>, Extension(caller): Extension<Caller>) -> Response {
    let mut campaigns = app.handle.campaigns().await;
    if let (Ok(campaigns), Some(own)) = (&mut campaigns, caller.own()) {
        campaigns.retain(|campaign| campaign == own);
    }
    json(campaigns)
}

/// The visits of a campaign, each as it was planned last, and those that were called off.
async fn visits(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(of): Query<Of>,
) -> Response {
    let (campaign, seen) = match named_and_seen(&app, &caller, of.campaign).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let mut visits = app.handle.view().visits(&campaign).await;
    if let Ok(visits) = &mut visits {
        visits.retain(|visit| seen.visit(visit));
    }
    json(visits.map_err(failed))
}

/// Places that await a visit and have none planned.
async fn unplanned(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(of): Query<Of>,
) -> Response {
    let (campaign, seen) = match named_and_seen(&app, &caller, of.campaign).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let mut unplanned = app.handle.view().unplanned_visits(&campaign).await;
    if let Ok(unplanned) = &mut unplanned {
        unplanned.retain(|place| {
            let visitor = place.left_out.as_ref().and_then(|left_out| left_out.visitor.as_deref());
            seen.sight.unit(&place.place) || visitor.is_some_and(|visitor| seen.sight.is_post(visitor))
        });
    }
    json(unplanned.map_err(failed))
}

/// The latest ranking of the campaign, or of each.
async fn rankings(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(of): Query<Of>,
) -> Response {
    let campaign = match caller.sees(of.campaign) {
        Ok(campaign) => campaign,
        Err(denied) => return turned_away(&app.handle, denied),
    };
    if let Err(error) = at_head(&app.handle).await {
        return no(failed(error));
    }
    let seen = match Seen::of(&app, &caller).await {
        Ok(seen) => seen,
        Err(error) => return no(error),
    };
    let mut rankings = app.handle.view().rankings(campaign.as_ref()).await;
    for ranking in rankings.iter_mut().flatten() {
        ranking.rows.retain(|row| seen.sight.unit(&row.code));
    }
    json(rankings.map_err(failed))
}

/// The chain behind a name; the name stands in the path percent-encoded, its slashes too.
async fn why(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    Query(of): Query<Of>,
) -> Response {
    let campaign = match caller.sees(of.campaign) {
        Ok(campaign) => campaign,
        Err(denied) => return turned_away(&app.handle, denied),
    };
    if let Err(error) = at_head(&app.handle).await {
        return no(failed(error));
    }
    let seen = match Seen::of(&app, &caller).await {
        Ok(seen) => seen,
        Err(error) => return no(error),
    };
    match app.handle.why(campaign.as_ref(), &name).await {
        Ok(Some(why)) => match seen.why(why) {
            Some(why) => json(Ok(why)),
            None => turned_away(&app.handle, caller.not_its_own(&name)),
        },
        Ok(None) => problem(StatusCode::NOT_FOUND, "nothing has this name"),
        Err(error) => no(failed(error)),
    }
}

async fn ranking(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(of): Query<Of>,
) -> Response {
    let (campaign, seen) = match named_and_seen(&app, &caller, of.campaign).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let mut ranking: Result<Option<Ranking>, StoreError> =
        app.handle.view().ranking(&campaign, of.snapshot.as_deref()).await;
    if let Ok(Some(ranking)) = &mut ranking {
        ranking.rows.retain(|row| seen.sight.unit(&row.code));
    }
    found(ranking, "no such snapshot was taken")
}

async fn show(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    Query(of): Query<Of>,
) -> Response {
    let (campaign, seen) = match named_and_seen(&app, &caller, of.campaign).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    if !seen.opens(&name) {
        return turned_away(&app.handle, caller.not_its_own(&name));
    }
    // Numbers are for anyone who may read all that is said in the campaign, and for the holder of the directory.
    let phones = match caller.who() {
        None => true,
        Some((campaign, post)) => app.handle.may_read(&campaign, &post, None).await.is_ok(),
    };
    let shown = if phones {
        app.handle.show_seen_to_phone(&campaign, &name, &seen.sight).await
    } else {
        app.handle.show_seen(&campaign, &name, &seen.sight).await
    };
    found(shown, "nothing has this name")
}

/// What was said about an item or a case, to the one who may read it.
async fn texts(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(name): Path<String>,
    Query(of): Query<Of>,
) -> Response {
    let campaign = match named_at_head(&app, &caller, of.campaign).await {
        Ok(campaign) => campaign,
        Err(answer) => return *answer,
    };
    let about = match app.handle.spoken(&campaign, &name).await {
        Ok(Some(about)) => about,
        Ok(None) => return problem(StatusCode::NOT_FOUND, "nothing has this name"),
        Err(error) => return no(error),
    };
    if let Some((campaign, post)) = caller.who() {
        if let Err(error) = app.handle.may_read(&campaign, &post, about.unit.as_deref()).await {
            return no(error);
        }
        let unit = about.unit.as_deref().unwrap_or_default();
        app.handle.was_read(&campaign, &post, unit, &name).await;
    }
    json(Ok(about.spoken))
}

async fn occasions(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(of): Query<Of>,
) -> Response {
    let (campaign, seen) = match named_and_seen(&app, &caller, of.campaign).await {
        Ok(found) => found,
        Err(answer) => return *answer,
    };
    let occasions = app.handle.view().occasions(&campaign).await;
    let occasions = occasions.map(|planned| {
        planned.into_iter().filter_map(|one| seen.occasion(one)).collect::<Vec<OccasionPlanned>>()
    });
    json(occasions.map_err(failed))
}

/// The campaign that must be named, with what the caller sees of it.
async fn named_and_seen(
    app: &AppState,
    caller: &Caller,
    asked: Option<CampaignId>,
) -> Result<(CampaignId, Seen), Box<Response>> {
    let campaign = named_at_head(app, caller, asked).await?;
    let seen = Seen::of(app, caller).await.map_err(|error| Box::new(no(error)))?;
    Ok((campaign, seen))
}

/// The campaign that must be named (the bearer of a post's token need not), with the view at the head of the log: what was
/// answered before can be read.
async fn named_at_head(
    app: &AppState,
    caller: &Caller,
    asked: Option<CampaignId>,
) -> Result<CampaignId, Box<Response>> {
    let campaign = match caller.sees(asked) {
        Ok(Some(campaign)) => campaign,
        Ok(None) => {
            return Err(Box::new(problem(StatusCode::BAD_REQUEST, "name the campaign: ?campaign=ID")));
        }
        Err(denied) => return Err(Box::new(turned_away(&app.handle, denied))),
    };
    at_head(&app.handle).await.map_err(|error| Box::new(no(failed(error))))?;
    Ok(campaign)
}

fn found<T: Serialize>(result: Result<Option<T>, StoreError>, nothing: &str) -> Response {
    match result {
        Ok(None) => problem(StatusCode::NOT_FOUND, nothing),
        Ok(Some(value)) => json(Ok(value)),
        Err(error) => no(failed(error)),
    }
}

fn failed(error: StoreError) -> LinkError {
    error.into()
}

async fn blob(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(digest): Path<String>,
) -> Response {
    let Ok(digest) = digest.parse::<Digest>() else {
        return problem(StatusCode::BAD_REQUEST, "a digest has 64 hexadecimal digits");
    };
    match caller.reads(&app.handle, digest).await {
        Ok(Ok(())) => {}
        Ok(Err(denied)) => return turned_away(&app.handle, denied),
        Err(error) => return no(error),
    }
    match app.handle.blob(digest).await {
        Ok(Some(blob)) => ([(header::CONTENT_TYPE, "application/octet-stream")], blob.bytes).into_response(),
        Ok(None) => problem(StatusCode::NOT_FOUND, "no such blob"),
        Err(error) => no(error),
    }
}
