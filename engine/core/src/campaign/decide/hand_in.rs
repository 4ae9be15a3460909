//! Handing in: what is handed in and filled in closes an item, or brings it to review; what lay before the start is
//! backfilled (S21).

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{Refusal, Submit};
use muster_protocol::definition::{Definition, Duty, Need, Variant};
use muster_protocol::event::{Event, ItemBackfilled, ItemClosed, ItemSubmitted};
use muster_protocol::form::{Form, Verdict};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{EVIDENCE_MAX, Evidence, OccasionKind, PIECES_MAX, StepReason};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::zone::Zone;

use super::super::state::{Item, ItemState, Occasion, State};
use super::super::tick::withdraw;
use super::asked::{Asked, Fault};
use super::{Decided, find, form, in_future, nearest, not_absurd, numbers, review, unopened};
use muster_protocol::catalogue::in_a_row;

/// How many days before the campaign's first day something may have been done that is handed in: a year of preparation.
const DAYS_BEFORE_MAX: i32 = 366;

pub(super) fn decide(def: &Definition, state: &State, at: Instant, submit: &Submit) -> Decided {
    let (occasion, place, unit) = find(def, state, &submit.item)?;
    let OccasionKind::Duty(duty) = place.plan.kind else {
        let key = &submit.item.occasion;
        return Err(Refusal::wrong_state(text!("nothing-is-handed-in-for-key", key)));
    };
    let item = place.item(unit);
    awaits(submit, item, review::corrects(def, duty), || unopened::why(def, place, unit))?;
    let duty = &def.duties[duty.at()];
    not_a_ledger(duty, &submit.item.unit)?;
    let form = filled_in(&Asked { def, state, duty, unit }, submit)?;
    if let Some(on) = submit.on {
        possible_day(def, at, on)?;
    }
    let handed = HandedIn { evidence: submit.evidence.clone(), form, on: submit.on };
    Ok(close(place, (occasion, unit), handed, duty.review.is_some()))
}

/// What was handed in.
pub(super) struct HandedIn {
    pub(super) evidence: Vec<Evidence>,
    pub(super) form: Form,
    pub(super) on: Option<Date>,
}

/// Takes in what was handed in for an item that awaits it: that closes it, unless it is reviewed first. A day before the
/// launch spares nobody the review; what was returned has a day of its own and is handed in like any other.
pub(super) fn close(
    place: &Occasion,
    (occasion, unit): (OccasionIx, UnitIx),
    handed: HandedIn,
    reviewed: bool,
) -> Vec<Event> {
    let HandedIn { evidence, form, on } = handed;
    let afterwards = place.plan.backfill && place.item(unit).state() != ItemState::Returned;
    let mut events = vec![if afterwards {
        ItemBackfilled { occasion, unit, evidence, form, on }.into()
    } else {
        ItemSubmitted { occasion, unit, evidence, form, on }.into()
    }];
    events.extend(withdraw(place, occasion, unit, place.item(unit), StepReason::Submitted));
    if !reviewed {
        events.push(ItemClosed { occasion, unit }.into());
    }
    events
}

/// The item of a ledger is closed by what is entered: a tick would say nothing.
fn not_a_ledger(duty: &Duty, unit: &str) -> Result<(), Refusal> {
    if !matches!(duty.variant, Variant::Ledger(_)) {
        return Ok(());
    }
    let id = &duty.id;
    Err(Refusal::wrong_state(text!("id-is-a-ledger-enter-rows-with-muster", id, unit)))
}

/// Whether an item awaits handing in; `unopened` says why there is none, and what is closed says whether and how it is corrected.
fn awaits(
    submit: &Submit,
    item: Item,
    corrects: bool,
    unopened: impl FnOnce() -> LocalizedText,
) -> Result<(), Refusal> {
    let name = &submit.item;
    let said = match item.state() {
        ItemState::Open | ItemState::Returned => return Ok(()),
        ItemState::None => unopened(),
        ItemState::Submitted => text!("it-has-been-handed-in-and-awaits-review"),
        ItemState::Accepted | ItemState::Closed if corrects => text!("it-is-closed-have-it-returned", name),
        ItemState::Accepted | ItemState::Closed => text!("it-is-closed"),
        ItemState::Retired => text!("it-has-been-taken-out-of-use"),
        ItemState::Waived => text!("it-has-been-waived"),
        ItemState::PassedOn => text!("it-has-passed-on-to-the-units-successor"),
    };
    Err(Refusal::wrong_state(text!("item-said", item = name, said: said)))
}

/// The form as it is recorded, if all that is asked is there. What is not adopted ends without the rest (S57).
fn filled_in(asked: &Asked<'_>, submit: &Submit) -> Result<Form, Refusal> {
    possible(asked.duty, &submit.evidence)?;
    // As long as announced things are open, each of them is told of (S64).
    let open = match asked.duty.variant {
        Variant::Progress(of) => asked.state.announced.of(asked.unit).and_then(|said| said.open(of)),
        _ => None,
    };
    let form = form::read(asked, &submit.form)?;
    if form.verdict == Some(Verdict::NotAdopted) {
        return Ok(form);
    }
    let mut faults: Vec<Fault> = pieces(asked.duty, open, &submit.evidence);
    faults.extend(numbers::faults(asked, &form));
    faults.extend(form::faults(asked, &form));
    without(faults).map(|()| form)
}

