//! What the checker says: codes, sentences, places, and what each code means.

pub(crate) mod code;
pub(super) mod explain;
pub(crate) mod finding;
pub(super) mod invisible;
pub(super) mod meant;
pub(crate) mod nearest;
pub(super) mod what;
