//! Visits in a person's own calendar: the feed, and the address under which a program reads it. The address is a link of its own,
//! made when somebody asks for it and shown this once: it opens the feed and nothing else, and ends without the page's links.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use muster_protocol::ids::Digest;
use muster_protocol::say;

use super::form;
use super::guest::Guest;
use super::shown::{Fault, Page};
use crate::execute::page_link::LINK_CHARS;
use crate::http::AppState;
use crate::read::visits;
use crate::view::own::Own;
use crate::view::status::VisitLine;

/// Under which context the address of a calendar follows from the form that asked for it.
const CALENDAR: &str = "muster 2026 the address of a calendar";

/// The feed: the visits that the post makes or made, and those to its units.
pub(super) async fn feed(app: &AppState, guest: &Guest) -> Result<String, Fault> {
    let own = app.handle.view().own(&guest.link.campaign, &guest.link.post, &guest.units).await?;
    let mut known = BTreeSet::new();
    let all = own.trips.iter().chain(&own.handed_on).chain(&own.visits);
    let lines: Vec<&VisitLine> = all.filter(|line| known.insert((line.name(), line.no))).collect();
    let campaign = (&guest.link.campaign, Some(&*guest.def));
    Ok(visits::feed(guest.lang, campaign, Some(guest.post()), (&lines, guest.today)))
}

/// The buttons for an address, where the post has visits.
pub(super) async fn buttons(app: &AppState, guest: &Guest, own: &Own) -> Result<Markup, Fault> {
    if own.trips.is_empty() && own.visits.is_empty() {
        return Ok(html! {});
    }
    let lang = guest.lang;
    let followed = app.handle.calendars(&guest.link.campaign, &guest.link.post).await?.len();
    Ok(html! {
        (form::begin(guest, "calendar", false, html! {
            button type="submit" .second { (lang.say("add-to-my-calendar-subscribe")) }
        }))
        @if followed > 0 {
            (form::begin(guest, "no-calendar", false, html! {
                button type="submit" .second {
                    (say!(lang, "end-the-calendars-that-follow-it", followed))
                }
            }))
        }
    })
}

/// Makes an address and shows it; the same form again shows the same one.
pub(super) async fn made(app: &AppState, guest: &Guest, number: &str) -> Result<Page, Fault> {
    let key = blake3::derive_key(CALENDAR, format!("{}\n{number}", guest.token).as_bytes());
    let token: String = blake3::Hash::from(key).to_hex().chars().take(LINK_CHARS).collect();
    let (campaign, post) = (&guest.link.campaign, &guest.link.post);
    app.handle.keep_calendar(campaign, post, Digest::of(token.as_bytes())).await?;
    let lang = guest.lang;
    let page = app.handle.public().map_or_else(|| format!("../{token}"), |public| public.page(&token));
    let address = format!("{page}/visits.ics?lang={}", lang.code());
    let body = html! {
        p {
            (lang.say("add-this-address-to-the-calendar-of-your"))
        }
        p { a href=(address) { (address) } }
        p {
            (lang.say("it-shows-the-visits-and-nothing-can-be"))
        }
        p { a href=(guest.home("../")) { (lang.say("back-to-my-items")) } }
    };
    Ok(Page { title: lang.say("title-of-the-calendar").to_owned(), body, below: true })
}

/// What a form about calendars does; none where the form is about something else.
pub(super) async fn act(
    app: &AppState,
    guest: &Guest,
    (wish, number): (&str, Option<&str>),
) -> Option<Response> {
    let (campaign, post) = (&guest.link.campaign, &guest.link.post);
    let shown = match (wish, number) {
        ("calendar", Some(number)) => made(app, guest, number).await,
        ("no-calendar", _) => match app.handle.end_calendars(campaign, post).await {
            Ok(()) => return Some(guest.leads_home("no-calendar")),
            Err(error) => Err(error.into()),
        },
        _ => return None,
    };
    Some(match shown {
        Ok(page) => page.respond(guest, StatusCode::OK),
        Err(fault) => fault.respond(guest),
    })
}
