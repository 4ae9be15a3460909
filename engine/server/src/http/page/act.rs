//! What a form does: one command of the link's post, the way of every other command. The form's number makes it the same
//! command however often it is sent; its secret says that it is from this link's page.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures_util::StreamExt;
use muster_protocol::case::CaseAct;
use muster_protocol::codec::BLOB_BYTES_MAX;
use muster_protocol::command::{
    ChooseHour, Command, CommandEnvelope, EnterRow, ItemName, MessageName, OptOut, ReceiveCase, Refusal,
    RefusalCode, Submit, WorkCase,
};
use muster_protocol::definition::{Duty, FROM_THE_FIELD, Holds, Variant};
use muster_protocol::form::{Form, NUMBER_MAX, Reported, Verdict};
use muster_protocol::ids::{CommandId, Digest};
use muster_protocol::item::Evidence;
use muster_protocol::ledger::Cell;
use muster_protocol::{id, text};
use muster_rules::visit::terms::terms_of_duty;
use muster_wire::link::LinkError;

use super::form::{self, Filled, no_day, text};
use super::guest::Guest;
use super::layout::language;
use super::shown::{Fault, Page};
use super::{Entered, ballot, calendar, case, home, item, ledger, rate, visit};
use crate::directory::contacts::links::LinkScope;
use crate::execute::account::machine_today;
use crate::http::AppState;
use crate::http::bodies::declared_length;
use crate::http::bounds::Resource;
use crate::http::connection_slots::ConnectionSlot;

/// What a body may have besides its files.
const FRAMING_BYTES_MAX: usize = 1024 * 1024;
/// Largest body of a form.
pub(super) const BODY_BYTES_MAX: usize = BLOB_BYTES_MAX + FRAMING_BYTES_MAX;
/// Largest form that waits for nobody's files: what a person types, and a small picture. Those who share a link do not wait
/// for each other's.
const WORDS_BYTES_MAX: usize = 64 * 1024;
/// How much of a body that is too large is read away, so that its sender hears why.
const DRAIN_BYTES_MAX: usize = 4 * BLOB_BYTES_MAX;

/// Does what a form says.
pub(super) async fn act(Entered { app, mut guest, from, .. }: Entered, request: Request) -> Response {
    let headers = request.headers().clone();
    let slot = request.extensions().get::<Arc<ConnectionSlot>>().cloned();
    // Newcomers in a flood take the place of those who say nothing, never of a form on its way.
    let _served = slot.as_ref().map(ConnectionSlot::serve);
    let filled = match taken(&app, &guest, &headers, request).await {
        Ok(filled) => filled,
        Err(fault) => return fault.respond(&guest),
    };
    if !filled.one("lang").is_empty() {
        (guest.lang, guest.chosen) = (language(Some(filled.one("lang")), &headers), true);
    }
    if filled.one("secret") != guest.secret() {
        app.handle.metrics().unauthorised("page-secret");
        return foreign().respond(&guest);
    }
    if let Some(shown) = calendar::act(&app, &guest, (filled.one("do"), filled.number())).await {
        return shown;
    }
    // A form that is to have more rows comes back with what was typed, and nothing is done.
    if filled.one("do") == "visit" && visit::rows::are_asked_for(&filled) {
        return match visit::of(&app, &guest, filled.one("visit"), &filled).await {
            Ok(page) => page.respond(&guest, StatusCode::OK),
            Err(fault) => fault.respond(&guest),
        };
    }
    match done(&app, &guest, &filled, from).await {
        Ok(word) => guest.leads_home(word),
        Err(fault) => {
            if fault.is_final() {
                guest.was_refused(&app);
            }
            again(&app, &guest, &filled, &fault).await
        }
    }
}

/// Reads what was sent, if it may be sent from there and there is room for it.
async fn taken(
    app: &AppState,
    guest: &Guest,
    headers: &HeaderMap,
    request: Request,
) -> Result<Filled, Fault> {
    if !from_here(headers) {
        app.handle.metrics().unauthorised("page-origin");
        return Err(foreign());
    }
    app.bounds.swept(app.handle.sweeps());
    let who = Some((guest.link.campaign.clone(), guest.link.post.clone()));
    // Browsers say how long a form is. Room is taken for what is said, so that somebody who says nothing takes none.
    let length = declared_length(headers)
        .ok_or_else(|| Fault::sent(StatusCode::LENGTH_REQUIRED, id!("the-form-does-not-say-how-long-it")))?;
    if length > BODY_BYTES_MAX {
        drain(request.into_body(), length).await;
        return Err(form::too_large());
    }
    let busy = || Fault::sent(StatusCode::TOO_MANY_REQUESTS, id!("too-many-files-are-on-their-way-nothing"));
    let has_files = length > WORDS_BYTES_MAX;
    let upload = has_files.then(|| app.bounds.take(who.clone(), Resource::Upload)).transpose();
    let _upload = upload.map_err(|_| busy())?;
    let _room = match has_files {
        true => Some(app.bounds.memory(who.as_ref(), length).await.map_err(|_| busy())?),
        false => None,
    };
    let sent = Multipart::from_request(request, &())
        .await
        .map_err(|_| Fault::sent(StatusCode::BAD_REQUEST, id!("this-did-not-come-from-a-form-of")))?;
    form::read(sent).await
}

