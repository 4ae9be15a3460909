//! Pages for people behind the links of letters: what a post has to do, answered in a browser, on a phone, without a script.
//!
//! A GET changes nothing of a campaign, since mail scanners open links; that a message was opened is noted beside it. What acts is
//! a POST that goes the way of every command: as the link's post, by the same rights. Each page is a file here that gives a body;
//! [`layout`] and [`shown`] put the frame around it, [`guest`] lets in and says who acts, [`act`] takes what is sent, [`one_click`]
//! what mail programs send.

mod act;
mod ballot;
mod calendar;
mod case;
mod form;
mod guest;
mod home;
mod item;
mod layout;
mod ledger;
mod one_click;
mod rate;
mod score;
mod shown;
mod trips;
mod unit_links;
mod visit;

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{RequestPartsExt, Router};
use maud::Markup;
use muster_protocol::catalogue::Language;
use muster_protocol::id;
use muster_protocol::ids::Digest;
use muster_protocol::question::OPT_OUT;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::AppState;
use super::bodies::Timed;
use super::engine_status::at_head;
use super::hosts;
use crate::directory::contacts::links::LinkScope;
use form::Filled;
use guest::{Guest, LinkRefusal};
use layout::language;
use shown::{Fault, Page};

pub(super) use rate::{Rate, origin};

/// Style of all pages; a browser keeps it for an hour.
const STYLE: &str = include_str!("page/style.css");

/// What a page's address says besides the link.
#[derive(Debug, Clone, Default, Deserialize)]
struct Asked {
    /// The language, where the reader chose one.
    lang: Option<String>,
    /// What is looked at, such as `unit-plan/005`.
    #[serde(default)]
    name: String,
    /// What was done just now: a word that a page knows.
    #[serde(default)]
    done: String,
}

pub(super) fn routes(app: AppState) -> Router<AppState> {
    Router::new()
        .route("/p/style.css", get(style))
        .route("/p/{token}", get(home))
        .route("/p/{token}/item", get(item))
        .route("/p/{token}/ledger", get(ledger))
        .route("/p/{token}/case", get(case))
        .route("/p/{token}/visit", get(visit))
        .route("/p/{token}/visits.ics", get(feed))
        .route("/p/{token}/score", get(score))
        .route("/p/{token}/ballot", get(ballot))
        .route("/p/{token}/file", get(file))
        .route("/p/{token}/act", post(act::act).layer(DefaultBodyLimit::max(act::BODY_BYTES_MAX)))
        .route(
            &format!("/p/{{token}}/{OPT_OUT}"),
            get(one_click::look).post(one_click::act).layer(DefaultBodyLimit::max(one_click::BODY_BYTES_MAX)),
        )
        .route("/p/{token}/{*other}", any(async || StatusCode::NOT_FOUND))
        .layer(middleware::from_fn_with_state(app, guard))
}

/// Turns away anyone who asks for another host, counts callers, bounds the time of a body, and puts on every answer what keeps
/// a page to itself. What went wrong before a page was reached is said as a page too, in the reader's language.
async fn guard(
    State(app): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let from = rate::origin(peer, request.headers());
    let lang = language(None, request.headers());
    let public = app.handle.public();
    let here = hosts::asked(&request).is_none_or(|host| app.hosts.have_pages(host, public.as_ref()));
    let mut response = if !here {
        app.handle.metrics().unauthorised("page-host");
        elsewhere(lang)
    } else if app.rate.asks(from) {
        as_a_page(lang, next.run(request.map(Timed::wrap)).await)
    } else {
        app.handle.metrics().unauthorised("page-rate");
        layout::problem(
            lang,
            StatusCode::TOO_MANY_REQUESTS,
            id!("too-many-requests"),
            id!("too-many-requests-came-from-this-address-open"),
        )
    };
    layout::keep_to_itself(response.headers_mut());
    response
}

fn elsewhere(lang: Language) -> Response {
    layout::problem(
        lang,
        StatusCode::MISDIRECTED_REQUEST,
        id!("not-the-address-of-this-page"),
        id!("the-page-is-not-found-under-this-address"),
    )
}

/// What the routes turned away by themselves, as a page: they speak English, and plainly.
fn as_a_page(lang: Language, response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !status.is_client_error() || kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    match status {
        StatusCode::NOT_FOUND => LinkRefusal::Unknown.page(lang),
        StatusCode::METHOD_NOT_ALLOWED => {
            layout::problem(lang, status, id!("it-was-not-done"), id!("only-a-form-of-the-page-is-taken"))
        }
        other => layout::problem(
            lang,
            other,
            id!("the-address-is-not-whole"),
            id!("something-in-the-address-cannot-be-read-nothing"),
        ),
    }
}

async fn style() -> Response {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")],
        STYLE,
    )
        .into_response()
}

/// Anyone who came by the link of a post, let in.
struct Entered {
    app: AppState,
    guest: Guest,
    asked: Asked,
    from: rate::Origin,
}

