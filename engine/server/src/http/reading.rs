//! What changes nothing: blobs, and the rows of the view. A reader waits until the view has reached the head, and a post reads
//! what it sees ([`super::seen`]).

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, RequestPartsExt, Router};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{CampaignId, Digest};
use muster_wire::link::LinkError;
use serde::Deserialize;

use super::AppState;
use super::answer::{Answered, Rejection, data, json, problem};
use super::caller::Caller;
use super::engine_status::{EngineStatus, at_head};
use super::seen::Seen;

#[derive(Debug, Deserialize)]
struct Of {
    campaign: Option<CampaignId>,
    snapshot: Option<String>,
}

/// Who asks, and of what.
struct Asking {
    app: AppState,
    caller: Caller,
    of: Of,
}

impl FromRequestParts<AppState> for Asking {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Response> {
        let (Extension(caller), Query(of)) = parts.extract::<(Extension<Caller>, Query<Of>)>().await?;
        Ok(Self { app: app.clone(), caller, of })
    }
}

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/v1/blobs/{digest}", get(blob))
        .route("/v1/status", get(status))
        .route("/v1/clock/impact", get(clock_impact))
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

async fn status(Asking { app, caller, of }: Asking) -> Answered {
    let campaign = app.checked(caller.sees(of.campaign))?;
    let seen = Seen::of(&app, &caller).await?;
    let mut engine_status = EngineStatus::of(&app.handle, campaign.as_ref()).await?;
    if let Some(own) = caller.own() {
        let counts = match seen.sight.only() {
            Some(of) => app.handle.view().own_counts(own, of, engine_status.now).await?,
            None => None,
        };
        engine_status.only(own, counts.as_ref());
        // When something happens elsewhere is other campaigns' business.
        let due = app.handle.reader().due().await?;
        engine_status.next_due = due.into_iter().find(|(_, id)| id == own).map(|(at, _)| at);
    }
    data(engine_status)
}

/// What would fall due if the machine's clock were accepted.
async fn clock_impact(State(app): State<AppState>) -> Answered {
    json(app.handle.clock_impact().await)
}

/// What was given up, of all campaigns.
async fn dead(State(app): State<AppState>) -> Answered {
    at_head(&app.handle).await?;
    json(app.handle.view().dead_letters().await)
}

/// Ids of the campaigns, from the log itself: nobody waits for the view to learn what there is.
async fn campaigns(State(app): State<AppState>, Extension(caller): Extension<Caller>) -> Answered {
    let mut campaigns = app.handle.campaigns().await?;
    if let Some(own) = caller.own() {
        campaigns.retain(|campaign| campaign == own);
    }
    data(campaigns)
}

/// The visits of a campaign, each as it was planned last, and those that were called off.
async fn visits(Asking { app, caller, of }: Asking) -> Answered {
    let (campaign, seen) = named_and_seen(&app, &caller, of.campaign).await?;
    let mut visits = app.handle.view().visits(&campaign).await?;
    visits.retain(|visit| seen.visit(visit));
    data(visits)
}

/// Places that await a visit and have none planned.
async fn unplanned(Asking { app, caller, of }: Asking) -> Answered {
    let (campaign, seen) = named_and_seen(&app, &caller, of.campaign).await?;
    let mut unplanned = app.handle.view().unplanned_visits(&campaign).await?;
    unplanned.retain(|place| {
        let visitor = place.left_out.as_ref().and_then(|left_out| left_out.visitor.as_deref());
        seen.sight.unit(&place.place) || visitor.is_some_and(|visitor| seen.sight.is_post(visitor))
    });
    data(unplanned)
}

/// The latest ranking of the campaign, or of each.
async fn rankings(Asking { app, caller, of }: Asking) -> Answered {
    let campaign = app.checked(caller.sees(of.campaign))?;
    at_head(&app.handle).await?;
    let seen = Seen::of(&app, &caller).await?;
    let mut rankings = app.handle.view().rankings(campaign.as_ref()).await?;
    for ranking in &mut rankings {
        ranking.rows.retain(|row| seen.sight.unit(&row.code));
    }
    data(rankings)
}

/// The chain behind a name; the name stands in the path percent-encoded, its slashes too.
async fn why(Asking { app, caller, of }: Asking, Path(name): Path<String>) -> Answered {
    let campaign = app.checked(caller.sees(of.campaign))?;
    at_head(&app.handle).await?;
    let seen = Seen::of(&app, &caller).await?;
    let shown = match app.handle.why(campaign.as_ref(), &name).await? {
        Some(why) => seen.why(&app, why).await?,
        None => None,
    };
    let Some(shown) = shown else {
        app.checked(if seen.may_be_nothing(&name) { Ok(()) } else { Err(caller.not_its_own(&name)) })?;
        return Ok(nothing());
    };
    data(shown)
}

