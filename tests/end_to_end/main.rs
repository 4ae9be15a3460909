//! The whole, tested from outside: one binary, one theme a module (ARCHITECTURE.md, “Tests, from cheap to dear”).
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod amending;
mod apart;
mod authoring;
mod away;
mod behind;
mod bringing;
mod changing_hands;
mod check;
mod citations;
mod clerk;
mod clocks;
mod crash;
mod demo;
mod directory;
mod documents;
mod duties;
mod ending;
mod evidence;
mod first_hour;
mod five_processes;
mod halted;
mod inside_and_outside;
mod killed;
mod log;
mod mail;
mod nats;
#[allow(unreachable_pub, dead_code, reason = "the file is a module of the wire package's tests as well")]
#[path = "../../proto/wire/src/conformance/server.rs"]
mod nats_server;
mod ops;
mod order;
mod outage;
mod outlook;
mod preview;
mod program;
mod repeats;
mod restored;
mod roster;
mod rows;
mod secretary;
mod selecting;
mod service_year;
mod stream;
mod tamper;
mod tidy;
mod time_zones;
mod up;
mod verbs;
mod watching;
mod xorshift;
