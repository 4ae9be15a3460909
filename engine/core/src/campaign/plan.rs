//! Computes occasions: the one place where a campaign turns rules into instants, once for each occasion.

mod kinds;
mod rounds;
mod watched;

use muster_protocol::any_of;
use muster_protocol::definition::{By, Calendar, Definition, Offset, Phase, ReminderPolicy, Rule, Scope};
use muster_protocol::event::{Given, OccasionPlanned, OwnDue};
use muster_protocol::ids::{GroupIx, OccasionIx, PhaseIx, RoleIx, SelectionIx};
use muster_protocol::item::{OccasionKind, PlannedStep, StepKind};
use muster_protocol::refs::Planned;
use muster_protocol::time::{Date, HOUR, Instant};
use muster_rules::audience;
use muster_rules::calendar::{self, MissingYear, Occurrence};
use muster_rules::stages;
use muster_rules::steps;
use muster_rules::zone::Zone;

pub(super) use kinds::{audience_of, id_of, lines, policy_of};

/// A definition with its zone at hand.
#[derive(Debug)]
pub(super) struct OccasionPlanner<'a> {
    pub(super) def: &'a Definition,
    pub(super) zone: Zone,
}

impl<'a> OccasionPlanner<'a> {
    pub(super) fn new(def: &'a Definition) -> Self {
        Self { def, zone: Zone::of_compiled(def) }
    }

    /// The first instant that is late for a due day: 24:00 local.
    pub(super) fn late_from(&self, due_day: Date) -> Instant {
        self.zone.start_of_day(due_day.plus(1))
    }

    /// The campaign's last day.
    pub(super) fn last_day(&self) -> Date {
        steps::last_day(self.def)
    }

    /// A day so many working days behind another: the campaign's last one where it would lie in a year behind the end of which
    /// there is no table.
    pub(super) fn workday_after(&self, cal: &Calendar, day: Date, days: u16) -> Result<Date, MissingYear> {
        let last = self.last_day();
        let counted = steps::before_the_end(calendar::workday_after(cal, day, days), last)?;
        Ok(counted.unwrap_or(last.max(day)))
    }

