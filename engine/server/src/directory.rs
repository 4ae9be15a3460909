//! A data directory: who holds it, what lies in it, its copies, its proof, its care.

pub mod account;
pub mod contacts;
pub mod identity;
pub mod inspect;
pub mod lock;
pub mod page_link;
pub(super) mod private;
pub(super) mod sweeper;
