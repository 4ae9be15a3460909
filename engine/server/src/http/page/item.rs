//! One item: what is asked, how it stands, why it was returned, what was handed in, and the form to hand it in.

use maud::{Markup, html};
use muster_protocol::definition::{Bound, Definition, Duty, Measure, Need, Variant};
use muster_protocol::ids::UnitIx;
use muster_rules::audience::theme_of;
use muster_rules::message::asked;

use super::Asked;
use super::form::{self, Filled};
use super::guest::{Guest, unit_short};
use super::layout::Lang;
use super::shown::{Fault, Page};
use crate::http::AppState;
use crate::read::texts::{Returned, Text};
use crate::view::why::{HistoryLine, Why, WhyItem};

/// The page.
pub(super) async fn page(app: &AppState, guest: &Guest, asked: &Asked) -> Result<Page, Fault> {
    of(app, guest, &asked.name, (&Filled::default(), None)).await
}

/// The page of an item with what was typed before, and what is wrong with that.
pub(super) async fn of(
    app: &AppState,
    guest: &Guest,
    name: &str,
    (typed, fault): (&Filled, Option<&str>),
) -> Result<Page, Fault> {
    let (lang, item) = (guest.lang, seen(app, guest, name).await?);
    let returned = returned(app, &item).await?;
    let unit = guest.unit(&item.unit.code);
    let duty = duty_of(&guest.def, &item.occasion.key);
    let awaits = matches!(item.state.as_str(), "open" | "returned");
    let mut history = Vec::new();
    for entry in &item.history {
        history.push((entry, app.handle.texts_at(entry.position).await?));
    }
    let body = html! {
        @if let Some(fault) = fault { p .fault role="alert" tabindex="-1" { (fault) } }
        (status_of(guest, &item))
        @if let Some(returned) = &returned { (why_returned(lang, returned)) }
        @if let (true, Some(unit), Some(duty)) = (awaits, unit, duty) {
            @match duty.variant {
                Variant::Ledger(_) => p {
                    a href=(guest.to("ledger", &format!("{}/{}", duty.id, item.unit.code), true)) {
                        (lang.pick("去记台账，记了就办结", "Enter it in the ledger: that closes it"))
                    }
                },
                _ => (hand_in(guest, name, (duty, unit), typed)),
            }
        }
        (files(guest, &item))
        (past(guest, &history))
    };
    Ok(Page { title: item.occasion.title.clone(), body, below: true })
}

/// An item that the guest may see: one of its own units.
pub(super) async fn seen(app: &AppState, guest: &Guest, name: &str) -> Result<WhyItem, Fault> {
    let own = name.rsplit_once('/').is_some_and(|(_, code)| guest.unit(code).is_some());
    if !own || name.contains('#') {
        return Err(Fault::nothing());
    }
    match app.handle.view().why(Some(&guest.link.campaign), name).await? {
        Some(Why::Item(item)) => Ok(*item),
        Some(Why::Unit(_) | Why::Occasion(_) | Why::Occasions(_) | Why::Message(_)) | None => {
            Err(Fault::nothing())
        }
    }
}

/// The last return, as long as it was not handed in again.
async fn returned(app: &AppState, item: &WhyItem) -> Result<Option<Returned>, Fault> {
    if item.state != "returned" {
        return Ok(None);
    }
    let last = item.history.iter().rev().find(|entry| entry.name == "item.returned");
    match last {
        Some(entry) => Ok(app.handle.returned_at(entry.position).await?),
        None => Ok(None),
    }
}

/// The duty that an occasion's key belongs to.
pub(super) fn duty_of<'d>(def: &'d Definition, key: &str) -> Option<&'d Duty> {
    let owns = |id: &str| key.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    def.duties.iter().filter(|duty| owns(&duty.id)).max_by_key(|duty| duty.id.len())
}

