//! What people said stands under the name of its sheet or list, or of its round and session, and a frozen sheet was made public as
//! it is. An amendment by which that would count for nothing any more is refused.

use std::collections::BTreeSet;

use muster_protocol::catalogue::{LocalizedText, TextId};
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::definition::{Definition, Moment};
use muster_protocol::ids::ReviewIx;
use muster_protocol::item::OccasionKind;
use muster_protocol::{id, text};
use muster_rules::score::facts::Facts;
use muster_rules::score::sessions;

use super::super::state::State;

/// Both definitions have their rounds, sheets and lists at the same places.
pub(super) fn stays(old: &Definition, new: &Definition, state: &State) -> Result<(), Refusal> {
    let facts = state.facts();
    let said = in_sessions(facts);
    let rounds: BTreeSet<&str> = said.iter().map(|(round, _)| *round).collect();
    for (was, now) in old.reviews.iter().zip(&new.reviews) {
        renamed(id!("review-round"), (&was.id, &now.id), &rounds)?;
    }
    let sheets = on_sheets(facts);
    for (was, now) in old.scores.iter().zip(&new.scores) {
        let is_frozen = is_frozen(old, state, &was.id);
        if is_frozen && was.freeze != now.freeze {
            let (id, name, freeze) = (&was.id, &was.name, was.freeze);
            return Err(infeasible(text!("a-frozen-sheet-stays-frozen", id, name, freeze)));
        }
        let frozen = is_frozen.then_some(was.id.as_str());
        renamed(id!("score-sheet"), (&was.id, &now.id), &sheets.iter().copied().chain(frozen).collect())?;
    }
    let lists: BTreeSet<&str> = facts.listed.iter().map(|it| it.list.as_str()).collect();
    for (was, now) in old.lists.iter().zip(&new.lists) {
        renamed(id!("list"), (&was.id, &now.id), &lists)?;
    }
    moved(old, new, &said)
}

fn infeasible(said: LocalizedText) -> Refusal {
    Refusal::with_text(RefusalCode::Infeasible, said)
}

/// Sessions of which something was said, with the id of their round.
type Said<'f> = BTreeSet<(&'f str, &'f str)>;

fn in_sessions(facts: &Facts) -> Said<'_> {
    let cast = facts.cast.keys().map(|(round, session, _)| (round.as_str(), session.as_str()));
    let drawn = facts.drawn.keys().map(|(round, session)| (round.as_str(), session.as_str()));
    let invited = facts.invited.values().map(|it| (it.asked.0.as_str(), it.asked.1.as_str()));
    cast.chain(drawn).chain(invited).collect()
}

fn on_sheets(facts: &Facts) -> BTreeSet<&str> {
    let entries = facts.entries.iter().map(|it| it.sheet.as_str());
    let vetoes = facts.vetoes.iter().map(|it| it.sheet.as_str());
    entries.chain(vetoes).chain(facts.appeals.iter().map(|it| it.sheet.as_str())).collect()
}

/// Whether the snapshot with which a sheet is frozen was taken.
fn is_frozen(def: &Definition, state: &State, sheet: &str) -> bool {
    state.occasions().iter().filter(|it| it.is_open() && it.plan().given.is_none()).any(|occasion| {
        let OccasionKind::Snapshot(plan) = occasion.kind() else { return false };
        let plan = def.snapshots.get(plan.at());
        plan.is_some_and(|plan| matches!(&plan.moment, Moment::Freeze(known) if known == sheet))
    })
}

fn renamed(kind: TextId, (was, now): (&str, &str), said: &BTreeSet<&str>) -> Result<(), Refusal> {
    if was == now || !said.contains(was) {
        return Ok(());
    }
    Err(infeasible(text!("what-was-recorded-stands-under-this-id", kind: kind, was, now)))
}

/// A session is named by the month of its last day, or by the day where its round has several in a month: another day, or one more
/// in the month, gives it another name.
fn moved(old: &Definition, new: &Definition, said: &Said<'_>) -> Result<(), Refusal> {
    for (at, (was, now)) in (0u16..).zip(old.reviews.iter().zip(&new.reviews)) {
        // Of what is asked no more nothing counts any more, and that is meant.
        if new.retired.reviews.contains(&ReviewIx(at)) {
            continue;
        }
        let known: BTreeSet<String> = sessions::of(new, now).into_iter().map(|session| session.key).collect();
        let before = sessions::of(old, was).into_iter().map(|session| session.key);
        let mut gone =
            before.filter(|key| !known.contains(key) && said.contains(&(was.id.as_str(), key.as_str())));
        if let Some(session) = gone.next() {
            let (id, name) = (&was.id, &was.name);
            return Err(infeasible(text!("a-session-in-which-somebody-answered-stays", id, name, session)));
        }
    }
    Ok(())
}
