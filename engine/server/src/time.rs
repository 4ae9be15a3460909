//! The campaign clock, and what moves it: live time and virtual time.

pub mod stepper;
pub mod ticker;
