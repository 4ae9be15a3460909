//! Who asks: the holder of the data directory, or the bearer of a post's token; and what each may.
//!
//! A bearer acts as its post, in its campaign, and sees of it what the file gives its post ([`super::seen`]). What is not
//! listed here as open to posts is shut to them, so that a new route is ops' until somebody says otherwise.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use muster_core::definition::right as words_of;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{CommandEnvelope, Ground, Refusal, RefusalCode};
use muster_protocol::definition::Right;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::Date;
use muster_protocol::{id, text};
use muster_wire::link::LinkError;

use super::AppState;
use super::answer::{Answered, Rejection, no, unauthorised};
use super::bodies::{Holding, Timed};
use super::bounds::Resource;
use super::connection_slots::ConnectionSlot;
use super::routes::{Open, ROUTES};
use super::token_rights::{self, TokenRefusal};
use crate::directory::contacts::links::Link;
use crate::directory::contacts::tokens::Token;
use crate::execute::Handle;
use crate::execute::account::{TOKEN_MARK, goes_by, machine_now, machine_today};

/// By which way a command of a post's bearer came.
const VIA: &str = "http";
/// By which way what is done on a page came.
const VIA_PAGE: &str = "page";

/// Who asks.
#[derive(Debug, Clone)]
pub(super) enum Caller {
    /// The holder of the directory, by the token of the address file.
    Directory,
    /// The bearer of a post's token.
    Post(Arc<Bearer>),
}

/// A post's token that was shown.
#[derive(Debug)]
pub(super) struct Bearer {
    digest: Digest,
    pub(super) token: Token,
    /// By which way it comes.
    via: &'static str,
}

/// Why somebody is turned away: what is counted, and what is said.
pub(super) struct Denied {
    /// Value of the metric's label.
    pub(super) why: &'static str,
    pub(super) refusal: Refusal,
}

fn denied(why: &'static str, said: impl Into<LocalizedText>) -> Denied {
    Denied { why, refusal: Refusal::with_text(RefusalCode::NotAllowed(Ground::Token), said) }
}

