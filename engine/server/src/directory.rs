//! A data directory: who holds it, what lies in it, its copies, its proof, its maintenance.

pub mod contacts;
pub mod identity;
pub mod lock;
