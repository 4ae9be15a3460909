//! What is said between the parts of muster: ids, instants, compiled definitions, events, commands, questions.
//!
//! This package is data only. It must never read a clock, a disk or a network, and never decide anything.
//! Start at [`event`] and [`command`]; [`definition`] is what a committee's file becomes.
#![forbid(unsafe_code)]
#![deny(clippy::wildcard_enum_match_arm)]

pub mod case;
pub mod catalogue;
pub mod channels;
pub mod codec;
pub mod command;
pub mod dead_letter;
pub mod definition;
pub mod event;
pub mod form;
pub mod ids;
pub mod item;
mod kind;
pub mod ledger;
pub mod place;
pub mod question;
pub mod recorded;
pub mod refs;
pub mod segment;
pub mod shape;
pub mod subject;
pub mod table;
pub mod texts;
pub mod time;
pub mod unseen;
