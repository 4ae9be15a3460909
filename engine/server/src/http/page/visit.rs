//! One visit that the post makes: when and where, and what may be done with it now: confirmed, moved, handed to somebody
//! else, declined, recorded with its sections and with tasks for the problems that were found.

use muster_rules::counted::counted;
use std::collections::BTreeSet;

use axum::http::StatusCode;
use maud::{Markup, html};
use muster_protocol::command::{
    ChangeVisit, Command, ItemName, RecordVisit, VISIT_ACTIONS_MAX, VisitAction, VisitChange,
};
use muster_protocol::definition::{Definition, VisitProgramme};
use muster_protocol::event::{CalledOff, Rated, RecordSection};
use muster_protocol::question::{Answer, Question};
use muster_protocol::refs::Ids;
use muster_protocol::shape::{ProposedVisit, SlotReason};
use muster_protocol::time::Date;
use muster_rules::visit;

use super::Asked;
use super::form::{self, Filled, no_day, text};
use super::guest::{Guest, unit_short};
use super::layout::Lang;
use super::shown::{Fault, Page};
use super::trips::{follow_ups, stage};
use crate::directory::contacts::links::LinkScope;
use crate::http::AppState;
use crate::view::status::VisitLine;

/// Rows for problems that a form offers: more are entered by the office, or in the record's text.
const PROBLEMS: usize = 3;

/// The page.
pub(super) async fn page(app: &AppState, guest: &Guest, asked: &Asked) -> Result<Page, Fault> {
    of(app, guest, &asked.name, (&Filled::default(), None)).await
}

/// The latest visit of an item, if the guest makes it.
async fn seen(app: &AppState, guest: &Guest, name: &str) -> Result<VisitLine, Fault> {
    if !guest.opens(LinkScope::Post) {
        return Err(Fault::nothing());
    }
    let own = app.handle.view().own(&guest.link.campaign, &guest.link.post, &[]).await?;
    let lines = own.trips.into_iter().filter(|line| line.name() == name);
    lines.max_by_key(|line| line.no).ok_or_else(Fault::nothing)
}

