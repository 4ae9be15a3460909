//! Verbs of those who keep an engine going.

pub mod account;
pub mod backup;
pub mod channel;
pub mod clock;
pub mod config;
pub mod dead;
pub mod doctor;
pub mod engine;
pub mod events;
pub mod link;
pub mod replay;
pub mod status;
pub mod stream;
pub mod up;
pub mod verify;
pub mod worker;
