//! The maintenance of a data directory: a look from outside, proof, copies, replay, sweeping, tokens of posts.

pub mod backup;
pub mod inspect;
pub mod replay;
pub mod sweep;
pub mod verify;
