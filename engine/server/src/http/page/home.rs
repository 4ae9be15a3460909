//! A post's own page: what is asked of it today and later, what was returned, what it has to sign for, and what it did.

use std::collections::BTreeSet;

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Variant;
use muster_protocol::ids::UnitIx;
use muster_protocol::say;
use muster_protocol::time::TimeOfDay;
use muster_rules::audience::selects;
use muster_rules::message::of_period;
use muster_rules::optional::{gets_letters, may_opt_out};
use muster_rules::steps::{OWN_HOUR_FIRST, OWN_HOUR_LAST};

use super::guest::Guest;
use super::layout::{day, distance};
use super::shown::{Fault, Page};
use super::unit_links::{self, Linked};
use super::{Asked, ballot, calendar, form, score, trips};
use crate::directory::contacts::links::LinkScope;
use crate::http::AppState;
use crate::view::own::{Own, OwnCase, OwnItem, OwnMessage};
use crate::view::status::VisitLine;

/// Most items of the past that are listed, the latest first.
const PAST_MAX: usize = 100;
/// Most messages to sign for that are listed, the latest first.
pub(super) const SIGN_MAX: usize = 20;

/// The page.
pub(super) async fn page(app: &AppState, guest: &Guest, asked: &Asked) -> Result<Page, Fault> {
    if !guest.opens(LinkScope::Post) {
        return Err(Fault::nothing());
    }
    let own = app.handle.view().own(&guest.link.campaign, &guest.link.post, &guest.units).await?;
    let lang = guest.lang;
    let ballots = ballot::section(app, guest).await?;
    let calendar = calendar::buttons(app, guest, &own).await?;
    let body = html! {
        (done(lang, &asked.done))
        (to_sign(guest, &own.messages))
        (ballots)
        (open(guest, &own))
        (trips::section(guest, (own.trips.as_slice(), own.left_out.as_slice()), &calendar))
        (cases(guest, &own.cases))
        (ledgers(guest))
        (score::section(guest))
        (visits(guest, &own.visits, own.trips.is_empty().then_some(&calendar)))
        (watched(guest, &own))
        (past(guest, &own.items))
        (reminders(guest, own.opted_out))
        (letter_hour(guest, own.letter_hour))
    };
    Ok(Page { title: lang.say("my-items").to_owned(), body, below: false })
}

/// What was done just now, by a word that a page put into the address.
pub(super) fn done(lang: Language, word: &str) -> Markup {
    let text = match word {
        "signed" => lang.say("signed-for"),
        "submitted" => lang.say("handed-in"),
        "entered" => lang.say("entered-in-the-ledger"),
        "case" | "recorded" => lang.say("recorded"),
        "confirmed" => lang.say("the-visit-is-confirmed"),
        "moved" => lang.say("the-visit-was-moved"),
        "delegated" => lang.say("somebody-else-makes-the-visit"),
        "declined" => lang.say("declined-another-visit-is-planned"),
        "rated" => lang.say("your-ballot-is-in-thank-you"),
        "no-calendar" => lang.say("no-calendar-follows-it-any-more"),
        "made" => lang.say("the-visit-is-made-its-record-follows"),
        "opted-out" => lang.say("you-have-opted-out-of-reminders"),
        "opted-in" => lang.say("you-get-all-reminders-again"),
        "hour-chosen" => lang.say("the-hour-of-your-letters-is-chosen"),
        _ => return html! {},
    };
    html! { p .done role="status" { (text) } }
}

fn to_sign(guest: &Guest, messages: &[OwnMessage]) -> Markup {
    let lang = guest.lang;
    let unsigned: Vec<&OwnMessage> = messages.iter().filter(|message| message.signed.is_none()).collect();
    if unsigned.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="sign" {
            h2 id="sign" { (lang.say("to-sign-for")) }
            ul .cards {
                @for message in unsigned.iter().take(SIGN_MAX) {
                    li {
                        @let what = sending(lang, message, guest);
                        p { (what) }
                        (form::begin(guest, "sign", false, html! {
                            input type="hidden" name="message" value=(message.key);
                            button type="submit" aria-label=(say!(lang, "sign-for-what", what)) {
                                (lang.say("sign-button"))
                            }
                        }))
                    }
                }
            }
            @if unsigned.len() > 1 {
                (form::begin(guest, "sign-all", false, html! {
                    @for message in unsigned.iter().take(SIGN_MAX) {
                        input type="hidden" name="message" value=(message.key);
                    }
                    button type="submit" .second {
                        (say!(lang, "sign-for-all-shown", count = unsigned.len().min(SIGN_MAX)))
                    }
                }))
            }
            @if unsigned.len() > SIGN_MAX {
                p { (say!(lang, "earlier-ones", count = unsigned.len() - SIGN_MAX)) }
            }
        }
    }
}

