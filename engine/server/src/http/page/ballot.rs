//! Ballots of review rounds: who rates says here, once, what they think of the units or of the goals. A post answers
//! as itself; where a group is anonymous, or its raters stand in no roster, the link is the role's and each rater has a code.

use std::collections::BTreeSet;

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::catalogue::Listed;
use muster_protocol::command::{ANSWERS_MAX, Ballot, Command, Judge, Rate, ballot_of_code, ballot_of_post};
use muster_protocol::definition::{Definition, RaterGroup, ReviewRound, Scale, Scope, Subject};
use muster_protocol::ids::{ReviewIx, RoleIx, UnitIx};
use muster_protocol::{id, say};
use muster_rules::audience::{contact_of, members_on};
use muster_rules::score::sessions::{self, Session};

use super::form::{self, Filled, text};
use super::guest::Guest;
use super::layout::{day, distance};
use super::shown::{Fault, Page};
use crate::directory::contacts::links::LinkScope;
use crate::http::AppState;
use crate::store::StoreError;

/// A ballot that is open to the guest today.
struct Open<'d> {
    round: &'d ReviewRound,
    group: &'d RaterGroup,
    session: Session,
    /// Whether each rater has a code; otherwise the post is the rater.
    by_code: bool,
}

/// What is judged: what stands for it in the command, and its name.
struct Judged {
    about: String,
    name: String,
}

impl Open<'_> {
    fn name(&self) -> String {
        format!("{}/{}/{}", self.round.id, self.session.key, self.group.name)
    }

    fn title(&self) -> String {
        format!("{} · {}", self.round.name, self.group.name)
    }

    /// All that is judged and has no answer of this post yet, as far as one ballot takes.
    fn left(&self, guest: &Guest, answered: &BTreeSet<(Option<UnitIx>, u16)>) -> Vec<Judged> {
        let def = &guest.def;
        let all: Vec<Judged> = match self.round.subject {
            Subject::Units(audience) => {
                let mut units = members_on(def, audience, guest.today);
                units.retain(|ix| !answered.contains(&(Some(*ix), 0)));
                let own = |ix: &UnitIx| self.group.not_self && guest.units.iter().any(|(unit, _)| unit == ix);
                let units = units.into_iter().filter(|ix| !own(ix)).filter_map(|ix| def.units.get(ix.at()));
                units.map(|unit| Judged { about: unit.code.clone(), name: unit.short.clone() }).collect()
            }
            Subject::Goals => {
                let goals = def.frame.goals.as_ref().map_or(&[][..], |goals| goals.items.as_slice());
                let numbered = (0u16..).zip(goals).filter(|(ask, _)| !answered.contains(&(None, *ask)));
                numbered
                    .map(|(ask, goal)| Judged { about: (ask + 1).to_string(), name: goal.clone() })
                    .collect()
            }
        };
        all.into_iter().take(ANSWERS_MAX).collect()
    }
}

/// Whether the guest's post has a role: as the role itself, for the whole campaign, or at a unit.
fn holds(guest: &Guest, ix: RoleIx) -> bool {
    let def = &guest.def;
    let Some(role) = def.roles.get(ix.at()) else { return false };
    let own = def.contact_by_id(&guest.link.post);
    match role.scope {
        Scope::Outside | Scope::Campaign(None) => role.id == guest.link.post,
        Scope::Campaign(held) => held == own,
        Scope::Unit => {
            own.is_some()
                && (0u32..).map(UnitIx).take(def.units.len()).any(|unit| contact_of(def, unit, ix) == own)
        }
    }
}

fn is_outside(def: &Definition, ix: RoleIx) -> bool {
    def.roles.get(ix.at()).is_some_and(|role| role.scope == Scope::Outside)
}

/// The ballots that are open to the guest today.
fn open(guest: &Guest) -> Vec<Open<'_>> {
    let def = &guest.def;
    let mut found = Vec::new();
    let rounds = (0u16..).map(ReviewIx).zip(&def.reviews);
    for (_, round) in rounds.filter(|(ix, _)| !def.retired.reviews.contains(ix)) {
        let sessions = sessions::of(def, round);
        for session in sessions.into_iter().filter(|it| it.opens <= guest.today && guest.today <= it.due) {
            for group in &round.raters {
                let Some(role) = group.role.filter(|role| holds(guest, *role)) else { continue };
                let by_code = group.anonymous || is_outside(def, role);
                found.push(Open { round, group, session: session.clone(), by_code });
            }
        }
    }
    found
}

/// What the post has answered on a ballot already. Who answers by a code is nobody that could be known here.
async fn answered(
    app: &AppState,
    guest: &Guest,
    open: &Open<'_>,
) -> Result<BTreeSet<(Option<UnitIx>, u16)>, StoreError> {
    if open.by_code {
        return Ok(BTreeSet::new());
    }
    let asked = (open.round.id.clone(), open.session.key.clone(), open.group.name.clone());
    let ballot = ballot_of_post(&guest.link.post);
    let found = app.handle.scored(&guest.link.campaign, async |live| {
        let cast = live.fold.facts().cast.get(&asked).and_then(|ballots| ballots.get(&ballot));
        Ok(cast.map(|cast| cast.answers.iter().map(|(unit, ask, _)| (*unit, *ask)).collect()))
    });
    Ok(found.await?.flatten().unwrap_or_default())
}

