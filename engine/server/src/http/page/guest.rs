//! Who comes by a link: what it opens, whether it still does, and as whom its bearer acts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;
use axum::response::Response;
use muster_core::campaign::{hands_in, takes_cases_in, works_on_cases};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Definition, Scope};
use muster_protocol::id;
use muster_protocol::ids::{Digest, PhaseIx, RoleIx, UnitIx};
use muster_protocol::time::Date;
use muster_rules::audience::contact_of;
use muster_rules::zone::Zone;
use muster_wire::link::LinkError;

use super::layout;
use crate::directory::contacts::links::{Link, LinkScope};
use crate::execute::account::{goes_by, machine_now, machine_today};
use crate::execute::page_link::LINK_CHARS;
use crate::http::AppState;
use crate::http::bounds::{Resource, Taken};
use crate::http::caller::Caller;

/// Under which context what is secret of a form follows from a link.
const FORM: &str = "muster 2026 a form of a page";
/// The same of the salt of a text.
const TEXT: &str = "muster 2026 a text of a page";
/// Characters of a form's secret: 128 bits.
const SECRET_CHARS: usize = 32;

/// The bearer of a link, let in.
pub(super) struct Guest {
    /// The link's text, which stands in the addresses of its pages.
    pub(super) token: String,
    pub(super) link: Link,
    pub(super) lang: Language,
    /// Whether the reader chose the language: then it stays with the addresses.
    pub(super) chosen: bool,
    pub(super) def: Arc<Definition>,
    /// The units of the post, with their codes.
    pub(super) units: Vec<(UnitIx, String)>,
    /// The phase in force, where rights hang on it.
    phase: Option<PhaseIx>,
    /// Today in the campaign's zone.
    pub(super) today: Date,
    pub(super) zone: Option<Zone>,
    /// Bytes of the post's day that this request has taken.
    counted: AtomicU64,
    /// What the post has of the server while its page is made.
    _share: Taken,
}

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkRefusal {
    /// Nobody has it.
    Unknown,
    /// Its time is over.
    Expired,
    /// Somebody ended it.
    Revoked,
    /// Its post is another's now, or is not there any more.
    Left,
    /// Its post has all that one may have at once.
    Full,
    /// The store does not answer.
    Failed,
}

impl LinkRefusal {
    /// Value of the metric's label.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Unknown => "link-unknown",
            Self::Expired => "link-expired",
            Self::Revoked => "link-revoked",
            Self::Left => "link-left",
            Self::Full => "share",
            Self::Failed => "link-failed",
        }
    }

    /// The page that says so, and what to do.
    pub(super) fn page(self, lang: Language) -> Response {
        let (status, title, text) = match self {
            Self::Unknown => (
                StatusCode::NOT_FOUND,
                id!("this-link-opens-nothing"),
                id!("see-whether-it-was-copied-whole-or-open"),
            ),
            Self::Expired => (
                StatusCode::GONE,
                id!("this-link-has-expired"),
                id!("open-the-link-of-your-latest-letter-if"),
            ),
            Self::Revoked => (
                StatusCode::GONE,
                id!("this-link-was-revoked"),
                id!("the-campaigns-office-ended-it-ask-the-office"),
            ),
            Self::Left => (
                StatusCode::GONE,
                id!("this-post-has-another-holder-now"),
                id!("the-link-was-for-the-one-who-held"),
            ),
            Self::Full => (
                StatusCode::TOO_MANY_REQUESTS,
                id!("please-wait"),
                id!("this-post-does-too-much-at-once-try"),
            ),
            Self::Failed => (
                StatusCode::SERVICE_UNAVAILABLE,
                id!("not-possible-just-now"),
                id!("the-data-cannot-be-read-just-now-try"),
            ),
        };
        layout::problem(lang, status, title, text)
    }
}

