//! What is another in a thing that a file has changed, in a few words: `what is handed in, dates`.

use muster_core::align::{Change, List, Turn};
use muster_protocol::definition::{Definition, Duty, ReminderPolicy};

use crate::lang::Lang;

/// A part of a thing, in Chinese and in English.
type Part = (&'static str, &'static str);

/// The parts of an edited duty or reminder policy that are others now; empty for everything else.
#[must_use]
pub fn parts(lang: Lang, old: &Definition, new: &Definition, change: &Change) -> String {
    if change.turn != Turn::Edited {
        return String::new();
    }
    let duties = |def: &Definition| def.duties.iter().find(|duty| duty.id == change.id).cloned();
    let policies = |def: &Definition| def.policies.iter().find(|policy| policy.name == change.name).cloned();
    let found = if change.list == List::Duties {
        duties(old).zip(duties(new)).map(|(old, new)| duty(&old, &new))
    } else if change.list == List::ReminderPolicies {
        policies(old).zip(policies(new)).map(|(old, new)| policy(&old, &new))
    } else {
        None
    };
    let words: Vec<&str> = found.unwrap_or_default().iter().map(|(zh, en)| lang.pick(zh, en)).collect();
    words.join(lang.pick("、", ", "))
}

fn duty(old: &Duty, new: &Duty) -> Vec<Part> {
    let parts: [(bool, Part); 10] = [
        (old.name != new.name, ("名称", "name")),
        (old.refs != new.refs, ("依据", "rows of the plan")),
        (old.audience != new.audience, ("人群", "who")),
        (old.rule != new.rule, ("时间", "dates")),
        (old.phase != new.phase, ("阶段", "phase")),
        (old.needs != new.needs, ("提交", "what is handed in")),
        (old.policy != new.policy, ("提醒", "reminders")),
        (old.review != new.review, ("审核", "review")),
        (old.variant != new.variant, ("种类和怎样做", "kind, and how it is done")),
        (old.terms != new.terms, ("其他要求", "what else is asked")),
    ];
    parts.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect()
}

fn policy(old: &ReminderPolicy, new: &ReminderPolicy) -> Vec<Part> {
    let parts: [(bool, Part); 7] = [
        (old.to != new.to, ("发给谁", "to whom")),
        (old.before != new.before, ("提前", "days before")),
        (old.on_day != new.on_day, ("当日", "on the day")),
        (old.hour != new.hour, ("时刻", "hour")),
        (old.overdue != new.overdue, ("逾期", "when overdue")),
        (old.cards != new.cards, ("督办", "cards")),
        (old.catch_up_hours != new.catch_up_hours, ("补发", "hours to catch up")),
    ];
    parts.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn an_edited_duty_says_what_is_another_in_it() {
        let old = muster_core::definition::compile(&embedded::files()).definition.unwrap();
        let mut new = old.clone();
        new.duties[0].needs.pop();
        new.duties[0].review = None;
        new.duties[0].rule.to = new.duties[0].rule.to.plus(1);
        let (id, name) = (new.duties[0].id.clone(), new.duties[0].name.clone());
        let mut change = Change { list: List::Duties, turn: Turn::Edited, id, name };
        let reported = parts(Lang::En, &old, &new, &change);
        assert!(reported.starts_with("dates, what is handed in"), "{reported}");
        assert!(parts(Lang::Zh, &old, &new, &change).starts_with("时间、提交"));
        change.turn = Turn::Gone;
        assert_eq!(parts(Lang::En, &old, &new, &change), "");
    }
}
