//! The read side: the log followed, folded into rows, shown as tables, told in words.

pub(super) mod projector;
pub mod tables;
pub mod texts;
pub mod visits;
