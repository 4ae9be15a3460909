//! Which directory, which campaign, on whose authority: the options that most verbs share.

use std::path::PathBuf;

use clap::Args;
use muster_words::ids::{CampaignId, CommandId};

/// Which directory and campaign.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    pub dir: PathBuf,
    /// 活动编号，只有一个活动时可省 · Campaign; may be left out where there is only one
    #[arg(long, env = "MUSTER_CAMPAIGN", value_name = "ID")]
    pub campaign: Option<CampaignId>,
}

/// On whose authority.
#[derive(Debug, Clone, Args)]
pub struct Author {
    /// 以什么岗位的名义 · The post on whose authority it is done, such as 小组办公室
    #[arg(long = "as", env = "MUSTER_AS", value_name = "POST")]
    pub post: String,
}

/// A new command's identity: a UUIDv7, as people's tools make them.
#[must_use]
pub fn new_command() -> CommandId {
    CommandId(*uuid::Uuid::now_v7().as_bytes())
}
