//! 快照: on which days the table of completion and on-time rates is taken.

use muster_protocol::definition::{Moment, SnapshotPlan};
use muster_protocol::text;

use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{HOUR, SNAPSHOTS, WHO};
use crate::definition::limits::SNAPSHOTS_MAX;
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Titled};
use crate::definition::text::tree::{Entry, Node};
use crate::definition::timing::rule::{self, Dated, Run};

/// A plan with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct SnapshotLine {
    pub(crate) plan: SnapshotPlan,
    pub(crate) dated: Dated,
    pub(crate) place: Place,
}

/// Reads the plans.
pub(crate) fn read(node: &Node, names: &mut Names, report: &mut Report) -> Vec<SnapshotLine> {
    let entries = fields::named(node, SNAPSHOTS, report);
    if entries.len() > SNAPSHOTS_MAX {
        let said = text!("there-are-more-than-snapshots-max-snapshot-plans", snapshots_max = SNAPSHOTS_MAX);
        report.error(code::TOO_MANY, node.place, said).fix(text!("use-a-cadence-such-as-monthly-instead-of"));
    }
    entries.into_iter().take(SNAPSHOTS_MAX).filter_map(|entry| one(entry, names, report)).collect()
}

fn one(entry: &Entry, names: &mut Names, report: &mut Report) -> Option<SnapshotLine> {
    let Titled { id, name, refs, fields } = Titled::of(entry, &grammar::SNAPSHOT.keys(), report)?;
    let dated = rule::of_line(&fields, Run::Campaign, names, report);
    let hour = fields.must(HOUR, report).and_then(|node| fields::time(node, HOUR, report));
    let owner = name.clone().unwrap_or_default();
    let who = fields.must(WHO, report);
    let audience = who.and_then(|node| audiences::of_line(node, &owner, WHO, names, report));
    let dated = dated?;
    let plan = SnapshotPlan {
        id: id?,
        name: name?,
        refs,
        audience: audience?,
        rule: dated.rule.clone(),
        hour: hour?,
        moment: Moment::Planned,
    };
    Some(SnapshotLine { plan, dated, place: entry.key_place })
}
