//! The language as data, and what is made of it: schema, layout, reference.

pub(super) mod grammar;
pub(super) mod layout;
pub(super) mod reference;
pub(super) mod schema;
pub(super) mod shape;
