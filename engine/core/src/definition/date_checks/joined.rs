//! What joins: a person gets one message a day, at the earliest hour, so that reminders of other hours come earlier on days
//! that have several.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::text;
use std::collections::BTreeSet;

use muster_protocol::definition::{CardColour, Definition, ReminderPolicy};
use muster_protocol::ids::{ReminderPolicyIx, RoleIx, UnitIx};
use muster_protocol::time::TimeOfDay;
use muster_rules::audience;

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

use super::Lines;

/// Something that writes to people at an hour.
struct Writes {
    hour: TimeOfDay,
    to: BTreeSet<RoleIx>,
    said: LocalizedText,
    place: Place,
}

/// Reports each hour that joins an earlier one.
pub(super) fn report_findings(def: &Definition, lines: &Lines<'_>, report: &mut Report) {
    let mut all = policies(def, lines);
    for line in lines.phases {
        let policy = def.policies.get(line.phase.policy.at());
        if let (Some(hour), Some(policy)) = (line.phase.notice, policy) {
            let name = &line.phase.name;
            let said = text!("the-notice-of-the-phase-name", name);
            all.push(Writes { hour, to: BTreeSet::from([policy.to]), said, place: line.place });
        }
    }
    for later in &all {
        let earlier = all.iter().filter(|other| other.hour < later.hour && meet(def, other, later));
        let Some(first) = earlier.min_by_key(|other| other.hour) else { continue };
        report.note(
            code::JOINED,
            later.place,
            text!(
                "reminders-of-two-hours-join-in-one-message",
                later: later.said,
                hour = later.hour,
                first: first.said,
                hour_first = first.hour
            ),
        );
    }
}

/// Policies in use, with the roles that their routine messages go to.
fn policies(def: &Definition, lines: &Lines<'_>) -> Vec<Writes> {
    let of_duties = def.duties.iter().filter_map(|duty| duty.policy);
    let used: BTreeSet<ReminderPolicyIx> =
        of_duties.chain(def.visits.iter().map(|visit| visit.policy)).collect();
    let all = used.into_iter().filter_map(|ix| Some((ix, def.policies.get(ix.at())?)));
    all.map(|(ix, policy)| {
        let mut to = roles(policy);
        to.extend(def.visits.iter().filter(|visit| visit.policy == ix).map(|visit| visit.visitor));
        let said = text!("the-reminder-policy-name", name = policy.name);
        let place = lines.policies.get(ix.at()).copied().unwrap_or(Place::START);
        Writes { hour: policy.hour, to, said, place }
    })
    .collect()
}

fn roles(policy: &ReminderPolicy) -> BTreeSet<RoleIx> {
    let routine = policy.cards.iter().filter(|card| card.colour != CardColour::Red);
    let briefed = policy.brief.iter().flat_map(|brief| brief.to.iter().copied());
    routine.flat_map(|card| card.to.iter().copied()).chain(briefed).chain([policy.to]).collect()
}

/// Whether two write to one person: by one role, or by two that one post holds.
fn meet(def: &Definition, one: &Writes, other: &Writes) -> bool {
    if one.to.intersection(&other.to).next().is_some() {
        return true;
    }
    (0u32..).map(UnitIx).take(def.units.len()).any(|unit| {
        let holders = |writes: &Writes| -> BTreeSet<_> {
            writes.to.iter().filter_map(|role| audience::contact_of(def, unit, *role)).collect()
        };
        holders(one).intersection(&holders(other)).next().is_some()
    })
}
