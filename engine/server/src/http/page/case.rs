//! One case at a unit of the post: its clocks, what was said, and what may be done with it now.

use maud::{Markup, html};
use muster_protocol::case::CaseName;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::definition::{CaseKind, Right};
use muster_protocol::event::CASE_STORY;
use muster_protocol::say;

use super::form::{self, Filled};
use super::guest::Guest;
use super::item::text;
use super::shown::{Fault, Page};
use crate::http::AppState;
use crate::view::case_state::CaseMarks;
use crate::view::own::OwnCase;

/// A case that one of the guest's units has.
pub(super) async fn seen(app: &AppState, guest: &Guest, name: &str) -> Result<OwnCase, Fault> {
    let own = app.handle.view().own(&guest.link.campaign, &guest.link.post, &guest.units).await?;
    let case = own.cases.into_iter().find(|case| case.name == name).ok_or_else(Fault::nothing)?;
    // The file may keep the matters of cases from some posts of the unit.
    app.handle.may_read(&guest.link.campaign, &guest.link.post, Some(&case.unit)).await?;
    Ok(case)
}

/// The page with what was typed before.
pub(super) async fn of(app: &AppState, guest: &Guest, name: &str, typed: &Filled) -> Result<Page, Fault> {
    let (lang, case) = (guest.lang, seen(app, guest, name).await?);
    let number = name.parse::<CaseName>().map_err(|_| Fault::nothing())?.no;
    let mut story = Vec::new();
    for entry in app.handle.view().case_history_of(&guest.link.campaign, number).await? {
        let texts = app.handle.texts_at(entry.position).await?;
        story.push((entry, texts));
    }
    let kind = guest.def.cases.iter().find(|kind| kind.id == case.kind);
    let body = html! {
        dl {
            @if let Some(about) = &case.about { dt { (lang.say("about")) } dd { (about) } }
            dt { (lang.say("received")) } dd { (guest.local(case.received)) }
            @if let Some(visit) = &case.brought_at { dt { (lang.say("brought-at")) } dd { (visit) } }
            dt { (lang.say("label-finish-by")) } dd { (guest.until(case.finish_by)) }
            dt { (lang.say("label-state")) } dd { (status_of(lang, &case)) }
        }
        section aria-labelledby="story" {
            h2 id="story" { (lang.say("heading-what-was-done")) }
            ol {
                @for (entry, texts) in &story {
                    li {
                        (guest.local(entry.at)) " " (word(lang, &entry.name)) " · " (guest.def.post(&entry.actor))
                        @for one in texts { (text(lang, one)) }
                    }
                }
            }
        }
        @if let (Some(kind), None) = (kind, case.closed) {
            @if guest.works_on_cases(&case.unit) { (acts(guest, (&case, kind), typed)) } @else { (by_others(guest)) }
        }
    };
    let called = kind.map_or(case.kind.as_str(), |kind| kind.name.as_str());
    Ok(Page { title: format!("{called} {}", case.name), body, below: true })
}

fn status_of(lang: Language, case: &OwnCase) -> &'static str {
    let OwnCase { accepted, answered, closed, .. } = *case;
    CaseMarks { accepted, passed_up: case.passed_up.as_deref(), answered, closed }.state().say(lang)
}

/// What was done, in words.
fn word(lang: Language, name: &str) -> &str {
    CASE_STORY.iter().find(|(known, _)| *known == name).map_or(name, |(_, said)| said.say(lang))
}

/// Who works on it where the guest may not.
fn by_others(guest: &Guest) -> Markup {
    let roles = guest.def.roles.iter().filter(|role| role.can.contains(&Right::HandleCases));
    let roles: Vec<&str> = roles.map(|role| role.name.as_str()).collect();
    html! { p { (say!(guest.lang, "those-who-work-on-the-case", posts: Listed(&roles))) } }
}

/// Forms for what may be done now; the engine has the last word. What has an answer waits for the one who calls back.
fn acts(guest: &Guest, (case, kind): (&OwnCase, &CaseKind), typed: &Filled) -> Markup {
    let lang = guest.lang;
    if case.accepted.is_some() && case.answered.is_some() {
        return html! {};
    }
    let hidden = |act: &str| {
        html! {
            input type="hidden" name="case" value=(case.name);
            input type="hidden" name="act" value=(act);
        }
    };
    let written = |act: &str, label: &str| {
        let id = format!("text-{act}");
        let before = if typed.one("act") == act { typed.one("text") } else { "" };
        html! {
            label for=(id) { (label) }
            textarea id=(id) name="text" rows="4" { (before) }
        }
    };
    html! {
        section aria-labelledby="acts" {
            h2 id="acts" { (lang.say("what-to-do")) }
            @if case.accepted.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("accept"))
                    button type="submit" { (lang.say("accept")) }
                }))
            }
            @if !kind.stages.is_empty() && case.answered.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("track"))
                    label for="stage" { (lang.say("step-that-is-done")) }
                    select id="stage" name="stage" { @for stage in &kind.stages { option { (stage) } } }
                    (written("track", lang.say("what-was-done-optional")))
                    button type="submit" { (lang.say("record-the-step")) }
                }))
            }
            @if case.answered.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("answer"))
                    (written("answer", lang.say("label-answer-of-a-case")))
                    @if kind.reply_public {
                        p { (lang.say("the-answer-is-published-write-nothing-personal")) }
                    }
                    button type="submit" { (lang.say("answer-and-close")) }
                }))
            }
            @if kind.pass_up.is_some() && case.passed_up.is_none() && case.answered.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("pass-up"))
                    (written("pass-up", lang.say("what-those-above-are-to-decide")))
                    button .second type="submit" { (lang.say("pass-up")) }
                }))
            }
        }
    }
}
