//! From which hour of a day a person wants the routine message, and the file's hour again; saying it again changes nothing.

use muster_protocol::command::{ChooseHour, Refusal};
use muster_protocol::definition::Definition;
use muster_protocol::event::HourSet;
use muster_protocol::text;
use muster_rules::audience::person_of;
use muster_rules::steps::{OWN_HOUR_FIRST, OWN_HOUR_LAST};

use super::super::state::State;
use super::{Decided, contact};

pub(super) fn decide(def: &Definition, state: &State, body: &ChooseHour) -> Decided {
    // Who holds several posts gets one message a day, and is asked once.
    let contact = person_of(def, contact(def, &body.contact)?);
    if state.hours.get(&contact) == body.hour.as_ref() {
        return Ok(Vec::new());
    }
    if let Some(hour) = body.hour.filter(|hour| !(OWN_HOUR_FIRST..=OWN_HOUR_LAST).contains(hour)) {
        let (first, last) = (OWN_HOUR_FIRST, OWN_HOUR_LAST);
        return Err(Refusal::wrong_state(text!("the-hour-of-letters-lies-between", hour, first, last)));
    }
    Ok(vec![HourSet { contact, hour: body.hour }.into()])
}
