use serde::{Deserialize, Serialize};

use crate::definition::{Rule, Terms, Variant};
use crate::ids::{AudienceIx, PhaseIx, ReminderPolicyIx};
use crate::time::{Date, TimeOfDay};

/// A dated stretch of the campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Slug, such as `mobilization`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves, such as S59.
    pub refs: Vec<String>,
    /// First day: entered at 00:00 local.
    pub from: Date,
    /// Last day, inclusive: ended at 24:00 local.
    pub to: Date,
    /// Local time of the notice on the first working day, if one is sent.
    pub notice: Option<TimeOfDay>,
    /// Who gets the notice.
    pub audience: AudienceIx,
    /// The policy whose role, hour window and catch-up the notice follows.
    pub policy: ReminderPolicyIx,
}

/// What the file asks of an audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Slug; a part of a duty is `duty-part`, such as `meetings-lecture`.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Of whom.
    pub audience: AudienceIx,
    /// When.
    pub rule: Rule,
    /// The phase in which it falls due, if any.
    pub phase: Option<PhaseIx>,
    /// What must be handed in.
    pub needs: Vec<Need>,
    /// How it is reminded; none means never.
    pub policy: Option<ReminderPolicyIx>,
    /// Whether somebody reviews what was handed in; without, handing in closes the item.
    pub review: Option<Review>,
    /// What kind of duty it is.
    pub variant: Variant,
    /// What it asks besides.
    pub terms: Terms,
}

/// A thing to hand in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// What, in the committee's words, such as 照片.
    pub name: String,
    /// Fewest, from 1.
    pub at_least: u32,
    /// Most, if there is a most.
    pub at_most: Option<u32>,
}

/// A review of what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Post that reviews, in the committee's words.
    pub by: String,
    /// What is looked at, each point passed or returned with a reason (S71).
    pub rubric: Vec<String>,
    /// Due day after a return.
    pub return_due: ReturnDue,
}

/// What a return does to the due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReturnDue {
    /// Counts so many working days from the return (从退回算).
    WorkdaysFromReturn(u16),
    /// Stays as it was (不重算).
    Keep,
}

/// When an aggregate evaluation snapshot is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotPlan {
    /// Slug.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Which units stand in the table.
    pub audience: AudienceIx,
    /// On which days.
    pub rule: Rule,
    /// Local time of the cut-off on that day.
    pub hour: TimeOfDay,
    /// What it is taken for; with a sheet it is the sheet's own.
    pub moment: Moment,
}

/// What a snapshot is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Moment {
    /// The file asks for it.
    #[default]
    Planned,
    /// A sheet is frozen with it: evidence that comes later counts for nobody. Before publicity this is what is shown.
    Freeze(String),
    /// The publicity of a sheet is over.
    Published(String),
    /// The last appeal of a sheet is answered.
    Final(String),
}

impl Moment {
    /// The sheet whose snapshot it is.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::Planned => None,
            Self::Freeze(sheet) | Self::Published(sheet) | Self::Final(sheet) => Some(sheet),
        }
    }
}