/// A state in words.
pub(super) fn state(lang: Lang, state: &str) -> &str {
    let (zh, en) = match state {
        "open" => ("待报", "to be handed in"),
        "submitted" => ("已报送，待审核", "under review"),
        "returned" => ("被退回", "returned"),
        "accepted" => ("审核通过", "accepted"),
        "closed" => ("已办结", "done"),
        "waived" => ("免办", "waived"),
        "passed-on" => ("已转给承接单位", "passed on"),
        "retired" => ("已停用", "taken out of use"),
        other => (other, other),
    };
    lang.pick(zh, en)
}

fn status_of(guest: &Guest, item: &WhyItem) -> Markup {
    let lang = guest.lang;
    html! {
        dl {
            dt { (lang.pick("单位", "Unit")) }
            dd { (item.unit.code) " " (unit_short(&guest.def, &item.unit.code)) }
            dt { (lang.pick("状态", "State")) }
            dd { (state(lang, &item.state)) @if item.late { " · " (lang.pick("逾期", "late")) } }
            dt { (lang.pick("到期", "Due")) }
            dd {
                (lang.day(item.due_day, guest.today))
                @if matches!(item.state.as_str(), "open" | "returned") {
                    (lang.pick("，", ", ")) (lang.distance(item.due_day, guest.today))
                }
            }
        }
    }
}

pub(super) fn text(lang: Lang, text: &Text) -> Markup {
    match text {
        Text::Words(words) => html! { blockquote .text { (words) } },
        Text::Gone => html! { p .gone { (lang.pick("（原文已删除）", "(the text was erased)")) } },
    }
}

fn why_returned(lang: Lang, returned: &Returned) -> Markup {
    html! {
        section .returned aria-labelledby="why" {
            h2 id="why" { (lang.pick("退回原因", "Why it was returned")) }
            @match &returned.reason {
                Some(reason) => (text(lang, reason)),
                None => p { (lang.pick("没有写原因，请问审核的人。", "No reason was written: ask the reviewer.")) },
            }
            @if !returned.failed.is_empty() {
                p { (lang.pick("没有达到的要点：", "Points that are not met:")) }
                ul { @for point in &returned.failed { li { (point) } } }
            }
        }
    }
}

fn hand_in(guest: &Guest, name: &str, (duty, unit): (&Duty, UnitIx), typed: &Filled) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let personal = matches!(&duty.variant, Variant::Pledge(pledge) if pledge.each_member);
    let needs = duty.needs.iter().enumerate().filter(|_| duty.variant != Variant::Count);
    let what = asked(def, duty, unit);
    let covers = covers(def, duty, unit);
    html! {
        section aria-labelledby="hand-in" {
            h2 id="hand-in" { (lang.pick("报送", "Hand in")) }
            @if lang == Lang::Zh && !what.is_empty() { p { "请交：" (what) } }
            @if let Some(review) = &duty.review {
                p { (lang.pick("由", "Reviewed by ")) (review.by) (lang.pick("审核", "")) }
                @if !review.rubric.is_empty() {
                    p { (lang.pick("审核要点：", "It is looked at for: ")) (review.rubric.join(lang.pick("、", ", "))) }
                }
            }
            (form::begin(guest, "submit", true, html! {
                input type="hidden" name="item" value=(name);
                @for (at, need) in needs { (piece(lang, (at, need), personal, typed)) }
                @for (at, measure) in duty.terms.measures.iter().enumerate() {
                    (number(lang, def, (at, measure), (duty, unit), typed))
                }
                @for (title, names) in &covers {
                    fieldset {
                        legend { (title) }
                        @for name in names {
                            label .choice {
                                input type="checkbox" name="covers" value=(name) checked[typed.has("covers", name)];
                                " " (name)
                            }
                        }
                    }
                }
                (verdict(lang, &duty.variant, typed))
                @if let Variant::Progress(_) = duty.variant {
                    div {
                        label for="finished" { (lang.pick("其中已办结的是第几项（如 1 3），没有就空着", "Which of the announced things are done (such as 1 3); leave it empty if none is")) }
                        input id="finished" name="finished" inputmode="numeric" value=(typed.one("finished"));
                    }
                }
                div {
                    label for="on" { (lang.pick("实际完成的日期（就是今天可以不填）", "Day on which it was done (empty: today)")) }
                    input id="on" name="on" type="date" value=(typed.one("on"));
                }
                button type="submit" { (lang.pick("报送", "Hand in")) }
            }))
        }
    }
}

