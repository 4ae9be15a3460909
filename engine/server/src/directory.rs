//! A data directory: who holds it, what lies in it, its copies, its proof, its care.

pub mod contacts;
pub mod identity;
pub mod lock;
