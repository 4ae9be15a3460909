//! What an auditor looks at: done on behalf of others, backdated, overridden, opened again, erased.

use super::super::{Shown, said, same};
use super::columns;
use crate::execute::live::{Audited, Live};

pub(super) fn show(live: &Live) -> Shown {
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
            Audited::Behalf => said("代办", "on behalf"),
            Audited::Backdated => said("补录", "backdated"),
            Audited::Overridden => said("越限或更正", "overridden"),
            Audited::Reopened => said("退回或重办", "opened again"),
            Audited::Erased => said("删除", "erased"),
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
    Shown {
        title: said("审计要看的", "for the auditor"), columns: columns(&head), rows, notes: Vec::new()
    }
}
