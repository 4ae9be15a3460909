//! Items opening, being handed in, becoming late, passing on.

use muster_protocol::event::{ItemLate, ItemOpened, ItemPassedOn, ItemReturned, ItemWaived, OwnDue};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{StepRef, WaiveReason};
use muster_protocol::time::Instant;

use super::super::due::{Due, WaveEntry};
use super::super::listener::Listener;
use super::super::occasion::Returned;
use super::super::state::{Item, ItemState, Own, State};
use super::{cards, occasion_mut, step_planned};

/// Gives units that came later their item, with the shared steps that are still ahead.
pub(super) fn opened(state: &mut State, body: &ItemOpened, listener: &mut impl Listener) {
    for unit in &body.units {
        match &body.own {
            None => open_one(state, (body.occasion, *unit), body.due, false, listener),
            Some(own) => open_own(state, (body.occasion, *unit), own, listener),
        }
    }
}

/// Gives a unit an item with dates of its own, as the first due version after the shared one.
fn open_own(state: &mut State, (ix, unit): (OccasionIx, UnitIx), own: &OwnDue, listener: &mut impl Listener) {
    let Some(occasion) = occasion_mut(state, ix) else { return };
    if occasion.item(unit).state != ItemState::None {
        return;
    }
    occasion.item_mut(unit).state = ItemState::Open;
    let (due_day, due, steps) = (own.due_day, own.due, own.steps.clone());
    let own = Own { due_day, due, steps, visit: None, late_by: None, returned: None };
    give_own(state, (ix, unit), 1, own, listener);
}

fn open_one(
    state: &mut State,
    (ix, unit): (OccasionIx, UnitIx),
    from: Instant,
    late: bool,
    listener: &mut impl Listener,
) {
    let Some(occasion) = occasion_mut(state, ix) else { return };
    if !matches!(occasion.item(unit).state, ItemState::None | ItemState::Retired) {
        return;
    }
    let (steps, late_steps) = (occasion.plan.steps.clone(), occasion.late_steps.clone());
    occasion.own.remove(&unit);
    let due_version = occasion.due_version;
    let added = occasion.added(unit, due_version).fold(0, |mask, step| mask | (1 << step.no));
    let item = occasion.item_mut(unit);
    // What was added to it before it was taken out of use is over, and does not come again.
    let (issued, ended) = (item.issued & added, item.ended & added);
    *item = Item { state: ItemState::Open, late, due_version, issued, ended, ever_issued: 0 };
    listener.item(ix, unit);
    if late {
        listener.late(ix, unit);
    }
    let shared = steps.iter().map(|step| (step, WaveEntry::Shared(ix, step.no)));
    let overdue = late_steps.iter().filter(|_| late).map(|step| (step, WaveEntry::Late(ix, step.no)));
    let mut ahead = Vec::new();
    for (step, entry) in shared.chain(overdue) {
        if step.at < from {
            item.ended |= 1 << step.no;
        } else {
            ahead.push((*step, entry));
        }
    }
    if occasion.obliges() && !occasion.plan.backfill && !late {
        occasion.awaiting += 1;
        let due = occasion.plan.due;
        state.plan.insert(due, Due::Late(ix, None));
    }
    for (step, entry) in ahead {
        let name = StepRef { occasion: ix, unit, due_version, no: step.no };
        step_planned(state, (name, &step), entry, None, listener);
    }
}

/// What a unit has not handed in stands otherwise when it joins or leaves.
pub(super) fn shown(state: &State, unit: UnitIx, listener: &mut impl Listener) {
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(&state.occasions) {
        if occasion.item(unit).awaits() {
            listener.item(ix, unit);
        }
    }
}

/// Moves an item out of awaiting into `next`, whatever it was.
pub(super) fn left_open(
    state: &mut State,
    ix: OccasionIx,
    unit: UnitIx,
    next: ItemState,
    listener: &mut impl Listener,
) {
    stop_awaiting(state, ix, unit);
    if let Some(occasion) = occasion_mut(state, ix) {
        occasion.item_mut(unit).state = next;
        listener.item(ix, unit);
    }
    cards::review(state, ix, unit);
}

/// Takes an item out of those that will become late by themselves.
pub(super) fn stop_awaiting(state: &mut State, ix: OccasionIx, unit: UnitIx) {
    let Some(occasion) = occasion_mut(state, ix) else { return };
    let item = occasion.item(unit);
    if !item.awaits() {
        return;
    }
    if let Some(due) = occasion.own.get(&unit).map(|own| own.due) {
        state.plan.remove(due, Due::Late(ix, Some(unit)));
    } else if occasion.shares(unit, item) && !item.late && occasion.awaiting > 0 {
        occasion.awaiting -= 1;
        if occasion.awaiting == 0 {
            let due = occasion.plan.due;
            state.plan.remove(due, Due::Late(ix, None));
        }
    }
}

