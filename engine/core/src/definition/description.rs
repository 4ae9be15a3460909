//! The language as data, and what is made of it: readers' keys, schema, layout.

pub(super) mod grammar;
pub(super) mod layout;
pub(super) mod schema;
pub(super) mod shape;
