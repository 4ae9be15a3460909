//! One item: what is asked, how it stands, why it was returned, what was handed in, and the form to hand it in.

use maud::{Markup, html};
use muster_core::campaign::corrects;
use muster_protocol::any_of;
use muster_protocol::catalogue::{Language, Listed, TextId};
use muster_protocol::definition::{Bound, CaseKind, Definition, Duty, Measure, Need, Right, Variant};
use muster_protocol::form::Verdict;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::{id, say};
use muster_rules::audience::theme_of;
use muster_rules::measure::may_be_left_out;
use muster_rules::message::{asked, of_period};
use muster_rules::visit::terms::terms_of_duty;

use super::form::{self, Filled};
use super::guest::Guest;
use super::layout::{day, distance};
use super::shown::{Fault, Page};
use super::visit::rows;
use crate::http::AppState;
use crate::read::tables::numbers_reported;
use crate::read::texts::{Returned, Text};
use crate::view::why::{HistoryLine, Why, WhyItem};

/// The event by which an inspection found what is to be put right.
const FOUND: &str = "score.deducted";

/// The page of an item with what was typed before.
pub(super) async fn of(app: &AppState, guest: &Guest, name: &str, typed: &Filled) -> Result<Page, Fault> {
    let (lang, item) = (guest.lang, seen(app, guest, name).await?);
    let returned = returned(app, &item).await?;
    let unit = guest.unit(&item.unit.code);
    let duty = guest.def.duty_of(&item.occasion.key);
    let awaits = matches!(item.state.as_str(), "open" | "returned");
    let mut history = Vec::new();
    for entry in &item.history {
        let texts = app.handle.texts_at(entry.position).await?;
        let form = match (unit, duty, entry.name.as_str()) {
            (Some(unit), Some(duty), "item.submitted" | "item.backfilled") => {
                let form = app.handle.form_at(entry.position).await?;
                form.map(|form| numbers_reported(&guest.def, duty, unit, &form).into_language(lang))
            }
            _ => None,
        };
        history.push(Done { entry, texts, numbers: form.filter(|said| !said.is_empty()) });
    }
    let reported = history.iter().rev().find_map(|done| done.numbers.as_deref());
    let body = html! {
        (status_of(guest, &item))
        @if let Some(returned) = &returned { (why_returned(lang, returned)) }
        @if awaits { (what_was_found(lang, &history)) }
        @if let (true, Some(unit), Some(duty)) = (awaits, unit, duty) {
            @match duty.variant {
                _ if !guest.hands_in(&item.unit.code) => (by_others(guest)),
                Variant::Ledger(_) => p {
                    a href=(guest.to("ledger", &format!("{}/{}", duty.id, item.unit.code), true)) {
                        (lang.say("enter-it-in-the-ledger-that-closes-it"))
                    }
                },
                _ => (hand_in(guest, name, (duty, unit), typed)),
            }
        }
        @if let (false, Some(numbers)) = (awaits, reported) {
            section aria-labelledby="reported" {
                h2 id="reported" { (lang.say("numbers-that-were-reported")) }
                p { (numbers) }
            }
        }
        @if item.state == "closed" && duty.is_some_and(|duty| corrected(guest, duty)) {
            p { (lang.say("what-was-reported-wrong-is-returned-first")) }
        }
        @if let Some(kind) = duty.and_then(|duty| brought_kind(guest, duty, &item.unit.code)) { (bring(guest, name, (kind, &item), typed)) }
        (files(guest, &item))
        (past(guest, &history))
    };
    let title = of_period(lang, &item.occasion.title, &item.occasion.key, guest.def.year);
    Ok(Page { title, body, below: true })
}

/// Something that was done to an item, with what was said and reported with it.
struct Done<'a> {
    entry: &'a HistoryLine,
    texts: Vec<Text>,
    numbers: Option<String>,
}

/// Whether what was handed in may be handed in again, once it is returned.
fn corrected(guest: &Guest, duty: &Duty) -> bool {
    let at = guest.def.duties.iter().position(|known| known.id == duty.id);
    at.and_then(|at| u16::try_from(at).ok()).is_some_and(|at| corrects(&guest.def, DutyIx(at)))
}

/// The kind of case that what is brought at such visits becomes, where the post may take it in.
fn brought_kind<'g>(guest: &'g Guest, duty: &Duty, unit: &str) -> Option<&'g CaseKind> {
    let named = terms_of_duty(&guest.def, duty)?.cases.as_ref()?;
    let kind = guest.def.cases.iter().find(|kind| kind.id == *named)?;
    guest.takes_cases_in(unit).then_some(kind)
}

