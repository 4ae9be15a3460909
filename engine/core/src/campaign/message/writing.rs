//! When a person may be written to: one message of a kind a day, nothing after the day that it counts down to.

use muster_protocol::any_of;
use muster_protocol::definition::CardColour;
use muster_protocol::ids::{ContactIx, GroupIx, UnitIx};
use muster_protocol::item::{MessageKind, StepKind, StepRef, VisitNews};
use muster_protocol::time::{Date, Instant};
use muster_rules::audience::calendar_of;
use muster_rules::calendar;
use muster_rules::zone::Zone;

use super::super::plan::OccasionPlanner;
use super::super::state::{Occasion, State};

/// In which of a day's messages a step goes.
pub fn kind_of(kind: StepKind) -> MessageKind {
    match kind {
        StepKind::Card(CardColour::Red, _) => MessageKind::Red,
        StepKind::Card(CardColour::Blue | CardColour::Yellow, _)
        | any_of!(StepKind: Notice Before OnDay Overdue VisitAhead VisitUnrecorded Brief)
        // Of a red card too: what is over breaks nobody's day.
        | StepKind::Lifted(_) => MessageKind::Routine,
        any_of!(StepKind: VisitNews Returned Given CaseNews Objected AppealNews ListNews ScoresPublic TooFew) => NEWS,
    }
}

/// News of a day before they have their number, which they get when they are given out.
pub(in crate::campaign) const NEWS: MessageKind = MessageKind::News(0);

/// Whether a person's message of a kind and day was given out: another one would have the same key. So has who got a routine one
/// on this day that had been kept back from an earlier one.
pub(in crate::campaign) fn had_today(
    zone: &Zone,
    state: &State,
    place: (ContactIx, MessageKind, Date),
) -> bool {
    let (contact, kind, date) = place;
    match kind {
        MessageKind::Routine => {
            let went = || state.routine_sent.get(&contact).is_some_and(|at| zone.date_of(*at) >= date);
            state.routine.get(&contact).is_some_and(|last| *last >= date) || went()
        }
        MessageKind::Red | MessageKind::AtOnce => {
            state.had_message(place) || state.outstanding.contains_key(&place)
        }
        // Each has a number of its own.
        MessageKind::News(_) => false,
    }
}

/// When a routine message goes that falls due at an instant, where its person wants it later on that day. It never goes earlier:
/// what is planned for an hour is not said before.
pub(in crate::campaign) fn own_hour(
    zone: &Zone,
    state: &State,
    (contact, kind): (ContactIx, MessageKind),
    due: Instant,
) -> Option<Instant> {
    let hour = state.hours.get(&contact).filter(|_| kind == MessageKind::Routine)?;
    let at = zone.at(zone.date_of(due), *hour);
    (at > due).then_some(at)
}

/// The last day on which a reminding has sense: what counts down to a day has none after it. What somebody asked to be
/// tried again goes whenever it can.
pub(in crate::campaign) fn last_day(occasion: &Occasion, step: StepRef, kind: StepKind) -> Option<Date> {
    if occasion.added(step.unit, step.due_version).any(|added| added.no == step.no) {
        return None;
    }
    sense_until(occasion, step.unit, kind)
}

/// The last day on which a reminding of a kind makes sense, no matter who asked for it.
pub(in crate::campaign) fn sense_until(occasion: &Occasion, unit: UnitIx, kind: StepKind) -> Option<Date> {
    match kind {
        StepKind::Before(_) | StepKind::OnDay | StepKind::Card(CardColour::Blue, _) => {
            Some(occasion.due_day(unit))
        }
        StepKind::VisitAhead(_) => occasion.visit(unit).map(|visit| visit.date),
        // That nobody came is told also behind the day on which somebody was expected.
        StepKind::VisitNews(VisitNews::CalledOff) => None,
        StepKind::VisitNews(_) => occasion.life(unit).map(|life| life.visit.date),
        StepKind::Notice
        | StepKind::Overdue(_)
        | StepKind::Card(CardColour::Yellow | CardColour::Red, _)
        | any_of! { StepKind:
            VisitUnrecorded Returned Given CaseNews Objected AppealNews ListNews ScoresPublic TooFew Brief Lifted
        } => None,
    }
}

/// The same time of day on the next working day of a group's calendar, if that is no later than the last day on which it
/// has sense. None also where the calendar does not know the day: nothing is sent on a day that was guessed.
pub(in crate::campaign) fn next_window(
    planner: &OccasionPlanner<'_>,
    group: Option<GroupIx>,
    (date, due): (Date, Instant),
    last: Option<Date>,
) -> Option<Instant> {
    let next = calendar::workday_after(calendar_of(planner.def, group), date, 1).ok()?;
    last.is_none_or(|last| next <= last).then(|| planner.zone.at(next, planner.zone.time_of(due)))
}
