//! The log as it grows: pages that wait for the next event, and a stream of server-sent events. Both resume by place, so
//! that who comes back misses nothing and hears nothing twice, also over a restore.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::stream;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::place::{Begun, Place, Reset};
use muster_protocol::recorded::Recorded;
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::time::Instant;

use super::AppState;
use super::answer::{Answered, data, problem};
use super::bodies::Holding;
use super::bounds::Resource;
use super::caller::Caller;
use super::seen::Seen;
use crate::description::{EventJson, Filter};
use crate::place::begin;

/// Most events in one answer.
pub const EVENTS_MAX: usize = 1_000;
/// Longest wait of a page for the next event, ms of machine time: below what proxies and clients cut off.
pub const WAIT_MS_MAX: u64 = 30_000;
/// Bytes of bodies after which a page ends: as many of the largest events as fit beside those of other callers.
const PAGE_BYTES: usize = 4 * 1024 * 1024;
/// How often a quiet stream says that it is there (machine time).
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Events read at once for a follower.
const PAGE_EVENTS: usize = 128;
/// With which position a follower comes back.
const LAST_EVENT_ID: &str = "last-event-id";

/// Events after a position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// Position of the log's last event.
    pub head: Position,
    /// The place behind the last of these events, or where somebody waits on: `after` of the next page.
    pub place: String,
    /// There where the log is not the one of the place that was named.
    pub reset: Option<Reset>,
    /// The events, in order, at most [`EVENTS_MAX`] and about 4 MiB.
    pub events: Vec<EventJson>,
}

#[derive(Debug, Deserialize)]
struct After {
    after: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    wait_ms: u64,
    /// Only of this campaign.
    campaign: Option<CampaignId>,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/v1/events", get(page)).route("/events", get(follow))
}

/// A page; where there is nothing after the position yet it waits as long as it was asked to.
async fn page(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<After>,
) -> Answered {
    let campaign = app.checked(caller.sees(query.campaign))?;
    let limit = query.limit.unwrap_or(EVENTS_MAX).min(EVENTS_MAX);
    let deadline = Instant::now() + Duration::from_millis(query.wait_ms.min(WAIT_MS_MAX));
    let place: Result<Place, _> = query.after.as_deref().unwrap_or("0").parse();
    let place = place.map_err(|wrong| problem(StatusCode::BAD_REQUEST, wrong.to_string()))?;
    let Begun { place, reset } = begin(&place, &app.lineage, *app.handle.head().borrow())?;
    let seen = Seen::of(&app, &caller).await?;
    let mut after = place.position;
    loop {
        if reset.is_none() && Instant::now() < deadline {
            moved_on(&app, after, deadline).await;
        }
        let head = *app.handle.head().borrow();
        let read = seen_rows(&app, (campaign.as_ref(), &seen), after, limit).await?;
        // To who asks for one campaign what happens elsewhere is nothing to come back with.
        let waits = reset.is_none() && Instant::now() < deadline && !*app.stopped.borrow();
        if read.rows.is_empty() && read.until > after && waits {
            after = read.until;
            continue;
        }
        let events = read.rows.iter().map(|row| seen.event(row, EventJson::of(row))).collect();
        let place = place.at(read.until).to_string();
        return data(Events { head, place, reset, events });
    }
}

/// Waits for the log to move past a position, until the deadline or until the HTTP server closes.
async fn moved_on(app: &AppState, after: Position, deadline: Instant) {
    let (mut head, mut stopped) = (app.handle.head(), app.stopped.clone());
    tokio::select! {
        _moved = head.wait_for(|head| *head > after) => {}
        _ended = stopped.wait_for(|stopped| *stopped) => {}
        () = tokio::time::sleep_until(deadline) => {}
    }
}

/// What was read, and how far.
struct Read {
    rows: Vec<Arc<Recorded>>,
    until: Position,
}

