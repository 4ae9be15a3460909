//! What is another in a thing that a file has changed, in a few words: `what is handed in, dates`.

use muster_core::reconcile::{Change, ChangeKind, List};
use muster_protocol::definition::{Definition, Duty, ReminderPolicy};
use muster_protocol::id;

use muster_protocol::catalogue::{Language, TextId};

/// The parts of an edited duty or reminder policy that are others now; empty for everything else.
#[must_use]
pub fn parts(lang: Language, old: &Definition, new: &Definition, change: &Change) -> String {
    if change.kind != ChangeKind::Edited {
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
    let words: Vec<&str> = found.unwrap_or_default().iter().map(|part| part.say(lang)).collect();
    words.join(lang.say("list-comma"))
}

fn duty(old: &Duty, new: &Duty) -> Vec<TextId> {
    let parts: [(bool, TextId); 10] = [
        (old.name != new.name, id!("edited-name")),
        (old.refs != new.refs, id!("rows-of-the-plan")),
        (old.audience != new.audience, id!("edited-audience")),
        (old.rule != new.rule, id!("dates")),
        (old.phase != new.phase, id!("edited-phase")),
        (old.needs != new.needs, id!("edited-needs")),
        (old.policy != new.policy, id!("reminders")),
        (old.review != new.review, id!("review")),
        (old.variant != new.variant, id!("kind-and-how-it-is-done")),
        (old.terms != new.terms, id!("what-else-is-asked")),
    ];
    parts.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect()
}

fn policy(old: &ReminderPolicy, new: &ReminderPolicy) -> Vec<TextId> {
    let parts: [(bool, TextId); 9] = [
        (old.to != new.to, id!("edited-recipients")),
        (old.before != new.before, id!("days-before")),
        (old.on_day != new.on_day, id!("on-the-day")),
        (old.hour != new.hour, id!("hour")),
        (old.overdue != new.overdue, id!("when-overdue")),
        (old.cards != new.cards, id!("cards")),
        (old.catch_up_hours != new.catch_up_hours, id!("hours-to-catch-up")),
        (old.opt_out != new.opt_out, id!("what-may-be-opted-out-of")),
        (old.brief != new.brief, id!("edited-weekly-brief")),
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
        let mut change = Change { list: List::Duties, kind: ChangeKind::Edited, id, name };
        let reported = parts(Language::En, &old, &new, &change);
        assert!(reported.starts_with("dates, what is handed in"), "{reported}");
        assert!(parts(Language::Zh, &old, &new, &change).starts_with("时间、提交"));
        change.kind = ChangeKind::Gone;
        assert_eq!(parts(Language::En, &old, &new, &change), "");
    }
}
