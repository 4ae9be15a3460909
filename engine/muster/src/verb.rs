//! One file a verb: its arguments (whose comments are the manual), and what it does.

pub mod check;
pub mod demo;
pub mod preview;
