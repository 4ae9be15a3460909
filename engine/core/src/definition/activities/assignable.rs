//! 交办: kinds of tasks that are given out at any time, each with a due day of its own then (S62).

use muster_protocol::definition::{Assignable, Duty, Rule, Terms, Variant};
use muster_protocol::ids::{AudienceIx, DutyIx};

use super::handin;
use super::line::DutyLine;
use crate::definition::description::grammar;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{ASSIGNABLE, BY, NEEDS, REMIND, WHO};
use crate::definition::limits::KINDS_MAX;
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Titled};
use crate::definition::text::tree::{Entry, Node};

/// A kind of task with the duty as which it is carried.
#[derive(Debug)]
pub(crate) struct TaskLine {
    pub(crate) task: Assignable,
    pub(crate) duty: Duty,
    pub(crate) place: Place,
}

/// Reads the kinds of tasks. Each is carried as a duty without dates behind the others, so its id may be no duty's.
pub(crate) fn read(node: &Node, lines: &[DutyLine], names: &mut Names, report: &mut Report) -> Vec<TaskLine> {
    let mut found: Vec<TaskLine> = Vec::new();
    for entry in fields::at_most(node, ASSIGNABLE, KINDS_MAX, report) {
        if lines.iter().any(|line| line.duty.id == entry.key) {
            fields::twice(&entry.key, entry.key_place, report);
            continue;
        }
        let duty = DutyIx(u16::try_from(lines.len() + found.len()).unwrap_or(u16::MAX));
        found.extend(one(entry, duty, names, report));
    }
    found
}

fn one(entry: &Entry, ix: DutyIx, names: &mut Names, report: &mut Report) -> Option<TaskLine> {
    let Titled { id, name, refs, fields: own } =
        Titled::of(entry, &grammar::activities::ASSIGNABLE.keys(), report)?;
    let by = own.must(BY, report).and_then(|node| names.role(node, BY, report));
    let needs = own.get(NEEDS).map_or_else(Vec::new, |node| handin::read(node, report));
    let policy = names.policy(own.get(REMIND), report);
    // Where nobody is named: everyone, the first audience of the file by custom.
    let audience = match own.get(WHO) {
        Some(node) => audiences::of_line(node, &entry.key, WHO, names, report)?,
        None => AudienceIx(0),
    };
    let (id, name) = (id?, name?);
    let duty = Duty {
        id: id.clone(),
        name: name.clone(),
        refs: refs.clone(),
        audience,
        rule: Rule::on_demand(),
        phase: None,
        needs,
        policy,
        review: None,
        variant: Variant::Task,
        terms: Terms::default(),
    };
    Some(TaskLine { task: Assignable { id, name, refs, by: by?, duty: ix }, duty, place: entry.key_place })
}
