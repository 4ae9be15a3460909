//! Verbs of people in a campaign: what they do, and what they look at.

pub mod assign;
pub mod case;
pub mod erase;
pub mod evidence;
mod evidence_args;
pub(super) mod filled;
pub mod hold;
pub mod items;
pub mod ledger;
pub mod listed;
pub mod rating;
pub mod score;
pub mod selection;
pub mod show;
pub mod solve;
mod table_rows;
pub mod unsigned;
pub mod visits;
pub mod why;