impl FromRequestParts<AppState> for Entered {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Response> {
        let entered = enter_by(LinkScope::Post, parts, app).await?;
        let link = &entered.guest.link;
        if let Some(message) = &link.message {
            app.handle.was_opened(&link.campaign, message).await;
        }
        Ok(entered)
    }
}

/// Lets the bearer of a link in that opens this, and has the view brought on to the head first: who has just acted sees it.
async fn enter_by(scope: LinkScope, parts: &mut Parts, app: &AppState) -> Result<Entered, Response> {
    let (ConnectInfo(peer), Path(token), Query(asked)) =
        parts.extract::<(ConnectInfo<SocketAddr>, Path<String>, Query<Asked>)>().await?;
    let (lang, from) = (language(asked.lang.as_deref(), &parts.headers), rate::origin(peer, &parts.headers));
    let guest = match guest::guest(app, &token, scope, (lang, asked.lang.is_some())).await {
        Ok(guest) => guest,
        Err(refusal) => {
            if refusal == LinkRefusal::Unknown {
                app.rate.misses(from);
            }
            app.handle.metrics().unauthorised(refusal.label());
            return Err(refusal.page(lang));
        }
    };
    app.rate.opened(from);
    match at_head(&app.handle).await {
        Ok(()) => Ok(Entered { app: app.clone(), guest, asked, from }),
        Err(error) => Err(layout::failed(lang, &error.into())),
    }
}

/// A page, or the one that says why not.
fn answer(guest: &Guest, page: Result<Page, Fault>) -> Response {
    match page {
        Ok(page) => page.respond(guest, StatusCode::OK),
        Err(fault) => fault.respond(guest),
    }
}

macro_rules! made {
    (page $name:ident $app:expr, $guest:expr, $asked:expr) => {
        $name::page($app, $guest, $asked)
    };
    // As it stands before anything is typed into it.
    (form $name:ident $app:expr, $guest:expr, $asked:expr) => {
        $name::of($app, $guest, &$asked.name, &Filled::default())
    };
}

macro_rules! reads {
    ($($kind:ident $name:ident),+) => {
        $(async fn $name(Entered { app, guest, asked, .. }: Entered) -> Response {
            answer(&guest, made!($kind $name &app, &guest, &asked).await)
        })+
    };
}

reads!(page home, form item, form ledger, form case, form visit, page score, form ballot);

/// The visits of a post as a feed, for its own calendar: what does not take place stays in it, as cancelled. Its address is a
/// link of its own, by which nothing can be done.
async fn feed(State(app): State<AppState>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let guest = match enter_by(LinkScope::Calendar, &mut parts, &app).await {
        Ok(entered) => entered.guest,
        Err(response) => return response,
    };
    match calendar::feed(&app, &guest).await {
        Ok(text) => {
            let saved = "inline; filename=\"visits.ics\"";
            let head = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, saved),
            ];
            (head, text).into_response()
        }
        Err(fault) => fault.respond(&guest),
    }
}

/// A file that was handed in. It is saved, never shown: what units bring is not trusted to run here.
async fn file(Entered { app, guest, asked, .. }: Entered) -> Response {
    match opened(&app, &guest, &asked.name).await {
        Ok((name, bytes)) => {
            let saved = format!("attachment; filename=\"{name}\"");
            let kind = "application/octet-stream".to_owned();
            ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, saved)], bytes).into_response()
        }
        Err(fault) => fault.respond(&guest),
    }
}

/// The bytes of a file of an item that the guest may see.
async fn opened(app: &AppState, guest: &Guest, name: &str) -> Result<(String, Vec<u8>), Fault> {
    let (item, digest) = name.rsplit_once('@').ok_or_else(Fault::nothing)?;
    let digest: Digest = digest.parse().map_err(|_| Fault::nothing())?;
    let seen = item::seen(app, guest, item).await?;
    if !seen.evidence.iter().any(|line| line.digest == digest && line.erased.is_none()) {
        return Err(Fault::nothing());
    }
    let blob = app.handle.blob(digest).await?.ok_or_else(Fault::nothing)?;
    let short: String = digest.to_string().chars().take(12).collect();
    let ending = kind_of(&blob.bytes);
    Ok((format!("{short}.{ending}"), blob.bytes))
}

/// The ending of a saved file by its first bytes; what is not known is a plain one.
fn kind_of(bytes: &[u8]) -> &'static str {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF-", "pdf"),
        (b"\x89PNG", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0", "doc"),
        (b"GIF8", "gif"),
    ];
    let known = KNOWN.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, ending)| *ending);
    known.unwrap_or(if std::str::from_utf8(bytes).is_ok() { "txt" } else { "bin" })
}

/// What is percent-encoded in an address: everything but letters, digits and what RFC 3986 lets stand.
const IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, IN_ADDRESS).to_string()
}

/// Whether there is anything in a piece of a page.
fn is_empty(markup: &Markup) -> bool {
    markup.0.is_empty()
}
