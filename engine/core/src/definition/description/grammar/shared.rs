//! Keys that mean the same in several sections, each described once.

use super::{ROLL, TEXT, TEXTS};
use crate::definition::description::shape::{Slot, may, must};
use crate::definition::keys;
use muster_protocol::id;

pub(super) const NAME: Slot = must(keys::NAME, &TEXT, id!("name-2"));
pub(super) const REF: Slot = may(keys::REF, &TEXTS, id!("rows-of-the-plan-that-it-serves"));
pub(super) const WHEN: Slot = must(keys::WHEN, &TEXT, id!("when"));
/// The phase in which a cadence runs.
pub(super) const PHASE: Slot = may(keys::PHASE, &TEXT, id!("phase")).usually(id!("the-phase-with-cadences"));
pub(super) const FROM: Slot =
    may(keys::FROM, &TEXT, id!("first-day-of-the-range")).usually(id!("first-day-of-the-phase"));
pub(super) const UNTIL: Slot =
    may(keys::UNTIL, &TEXT, id!("last-day-of-the-range")).usually(id!("last-day-of-the-phase"));
pub(super) const REST_DAY: Slot =
    may(keys::REST_DAY, &ROLL, id!("what-a-rest-day-does-to-the-due")).usually(id!("back"));
pub(super) const NEEDS: Slot = may(keys::NEEDS, &TEXTS, id!("what-must-be-handed-in"));
/// The policy of what may do without one.
pub(super) const REMIND: Slot =
    may(keys::REMIND, &TEXT, id!("reminder-policy-or-none")).usually(id!("the-first"));
/// The policy of what cannot do without one.
pub(super) const MUST_REMIND: Slot =
    may(keys::REMIND, &TEXT, id!("reminder-policy")).usually(id!("the-first"));
pub(super) const COUNTS_FOR: Slot =
    may(keys::COUNTS_FOR, &TEXTS, id!("campaigns-alongside-that-it-counts-for"));
pub(super) const TAXONOMIES: Slot = may(keys::TAXONOMIES, &TEXTS, id!("tags"));
