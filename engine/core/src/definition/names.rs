//! What the file has defined so far, to be found by name. Faulty things keep their names, so that one fault is reported once.

use muster_protocol::definition::{Audience, Duty, Frame, Outlet, Phase, ReminderPolicy, Role, Unit};
use muster_protocol::id;
use muster_protocol::ids::{PhaseIx, ReminderPolicyIx, RoleIx, UnitIx};
use muster_protocol::time::Date;

use super::days::calendar::Festival;
use super::days::vague::Words;
use super::days::years::Years;
use super::findings::finding::{Place, Report};
use super::text::fields::{self, Fields, What};
use super::text::tree::{Node, Value};
use crate::definition::keys::{Key, REMIND, word};

/// Instead of a policy: nobody is reminded.
const NO_REMINDERS: Key = word("不提醒", "none");

/// Whether a line says that nobody is reminded of it.
pub(crate) fn without_reminders(node: Option<&Node>) -> bool {
    node.is_some_and(|node| matches!(&node.value, Value::Text(text) if NO_REMINDERS.is(text)))
}

/// Everything that later parts of the file refer to.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) year: i32,
    /// What days without a year are read by.
    pub(crate) years: Years,
    pub(crate) roles: Vec<Role>,
    pub(crate) units: Vec<Unit>,
    /// Whether the roster was read whole, so that a unit that is not there does not exist.
    pub(crate) roster_whole: bool,
    pub(crate) audiences: Vec<Audience>,
    /// Where each audience is written; none if its conditions were faulty and reported.
    pub(crate) audience_places: Vec<Option<Place>>,
    pub(crate) policies: Vec<ReminderPolicy>,
    /// Where each policy is written.
    pub(crate) policy_places: Vec<Place>,
    pub(crate) phases: Vec<PhaseLine>,
    /// The duties read so far: what others may wait for.
    pub(crate) duties: Vec<Duty>,
    /// Festivals of the calendar with their days, in order of the days.
    pub(crate) festivals: Vec<Festival>,
    /// Ids and names of duties whose faults were reported.
    pub(crate) faulty_duties: Vec<String>,
    /// Ids and names of phases whose faults were reported.
    pub(crate) faulty_phases: Vec<String>,
    pub(crate) words: Words,
    pub(crate) frame: Frame,
    pub(crate) outlets: Vec<Outlet>,
}

/// A phase with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct PhaseLine {
    pub(crate) phase: Phase,
    pub(crate) place: Place,
    /// Cadences without a phase of their own run in this one.
    pub(crate) cadences: bool,
}

impl Names {
    /// The role named by `node`, by id or by name.
    pub(crate) fn role<'w>(
        &self,
        node: &Node,
        what: impl Into<What<'w>>,
        report: &mut Report,
    ) -> Option<RoleIx> {
        let name = fields::text(node, what, report)?;
        let at = self.roles.iter().position(|role| role.id == name || role.name == name);
        if at.is_none() {
            let names = self.roles.iter().map(|role| role.name.as_str());
            let names = names.chain(self.roles.iter().map(|role| role.id.as_str()));
            fields::unknown_name(id!("role-2"), &name, node.place, names, report);
        }
        at.and_then(|at| u8::try_from(at).ok()).map(RoleIx)
    }

    /// The policy that a line asks for: its own, the first of the file if it says nothing, none if it says 不提醒.
    pub(crate) fn policy(&self, node: Option<&Node>, report: &mut Report) -> Option<ReminderPolicyIx> {
        let Some(node) = node else {
            return (!self.policies.is_empty()).then_some(ReminderPolicyIx(0));
        };
        if without_reminders(Some(node)) {
            return None;
        }
        let name = fields::text(node, REMIND, report)?;
        let names = self.policies.iter().map(|policy| policy.name.as_str());
        let at = fields::position(id!("reminder-policy-2"), &name, node.place, names, report)?;
        u16::try_from(at).ok().map(ReminderPolicyIx)
    }

    /// The policy of something that cannot be without one.
    pub(crate) fn must_policy(&self, fields: &Fields<'_>, report: &mut Report) -> ReminderPolicyIx {
        let node = fields.get(REMIND);
        let silent = without_reminders(node);
        match (node, self.policy(node, report)) {
            (_, Some(policy)) => policy,
            (Some(node), None) if silent => {
                fields::unknown_name(
                    id!("reminder-policy-2"),
                    report.own(NO_REMINDERS),
                    node.place,
                    self.policies.iter().map(|policy| policy.name.as_str()),
                    report,
                );
                ReminderPolicyIx(0)
            }
            _ => ReminderPolicyIx(0),
        }
    }

    /// The phase named by `node`, by id or by name.
    pub(crate) fn phase<'w>(
        &self,
        node: &Node,
        what: impl Into<What<'w>>,
        report: &mut Report,
    ) -> Option<PhaseIx> {
        let name = fields::text(node, what, report)?;
        self.phase_named(&name, node.place, report)
    }

    /// The phase of this id or name.
    pub(crate) fn phase_named(&self, name: &str, place: Place, report: &mut Report) -> Option<PhaseIx> {
        if self.faulty_phases.iter().any(|faulty| faulty == name) {
            return None;
        }
        let at = self.phases.iter().position(|line| line.phase.id == name || line.phase.name == name);
        if at.is_none() {
            let names = self.phases.iter().map(|line| line.phase.id.as_str());
            let names = names.chain(self.phases.iter().map(|line| line.phase.name.as_str()));
            fields::unknown_name(id!("phase-2"), name, place, names, report);
        }
        at.and_then(|at| u16::try_from(at).ok()).map(PhaseIx)
    }

    /// The phase that a day lies in.
    pub(crate) fn phase_on(&self, day: Date) -> Option<PhaseIx> {
        let at = self.phases.iter().position(|line| line.phase.from <= day && day <= line.phase.to)?;
        u16::try_from(at).ok().map(PhaseIx)
    }

    /// First and last day of a phase.
    pub(crate) fn stretch(&self, ix: PhaseIx) -> Option<(Date, Date)> {
        self.phases.get(ix.at()).map(|line| (line.phase.from, line.phase.to))
    }

    /// First and last day of the campaign.
    pub(crate) fn campaign(&self) -> Option<(Date, Date)> {
        let from = self.phases.iter().map(|line| line.phase.from).min()?;
        let to = self.phases.iter().map(|line| line.phase.to).max()?;
        Some((from, to))
    }

    /// The unit with this code. Units stand in the order of their codes.
    pub(crate) fn unit(&self, code: &str) -> Option<UnitIx> {
        let at = self.units.binary_search_by(|unit| unit.code.as_str().cmp(code)).ok()?;
        u32::try_from(at).ok().map(UnitIx)
    }
}
