//! What people ask for where units are judged: points, ratings, draws, vetoes, appeals, lists, snapshots.

use serde::{Deserialize, Serialize};

use crate::definition::Decimal;
use crate::ids::Digest;
use crate::item::Evidence;

/// Most answers of one ballot: a rater sees all units of a campaign of this size at once, and no more.
pub const ANSWERS_MAX: usize = 256;

/// Most codes of one invitation.
pub const BALLOTS_MAX: usize = 256;

/// Judge, in one of the ways that there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Judge {
    /// Give points on a line that a role judges.
    Give(OnLine, Decimal),
    /// Take points on a line that begins at its maximum: for what, how often, found in which inspection.
    Deduct(OnLine, Cause, Option<String>),
    /// Give points above the whole.
    Add(Backed, String, Cause),
    /// Let points that were given, taken or added count no more.
    Withdraw(u32, Digest),
    /// Propose that a unit is kept from a grade.
    ProposeVeto(Backed, String, String),
    /// Decide on such a proposal.
    DecideVeto(u32, Decision),
    /// Invite raters.
    Invite(Invite),
    /// Answer as a rater.
    Rate(Rate),
    /// Draw units for an inspection.
    Draw(Draw),
    /// Appeal against the score on a line.
    Appeal(OnLine),
    /// Answer an appeal: by how much the line changes where it is upheld.
    AnswerAppeal(u32, Decision, Decimal),
    /// Propose somebody for a list.
    Propose(Propose),
    /// Make a statement on such a proposal.
    State(u32, Digest),
    /// Make it public.
    Publish(u32),
    /// Decide on it; the flag says that notices without a signature are known.
    DecideList(u32, Decision, bool),
    /// Take a snapshot now, of this plan; the line says what for.
    Snapshot(String, String),
}

impl Judge {
    /// The command's name, imperative.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Give(..) => "score.give",
            Self::Deduct(..) => "score.deduct",
            Self::Add(..) => "score.add",
            Self::Withdraw(..) => "score.withdraw",
            Self::ProposeVeto(..) => "veto.propose",
            Self::DecideVeto(..) => "veto.decide",
            Self::Invite(_) => "rating.invite",
            Self::Rate(_) => "rating.give",
            Self::Draw(_) => "inspection.draw",
            Self::Appeal(_) => "appeal.file",
            Self::AnswerAppeal(..) => "appeal.answer",
            Self::Propose(_) => "list.propose",
            Self::State(..) => "list.state",
            Self::Publish(_) => "list.publish",
            Self::DecideList(..) => "list.decide",
            Self::Snapshot(..) => "snapshot.take",
        }
    }

    /// Pieces of evidence and digests of texts that it names.
    #[must_use]
    pub fn blobs(&self) -> Vec<Digest> {
        let backed = |backed: &Backed| {
            let files = backed.evidence.iter().flat_map(|it| it.files.iter().copied());
            files.chain(backed.reason).collect::<Vec<_>>()
        };
        match self {
            Self::Give(on, _) | Self::Deduct(on, ..) | Self::Appeal(on) => backed(&on.backed),
            Self::Add(it, ..) | Self::ProposeVeto(it, ..) => backed(it),
            Self::Withdraw(_, reason) | Self::State(_, reason) => vec![*reason],
            Self::DecideVeto(_, it) | Self::AnswerAppeal(_, it, _) | Self::DecideList(_, it, _) => {
                it.reason.into_iter().collect()
            }
            Self::Rate(rate) => rate.comment.into_iter().collect(),
            Self::Propose(it) => backed(&it.backed),
            Self::Invite(_) | Self::Draw(_) | Self::Publish(_) | Self::Snapshot(..) => Vec::new(),
        }
    }
}

/// A unit, and what stands behind what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backed {
    /// Code of the unit.
    pub unit: String,
    /// What is handed in with it.
    pub evidence: Vec<Evidence>,
    /// Why, stored before as a salted blob.
    pub reason: Option<Digest>,
}

/// A unit on a line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnLine {
    /// The unit.
    pub backed: Backed,
    /// Id of the sheet.
    pub sheet: String,
    /// Name of the line.
    pub line: String,
}

/// For what, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// In the words of the file.
    pub name: String,
    /// How many.
    pub times: u32,
}

/// Yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether it holds.
    pub yes: bool,
    /// Why, stored before as a salted blob.
    pub reason: Option<Digest>,
}

/// Invite raters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Id of the round.
    pub round: String,
    /// Its session; none is the one that is open, or opens next.
    pub session: Option<String>,
    /// Name of the group of raters.
    pub group: String,
    /// Code of the unit that they belong to.
    pub unit: Option<String>,
    /// Digests of their codes.
    pub ballots: Vec<Digest>,
}

/// Answer as a rater.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Id of the round.
    pub round: String,
    /// Its session; none is the one that is open.
    pub session: Option<String>,
    /// Name of the group of raters.
    pub group: String,
    /// By what the rater is told from others.
    pub ballot: Ballot,
    /// The answers: code of the unit, or number of the goal from 1, and the answer as the scale has it.
    pub answers: Vec<(String, String)>,
    /// A comment, stored before as a salted blob.
    pub comment: Option<Digest>,
}

/// By what a rater is told from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ballot {
    /// The post that gives the command.
    Post,
    /// A code that was given out.
    Code(Digest),
    /// The number of a paper ballot.
    Paper(String),
}

/// Draw units for an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// Id of the round.
    pub round: String,
    /// Its session; none is the one that is open.
    pub session: Option<String>,
    /// The seed.
    pub seed: String,
}

/// Propose somebody for a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Propose {
    /// Id of the list.
    pub list: String,
    /// Name of the kind of entry.
    pub kind: String,
    /// The unit, with what stands behind it.
    pub backed: Backed,
    /// A code for a person of that unit.
    pub code: Option<String>,
    /// Key of the snapshot whose table names it.
    pub snapshot: Option<String>,
}
