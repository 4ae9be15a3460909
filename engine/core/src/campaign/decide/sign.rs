//! Signing for a message (签收): an explicit act, once; signing again changes nothing.

use muster_protocol::command::{MessageName, Refusal};
use muster_protocol::definition::Definition;
use muster_protocol::event::MessageSigned;
use muster_protocol::item::MessageKey;
use muster_protocol::text;

use super::super::state::State;
use super::{Decided, contact};

pub(super) fn decide(def: &Definition, state: &State, name: &MessageName) -> Decided {
    let contact = contact(def, &name.contact)?;
    let kind = name.kind;
    let receipts = state.receipts.get(&contact).map_or(&[][..], Vec::as_slice);
    match receipts.iter().rev().find(|had| had.date == name.date && had.kind == kind) {
        Some(receipt) if receipt.signed => Ok(Vec::new()),
        Some(_) => Ok(vec![MessageSigned { message: MessageKey { date: name.date, kind, contact } }.into()]),
        None => Err(Refusal::unknown_name(text!("no-message-name-has-been-sent", name))),
    }
}
