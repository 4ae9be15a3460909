//! Occasions under two definitions: which stay, which move, which are gone, which are new.

use std::collections::BTreeSet;

use muster_protocol::any_of;
use muster_protocol::command::Refusal;
use muster_protocol::definition::Definition;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{GroupIx, OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Instant;
use muster_rules::audience;

use super::super::happening::{Happening, happenings};
use super::super::plan::{OccasionPlanner, lines, under_own_key};
use super::super::rescheduler::{Rescheduler, Target};
use super::super::state::{ItemState, Occasion, State};

/// What occasions come of: a kind, and the group of units whose calendar they follow.
type Line = (OccasionKind, Option<GroupIx>);

/// Lets all occasions follow.
pub(super) fn follow(before: &OccasionPlanner<'_>, rescheduler: &mut Rescheduler<'_>) -> Result<(), Refusal> {
    let now = lines(rescheduler.planner.def);
    let gone: Vec<OccasionIx> = (0u32..)
        .map(OccasionIx)
        .zip(rescheduler.state.occasions())
        .filter(|(_, it)| {
            it.plan().given.is_none() && in_use(it) && !now.contains(&(it.kind(), it.plan().group))
        })
        .filter(|(_, it)| {
            it.kind().retired_in(&rescheduler.planner.def.retired) || it.plan().due > rescheduler.at
        })
        .map(|(ix, _)| ix)
        .collect();
    gone.into_iter().for_each(|ix| rescheduler.retire(ix));
    for line in now {
        let there = of_line(&rescheduler.state, line);
        if known_to(before.def, line.0) {
            changed(before, rescheduler, line, &there)?;
        } else {
            plan(rescheduler, line, 0, rescheduler.at);
        }
    }
    Ok(())
}

fn of_line(state: &State, line: Line) -> Vec<OccasionIx> {
    let all = (0u32..).map(OccasionIx).zip(state.occasions());
    // What was given out has its day from the one who gave it out, not from a rule: no file moves it or takes it back.
    let ruled = all.filter(|(_, it)| it.plan().given.is_none());
    ruled.filter(|(_, it)| (it.kind(), it.plan().group) == line).map(|(ix, _)| ix).collect()
}

fn known_to(def: &Definition, kind: OccasionKind) -> bool {
    match kind {
        OccasionKind::Duty(ix) => ix.at() < def.duties.len(),
        OccasionKind::Phase(ix) => ix.at() < def.phases.len(),
        OccasionKind::Visit(ix) => ix.at() < def.visits.len(),
        OccasionKind::Snapshot(ix) => ix.at() < def.snapshots.len(),
        OccasionKind::Rating { round, role: _ } | OccasionKind::Round { round, role: _ } => {
            round.at() < def.reviews.len()
        }
        OccasionKind::Stage { selection, role: _ } => selection.at() < def.selections.len(),
        OccasionKind::Announcement => false,
    }
}

/// Whether retiring an occasion would change anything: a snapshot that was taken and a notice that is out stay.
fn in_use(occasion: &Occasion) -> bool {
    !occasion.retired && (!occasion.is_open() || !matches!(occasion.kind(), OccasionKind::Snapshot(_)))
}

/// Plans the `nth` happening of a rule that holds from `since` on.
fn plan(rescheduler: &mut Rescheduler<'_>, (kind, group): Line, nth: u32, since: Instant) {
    let next = OccasionIx(u32::try_from(rescheduler.state.occasions.len()).unwrap_or(u32::MAX));
    if let Some(planned) = rescheduler.planner.occasion(next, kind, nth, group, since) {
        let planned = under_own_key(planned, |key| rescheduler.state.numbering.by_key(key).is_some());
        rescheduler.say(planned.into());
    }
}

/// A kind that both definitions have: happening by happening.
fn changed(
    before: &OccasionPlanner<'_>,
    rescheduler: &mut Rescheduler<'_>,
    line: Line,
    there: &[OccasionIx],
) -> Result<(), Refusal> {
    let since = rescheduler.state.launched_at;
    let (old, new) = (happenings(before, line, since), happenings(&rescheduler.planner, line, since));
    let mut matched = BTreeSet::new();
    // The last happening that has an occasion, and whether that one brings the next no more.
    let mut last: Option<(u32, bool)> = None;
    for &ix in there {
        let Some(occasion) = rescheduler.state.occasion(ix) else { continue };
        let was = old.iter().find(|it| it.plan.nth == occasion.plan.nth);
        let now = was.and_then(|was| new.iter().find(|it| it.period == was.period));
        let (Some(was), Some(now)) = (was, now) else {
            // What had fallen due of a rule that goes on stays its units' own.
            if in_use(occasion) && !(occasion.is_open() && occasion.plan.due <= rescheduler.at) {
                rescheduler.retire(ix);
            }
            continue;
        };
        if occasion.retired && now.plan.due_day < rescheduler.today() {
            continue;
        }
        one(rescheduler, ix, was, now)?;
        matched.insert(now.plan.nth);
        let done = rescheduler.state.occasion(ix).is_some_and(|it| it.is_open() || it.retired);
        last = last.max(Some((now.plan.nth, done)));
    }
    // What is past of a rule that was there already is not asked for afterwards.
    let (today, at) = (rescheduler.today(), rescheduler.at);
    let missing =
        new.iter().map(|it| &it.plan).filter(|plan| !matched.contains(&plan.nth) && plan.due_day >= today);
    let missing: Vec<u32> = missing.map(|plan| plan.nth).collect();
    let next = match last {
        None => missing.first().copied(),
        Some((nth, true)) => missing.iter().copied().find(|it| *it > nth),
        Some((_, false)) => None,
    };
    let between = missing.iter().copied().filter(|it| last.is_some_and(|(nth, _)| *it < nth));
    for nth in between.chain(next).collect::<Vec<_>>() {
        plan(rescheduler, line, nth, at);
    }
    Ok(())
}

/// One occasion that both definitions have.
fn one(
    rescheduler: &mut Rescheduler<'_>,
    ix: OccasionIx,
    was: &Happening,
    now: &Happening,
) -> Result<(), Refusal> {
    let Some(occasion) = rescheduler.state.occasion(ix) else { return Ok(()) };
    let (open, at) = (occasion.is_open(), rescheduler.at);
    let same = if open { was.same_ahead(now, occasion, at) } else { was.same_unopened(now) };
    let kind = occasion.plan.kind;
    if occasion.retired && open {
        return restore(rescheduler, ix, now);
    }
    if occasion.retired || !same {
        return match kind {
            _ if !open => move_unopened(rescheduler, ix, now),
            OccasionKind::Phase(_) | OccasionKind::Snapshot(_) | OccasionKind::Announcement => Ok(()),
            any_of!(OccasionKind: Duty Visit Rating Stage Round) => rescheduler.move_open(ix, target(now), 0),
        };
    }
    let catch_up_hours = now.plan.catch_up_hours;
    let waits = !open || occasion.plan.due > at || occasion.units().any(|(_, item)| item.awaits());
    if was.plan.nth != now.plan.nth || (waits && occasion.plan.catch_up_hours != catch_up_hours) {
        let plan = OccasionPlanned { nth: now.plan.nth, catch_up_hours, ..occasion.plan.clone() };
        rescheduler.put(ix, plan);
    }
    Ok(())
}

fn move_unopened(rescheduler: &mut Rescheduler<'_>, ix: OccasionIx, now: &Happening) -> Result<(), Refusal> {
    let recomputed =
        rescheduler.planner.occasion(ix, now.plan.kind, now.plan.nth, now.plan.group, rescheduler.at);
    match recomputed.filter(|recomputed| recomputed.nth == now.plan.nth) {
        Some(plan) => rescheduler.put(ix, plan),
        // It lies before now, where a round, a cut-off or a notice has no sense any more.
        None => rescheduler.retire(ix),
    }
    Ok(())
}

fn target(now: &Happening) -> Target {
    let OccasionPlanned { nth, due_day, due, ref steps, catch_up_hours, .. } = now.plan;
    Target { nth, due_day, due, steps: steps.clone(), catch_up_hours }
}

/// An open occasion that had been retired is asked for again, of those of its audience that have not done it.
fn restore(rescheduler: &mut Rescheduler<'_>, ix: OccasionIx, now: &Happening) -> Result<(), Refusal> {
    let Some(occasion) = rescheduler.state.occasion(ix) else { return Ok(()) };
    if !occasion.obliges() {
        return Ok(());
    }
    let not_done =
        |unit: &UnitIx| matches!(occasion.item(*unit).state(), ItemState::None | ItemState::Retired);
    let theirs = audience::opening(rescheduler.planner.def, occasion.plan()).into_iter();
    let units: Vec<UnitIx> =
        theirs.filter(|unit| rescheduler.state.member(*unit)).filter(|unit| not_done(unit)).collect();
    let highest = occasion.units().map(|(_, item)| item.due_version).max().unwrap_or_default();
    rescheduler.move_open(ix, target(now), highest)?;
    rescheduler.open_items(ix, &units);
    Ok(())
}
