//! What people bring and enter beside items, carried out in the shipped campaign.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the test reads the shipped files")]

mod cases;
mod ledgers;
mod town;