/// What was brought at visits that arrange themselves: the cases that came of it, and a form for another, now or later.
fn bring(guest: &Guest, name: &str, (kind, item): (&CaseKind, &WhyItem), typed: &Filled) -> Markup {
    let lang = guest.lang;
    html! {
        section aria-labelledby="brought" {
            h2 id="brought" { (lang.say("heading-what-was-brought")) }
            @if !item.cases.is_empty() { p { (item.cases.join(lang.say("list-comma"))) } }
            details open[!typed.one("case").is_empty()] {
                summary { (say!(lang, "what-was-brought-becomes-a-case", kind = kind.name)) }
                (form::begin(guest, "bring", true, html! {
                    input type="hidden" name="item" value=(name);
                    (rows::case(lang, kind, None, typed))
                    button type="submit" .second { (lang.say("open-a-case")) }
                }))
            }
        }
    }
}

/// Who hands in what the reader only sees.
pub(super) fn by_others(guest: &Guest) -> Markup {
    let lang = guest.lang;
    let may = guest.def.roles.iter().filter(|role| role.can.contains(&Right::Submit));
    let roles: Vec<&str> = may.map(|role| role.name.as_str()).collect();
    html! { p { (say!(lang, "handed-in-by-roles", roles: Listed(&roles))) } }
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

/// A state in words.
pub(super) fn state(lang: Language, state: &str) -> &str {
    let said = match state {
        "open" => id!("to-be-handed-in"),
        "submitted" => id!("under-review"),
        "returned" => id!("item-is-returned"),
        "accepted" => id!("item-was-accepted"),
        "closed" => id!("item-is-done"),
        "waived" => id!("waived"),
        "passed-on" => id!("item-was-passed-on"),
        "ended" => id!("item-ended-with-the-unit"),
        "retired" => id!("taken-out-of-use"),
        other => return other,
    };
    said.say(lang)
}

fn status_of(guest: &Guest, item: &WhyItem) -> Markup {
    let lang = guest.lang;
    html! {
        dl {
            dt { (lang.say("label-unit")) }
            dd { (item.unit.code) " " (guest.def.unit_short(&item.unit.code)) }
            dt { (lang.say("label-state")) }
            dd { (state(lang, &item.state)) @if item.late { " · " (lang.say("late")) } }
            dt { (lang.say("label-due")) }
            dd {
                @let day = day(lang, item.due_day, guest.today);
                @if matches!(item.state.as_str(), "open" | "returned") {
                    (say!(lang, "day-and-distance", day, distance = distance(lang, item.due_day, guest.today)))
                } @else {
                    (day)
                }
            }
        }
    }
}

pub(super) fn text(lang: Language, text: &Text) -> Markup {
    match text {
        Text::Words(words) => html! { blockquote .text { (words) } },
        Text::Gone => html! { p .gone { (lang.say("the-text-was-erased")) } },
    }
}

fn why_returned(lang: Language, returned: &Returned) -> Markup {
    html! {
        section .returned aria-labelledby="why" {
            h2 id="why" { (lang.say("why-it-was-returned")) }
            @match &returned.reason {
                Some(reason) => (text(lang, reason)),
                None => p { (lang.say("no-reason-was-written-ask-the-reviewer")) },
            }
            @if !returned.failed.is_empty() {
                p { (lang.say("points-that-are-not-met")) }
                ul { @for point in &returned.failed { li { (point) } } }
            }
        }
    }
}

/// What an inspection found that is to be put right here.
fn what_was_found(lang: Language, history: &[Done<'_>]) -> Markup {
    let found = history.iter().filter(|done| done.entry.name == FOUND);
    let found: Vec<&Text> = found.flat_map(|done| &done.texts).collect();
    if found.is_empty() {
        return html! {};
    }
    html! {
        section .returned aria-labelledby="found" {
            h2 id="found" { (lang.say("heading-what-was-found")) }
            @for one in found { (text(lang, one)) }
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
            h2 id="hand-in" { (lang.say("hand-in")) }
            @if lang == Language::Zh && !what.is_empty() { p { (say!(lang, "please-hand-in", what)) } }
            @if let Some(review) = &duty.review {
                p { (say!(lang, "reviewed-by", by = review.by)) }
                @if !review.rubric.is_empty() {
                    p { (say!(lang, "it-is-looked-at-for", points: Listed(&review.rubric))) }
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
                        legend { (title.say(lang)) }
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
                        label for="finished" { (lang.say("which-of-the-announced-things-are-done-such")) }
                        input id="finished" name="finished" inputmode="numeric" value=(typed.one("finished"));
                    }
                }
                div {
                    label for="on" { (lang.say("day-on-which-it-was-done-empty-today")) }
                    input id="on" name="on" type="date" value=(typed.one("on"));
                }
                button type="submit" { (lang.say("hand-in")) }
            }))
        }
    }
}

