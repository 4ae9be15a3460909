//! Verbs about a committee's file and roster.

pub mod check;
pub mod explain;
pub mod fmt;
pub mod init;
pub mod launch;
pub mod plan;
pub mod preview;
pub mod roster;
pub(super) mod roster_words;
pub mod schema;
