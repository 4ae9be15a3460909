//! What came of a campaign, for people and for outsiders: reports, and the bundle of an audit.

pub mod bundle;
pub mod export;
pub mod rollup;
