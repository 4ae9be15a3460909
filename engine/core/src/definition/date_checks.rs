//! The last look: every date that the engine will ever compute from this definition is computed here once.
//!
//! So a year without a holiday table is reported now, with its place, and not met by a running campaign. Each duty and notice
//! is computed by the calendar of every group of units that it is for, as the engine does.

mod happening;
mod idle;
mod joined;
mod unheard;
mod visiting;

use muster_protocol::text;
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Calendar, Definition, Offset, ReminderPolicy, ReturnDue};
use muster_protocol::ids::{AudienceIx, GroupIx, ReminderPolicyIx, RoleIx, UnitIx};
use muster_protocol::item::{PlannedStep, VisitNews};
use muster_protocol::time::Date;
use muster_rules::calendar::{self, MissingYear};
use muster_rules::zone::Zone;
use muster_rules::{audience, steps};

use super::activities::line::DutyLine;
use super::activities::visits::VisitLine;
use super::evaluation::snapshots::SnapshotLine;
use super::findings::code;
use super::findings::finding::{Place, Report};
use crate::definition::keys::WEEKLY_BRIEF;
use crate::definition::names::PhaseLine;
use crate::definition::people::roles::PostColumn;

/// The lines that definitions are checked against.
pub(crate) struct Lines<'a> {
    pub(crate) phases: &'a [PhaseLine],
    pub(crate) duties: &'a [DutyLine],
    pub(crate) visits: &'a [VisitLine],
    pub(crate) snapshots: &'a [SnapshotLine],
    /// Where each audience is written, as in [`crate::definition::names::Names`].
    pub(crate) audiences: &'a [Option<Place>],
    /// Whether the roster was read whole, so that a missing unit is the audience's fault.
    pub(crate) roster_whole: bool,
    /// Whether it has the columns of all roles as well, so that an empty post is the unit's.
    pub(crate) posts_known: bool,
    /// The columns of the roles.
    pub(crate) posts: &'a [Option<PostColumn>],
    /// Where each policy is written.
    pub(crate) policies: &'a [Place],
    /// Where the calendar is named.
    pub(crate) calendar: Place,
}

/// Checks a definition that was read without an error.
pub(crate) fn check(definition: &Definition, zone: &Zone, lines: &Lines<'_>, report: &mut Report) {
    let first = definition.phases.first().map_or(Date(i32::MIN), |phase| phase.from);
    let last = definition.phases.iter().map(|phase| phase.to).max().unwrap_or_default();
    let groups = match definition.groups.as_slice() {
        [] => Vec::new(),
        _ => {
            let units = (0u32..).map(UnitIx).take(definition.units.len());
            units.map(|unit| audience::group_of(definition, unit)).collect()
        }
    };
    let (whole, reported, provisional) = (lines.posts_known, BTreeSet::new(), BTreeMap::new());
    let policies = lines.policies;
    let unheard = if whole { unheard::report_findings(definition, lines, report) } else { BTreeSet::new() };
    let mut checker = OccasionPlanner {
        definition,
        zone,
        first,
        last,
        whole,
        unheard,
        reported,
        groups,
        provisional,
        policies,
    };
    for (at, place) in lines.audiences.iter().enumerate().filter(|_| lines.roster_whole) {
        place.iter().for_each(|&place| checker.members(at, place, report));
    }
    for line in lines.phases {
        checker.phase(line, report);
    }
    for line in lines.duties {
        checker.duty(line, report);
    }
    for line in lines.visits {
        checker.visits(line, report);
    }
    for line in lines.snapshots {
        checker.happening((&line.dated, None), &line.plan.name, report);
    }
    checker.report_provisional(lines.calendar, report);
    idle::report_findings(definition, (first, last), lines.policies, report);
    if lines.roster_whole {
        joined::report_findings(definition, lines, report);
    }
}

struct OccasionPlanner<'a> {
    definition: &'a Definition,
    zone: &'a Zone,
    first: Date,
    last: Date,
    whole: bool,
    /// Roles to which reminders go and that nobody holds, reported with all that concerns them.
    unheard: BTreeSet<RoleIx>,
    /// Units without a holder of a role, reported once.
    reported: BTreeSet<(RoleIx, Vec<UnitIx>)>,
    /// The group of each unit, where there are groups.
    groups: Vec<Option<GroupIx>>,
    /// Dates that rest on a table that is not out yet, by calendar and year.
    provisional: BTreeMap<(String, i32), BTreeSet<Date>>,
    /// Where each policy is written.
    policies: &'a [Place],
}

