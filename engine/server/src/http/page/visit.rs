//! One visit that the post makes: when and where, and what may be done with it now: confirmed, moved, handed to somebody
//! else, declined, recorded with its sections, with tasks for the problems that were found and cases for what was brought.

pub(super) mod rows;

use std::collections::BTreeSet;

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::command::{
    ChangeVisit, Command, ItemName, RecordVisit, VisitAction, VisitCase, VisitChange,
};
use muster_protocol::definition::{CaseKind, Definition, VisitProgramme, VisitTerms};
use muster_protocol::event::{CalledOff, Rated, RecordSection};
use muster_protocol::question::{Answer, Question};
use muster_protocol::refs::Ids;
use muster_protocol::shape::{ProposedVisit, SlotReason};
use muster_protocol::time::Date;
use muster_protocol::{id, say, text};
use muster_rules::visit;
use muster_rules::visit::terms::says_nothing;

use super::form::{self, Filled, no_day, text};
use super::guest::Guest;
use super::shown::{Fault, Page};
use super::trips::{follow_ups, stage};
use crate::directory::contacts::links::LinkScope;
use crate::http::AppState;
use crate::read::visits::reasons;
use crate::view::status::VisitLine;

/// The latest visit of an item, if the guest makes it.
async fn seen(app: &AppState, guest: &Guest, name: &str) -> Result<VisitLine, Fault> {
    if !guest.opens(LinkScope::Post) {
        return Err(Fault::nothing());
    }
    let own = app.handle.view().own(&guest.link.campaign, &guest.link.post, &[]).await?;
    let lines = own.trips.into_iter().filter(|line| line.name() == name);
    lines.max_by_key(|line| line.no).ok_or_else(Fault::nothing)
}

/// The page with what was typed before.
pub(super) async fn of(app: &AppState, guest: &Guest, name: &str, typed: &Filled) -> Result<Page, Fault> {
    let (lang, line) = (guest.lang, seen(app, guest, name).await?);
    let slots = if line.stands() { slots(app, guest, name).await? } else { Vec::new() };
    let programme = line.programme(&guest.def);
    // Who comes along looks on: the visit is its visitor's to confirm, to move and to record.
    let awaits = matches!(line.item.as_str(), "open" | "returned") && line.visitor == guest.link.post;
    let came = line.date <= guest.today;
    let body = html! {
        dl {
            dt { (lang.say("label-when")) } dd { (guest.local(line.start)) }
            dt { (lang.say("where")) } dd { (line.place) " " (line.name) }
            (party(guest, &line))
            dt { (lang.say("stands")) } dd { (stage(guest, &line)) (follow_ups(lang, &line)) }
            (left_behind(lang, &line))
            (why_then(lang, &guest.def, &line))
        }
        @if let (true, Some(programme)) = (awaits, programme) {
            @if line.stands() && line.date >= guest.today {
                @if line.stage == "proposed" { (confirm(guest, name)) }
                (move_to(guest, name, &slots))
                (delegate(guest, name, (programme, &line)))
                (decline(guest, name, typed))
            }
            @if came && (line.stands() || line.stage == "made") { (record(guest, name, (programme, &line), typed)) }
        }
    };
    Ok(Page { title: say!(lang, "visit-to-name", name = line.name), body, below: true })
}

/// How content people were, and what was brought there.
fn left_behind(lang: Language, line: &VisitLine) -> Markup {
    let (ratings, cases) = (line.ratings(), line.cases());
    html! {
        @if !ratings.is_empty() {
            dt { (lang.say("label-how-content-people-were")) }
            dd {
                @for (at, (by, answer)) in ratings.iter().enumerate() {
                    @if at > 0 { (lang.say("list-comma")) }
                    (by) " " (answer)
                }
            }
        }
        @if !cases.is_empty() {
            dt { (lang.say("label-cases-that-were-brought")) } dd { (cases.join(lang.say("list-comma"))) }
        }
    }
}

/// Who goes, where somebody comes along.
fn party(guest: &Guest, line: &VisitLine) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let mut ids = line.along();
    if ids.is_empty() {
        return html! {};
    }
    ids.insert(0, line.visitor.clone());
    let posts: Vec<&str> = ids.iter().map(|id| def.post(id)).collect();
    html! {
        dt { (lang.say("who-goes-along")) } dd { (posts.join(lang.say("list-comma"))) }
    }
}