fn sending(lang: Language, message: &OwnMessage, guest: &Guest) -> String {
    let day = day(lang, message.date, guest.today);
    let kind = message.key.rsplit('/').next().unwrap_or_default();
    match kind {
        "red" => say!(lang, "red-card-of-day", day),
        "routine" => say!(lang, "letter-of-day", day),
        _ => say!(lang, "notice-of-day", day),
    }
}

fn open(guest: &Guest, own: &Own) -> Markup {
    let lang = guest.lang;
    let mine = || own.items.iter().filter(|item| guest.hands_in(&item.code));
    let returned: Vec<&OwnItem> = mine().filter(|item| item.state == "returned").collect();
    let rest = || mine().filter(|item| item.state == "open");
    let late: Vec<&OwnItem> = rest().filter(|item| item.late).collect();
    let today: Vec<&OwnItem> = rest().filter(|item| !item.late && item.due_day == guest.today).collect();
    let later: Vec<&OwnItem> = rest().filter(|item| !item.late && item.due_day != guest.today).collect();
    let waiting: Vec<&OwnItem> = mine().filter(|item| item.state == "submitted").collect();
    let lists = [
        ("returned", lang.say("returned-please-correct"), returned),
        ("late", lang.say("late-2"), late),
        ("today", lang.say("heading-due-today"), today),
        ("later", lang.say("to-do"), later),
        ("waiting", lang.say("handed-in-under-review"), waiting),
    ];
    let nothing = lists.iter().take(4).all(|(_, _, items)| items.is_empty());
    html! {
        @if nothing {
            p { (lang.say("nothing-has-to-be-handed-in-now")) }
        }
        @for (id, title, items) in &lists {
            @if !items.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) { (title) }
                    ul .cards { @for item in items { (line(guest, item)) } }
                }
            }
        }
    }
}

/// What others hand in for the post's units, what is late first: behind what the reader does, and folded.
fn watched(guest: &Guest, own: &Own) -> Markup {
    let lang = guest.lang;
    let stands = |item: &&OwnItem| item.awaits() || item.state == "submitted";
    let mut items: Vec<&OwnItem> =
        own.items.iter().filter(stands).filter(|item| !guest.hands_in(&item.code)).collect();
    if items.is_empty() {
        return html! {};
    }
    items.sort_by_key(|item| (!(item.late && item.awaits()), item.due_day));
    html! {
        section aria-labelledby="watched" {
            h2 id="watched" { (lang.say("handed-in-by-others")) }
            details {
                summary { (lang.say("show")) " (" (items.len()) ")" }
                ul .cards { @for item in items { (line(guest, item)) } }
            }
        }
    }
}

/// One item of a list, which leads to its page.
fn line(guest: &Guest, item: &OwnItem) -> Markup {
    let lang = guest.lang;
    let name = item.name();
    let unit = (guest.units.len() > 1).then(|| guest.def.unit_short(&item.code));
    let ledger = guest.def.duty_of(&item.key).filter(|duty| matches!(duty.variant, Variant::Ledger(_)));
    let to = match ledger {
        Some(duty) if item.awaits() && guest.hands_in(&item.code) => {
            guest.to("ledger", &format!("{}/{}", duty.id, item.code), false)
        }
        _ => guest.to("item", &name, false),
    };
    html! {
        li .late[item.late && item.awaits()] {
            a href=(to) { (called(guest, item)) @if let Some(unit) = unit { (say!(lang, "in-brackets", text = unit)) } }
            p {
                @if item.backfill {
                    (lang.say("entered-afterwards-never-late"))
                } @else {
                    (due(lang, guest, item))
                }
            }
        }
    }
}

/// What an item is called: two of one kind are told apart by their periods, in the words of letters.
fn called(guest: &Guest, item: &OwnItem) -> String {
    of_period(guest.lang, &item.title, &item.key, guest.def.year)
}

fn due(lang: Language, guest: &Guest, item: &OwnItem) -> String {
    let (day, distance) = (day(lang, item.due_day, guest.today), distance(lang, item.due_day, guest.today));
    say!(lang, "due-day-distance", day, distance)
}

fn cases(guest: &Guest, cases: &[OwnCase]) -> Markup {
    let lang = guest.lang;
    let open: Vec<&OwnCase> = cases.iter().filter(|case| case.closed.is_none()).collect();
    let closed: Vec<&OwnCase> = cases.iter().filter(|case| case.closed.is_some()).collect();
    if cases.is_empty() {
        return html! {};
    }
    let one = |case: &OwnCase| {
        let kind = guest.def.cases.iter().find(|kind| kind.id == case.kind);
        let name = kind.map_or(case.kind.as_str(), |kind| kind.name.as_str());
        html! {
            li .late[!case.late.is_empty() && case.closed.is_none()] {
                a href=(guest.to("case", &case.name, false)) {
                    (name) " " (case.name) @if let Some(about) = &case.about { " · " (about) }
                }
                p { (say!(lang, "finish-by-at", at = guest.until(case.finish_by))) }
            }
        }
    };
    html! {
        section aria-labelledby="cases" {
            h2 id="cases" { (lang.say("cases-of-the-unit")) }
            ul .cards { @for case in open { (one(case)) } }
            @if !closed.is_empty() {
                details {
                    summary { (lang.say("closed-cases")) " (" (closed.len()) ")" }
                    ul .cards { @for case in closed { (one(case)) } }
                }
            }
        }
    }
}