/// Reads away what was announced, within bounds, so that the sender reads the answer.
async fn drain(body: Body, length: usize) {
    if length > DRAIN_BYTES_MAX {
        return;
    }
    let mut pieces = body.into_data_stream();
    while let Some(Ok(_)) = pieces.next().await {}
}

/// Whether a browser that says where a form stood says that it stood here. The page's own policy has browsers say `null` as
/// the origin, so that the first of the two decides where it is there; the form's secret decides in any case.
fn from_here(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = said("sec-fetch-site") {
        return site == "same-origin";
    }
    match said("origin") {
        None | Some("null") => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && (host == said("host") || host == said("x-forwarded-host"))
        }
    }
}

fn foreign() -> Fault {
    Fault::sent(StatusCode::FORBIDDEN, id!("this-did-not-come-from-this-links-own"))
}

/// Gives the command; says what was done by a word.
async fn done(
    app: &AppState,
    guest: &Guest,
    filled: &Filled,
    origin: rate::Origin,
) -> Result<&'static str, Fault> {
    let number = filled.number().ok_or_else(foreign)?;
    if let Some(wrong) = &filled.wrong {
        return Err(Fault::invalid(wrong.clone()));
    }
    if !guest.opens(LinkScope::Post) {
        return Err(Fault::nothing());
    }
    if filled.one("do") == "sign-all" {
        return sign_all(app, guest, filled, number).await;
    }
    let (command, word) = match filled.one("do") {
        "sign" => (sign(filled.one("message"))?, "signed"),
        "opt-out" => opt_out(guest, filled)?,
        "letter-hour" => letter_hour(guest, filled)?,
        "submit" => (submit(app, guest, filled, number).await?, "submitted"),
        "enter" => (enter_row(app, guest, filled, number).await?, "entered"),
        "case" => (work(app, guest, filled, number).await?, "case"),
        "bring" => (bring(app, guest, filled, number).await?, "case"),
        "visit" => visit::wish(app, guest, filled, number).await?,
        "rate" => (ballot::wish(app, guest, filled, number).await?, "rated"),
        _ => return Err(Fault::nothing()),
    };
    let campaign = guest.link.campaign.clone();
    let id = CommandId::derived(&["page", campaign.as_str(), &guest.link.post, number]);
    let actor = ballot::author(guest, &command).unwrap_or_else(|| guest.link.post.clone());
    let envelope = CommandEnvelope { id, campaign, actor, behalf: None, via: "page".to_owned(), command };
    let caller = guest.caller();
    let envelope = caller.envelope(app, envelope).await?.map_err(|denied| denied.refusal)?;
    let counts = || app.bounds.give(caller.who(), machine_today());
    if !is_by_code(filled) {
        counts()?;
        app.handle.execute(envelope).await?;
        return Ok(word);
    }
    // Many share the link of those who answer by a code. What counts for them all is only what was taken; anyone who tries
    // out codes ends like anyone who tries out links.
    match app.handle.execute(envelope).await {
        Ok(_) => {
            if let Err(full) = counts() {
                tracing::warn!(post = guest.link.post, %full, "ballots by code go on");
            }
            Ok(word)
        }
        Err(error) => {
            if let LinkError::Refused(Refusal { code: RefusalCode::UnknownName, .. }) = &error {
                app.rate.misses(origin);
            }
            Err(error.into())
        }
    }
}

fn is_by_code(filled: &Filled) -> bool {
    filled.one("do") == "rate" && !filled.one("code").is_empty()
}

fn sign(message: &str) -> Result<Command, Fault> {
    let name: MessageName = message.parse().map_err(|_| Fault::nothing())?;
    Ok(Command::Sign(name))
}

/// Signs for all that the page showed, each by a command of its own: what was signed for already stays so.
async fn sign_all(
    app: &AppState,
    guest: &Guest,
    filled: &Filled,
    number: &str,
) -> Result<&'static str, Fault> {
    let campaign = &guest.link.campaign;
    let caller = guest.caller();
    for message in filled.all("message").take(home::SIGN_MAX) {
        let envelope = CommandEnvelope {
            id: CommandId::derived(&["page", campaign.as_str(), &guest.link.post, number, message]),
            campaign: campaign.clone(),
            actor: guest.link.post.clone(),
            behalf: None,
            via: "page".to_owned(),
            command: sign(message)?,
        };
        let envelope = caller.envelope(app, envelope).await?.map_err(|denied| denied.refusal)?;
        app.bounds.give(caller.who(), machine_today())?;
        app.handle.execute(envelope).await?;
    }
    Ok("signed")
}

