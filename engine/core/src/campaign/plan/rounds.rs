//! Sessions of review rounds: when their raters are reminded, and when those who run them hear of them.

use muster_protocol::definition::ReminderPolicy;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{GroupIx, ReviewIx, RoleIx};
use muster_protocol::item::{PlannedStep, StepKind};
use muster_protocol::time::{Date, Instant};
use muster_rules::audience;
use muster_rules::calendar::{MissingYear, Occurrence, workday_before};
use muster_rules::score::sessions;
use muster_rules::steps;

use super::{OccasionPlanner, Place, Shape, id_of, own_alone};

impl OccasionPlanner<'_> {
    /// The `nth` session of a review round, for its raters of a role: they are reminded up to its last day, and not behind it,
    /// since nobody can answer then.
    pub(super) fn rating(
        &self,
        (ix, kind, group): Place,
        (round, role): (ReviewIx, RoleIx),
        nth: u32,
        launched: Instant,
    ) -> Option<OccasionPlanned> {
        let round = self.def.reviews.get(round.at())?;
        let policy = self.def.policies.get(round.policy?.at())?;
        let mut all = (0u32..).zip(sessions::of(self.def, round));
        let (nth, session) =
            all.find(|(at, session)| *at >= nth && !self.before_start(session.due, launched))?;
        let opens = self.zone.start_of_day(session.opens).max(launched);
        let mut steps = self.up_to_due(policy, group, session.due, opens).ok()?;
        own_alone(&mut steps, role);
        let due = self.late_from(session.due);
        let (period, due_day) = (Some(session.key), session.due);
        let happens = Occurrence { nth, period, opens: session.opens, due: due_day, at: None };
        let shape = Shape { ix, kind, nth, group, opens, due, catch_up: Some(policy) };
        Some(self.planned(shape, &id_of(self.def, kind), &happens, steps))
    }

    /// The `nth` session of a review round, for those of a role who run it. Who draws its sample is reminded from its beginning on,
    /// while there is time to look, up to its last day. Who collates it hears behind that day where too few answered; whether they
    /// did is looked at then.
    pub(super) fn round(
        &self,
        (ix, kind, group): Place,
        (round, role): (ReviewIx, RoleIx),
        nth: u32,
        launched: Instant,
    ) -> Option<OccasionPlanned> {
        let round = self.def.reviews.get(round.at())?;
        let mut all = (0u32..).zip(sessions::of(self.def, round));
        let (nth, session) =
            all.find(|(at, session)| *at >= nth && !self.before_start(session.due, launched))?;
        let opens = self.zone.start_of_day(session.opens).max(launched);
        let due = self.late_from(session.due);
        let policy = round.policy.and_then(|policy| self.def.policies.get(policy.at()));
        let mut steps = Vec::new();
        if let Some(policy) = policy.filter(|_| sessions::drawers(self.def, round).contains(&role)) {
            steps = self.to_draw(policy, group, (opens, session.due)).ok()?;
        }
        let heard = self.heard((kind, group), due).ok().flatten();
        if let Some((_, at)) = heard.filter(|_| sessions::collators(self.def, round).contains(&role)) {
            steps.push(PlannedStep { no: 0, at, kind: StepKind::TooFew, to: role });
        }
        own_alone(&mut steps, role);
        let (period, due_day) = (Some(session.key), session.due);
        let happens = Occurrence { nth, period, opens: session.opens, due: due_day, at: None };
        let catch_up = policy.or_else(|| self.def.policies.first());
        let shape = Shape { ix, kind, nth, group, opens, due, catch_up };
        Some(self.planned(shape, &id_of(self.def, kind), &happens, steps))
    }

    /// The steps of a policy up to the last day on which a sample may be drawn, behind one on the first day on which it can be: where
    /// that is the last day as well, nobody would be reminded at all by what counts down to it.
    fn to_draw(
        &self,
        policy: &ReminderPolicy,
        group: Option<GroupIx>,
        (opens, due_day): (Instant, Date),
    ) -> Result<Vec<PlannedStep>, MissingYear> {
        let mut steps = self.up_to_due(policy, group, due_day, opens)?;
        let cal = audience::calendar_of(self.def, group);
        let at = steps::next_message(policy, cal, &self.zone, opens)?;
        let first = self.zone.date_of(at);
        if first <= due_day && steps.iter().all(|step| step.at > at) {
            let mut days = 1;
            while first < due_day && workday_before(cal, due_day, days)? > first {
                days += 1;
            }
            let kind = if first < due_day { StepKind::Before(days) } else { StepKind::OnDay };
            steps.insert(0, PlannedStep { no: 0, at, kind, to: policy.to });
        }
        Ok(steps)
    }
}
