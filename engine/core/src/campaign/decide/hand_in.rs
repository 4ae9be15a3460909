//! Handing in: evidence closes an item, or brings it to review; what lay before the start is backfilled (S21).

use muster_rules::zone::Zone;
use muster_words::command::{Refusal, RefusalCode, Submit};
use muster_words::definition::{Definition, Duty, Need};
use muster_words::event::{Event, ItemBackfilled, ItemClosed, ItemSubmitted};
use muster_words::item::{Evidence, OccasionKind, StepReason};
use muster_words::time::{Date, Instant};

use super::super::state::{Item, ItemState, State};
use super::super::tick::withdraw;
use super::{find, nearest, refuse};

/// Most pieces of evidence in one handing in, and most files of one need: they stand in one event body.
const EVIDENCE_MAX: usize = 64;

pub(super) fn decide(
    def: &Definition,
    state: &State,
    at: Instant,
    submit: &Submit,
) -> Result<Vec<Event>, Refusal> {
    let (occasion, place, unit) = find(def, state, &submit.item)?;
    let OccasionKind::Duty(duty) = place.plan.kind else {
        return Err(refuse(
            RefusalCode::WrongState,
            format!("nothing is handed in for {}", submit.item.occasion),
        ));
    };
    let item = place.item(unit);
    awaits(submit, item)?;
    let duty = &def.duties[duty.at()];
    complete(duty, &submit.evidence)?;
    if let Some(on) = submit.on {
        possible_day(def, at, on)?;
    }
    let (evidence, on) = (submit.evidence.clone(), submit.on);
    if place.plan.backfill {
        return Ok(vec![
            ItemBackfilled { occasion, unit, evidence, on }.into(),
            ItemClosed { occasion, unit }.into(),
        ]);
    }
    let mut events = vec![ItemSubmitted { occasion, unit, evidence, on }.into()];
    events.extend(withdraw(place, occasion, unit, item, StepReason::Submitted));
    if duty.review.is_none() {
        events.push(ItemClosed { occasion, unit }.into());
    }
    Ok(events)
}

fn awaits(submit: &Submit, item: Item) -> Result<(), Refusal> {
    let why = match item.state() {
        ItemState::Open | ItemState::Returned => return Ok(()),
        ItemState::None => "the unit has no such item: it is not in the audience, or the item has not opened",
        ItemState::Submitted => "it has been handed in and awaits review",
        ItemState::Accepted | ItemState::Closed => "it is closed",
        ItemState::Waived => "it has been waived",
        ItemState::PassedOn => "it has passed on to the unit's successor",
    };
    Err(refuse(RefusalCode::WrongState, format!("{}: {why}", submit.item)))
}

fn complete(duty: &Duty, evidence: &[Evidence]) -> Result<(), Refusal> {
    let too_many =
        evidence.len() > EVIDENCE_MAX || evidence.iter().any(|piece| piece.files.len() > EVIDENCE_MAX);
    if too_many {
        let detail = format!("more than {EVIDENCE_MAX} pieces or files; hand in the rest as one archive");
        return Err(refuse(RefusalCode::TooLarge, detail));
    }
    for piece in evidence {
        if !duty.needs.iter().any(|need| need.name == piece.need) {
            let known = duty.needs.iter().map(|need| need.name.as_str());
            return Err(Refusal {
                code: RefusalCode::Incomplete,
                detail: format!("“{}” is not asked for in {}", piece.need, duty.id),
                instead: nearest(&piece.need, known),
            });
        }
    }
    let faults: Vec<String> = duty.needs.iter().filter_map(|need| fault(need, evidence)).collect();
    if faults.is_empty() { Ok(()) } else { Err(refuse(RefusalCode::Incomplete, faults.join("; "))) }
}

fn fault(need: &Need, evidence: &[Evidence]) -> Option<String> {
    let pieces = evidence.iter().filter(|piece| piece.need == need.name);
    let count = pieces.fold(0u32, |sum, piece| sum.saturating_add(piece.count));
    if count < need.at_least {
        return Some(format!("“{}”: {count} handed in, at least {} needed", need.name, need.at_least));
    }
    let most = need.at_most.filter(|most| count > *most)?;
    Some(format!("“{}”: {count} handed in, at most {most} allowed", need.name))
}

fn possible_day(def: &Definition, at: Instant, on: Date) -> Result<(), Refusal> {
    let today = Zone::load(&def.zone).map_or(on, |zone| zone.date_of(at));
    if on <= today {
        return Ok(());
    }
    Err(refuse(RefusalCode::WrongDay, format!("{on} lies in the future (today is {today})")))
}
