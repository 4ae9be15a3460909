//! What people ask for where units are judged: points, ratings, draws, vetoes, appeals, lists, snapshots.

use crate::catalogue::TextId;
use serde::{Deserialize, Serialize};

use crate::definition::Decimal;
use crate::ids::Digest;
use crate::item::Evidence;

/// Most answers of one ballot: a rater sees all units of a campaign of this size at once, and no more.
pub const ANSWERS_MAX: usize = 256;

/// Most codes of one invitation.
pub const BALLOTS_MAX: usize = 256;

macro_rules! judgements {
    ($($(#[doc = $doc:literal])+ $name:literal $title:literal $variant:ident($($body:ty),+)),+ $(,)?) => {
        /// Judge, in one of the ways that there are. The list says of each its name and its Chinese name.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Judge {
            $($(#[doc = $doc])+ $variant($($body),+),)+
        }

        /// The names of all commands that judge, in the order of the list.
        pub const JUDGEMENTS: &[&str] = &[$($name),+];

        impl Judge {
            /// The command's name, imperative.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(..) => $name,)+ }
            }

            /// What it does, for people.
            #[must_use]
            pub fn title(&self) -> TextId {
                match self { $(Self::$variant(..) => TextId::new($title),)+ }
            }
        }
    };
}

judgements! {
    /// Give points on a line that a role judges.
    "score.give" "command-score-give" Give(OnLine, Decimal),
    /// Take points on a line that begins at its maximum: for what, how often, found in which inspection.
    "score.deduct" "command-score-deduct" Deduct(OnLine, Cause, Option<String>),
    /// Give points above the whole.
    "score.add" "command-score-add" Add(Backed, String, Cause),
    /// Let points that were given, taken or added count no more.
    "score.withdraw" "command-score-withdraw" Withdraw(u32, Digest),
    /// Propose that a unit is kept from a grade.
    "veto.propose" "command-veto-propose" ProposeVeto(Backed, String, String),
    /// Decide on such a proposal.
    "veto.decide" "command-veto-decide" DecideVeto(u32, Decision),
    /// Invite raters.
    "rating.invite" "command-rating-invite" Invite(Invite),
    /// Answer as a rater.
    "rating.give" "command-rating-give" Rate(Rate),
    /// Draw units for an inspection.
    "inspection.draw" "command-inspection-draw" Draw(Draw),
    /// Appeal against the score on a line.
    "appeal.file" "command-appeal-file" Appeal(OnLine),
    /// Answer an appeal: by how much the line changes where it is upheld, and what it is worth, which the engine says.
    "appeal.answer" "command-appeal-answer" AnswerAppeal(u32, Decision, Decimal, Option<Worth>),
    /// Propose somebody for a list.
    "list.propose" "command-list-propose" Propose(Propose),
    /// Make a statement on such a proposal.
    "list.state" "command-list-state" State(u32, Digest),
    /// Make it public.
    "list.publish" "command-list-publish" Publish(u32),
    /// Decide on it; the flag says that notices without a signature are known.
    "list.decide" "command-list-decide" DecideList(u32, Decision, bool),
    /// Take a snapshot now, of this plan; the line says what for.
    "snapshot.take" "command-snapshot-take" Snapshot(String, String),
}

impl Judge {
    /// Whether it brings what was begun to its end, and begins nothing.
    #[must_use]
    pub fn settles(&self) -> bool {
        match self {
            Self::DecideVeto(..)
            | Self::AnswerAppeal(..)
            | Self::State(..)
            | Self::Publish(_)
            | Self::DecideList(..) => true,
            Self::Give(..)
            | Self::Deduct(..)
            | Self::Add(..)
            | Self::Withdraw(..)
            | Self::ProposeVeto(..)
            | Self::Invite(_)
            | Self::Rate(_)
            | Self::Draw(_)
            | Self::Appeal(_)
            | Self::Propose(_)
            | Self::Snapshot(..) => false,
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
            Self::DecideVeto(_, it) | Self::AnswerAppeal(_, it, ..) | Self::DecideList(_, it, _) => {
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

/// What the line of an appeal is worth as it stands. Who answers leaves it out: the engine counts it and says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// Its points; none where it has none.
    pub points: Option<Decimal>,
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
    /// Code of the unit that the rater of a paper ballot belongs to, where the ballot says so. Codes were given out with it, and
    /// a post has its own.
    pub unit: Option<String>,
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

/// What the log holds of a code that was given out, however it is typed: a digest does not give away 64 random bits.
#[must_use]
pub fn ballot_of_code(code: &str) -> Digest {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    Digest::of(format!("code\n{}", plain.to_ascii_lowercase()).as_bytes())
}

/// What the ballot of a post is known by.
#[must_use]
pub fn ballot_of_post(id: &str) -> Digest {
    Digest::of(format!("post\n{id}").as_bytes())
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
