//! Values on the command line that are not what they should be.

use muster_protocol::catalogue::{Language, TextId};

/// What a parser of a value tells clap: it says it in English, and out of that [`crate::usage::fault`] takes the example.
#[must_use]
pub fn wrong_value(text: &str, how: TextId) -> String {
    format!("“{text}”: {}", how.say(Language::En))
}
