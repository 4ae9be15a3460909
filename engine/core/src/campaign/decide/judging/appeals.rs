//! Appeals: filed during publicity, answered with a reason; one that is upheld brings a snapshot of its own.

use muster_protocol::command::{Decision, OnLine, Refusal, Worth};
use muster_protocol::definition::{Decimal, ScoreSheet};
use muster_protocol::event::{AppealAnswered, AppealFiled, Event};
use muster_protocol::item::AppealNews;
use muster_protocol::{id, text};
use muster_rules::score::facts::Appealed;
use muster_rules::score::sheet::{lines_of, public_until};

use super::super::super::message::announce::of_appeal;
use super::super::Decided;
use super::{At, place, room};

impl At<'_> {
    pub(super) fn appeal(&self, on: &OnLine) -> Decided {
        let (sheet, _, unit) = self.line(on)?;
        let Some(until) = public_until(self.def, sheet) else {
            let id = &sheet.id;
            return Err(Refusal::wrong_state(text!("id-knows-no-appeals", id, name = sheet.name)));
        };
        let (today, freeze) = (self.today(), sheet.freeze);
        if today <= freeze || until < today {
            let from = freeze.plus(1);
            let said = text!("appeals-are-filed-during-publicity-from-from-to", from, until);
            return Err(Refusal::wrong_day(said));
        }
        let Some(reason) = on.backed.reason else {
            return Err(Refusal::incomplete(text!("say-why-reason")));
        };
        let same = |it: &Appealed| {
            it.answer.is_none() && (it.unit, &it.sheet, &it.line) == (unit, &on.sheet, &on.line)
        };
        if self.state.facts.appeals.iter().any(same) {
            let said = text!("an-appeal-of-unit-on-line-is-open", unit = on.backed.unit, line = on.line);
            return Err(Refusal::wrong_state(said));
        }
        room(self.state.facts.appeals.len())?;
        let (id, line) = (on.sheet.clone(), on.line.clone());
        let filed = AppealFiled { unit, sheet: id, line, evidence: on.backed.evidence.clone(), reason };
        let about = (sheet, on.line.as_str(), self.state.facts.appeals.len() + 1);
        let mut events: Vec<Event> = vec![filed.into()];
        events.extend(of_appeal(self.def, self.state, (self.at, 0), about, (unit, AppealNews::Filed)));
        Ok(events)
    }

    pub(super) fn answer_appeal(
        &self,
        number: u32,
        decision: &Decision,
        (change, worth): (Decimal, Option<Worth>),
    ) -> Decided {
        let facts = &self.state.facts;
        let at = place(&facts.appeals, number, id!("appeal"))?;
        let Some(appeal) = facts.appeals.get(at) else { return Ok(Vec::new()) };
        if let Some(answer) = appeal.answer {
            if answer == (decision.yes, change) {
                return Ok(Vec::new());
            }
            return Err(Refusal::wrong_state(text!("appeal-number-is-answered-already", number)));
        }
        if decision.yes == (change == Decimal(0)) {
            return Err(Refusal::incomplete(text!("an-appeal-that-is-upheld-changes-the-points")));
        }
        let sheet = self.sheet(&appeal.sheet)?;
        if decision.yes {
            self.has_effect(sheet, appeal, change, worth)?;
        }
        let mut events: Vec<Event> = vec![
            AppealAnswered { appeal: number, upheld: decision.yes, change, reason: decision.reason }.into(),
        ];
        if let Some(plan) = self.final_plan(sheet).filter(|_| decision.yes) {
            events.extend(self.taken(plan, ("appeal", number), &format!("{} · {number}", sheet.name)));
        }
        let beside = events.iter().filter(|event| matches!(event, Event::OccasionPlanned(_))).count();
        let news = if decision.yes { AppealNews::Upheld } else { AppealNews::Dismissed };
        let about = (sheet, appeal.line.as_str(), at + 1);
        events.extend(of_appeal(self.def, self.state, (self.at, beside), about, (appeal.unit, news)));
        Ok(events)
    }

    /// Whether the whole change counts. A unit that is told that points were changed finds them changed: beyond the line's points
    /// there is nothing to give or to take, and where it has none nothing to change.
    fn has_effect(
        &self,
        sheet: &ScoreSheet,
        appeal: &Appealed,
        change: Decimal,
        worth: Option<Worth>,
    ) -> Result<(), Refusal> {
        let line = &appeal.line;
        let unit = self.def.units.get(appeal.unit.at());
        let known = unit.and_then(|unit| lines_of(sheet, unit).find(|(.., known)| known.name == *line));
        let Some((.., known)) = known else {
            let said = text!("the-line-of-the-appeal-is-gone", line, sheet = sheet.name);
            return Err(Refusal::wrong_state(said));
        };
        let Some(worth) = worth else { return Ok(()) };
        let (max, unit) = (known.max, self.code(appeal.unit));
        let Some(points) = worth.points else {
            return Err(Refusal::wrong_state(text!("an-appeal-changes-no-line-without-points", line, unit)));
        };
        let after = points.0.saturating_add(change.0);
        if (0..=max.0).contains(&after) {
            return Ok(());
        }
        let (less, more) = (points, Decimal(max.0.saturating_sub(points.0)));
        let said = text!("an-appeal-changes-so-much-at-most", line, unit, points, max, less, more);
        Err(Refusal::incomplete(said))
    }
}