async fn ranking(Asking { app, caller, of }: Asking) -> Answered {
    let (campaign, seen) = named_and_seen(&app, &caller, of.campaign).await?;
    let ranking = app.handle.view().ranking(&campaign, of.snapshot.as_deref()).await?;
    let mut ranking = ranking.ok_or_else(|| problem(StatusCode::NOT_FOUND, "no such snapshot was taken"))?;
    ranking.rows.retain(|row| seen.sight.unit(&row.code));
    data(ranking)
}

async fn show(Asking { app, caller, of }: Asking, Path(name): Path<String>) -> Answered {
    let (campaign, seen) = named_and_seen(&app, &caller, of.campaign).await?;
    app.checked(if seen.opens(&name) { Ok(()) } else { Err(caller.not_its_own(&name)) })?;
    // Numbers are for anyone who may read all that is said in the campaign, and for the holder of the directory.
    let phones = match caller.who() {
        None => true,
        Some((campaign, post)) => app.handle.may_read(&campaign, &post, None).await.is_ok(),
    };
    let shown = if phones {
        app.handle.show_seen_to_phone(&campaign, &name, &seen.sight).await?
    } else {
        app.handle.show_seen(&campaign, &name, &seen.sight).await?
    };
    data(shown.ok_or_else(nothing)?)
}

/// What was said about an item or a case, to the one who may read it.
async fn texts(Asking { app, caller, of }: Asking, Path(name): Path<String>) -> Answered {
    let campaign = named_at_head(&app, &caller, of.campaign).await?;
    let about = app.handle.texts_about(&campaign, &name).await?;
    if let Some((campaign, post)) = caller.who() {
        let def = app.definition(&campaign).await?;
        let named = name.split('#').next().unwrap_or_default().rsplit_once('/');
        let is_case = named.is_some_and(|(kind, _)| def.cases.iter().any(|known| known.id == kind));
        let unit = match &about {
            Some(about) => about.unit.as_deref(),
            None => named.map(|(_, code)| code).filter(|code| def.unit_by_code(code).is_some()),
        };
        match app.handle.may_read(&campaign, &post, unit).await {
            // Whether there is such a case, and who has it, is told to those alone who may read it.
            Err(LinkError::Refused(_)) if is_case => return Err(nothing().into()),
            // An item is named with its unit, so that a no says nothing, whether or not there is one.
            may => may?,
        }
        if about.is_some() {
            app.handle.was_read(&campaign, &post, unit.unwrap_or_default(), &name).await;
        }
    }
    data(about.ok_or_else(nothing)?.entries)
}

async fn occasions(Asking { app, caller, of }: Asking) -> Answered {
    let (campaign, seen) = named_and_seen(&app, &caller, of.campaign).await?;
    let planned = app.handle.view().occasions(&campaign).await?;
    data(planned.into_iter().filter_map(|one| seen.occasion(one)).collect::<Vec<OccasionPlanned>>())
}

/// The campaign that must be named, with what the caller sees of it.
async fn named_and_seen(
    app: &AppState,
    caller: &Caller,
    asked: Option<CampaignId>,
) -> Result<(CampaignId, Seen), Rejection> {
    let campaign = named_at_head(app, caller, asked).await?;
    Ok((campaign, Seen::of(app, caller).await?))
}

/// The campaign that must be named (the bearer of a post's token need not), with the view at the head of the log: what was
/// answered before can be read.
async fn named_at_head(
    app: &AppState,
    caller: &Caller,
    asked: Option<CampaignId>,
) -> Result<CampaignId, Rejection> {
    let campaign = app.checked(caller.sees(asked))?;
    let unnamed = || problem(StatusCode::BAD_REQUEST, "name the campaign: ?campaign=ID");
    let campaign = campaign.ok_or_else(unnamed)?;
    at_head(&app.handle).await?;
    Ok(campaign)
}

fn nothing() -> Response {
    problem(StatusCode::NOT_FOUND, "nothing has this name")
}

async fn blob(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(digest): Path<String>,
) -> Answered {
    let Ok(digest) = digest.parse::<Digest>() else {
        return Ok(problem(StatusCode::BAD_REQUEST, "a digest has 64 hexadecimal digits"));
    };
    app.checked(caller.reads(&app.handle, digest).await?)?;
    Ok(match app.handle.blob(digest).await? {
        Some(blob) => ([(header::CONTENT_TYPE, "application/octet-stream")], blob.bytes).into_response(),
        None => problem(StatusCode::NOT_FOUND, "no such blob"),
    })
}