/// The link's own post, whatever the form says.
fn opt_out(guest: &Guest, filled: &Filled) -> Result<(Command, &'static str), Fault> {
    let (out, word) = match filled.one("out") {
        "yes" => (true, "opted-out"),
        "no" => (false, "opted-in"),
        _ => return Err(Fault::nothing()),
    };
    Ok((Command::OptOut(OptOut { contact: guest.link.post.as_str().into(), out }), word))
}

/// The same; no hour is the file's.
fn letter_hour(guest: &Guest, filled: &Filled) -> Result<(Command, &'static str), Fault> {
    let hour = match filled.one("hour") {
        "" => None,
        hour => Some(hour.parse().map_err(|_| Fault::nothing())?),
    };
    let contact = guest.link.post.as_str().into();
    Ok((Command::ChooseHour(ChooseHour { contact, hour }), "hour-chosen"))
}

async fn submit(app: &AppState, guest: &Guest, filled: &Filled, number: &str) -> Result<Command, Fault> {
    let name: ItemName = filled.one("item").parse().map_err(|_| Fault::nothing())?;
    let duty = guest.unit(&name.unit).and_then(|_| guest.def.duty_of(&name.occasion));
    let duty = duty.ok_or_else(Fault::nothing)?;
    let on = match filled.one("on") {
        "" => None,
        day => Some(day.parse().map_err(|_| no_day(day))?),
    };
    let form = answers(duty, filled)?;
    let evidence = pieces(app, guest, (duty, filled), number).await?;
    Ok(Command::Submit(Submit { item: name, evidence, form, on }))
}

fn no_number(text: &str) -> Fault {
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) {
        return Fault::invalid(text!("number-is-too-large", text, number_max = NUMBER_MAX));
    }
    Fault::invalid(text!("that-is-not-a-number", text))
}

fn number_of(text: &str) -> Result<u32, Fault> {
    text.parse().map_err(|_| no_number(text))
}

/// What is filled in beside the pieces.
fn answers(duty: &Duty, filled: &Filled) -> Result<Form, Fault> {
    let mut form = Form::default();
    for (at, measure) in duty.terms.measures.iter().enumerate() {
        let text = filled.one(&format!("number.{at}")).to_owned();
        if !text.is_empty() {
            form.numbers.push(Reported { name: measure.name.clone(), value: number_of(&text)? });
        }
    }
    form.covers = filled.all("covers").map(str::to_owned).collect();
    form.verdict = Verdict::of_code(filled.one("verdict"));
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
    for text in filled.one("finished").split(apart).filter(|text| !text.is_empty()) {
        form.done.push(text.parse().map_err(|_| no_number(text))?);
    }
    form.above = filled.has("above", "yes");
    Ok(form)
}

/// The pieces, with their files stored: a text that was written in the form is a file too.
async fn pieces(
    app: &AppState,
    guest: &Guest,
    (duty, filled): (&Duty, &Filled),
    number: &str,
) -> Result<Vec<Evidence>, Fault> {
    guest.stores(app, filled.bytes())?;
    let mut evidence = Vec::new();
    for (at, need) in duty.needs.iter().enumerate() {
        let mut files: Vec<Digest> = Vec::new();
        for file in filled.files.iter().filter(|file| file.field == format!("file.{at}")) {
            files.push(app.handle.store(file.bytes.to_vec()).await?);
        }
        let field = format!("text.{at}");
        files.extend(text(app, guest, filled, (number, &field)).await?);
        let count = match filled.one(&format!("count.{at}")) {
            "" => u32::try_from(files.len()).unwrap_or(u32::MAX),
            text => number_of(text)?,
        };
        if count > 0 || !files.is_empty() {
            evidence.push(Evidence { need: need.name.clone(), count, files });
        }
    }
    Ok(evidence)
}