/// What a request shows as its token.
pub(super) fn shown(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Whether a request shows the token of the address file. Compared as digests, in constant time.
pub(super) fn holds_directory(app: &AppState, headers: &HeaderMap) -> bool {
    shown(headers).is_some_and(|token| blake3::hash(token.as_bytes()) == app.token)
}

/// Lets in anyone who is known, and only to what is open to it, as far as it does not have its share already.
pub(super) async fn only_known(State(app): State<AppState>, mut request: Request, next: Next) -> Answered {
    let path = request.extensions().get::<MatchedPath>();
    let caller = known(&app, request.method(), path, request.headers()).await?;
    let share = app.share(&caller, Resource::Request)?;
    let served = request.extensions().get::<Arc<ConnectionSlot>>().map(ConnectionSlot::serve);
    request.extensions_mut().insert(caller);
    let answer = next.run(request.map(Timed::wrap)).await;
    Ok(answer.map(|body| Holding::wrap(body, (share, served))))
}

/// Who asks, if it may ask for this.
async fn known(
    app: &AppState,
    method: &Method,
    path: Option<&MatchedPath>,
    headers: &HeaderMap,
) -> Result<Caller, Rejection> {
    if holds_directory(app, headers) {
        return Ok(Caller::Directory);
    }
    let bearer = bearer(&app.handle, headers).await?.map_err(|Denied { why, refusal }| {
        app.handle.metrics().unauthorised(why);
        unauthorised(refusal)
    })?;
    // Without a path that is known the answer is that there is nothing.
    if let Some(path) = path
        && !is_open(method, path.as_str())
    {
        return Err(turned_away(&app.handle, ops_only()).into());
    }
    Ok(Caller::Post(Arc::new(bearer)))
}

/// The answer to somebody who is known and may not.
pub(super) fn turned_away(handle: &Handle, Denied { why, refusal }: Denied) -> Response {
    handle.metrics().unauthorised(why);
    no(LinkError::Refused(refusal))
}

/// What the bearer of a post's token may ask for. Each of these looks at who asks.
fn is_open(method: &Method, path: &str) -> bool {
    ROUTES.iter().any(|route| route.open == Open::Posts && route.is(method, path))
}

pub(super) fn ops_only() -> Denied {
    denied("ops", id!("a-posts-token-does-not-open-this-it"))
}

fn given_to_nobody(right: Right) -> Denied {
    denied("ops", text!("the-file-gives-the-right-to-nobody", right: words_of(right)))
}

/// The bearer of a valid token; a store that fails is not taken for a wrong token.
async fn bearer(handle: &Handle, headers: &HeaderMap) -> Result<Result<Bearer, Denied>, LinkError> {
    let Some(token) = shown(headers) else {
        return Ok(Err(denied("none", id!("show-a-token"))));
    };
    let digest = Digest::of(token.as_bytes());
    let known = if token.starts_with(TOKEN_MARK) { look_up(handle, digest).await? } else { None };
    let Some(token) = known else {
        return Ok(Err(denied("unknown", id!("unknown-token-ask-the-holder-of-the-data"))));
    };
    if let Err(ended) = still_opens(&token) {
        return Ok(Err(ended));
    }
    let today = machine_today();
    if token.used != Some(today) {
        note_use(handle, digest, today).await;
    }
    Ok(Ok(Bearer { digest, token, via: VIA }))
}

async fn look_up(handle: &Handle, digest: Digest) -> Result<Option<Token>, LinkError> {
    Ok(handle.contacts().token(digest).await?)
}

fn still_opens(token: &Token) -> Result<(), Denied> {
    let post = &token.post;
    if let Some(at) = token.revoked {
        return Err(denied("revoked", text!("this-token-was-revoked", post, at)));
    }
    if token.is_valid(machine_now()) {
        return Ok(());
    }
    let at = token.expires;
    Err(denied("expired", text!("this-token-has-expired", post, at)))
}

/// A day that is not written down is no reason to turn anybody away.
async fn note_use(handle: &Handle, digest: Digest, today: Date) {
    if let Err(error) = handle.contacts().token_was_used(digest, today).await {
        tracing::warn!(%error, "the day on which a token was used is not written down");
    }
}

impl Caller {
    /// Anyone who came by a link, which was looked at already: a post's bearer for this one request.
    pub(super) fn by_link(link: &Link) -> Self {
        let Link { id, campaign, post, issued, expires, revoked, .. } = link.clone();
        let token = Token { id, campaign, post, issued, expires, revoked, used: None };
        Self::Post(Arc::new(Bearer { digest: Digest([0; 32]), token, via: VIA_PAGE }))
    }

    /// The campaign that is shown: the one asked for, and to a post its own alone.
    pub(super) fn sees(&self, asked: Option<CampaignId>) -> Result<Option<CampaignId>, Denied> {
        let Self::Post(bearer) = self else { return Ok(asked) };
        let own = &bearer.token.campaign;
        match asked {
            Some(other) if other != *own => {
                Err(denied("campaign", text!("this-token-opens-another-campaign", own, other)))
            }
            _ => Ok(Some(own.clone())),
        }
    }

    /// The post that asks; none for the holder of the directory.
    pub(super) fn who(&self) -> Option<(CampaignId, String)> {
        match self {
            Self::Directory => None,
            Self::Post(bearer) => Some((bearer.token.campaign.clone(), bearer.token.post.clone())),
        }
    }

    /// What is said to a post that asks for what is another's.
    pub(super) fn not_its_own(&self, what: &str) -> Denied {
        let post = self.who().map_or_else(String::new, |(_, post)| post);
        denied("unit", text!("a-posts-token-reads-its-own", post, what))
    }

    /// The one campaign that is shown, where not all are.
    pub(super) fn own(&self) -> Option<&CampaignId> {
        match self {
            Self::Directory => None,
            Self::Post(bearer) => Some(&bearer.token.campaign),
        }
    }

    /// Whether what was begun may go on: a token may have ended meanwhile.
    pub(super) async fn may_go_on(&self, handle: &Handle) -> bool {
        let Self::Post(bearer) = self else { return true };
        let token = look_up(handle, bearer.digest).await;
        token.is_ok_and(|token| token.is_some_and(|token| still_opens(&token).is_ok()))
    }

    /// Whether this definition may be read: the bearer of a token needs the one in force for its names, and other blobs
    /// are no business of every post. A file that is opened is noted for the auditor.
    pub(super) async fn reads(
        &self,
        handle: &Handle,
        digest: Digest,
    ) -> Result<Result<(), Denied>, LinkError> {
        let Self::Post(bearer) = self else { return Ok(Ok(())) };
        let question =
            muster_protocol::question::Question::Definition { campaign: bearer.token.campaign.clone() };
        if handle.ask(question).await? == muster_protocol::question::Answer::Definition(digest) {
            return Ok(Ok(()));
        }
        // A file that was handed in is for its unit, and for anyone who judges that unit's matters.
        let (campaign, post) = (&bearer.token.campaign, &bearer.token.post);
        for unit in handle.view().evidence_units(campaign, digest).await? {
            if handle.may_read(campaign, post, Some(&unit)).await.is_ok() {
                handle.was_read(campaign, post, &unit, &digest.to_string()).await;
                return Ok(Ok(()));
            }
        }
        Ok(Err(denied("blob", id!("a-posts-token-opens-no-files"))))
    }

    /// The command as it goes to the engine: a bearer's is its post's, by HTTP, in its campaign.
    pub(super) async fn envelope(
        &self,
        app: &AppState,
        envelope: CommandEnvelope,
    ) -> Result<Result<CommandEnvelope, Denied>, LinkError> {
        let Self::Post(bearer) = self else { return Ok(Ok(envelope)) };
        let Token { campaign, post, .. } = &bearer.token;
        if let Err(other) = self.sees(Some(envelope.campaign.clone())) {
            return Ok(Err(other));
        }
        let def = app.definition(campaign).await?;
        match token_rights::open(&def, post, &envelope) {
            Ok(()) => {}
            Err(TokenRefusal::Ops) => return Ok(Err(ops_only())),
            Err(TokenRefusal::Unheld(right)) => return Ok(Err(given_to_nobody(right))),
        }
        if envelope.actor != *post && !goes_by(&def, post, &envelope.actor) {
            let said = &envelope.actor;
            return Ok(Err(denied("actor", text!("token-acts-only-as-its-post", post, said))));
        }
        // By its id: a word of the file may be shared or changed, and names the one who has it then.
        Ok(Ok(CommandEnvelope { actor: post.clone(), via: bearer.via.to_owned(), ..envelope }))
    }
}
