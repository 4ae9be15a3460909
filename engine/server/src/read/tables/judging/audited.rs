//! What an auditor looks at: done on behalf of others, backdated, overridden, opened again, erased, and read by others.

use muster_protocol::definition::Definition;
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use crate::directory::contacts::Reading;
use crate::execute::live::{Audited, Live};

/// Whether it is the post's own unit's.
fn is_own(def: &Definition, reading: &Reading) -> bool {
    let contact = def.contact_by_id(&reading.post);
    let unit = def.unit(&reading.unit);
    contact.is_some() && unit.is_some_and(|unit| unit.contacts.contains(&contact))
}

pub(super) fn show(live: &Live, readings: &[Reading]) -> TableView {
    let head = [id!("why-2"), id!("event"), id!("when"), id!("by"), id!("for"), id!("column-content")];
    let rows = live.audit.iter().map(|line| {
        let why = match line.why {
            Audited::Behalf => text!("on-behalf"),
            Audited::Backdated => text!("backdated"),
            Audited::Overridden => text!("overridden"),
            Audited::Reopened => text!("opened-again"),
            Audited::Erased => text!("audited-erased"),
        };
        cells! {
            why, = line.position, = live.local(line.at), = &line.actor,
            = line.behalf.clone().unwrap_or_default(), line.what.clone()
        }
    });
    // No event says who read: there is no position in the log.
    let read = readings.iter().filter(|it| !is_own(&live.def, it)).map(|it| {
        cells! {
            text!("read-by-another"), = "", = live.local(it.at), = &it.post, = &it.unit, = &it.what
        }
    });
    let rows = rows.chain(read).collect();
    TableView { title: text!("for-the-auditor"), columns: heads(&head), rows, notes: Vec::new() }
}