fn piece(lang: Language, (at, need): (usize, &Need), personal: bool, typed: &Filled) -> Markup {
    let bound = match (need.at_least, need.at_most) {
        (least, None) => say!(lang, "at-least-so-many-pieces", least),
        (least, Some(most)) if least == most => say!(lang, "so-many-pieces", most),
        (least, Some(most)) => say!(lang, "from-so-many-to-so-many-pieces", least, most),
    };
    let (count, file, text) = (format!("count.{at}"), format!("file.{at}"), format!("text.{at}"));
    html! {
        fieldset {
            legend { (need.name) (say!(lang, "in-brackets", text = bound)) }
            @if !personal {
                div {
                    label for=(file) { (lang.say("label-files")) }
                    input id=(file) name=(file) type="file" multiple;
                }
                div {
                    label for=(text) { (lang.say("or-write-it-here")) }
                    textarea id=(text) name=(text) rows="3" { (typed.one(&text)) }
                }
            }
            div {
                label for=(count) {
                    (if personal { lang.say("how-many") } else { lang.say("how-many-empty-as-many-as-files") })
                }
                input id=(count) name=(count) type="number" min="0" inputmode="numeric" value=(typed.one(&count));
            }
        }
    }
}

fn number(
    lang: Language,
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
            label for=(name) {
                (measure.name) " " (least) " " (most) " " (lang.say("a-whole-number-in-brackets"))
                @if may_be_left_out(def, duty, measure) { (lang.say("number-that-may-be-left-out")) }
            }
            input id=(name) name=(name) type="number" min="0" inputmode="numeric" value=(typed.one(&name));
        }
        @if measure.at_most.is_some() {
            label .choice for=(above) {
                input id=(above) type="checkbox" name="above" value="yes" checked[typed.has("above", "yes")];
                " " (lang.say("it-is-right-although-above-the-ceiling"))
            }
        }
    }
}

/// What may be covered, in groups with their titles.
fn covers<'d>(def: &'d Definition, duty: &'d Duty, unit: UnitIx) -> Vec<(TextId, Vec<&'d str>)> {
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
            groups.push((id!("methods-to-tick"), texts(&hold.methods)));
            groups.push((id!("topics-to-tick"), texts(&hold.topics)));
            groups.push((id!("attended-to-tick"), texts(&hold.invitees)));
        }
        Variant::Pledge(pledge) => {
            groups.push((id!("sections-to-tick"), texts(&pledge.sections)));
            groups.push((id!("outlets-to-tick"), outlets(&pledge.publish)));
        }
        Variant::Publish(ids) => groups.push((id!("outlets-to-tick"), outlets(ids))),
        any_of!(Variant: Deliver Count PledgeCheck Ledger Outlet Explore Progress Task Stage) => {}
    }
    if let Some(theme) = theme_of(def, unit).filter(|_| duty.terms.focus) {
        groups.push((id!("focus-to-tick"), texts(&theme.focus)));
    }
    groups.retain(|(_, names)| !names.is_empty());
    groups
}

fn verdict(lang: Language, variant: &Variant, typed: &Filled) -> Markup {
    let choices: &[Verdict] = match variant {
        Variant::PledgeCheck(_) => &[Verdict::Kept, Verdict::PartlyKept, Verdict::Broken],
        Variant::Explore(_) => &[Verdict::Adopted, Verdict::NotAdopted],
        any_of! { Variant:
            Deliver Hold Count Pledge Ledger Publish Outlet Progress Task Stage
        } => return html! {},
    };
    html! {
        fieldset {
            legend { (lang.say("how-it-ended")) }
            @for verdict in choices {
                label .choice {
                    input type="radio" name="verdict" value=(verdict.code()) checked[typed.has("verdict", verdict.code())];
                    " " (verdict.word().say(lang))
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
            h2 id="files" { (lang.say("files-that-were-handed-in")) }
            ul {
                @for (no, line) in item.evidence.iter().enumerate() {
                    li {
                        @if line.erased.is_some() {
                            (say!(lang, "file-that-was-erased", need = line.need))
                        } @else {
                            a href=(guest.to("file", &format!("{}@{}", item.item, line.digest), true)) {
                                (line.need) " " (no + 1)
                            }
                        }
                        " · " (guest.local(line.at)) " · " (guest.def.post(&line.actor))
                    }
                }
            }
        }
    }
}

fn past(guest: &Guest, history: &[Done<'_>]) -> Markup {
    let lang = guest.lang;
    if history.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="past" {
            h2 id="past" { (lang.say("heading-what-was-done")) }
            ol {
                @for done in history {
                    li {
                        (guest.local(done.entry.at)) " " (done_in_words(lang, &done.entry.name))
                        " · " (guest.def.post(&done.entry.actor))
                        @if let Some(numbers) = &done.numbers { p { (numbers) } }
                        @for one in &done.texts { (text(lang, one)) }
                    }
                }
            }
        }
    }
}

/// What was done to an item, in words.
fn done_in_words(lang: Language, name: &str) -> &str {
    let said = match name {
        "item.submitted" => id!("it-was-handed-in"),
        "item.backfilled" => id!("entered-afterwards"),
        "item.returned" => id!("history-returned"),
        "item.accepted" => id!("item-was-accepted"),
        "item.closed" => id!("closed-2"),
        "item.waived" => id!("waived"),
        "item.passed_on" => id!("history-passed-on"),
        "visit.recorded" => id!("visit-recorded"),
        FOUND => id!("history-found-by-an-inspection"),
        other => return other,
    };
    said.say(lang)
}