    /// Phases that are in use.
    fn phases(&self) -> impl Iterator<Item = (PhaseIx, &'a Phase)> + '_ {
        let all = (0u16..).map(PhaseIx).zip(&self.def.phases);
        all.filter(|(ix, _)| !self.def.retired.phases.contains(ix))
    }

    /// The phase that an occasion belongs to: the one that its duty names, else the one that its due day lies in.
    pub(super) fn phase_of(&self, kind: OccasionKind, due_day: Date) -> Option<PhaseIx> {
        let named = match kind {
            OccasionKind::Phase(phase) => Some(phase),
            OccasionKind::Duty(duty) => self.def.duties.get(duty.at()).and_then(|duty| duty.phase),
            any_of!(OccasionKind: Visit Snapshot Announcement Rating Stage Round) => None,
        };
        let around = || self.phases().find(|(_, phase)| (phase.from..=phase.to).contains(&due_day));
        named.or_else(|| around().map(|(ix, _)| ix))
    }

    fn before_start(&self, day: Date, launched: Instant) -> bool {
        let first = self.phases().map(|(_, phase)| phase.from).min();
        first.is_some_and(|first| day < first) || day < self.zone.date_of(launched)
    }

    /// The `nth` occasion of a rule; none when the rule has ended. `launched` is the instant from which on the rule
    /// holds: the launch, the amendment that brought it, or the opening of the occasion before.
    ///
    /// A missing calendar year also ends it: the checker has computed every occasion before launch, so this only guards
    /// against a definition that never passed it.
    pub(super) fn occasion(
        &self,
        ix: OccasionIx,
        kind: OccasionKind,
        nth: u32,
        group: Option<GroupIx>,
        launched: Instant,
    ) -> Option<OccasionPlanned> {
        match kind {
            OccasionKind::Duty(duty) => {
                self.duty((ix, kind, group), &self.def.duties[duty.at()], nth, launched)
            }
            OccasionKind::Announcement => None,
            OccasionKind::Rating { round, role } => {
                self.rating((ix, kind, group), (round, role), nth, launched)
            }
            OccasionKind::Stage { selection, role } => {
                self.stage((ix, kind, group), (selection, role), nth, launched)
            }
            OccasionKind::Round { round, role } => {
                self.round((ix, kind, group), (round, role), nth, launched)
            }
            OccasionKind::Phase(_) if nth > 0 => None,
            OccasionKind::Phase(_) => self.phase_notice((ix, kind, group), launched),
            OccasionKind::Visit(programme) => {
                let programme = &self.def.visits[programme.at()];
                let policy = &self.def.policies[programme.policy.at()];
                let (nth, happens) = self
                    .first_from(&programme.rule, nth, |happens| !self.before_start(happens.due, launched))?;
                let opens = self.zone.start_of_day(happens.opens).max(launched);
                let due = self.late_from(happens.due);
                let shape = Shape { ix, kind, nth, group: None, opens, due, catch_up: Some(policy) };
                Some(self.planned(shape, &programme.id, &happens, Vec::new()))
            }
            OccasionKind::Snapshot(snapshot) => {
                let snapshot = &self.def.snapshots[snapshot.at()];
                let cutoff = |happens: &Occurrence| {
                    happens.at.unwrap_or_else(|| self.zone.at(happens.due, snapshot.hour))
                };
                let (nth, happens) =
                    self.first_from(&snapshot.rule, nth, |happens| cutoff(happens) >= launched)?;
                let opens = cutoff(&happens);
                let shape = Shape { ix, kind, nth, group: None, opens, due: opens, catch_up: None };
                Some(self.planned(shape, &snapshot.id, &happens, Vec::new()))
            }
        }
    }

    fn duty(
        &self,
        (ix, kind, group): Place,
        duty: &muster_protocol::definition::Duty,
        nth: u32,
        launched: Instant,
    ) -> Option<OccasionPlanned> {
        let cal = audience::calendar_of(self.def, group);
        let happens = calendar::occurrence(&duty.rule, cal, &self.zone, nth).ok()??;
        let opens = self.zone.start_of_day(happens.opens).max(launched);
        // Items that wait for another one have dates of their own when it closes; these are the expectation.
        let waits = audience::waits(self.def, kind);
        let backfill = !waits && self.before_start(happens.due, launched);
        let policy = duty.policy.map(|policy| &self.def.policies[policy.at()]);
        let steps = match policy {
            Some(policy) if !backfill && !waits => {
                let policy = self.watched(kind, policy, group, happens.due).ok()?;
                self.up_to_due(&policy, group, happens.due, opens).ok()?
            }
            _ => Vec::new(),
        };
        let due = happens.at.unwrap_or_else(|| self.late_from(happens.due));
        let shape = Shape { ix, kind, nth, group, opens, due, catch_up: policy };
        let mut planned = self.planned(shape, &duty.id, &happens, steps);
        planned.backfill = backfill;
        Some(planned)
    }

    /// The `number`-th task of a kind, given out at an instant for a due day.
    ///
    /// # Errors
    /// [`MissingYear`] where its reminders, overdue ones included, need a year without a table.
    pub(super) fn given(
        &self,
        (ix, kind, group): Place,
        number: u32,
        (due_day, at): (Date, Instant),
        given: Given,
    ) -> Result<OccasionPlanned, MissingYear> {
        let cal = audience::calendar_of(self.def, group);
        let policy = policy_of(self.def, kind);
        let mut steps = Vec::new();
        if let Some(policy) = policy {
            steps = self.up_to_due(policy, group, due_day, at)?;
            steps::after_due(policy, (cal, &self.def.calendar), &self.zone, (due_day, self.last_day()), 0)?;
        }
        let steps = self.with_news((kind, group), (StepKind::Given, at), steps)?;
        let nth = number.saturating_sub(1);
        let period = Some(number.to_string());
        let happens = Occurrence { nth, period, opens: self.zone.date_of(at), due: due_day, at: None };
        let due = self.late_from(due_day);
        let shape = Shape { ix, kind, nth, group: None, opens: at, due, catch_up: policy };
        let planned = self.planned(shape, &id_of(self.def, kind), &happens, steps);
        let calendar = format!("{}@{}", cal.name, cal.version);
        Ok(OccasionPlanned { group, calendar, given: Some(given), ..planned })
    }

    /// An occasion that opens at an instant because somebody asked for it, with a key that ends so.
    pub(super) fn at_once(
        &self,
        (ix, kind, group): Place,
        period: &str,
        at: Instant,
        given: Given,
    ) -> OccasionPlanned {
        let day = self.zone.date_of(at);
        let period = Some(period.to_owned());
        let happens = Occurrence { nth: 0, period, opens: day, due: day, at: None };
        let shape = Shape { ix, kind, nth: 0, group, opens: at, due: at, catch_up: None };
        let planned = self.planned(shape, &id_of(self.def, kind), &happens, Vec::new());
        OccasionPlanned { given: Some(given), ..planned }
    }

    fn phase_notice(&self, (ix, kind, group): Place, launched: Instant) -> Option<OccasionPlanned> {
        let OccasionKind::Phase(phase) = kind else { return None };
        let phase = &self.def.phases[phase.at()];
        let policy = &self.def.policies[phase.policy.at()];
        let cal = audience::calendar_of(self.def, group);
        let notice = steps::phase_notice(phase, policy, cal, &self.zone).ok()??;
        if notice.at < launched {
            return None;
        }
        let day = self.zone.date_of(notice.at);
        let opens = self.zone.start_of_day(phase.from).max(launched);
        let happens = Occurrence { nth: 0, period: None, opens: phase.from, due: day, at: None };
        let due = self.late_from(day);
        let shape = Shape { ix, kind, nth: 0, group, opens, due, catch_up: Some(policy) };
        Some(self.planned(shape, &format!("phase-{}", phase.id), &happens, vec![notice]))
    }

    /// The `nth` stage of a selection or one behind it, for those who do it and owe no item. It opens on the day after the one
    /// before it is over, with its publicity; a role of the committee is asked behind the last day as well, since what it has
    /// not passed stands still, and what units may do if they want to is over then.
    fn stage(
        &self,
        (ix, kind, group): Place,
        (selection, role): (SelectionIx, RoleIx),
        nth: u32,
        launched: Instant,
    ) -> Option<OccasionPlanned> {
        let selection = self.def.selections.get(selection.at())?;
        let cal = &self.def.calendar;
        let mut free: Option<Date> = None;
        let mut found = None;
        for (at, stage) in (0u32..).zip(&selection.stages) {
            let Some(happens) = calendar::occurrence(&stage.rule, cal, &self.zone, 0).ok().flatten() else {
                continue;
            };
            let theirs = at >= nth && stages::reminded(self.def, stage) == Some(role);
            if theirs && !self.before_start(happens.due, launched) {
                found = Some((at, stage, happens));
                break;
            }
            free = calendar::workday_after(cal, happens.due, stage.publicity).ok().map(|last| last.plus(1));
        }
        let (nth, stage, happens) = found?;
        let policy = self.def.policies.get(stage.policy?.at())?;
        let first = free.map_or(happens.opens, |free| free.max(happens.opens)).min(happens.due);
        let opens = self.zone.start_of_day(first).max(launched);
        let mut steps = self.up_to_due(policy, group, happens.due, opens).ok()?;
        if matches!(stage.by, By::Role(_)) {
            // Its cards are for units that owe something.
            let days = (happens.due, self.last_day());
            let late = steps::after_due(policy, (cal, cal), &self.zone, days, 0).unwrap_or_default();
            steps.extend(late.into_iter().filter(|step| matches!(step.kind, StepKind::Overdue(_))));
        }
        own_alone(&mut steps, role);
        let due = happens.at.unwrap_or_else(|| self.late_from(happens.due));
        let (period, due_day) = (Some(stage.id.clone()), happens.due);
        let happens = Occurrence { nth, period, opens: first, due: due_day, at: happens.at };
        let shape = Shape { ix, kind, nth, group, opens, due, catch_up: Some(policy) };
        Some(self.planned(shape, &id_of(self.def, kind), &happens, steps))
    }

    /// The dates of an item that waited for another one, which was closed at `at`; those that were expected where a
    /// year has no table.
    pub(super) fn after_close(&self, plan: &OccasionPlanned, at: Instant) -> OwnDue {
        let expected = OwnDue { due_day: plan.due_day, due: plan.due, steps: Vec::new() };
        let OccasionKind::Duty(duty) = plan.kind else { return expected };
        let Some(duty) = self.def.duties.get(duty.at()) else { return expected };
        let Some(Offset::AfterDue(limit) | Offset::After(limit)) = duty.rule.offsets.last() else {
            return expected;
        };
        let cal = audience::calendar_of(self.def, plan.group);
        let Ok((due_day, due)) = calendar::after(*limit, cal, &self.zone, self.zone.date_of(at), at) else {
            return expected;
        };
        let policy = duty.policy.and_then(|policy| self.def.policies.get(policy.at()));
        let steps = policy.and_then(|policy| self.up_to_due(policy, plan.group, due_day, at).ok());
        let due = due.unwrap_or_else(|| self.late_from(due_day));
        OwnDue { due_day, due, steps: steps.unwrap_or_default() }
    }

    fn first_from(
        &self,
        rule: &Rule,
        nth: u32,
        fits: impl Fn(&Occurrence) -> bool,
    ) -> Option<(u32, Occurrence)> {
        let all = calendar::occurrences(rule, &self.def.calendar, &self.zone).ok()?;
        let happens = all.into_iter().find(|happens| happens.nth >= nth && fits(happens))?;
        Some((happens.nth, happens))
    }

    fn planned(
        &self,
        shape: Shape<'_>,
        id: &str,
        happens: &Occurrence,
        steps: Vec<PlannedStep>,
    ) -> OccasionPlanned {
        let group = shape.group.and_then(|group| self.def.groups.get(group.at()));
        let key = match (&happens.period, group) {
            (Some(period), Some(group)) => format!("{id}.{period}-{}", group.id),
            (Some(period), None) => format!("{id}.{period}"),
            (None, Some(group)) => format!("{id}.{}", group.id),
            (None, None) => id.to_owned(),
        };
        let cal = audience::calendar_of(self.def, shape.group);
        OccasionPlanned {
            occasion: Planned { ix: shape.ix, key: key.into() },
            kind: shape.kind,
            nth: shape.nth,
            group: shape.group,
            opens: shape.opens,
            due_day: happens.due,
            due: shape.due,
            steps,
            backfill: false,
            catch_up_hours: shape.catch_up.map_or(0, |policy| policy.catch_up_hours),
            calendar: format!("{}@{}", cal.name, cal.version),
            zone_data: self.def.zone_data.clone(),
            given: None,
        }
    }

    /// Steps up to a due day, none before an instant.
    pub(super) fn up_to_due(
        &self,
        policy: &ReminderPolicy,
        group: Option<GroupIx>,
        due_day: Date,
        not_before: Instant,
    ) -> Result<Vec<PlannedStep>, MissingYear> {
        let cal = audience::calendar_of(self.def, group);
        steps::up_to_due(policy, cal, &self.zone, due_day, not_before, 0)
    }

    /// Steps behind the news of what happens at an instant, which the receivers of the item's reminders get at once.
    ///
    /// # Errors
    /// [`MissingYear`] where the next working day needs a year without a table.
    pub(super) fn with_news(
        &self,
        (kind, group): (OccasionKind, Option<GroupIx>),
        (what, at): (StepKind, Instant),
        steps: Vec<PlannedStep>,
    ) -> Result<Vec<PlannedStep>, MissingYear> {
        let Some((policy, heard)) = self.heard((kind, group), at)? else { return Ok(steps) };
        Ok(steps::after_news(PlannedStep { no: 0, at: heard, kind: what, to: policy.to }, steps))
    }

    /// When news of an occasion are heard, and the policy by which. Of what is not reminded of there are news as well: they
    /// go by the file's first policy. Where the next working day lies in a year behind the campaign's end nobody hears them.
    pub(super) fn heard(
        &self,
        (kind, group): (OccasionKind, Option<GroupIx>),
        at: Instant,
    ) -> Result<Option<(&ReminderPolicy, Instant)>, MissingYear> {
        let Some(policy) = policy_of(self.def, kind).or_else(|| self.def.policies.first()) else {
            return Ok(None);
        };
        let cal = audience::calendar_of(self.def, group);
        match steps::news_at(policy, cal, &self.zone, at) {
            Ok(heard) => Ok(Some((policy, heard))),
            Err(missing) if missing.year > self.last_day().parts().0 => Ok(None),
            Err(missing) => Err(missing),
        }
    }

    /// When the day's message next says what happened at an instant to an item of an occasion; none where the calendar does
    /// not know the day.
    pub(super) fn next_message(
        &self,
        (kind, group): (OccasionKind, Option<GroupIx>),
        at: Instant,
    ) -> Option<Instant> {
        let policy = policy_of(self.def, kind).or_else(|| self.def.policies.first())?;
        steps::next_message(policy, audience::calendar_of(self.def, group), &self.zone, at).ok()
    }

    /// Overdue steps and cards of an item that missed `due_day`; numbers continue at `first_no`.
    ///
    /// # Errors
    /// [`MissingYear`] where they need a year without a table.
    pub(super) fn overdue(
        &self,
        plan: &OccasionPlanned,
        due_day: Date,
        first_no: u8,
    ) -> Result<Vec<PlannedStep>, MissingYear> {
        let Some(policy) = policy_of(self.def, plan.kind) else { return Ok(Vec::new()) };
        let cal = audience::calendar_of(self.def, plan.group);
        let days = (due_day, self.last_day());
        let mut late = steps::after_due(policy, (cal, &self.def.calendar), &self.zone, days, first_no)?;
        if let OccasionKind::Visit(programme) = plan.kind {
            // What is overdue there is the visitor's duty, not the place's; who has no unit, such as the office, gets the
            // card and the brief as well. Each gets it once.
            let visitor = self.def.visits[programme.at()].visitor;
            let campaigns = |role: RoleIx| {
                self.def.roles.get(role.at()).is_some_and(|role| matches!(role.scope, Scope::Campaign(_)))
            };
            for step in &mut late {
                let above = matches!(step.kind, StepKind::Card(..) | StepKind::Brief(..));
                step.to = if above && campaigns(step.to) { step.to } else { visitor };
            }
            late.sort_by_key(|step| (step.at, step.kind, step.to));
            late.dedup_by_key(|step| (step.at, step.kind, step.to));
            for (step, no) in late.iter_mut().zip(first_no..) {
                step.no = no;
            }
        }
        Ok(late)
    }

    /// The same, of a day that was asked for before: anyone who sets a due day refuses one whose overdue steps cannot be
    /// computed, and the checker computes those of every rule. Time itself can refuse nothing.
    pub(super) fn after_due(&self, plan: &OccasionPlanned, due_day: Date, first_no: u8) -> Vec<PlannedStep> {
        self.overdue(plan, due_day, first_no).unwrap_or_default()
    }
}

/// Of what no unit owes those who do it are reminded, and nobody gets a card.
fn own_alone(steps: &mut Vec<PlannedStep>, role: RoleIx) {
    steps.retain(|step| !matches!(step.kind, StepKind::Card(..)));
    for (no, step) in (0u8..).zip(steps) {
        (step.no, step.to) = (no, role);
    }
}

/// What an occasion is and for whom.
type Place = (OccasionIx, OccasionKind, Option<GroupIx>);

struct Shape<'a> {
    ix: OccasionIx,
    kind: OccasionKind,
    nth: u32,
    group: Option<GroupIx>,
    opens: Instant,
    due: Instant,
    catch_up: Option<&'a ReminderPolicy>,
}

/// News, and that a card is lifted, may come so late at least: they say what nothing says after them. Three days are a weekend's outage.
const NEWS_CATCH_UP_HOURS: u16 = 72;

/// How late a step of an occasion may go out, in milliseconds.
pub(super) fn catch_up(plan: &OccasionPlanned, kind: StepKind) -> i64 {
    let least = if said_once(kind) { NEWS_CATCH_UP_HOURS } else { 0 };
    i64::from(plan.catch_up_hours.max(least)) * HOUR
}

/// Whether nothing says afterwards what a step of a kind says.
pub(super) fn said_once(kind: StepKind) -> bool {
    kind.is_news() || matches!(kind, StepKind::Lifted(_))
}

/// An occasion that is new has a key that no other has, also where one that was taken out of use keeps the one that
/// follows from its period.
pub(super) fn under_own_key(mut plan: OccasionPlanned, taken: impl Fn(&str) -> bool) -> OccasionPlanned {
    let first = plan.occasion.key.clone();
    let mut number = 1u32;
    while taken(&plan.occasion.key) {
        number += 1;
        plan.occasion.key = format!("{first}-{number}").into();
    }
    plan
}