impl<'a> OccasionPlanner<'a> {
    fn members(&self, at: usize, place: Place, report: &mut Report) {
        let Some(ix) = u16::try_from(at).ok().map(AudienceIx) else { return };
        if audience::members(self.definition, ix).is_empty() {
            let name = self.definition.audiences.get(at).map_or("", |audience| audience.name.as_str());
            report
                .error(code::EMPTY_AUDIENCE, place, text!("the-audience-name-has-no-unit", name))
                .fix(text!("all-conditions-must-hold-loosen-them-or-tag"));
        }
    }

    fn phase(&mut self, line: &PhaseLine, report: &mut Report) {
        let Some(policy) = self.policy(line.phase.policy) else { return };
        for group in self.groups_of(line.phase.audience) {
            let cal = audience::calendar_of(self.definition, group);
            let notice = steps::phase_notice(&line.phase, policy, cal, self.zone);
            let notice = notice.map(|notice| self.marked(cal, notice.as_slice()));
            self.report_missing(notice, line.place, report);
        }
        if line.phase.notice.is_some() {
            self.contacts(line.phase.audience, &[policy.to], line.place, &line.phase.name, report);
        }
    }

    /// Groups of units that an audience has, the campaign's own calendar first.
    fn groups_of(&self, who: AudienceIx) -> BTreeSet<Option<GroupIx>> {
        let mut groups = BTreeSet::new();
        if !self.groups.is_empty() {
            let members = audience::members(self.definition, who);
            groups.extend(members.iter().filter_map(|unit| self.groups.get(unit.at()).copied()));
        }
        if groups.is_empty() {
            groups.insert(None);
        }
        groups
    }

    fn duty(&mut self, line: &DutyLine, report: &mut Report) {
        let duty = &line.duty;
        for (at, group) in self.groups_of(duty.audience).into_iter().enumerate() {
            self.duty_of(line, group, at == 0, report);
        }
        let Some(policy) = duty.policy.and_then(|ix| self.policy(ix)) else { return };
        let mut roles = vec![policy.to];
        roles.extend(policy.cards.iter().flat_map(|card| card.to.iter().copied()));
        self.contacts(duty.audience, &roles, line.place, &duty.name, report);
        // The brief is the policy's: who is to have it is looked for in its line, not in the duty's.
        let (Some(brief), Some(ix)) = (&policy.brief, duty.policy) else { return };
        let place = self.policies.get(ix.at()).copied().unwrap_or(line.place);
        let name = format!("{}/{}", policy.name, report.own(WEEKLY_BRIEF));
        self.contacts(duty.audience, &brief.to, place, &name, report);
    }

    /// A duty by the calendar of one group; what is the same in all of them is reported for the first.
    fn duty_of(&mut self, line: &DutyLine, group: Option<GroupIx>, first: bool, report: &mut Report) {
        let duty = &line.duty;
        // Each happening of such a line is given its day when it comes up, and checked then.
        if duty.rule.is_on_demand() {
            return;
        }
        let mut again = Report::new("");
        let target = if first { &mut *report } else { &mut again };
        let occurrences = self.happening((&line.dated, group), &duty.name, target);
        report.adopt_errors(again);
        let Some(occurrences) = occurrences else { return };
        let Some(policy) = duty.policy.and_then(|ix| self.policy(ix)) else { return };
        let cal = audience::calendar_of(self.definition, group);
        let mut computed = Ok(());
        let campaign = self.first;
        for occurrence in occurrences.iter().filter(|occurrence| occurrence.due >= campaign) {
            computed = computed.and_then(|()| self.item_steps(policy, cal, occurrence.opens, occurrence.due));
        }
        if let Some(review) = &duty.review {
            computed = computed.and_then(|()| match review.return_due {
                ReturnDue::WorkdaysFromReturn(days) => {
                    let due = calendar::workday_after(cal, self.last, days);
                    let due = steps::before_the_end(due, self.last)?.unwrap_or(self.last);
                    self.item_steps(policy, cal, self.last, due)
                }
                ReturnDue::Keep => Ok(()),
            });
        }
        if let (Some(_), Some(Offset::AfterDue(limit))) = (duty.rule.after_close, duty.rule.offsets.last()) {
            computed = computed.and_then(|()| {
                let last = self.zone.start_of_day(self.last.plus(1));
                let due = calendar::after(*limit, cal, self.zone, self.last, last).map(|(due, _)| due);
                let due = steps::before_the_end(due, self.last)?.unwrap_or(self.last);
                self.item_steps(policy, cal, self.last, due)
            });
        }
        self.report_missing(computed, line.dated.place, report);
    }

