//! The kinds of occasions of a definition: what they are planned from, by which policy they are reminded, and for whom.

use std::collections::BTreeSet;

use muster_protocol::any_of;
use muster_protocol::definition::{Definition, ReminderPolicy, ReviewRound};
use muster_protocol::ids::{
    AudienceIx, DutyIx, GroupIx, PhaseIx, ProgrammeIx, ReviewIx, RoleIx, SelectionIx, SnapshotIx,
};
use muster_protocol::item::OccasionKind;
use muster_rules::score::sessions;
use muster_rules::{audience, stages};

/// All kinds of occasions of a definition, in the order in which a launch plans them.
pub(in super::super) fn kinds(def: &Definition) -> impl Iterator<Item = OccasionKind> + use<> {
    let phases = (0u16..).take(def.phases.len()).map(|ix| OccasionKind::Phase(PhaseIx(ix)));
    let duties = (0u16..).take(def.duties.len()).map(|ix| OccasionKind::Duty(DutyIx(ix)));
    let visits = (0u16..).take(def.visits.len()).map(|ix| OccasionKind::Visit(ProgrammeIx(ix)));
    let snapshots = (0u16..).take(def.snapshots.len()).map(|ix| OccasionKind::Snapshot(SnapshotIx(ix)));
    let rounds = (0u16..).map(ReviewIx).zip(&def.reviews).filter(|(_, known)| is_reminded(known));
    let ratings: Vec<OccasionKind> = rounds
        .flat_map(|(round, known)| {
            sessions::roles(def, known).into_iter().map(move |role| OccasionKind::Rating { round, role })
        })
        .collect();
    let selections = (0u16..).map(SelectionIx).zip(&def.selections);
    let stages: Vec<OccasionKind> = selections
        .flat_map(|(selection, known)| {
            let roles = stages::roles(def, known).into_iter();
            roles.map(move |role| OccasionKind::Stage { selection, role })
        })
        .collect();
    let rounds = (0u16..).map(ReviewIx).zip(&def.reviews).filter(|(_, known)| !known.rules.is_empty());
    let rounds: Vec<OccasionKind> = rounds
        .flat_map(|(round, known)| {
            run_by(def, known).into_iter().map(move |role| OccasionKind::Round { round, role })
        })
        .collect();
    phases.chain(duties).chain(visits).chain(snapshots).chain(ratings).chain(stages).chain(rounds)
}

/// Roles that hear of a round that they run: who collates it, and who draws its sample where the file lets them be reminded.
fn run_by(def: &Definition, round: &ReviewRound) -> Vec<RoleIx> {
    let mut roles = sessions::runners(def, round);
    if round.policy.is_none() {
        let collators = sessions::collators(def, round);
        roles.retain(|role| collators.contains(role));
    }
    roles
}

/// Whether the raters of a round have days on which they can be reminded.
fn is_reminded(round: &ReviewRound) -> bool {
    round.policy.is_some() && !round.rules.is_empty()
}

/// What occasions come of, in the order in which a launch plans them: each kind that is in use, and for the units of
/// each group with a calendar of its own apart, the campaign's own calendar first.
pub(in super::super) fn lines(def: &Definition) -> Vec<(OccasionKind, Option<GroupIx>)> {
    let in_use = kinds(def).filter(|kind| !kind.retired_in(&def.retired));
    in_use.flat_map(|kind| groups(def, kind).into_iter().map(move |group| (kind, group))).collect()
}

fn groups(def: &Definition, kind: OccasionKind) -> BTreeSet<Option<GroupIx>> {
    let shared = matches!(kind, any_of!(OccasionKind: Visit Snapshot Rating Stage Round));
    if def.groups.is_empty() || shared {
        return BTreeSet::from([None]);
    }
    let units = audience_of(def, kind).map_or_else(Vec::new, |who| audience::members(def, who));
    units.into_iter().map(|unit| audience::group_of(def, unit)).collect()
}

/// The policy by which an occasion's items are reminded.
pub(in super::super) fn policy_of(def: &Definition, kind: OccasionKind) -> Option<&ReminderPolicy> {
    let ix = match kind {
        OccasionKind::Duty(duty) => def.duties.get(duty.at())?.policy?,
        OccasionKind::Phase(phase) => def.phases.get(phase.at())?.policy,
        OccasionKind::Visit(programme) => def.visits.get(programme.at())?.policy,
        OccasionKind::Rating { round, role: _ } | OccasionKind::Round { round, role: _ } => {
            def.reviews.get(round.at())?.policy?
        }
        // One selection may have stages under several, and their steps are planned from the beginning.
        OccasionKind::Snapshot(_) | OccasionKind::Announcement | OccasionKind::Stage { .. } => return None,
    };
    def.policies.get(ix.at())
}

/// The id with which the keys of a kind's occasions begin.
pub(in super::super) fn id_of(def: &Definition, kind: OccasionKind) -> String {
    let id = match kind {
        OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|duty| duty.id.clone()),
        OccasionKind::Phase(ix) => def.phases.get(ix.at()).map(|phase| format!("phase-{}", phase.id)),
        OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|programme| programme.id.clone()),
        OccasionKind::Snapshot(ix) => def.snapshots.get(ix.at()).map(|snapshot| snapshot.id.clone()),
        OccasionKind::Announcement => None,
        OccasionKind::Rating { round, role } => {
            def.reviews.get(round.at()).map(|round| sessions::reminder_id(def, round, role))
        }
        OccasionKind::Stage { selection, role } => {
            let selection = def.selections.get(selection.at());
            selection.map(|selection| stages::reminder_id(def, selection, role))
        }
        OccasionKind::Round { round, role } => {
            def.reviews.get(round.at()).map(|round| sessions::runners_id(def, round, role))
        }
    };
    id.unwrap_or_default()
}

/// The units that an occasion is for; a snapshot has none, raters and those who pass a stage are people.
pub(in super::super) fn audience_of(def: &Definition, kind: OccasionKind) -> Option<AudienceIx> {
    match kind {
        OccasionKind::Duty(duty) => def.duties.get(duty.at()).map(|duty| duty.audience),
        OccasionKind::Phase(phase) => def.phases.get(phase.at()).map(|phase| phase.audience),
        OccasionKind::Visit(programme) => def.visits.get(programme.at()).map(|programme| programme.places),
        any_of!(OccasionKind: Snapshot Announcement Rating Stage Round) => None,
    }
}
