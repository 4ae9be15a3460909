//! What the key of an occasion is a happening of.

use muster_protocol::definition::{Definition, Phase, ReviewRound, VisitProgramme, owns};
use muster_protocol::ids::PhaseIx;

use crate::score::sessions;

pub(super) fn programme_of<'d>(def: &'d Definition, key: &str) -> Option<&'d VisitProgramme> {
    def.visits.iter().filter(|programme| owns(&programme.id, key)).max_by_key(|programme| programme.id.len())
}

/// The round of whose session its raters are reminded, and what the keys of these occasions begin with.
pub(super) fn round_of<'d>(def: &'d Definition, key: &str) -> Option<(&'d ReviewRound, String)> {
    let rated = def.reviews.iter().flat_map(|round| {
        sessions::roles(def, round)
            .into_iter()
            .map(move |role| (round, sessions::reminder_id(def, round, role)))
    });
    rated.filter(|(_, id)| owns(id, key)).max_by_key(|(_, id)| id.len())
}

/// The round of whose session those who run it hear, and what the keys of these occasions begin with.
pub(super) fn run_of<'d>(def: &'d Definition, key: &str) -> Option<(&'d ReviewRound, String)> {
    let run = def.reviews.iter().flat_map(|round| {
        sessions::runners(def, round)
            .into_iter()
            .map(move |role| (round, sessions::runners_id(def, round, role)))
    });
    run.filter(|(_, id)| owns(id, key)).max_by_key(|(_, id)| id.len())
}

pub(super) fn phase_of<'d>(def: &'d Definition, key: &str) -> Option<(PhaseIx, &'d Phase)> {
    let id = key.strip_prefix("phase-")?;
    (0u16..).map(PhaseIx).zip(&def.phases).find(|(_, phase)| phase.id == id)
}