    fn item_steps(
        &mut self,
        policy: &ReminderPolicy,
        cal: &Calendar,
        opens: Date,
        due: Date,
    ) -> Result<(), MissingYear> {
        let opens = self.zone.start_of_day(opens);
        let mut steps = steps::up_to_due(policy, cal, self.zone, due, opens, 0)?;
        let campaigns = &self.definition.calendar;
        steps.extend(steps::after_due(policy, (cal, campaigns), self.zone, (due, self.last), 0)?);
        self.marked(cal, &steps);
        Ok(())
    }

    /// Marks the days of steps that are provisional.
    fn marked(&mut self, cal: &Calendar, steps: &[PlannedStep]) {
        let days: Vec<Date> = steps.iter().map(|step| self.zone.date_of(step.at)).collect();
        self.mark(cal, days.into_iter());
    }

    /// Marks days that are provisional. Behind the end nothing happens any more.
    fn mark(&mut self, cal: &Calendar, days: impl Iterator<Item = Date>) {
        let last = self.last;
        for day in days.filter(|day| *day <= last && calendar::is_provisional(cal, *day)) {
            self.provisional.entry((cal.name.clone(), day.parts().0)).or_default().insert(day);
        }
    }

    fn visits(&mut self, line: &VisitLine, report: &mut Report) {
        let programme = &line.programme;
        let Some(occurrences) = self.happening((&line.dated, None), &programme.name, report) else { return };
        if programme.eligible.is_empty() {
            self.contacts(programme.places, &[programme.visitor], line.place, &programme.name, report);
        }
        self.contacts(programme.places, &programme.companions, line.place, &programme.name, report);
        visiting::enough_rounds(line, occurrences.len(), report);
        if self.whole {
            visiting::eligible(self.definition, line, report);
            visiting::received(self.definition, line, report);
            visiting::some_day(self.definition, line, (self.first, self.last), report);
            visiting::located(self.definition, line, report);
        }
        let Some(policy) = self.policy(programme.policy) else { return };
        let (cal, zone) = (&self.definition.calendar, self.zone);
        let along = &programme.companions;
        let roles = steps::VisitRoles { visitor: programme.visitor, place: Some(policy.to), along };
        let mut computed = Ok(());
        for group in self.groups_of(programme.places) {
            let place = audience::calendar_of(self.definition, group);
            let days = steps::VisitDays { visitor: cal, place, zone, last: self.last };
            for day in occurrences.iter().flat_map(|occurrence| [occurrence.opens, occurrence.due]) {
                let news = (VisitNews::Proposed, zone.start_of_day(day));
                let steps = steps::around_visit(programme, policy, days, day, news, roles);
                computed = computed.and_then(|()| {
                    self.marked(cal, &steps?);
                    Ok(())
                });
            }
        }
        self.report_missing(computed, line.dated.place, report);
    }

    fn policy(&self, ix: ReminderPolicyIx) -> Option<&'a ReminderPolicy> {
        self.definition.policies.get(ix.at())
    }

    /// Reports a role that nobody holds in any unit.
    fn nobody(&self, role: RoleIx, place: Place, name: &str, report: &mut Report) {
        let Some(role) = self.definition.roles.get(role.at()) else { return };
        let role = &role.name;
        report
            .warning(code::NO_CONTACT, place, text!("name-goes-to-role-but-no-unit-has", name, role))
            .fix(text!("add-the-column-of-this-roles-posts-to"));
    }

    /// Reports units that nobody can be written to for.
    fn contacts(&mut self, who: AudienceIx, roles: &[RoleIx], place: Place, name: &str, report: &mut Report) {
        if !self.whole {
            return;
        }
        let members = audience::members(self.definition, who);
        for role in roles {
            let without: Vec<UnitIx> = members
                .iter()
                .copied()
                .filter(|&unit| audience::contact_of(self.definition, unit, *role).is_none())
                .collect();
            if without.is_empty() {
                continue;
            }
            // Where no unit has one it is said once, whichever units the line is for.
            let units = (0u32..).map(UnitIx).take(self.definition.units.len());
            let holds = |unit| audience::contact_of(self.definition, unit, *role).is_some();
            let nobody = !units.into_iter().any(holds);
            let reported = if nobody { Vec::new() } else { without.clone() };
            if !self.reported.insert((*role, reported)) {
                continue;
            }
            if nobody {
                if !self.unheard.contains(role) {
                    self.nobody(*role, place, name, report);
                }
                continue;
            }
            let first = self.definition.units.get(without[0].at()).map_or("", |unit| unit.code.as_str());
            let Some(role) = self.definition.roles.get(role.at()) else { continue };
            let count = without.len();
            let role = &role.name;
            report
                .warning(
                    code::NO_CONTACT,
                    place,
                    text!("name-goes-to-role-but-count-units-have", name, role, #count = count, first),
                )
                .fix(text!("fill-in-the-post-in-the-roster"));
        }
    }
}