/// Whether all the pieces are there that a duty needs.
pub(super) fn complete(duty: &Duty, evidence: &[Evidence]) -> Result<(), Refusal> {
    possible(duty, evidence)?;
    without(pieces(duty, None, evidence))
}

/// Nothing where there is no fault; else all of them in one refusal.
fn without(faults: Vec<Fault>) -> Result<(), Refusal> {
    if faults.is_empty() {
        return Ok(());
    }
    let said = in_a_row::texts(&faults, id!("semicolon-between-reasons"));
    Err(Refusal::incomplete(said))
}

/// Whether one handing in may hold so many pieces and files.
pub(super) fn few(evidence: &[Evidence]) -> Result<(), Refusal> {
    if evidence.len() <= EVIDENCE_MAX && evidence.iter().all(|piece| piece.files.len() <= EVIDENCE_MAX) {
        return Ok(());
    }
    let said = text!("more-than-evidence-max-pieces-or-files-hand", evidence_max = EVIDENCE_MAX);
    Err(Refusal::too_large(said))
}

/// Whether evidence of these names can be handed in at all.
fn possible(duty: &Duty, evidence: &[Evidence]) -> Result<(), Refusal> {
    few(evidence)?;
    let id = &duty.id;
    if duty.variant == Variant::Count && !evidence.is_empty() {
        return Err(Refusal::incomplete(text!("id-takes-numbers-alone-what-lies-behind-them", id)));
    }
    let personal = matches!(&duty.variant, Variant::Pledge(pledge) if pledge.each_member);
    if personal && evidence.iter().any(|piece| !piece.files.is_empty()) {
        return Err(Refusal::incomplete(text!("id-counts-heads-no-text-of-a-person", id)));
    }
    for piece in evidence {
        if !duty.needs.iter().any(|need| need.name == piece.need) {
            let known = duty.needs.iter().map(|need| need.name.as_str());
            let need = &piece.need;
            let refusal = Refusal::incomplete(text!("need-is-not-asked-for-in-id", need, id));
            return Err(refusal.instead(nearest(need, known)));
        }
        not_absurd(piece.count, PIECES_MAX, &piece.need)?;
    }
    Ok(())
}

/// What is wrong with the pieces; of the first need there is one for each thing that is open.
fn pieces(duty: &Duty, open: Option<u32>, evidence: &[Evidence]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, need) in duty.needs.iter().enumerate() {
        let open = open.filter(|_| place == 0);
        let with_count = |said: Fault| match open.filter(|open| *open > need.at_least) {
            Some(open) => text!("said-one-for-each-thing-that-is-not", open, said: said),
            None => said,
        };
        let least = need.at_least.max(open.unwrap_or_default());
        let most = need.at_most.map(|most| most.max(least));
        faults.extend(fault(need, (least, most), evidence).map(with_count));
    }
    faults
}

/// What is wrong with one need.
fn fault(need: &Need, (least, most): (u32, Option<u32>), evidence: &[Evidence]) -> Option<Fault> {
    let pieces = evidence.iter().filter(|piece| piece.need == need.name);
    let count = pieces.fold(0u32, |sum, piece| sum.saturating_add(piece.count));
    let name = &need.name;
    if count < least {
        return Some(text!("name-count-handed-in-at-least-least-needed", name, count, least));
    }
    let most = most.filter(|most| count > *most)?;
    Some(text!("name-count-handed-in-at-most-most-allowed", name, count, most))
}

fn possible_day(def: &Definition, at: Instant, on: Date) -> Result<(), Refusal> {
    let today = Zone::of(def).map_or(on, |zone| zone.date_of(at));
    if on > today {
        return Err(in_future(on, today));
    }
    // What was done well before the campaign was done for something else; a year like 0014 is a slip.
    let first = def.phases.iter().map(|phase| phase.from).min().map(|first| first.plus(-DAYS_BEFORE_MAX));
    match first.filter(|first| on < *first) {
        None => Ok(()),
        Some(first) => {
            Err(Refusal::wrong_day(text!("on-lies-long-before-the-campaign-the-earliest", on, first)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::tests::shipped;
    use muster_protocol::command::RefusalCode;

    #[test]
    fn the_day_on_which_something_was_done_lies_between_a_year_before_the_campaign_and_today() {
        let def = shipped();
        let at: Instant = "2014-05-12T10:00:00+08:00".parse().unwrap();
        let checked = |on: &str| possible_day(&def, at, on.parse().unwrap()).map_err(|refusal| refusal.code);
        for on in ["2014-05-12", "2014-04-01", "2013-04-01"] {
            assert_eq!(checked(on), Ok(()), "{on}");
        }
        for on in ["2014-05-13", "9999-12-31", "2013-03-30", "0014-05-12", "-0001-01-01"] {
            assert_eq!(checked(on), Err(RefusalCode::WrongDay), "{on}");
        }
    }

    #[test]
    fn nobody_hands_in_more_pieces_of_one_thing_than_can_be_meant() {
        let def = shipped();
        let duty = def.duties.iter().find(|duty| duty.id == "unit-plan").unwrap();
        let of = |count| {
            let piece = Evidence { need: duty.needs[0].name.clone(), count, files: Vec::new() };
            possible(duty, &[piece]).map_err(|refusal| refusal.code)
        };
        assert_eq!((of(1), of(PIECES_MAX)), (Ok(()), Ok(())));
        assert_eq!(
            (of(PIECES_MAX + 1), of(u32::MAX)),
            (Err(RefusalCode::TooLarge), Err(RefusalCode::TooLarge))
        );
    }
}