/// Gives an item its own due day, visit and steps, as a new due version.
pub(super) fn give_own(
    state: &mut State,
    (ix, unit): (OccasionIx, UnitIx),
    due_version: u8,
    own: Own,
    listener: &mut impl Listener,
) {
    let Some(occasion) = occasion_mut(state, ix) else { return };
    listener.item(ix, unit);
    let item = occasion.item_mut(unit);
    item.due_version = due_version;
    (item.issued, item.ended, item.ever_issued) = (0, 0, 0);
    let item = *item;
    if occasion.own_late(item, &own) {
        state.plan.insert(own.due, Due::Late(ix, Some(unit)));
    }
    for step in &own.steps {
        let name = StepRef { occasion: ix, unit, due_version, no: step.no };
        step_planned(state, (name, step), WaveEntry::Own(ix, unit, step.no), None, listener);
    }
    if let Some(occasion) = occasion_mut(state, ix) {
        occasion.own.insert(unit, own);
    }
}

pub(super) fn returned(state: &mut State, body: &ItemReturned, listener: &mut impl Listener) {
    let mut late_by = None;
    if let Some(occasion) = occasion_mut(state, body.occasion) {
        let item = occasion.item(body.unit);
        let before = occasion.own.get(&body.unit).and_then(|own| own.late_by);
        late_by = before.or_else(|| item.late.then(|| occasion.due_of(body.unit, item).1));
        occasion.item_mut(body.unit).state = ItemState::Returned;
    }
    let returned = Some(Returned { reason: body.reason, failed: body.failed.clone() });
    let (due_day, due, steps) = (body.due_day, body.due, body.steps.clone());
    let own = Own { due_day, due, steps, visit: None, late_by, returned };
    give_own(state, (body.occasion, body.unit), body.due_version, own, listener);
    // Where nobody had been told yet that a card is lifted, it stands again.
    cards::review(state, body.occasion, body.unit);
}

pub(super) fn late(state: &mut State, body: &ItemLate, listener: &mut impl Listener) {
    for unit in &body.units {
        stop_awaiting(state, body.occasion, *unit);
        let Some(occasion) = occasion_mut(state, body.occasion) else { return };
        let item = occasion.item_mut(*unit);
        listener.item(body.occasion, *unit);
        if !item.late {
            listener.late(body.occasion, *unit);
        }
        item.late = true;
        let due_version = item.due_version;
        let shared = match occasion.own.get_mut(unit) {
            Some(own) => {
                own.steps.extend(body.steps.iter().copied());
                false
            }
            None => {
                if occasion.late_steps.is_empty() {
                    occasion.late_steps.clone_from(&body.steps);
                }
                true
            }
        };
        for step in &body.steps {
            let own = WaveEntry::Own(body.occasion, *unit, step.no);
            let entry = if shared { WaveEntry::Late(body.occasion, step.no) } else { own };
            let name = StepRef { occasion: body.occasion, unit: *unit, due_version, no: step.no };
            step_planned(state, (name, step), entry, None, listener);
        }
    }
}

/// Items that need not be done any more. A visit that stood for one does not stand any more.
pub(super) fn waived(state: &mut State, body: &ItemWaived, listener: &mut impl Listener) {
    let next = match body.reason {
        WaiveReason::Retired => ItemState::Retired,
        WaiveReason::Left | WaiveReason::NotAsked | WaiveReason::Done | WaiveReason::NotAdopted => {
            ItemState::Waived
        }
    };
    for unit in &body.units {
        if body.reason == WaiveReason::Left {
            forget_cards(state, body.occasion, *unit);
        }
        left_open(state, body.occasion, *unit, next, listener);
        let own = occasion_mut(state, body.occasion).and_then(|occasion| occasion.own.get_mut(unit));
        if let Some(own) = own.filter(|_| body.reason != WaiveReason::Left) {
            own.visit = None;
        }
    }
}

/// Cards of a unit that left are not lifted: nothing was done of what they were given for.
fn forget_cards(state: &mut State, ix: OccasionIx, unit: UnitIx) {
    if let Some(occasion) = occasion_mut(state, ix) {
        occasion.cards.remove(&unit);
    }
}

/// The successor takes the item over; if it has one of this occasion already, that one stands for both.
pub(super) fn passed_on(state: &mut State, body: &ItemPassedOn, listener: &mut impl Listener) {
    let ix = body.occasion;
    forget_cards(state, ix, body.unit);
    left_open(state, ix, body.unit, ItemState::PassedOn, listener);
    let late = state.occasion(ix).is_some_and(|occasion| occasion.item(body.unit).late);
    open_one(state, (ix, body.to), body.due, late, listener);
}
