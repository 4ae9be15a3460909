//! What an auditor looks at: done on behalf of others, backdated, overridden, opened again, erased.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::{id, text};

use super::super::{TableView, heads};
use crate::execute::live::{Audited, Live};

pub(super) fn show(live: &Live) -> TableView {
    let head = [id!("why-2"), id!("event"), id!("when"), id!("by"), id!("for"), id!("column-content")];
    let rows = live.audit.iter().map(|line| {
        let why = match line.why {
            Audited::Behalf => text!("on-behalf"),
            Audited::Backdated => text!("backdated"),
            Audited::Overridden => text!("overridden"),
            Audited::Reopened => text!("opened-again"),
            Audited::Erased => text!("audited-erased"),
        };
        vec![
            why,
            LocalizedText::same(line.position),
            LocalizedText::same(live.local(line.at)),
            LocalizedText::same(&line.actor),
            LocalizedText::same(line.behalf.clone().unwrap_or_default()),
            LocalizedText::same(&line.what),
        ]
    });
    let rows = rows.collect();
    TableView { title: text!("for-the-auditor"), columns: heads(&head), rows, notes: Vec::new() }
}
