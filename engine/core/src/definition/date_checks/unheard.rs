//! Reminders that go to a role which nobody holds in any unit: all of them are lost, so that the file cannot be launched.

use std::collections::BTreeSet;

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{Definition, ReminderPolicy};
use muster_protocol::ids::{ReminderPolicyIx, RoleIx, UnitIx};
use muster_protocol::text;
use muster_rules::audience;

use super::Lines;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;

/// Most lines that are named one by one; how many there are is said besides.
const NAMED_MOST: usize = 8;

/// Reports them where the reminders are written, each role once with all that goes to it; the roles.
pub(super) fn report_findings(
    definition: &Definition,
    lines: &Lines<'_>,
    report: &mut Report,
) -> BTreeSet<RoleIx> {
    let mut unheard = BTreeSet::new();
    for (policy, place) in definition.policies.iter().zip(lines.policies) {
        let role = policy.to;
        if unheard.contains(&role) || is_held(definition, role) {
            continue;
        }
        let names = concerned(definition, role);
        if names.is_empty() {
            continue;
        }
        unheard.insert(role);
        let shown: Vec<&str> = names.iter().copied().take(NAMED_MOST).collect();
        let count = names.len();
        let role_name = definition.roles.get(role.at()).map_or("", |role| role.name.as_str());
        let said = text!("reminders-go-to-role-and-nobody-has-it",
            role = role_name, #count = count, names: Listed(&shown));
        let finding = report.error(code::NO_CONTACT, *place, said);
        match lines.posts.get(role.at()).and_then(Option::as_ref) {
            None => finding.fix(text!("add-the-column-of-this-roles-posts-to")),
            Some(column) => {
                let (zh, en) = &column.names;
                match &column.written {
                    Some(written) => {
                        finding.fix(text!("rename-the-column-written-of-the-roster", written, zh, en))
                    }
                    None => finding.fix(text!("add-the-column-to-the-roster", zh, en)),
                }
            }
        }
    }
    unheard
}

/// Whether somebody holds a role for some unit.
fn is_held(definition: &Definition, role: RoleIx) -> bool {
    let mut units = (0u32..).map(UnitIx).take(definition.units.len());
    units.any(|unit| audience::contact_of(definition, unit, role).is_some())
}

/// The lines that remind a role, each once by its name.
fn concerned(definition: &Definition, role: RoleIx) -> Vec<&str> {
    let goes = |ix: ReminderPolicyIx| {
        definition.policies.get(ix.at()).is_some_and(|policy: &ReminderPolicy| policy.to == role)
    };
    let phases = definition.phases.iter().filter(|phase| phase.notice.is_some() && goes(phase.policy));
    let duties = definition.duties.iter().filter(|duty| duty.policy.is_some_and(goes));
    let visits = definition.visits.iter().filter(|programme| goes(programme.policy));
    let all = phases.map(|phase| phase.name.as_str());
    let all = all.chain(duties.map(|duty| duty.name.as_str()));
    let all = all.chain(visits.map(|programme| programme.name.as_str()));
    let mut told = BTreeSet::new();
    all.filter(|name| told.insert(*name)).collect()
}