fn piece(lang: Lang, (at, need): (usize, &Need), personal: bool, typed: &Filled) -> Markup {
    let bound = match (need.at_least, need.at_most, lang) {
        (least, None, Lang::Zh) => format!("至少{least}份"),
        (least, None, Lang::En) => format!("at least {least}"),
        (least, Some(most), Lang::Zh) if least == most => format!("{least}份"),
        (least, Some(most), Lang::En) if least == most => format!("{least}"),
        (least, Some(most), Lang::Zh) => format!("{least}至{most}份"),
        (least, Some(most), Lang::En) => format!("{least} to {most}"),
    };
    let (count, file, text) = (format!("count.{at}"), format!("file.{at}"), format!("text.{at}"));
    html! {
        fieldset {
            legend { (need.name) (lang.pick("（", " (")) (bound) (lang.pick("）", ")")) }
            @if !personal {
                div {
                    label for=(file) { (lang.pick("文件（可选多个）", "Files")) }
                    input id=(file) name=(file) type="file" multiple;
                }
                div {
                    label for=(text) { (lang.pick("或直接写在这里", "Or write it here")) }
                    textarea id=(text) name=(text) rows="3" { (typed.one(&text)) }
                }
            }
            div {
                label for=(count) {
                    (if personal { lang.pick("份数", "How many") } else { lang.pick("份数（不填就按文件数）", "How many (empty: as many as files)") })
                }
                input id=(count) name=(count) type="number" min="0" inputmode="numeric" value=(typed.one(&count));
            }
        }
    }
}

fn number(
    lang: Lang,
    def: &Definition,
    (at, measure): (usize, &Measure),
    (duty, unit): (&Duty, UnitIx),
    typed: &Filled,
) -> Markup {
    let said = |bound: Bound| match bound {
        Bound::Number(number) => number.to_string(),
        Bound::Members => def.units.get(unit.at()).map_or(0, |unit| unit.members).to_string(),
        Bound::Measure(ix) => {
            duty.terms.measures.get(usize::from(ix)).map_or_else(String::new, |other| other.name.clone())
        }
    };
    let least = measure.at_least.map(|least| format!("≥{}", said(least))).unwrap_or_default();
    let most = measure.at_most.map(|most| format!("≤{}", said(most))).unwrap_or_default();
    let name = format!("number.{at}");
    let above = format!("above.{at}");
    html! {
        div {
            label for=(name) { (measure.name) " " (least) " " (most) }
            input id=(name) name=(name) type="number" min="0" inputmode="numeric" value=(typed.one(&name));
        }
        @if measure.at_most.is_some() {
            label .choice for=(above) {
                input id=(above) type="checkbox" name="above" value="yes" checked[typed.has("above", "yes")];
                " " (lang.pick("超过上限也属实", "It is right although above the ceiling"))
            }
        }
    }
}

/// What may be covered, in groups with their titles.
fn covers<'d>(def: &'d Definition, duty: &'d Duty, unit: UnitIx) -> Vec<(&'static str, Vec<&'d str>)> {
    let texts = |names: &'d [String]| names.iter().map(String::as_str).collect::<Vec<_>>();
    let outlets = |ids: &[muster_protocol::ids::OutletIx]| {
        ids.iter()
            .filter_map(|ix| def.outlets.get(ix.at()))
            .map(|outlet| outlet.name.as_str())
            .collect::<Vec<_>>()
    };
    let mut groups = Vec::new();
    match &duty.variant {
        Variant::Hold(hold) => {
            groups.push(("方式 · methods", texts(&hold.methods)));
            groups.push(("专题 · topics", texts(&hold.topics)));
            groups.push(("到会 · attended", texts(&hold.invitees)));
        }
        Variant::Pledge(pledge) => {
            groups.push(("写明 · speaks of", texts(&pledge.sections)));
            groups.push(("发布到 · published in", outlets(&pledge.publish)));
        }
        Variant::Publish(ids) => groups.push(("发布到 · published in", outlets(ids))),
        Variant::Deliver
        | Variant::Count
        | Variant::PledgeCheck(_)
        | Variant::Ledger(_)
        | Variant::Outlet(_)
        | Variant::Explore(_)
        | Variant::Progress(_)
        | Variant::Task
        | Variant::Stage(..) => {}
    }
    if let Some(theme) = theme_of(def, unit).filter(|_| duty.terms.focus) {
        groups.push(("重点 · focus", texts(&theme.focus)));
    }
    groups.retain(|(_, names)| !names.is_empty());
    groups
}

