//! Visits that their visitors arrange themselves: somebody is told by a day of each period when nobody went.

use std::borrow::Cow;

use muster_protocol::definition::{Pattern, ReminderPolicy};
use muster_protocol::ids::GroupIx;
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_rules::audience;
use muster_rules::calendar::{self, MissingYear};

use super::OccasionPlanner;

impl OccasionPlanner<'_> {
    /// A policy as it holds for an occasion: with one reminder more where the file names such a day, on the working days that lie
    /// between it and the due day. Like any other it has no sense once somebody went.
    ///
    /// # Errors
    /// [`MissingYear`] where that day needs a year without a table.
    pub(in super::super) fn watched<'p>(
        &self,
        kind: OccasionKind,
        policy: &'p ReminderPolicy,
        group: Option<GroupIx>,
        due_day: Date,
    ) -> Result<Cow<'p, ReminderPolicy>, MissingYear> {
        let usual = Ok(Cow::Borrowed(policy));
        let OccasionKind::Duty(duty) = kind else { return usual };
        // Before a festival there is a day already.
        let mut visits = self.def.self_arranged.iter();
        let visit = visits.find(|visit| visit.duties.first() == Some(&duty));
        let Some(Pattern::Every { period, on }) = visit.and_then(|visit| visit.warn_by.as_ref()) else {
            return usual;
        };
        let cal = audience::calendar_of(self.def, group);
        let Some(day) = calendar::day_in((*period, *on), due_day, cal)? else { return usual };
        let mut ahead = 0u16;
        for day in (calendar::workday_before(cal, day, 0)?.0..due_day.0).map(Date) {
            ahead = ahead.saturating_add(u16::from(calendar::is_workday(cal, day)?));
        }
        if ahead == 0 || policy.before.contains(&ahead) {
            return usual;
        }
        let mut watched = policy.clone();
        watched.before.push(ahead);
        Ok(Cow::Owned(watched))
    }
}
