//! The campaign clock, and what moves it: live time and virtual time.

mod pace;
pub mod stepper;
pub mod ticker;
