//! The way to an engine and what a person asks of it: address, post, campaign, command, answer.

pub mod act;
pub mod definitions;
pub mod distant;
pub mod door;
pub mod evidence;
pub mod launching;
pub mod posts;
pub mod runtime;
pub mod target;
pub mod unanswered;
