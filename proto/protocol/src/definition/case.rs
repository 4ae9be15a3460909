use serde::{Deserialize, Serialize};

use crate::catalogue::LocalizedText;
use crate::definition::Limit;
use crate::ids::{AudienceIx, RoleIx};
use crate::text;

/// A kind of case: something that people bring at any time, with clocks that run from its receipt.
///
/// A case is received, accepted, dispatched, handled, answered and called back; reopening keeps the first clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseKind {
    /// Slug, such as `hotline-12319`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Units that handle such cases; none means whichever unit it is dispatched to.
    pub audience: Option<AudienceIx>,
    /// Where it may come from, by the codes of [`USUAL_SOURCES`] or in the committee's words; empty means any of the usual ones.
    pub sources: Vec<String>,
    /// By when it must be accepted.
    pub accept: Option<Accept>,
    /// By when it must be finished.
    pub finish: Finish,
    /// Items of the service catalogue; a case names one of them.
    pub catalogue: Vec<CatalogueItem>,
    /// Percent of finished cases that are called back, 0 to 100.
    pub callback_percent: u8,
    /// Whether a dissatisfied answer opens it again.
    pub reopen: bool,
    /// The role to which it may be passed up, which then replies.
    pub pass_up: Option<RoleIx>,
    /// The post of the agent who goes along; without the agent's record it cannot be closed.
    pub agent: Option<String>,
    /// Steps that are tracked one by one; empty means none but the clocks.
    pub stages: Vec<String>,
    /// Whether the reply is published.
    pub reply_public: bool,
}

/// By when a case must be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Accept {
    /// While the person is there (当场).
    OnTheSpot,
    /// Within a time from its receipt.
    Within(Limit),
}

/// Codes of the usual sources: in the field or on a visit (现场), at a service window (窗口), by the hotline (热线), on the net
/// (网上). A file may name others, in its own words.
pub const USUAL_SOURCES: [&str; 4] = ["field", "window", "hotline", "online"];

/// The usual source of what is brought at a visit.
pub const FROM_THE_FIELD: &str = USUAL_SOURCES[0];

/// What people call a source: a usual one in the reader's language, another as the file says it.
#[must_use]
pub fn source_word(source: &str) -> LocalizedText {
    match source {
        "field" => text!("field"),
        "window" => text!("window"),
        "hotline" => text!("hotline"),
        "online" => text!("online"),
        own => LocalizedText::same(own),
    }
}

/// By when a case must be finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finish {
    /// All alike.
    Within(Limit),
    /// By what it is about, such as 咨询 or 投诉.
    ByKind(Vec<KindLimit>),
    /// Within the promised time of its catalogue item.
    Catalogue,
}

/// The limit of one kind of matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindLimit {
    /// What it is about, in the committee's words.
    pub kind: String,
    /// By when.
    pub within: Limit,
}

/// An item of the service catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueItem {
    /// The item in the committee's words.
    pub name: String,
    /// Working days that the law allows.
    pub statutory: u16,
    /// Working days that the office promises, at most the statutory ones; 0 is the same day.
    pub promised: u16,
}
