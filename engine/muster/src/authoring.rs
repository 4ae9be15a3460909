//! A committee's file on its way: read, compiled, told what is wrong, changed.

pub mod compiled;
pub mod files;
pub mod findings;
pub mod marked;
pub mod today;
