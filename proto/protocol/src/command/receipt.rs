//! What counterparts of channels tell later of messages that they took.

use serde::{Deserialize, Serialize};

use super::MessageName;
use crate::ids::Digest;

/// What the counterpart of a channel tells later of a message that it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReceipt {
    /// Which message.
    pub message: MessageName,
    /// Name of the channel that took it.
    pub channel: String,
    /// What it tells.
    pub receipt: Receipt,
}

/// What became of a message at the counterpart of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Receipt {
    /// It arrived.
    Delivered,
    /// It did not and will not.
    Failed {
        /// What the counterpart said, stored before.
        said: Option<Digest>,
    },
}

impl ReportReceipt {
    /// What the counterpart said: a blob that must be stored before it.
    pub(super) fn said(&self) -> Vec<Digest> {
        match self.receipt {
            Receipt::Delivered => Vec::new(),
            Receipt::Failed { said } => said.into_iter().collect(),
        }
    }

    /// Under which name a channel's counterpart gives it: nobody else has it.
    #[must_use]
    pub fn gateway(channel: &str) -> String {
        format!("{GATEWAY}{channel}")
    }
}

/// How the names of counterparts begin that give receipts.
pub const GATEWAY: &str = "gateway/";
