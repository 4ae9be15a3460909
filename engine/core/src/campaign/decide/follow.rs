//! 办结后: an item that waits for another one opens when that is closed, with a due day reckoned from the closing.

use muster_rules::audience;
use muster_words::definition::Definition;
use muster_words::event::{Event, ItemOpened};
use muster_words::ids::{DutyIx, OccasionIx, UnitIx};
use muster_words::item::OccasionKind;
use muster_words::time::Instant;

use super::super::plan::Reckoner;
use super::super::state::{ItemState, State};

/// The items that open because of what these events close.
pub(super) fn opened(def: &Definition, state: &State, at: Instant, events: &[Event]) -> Vec<Event> {
    let closed = events.iter().filter_map(|event| match event {
        Event::ItemClosed(body) => Some((body.occasion, body.unit)),
        _ => None,
    });
    closed.flat_map(|(occasion, unit)| followers(def, state, at, occasion, unit)).collect()
}

fn followers(def: &Definition, state: &State, at: Instant, closed: OccasionIx, unit: UnitIx) -> Vec<Event> {
    let Some(before) = state.occasion(closed) else { return Vec::new() };
    let OccasionKind::Duty(of) = before.plan.kind else { return Vec::new() };
    let waiting = (0u16..).map(DutyIx).zip(&def.duties);
    let waiting = waiting.filter(|(_, duty)| duty.rule.after_close == Some(of));
    let mut events = Vec::new();
    for (duty, line) in waiting.filter(|(_, line)| audience::selects(def, line.audience, unit)) {
        // The same happening of the same rule: both are planned and opened together.
        let theirs = (0u32..).map(OccasionIx).zip(&state.occasions).find(|(_, occasion)| {
            let plan = &occasion.plan;
            plan.kind == OccasionKind::Duty(duty)
                && plan.nth == before.plan.nth
                && plan.group == before.plan.group
        });
        let Some((occasion, next)) = theirs else { continue };
        if next.item(unit).state() == ItemState::None {
            debug_assert!(line.rule.after_close.is_some(), "only duties that wait follow");
            let own = Reckoner::new(def).after_close(&next.plan, at);
            events.push(ItemOpened { occasion, units: vec![unit], due: at, own: Some(own) }.into());
        }
    }
    events
}
