//! The whole, tested from outside: one binary, one theme a module (ARCHITECTURE.md, “Tests, from cheap to dear”).
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod browsing;
mod delivery;
mod file;
mod links;
mod log;
mod mail;
#[allow(unreachable_pub, dead_code, reason = "the file is a module of the wire package's tests as well")]
#[path = "../../proto/wire/src/conformance/server.rs"]
mod nats_server;
mod page;
mod program;
mod promises;
mod proxied;
mod rating;
mod rows;
mod site;
mod tree;
mod visits;
mod xorshift;
mod year;