/// The first rows after a position, of one campaign or of all. Of one, those of others are not looked at.
async fn own_rows(
    app: &AppState,
    own: Option<&CampaignId>,
    after: Position,
    limit: usize,
) -> Result<Read, LinkError> {
    let head = *app.handle.head().borrow();
    let mut rows = match own {
        Some(own) => app.handle.read_of(own, after, limit).await?,
        None => app.handle.read(after, limit).await?,
    };
    let mut whole = rows.len() < limit;
    let mut bytes = 0;
    let over = |row: &Arc<Recorded>| {
        let full = bytes >= PAGE_BYTES;
        bytes += row.body.len();
        full
    };
    if let Some(over) = rows.iter().position(over) {
        rows.truncate(over);
        whole = false;
    }
    let last = rows.last().map_or(after, |row| row.position);
    let until = if own.is_some() && whole { last.max(head) } else { last };
    Ok(Read { rows, until })
}

/// The first rows after a position that a caller hears, at most `limit`. What is no matter of its post is passed over, however
/// much there is of it: a page is empty where the log has no more for it.
async fn seen_rows(
    app: &AppState,
    (own, seen): (Option<&CampaignId>, &Seen),
    mut after: Position,
    limit: usize,
) -> Result<Read, LinkError> {
    if seen.sight.is_whole() || limit == 0 {
        return own_rows(app, own, after, limit).await;
    }
    let head = *app.handle.head().borrow();
    loop {
        let Read { mut rows, mut until } = own_rows(app, own, after, EVENTS_MAX).await?;
        let is_over = rows.is_empty() || until >= head;
        seen.hear(app, &mut rows).await?;
        if rows.len() > limit {
            rows.truncate(limit);
            until = rows.last().map_or(until, |row| row.position);
        }
        if is_over || !rows.is_empty() {
            return Ok(Read { rows, until });
        }
        after = until;
    }
}

/// What a follower asked for: from where, and which events.
fn wish(headers: &HeaderMap, query: &[(String, String)]) -> Result<(Place, Filter), String> {
    let (mut after, mut filter) = (Place::default(), Filter::default());
    let place = |value: &str| value.parse::<Place>().map_err(|wrong| wrong.to_string());
    for (name, value) in query {
        match name.as_str() {
            "after" => after = place(value)?,
            name => {
                if !filter.set(name, value)? {
                    let known = Filter::PARAMETERS.join(", ");
                    return Err(format!("“{name}” is not known here; there are: after, {known}"));
                }
            }
        }
    }
    // An empty one is what a browser shows that has heard nothing yet.
    if let Some(last) = headers.get(LAST_EVENT_ID).filter(|last| !last.is_empty()) {
        let last = place(last.to_str().unwrap_or_default())?;
        // Who comes back has the same address as at first, and has heard more since.
        if last.of.is_some() || last.position > after.position {
            after = last;
        }
    }
    Ok((after, filter))
}

