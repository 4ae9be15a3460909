use serde::{Deserialize, Serialize};

use crate::definition::Rule;
use crate::ids::{AudienceIx, DutyIx, ReminderPolicyIx, RoleIx};

/// A selection in stages: nominate, verify, publicise, name (S25, S34, S35, S80).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Slug.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// What may be won; empty where there is one title, the selection's name.
    pub titles: Vec<String>,
    /// Ids of duties and reviews whose results it looks at.
    pub draws_on: Vec<String>,
    /// The stages in order of their dates.
    pub stages: Vec<Stage>,
}

/// A stage of a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Slug.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// When it is due; a period of publicity begins on that day.
    pub rule: Rule,
    /// Who does it.
    pub by: By,
    /// Working days of publicity that must pass without an upheld objection; 0 means none (公示).
    pub publicity: u16,
    /// The days on which those who do it are reminded; none when they are not. Units that owe it are reminded by their duty.
    pub policy: Option<ReminderPolicyIx>,
}

/// Who does a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// Every unit of an audience, as items of this duty.
    Units(DutyIx),
    /// Those units of an audience that want to: nobody is late.
    Volunteers(AudienceIx),
    /// The holder of a role of the committee.
    Role(RoleIx),
}

/// A kind of task that is given out at any time, with a due day of its own (交办, S62).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignable {
    /// Slug.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Who may give it out.
    pub by: RoleIx,
    /// The duty as which it is carried: whom it may be given to, what must be handed in, how it is reminded.
    pub duty: DutyIx,
}