/// The page with what was typed before, and what is wrong with that.
pub(super) async fn of(
    app: &AppState,
    guest: &Guest,
    name: &str,
    (typed, fault): (&Filled, Option<&str>),
) -> Result<Page, Fault> {
    let (lang, line) = (guest.lang, seen(app, guest, name).await?);
    let slots = if line.stands() { slots(app, guest, name).await? } else { Vec::new() };
    let reasons: Vec<SlotReason<Ids>> = serde_json::from_str(&line.reasons).unwrap_or_default();
    let programme = line.programme(&guest.def);
    let awaits = matches!(line.item.as_str(), "open" | "returned");
    let came = line.date <= guest.today;
    let body = html! {
        @if let Some(fault) = fault { p .fault role="alert" tabindex="-1" { (fault) } }
        dl {
            dt { (lang.pick("时间", "When")) } dd { (guest.local(line.start)) }
            dt { (lang.pick("地点", "Where")) } dd { (line.place) " " (line.name) }
            dt { (lang.pick("状态", "Stands")) } dd { (stage(guest, &line)) (follow_ups(lang, &line)) }
            @if !reasons.is_empty() {
                dt { (lang.pick("为什么是这时", "Why then")) }
                dd { (reasons.iter().map(|one| reason(lang, &guest.def, one)).collect::<Vec<_>>().join(lang.pick("；", "; "))) }
            }
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
    Ok(Page { title: format!("{}{}", lang.pick("走访：", "Visit: "), line.name), body, below: true })
}

/// Why a slot was chosen.
fn reason(lang: Lang, def: &Definition, reason: &SlotReason<Ids>) -> String {
    match (lang, reason) {
        (Lang::Zh, SlotReason::LongestUnvisited(days)) => format!("已{days}天未走访"),
        (Lang::En, SlotReason::LongestUnvisited(days)) => {
            format!("unvisited for {days}", days = counted(&days, "day"))
        }
        (_, SlotReason::NeverVisited) => lang.pick("从未走访", "never visited").to_owned(),
        (_, SlotReason::VisitorFree { .. }) => lang.pick("您当天有空", "you are free").to_owned(),
        (Lang::Zh, SlotReason::SameTown(unit)) => format!("和{}同一个镇街", unit_short(def, unit)),
        (Lang::En, SlotReason::SameTown(unit)) => format!("in the same town as {}", unit_short(def, unit)),
        (_, SlotReason::FairShare(_)) => lang.pick("各人次数均衡", "a fair share").to_owned(),
        (_, SlotReason::Spread) => lang.pick("靠近这一轮的中间", "near the middle of the round").to_owned(),
        (Lang::Zh, SlotReason::InTurn { had, .. }) => format!("轮到您，第{}次", had.saturating_add(1)),
        (Lang::En, SlotReason::InTurn { had, .. }) => {
            format!("it is your turn, visit no. {}", had.saturating_add(1))
        }
        (Lang::Zh, SlotReason::Near { place, minutes }) => {
            format!("同一天去{}，路上{minutes}分钟", unit_short(def, place))
        }
        (Lang::En, SlotReason::Near { place, minutes }) => {
            let minutes = counted(minutes, "minute");
            format!("{minutes} from {} on the same day", unit_short(def, place))
        }
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
fn deed(guest: &Guest, (name, act): (&str, &str), fields: Markup) -> Markup {
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
    deed(
        guest,
        (name, "confirm"),
        html! {
            button type="submit" { (guest.lang.pick("我去，确认", "I will go: confirm")) }
        },
    )
}

fn move_to(guest: &Guest, name: &str, slots: &[ProposedVisit<Ids>]) -> Markup {
    let lang = guest.lang;
    html! {
        section aria-labelledby="move" {
            h2 id="move" { (lang.pick("改期", "Move it")) }
            @if slots.is_empty() {
                p { (lang.pick("这一轮里没有别的空当，可以委托他人或回绝。", "No other slot of the round is free: hand it to somebody else, or decline.")) }
            } @else {
                (deed(guest, (name, "move"), html! {
                    fieldset {
                        legend { (lang.pick("改到", "To")) }
                        @for slot in slots {
                            label .choice {
                                input type="radio" name="to" value=(guest.local(slot.start)) required;
                                " " (guest.local(slot.start))
                                @for one in &slot.reasons {
                                    @if matches!(one, SlotReason::SameTown(_) | SlotReason::Near { .. }) { (lang.pick("（", " (")) (reason(lang, &guest.def, one)) (lang.pick("）", ")")) }
                                }
                            }
                        }
                    }
                    button type="submit" .second { (lang.pick("改期", "Move")) }
                }))
            }
        }
    }
}

fn delegate(guest: &Guest, name: &str, (programme, line): (&VisitProgramme, &VisitLine)) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let all = visit::visitors(def, programme).into_iter();
    let others: BTreeSet<(&str, &str)> = all
        .filter_map(|ix| def.contacts.get(ix.at()))
        .filter(|contact| contact.id != line.visitor)
        .map(|contact| (contact.post.as_str(), contact.id.as_str()))
        .collect();
    if others.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="delegate" {
            h2 id="delegate" { (lang.pick("委托他人", "Hand it to somebody else")) }
            (deed(guest, (name, "delegate"), html! {
                div {
                    label for="to" { (lang.pick("请谁去", "Who goes")) }
                    select id="to" name="to" required {
                        option value="" { (lang.pick("请选择", "Choose")) }
                        @for (post, id) in others { option value=(id) { (post) } }
                    }
                }
                button type="submit" .second { (lang.pick("委托", "Hand over")) }
            }))
        }
    }
}

fn decline(guest: &Guest, name: &str, typed: &Filled) -> Markup {
    let lang = guest.lang;
    html! {
        section aria-labelledby="decline" {
            h2 id="decline" { (lang.pick("不能去", "I cannot go")) }
            (deed(guest, (name, "decline"), html! {
                div {
                    label for="reason" { (lang.pick("理由（可不填）", "Why (may be left empty)")) }
                    textarea id="reason" name="reason" rows="2" { (typed.one("reason")) }
                }
                button type="submit" .second { (lang.pick("回绝，另行安排", "Decline; plan another")) }
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
            h2 id="record" { (lang.pick("走访记录", "Record of the visit")) }
            (deed(guest, (name, "record"), html! {
                div {
                    label for="on" { (lang.pick("走访日期", "Day of the visit")) }
                    input id="on" name="on" type="date" value=(on) required;
                }
                @for (at, section) in terms.form.iter().enumerate() {
                    @let field = format!("section.{at}");
                    div {
                        label for=(field) { (section) (lang.pick("（没有情况写“无”）", " (“none” where there is nothing)")) }
                        textarea id=(field) name=(field) rows="3" required { (typed.one(&field)) }
                    }
                }
                div {
                    label for="text" {
                        (if terms.form.is_empty() { lang.pick("记录", "What was seen") } else { lang.pick("其他（可不填）", "Anything else (may be left empty)") })
                    }
                    textarea id="text" name="text" rows="3" { (typed.one("text")) }
                }
                @if let Some(rating) = &terms.rating {
                    @for (at, by) in rating.by.iter().enumerate() {
                        @let field = format!("rating.{at}");
                        div {
                            label for=(field) { (by) (lang.pick("是否满意", ": how content")) }
                            select id=(field) name=(field) {
                                option value="" { (lang.pick("没有问到", "not asked")) }
                                @for answer in &rating.scale {
                                    option value=(answer) selected[typed.one(&field) == answer] { (answer) }
                                }
                            }
                        }
                    }
                }
                @if !guest.def.assignable.is_empty() {
                    details open[(0..PROBLEMS).any(|at| !typed.one(&format!("problem.{at}")).is_empty())] {
                        summary { (lang.pick("发现问题，转跟进", "Problems that somebody sees to")) }
                        @for at in 0..PROBLEMS { (problem(lang, at, typed)) }
                    }
                }
                button type="submit" { (lang.pick("记录", "Record")) }
            }))
        }
    }
}

fn problem(lang: Lang, at: usize, typed: &Filled) -> Markup {
    let [what, owner, due] = ["problem", "owner", "due"].map(|part| format!("{part}.{at}"));
    html! {
        fieldset {
            legend { (lang.pick("问题", "Problem")) " " (at + 1) }
            div {
                label for=(what) { (lang.pick("要办什么", "What is to be done")) }
                input id=(what) name=(what) value=(typed.one(&what));
            }
            div {
                label for=(owner) { (lang.pick("责任单位（编码或简称）", "Unit that sees to it (code or short name)")) }
                input id=(owner) name=(owner) value=(typed.one(&owner));
            }
            div {
                label for=(due) { (lang.pick("到期（工作日）", "Due (a working day)")) }
                input id=(due) name=(due) type="date" value=(typed.one(&due));
            }
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
                return Err(Fault::sent(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "请选择委托给谁。",
                    "Choose who makes the visit.",
                ));
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
    Fault::sent(
        StatusCode::UNPROCESSABLE_ENTITY,
        "请选择改到哪个时间。",
        "Choose the time to which it is moved.",
    )
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
            "无" | "none" => None,
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
    let record = text(app, guest, filled, (number, "text")).await?;
    Ok(Command::RecordVisit(RecordVisit { item, on, record, sections, ratings, actions }))
}

/// Problems that were filled in; each with its unit and day.
fn problems(guest: &Guest, filled: &Filled) -> Result<Vec<VisitAction>, Fault> {
    let mut actions = Vec::new();
    for at in 0..PROBLEMS.min(VISIT_ACTIONS_MAX) {
        let [title, owner, due] = ["problem", "owner", "due"].map(|part| filled.one(&format!("{part}.{at}")));
        if title.is_empty() && owner.is_empty() && due.is_empty() {
            continue;
        }
        if title.is_empty() || owner.is_empty() || due.is_empty() {
            return Err(Fault::sent(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("问题{}要写全：要办什么、责任单位、到期。", at + 1),
                format!("Problem {} needs all three: what is to be done, the unit, the day.", at + 1),
            ));
        }
        let due_day: Date = due.parse().map_err(|_| no_day(due))?;
        let unit = guest.def.units.iter().find(|unit| unit.code == owner || unit.short == owner);
        let owner = unit.map_or(owner, |unit| unit.code.as_str()).to_owned();
        actions.push(VisitAction { title: title.to_owned(), owner, due_day });
    }
    Ok(actions)
}