/// The section of the post's own page; nothing where no ballot is open.
pub(super) async fn section(app: &AppState, guest: &Guest) -> Result<Markup, StoreError> {
    let lang = guest.lang;
    let mut lines = Vec::new();
    for open in open(guest) {
        let left = open.left(guest, &answered(app, guest, &open).await?);
        if !left.is_empty() {
            lines.push((open, left.len()));
        }
    }
    Ok(html! {
        @if !lines.is_empty() {
            section aria-labelledby="ballots" {
                h2 id="ballots" { (lang.say("to-judge")) }
                ul .cards {
                    @for (open, left) in &lines {
                        li {
                            a href=(guest.to("ballot", &open.name(), false)) { (open.title()) }
                            p { (until(guest, open, *left)) }
                        }
                    }
                }
            }
        }
    })
}

fn until(guest: &Guest, open: &Open<'_>, left: usize) -> String {
    let lang = guest.lang;
    let (day, distance) =
        (day(lang, open.session.due, guest.today), distance(lang, open.session.due, guest.today));
    say!(lang, "left-to-judge-until-day-distance", left, day, distance)
}

/// The ballot of this name, if it is open to the guest.
fn named<'g>(guest: &'g Guest, name: &str) -> Result<Open<'g>, Fault> {
    if !guest.opens(LinkScope::Post) {
        return Err(Fault::nothing());
    }
    open(guest).into_iter().find(|open| open.name() == name).ok_or_else(Fault::nothing)
}

/// The page with what was typed before.
pub(super) async fn of(app: &AppState, guest: &Guest, name: &str, typed: &Filled) -> Result<Page, Fault> {
    let (lang, open) = (guest.lang, named(guest, name)?);
    let left = open.left(guest, &answered(app, guest, &open).await?);
    let body = html! {
        @if left.is_empty() {
            p { (lang.say("you-have-answered-one-answer-counts-and-it")) }
        } @else {
            p { (until(guest, &open, left.len())) }
            @if !open.round.asks.is_empty() {
                p { (say!(lang, "looked-at-in-a-round", asks: Listed(&open.round.asks))) }
            }
            p { (promise(lang, &open)) }
            (form::begin(guest, "rate", true, html! {
                input type="hidden" name="ballot" value=(name);
                @if open.by_code { (code(lang, typed)) }
                @for judged in &left { (question(lang, open.group, judged, typed)) }
                @if open.group.comment { (comment(lang, typed)) }
                button type="submit" { (lang.say("send-the-ballot")) }
            }))
        }
    };
    Ok(Page { title: open.title(), body, below: true })
}

/// What becomes of an answer.
fn promise(lang: Language, open: &Open<'_>) -> &'static str {
    if open.group.anonymous {
        lang.say("anonymous-nobody-records-who-you-are-only-a")
    } else {
        lang.say("one-answer-counts-and-stays-leave-out-what")
    }
}

fn code(lang: Language, typed: &Filled) -> Markup {
    html! {
        div {
            label for="code" { (lang.say("your-code")) }
            input id="code" name="code" value=(typed.one("code")) required autocomplete="off" autocapitalize="none" spellcheck="false";
        }
    }
}

fn question(lang: Language, group: &RaterGroup, judged: &Judged, typed: &Filled) -> Markup {
    let field = format!("answer.{}", judged.about);
    html! {
        div {
            label for=(field) { (judged.name) }
            @match &group.scale {
                Scale::Choices(choices) => {
                    select id=(field) name=(field) {
                        option value="" { (lang.say("not-judged")) }
                        @for choice in choices {
                            option value=(choice.name) selected[typed.one(&field) == choice.name] { (choice.name) }
                        }
                    }
                }
                Scale::Range(from, to) => {
                    input id=(field) name=(field) type="number" inputmode="decimal" step="any"
                        min=(from) max=(to) value=(typed.one(&field)) placeholder={ (from) "–" (to) };
                }
            }
        }
    }
}

fn comment(lang: Language, typed: &Filled) -> Markup {
    html! {
        div {
            label for="comment" { (lang.say("comment")) }
            textarea id="comment" name="comment" rows="3" required { (typed.one("comment")) }
        }
    }
}

/// In whose name a ballot is given where that must not be the rater's: in that of their role, which many hold. Otherwise the
/// record of an anonymous answer would name its author.
pub(super) fn author(guest: &Guest, command: &Command) -> Option<String> {
    let Command::Judge(Judge::Rate(rate)) = command else { return None };
    let round = guest.def.reviews.iter().find(|round| round.id == rate.round)?;
    let group = round.raters.iter().find(|group| group.name == rate.group && group.anonymous)?;
    Some(guest.def.roles.get(group.role?.at())?.name.clone())
}

/// What the form says, as a command.
pub(super) async fn wish(
    app: &AppState,
    guest: &Guest,
    filled: &Filled,
    number: &str,
) -> Result<Command, Fault> {
    let open = named(guest, filled.one("ballot"))?;
    let ballot = match (open.by_code, filled.one("code")) {
        (false, _) => Ballot::Post,
        (true, "") => {
            return Err(Fault::invalid(id!("enter-your-code-it-stands-on-the-notice")));
        }
        (true, code) => Ballot::Code(ballot_of_code(code)),
    };
    let left = open.left(guest, &BTreeSet::new());
    let answers: Vec<(String, String)> = left
        .into_iter()
        .map(|judged| (filled.one(&format!("answer.{}", judged.about)).to_owned(), judged.about))
        .filter(|(answer, _)| !answer.is_empty())
        .map(|(answer, about)| (about, answer))
        .collect();
    if answers.is_empty() {
        return Err(Fault::invalid(id!("nothing-is-judged-yet-answer-for-one-at")));
    }
    let comment = text(app, guest, filled, (number, "comment")).await?;
    Ok(Command::Judge(Judge::Rate(Rate {
        round: open.round.id.clone(),
        session: Some(open.session.key),
        group: open.group.name.clone(),
        ballot,
        answers,
        comment,
        unit: None,
    })))
}