/// Why the visit lies where it lies; nothing where its visitor fixed the time. Reasons that this program cannot read take
/// nothing else from the page: the visit is to be made all the same.
fn why_then(lang: Language, def: &Definition, line: &VisitLine) -> Markup {
    let said = match reasons(&line.reasons) {
        Ok(reasons) if reasons.is_empty() => return html! {},
        Ok(reasons) => {
            let said: Vec<String> = reasons.iter().map(|one| reason(lang, def, one)).collect();
            said.join(lang.say("list-semicolon"))
        }
        Err(error) => {
            tracing::warn!(item = %line.name(), %error, "the reasons of a visit cannot be read");
            lang.say("the-reasons-cannot-be-read").to_owned()
        }
    };
    html! {
        dt { (lang.say("why-then")) }
        dd { (said) }
    }
}

/// Why a slot was chosen.
fn reason(lang: Language, def: &Definition, reason: &SlotReason<Ids>) -> String {
    match reason {
        SlotReason::LongestUnvisited(days) => say!(lang, "unvisited-for-so-many-days", #days = days),
        SlotReason::NeverVisited => lang.say("never-visited").to_owned(),
        SlotReason::VisitorFree { .. } => lang.say("you-are-free").to_owned(),
        SlotReason::SameTown(unit) => say!(lang, "in-the-same-town-as", unit = def.unit_short(unit)),
        SlotReason::FairShare(_) => lang.say("a-fair-share").to_owned(),
        SlotReason::Spread => lang.say("near-the-middle-of-the-round").to_owned(),
        SlotReason::InTurn { had, .. } => say!(lang, "it-is-your-turn", no = had.saturating_add(1)),
        SlotReason::Near { place, minutes } => {
            say!(lang, "minutes-from-another-visit-that-day", place = def.unit_short(place), #minutes = minutes)
        }
        SlotReason::StandsIn => lang.say("you-go-instead-of-the-places-own-visitor").to_owned(),
    }
}

/// Slots that fit a visit, best first.
async fn slots(app: &AppState, guest: &Guest, name: &str) -> Result<Vec<ProposedVisit<Ids>>, Fault> {
    let item: ItemName = name.parse().map_err(|_| Fault::nothing())?;
    let campaign = guest.link.campaign.clone();
    match app.handle.ask(Question::VisitSlots { campaign, item, visitor: None }).await? {
        Answer::VisitSlots(slots) => Ok(slots),
        _ => Ok(Vec::new()),
    }
}

/// A form of this page that does one thing.
fn act_form(guest: &Guest, (name, act): (&str, &str), fields: Markup) -> Markup {
    form::begin(
        guest,
        "visit",
        true,
        html! {
            input type="hidden" name="visit" value=(name);
            input type="hidden" name="act" value=(act);
            (fields)
        },
    )
}

fn confirm(guest: &Guest, name: &str) -> Markup {
    act_form(
        guest,
        (name, "confirm"),
        html! {
            button type="submit" { (guest.lang.say("i-will-go-confirm")) }
        },
    )
}

fn move_to(guest: &Guest, name: &str, slots: &[ProposedVisit<Ids>]) -> Markup {
    let lang = guest.lang;
    html! {
        section aria-labelledby="move" {
            h2 id="move" { (lang.say("move-it")) }
            @if slots.is_empty() {
                p { (lang.say("no-other-slot-hand-it-on-or-decline")) }
            } @else {
                (act_form(guest, (name, "move"), html! {
                    fieldset {
                        legend { (lang.say("label-move-to")) }
                        @for slot in slots {
                            label .choice {
                                input type="radio" name="to" value=(guest.local(slot.start)) required;
                                " " (guest.local(slot.start))
                                @for one in &slot.reasons {
                                    @if matches!(one, SlotReason::SameTown(_) | SlotReason::Near { .. }) { (say!(lang, "in-brackets", text = reason(lang, &guest.def, one))) }
                                }
                            }
                        }
                    }
                    button type="submit" .second { (lang.say("move")) }
                }))
            }
        }
    }
}

fn delegate(guest: &Guest, name: &str, (programme, line): (&VisitProgramme, &VisitLine)) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let place = def.unit_by_code(&line.place);
    let all = place.map_or_else(Vec::new, |place| visit::visitors(def, programme, place));
    let others: BTreeSet<(&str, &str)> = all
        .into_iter()
        .filter_map(|ix| def.contacts.get(ix.at()))
        .filter(|contact| contact.id != line.visitor)
        .map(|contact| (contact.post.as_str(), contact.id.as_str()))
        .collect();
    if others.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="delegate" {
            h2 id="delegate" { (lang.say("hand-it-to-somebody-else")) }
            (act_form(guest, (name, "delegate"), html! {
                div {
                    label for="to" { (lang.say("who-goes")) }
                    select id="to" name="to" required {
                        option value="" { (lang.say("choose")) }
                        @for (post, id) in others { option value=(id) { (post) } }
                    }
                }
                button type="submit" .second { (lang.say("hand-over")) }
            }))
        }
    }
}