fn verdict(lang: Lang, variant: &Variant, typed: &Filled) -> Markup {
    let choices: &[(&str, &str, &str)] = match variant {
        Variant::PledgeCheck(_) => &[
            ("kept", "已兑现", "kept"),
            ("partly", "部分兑现", "partly kept"),
            ("broken", "未兑现", "broken"),
        ],
        Variant::Explore(_) => &[("adopted", "采用", "adopted"), ("not-adopted", "不采用", "not adopted")],
        Variant::Deliver
        | Variant::Hold(_)
        | Variant::Count
        | Variant::Pledge(_)
        | Variant::Ledger(_)
        | Variant::Publish(_)
        | Variant::Outlet(_)
        | Variant::Progress(_)
        | Variant::Task
        | Variant::Stage(..) => return html! {},
    };
    html! {
        fieldset {
            legend { (lang.pick("结果", "How it ended")) }
            @for (value, zh, en) in choices {
                label .choice {
                    input type="radio" name="verdict" value=(value) checked[typed.has("verdict", value)];
                    " " (lang.pick(zh, en))
                }
            }
        }
    }
}

fn files(guest: &Guest, item: &WhyItem) -> Markup {
    let lang = guest.lang;
    if item.evidence.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="files" {
            h2 id="files" { (lang.pick("交过的文件", "Files that were handed in")) }
            ul {
                @for (no, line) in item.evidence.iter().enumerate() {
                    li {
                        @if line.erased.is_some() {
                            (line.need) "（" (lang.pick("已删除", "erased")) "）"
                        } @else {
                            a href=(guest.to("file", &format!("{}@{}", item.item, line.digest), true)) {
                                (line.need) " " (no + 1)
                            }
                        }
                        " · " (guest.local(line.at)) " · " (who(&guest.def, &line.actor))
                    }
                }
            }
        }
    }
}

/// A post in the committee's words, where it stands by its id.
pub(super) fn who<'d>(def: &'d Definition, actor: &'d str) -> &'d str {
    let contact = def.contact_by_id(actor).and_then(|ix| def.contacts.get(ix.at()));
    contact.map_or(actor, |contact| contact.post.as_str())
}

fn past(guest: &Guest, history: &[(&HistoryLine, Vec<Text>)]) -> Markup {
    let lang = guest.lang;
    if history.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="past" {
            h2 id="past" { (lang.pick("经过", "What was done")) }
            ol {
                @for (entry, texts) in history {
                    li {
                        (guest.local(entry.at)) " " (deed(lang, &entry.name)) " · " (who(&guest.def, &entry.actor))
                        @for one in texts { (text(lang, one)) }
                    }
                }
            }
        }
    }
}

/// What was done to an item, in words.
fn deed(lang: Lang, name: &str) -> &str {
    let (zh, en) = match name {
        "item.submitted" => ("报送", "handed in"),
        "item.backfilled" => ("补报", "entered afterwards"),
        "item.returned" => ("退回", "returned"),
        "item.accepted" => ("审核通过", "accepted"),
        "item.closed" => ("办结", "closed"),
        "item.waived" => ("免办", "waived"),
        "item.passed-on" => ("转给承接单位", "passed on"),
        "visit.recorded" => ("记录走访", "visit recorded"),
        other => (other, other),
    };
    lang.pick(zh, en)
}
