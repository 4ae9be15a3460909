//! The read side: the log followed, folded into rows, shown as tables, told in words.

pub(crate) mod live;
pub mod place;
pub(super) mod projector;
pub mod show;
pub(super) mod tail;
pub mod telling;
pub mod texts;
pub mod view;
