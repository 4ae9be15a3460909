//! Appeals: filed during publicity, answered with a reason; one that is upheld brings a snapshot of its own.

use muster_protocol::command::{Decision, OnLine, Refusal};
use muster_protocol::definition::Decimal;
use muster_protocol::event::{AppealAnswered, AppealFiled, Event};

use super::{At, incomplete, place, room, wrong_day, wrong_state};

impl At<'_> {
    pub(super) fn appeal(&self, on: &OnLine) -> Result<Vec<Event>, Refusal> {
        let (sheet, _, unit) = self.line(on)?;
        let Some(until) = self.public_until(sheet) else {
            let id = &sheet.id;
            let en = format!("{id} knows no appeals");
            return Err(wrong_state(en, format!("“{}”不受理申诉", sheet.name)));
        };
        let (today, freeze) = (self.today(), sheet.freeze);
        if today <= freeze || until < today {
            let from = freeze.plus(1);
            let en = format!("appeals are filed during publicity, from {from} to {until}");
            return Err(wrong_day(en, format!("申诉在公示期内提出：{from}至{until}")));
        }
        let Some(reason) = on.backed.reason else {
            return Err(incomplete("say why (--reason)", "请写明理由（--reason）"));
        };
        let same = |it: &muster_rules::score::facts::Appealed| {
            it.answer.is_none() && (it.unit, &it.sheet, &it.line) == (unit, &on.sheet, &on.line)
        };
        if self.state.facts.appeals.iter().any(same) {
            let en = format!("an appeal of {} on “{}” is open already", on.backed.unit, on.line);
            return Err(wrong_state(en, format!("{}对“{}”的申诉还没有答复", on.backed.unit, on.line)));
        }
        room(self.state.facts.appeals.len())?;
        let (sheet, line) = (on.sheet.clone(), on.line.clone());
        Ok(vec![AppealFiled { unit, sheet, line, evidence: on.backed.evidence.clone(), reason }.into()])
    }

    pub(super) fn answer_appeal(
        &self,
        number: u32,
        decision: &Decision,
        change: Decimal,
    ) -> Result<Vec<Event>, Refusal> {
        let facts = &self.state.facts;
        let at = place(&facts.appeals, number, ("appeal", "申诉"))?;
        let Some(appeal) = facts.appeals.get(at) else { return Ok(Vec::new()) };
        if let Some(answer) = appeal.answer {
            if answer == (decision.yes, change) {
                return Ok(Vec::new());
            }
            let en = format!("appeal {number} is answered already");
            return Err(wrong_state(en, format!("第{number}号申诉已经答复")));
        }
        if decision.yes == (change == Decimal(0)) {
            let en =
                "an appeal that is upheld changes the points (--change 1.5); one that is dismissed does not";
            return Err(incomplete(en, "申诉成立的要写改几分（--change 1.5），不成立的不改分"));
        }
        let sheet = self.sheet(&appeal.sheet)?;
        let mut events = vec![
            AppealAnswered { appeal: number, upheld: decision.yes, change, reason: decision.reason }.into(),
        ];
        if let Some(plan) = self.final_plan(sheet).filter(|_| decision.yes) {
            events.extend(self.taken(plan, "appeal", &format!("{} · {number}", sheet.name)));
        }
        Ok(events)
    }
}