/// `GET /events`: every event that passes, as JSON under its position, from a position on and for ever.
async fn follow(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Query(query): Query<Vec<(String, String)>>,
) -> Answered {
    let wished = wish(&headers, &query).map_err(|wrong| problem(StatusCode::BAD_REQUEST, wrong));
    let (place, mut filter) = wished?;
    filter.campaign = app.checked(caller.sees(filter.campaign))?;
    let place = if headers.contains_key(LAST_EVENT_ID) { app.lineage.remembered(place) } else { place };
    let Begun { place, reset } = begin(&place, &app.lineage, *app.handle.head().borrow())?;
    let seat = app.share(&caller, Resource::Follower)?;
    let seen = Seen::of(&app, &caller).await?;
    let (head, stopped) = (app.handle.head(), app.stopped.clone());
    let follower = Follower {
        app,
        caller,
        seen,
        filter,
        after: place.position,
        reset,
        head,
        stopped,
        page: VecDeque::new(),
        over: false,
    };
    let sent = stream::unfold(follower, async |mut follower| {
        let sent = follower.next().await?;
        Some((Ok::<_, Infallible>(sent), follower))
    });
    let answer = Sse::new(Box::pin(sent)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response();
    Ok(answer.map(|body| Holding::wrap(body, seat)))
}

/// One follower of the stream.
struct Follower {
    app: AppState,
    caller: Caller,
    /// What it sees as things stood when the page was read.
    seen: Seen,
    filter: Filter,
    after: Position,
    /// What is told first: that the log is another.
    reset: Option<Reset>,
    head: watch::Receiver<Position>,
    stopped: watch::Receiver<bool>,
    page: VecDeque<Arc<Recorded>>,
    over: bool,
}

impl Follower {
    /// What is sent next; none when the HTTP server closes, or after the log could not be read: the follower comes back then.
    async fn next(&mut self) -> Option<Sent> {
        loop {
            if self.over {
                return None;
            }
            if let Some(reset) = self.reset.take() {
                let place = self.app.lineage.place(reset.after).to_string();
                let reset_event = Sent::default().event("reset").id(place).json_data(&reset);
                return reset_event.ok().or_else(|| self.end("the log is another; start over"));
            }
            if let Some(row) = self.page.pop_front() {
                self.after = row.position;
                if !self.seen.is_found_by(&self.filter, &row) {
                    continue;
                }
                let passed = self.app.describer.lock().await.passed(&self.filter, &row).await;
                let Some(passed) = passed else { continue };
                let passed = self.seen.event(&row, passed);
                let place = self.app.lineage.place(row.position);
                let sent = Sent::default().id(place.to_string());
                match sent.json_data(&passed) {
                    Ok(sent) => return Some(sent),
                    Err(error) => return self.end(&error.to_string()),
                }
            }
            tokio::select! {
                biased;
                _ended = self.stopped.wait_for(|stopped| *stopped) => return None,
                moved = self.head.wait_for(|head| *head > self.after) => { moved.ok()?; }
            }
            if !self.caller.may_go_on(&self.app.handle).await {
                return self.end("the token has ended; ask for a new one");
            }
            match Seen::of(&self.app, &self.caller).await {
                Ok(seen) => self.seen = seen,
                Err(LinkError::Closed) => return None,
                Err(error) => return self.end(&error.to_string()),
            }
            let whose = (self.filter.campaign.as_ref(), &self.seen);
            match seen_rows(&self.app, whose, self.after, PAGE_EVENTS).await {
                Ok(read) if read.rows.is_empty() && read.until <= self.after => {
                    return self.end("the log has a gap; look with `muster verify`");
                }
                Ok(read) if read.rows.is_empty() => self.after = read.until,
                Ok(read) => self.page = read.rows.into(),
                Err(LinkError::Closed) => return None,
                Err(error) => return self.end(&error.to_string()),
            }
        }
    }

    /// The last words of a stream that breaks off.
    fn end(&mut self, why: &str) -> Option<Sent> {
        self.over = true;
        Some(Sent::default().event("trouble").data(why.replace(['\r', '\n'], " ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &[(&str, &str)], last: Option<&str>) -> Result<(Place, Filter), String> {
        let mut headers = HeaderMap::new();
        if let Some(last) = last {
            headers.insert(LAST_EVENT_ID, last.parse().unwrap());
        }
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        wish(&headers, &query)
    }

    #[test]
    fn who_comes_back_goes_on_behind_the_last_that_it_heard() {
        assert_eq!(asked(&[("after", "7")], None).unwrap().0, Position(7).into());
        assert_eq!(asked(&[("after", "7")], Some("12")).unwrap().0, Position(12).into());
        assert_eq!(asked(&[("after", "7")], Some("")).unwrap().0, Position(7).into());
        let whole = asked(&[("after", "7")], Some("3.2.1f3a9c02")).unwrap().0;
        assert_eq!(whole.to_string(), "3.2.1f3a9c02");
        assert_eq!(asked(&[], None).unwrap(), (Place::default(), Filter::default()));
        assert_eq!(asked(&[("family", "item")], None).unwrap().1.family.as_deref(), Some("item"));
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        assert!(asked(&[("famly", "item")], None).unwrap_err().contains("family"));
        assert!(asked(&[("after", "x")], None).is_err());
        assert!(asked(&[], Some("x")).is_err());
    }
}
