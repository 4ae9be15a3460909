//! What a guest is shown: a page in its frame, the addresses of pages, and how a no looks.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::say;
use muster_protocol::time::Instant;
use muster_rules::limit::last_moment;
use muster_wire::link::LinkError;

use super::encoded;
use super::guest::Guest;
use super::layout::{self, Frame, failed, refused};

/// A page before its frame is around it.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) body: Markup,
    /// Whether it lies below the post's own page.
    pub(super) below: bool,
}

impl Page {
    /// The same with what is wrong with what was typed into it, before all else.
    pub(super) fn with_fault(self, sentence: &str) -> Self {
        let body = html! {
            p .fault role="alert" tabindex="-1" { (sentence) }
            (self.body)
        };
        Self { body, ..self }
    }

    /// The answer, with the frame.
    pub(super) fn respond(self, guest: &Guest, status: StatusCode) -> Response {
        let Self { title, body, below } = self;
        let lang = guest.lang;
        let root = if below { "../" } else { "" };
        let others = Language::ALL.into_iter().filter(|language| *language != lang);
        let frame = Frame { lang, title: &title, style: format!("{root}style.css") };
        let head = html! {
            p .campaign { (guest.def.name) }
            p .post { (guest.post()) }
            nav aria-label=(lang.say("pages")) {
                a href=(guest.home(root)) { (lang.say("my-items")) }
                @for other in others {
                    " "
                    a href={ (root) (guest.token) "?lang=" (other.code()) } hreflang=(other.code()) lang=(other.code()) {
                        (other.say("name-of-this-language"))
                    }
                }
            }
        };
        frame.respond(status, &head, &body)
    }
}

impl Guest {
    /// The address of the post's own page.
    pub(super) fn home(&self, root: &str) -> String {
        let lang = if self.chosen { format!("?lang={}", self.lang.code()) } else { String::new() };
        format!("{root}{}{lang}", self.token)
    }

    /// The way back to the post's own page, which says by a word what was done.
    pub(super) fn leads_home(&self, word: &str) -> Response {
        let home = self.home("../");
        let mark = if home.contains('?') { '&' } else { '?' };
        (StatusCode::SEE_OTHER, [(header::LOCATION, format!("{home}{mark}done={word}"))]).into_response()
    }

    /// The address of a page about something, from the post's own page or from beside.
    pub(super) fn to(&self, page: &str, name: &str, below: bool) -> String {
        let from = if below { String::new() } else { format!("{}/", self.token) };
        let lang = if self.chosen { format!("&lang={}", self.lang.code()) } else { String::new() };
        format!("{from}{page}?name={}{lang}", encoded(name))
    }

    /// An instant in the campaign's zone: `2014-04-25 15:00`.
    pub(super) fn local(&self, at: Instant) -> String {
        self.zone.as_ref().map_or_else(|| at.to_string(), |zone| zone.minute(at))
    }

    /// The last moment of a limit that ends with this first late instant, as letters say it: its day, and the hour where it has one.
    pub(super) fn until(&self, late: Instant) -> String {
        let Some(zone) = &self.zone else { return late.to_string() };
        let (day, hour) = last_moment(zone, late);
        let day = layout::day(self.lang, day, self.today);
        match hour {
            Some(hour) => say!(self.lang, "letter-hour", day, hour),
            None => day,
        }
    }
}

/// Why a page is not shown, or what was sent is not taken.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is nothing of this name that concerns the guest.
    Nothing,
    /// The engine says no, or cannot.
    Engine(LinkError),
    /// What was sent is wrong, and what is wrong with it.
    Sent(StatusCode, LocalizedText),
}

impl From<LinkError> for Fault {
    fn from(error: LinkError) -> Self {
        Self::Engine(error)
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Engine(refusal.into())
    }
}

impl From<crate::store::StoreError> for Fault {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Engine(error.into())
    }
}

impl Fault {
    pub(super) const fn nothing() -> Self {
        Self::Nothing
    }

    pub(super) fn sent(status: StatusCode, wrong: impl Into<LocalizedText>) -> Self {
        Self::Sent(status, wrong.into())
    }

    /// What was filled in cannot be taken as it is.
    pub(super) fn invalid(wrong: impl Into<LocalizedText>) -> Self {
        Self::sent(StatusCode::UNPROCESSABLE_ENTITY, wrong)
    }

    /// What is said of it, where it is something that the guest can fix in the form.
    pub(super) fn sentence(&self, lang: Language) -> Option<String> {
        match self {
            Self::Engine(LinkError::Refused(refusal)) => Some(refused(lang, refusal)),
            Self::Sent(_, wrong) => Some(wrong.say(lang).to_owned()),
            Self::Nothing | Self::Engine(_) => None,
        }
    }

    /// Whether nothing comes of what was sent, whatever happens: an engine that did not answer may have taken it.
    pub(super) const fn is_final(&self) -> bool {
        matches!(self, Self::Nothing | Self::Sent(..) | Self::Engine(LinkError::Refused(_)))
    }

    /// By which status it is answered.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Nothing => StatusCode::NOT_FOUND,
            Self::Engine(LinkError::Refused(refusal)) => match refusal.code {
                RefusalCode::NotAllowed(_) => StatusCode::FORBIDDEN,
                _ => StatusCode::CONFLICT,
            },
            Self::Engine(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Sent(status, _) => *status,
        }
    }

    /// A page of its own.
    pub(super) fn respond(&self, guest: &Guest) -> Response {
        let lang = guest.lang;
        let title = match self {
            Self::Nothing => lang.say("there-is-no-such-thing"),
            Self::Engine(LinkError::Refused(_)) | Self::Sent(..) => lang.say("it-was-not-done"),
            Self::Engine(error) => return failed(lang, error),
        };
        let text =
            self.sentence(lang).unwrap_or_else(|| lang.say("nothing-here-is-called-so-or-it-is").to_owned());
        let body = html! {
            p .fault role="alert" { (text) }
            p { a href=(guest.home("../")) { (lang.say("back-to-my-items")) } }
        };
        Page { title: title.to_owned(), body, below: true }.respond(guest, self.status())
    }
}
