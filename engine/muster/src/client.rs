//! The way to an engine and what a person asks of it: address, post, campaign, command, answer.

pub mod act;
pub mod amending;
pub mod definitions;
pub mod distant;
pub mod door;
pub mod evidence;
pub mod launching;
pub mod posts;
pub mod runtime;
pub mod said;
pub mod target;
pub mod unanswered;
