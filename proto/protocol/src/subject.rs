//! Subjects on the wire (PROTOCOL.md, “NATS”): a person can read them, and no token is a unit.

use crate::ids::CampaignId;

/// Subject of an event: `muster.event.<shard>.<campaign>.<family>.<verb>`.
#[must_use]
pub fn event(shard: u32, campaign: &CampaignId, name: &str) -> String {
    format!("muster.event.{shard}.{campaign}.{name}")
}

/// Subject of a campaign's commands.
#[must_use]
pub fn command(shard: u32, campaign: &CampaignId) -> String {
    format!("muster.command.{shard}.{campaign}")
}

/// Subject of commands of several campaigns that a worker gives together: the token is none that a campaign can have.
#[must_use]
pub fn commands(shard: u32) -> String {
    format!("muster.command.{shard}.{TOGETHER}")
}

/// Stands for several campaigns in a subject.
pub const TOGETHER: &str = "_";

/// Subject of a question.
#[must_use]
pub fn query(name: &str) -> String {
    format!("muster.query.{name}")
}
