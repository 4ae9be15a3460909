//! The way to an engine and what a person asks of it: address, post, campaign, command, answer.

pub mod act;
pub mod amending;
pub mod connection;
pub mod definitions;
pub mod evidence;
pub mod launching;
pub mod pending;
pub mod posts;
pub mod remote;
pub mod runtime;
pub mod target;
pub mod typed_day;
