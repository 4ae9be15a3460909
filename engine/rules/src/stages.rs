//! Stages of selections that no unit owes: who is reminded of them, and what the keys of their occasions say.

use std::collections::BTreeSet;

use muster_protocol::definition::{By, Definition, Scope, Selection, Stage};
use muster_protocol::ids::RoleIx;

/// The role that is reminded of a stage: the one that does it, where it stands in the roster; of what units may do if they want
/// to, the receivers of the file's reminders. Units that owe it are reminded by their duty.
#[must_use]
pub fn reminded(def: &Definition, stage: &Stage) -> Option<RoleIx> {
    let policy = def.policies.get(stage.policy?.at())?;
    let role = match stage.by {
        By::Role(role) => role,
        By::Volunteers(_) => policy.to,
        By::Units(_) => return None,
    };
    let known = def.roles.get(role.at()).is_some_and(|role| role.scope != Scope::Outside);
    known.then_some(role)
}

/// Roles that are reminded of a selection's stages, in order.
#[must_use]
pub fn roles(def: &Definition, selection: &Selection) -> Vec<RoleIx> {
    let roles: BTreeSet<RoleIx> = selection.stages.iter().filter_map(|stage| reminded(def, stage)).collect();
    roles.into_iter().collect()
}

/// What the keys of the occasions begin with by which a role is reminded of a selection's stages: `stage-pacesetter-office`, with
/// the stage's id behind a dot. As phases' notices, they have a word of their own before the id, so that they are nobody else's.
#[must_use]
pub fn reminder_id(def: &Definition, selection: &Selection, role: RoleIx) -> String {
    let role = def.roles.get(role.at()).map_or("", |role| role.id.as_str());
    format!("stage-{}-{role}", selection.id)
}

/// The selection and the stage of which an occasion of this key reminds. A key that was taken when it was planned ends in a
/// number of its own.
#[must_use]
pub fn of_key<'d>(def: &'d Definition, key: &str) -> Option<(&'d Selection, &'d Stage)> {
    let (id, period) = key.split_once('.')?;
    if !id.starts_with("stage-") {
        return None;
    }
    let selection = def.selections.iter().find(|selection| {
        roles(def, selection).into_iter().any(|role| reminder_id(def, selection, role) == id)
    });
    let selection = selection.or_else(|| by_name(def, id))?;
    let numbered =
        || period.rsplit_once('-').filter(|(_, number)| number.bytes().all(|it| it.is_ascii_digit()));
    let stage = |id: &str| selection.stages.iter().find(|stage| stage.id == id);
    let stage = stage(period).or_else(|| stage(numbered()?.0))?;
    Some((selection, stage))
}

/// The selection of a key whose role is not reminded any more: an amendment took the reminders away.
fn by_name<'d>(def: &'d Definition, id: &str) -> Option<&'d Selection> {
    let theirs = |selection: &&Selection| {
        let rest = id.strip_prefix("stage-").and_then(|rest| rest.strip_prefix(selection.id.as_str()));
        rest.is_some_and(|rest| rest.starts_with('-'))
    };
    def.selections.iter().filter(theirs).max_by_key(|selection| selection.id.len())
}

/// `党员服务标兵·审核`: what people call a stage.
#[must_use]
pub fn title(selection: &Selection, stage: &Stage) -> String {
    format!("{}·{}", selection.name, stage.name)
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::{Pattern, Roll, Rule};
    use muster_protocol::ids::{AudienceIx, DutyIx, ReminderPolicyIx};

    use super::*;
    use crate::sample::{CLERK, OFFICE, date, definition};

    fn stage(id: &str, by: By) -> Stage {
        let day = date("2014-06-10");
        let rule = Rule::new(Pattern::Day(day), Roll::Stay, day, day);
        Stage {
            id: id.to_owned(),
            name: format!("阶段{id}"),
            rule,
            by,
            publicity: 0,
            policy: Some(ReminderPolicyIx(0)),
        }
    }

    fn selection(id: &str) -> Selection {
        Selection {
            id: id.to_owned(),
            name: format!("评选{id}"),
            refs: Vec::new(),
            titles: Vec::new(),
            draws_on: Vec::new(),
            stages: vec![stage("review", By::Role(OFFICE)), stage("award", By::Role(OFFICE))],
        }
    }

    #[test]
    fn who_does_a_stage_is_reminded_of_it() {
        let mut def = definition();
        let office = stage("review", By::Role(OFFICE));
        assert_eq!(reminded(&def, &office), Some(OFFICE));
        assert_eq!(reminded(&def, &stage("apply", By::Volunteers(AudienceIx(0)))), Some(def.policies[0].to));
        assert_eq!(reminded(&def, &stage("apply", By::Units(DutyIx(0)))), None, "their duty reminds them");
        assert_eq!(reminded(&def, &Stage { policy: None, ..office.clone() }), None);
        def.roles[OFFICE.at()].scope = Scope::Outside;
        assert_eq!(reminded(&def, &office), None, "nobody of the roster");
        assert_ne!(CLERK, OFFICE);
    }

    #[test]
    fn a_key_leads_to_its_selection_and_its_stage() {
        let mut def = definition();
        def.selections = vec![selection("site"), selection("pacesetter")];
        let found = |key: &str| of_key(&def, key).map(|(it, stage)| format!("{} {}", it.id, stage.id));
        let id = reminder_id(&def, &def.selections[1], OFFICE);
        assert_eq!(id, "stage-pacesetter-office");
        for (key, selection) in [
            ("stage-pacesetter-office.award", Some("pacesetter award")),
            ("stage-pacesetter-office.review", Some("pacesetter review")),
            ("stage-site-office.award", Some("site award")),
            ("stage-site-office.award-2", Some("site award")),
            ("stage-site-office.award-x", None),
            ("stage-site-office.other", None),
            // Nobody of this role is reminded any more.
            ("stage-site-head.review", Some("site review")),
            ("stage-other-office.review", None),
            ("site-office.review", None),
        ] {
            assert_eq!(found(key).as_deref(), selection, "{key}");
        }
    }
}
