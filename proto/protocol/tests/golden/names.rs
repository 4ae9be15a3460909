//! The names of the samples' things: what a campaign's state would know.

use muster_protocol::ids::{
    CandidateIx, CaseIx, CaseKindIx, ContactIx, DutyIx, GroupIx, OccasionIx, PhaseIx, ProgrammeIx, ReviewIx,
    RoleIx, SelectionIx, SnapshotIx, UnitIx,
};
use muster_protocol::refs::{
    CandidateId, CaseId, CaseKindId, ContactId, DutyId, Find, GroupId, Ids, Numbers, OccasionKey, PhaseId,
    Planned, ProgrammeId, Rename, ReviewId, RoleId, SelectionId, SnapshotId, UnitCode, Unnamed,
};

/// See the module.
pub(crate) struct Sample;

/// The number of the occasion whose dates are set in the samples.
const PLANNED: OccasionIx = OccasionIx(12);

impl Find<Numbers> for Sample {}

macro_rules! names {
    ($($one:ident $number:ident $text:ident $before:literal $behind:literal),+ $(,)?) => {
        impl Rename<Numbers, Ids> for Sample {
            $(fn $one(&mut self, it: $number) -> Result<$text, Unnamed> {
                Ok(format!("{}{:03}{}", $before, it.0, $behind).into())
            })+

            fn planned(&mut self, it: Planned) -> Result<OccasionKey, Unnamed> {
                Ok(it.key)
            }
        }

        impl Rename<Ids, Numbers> for Sample {
            $(fn $one(&mut self, it: $text) -> Result<$number, Unnamed> {
                let number = it.strip_prefix($before).and_then(|rest| rest.strip_suffix($behind));
                let number = number.and_then(|number| number.parse().ok());
                number.map($number).ok_or_else(|| Unnamed::new(stringify!($one), it))
            })+

            fn planned(&mut self, key: OccasionKey) -> Result<Planned, Unnamed> {
                Ok(Planned { ix: PLANNED, key })
            }
        }
    };
}

names! {
    unit UnitIx UnitCode "" "",
    contact ContactIx ContactId "" "-clerk",
    role RoleIx RoleId "role-" "",
    group GroupIx GroupId "group-" "",
    duty DutyIx DutyId "duty-" "",
    phase PhaseIx PhaseId "phase-" "",
    programme ProgrammeIx ProgrammeId "contact-points-" "",
    snapshot SnapshotIx SnapshotId "month-end-" "",
    selection SelectionIx SelectionId "pacesetter-" "",
    case_kind CaseKindIx CaseKindId "hotline-" "",
    review ReviewIx ReviewId "three-way-" "",
    case CaseIx CaseId "hotline/" "",
    candidate CandidateIx CandidateId "pacesetter/" "",
    occasion OccasionIx OccasionKey "study." "",
}