/// The ledgers that the post's units keep.
fn ledgers(guest: &Guest) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let kept = |unit: UnitIx| -> Vec<Linked<'_>> {
        let ledgers = def.duties.iter().filter(|duty| matches!(duty.variant, Variant::Ledger(_)));
        let ledgers = ledgers.filter(|duty| selects(def, duty.audience, unit));
        ledgers.map(|duty| Linked { id: &duty.id, name: &duty.name }).collect()
    };
    unit_links::section(guest, ("ledgers", lang.say("ledgers-of-the-unit")), "ledger", kept)
}

fn visits(guest: &Guest, visits: &[VisitLine], calendar: Option<&Markup>) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    if visits.is_empty() {
        return html! {};
    }
    let one = |visit: &VisitLine| {
        let visitor = def.post(&visit.visitor);
        html! {
            li {
                (guest.local(visit.start)) " · " (visitor)
                @if guest.units.len() > 1 { (say!(lang, "in-brackets", text = def.unit_short(&visit.place))) }
                " · " (trips::stage(guest, visit))
            }
        }
    };
    html! {
        section aria-labelledby="visits" {
            h2 id="visits" { (lang.say("visits-to-the-unit")) }
            ul { @for visit in visits.iter().rev() { (one(visit)) } }
            @if let Some(calendar) = calendar { (calendar) }
        }
    }
}

fn past(guest: &Guest, items: &[OwnItem]) -> Markup {
    let lang = guest.lang;
    let past: Vec<&OwnItem> =
        items.iter().rev().filter(|item| !item.awaits() && item.state != "submitted").collect();
    if past.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="past" {
            h2 id="past" { (lang.say("earlier-items")) }
            details {
                summary { (lang.say("show")) " (" (past.len()) ")" }
                ul .cards {
                    @for item in past.iter().take(PAST_MAX) {
                        li {
                            a href=(guest.to("item", &item.name(), false)) { (called(guest, item)) }
                            p { (super::item::state(lang, &item.state)) " · " (day(lang, item.due_day, guest.today)) }
                        }
                    }
                }
                @if past.len() > PAST_MAX {
                    p { (say!(lang, "earlier-ones-not-listed", count = past.len() - PAST_MAX)) }
                }
            }
        }
    }
}

/// Where somebody opts out of reminders and in again: only where the file lets people do without any.
fn reminders(guest: &Guest, opted_out: bool) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let may = def.contact_by_id(&guest.link.post).is_some_and(|contact| may_opt_out(def, contact));
    if !(may || opted_out) {
        return html! {};
    }
    let (how, wish, button) = if opted_out {
        (lang.say("reminders-that-may-be-left-out-are"), "no", lang.say("send-me-all-reminders-again"))
    } else {
        (lang.say("some-reminders-may-be-left-out-what-asks"), "yes", lang.say("leave-them-out"))
    };
    html! {
        section aria-labelledby="reminders" {
            h2 id="reminders" { (lang.say("heading-reminders")) }
            p { (how) }
            (form::begin(guest, "opt-out", false, html! {
                input type="hidden" name="out" value=(wish);
                button type="submit" .second { (button) }
            }))
        }
    }
}

/// Minutes between the hours that a page offers.
const HOURS_APART: usize = 30;

/// Where somebody chooses from which hour of a day the routine letter goes.
fn letter_hour(guest: &Guest, chosen: Option<TimeOfDay>) -> Markup {
    let (lang, def) = (guest.lang, &guest.def);
    let gets = def.contact_by_id(&guest.link.post).is_some_and(|contact| gets_letters(def, contact));
    if !(gets || chosen.is_some()) {
        return html! {};
    }
    let offered = (OWN_HOUR_FIRST.0..=OWN_HOUR_LAST.0).step_by(HOURS_APART).map(TimeOfDay);
    let hours: BTreeSet<TimeOfDay> = offered.chain(chosen).collect();
    html! {
        section aria-labelledby="letter-hour" {
            h2 id="letter-hour" { (lang.say("heading-hour-of-letters")) }
            p { (lang.say("the-letter-of-a-day-comes-not-before")) }
            (form::begin(guest, "letter-hour", false, html! {
                div {
                    label for="hour" { (lang.say("label-hour-of-letters")) }
                    select id="hour" name="hour" {
                        option value="" selected[chosen.is_none()] { (lang.say("as-the-file-says")) }
                        @for hour in hours {
                            option value=(hour) selected[chosen == Some(hour)] { (hour) }
                        }
                    }
                }
                button type="submit" .second { (lang.say("choose-the-hour")) }
            }))
        }
    }
}
