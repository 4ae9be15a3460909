use serde::{Deserialize, Serialize};

use crate::time::TimeOfDay;

/// Under this name a person's extension stands among the accounts: it is dialled by those who may read who has not signed, and no
/// letter goes there.
pub const EXTENSION: &str = "ext";

/// A channel of messages. They stand in the order in which they are tried: the next one when the one before failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Name in the committee's words and in the roster, such as 企业微信.
    pub name: String,
    /// Stretches of the day in which it may be used; empty means always. Outside them a message waits, never goes early.
    pub hours: Vec<Stretch>,
    /// Whether it rests on rest days.
    pub workdays_only: bool,
    /// Most messages a minute; one robot of a group chat often takes 20.
    pub per_minute: Option<u32>,
    /// Most messages a local day.
    pub per_day: Option<u32>,
    /// Whether it reaches a post by its name, without an account, such as the exchange of papers.
    pub by_post: bool,
}

/// A stretch of the local day, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stretch {
    /// First minute.
    pub from: TimeOfDay,
    /// The minute after the last.
    pub to: TimeOfDay,
}
