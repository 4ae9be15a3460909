//! The whole, tested from outside: one binary, one theme a module (architecture §10).
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod check;
mod order;
mod preview;
mod program;
mod service_year;
mod tidy;
mod xorshift;
