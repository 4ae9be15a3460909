//! What follows from a closing: an item that waits for it opens (办结后), with a due day computed from the closing; what
//! is not asked any more, because all is done or nothing was adopted, need not be done (S57, S64).

use muster_protocol::definition::{Definition, Variant};
use muster_protocol::event::{Event, ItemClosed, ItemOpened, ItemWaived};
use muster_protocol::ids::{DutyIx, OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, StepReason};
use muster_protocol::time::Instant;
use muster_rules::audience;

use super::super::announced::AnnouncedState;
use super::super::plan::OccasionPlanner;
use super::super::state::{ItemState, Occasion, State};
use super::super::tick::withdraw;

/// One item of a duty that is being closed.
struct Closing<'a> {
    def: &'a Definition,
    state: &'a State,
    occasion: OccasionIx,
    before: &'a Occasion,
    duty: DutyIx,
    unit: UnitIx,
    /// What the unit's forms say with it.
    said: AnnouncedState,
}

/// The events that follow from the items that these events close.
pub(super) fn from(def: &Definition, state: &State, at: Instant, events: &[Event]) -> Vec<Event> {
    let mut following = Vec::new();
    for event in events {
        let Event::ItemClosed(body) = event else { continue };
        following.extend(visit_settled(state, body.occasion));
        let Some(closing) = Closing::of(def, state, (body.occasion, body.unit), events) else { continue };
        following.extend(closing.spared());
        following.extend(closing.opened(at));
    }
    following
}

/// A visit whose last problem is seen to is done.
fn visit_settled(state: &State, closed: OccasionIx) -> Option<Event> {
    let found_at = state.occasion(closed)?.plan.given.as_ref()?.found_at.clone()?;
    let theirs = |occasion: &&Occasion| {
        occasion.plan.given.as_ref().is_some_and(|given| given.found_at.as_ref() == Some(&found_at))
    };
    let open = state.occasions.iter().filter(theirs).flat_map(Occasion::units);
    let open = open.filter(|(_, item)| item.unfinished()).count();
    let visit = state.occasion(found_at.occasion)?;
    let waits = visit.item(found_at.place).state() == ItemState::Submitted;
    // The one that is being closed is still open in the state.
    (open == 1 && waits).then(|| ItemClosed { occasion: found_at.occasion, unit: found_at.place }.into())
}

impl<'a> Closing<'a> {
    fn of(
        def: &'a Definition,
        state: &'a State,
        (occasion, unit): (OccasionIx, UnitIx),
        events: &[Event],
    ) -> Option<Self> {
        let before = state.occasion(occasion)?;
        let OccasionKind::Duty(duty) = before.plan.kind else { return None };
        let mut handed_in = events.iter().filter_map(Event::handed_in);
        let theirs = handed_in.find(|it| (it.occasion, it.unit) == (occasion, unit));
        let handed_in = theirs.map(|it| (it.evidence, it.form));
        let said = state.announced.of(unit).unwrap_or(&AnnouncedState::default()).after(
            def,
            (occasion, duty),
            handed_in,
        );
        Some(Self { def, state, occasion, before, duty, unit, said })
    }

    /// Open items of the unit that are not asked any more.
    fn spared(&self) -> Vec<Event> {
        let variant = self.def.duties.get(self.duty.at()).map(|duty| &duty.variant);
        if !matches!(variant, Some(Variant::Progress(_) | Variant::Explore(_))) {
            return Vec::new();
        }
        let mut events = Vec::new();
        for (ix, other) in (0u32..).map(OccasionIx).zip(&self.state.occasions) {
            let OccasionKind::Duty(duty) = other.plan.kind else { continue };
            let item = other.item(self.unit);
            if ix == self.occasion || !item.awaits() {
                continue;
            }
            let Some(reason) = self.said.spares(self.def, duty) else { continue };
            events.extend(withdraw(other, ix, self.unit, item, StepReason::Waived));
            events.push(ItemWaived { occasion: ix, units: vec![self.unit], reason }.into());
        }
        events
    }

    /// Items of duties that wait for this one.
    fn opened(&self, at: Instant) -> Vec<Event> {
        let (def, unit) = (self.def, self.unit);
        let waiting = (0u16..).map(DutyIx).zip(&def.duties);
        let waiting = waiting.filter(|(_, line)| line.rule.after_close == Some(self.duty));
        let mut events = Vec::new();
        for (duty, line) in waiting.filter(|(_, line)| audience::selects(def, line.audience, unit)) {
            // The same happening of the same rule: both are planned and opened together.
            let theirs = (0u32..).map(OccasionIx).zip(&self.state.occasions).find(|(_, occasion)| {
                let plan = &occasion.plan;
                plan.kind == OccasionKind::Duty(duty)
                    && plan.nth == self.before.plan.nth
                    && plan.group == self.before.plan.group
            });
            let Some((occasion, next)) = theirs else { continue };
            if next.item(unit).state() == ItemState::None && self.said.spares(def, duty).is_none() {
                debug_assert!(line.rule.after_close.is_some(), "only duties that wait follow");
                let own = OccasionPlanner::new(def).after_close(&next.plan, at);
                events.push(ItemOpened { occasion, units: vec![unit], due: at, own: Some(own) }.into());
            }
        }
        events
    }
}