fn decline(guest: &Guest, name: &str, typed: &Filled) -> Markup {
    let lang = guest.lang;
    html! {
        section aria-labelledby="decline" {
            h2 id="decline" { (lang.say("i-cannot-go")) }
            (act_form(guest, (name, "decline"), html! {
                div {
                    label for="reason" { (lang.say("why-may-be-left-empty")) }
                    textarea id="reason" name="reason" rows="2" { (typed.one("reason")) }
                }
                button type="submit" .second { (lang.say("decline-plan-another")) }
            }))
        }
    }
}

fn record(
    guest: &Guest,
    name: &str,
    (programme, line): (&VisitProgramme, &VisitLine),
    typed: &Filled,
) -> Markup {
    let (lang, terms) = (guest.lang, &programme.terms);
    let on = match typed.one("on") {
        "" => line.date.min(guest.today).to_string(),
        on => on.to_owned(),
    };
    html! {
        section aria-labelledby="record" {
            h2 id="record" { (lang.say("heading-record-of-the-visit")) }
            (act_form(guest, (name, "record"), html! {
                div {
                    label for="on" { (lang.say("day-of-the-visit")) }
                    input id="on" name="on" type="date" value=(on) required;
                }
                @for (at, section) in terms.form.iter().enumerate() {
                    @let field = format!("section.{at}");
                    div {
                        label for=(field) { (say!(lang, "section-or-none", section)) }
                        textarea id=(field) name=(field) rows="3" required { (typed.one(&field)) }
                    }
                }
                div {
                    label for="text" {
                        (if terms.form.is_empty() { lang.say("what-was-seen") } else { lang.say("anything-else-may-be-left-empty") })
                    }
                    textarea id="text" name="text" rows="3" { (typed.one("text")) }
                }
                @if let Some(rating) = &terms.rating {
                    @for (at, by) in rating.by.iter().enumerate() {
                        @let field = format!("rating.{at}");
                        div {
                            label for=(field) { (say!(lang, "how-content-are-they", by)) }
                            select id=(field) name=(field) {
                                option value="" { (lang.say("option-not-asked")) }
                                @for answer in &rating.scale {
                                    option value=(answer) selected[typed.one(&field) == answer] { (answer) }
                                }
                            }
                        }
                    }
                }
                @if !guest.def.assignable.is_empty() { (rows::problems(lang, typed)) }
                @if let Some(kind) = brought_kind(&guest.def, terms) { (rows::cases(lang, kind, typed)) }
                button type="submit" { (lang.say("record")) }
            }))
        }
    }
}

/// The command that a form of this page asks for, and the word for what was done.
pub(super) async fn wish(
    app: &AppState,
    guest: &Guest,
    filled: &Filled,
    number: &str,
) -> Result<(Command, &'static str), Fault> {
    let name = filled.one("visit");
    let line = seen(app, guest, name).await?;
    let item: ItemName = name.parse().map_err(|_| Fault::nothing())?;
    let change = |change: VisitChange| Command::ChangeVisit(ChangeVisit { item: item.clone(), change });
    Ok(match filled.one("act") {
        "confirm" => (change(VisitChange::Confirm), "confirmed"),
        "move" => {
            let to = filled.one("to");
            let (date, start) = to.split_once(' ').ok_or_else(no_slot)?;
            let date = date.parse().map_err(|_| no_day(date))?;
            (change(VisitChange::Move { date, start: start.parse().map_err(|_| no_slot())? }), "moved")
        }
        "delegate" => {
            let to = filled.one("to").to_owned();
            if to.is_empty() {
                return Err(Fault::invalid(id!("choose-who-makes-the-visit")));
            }
            (change(VisitChange::Delegate { to }), "delegated")
        }
        "decline" => {
            let reason = text(app, guest, filled, (number, "reason")).await?;
            (change(VisitChange::CallOff { why: CalledOff::Declined, reason }), "declined")
        }
        "record" => {
            let programme = line.programme(&guest.def).ok_or_else(Fault::nothing)?;
            (recorded(app, guest, (programme, item), (filled, number)).await?, "recorded")
        }
        _ => return Err(Fault::nothing()),
    })
}

