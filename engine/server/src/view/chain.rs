//! What `why` tells: the chain from the committee's line to the events, as plain values.

use muster_protocol::ids::Digest;
use muster_protocol::time::{Date, Instant};
use serde::{Deserialize, Serialize};

use super::evidence::EvidenceLine;
use super::left_out::LeftOutLine;
use super::moves::MoveLine;
use super::status::VisitLine;
use crate::store::sqlite::cells::rows;

/// The chain behind a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Why {
    /// Of an item, `unit-plan/005`; also of a step, `unit-plan/005#0.2`, which is then named.
    Item(Box<WhyItem>),
    /// Of a message, `2014-04-25/005-clerk/routine`.
    Message(WhyMessage),
    /// Of a unit, `005`.
    Unit(WhyUnit),
    /// Of an occasion, `study.2014-05`.
    Occasion(WhyOccasion),
    /// Of a phase, or of a duty with several occasions.
    Occasions(WhyOccasions),
}

/// The chain behind an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyItem {
    /// The campaign.
    pub campaign: String,
    /// Name of the item.
    pub item: String,
    /// The step asked for, if it was one.
    pub step: Option<String>,
    /// The unit.
    pub unit: UnitLine,
    /// The occasion with the committee's line.
    pub occasion: OccasionLine,
    /// State of the item.
    pub state: String,
    /// Whether it ever was late.
    pub late: bool,
    /// Number of its present due day, from 0.
    pub due_version: u8,
    /// Its present local due day.
    pub due_day: Date,
    /// Late from this instant.
    pub due: Instant,
    /// Position of the event that opened it.
    pub opened_position: u64,
    /// Position of the event that marked it late.
    pub late_position: Option<u64>,
    /// How its due day came to be another than it was, in order.
    #[serde(default)]
    pub moves: Vec<MoveLine>,
    /// What was done to it, in order.
    pub history: Vec<HistoryLine>,
    /// Its planned steps, in order of due version and number.
    pub steps: Vec<StepLine>,
    /// Its visit, if it is a place to visit.
    pub visit: Option<VisitLine>,
    /// Why the last plan had none for it, where that holds.
    #[serde(default)]
    pub left_out: Option<LeftOutLine>,
    /// Names of the cases that were brought at it.
    #[serde(default)]
    pub cases: Vec<String>,
    /// How content those were who were asked at its visit: who, and their answer.
    #[serde(default)]
    pub ratings: Vec<(String, String)>,
    /// Files that were handed in for it.
    pub evidence: Vec<EvidenceLine>,
    /// The successor's item that it passed on to, when its unit was merged.
    pub passed_to: Option<PassedOn>,
    /// Items of merged units that passed on to it.
    pub passed_from: Vec<PassedOn>,
}