async fn enter_row(app: &AppState, guest: &Guest, filled: &Filled, number: &str) -> Result<Command, Fault> {
    let (id, code) = filled.one("ledger").rsplit_once('/').ok_or_else(Fault::nothing)?;
    guest.unit(code).ok_or_else(Fault::nothing)?;
    let duty = guest.def.duties.iter().find(|duty| duty.id == id);
    let Some(Variant::Ledger(kept)) = duty.map(|duty| &duty.variant) else { return Err(Fault::nothing()) };
    let mut cells = Vec::new();
    for (at, column) in kept.columns.iter().enumerate() {
        let field = format!("cell.{at}");
        let typed = filled.one(&field);
        if typed.is_empty() {
            continue;
        }
        let cell = match &column.holds {
            Holds::Text => match text(app, guest, filled, (number, &field)).await? {
                Some(digest) => Cell::Text(digest),
                None => Cell::Empty,
            },
            Holds::Date => Cell::Date(typed.parse().map_err(|_| no_day(typed))?),
            Holds::Number => Cell::Number(number_of(typed)?),
            Holds::Choice(_) | Holds::Tag(_) => Cell::Word(typed.to_owned()),
        };
        cells.push((column.name.clone(), cell));
    }
    let corrects = match filled.one("corrects") {
        "" => None,
        row => Some(number_of(row)?),
    };
    let fixed = Some(filled.one("fixed")).filter(|row| !row.is_empty()).map(str::to_owned);
    Ok(Command::EnterRow(EnterRow { ledger: id.to_owned(), unit: code.to_owned(), fixed, cells, corrects }))
}

async fn work(app: &AppState, guest: &Guest, filled: &Filled, number: &str) -> Result<Command, Fault> {
    let name = filled.one("case").parse().map_err(|_| Fault::nothing())?;
    // Whether it is this unit's is judged by the rights; that it exists for this guest is seen here.
    case::seen(app, guest, filled.one("case")).await?;
    let said = text(app, guest, filled, (number, "text")).await?;
    let act = match filled.one("act") {
        "accept" => CaseAct::Accept,
        "track" => CaseAct::Track { stage: filled.one("stage").to_owned(), record: said },
        "pass-up" => CaseAct::PassUp { text: said },
        "answer" => CaseAct::Answer { text: said },
        _ => return Err(Fault::nothing()),
    };
    Ok(Command::WorkCase(WorkCase { case: name, act }))
}

/// What was brought at a visit that arranged itself: a case of the kind that the file names for it.
async fn bring(app: &AppState, guest: &Guest, filled: &Filled, number: &str) -> Result<Command, Fault> {
    let name: ItemName = filled.one("item").parse().map_err(|_| Fault::nothing())?;
    let duty = guest.unit(&name.unit).and_then(|_| guest.def.duty_of(&name.occasion));
    let terms = duty.and_then(|duty| terms_of_duty(&guest.def, duty)).ok_or_else(Fault::nothing)?;
    let kind = terms.cases.clone().ok_or_else(Fault::nothing)?;
    let said = text(app, guest, filled, (number, "case")).await?;
    let said = said.ok_or_else(|| Fault::invalid(id!("say-what-was-brought")))?;
    let written = |field: &str| Some(filled.one(field)).filter(|text| !text.is_empty());
    Ok(Command::ReceiveCase(ReceiveCase {
        kind,
        source: Some(FROM_THE_FIELD.to_owned()),
        about: written("about").map(str::to_owned),
        unit: written("handler").map(|unit| visit::code_of(&guest.def, unit)),
        at: Some(name),
        text: Some(said),
        received: None,
    }))
}

/// The page again that the form stood on, with what was typed and what is wrong with it.
async fn again(app: &AppState, guest: &Guest, filled: &Filled, fault: &Fault) -> Response {
    let Some(sentence) = fault.sentence(guest.lang) else { return fault.respond(guest) };
    let page: Result<Page, Fault> = match filled.one("do") {
        "submit" | "bring" => item::of(app, guest, filled.one("item"), filled).await,
        "enter" => ledger::of(app, guest, filled.one("ledger"), filled).await,
        "case" => case::of(app, guest, filled.one("case"), filled).await,
        "visit" => visit::of(app, guest, filled.one("visit"), filled).await,
        "rate" => ballot::of(app, guest, filled.one("ballot"), filled).await,
        _ => return fault.respond(guest),
    };
    match page {
        Ok(page) => page.with_fault(&sentence).respond(guest, fault.status()),
        Err(_) => fault.respond(guest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(all: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in all {
            headers.insert(*name, value.parse().unwrap());
        }
        from_here(&headers)
    }

    #[test]
    fn a_form_of_another_site_is_known_by_what_the_browser_says() {
        let host = ("host", "muster.example");
        assert!(said(&[host]) && said(&[host, ("origin", "https://muster.example")]));
        assert!(said(&[host, ("origin", "null")]), "the page's own policy has browsers say so");
        assert!(said(&[host, ("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(!said(&[host, ("origin", "https://evil.example")]));
        for site in ["cross-site", "same-site", "none"] {
            assert!(!said(&[host, ("sec-fetch-site", site), ("origin", "https://muster.example")]), "{site}");
        }
    }
}
