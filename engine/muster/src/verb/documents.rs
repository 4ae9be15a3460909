//! Verbs that print documents for programs and packages.

pub mod asyncapi;
pub mod manuals;
pub mod openapi;