rows! {
    /// An item at the other end of a passing on.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct PassedOn {
        /// The item.
        pub item: String,
        /// Name of its unit.
        pub unit: String,
        /// Position of the event.
        pub position: u64,
    }

    /// A unit.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct UnitLine {
        /// Code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Category.
        pub category: String,
    }

    /// An occasion with the line of the definition that it follows from.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct OccasionLine {
        /// Key.
        pub key: String,
        /// What the committee calls it.
        pub title: String,
        /// Rows of the plan that it serves, such as `S59`.
        pub refs: String,
        /// `duty`, `phase`, `visit` or `snapshot`.
        pub kind: String,
        /// Id of the phase that it belongs to.
        pub phase: Option<String>,
        /// It opens.
        pub opens: Instant,
        /// Local due day.
        pub due_day: Date,
        /// Late from this instant; a snapshot's cut-off.
        pub due: Instant,
        /// Whether it lies before the start.
        pub backfill: bool,
        /// Position of the event that computed it.
        pub planned_position: u64,
        /// Position of the event that opened it.
        pub opened_position: Option<u64>,
    }

    /// Something done to an item.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct HistoryLine {
        /// Position of the event.
        pub position: u64,
        /// Campaign clock.
        pub at: Instant,
        /// Name of the event.
        pub name: String,
        /// On whose authority.
        pub actor: String,
        /// On whose behalf, where that is another's.
        pub behalf: Option<String>,
    }

    /// A planned step and its end.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct StepLine {
        /// Name, `unit-plan/005#0.2`.
        pub step: String,
        /// Kind, such as `before:5`.
        pub kind: String,
        /// Planned instant, as moved last.
        pub at: Instant,
        /// Role of the recipient.
        pub role: String,
        /// Its contact at this unit.
        pub contact: Option<String>,
        /// `sent`, `skipped`, `failed` or `withdrawn`; none while it is open.
        pub outcome: Option<String>,
        /// Why it ended so.
        pub reason: Option<String>,
        /// When it ended.
        pub ended_at: Option<Instant>,
        /// The message that carries it.
        pub message: Option<String>,
        /// When that message fell due: what has a later hour on its day goes along with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message_due: Option<Instant>,
        /// The channel that took it, or that was tried last.
        pub channel: Option<String>,
        /// Position of the event that planned it.
        pub planned_position: u64,
        /// Position of the event that put it into its message.
        pub due_position: Option<u64>,
        /// Position of the event that ended it.
        pub ended_position: Option<u64>,
        /// Name of the failed step whose place it takes.
        pub retry_of: Option<String>,
        /// What the counterpart said, where it could not be sent: the digest of a text that is not in the log.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub said: Option<Digest>,
        /// The attempt in which it ended, from 1: with 2 or more an earlier attempt was not taken, or may have been taken by a
        /// channel whose worker died before it could say so. None where it was handed to no channel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub attempt: Option<u64>,
    }
}

/// The chain behind a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyMessage {
    /// The campaign.
    pub campaign: String,
    /// Name of the message.
    pub message: String,
    /// The contact.
    pub contact: String,
    /// Nominal instant.
    pub due: Instant,
    /// How often it was given out.
    pub issued: u64,
    /// The channel that took it.
    pub channel: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<Instant>,
    /// When it arrived, as far as the channel's counterpart told.
    #[serde(default)]
    pub delivered_at: Option<Instant>,
    /// When the counterpart told that it did not arrive.
    #[serde(default)]
    pub undelivered_at: Option<Instant>,
    /// What it said then: the digest of a text that is not in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undelivered_said: Option<Digest>,
    /// When the page behind its link was first opened; no event says it.
    #[serde(default)]
    pub read_at: Option<Instant>,
    /// When it was signed for.
    pub signed_at: Option<Instant>,
    /// Position of the event that made it due.
    pub due_position: u64,
    /// Position of the event that says it went out.
    pub sent_position: Option<u64>,
    /// The steps that it carries.
    pub steps: Vec<StepLine>,
}

/// What a unit has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyUnit {
    /// The campaign.
    pub campaign: String,
    /// The unit.
    pub unit: UnitLine,
    /// Its items, by due day.
    pub items: Vec<ItemLine>,
}

/// An occasion and its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyOccasion {
    /// The campaign.
    pub campaign: String,
    /// The occasion.
    pub occasion: OccasionLine,
    /// How its due day came to be another than it was, in order.
    #[serde(default)]
    pub moves: Vec<MoveLine>,
    /// Its items, by unit.
    pub items: Vec<ItemLine>,
}

/// What a phase or a duty is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyOccasions {
    /// The campaign.
    pub campaign: String,
    /// The name that was asked for.
    pub name: String,
    /// Its occasions, by day.
    pub occasions: Vec<OccasionLine>,
}

rows! {
    /// An item in short.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct ItemLine {
        /// Name of the item.
        pub item: String,
        /// What the committee calls its occasion.
        pub title: String,
        /// State.
        pub state: String,
        /// Whether it ever was late.
        pub late: bool,
        /// Present local due day.
        pub due_day: Date,
        /// Whether the occasion's day lay before the start or the launch: entered afterwards, never reminded, never late.
        pub backfill: bool,
        /// The occasion's day.
        pub planned_day: Date,
    }
}
