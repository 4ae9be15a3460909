//! Reminders that are written and never go out: before the campaign begins, before anything was said, of a set that nothing uses.

use std::collections::BTreeSet;

use muster_protocol::definition::{CardColour, Definition, ReminderPolicy};
use muster_protocol::ids::ReminderPolicyIx;
use muster_protocol::text;
use muster_protocol::time::Date;
use muster_rules::calendar;

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

/// Reports them where the policies are written.
pub(super) fn report_findings(
    definition: &Definition,
    campaign: (Date, Date),
    places: &[Place],
    report: &mut Report,
) {
    let used = used(definition);
    for ((ix, policy), place) in (0_u16..).map(ReminderPolicyIx).zip(&definition.policies).zip(places) {
        // The first is the usual one: lines that name none have it. What names one may be what cannot be read.
        if ix.at() > 0 && !used.contains(&ix) && !report.broken() {
            let name = &policy.name;
            report
                .note(code::NO_EFFECT, *place, text!("the-reminder-policy-name-is-used-by-nothing", name))
                .fix(text!("name-it-where-it-is-meant-or-delete-it"));
            continue;
        }
        too_early(definition, policy, campaign, *place, report);
        before_all(policy, *place, report);
    }
}

fn used(definition: &Definition) -> BTreeSet<ReminderPolicyIx> {
    let phases = definition.phases.iter().map(|phase| phase.policy);
    let duties = definition.duties.iter().filter_map(|duty| duty.policy);
    let visits = definition.visits.iter().map(|visit| visit.policy);
    let stages = definition.selections.iter().flat_map(|selection| &selection.stages);
    let selections = stages.filter_map(|stage| stage.policy);
    let reviews = definition.reviews.iter().filter_map(|round| round.policy);
    phases.chain(duties).chain(visits).chain(selections).chain(reviews).collect()
}

/// Reminders so long before the due day that they lie before the campaign even where that is its last day.
fn too_early(
    definition: &Definition,
    policy: &ReminderPolicy,
    (first, last): (Date, Date),
    place: Place,
    report: &mut Report,
) {
    let blue = policy.cards.iter().filter(|card| card.colour == CardColour::Blue).map(|card| card.days);
    for days in policy.before.iter().copied().chain(blue) {
        let day = calendar::workday_before(&definition.calendar, last, days);
        if day.is_ok_and(|day| day < first) {
            let name = &policy.name;
            report
                .warning(code::NEVER, place, text!("reminders-of-name-lie-before-the-campaign", name, days))
                .fix(text!("write-fewer-days-before"));
        }
    }
}

/// A blue card warns of what was said and not signed for: before the first reminder there is nothing of that kind.
fn before_all(policy: &ReminderPolicy, place: Place, report: &mut Report) {
    let first = policy.before.iter().copied().max().or(policy.on_day.then_some(0));
    let Some(first) = first else { return };
    for card in policy.cards.iter().filter(|card| card.colour == CardColour::Blue && card.days > first) {
        let (name, days) = (&policy.name, card.days);
        let said = text!("the-blue-card-of-name-comes-before-its-reminders", name, days, first);
        report
            .warning(code::NO_EFFECT, place, said)
            .fix(text!("let-the-card-come-behind-the-first-reminder"));
    }
}
