//! The tree itself: its rules, documents and citations.

pub(super) mod citations;
pub(super) mod documents;
pub(super) mod tidy;
