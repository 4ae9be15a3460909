use serde::{Deserialize, Serialize};

use crate::definition::Decimal;
use crate::ids::Digest;
use crate::item::Evidence;
use crate::refs::{Refs, plain_words, words};
use crate::time::Instant;

/// A judge gave a unit points on a line of a score sheet; a later one of the same judge stands in the place of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ScoreGiven<R: Refs> {
    /// The unit.
    pub unit: R::Unit,
    /// Id of the sheet.
    pub sheet: String,
    /// Name of the line.
    pub line: String,
    /// The points.
    pub points: Decimal,
    /// The post that judges.
    pub judge: String,
    /// What they stand on.
    pub evidence: Vec<Evidence>,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Points were taken from a unit on a line that begins at its maximum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ScoreDeducted<R: Refs> {
    /// The unit.
    pub unit: R::Unit,
    /// Id of the sheet.
    pub sheet: String,
    /// Name of the line.
    pub line: String,
    /// The finding, in the words of the file.
    pub cause: String,
    /// How many of them.
    pub times: u32,
    /// The inspection in which it was found, such as `supervision/2014-05`.
    pub inspection: Option<String>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What was found, a salted blob.
    pub reason: Option<Digest>,
}

/// A unit earned points above the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ScoreAdded<R: Refs> {
    /// The unit.
    pub unit: R::Unit,
    /// Id of the sheet.
    pub sheet: String,
    /// For what, in the words of the file.
    pub cause: String,
    /// How many of them.
    pub times: u32,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Points that were given, taken or added count no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreWithdrawn {
    /// Its number, from 1 in the order in which they came.
    pub entry: u32,
    /// Why, a salted blob.
    pub reason: Digest,
}

/// Somebody proposes that a unit is kept from a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VetoProposed<R: Refs> {
    /// The unit.
    pub unit: R::Unit,
    /// Id of the sheet.
    pub sheet: String,
    /// The cause, in the words of the file.
    pub cause: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// What happened, a salted blob.
    pub reason: Option<Digest>,
}

/// A proposed veto was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VetoDecided {
    /// Its number, from 1.
    pub veto: u32,
    /// Whether it holds.
    pub approved: bool,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Raters were invited, each by a code of which the log holds the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct RatersInvited<R: Refs> {
    /// Id of the round.
    pub round: String,
    /// Its session, such as `2014-07`.
    pub session: String,
    /// Name of the group of raters.
    pub group: String,
    /// The unit that they belong to, where that matters.
    pub unit: Option<R::Unit>,
    /// Digests of the codes.
    pub ballots: Vec<Digest>,
}

/// A rater answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct RatingGiven<R: Refs> {
    /// Id of the round.
    pub round: String,
    /// Its session.
    pub session: String,
    /// Name of the group of raters.
    pub group: String,
    /// Digest of the code, of the number of a paper ballot, or of the post that rates.
    pub ballot: Digest,
    /// Whether it came on paper.
    pub paper: bool,
    /// The answers.
    pub answers: Vec<RatedOf<R>>,
    /// A comment, a salted blob.
    pub comment: Option<Digest>,
}

/// One answer of a rater.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct RatedOf<R: Refs> {
    /// The unit; none where the goals of the campaign are judged.
    pub unit: Option<R::Unit>,
    /// Which of the goals, from 0.
    pub ask: u16,
    /// What the answer is worth.
    pub points: Decimal,
}

/// Units were drawn for an inspection, by a seed with which anybody draws the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct InspectionDrawn<R: Refs> {
    /// Id of the round.
    pub round: String,
    /// Its session.
    pub session: String,
    /// The seed.
    pub seed: String,
    /// Among how many units.
    pub among: u32,
    /// The units, in the order in which they were drawn.
    pub units: Vec<R::Unit>,
}

/// A unit appeals against its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct AppealFiled<R: Refs> {
    /// The unit.
    pub unit: R::Unit,
    /// Id of the sheet.
    pub sheet: String,
    /// Name of the line.
    pub line: String,
    /// What it stands on.
    pub evidence: Vec<Evidence>,
    /// What is said, a salted blob.
    pub reason: Digest,
}

/// An appeal was answered. A snapshot of its own follows one that is upheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealAnswered {
    /// Its number, from 1.
    pub appeal: u32,
    /// Whether it is upheld.
    pub upheld: bool,
    /// By how much the line changes.
    pub change: Decimal,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

/// Somebody is proposed for a list, with what stands behind it. Nobody stands on a list by a rule alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ListProposed<R: Refs> {
    /// Id of the list.
    pub list: String,
    /// Name of the kind of entry.
    pub kind: String,
    /// The unit that is, or has, the one proposed.
    pub unit: R::Unit,
    /// A code for a person of that unit, never a name; none is the unit itself.
    pub code: Option<String>,
    /// The snapshot whose table names it, where one does.
    pub snapshot: Option<R::Occasion>,
    /// What is handed in with it.
    pub evidence: Vec<Evidence>,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
    /// Messages that went out to the unit's posts so far.
    pub notices: u32,
    /// Of these, signed.
    pub signed: u32,
}

/// The one concerned made a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStated {
    /// Number of the entry, from 1.
    pub entry: u32,
    /// The statement, a salted blob.
    pub statement: Digest,
}

/// A proposed entry is public up to an instant; nothing is decided before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPublished {
    /// Number of the entry.
    pub entry: u32,
    /// The instant.
    pub until: Instant,
}

/// A proposed entry was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDecided {
    /// Number of the entry.
    pub entry: u32,
    /// Whether it stands on the list.
    pub approved: bool,
    /// Whether it was decided knowing that not every notice was signed.
    pub unsigned_known: bool,
    /// Why, a salted blob.
    pub reason: Option<Digest>,
}

words! {
    ScoreGiven { unit: unit, sheet, line, points, judge, evidence, reason }
    ScoreDeducted { unit: unit, sheet, line, cause, times, inspection, evidence, reason }
    ScoreAdded { unit: unit, sheet, cause, times, evidence, reason }
    VetoProposed { unit: unit, sheet, cause, evidence, reason }
    RatersInvited { round, session, group, unit: (unit), ballots }
    RatingGiven { round, session, group, ballot, paper, answers: .., comment }
    RatedOf { unit: (unit), ask, points }
    InspectionDrawn { round, session, seed, among, units: [unit] }
    AppealFiled { unit: unit, sheet, line, evidence, reason }
    ListProposed { list, kind, unit: unit, code, snapshot: (occasion), evidence, reason, notices, signed }
}

plain_words!(ScoreWithdrawn, VetoDecided, AppealAnswered, ListStated, ListPublished, ListDecided);
