//! What an auditor looks at: done on behalf of others, backdated, overridden, opened again, erased.

use super::super::{TableView, localized, same};
use super::columns;
use crate::execute::live::{Audited, Live};

pub(super) fn show(live: &Live) -> TableView {
    let head = [
        ("为什么", "why"),
        ("事件", "event"),
        ("时间", "when"),
        ("由", "by"),
        ("代", "for"),
        ("内容", "what"),
    ];
    let rows = live.audit.iter().map(|line| {
        let why = match line.why {
            Audited::Behalf => localized("代办", "on behalf"),
            Audited::Backdated => localized("补录", "backdated"),
            Audited::Overridden => localized("越限或更正", "overridden"),
            Audited::Reopened => localized("退回或重办", "opened again"),
            Audited::Erased => localized("删除", "erased"),
        };
        vec![
            why,
            same(line.position),
            same(live.local(line.at)),
            same(&line.actor),
            same(line.behalf.clone().unwrap_or_default()),
            same(&line.what),
        ]
    });
    let rows = rows.collect();
    TableView {
        title: localized("审计要看的", "for the auditor"),
        columns: columns(&head),
        rows,
        notes: Vec::new(),
    }
}
