//! What holds whatever happens: crashes, clocks, damage, copies, repeats, endings.

pub(super) mod clocks;
pub(super) mod counted;
pub(super) mod crash;
pub(super) mod directory;
pub(super) mod ending;
pub(super) mod ops;
pub(super) mod order;
pub(super) mod outage;
pub(super) mod reaching;
pub(super) mod repeats;
pub(super) mod restored;
pub(super) mod tamper;
pub(super) mod watching;
