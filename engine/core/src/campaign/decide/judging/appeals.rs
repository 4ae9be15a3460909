//! Appeals: filed during publicity, answered with a reason; one that is upheld brings a snapshot of its own.

use muster_protocol::command::{Decision, OnLine, Refusal};
use muster_protocol::definition::Decimal;
use muster_protocol::event::{AppealAnswered, AppealFiled, Event};
use muster_protocol::item::AppealNews;
use muster_protocol::{id, text};
use muster_rules::score::sheet::public_until;

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
        let same = |it: &muster_rules::score::facts::Appealed| {
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

    pub(super) fn answer_appeal(&self, number: u32, decision: &Decision, change: Decimal) -> Decided {
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
        let mut events: Vec<Event> = vec![
            AppealAnswered { appeal: number, upheld: decision.yes, change, reason: decision.reason }.into(),
        ];
        if let Some(plan) = self.final_plan(sheet).filter(|_| decision.yes) {
            events.extend(self.taken(plan, "appeal", &format!("{} · {number}", sheet.name)));
        }
        let beside = events.iter().filter(|event| matches!(event, Event::OccasionPlanned(_))).count();
        let news = if decision.yes { AppealNews::Upheld } else { AppealNews::Dismissed };
        let about = (sheet, appeal.line.as_str(), at + 1);
        events.extend(of_appeal(self.def, self.state, (self.at, beside), about, (appeal.unit, news)));
        Ok(events)
    }
}
