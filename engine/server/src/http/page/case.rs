//! One case at a unit of the post: its clocks, what was said, and what may be done with it now.

use maud::{Markup, html};
use muster_protocol::case::CaseName;
use muster_protocol::definition::CaseKind;

use super::Asked;
use super::form::{self, Filled};
use super::guest::Guest;
use super::item::{text, who};
use super::layout::Lang;
use super::shown::{Fault, Page};
use crate::http::AppState;
use crate::view::own::OwnCase;

/// The page.
pub(super) async fn page(app: &AppState, guest: &Guest, asked: &Asked) -> Result<Page, Fault> {
    of(app, guest, &asked.name, (&Filled::default(), None)).await
}

/// A case that one of the guest's units has.
pub(super) async fn seen(app: &AppState, guest: &Guest, name: &str) -> Result<OwnCase, Fault> {
    let own = app.handle.view().own(&guest.link.campaign, &guest.link.post, &guest.units).await?;
    let case = own.cases.into_iter().find(|case| case.name == name).ok_or_else(Fault::nothing)?;
    // The file may keep the matters of cases from some posts of the unit.
    app.handle.may_read(&guest.link.campaign, &guest.link.post, Some(&case.unit)).await?;
    Ok(case)
}

/// The page with what was typed before, and what is wrong with that.
pub(super) async fn of(
    app: &AppState,
    guest: &Guest,
    name: &str,
    (typed, fault): (&Filled, Option<&str>),
) -> Result<Page, Fault> {
    let (lang, case) = (guest.lang, seen(app, guest, name).await?);
    let number = name.parse::<CaseName>().map_err(|_| Fault::nothing())?.no;
    let mut story = Vec::new();
    for deed in app.handle.view().case_deeds(&guest.link.campaign, number).await? {
        let texts = app.handle.texts_at(deed.position).await?;
        story.push((deed, texts));
    }
    let kind = guest.def.cases.iter().find(|kind| kind.id == case.kind);
    let body = html! {
        @if let Some(fault) = fault { p .fault role="alert" tabindex="-1" { (fault) } }
        dl {
            @if let Some(about) = &case.about { dt { (lang.pick("事由", "About")) } dd { (about) } }
            dt { (lang.pick("收到", "Received")) } dd { (guest.local(case.received)) }
            dt { (lang.pick("最迟办结", "Finish by")) } dd { (guest.local(case.finish_by)) }
            dt { (lang.pick("状态", "State")) } dd { (status_of(lang, &case)) }
        }
        section aria-labelledby="story" {
            h2 id="story" { (lang.pick("经过", "What was done")) }
            ol {
                @for (deed, texts) in &story {
                    li {
                        (guest.local(deed.at)) " " (word(lang, &deed.name)) " · " (who(&guest.def, &deed.actor))
                        @for one in texts { (text(lang, one)) }
                    }
                }
            }
        }
        @if let (Some(kind), None) = (kind, case.closed) { (acts(guest, (&case, kind), typed)) }
    };
    let called = kind.map_or(case.kind.as_str(), |kind| kind.name.as_str());
    Ok(Page { title: format!("{called} {}", case.name), body, below: true })
}

fn status_of(lang: Lang, case: &OwnCase) -> &'static str {
    let (zh, en) = match case {
        OwnCase { closed: Some(_), .. } => ("办结", "closed"),
        OwnCase { answered: Some(_), .. } => ("待回访", "to be called back"),
        OwnCase { passed_up: Some(up), .. } if up == "waiting" => ("待批复", "waits for a reply"),
        OwnCase { accepted: Some(_), .. } => ("办理中", "in work"),
        _ => ("待受理", "to be accepted"),
    };
    lang.pick(zh, en)
}

/// What was done, in words.
fn word(lang: Lang, name: &str) -> &str {
    let (zh, en) = match name {
        "case.received" => ("收件", "received"),
        "case.accepted" => ("受理", "accepted"),
        "case.dispatched" => ("派单", "dispatched"),
        "case.tracked" => ("环节完成", "step done"),
        "case.agent_named" => ("指定代办员", "agent named"),
        "case.assisted" => ("帮办记录", "agent's record"),
        "case.passed_up" => ("上报", "passed up"),
        "case.replied" => ("批复", "replied to"),
        "case.answered" => ("答复", "answered"),
        "case.called_back" => ("回访", "called back"),
        "case.reopened" => ("重办", "reopened"),
        "case.closed" => ("办结", "closed"),
        "case.late" => ("超期", "late"),
        other => (other, other),
    };
    lang.pick(zh, en)
}

/// Forms for what may be done now; the engine has the last word.
fn acts(guest: &Guest, (case, kind): (&OwnCase, &CaseKind), typed: &Filled) -> Markup {
    let lang = guest.lang;
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
            h2 id="acts" { (lang.pick("办理", "What to do")) }
            @if case.accepted.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("accept"))
                    button type="submit" { (lang.pick("受理", "Accept")) }
                }))
            }
            @if !kind.stages.is_empty() {
                (form::begin(guest, "case", true, html! {
                    (hidden("track"))
                    label for="stage" { (lang.pick("完成的环节", "Step that is done")) }
                    select id="stage" name="stage" { @for stage in &kind.stages { option { (stage) } } }
                    (written("track", lang.pick("做了什么（可不填）", "What was done (optional)")))
                    button type="submit" { (lang.pick("记录环节", "Record the step")) }
                }))
            }
            @if case.answered.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("answer"))
                    (written("answer", lang.pick("答复", "Answer")))
                    @if kind.reply_public {
                        p { (lang.pick("答复会公开，请不要写个人信息。", "The answer is published: write nothing personal.")) }
                    }
                    button type="submit" { (lang.pick("答复办结", "Answer")) }
                }))
            }
            @if kind.pass_up.is_some() && case.passed_up.is_none() && case.answered.is_none() {
                (form::begin(guest, "case", true, html! {
                    (hidden("pass-up"))
                    (written("pass-up", lang.pick("请上级定什么", "What those above are to decide")))
                    button .second type="submit" { (lang.pick("上报", "Pass up")) }
                }))
            }
        }
    }
}
