use serde::{Deserialize, Serialize};

use crate::definition::{Decimal, Limit, Rule};
use crate::ids::{AudienceIx, ReminderPolicyIx, RoleIx};

/// A review round: who is judged, by whom, on what, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRound {
    /// Slug, such as `three-way`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// What is judged.
    pub subject: Subject,
    /// One rule for each written time; empty means whenever somebody asks for it.
    pub rules: Vec<Rule>,
    /// Who judges when there are no groups of raters.
    pub by: Option<RoleIx>,
    /// Groups of raters, whose weights sum to 100.
    pub raters: Vec<RaterGroup>,
    /// What happens when a group is too small.
    pub too_few: TooFew,
    /// What is asked, one point each: questions, parts of a form.
    pub asks: Vec<String>,
    /// Fewest units of a sample; none means all of them.
    pub sample: Option<u16>,
    /// Within which time what was found must be put right.
    pub within: Option<Limit>,
    /// Whether it is asked before and after, so that the two can be compared.
    pub compared: bool,
    /// The days on which its raters of the roster are reminded; none when they are not.
    pub policy: Option<ReminderPolicyIx>,
}

/// What a review round judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// Units.
    Units(AudienceIx),
    /// The goals of the campaign.
    Goals,
}

/// A group of raters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaterGroup {
    /// Name in the committee's words, such as 群众评议.
    pub name: String,
    /// Who rates; none means anybody who is asked.
    pub role: Option<RoleIx>,
    /// Percent of the whole.
    pub weight: Decimal,
    /// What may be answered.
    pub scale: Scale,
    /// Fewest answers that count; below it no breakdown is shown either.
    pub at_least: u16,
    /// Whether nobody may see who answered what; fixed once the first answer is in.
    pub anonymous: bool,
    /// Whether raters may not judge their own unit.
    pub not_self: bool,
    /// Percent cut off at each end before the mean is taken.
    pub trim: Decimal,
    /// Whether a comment must be written.
    pub comment: bool,
}

/// What may be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// Any number from the first to the second.
    Range(Decimal, Decimal),
    /// One of these, in order from best to worst.
    Choices(Vec<Choice>),
}

/// An answer and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The answer, such as 满意.
    pub name: String,
    /// Its worth in points.
    pub points: Decimal,
}

/// What happens to a unit for which too few raters answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum TooFew {
    /// Its score waits, and somebody is told (暂缓).
    #[default]
    Wait,
    /// The other groups' weights are scaled up (按权重重分).
    Share,
    /// The group counts nothing (记零).
    Zero,
}
