//! The sessions of a review round: when it may be answered, and which units are drawn where it takes a sample.

use std::collections::BTreeSet;

use muster_protocol::definition::{Definition, ReviewRound, Right, Scope, Subject, TooFew};
use muster_protocol::ids::{Digest, RoleIx, UnitIx};
use muster_protocol::time::Date;

use crate::audience;
use crate::calendar;
use crate::zone::Zone;

/// One session of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its key: the month of its last day, the day itself where a month has several.
    pub key: String,
    /// The first day on which it may be answered.
    pub opens: Date,
    /// The last.
    pub due: Date,
}

/// The key of a round without days of its own.
pub const WHENEVER: &str = "any";

/// The sessions of a round, in order.
#[must_use]
pub fn of(def: &Definition, round: &ReviewRound) -> Vec<Session> {
    if round.rules.is_empty() {
        let first = def.phases.iter().map(|phase| phase.from).min().unwrap_or_default();
        let last = def.phases.iter().map(|phase| phase.to).max().unwrap_or_default();
        return vec![Session { key: WHENEVER.to_owned(), opens: first, due: last }];
    }
    let Ok(zone) = Zone::of(def) else { return Vec::new() };
    let days = round.rules.iter().filter_map(|rule| calendar::occurrences(rule, &def.calendar, &zone).ok());
    let mut days: Vec<(Date, Date)> = days.flatten().map(|one| (one.opens, one.due)).collect();
    days.sort_unstable_by_key(|(opens, due)| (*due, *opens));
    days.dedup_by_key(|(_, due)| *due);
    let month = |day: &Date| day.to_string().get(..7).unwrap_or_default().to_owned();
    let alone = |due: &Date| days.iter().filter(|(_, other)| month(other) == month(due)).count() == 1;
    let key = |due: &Date| if alone(due) { month(due) } else { due.to_string() };
    days.iter().map(|(opens, due)| Session { key: key(due), opens: *opens, due: *due }).collect()
}

/// What the keys of the occasions begin with by which the raters of a role are reminded: `rating-three-way-leader`. As phases'
/// notices, they have a word of their own before the id, so that they are nobody else's.
#[must_use]
pub fn reminder_id(def: &Definition, round: &ReviewRound, role: RoleIx) -> String {
    let role = def.roles.get(role.at()).map_or("", |role| role.id.as_str());
    format!("rating-{}-{role}", round.id)
}

/// Roles of the roster whose holders rate in a round, in order. Who is asked outside it has no address.
#[must_use]
pub fn roles(def: &Definition, round: &ReviewRound) -> Vec<RoleIx> {
    let known = |role: &RoleIx| is_in_roster(def, *role);
    let roles: BTreeSet<RoleIx> = round.raters.iter().filter_map(|group| group.role).filter(known).collect();
    roles.into_iter().collect()
}

/// Whether what a round gives waits where too few answer (暂缓), so that somebody is told.
#[must_use]
pub fn waits(round: &ReviewRound) -> bool {
    !round.raters.is_empty() && round.too_few == TooFew::Wait
}

/// Roles that draw the sample of a round: the one that the file names, else those that inspect. Nobody where it takes none.
#[must_use]
pub fn drawers(def: &Definition, round: &ReviewRound) -> Vec<RoleIx> {
    match (round.sample, round.by) {
        (None, _) => Vec::new(),
        (Some(_), Some(by)) => Some(by).filter(|role| is_in_roster(def, *role)).into_iter().collect(),
        (Some(_), None) => holders(def, Right::Inspect),
    }
}

/// Roles that run a round of raters, and hear that too few answered: those that collate it; where the file gives nobody that
/// right, the one that it names for the round, else those that launch. Nobody where nothing waits.
#[must_use]
pub fn collators(def: &Definition, round: &ReviewRound) -> Vec<RoleIx> {
    if !waits(round) {
        return Vec::new();
    }
    let named = || round.by.filter(|role| is_in_roster(def, *role)).into_iter().collect();
    let ways = [holders(def, Right::Collate), named(), holders(def, Right::Launch)];
    ways.into_iter().find(|roles| !roles.is_empty()).unwrap_or_default()
}

/// Roles of those who run a round: who draw its sample, and who hear that too few answered.
#[must_use]
pub fn runners(def: &Definition, round: &ReviewRound) -> Vec<RoleIx> {
    let roles: BTreeSet<RoleIx> = drawers(def, round).into_iter().chain(collators(def, round)).collect();
    roles.into_iter().collect()
}

/// What the keys of the occasions begin with by which those who run a round hear of it: `round-supervision-office`.
#[must_use]
pub fn runners_id(def: &Definition, round: &ReviewRound, role: RoleIx) -> String {
    let role = def.roles.get(role.at()).map_or("", |role| role.id.as_str());
    format!("round-{}-{role}", round.id)
}

fn is_in_roster(def: &Definition, role: RoleIx) -> bool {
    def.roles.get(role.at()).is_some_and(|role| role.scope != Scope::Outside)
}

/// Roles of the campaign, with somebody who holds them, that have a right.
fn holders(def: &Definition, right: Right) -> Vec<RoleIx> {
    let roles = (0u8..).map(RoleIx).zip(&def.roles);
    let theirs =
        roles.filter(|(_, role)| matches!(role.scope, Scope::Campaign(Some(_))) && role.can.contains(&right));
    theirs.map(|(ix, _)| ix).collect()
}

/// The session of this key; without one the one that is open on a day, else the last that has begun.
#[must_use]
pub fn find(def: &Definition, round: &ReviewRound, key: Option<&str>, day: Date) -> Option<Session> {
    let all = of(def, round);
    if let Some(key) = key {
        return all.into_iter().find(|session| session.key == key);
    }
    let open = all.iter().find(|session| session.opens <= day && day <= session.due);
    open.or_else(|| all.iter().rfind(|session| session.opens <= day)).or_else(|| all.first()).cloned()
}

/// The units among which a round draws on a day, by code.
#[must_use]
pub fn among(def: &Definition, round: &ReviewRound, day: Date) -> Vec<UnitIx> {
    match round.subject {
        Subject::Units(audience) => audience::members_on(def, audience, day),
        Subject::Goals => Vec::new(),
    }
}

/// Draws: every unit has a number, BLAKE3 of seed, round, session and code, each on a line of its own; the smallest are drawn.
/// Anybody who has the seed draws the same.
#[must_use]
pub fn draw(
    def: &Definition,
    round: &str,
    session: &str,
    seed: &str,
    among: &[UnitIx],
    count: usize,
) -> Vec<UnitIx> {
    let code = |unit: &UnitIx| def.units.get(unit.at()).map_or("", |row| row.code.as_str());
    let number =
        |unit: &UnitIx| Digest::of(format!("{seed}\n{round}\n{session}\n{}", code(unit)).as_bytes()).0;
    let mut drawn: Vec<UnitIx> = among.to_vec();
    drawn.sort_by_cached_key(|unit| (number(unit), unit.0));
    drawn.truncate(count);
    drawn
}
