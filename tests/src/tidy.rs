//! The rules of the tree (ARCHITECTURE.md, “Packages”), as functions from files to findings, so that each can be shown to
//! bite.
//!
//! Style talk ends because a test talks. Nothing here may change a file.

pub mod catalogue;
pub mod documents;
pub mod imports;
pub mod manifests;
pub mod names;
pub mod rings;
pub mod source;
pub mod tree;
pub mod wildcards;
pub mod wording;
