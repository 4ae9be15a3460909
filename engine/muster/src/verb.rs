//! One file a verb: its arguments (whose comments are the manual), and what it does.

pub mod demo;
/// Verbs that print documents for programs and packages.
pub mod documents;
/// Verbs about a committee's file and roster.
pub mod file;
/// Verbs of those who keep an engine going.
pub mod operate;
/// Verbs of people in a campaign: what they do, and what they look at.
pub mod people;
