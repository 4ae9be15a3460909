//! What the file lets units and posts have to do, against what their roles may do: what goes to a unit of which no post may go on
//! with it stays there. A right that no role has binds nobody.

use muster_protocol::definition::{Definition, Right, Scope, Variant};
use muster_protocol::ids::{AudienceIx, RoleIx, UnitIx};
use muster_protocol::text;
use muster_rules::audience;

use super::activities::assignable::TaskLine;
use super::activities::cases::CaseLine;
use super::activities::line::DutyLine;
use super::findings::code;
use super::findings::finding::{Place, Report};
use super::keys::{CAN, ROLES};
use super::people::rights::right;

/// The lines that give somebody something to do.
pub(crate) struct Lines<'a> {
    pub(crate) duties: &'a [DutyLine],
    pub(crate) cases: &'a [CaseLine],
    pub(crate) tasks: &'a [TaskLine],
}

/// Checks a definition that was read without an error.
pub(crate) fn check(definition: &Definition, lines: &Lines<'_>, report: &mut Report) {
    if report.broken() {
        return;
    }
    for line in lines.cases {
        let about = (line.case.name.as_str(), line.case.audience, line.place);
        units(definition, Right::HandleCases, about, report);
    }
    // What units hand in they do by one right: it is said for the first line alone.
    let handed_in = |line: &&DutyLine| match line.duty.variant {
        Variant::Stage(..) | Variant::Task => false,
        Variant::Deliver
        | Variant::Hold(_)
        | Variant::Count
        | Variant::Pledge(_)
        | Variant::PledgeCheck(_)
        | Variant::Ledger(_)
        | Variant::Publish(_)
        | Variant::Outlet(_)
        | Variant::Explore(_)
        | Variant::Progress(_) => true,
    };
    for line in lines.duties.iter().filter(handed_in) {
        let about = (line.duty.name.as_str(), Some(line.duty.audience), line.place);
        if units(definition, Right::Submit, about, report) {
            break;
        }
    }
    for line in lines.tasks {
        assigner(definition, line, report);
    }
}

/// Roles that have a right; none where nobody is bound by it.
fn having(definition: &Definition, wanted: Right) -> Vec<RoleIx> {
    let all = (0u8..).map(RoleIx).zip(&definition.roles);
    all.filter(|(_, role)| role.can.contains(&wanted)).map(|(ix, _)| ix).collect()
}

/// Reports units of which no post has the right to do what they get; whether there are any.
fn units(
    definition: &Definition,
    wanted: Right,
    (name, who, place): (&str, Option<AudienceIx>, Place),
    report: &mut Report,
) -> bool {
    let roles = having(definition, wanted);
    if roles.is_empty() {
        return false;
    }
    let scope = |role: &RoleIx| definition.roles.get(role.at()).map(|role| &role.scope);
    let own: Vec<RoleIx> = roles.into_iter().filter(|role| scope(role) == Some(&Scope::Unit)).collect();
    let may = |unit: &UnitIx| own.iter().any(|role| audience::contact_of(definition, *unit, *role).is_some());
    let all = || (0u32..).map(UnitIx).take(definition.units.len()).collect();
    let members: Vec<UnitIx> = who.map_or_else(all, |who| audience::members(definition, who));
    let without: Vec<UnitIx> = members.iter().copied().filter(|unit| !may(unit)).collect();
    // What goes to no unit in particular is given to one that may.
    if without.is_empty() || who.is_none() && without.len() < members.len() {
        return false;
    }
    let first = definition.units.get(without[0].at()).map_or("", |unit| unit.code.as_str());
    let (count, roles, can) = (without.len(), report.own(ROLES), report.own(CAN));
    let said =
        text!("name-goes-to-units-whose-posts-may-not", name, #count = count, first, right: right(wanted));
    report
        .warning(code::NO_RIGHT, place, said)
        .fix(text!("give-the-right-to-a-role-of-the-units", roles, can, right: right(wanted)));
    true
}

/// Reports a role that is to give out tasks and may not.
fn assigner(definition: &Definition, line: &TaskLine, report: &mut Report) {
    let wanted = Right::Assign;
    let roles = having(definition, wanted);
    if roles.is_empty() || roles.contains(&line.task.by) {
        return;
    }
    let role = definition.roles.get(line.task.by.at()).map_or("", |role| role.name.as_str());
    let (name, roles, can) = (&line.duty.name, report.own(ROLES), report.own(CAN));
    report
        .warning(
            code::NO_RIGHT,
            line.place,
            text!("name-is-given-out-by-a-role-that-may-not", name, role, right: right(wanted)),
        )
        .fix(text!("give-the-right-to-this-role", roles, can, role, right: right(wanted)));
}
