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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Receipt {
    /// It arrived.
    Delivered,
    /// It did not and will not.
    Failed {
        /// What the counterpart said, stored before.
        said: Option<Digest>,
        /// The channels by which its person is reached besides, as far as who gives this knows them: what is still due goes by
        /// one of them.
        others: Vec<String>,
    },
}

impl ReportReceipt {
    /// What the counterpart said: a blob that must be stored before it.
    pub(super) fn said(&self) -> Vec<Digest> {
        match &self.receipt {
            Receipt::Delivered => Vec::new(),
            Receipt::Failed { said, .. } => said.iter().copied().collect(),
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
