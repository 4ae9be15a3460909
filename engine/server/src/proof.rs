//! The log proved, played again and copied, apart from everything that wrote it.

pub mod backup;
pub mod replay;
pub mod sweep;
pub mod verify;
