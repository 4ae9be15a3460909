//! Visits as they are planned and changed, and who hears of them.

use muster_protocol::event::VisitProposed;
use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep, ProposedVisit, StepKind, VisitNews};

use super::History;
use super::rows::VisitRow;

impl History<'_> {
    pub(super) fn visit_proposed(&mut self, body: &VisitProposed) {
        if let Some(item) = self.item_mut(body.occasion, body.visit.place) {
            item.due_version = body.due_version;
        }
        let theirs = |row: &&VisitRow| row.occasion == body.occasion && row.visit.place == body.visit.place;
        let had = self.visits.iter().rfind(theirs).map(|row| row.visit.visitor);
        self.visits.push(VisitRow {
            occasion: body.occasion,
            visit: body.visit.clone(),
            had,
            made_on: None,
            recorded: None,
        });
        self.plan_steps(body.occasion, body.visit.place, body.due_version, &body.steps);
    }

    pub(super) fn visit_changed(
        &mut self,
        (occasion, place): (OccasionIx, UnitIx),
        (due_version, steps): (u8, &[PlannedStep]),
        now: Option<&ProposedVisit>,
    ) {
        if let Some(item) = self.item_mut(occasion, place) {
            item.due_version = due_version;
        }
        let theirs = |row: &&mut VisitRow| row.occasion == occasion && row.visit.place == place;
        if let Some((row, now)) = self.visits.iter_mut().rfind(theirs).zip(now) {
            if row.visit.visitor != now.visitor {
                row.had = Some(row.visit.visitor);
            }
            row.visit = now.clone();
        }
        self.plan_steps(occasion, place, due_version, steps);
    }

    /// Who makes the visit that a step is about, or had it before, where the step is for them.
    pub(super) fn visitor(
        &self,
        occasion: OccasionIx,
        unit: UnitIx,
        planned: &PlannedStep,
    ) -> Option<ContactIx> {
        let OccasionKind::Visit(programme) = self.occasions.get(occasion.at())?.plan.kind else {
            return None;
        };
        let theirs = self.def.visits.get(programme.at())?.visitor == planned.to;
        let row = self.visits.iter().rfind(|row| row.occasion == occasion && row.visit.place == unit);
        match (row.filter(|_| theirs)?, planned.kind) {
            (row, StepKind::VisitNews(VisitNews::HandedOn | VisitNews::GivenToAnother)) => row.had,
            (row, _) => Some(row.visit.visitor),
        }
    }
}
