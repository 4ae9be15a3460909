//! What an auditor looks at: done on behalf of others or afterwards, knowingly beyond a bound, changed once it counted, entries of
//! lists that their tables do not bear out, erased, and read by others.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use crate::directory::contacts::Reading;
use crate::execute::live::{Audited, Done, Live};

/// Whether it is the post's own unit's.
fn is_own(def: &Definition, reading: &Reading) -> bool {
    let contact = def.contact_by_id(&reading.post);
    let unit = def.unit(&reading.unit);
    contact.is_some() && unit.is_some_and(|unit| unit.contacts.contains(&contact))
}

/// Why, in words.
fn why(why: Audited) -> LocalizedText {
    match why {
        Audited::Behalf => text!("on-behalf"),
        Audited::Backdated => text!("backdated"),
        Audited::AboveCeiling => text!("audited-above-a-ceiling"),
        Audited::UnsignedKnown => text!("audited-unsigned-notices"),
        Audited::Corrected => text!("audited-corrected"),
        Audited::Reopened => text!("opened-again"),
        Audited::Amended => text!("audited-amended"),
        Audited::Upheld => text!("audited-appeal-upheld"),
        Audited::AfterFreeze => text!("audited-after-the-freeze"),
        Audited::Erased => text!("audited-erased"),
    }
}

/// The list; `contradicted` are the numbers of entries of lists that the tables which they name do not bear out.
pub(super) fn show(live: &Live, readings: &[Reading], contradicted: &[usize]) -> TableView {
    let head = [id!("why-2"), id!("event"), id!("when"), id!("by"), id!("for"), id!("column-content")];
    let looked_at = live.audit.iter().map(|line| {
        let cells = cells! {
            why(line.why), = line.position, = live.local(line.at), = &line.actor,
            = line.behalf.clone().unwrap_or_default(), line.what.clone()
        };
        (line.position, cells)
    });
    let proposed: Vec<&Done> =
        live.done.iter().filter(|done| matches!(done.event, Event::ListProposed(_))).collect();
    let against = contradicted.iter().filter_map(|number| proposed.get(number.checked_sub(1)?));
    let against = against.map(|done| {
        let cells = cells! {
            text!("the-table-does-not-say-so"), = done.position, = live.local(done.at), = &done.actor,
            = done.behalf.clone().unwrap_or_default(), live.said(&done.event)
        };
        (done.position, cells)
    });
    let mut rows: Vec<(u64, Vec<LocalizedText>)> = looked_at.chain(against).collect();
    rows.sort_by_key(|(position, _)| *position);
    // No event says who read: there is no position in the log.
    let read = readings.iter().filter(|it| !is_own(&live.def, it)).map(|it| {
        cells! {
            text!("read-by-another"), = "", = live.local(it.at), = &it.post, = &it.unit, = &it.what
        }
    });
    let rows = rows.into_iter().map(|(_, cells)| cells).chain(read).collect();
    TableView { title: text!("for-the-auditor"), columns: heads(&head), rows, notes: Vec::new() }
}
