//! One file a verb: its arguments (whose comments are the manual), and what it does.

pub mod asyncapi;
pub mod backup;
pub mod check;
pub mod clock;
pub mod dead;
pub mod demo;
pub mod doctor;
pub mod engine;
pub mod events;
pub mod explain;
pub mod fmt;
pub mod hold;
pub mod init;
pub mod items;
pub mod launch;
pub mod plan;
pub mod preview;
pub mod replay;
pub mod roster;
mod roster_words;
pub mod schema;
pub mod status;
pub mod stream;
pub mod up;
pub mod verify;
pub mod why;
pub mod worker;
