//! A file on its way to a campaign: written, checked, previewed, launched.

pub(super) mod authoring;
pub(super) mod check;
pub(super) mod demo;
pub(super) mod first_hour;
pub(super) mod preview;
pub(super) mod previewed;
pub(super) mod roster;
pub(super) mod time_zones;
pub(super) mod up;
pub(super) mod verbs;