/// Lets the bearer of a link in, where it opens this.
pub(super) async fn guest(
    app: &AppState,
    token: &str,
    scope: LinkScope,
    (lang, chosen): (Language, bool),
) -> Result<Guest, LinkRefusal> {
    let is_one = token.len() == LINK_CHARS && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_one {
        return Err(LinkRefusal::Unknown);
    }
    let found = app.handle.contacts().link(Digest::of(token.as_bytes())).await;
    let (link, same_holder) = match found {
        Ok(Some(found)) => found,
        Ok(None) => return Err(LinkRefusal::Unknown),
        Err(error) => {
            tracing::error!(%error, "a link cannot be looked up");
            return Err(LinkRefusal::Failed);
        }
    };
    // The address of a calendar lies with programs and their servers: no page is there under it.
    if link.scope != scope {
        return Err(LinkRefusal::Unknown);
    }
    if link.revoked.is_some() {
        return Err(LinkRefusal::Revoked);
    }
    if !link.is_valid(machine_now()) {
        return Err(LinkRefusal::Expired);
    }
    if !same_holder {
        return Err(LinkRefusal::Left);
    }
    let who = Some((link.campaign.clone(), link.post.clone()));
    let share = app.bounds.take(who, Resource::Request).map_err(|_| LinkRefusal::Full)?;
    let def = app.definition(&link.campaign).await.map_err(|error| {
        tracing::error!(%error, "the definition of a link's campaign cannot be read");
        LinkRefusal::Failed
    })?;
    if !goes_by(&def, &link.post, &link.post) {
        return Err(LinkRefusal::Left);
    }
    let phase = app.handle.phase_of_rights(&def, &link.campaign).await.map_err(|error| {
        tracing::error!(%error, "the phase of a link's campaign cannot be read");
        LinkRefusal::Failed
    })?;
    let zone = Zone::of(&def).ok();
    let now = app.handle.clock().now();
    let today = zone.as_ref().map_or_else(|| Date::from(now.utc().date_naive()), |zone| zone.date_of(now));
    let units = units(&def, &link.post);
    // Who chose nothing reads the language of their letters, as far as the roster says one.
    let own = def.contact(&link.post).and_then(|contact| contact.language);
    let lang = own.filter(|_| !chosen).unwrap_or(lang);
    let token = token.to_owned();
    Ok(Guest {
        token,
        link,
        lang,
        chosen,
        def,
        units,
        phase,
        today,
        zone,
        counted: AtomicU64::new(0),
        _share: share,
    })
}

/// The units of which a post is one.
fn units(def: &Definition, post: &str) -> Vec<(UnitIx, String)> {
    let Some(own) = def.contact_by_id(post) else { return Vec::new() };
    let roles: Vec<RoleIx> = (0u8..)
        .map(RoleIx)
        .zip(&def.roles)
        .filter(|(_, role)| role.scope == Scope::Unit)
        .map(|(role, _)| role)
        .collect();
    let units = (0u32..).map(UnitIx).zip(&def.units);
    let of = |ix: UnitIx| roles.iter().any(|role| contact_of(def, ix, *role) == Some(own));
    units.filter(|(ix, _)| of(*ix)).map(|(ix, unit)| (ix, unit.code.clone())).collect()
}

impl Guest {
    /// The post in the committee's words.
    pub(super) fn post(&self) -> &str {
        self.def.post_or_role(&self.link.post)
    }

    /// The scope by which this link may act; each page asks for its own.
    pub(super) fn opens(&self, scope: LinkScope) -> bool {
        self.link.scope == scope
    }

    /// A unit of the post by its code.
    pub(super) fn unit(&self, code: &str) -> Option<UnitIx> {
        self.units.iter().find(|(_, own)| own == code).map(|(unit, _)| *unit)
    }

    /// Whether the post may hand in what a unit of its is asked for; who may not sees how it stands.
    pub(super) fn hands_in(&self, code: &str) -> bool {
        self.unit(code).is_some_and(|unit| hands_in(&self.def, self.phase, &self.link.post, unit))
    }

    /// Whether the post may take in what is brought at a unit of its.
    pub(super) fn takes_cases_in(&self, code: &str) -> bool {
        self.unit(code).is_some_and(|unit| takes_cases_in(&self.def, self.phase, &self.link.post, unit))
    }

    /// Whether the post may work on the cases of a unit of its.
    pub(super) fn works_on_cases(&self, code: &str) -> bool {
        self.unit(code).is_some_and(|unit| works_on_cases(&self.def, self.phase, &self.link.post, unit))
    }

    /// Counts bytes that are about to be stored; a no where the post's day is full.
    pub(super) fn stores(&self, app: &AppState, bytes: u64) -> Result<(), LinkError> {
        let counted = app.bounds.store(self.caller().who(), bytes, machine_today());
        self.counted.fetch_add(counted?, Ordering::Relaxed);
        Ok(())
    }

    /// What was stored for this request goes, since its command was refused: soon, and with it what it took of the day.
    pub(super) fn was_refused(&self, app: &AppState) {
        let counted = self.counted.swap(0, Ordering::Relaxed);
        if counted > 0 {
            app.bounds.refused(self.caller().who(), counted, app.handle.sweep_soon());
        }
    }

    /// As whom its commands go to the engine.
    pub(super) fn caller(&self) -> Caller {
        Caller::by_link(&self.link)
    }

    /// What a form of this link must bring: nobody else can know it.
    pub(super) fn secret(&self) -> String {
        let key = blake3::derive_key(FORM, self.token.as_bytes());
        blake3::Hash::from(key).to_hex().chars().take(SECRET_CHARS).collect()
    }

    /// The salt of a text that comes by a form: the same form again is the same text, and who has the log cannot guess it.
    pub(super) fn salt(&self, form: &str, field: &str) -> [u8; 16] {
        let material = [self.token.as_str(), form, field].join("\n");
        let mut salt = [0; 16];
        salt.copy_from_slice(&blake3::derive_key(TEXT, material.as_bytes())[..16]);
        salt
    }
}