fn no_slot() -> Fault {
    Fault::invalid(id!("choose-the-time-to-which-it-is-moved"))
}

async fn recorded(
    app: &AppState,
    guest: &Guest,
    (programme, item): (&VisitProgramme, ItemName),
    (filled, number): (&Filled, &str),
) -> Result<Command, Fault> {
    let on = filled.one("on");
    let on = on.parse().map_err(|_| no_day(on))?;
    let terms = &programme.terms;
    let mut sections = Vec::new();
    for (at, name) in terms.form.iter().enumerate() {
        let field = format!("section.{at}");
        // A section that was left empty is not there, and the engine says which; one with nothing to tell says so.
        let text = match filled.one(&field) {
            "" => continue,
            said if says_nothing(said) => None,
            _ => text(app, guest, filled, (number, &field)).await?,
        };
        sections.push(RecordSection { name: name.clone(), text });
    }
    let mut ratings = Vec::new();
    for (at, by) in terms.rating.iter().flat_map(|rating| rating.by.iter().enumerate()) {
        let answer = filled.one(&format!("rating.{at}"));
        if !answer.is_empty() {
            ratings.push(Rated { by: by.clone(), answer: answer.to_owned() });
        }
    }
    let actions = problems(guest, filled)?;
    let cases = brought(app, guest, (filled, number)).await?;
    let record = text(app, guest, filled, (number, "text")).await?;
    Ok(Command::RecordVisit(RecordVisit { item, on, record, sections, ratings, actions, cases }))
}

/// Problems that were filled in; each with its unit and day.
fn problems(guest: &Guest, filled: &Filled) -> Result<Vec<VisitAction>, Fault> {
    let mut actions = Vec::new();
    for at in 0..rows::PROBLEMS.shown(filled) {
        let [title, owner, due] = ["problem", "owner", "due"].map(|part| filled.one(&format!("{part}.{at}")));
        if title.is_empty() && owner.is_empty() && due.is_empty() {
            continue;
        }
        if title.is_empty() || owner.is_empty() || due.is_empty() {
            return Err(Fault::invalid(text!("problem-at-needs-all-three-what-is-to", at = at + 1)));
        }
        let due_day: Date = due.parse().map_err(|_| no_day(due))?;
        let owner = code_of(&guest.def, owner);
        actions.push(VisitAction { title: title.to_owned(), owner, due_day });
    }
    Ok(actions)
}

/// What was brought and was filled in, with its unit and what it is about where that was said.
async fn brought(
    app: &AppState,
    guest: &Guest,
    (filled, number): (&Filled, &str),
) -> Result<Vec<VisitCase>, Fault> {
    let mut cases = Vec::new();
    for at in 0..rows::CASES.shown(filled) {
        let field = format!("case.{at}");
        let [about, unit] = ["about", "handler"].map(|part| filled.one(&format!("{part}.{at}")));
        let said = text(app, guest, filled, (number, &field)).await?;
        let Some(said) = said else {
            if about.is_empty() && unit.is_empty() {
                continue;
            }
            return Err(Fault::invalid(text!("case-at-says-nothing-of-what-was-brought", at = at + 1)));
        };
        let about = Some(about).filter(|about| !about.is_empty()).map(str::to_owned);
        let unit = Some(unit).filter(|unit| !unit.is_empty()).map(|unit| code_of(&guest.def, unit));
        cases.push(VisitCase { about, unit, text: said });
    }
    Ok(cases)
}

/// The code of a unit that is written by its code or its short name; what no unit is called stays, and the engine says so.
pub(super) fn code_of(def: &Definition, written: &str) -> String {
    let unit = def.units.iter().find(|unit| unit.code == written || unit.short == written);
    unit.map_or(written, |unit| unit.code.as_str()).to_owned()
}

/// The kind of case that what was brought becomes.
fn brought_kind<'d>(def: &'d Definition, terms: &VisitTerms) -> Option<&'d CaseKind> {
    let named = terms.cases.as_ref()?;
    def.cases.iter().find(|kind| kind.id == *named)
}

#[cfg(test)]
mod tests;
