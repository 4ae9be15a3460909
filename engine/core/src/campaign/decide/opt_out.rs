//! Opting out of reminders that the file lets people do without, and in again; saying it again changes nothing.

use muster_protocol::command::{OptOut, Refusal};
use muster_protocol::definition::Definition;
use muster_protocol::event::OptOutSet;
use muster_protocol::text;
use muster_rules::audience::person_of;
use muster_rules::optional::may_opt_out;

use super::super::state::State;
use super::{Decided, contact};

pub(super) fn decide(def: &Definition, state: &State, body: &OptOut) -> Decided {
    let contact = contact(def, &body.contact)?;
    // Who holds several posts is asked once.
    let (contact, out) = (person_of(def, contact), body.out);
    if state.opted_out.contains(&contact) == out {
        return Ok(Vec::new());
    }
    // In again goes always: an amendment may have taken the key out of the file meanwhile.
    if out && def.policies.iter().all(|policy| policy.opt_out.is_empty()) {
        return Err(Refusal::wrong_state(text!("the-file-lets-nobody-opt-out-of-reminders")));
    }
    if out && !may_opt_out(def, contact) {
        let post = def.contacts.get(contact.at()).map_or("?", |contact| contact.post.as_str());
        return Err(Refusal::wrong_state(text!("nothing-that-the-post-gets-may-be-left-out", post)));
    }
    Ok(vec![OptOutSet { contact, out }.into()])
}
