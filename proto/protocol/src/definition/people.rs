use serde::{Deserialize, Serialize};

use crate::catalogue::Language;
use crate::definition::{Exclusion, Right};
use crate::ids::{AudienceIx, ContactIx, PhaseIx, RoleIx, UnitIx};
use crate::time::Date;

/// A role that may be written to or act, such as 联络员 (clerk).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Role {
    /// Slug: `clerk`, `head`, `leader`, `office`, or the file's own.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Whether each unit has its own, or the campaign has one.
    pub scope: Scope,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// What its holders may do, in order, no right twice.
    pub can: Vec<Right>,
    /// What they may not do although they have the right.
    pub except: Vec<Exclusion>,
    /// Phases in which its rights hold; empty means always.
    pub phases: Vec<PhaseIx>,
    /// Who acts and is written to where nobody holds it.
    pub backup: Option<RoleIx>,
    /// Whether its holder answers for the unit (第一责任人).
    pub accountable: bool,
    /// Whether it is written down what its holders read of units that are not their own (查阅留痕).
    pub recorded: bool,
}

/// Where a role's contact is found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Scope {
    /// In `Unit::contacts`, at the role's index.
    #[default]
    Unit,
    /// One contact for the whole campaign, such as the committee's office.
    Campaign(Option<ContactIx>),
    /// Nowhere: people outside the roster, such as those who are served. They act and are never written to.
    Outside,
}

/// A post that can be written to. Who holds it and by which account is kept outside the log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// Opaque id, `[a-z0-9-]`, such as `005-clerk`; key of the contacts store.
    pub id: String,
    /// The post in the committee's words, such as 市政处联络员.
    pub post: String,
    /// The language in which its holder is written to; none is the file's.
    pub language: Option<Language>,
    /// The first of the posts of its holder, where they hold several by one account; none where it is that one, or the only one.
    pub person: Option<ContactIx>,
}

/// An organisation of the roster. Never deleted: it joins, leaves or merges.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Unit {
    /// The roster's code, a text: `001` keeps its zeros.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name for messages and tables.
    pub short: String,
    /// The unit above.
    pub parent: Option<UnitIx>,
    /// Ranks are made within a category.
    pub category: String,
    /// Free tags, such as 窗口.
    pub tags: Vec<String>,
    /// Whether the unit takes part in scoring.
    pub scored: bool,
    /// Number of members, for head-count rules.
    pub members: u32,
    /// Town, for grouping visits.
    pub town: String,
    /// Where it is, for roads between visits.
    pub location: Option<Location>,
    /// First day of membership; none means from the start.
    pub joined: Option<Date>,
    /// Last day of membership; none means to the end.
    pub left: Option<Date>,
    /// The unit that takes over open items on leaving.
    pub merged_into: Option<UnitIx>,
    /// Contact by role index; `None` where the role is not filled or not of the unit.
    pub contacts: Vec<Option<ContactIx>>,
}

/// A point of the earth, in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// To the north; south of the equator it is negative.
    pub latitude: i32,
    /// To the east; west of Greenwich it is negative.
    pub longitude: i32,
}

/// A named group of units.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Audience {
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
    /// Who belongs; all conditions must hold.
    pub selector: Selector,
}

/// Conditions on a unit; an empty list sets no condition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Selector {
    /// Scored or not.
    pub scored: Option<bool>,
    /// Any of these categories.
    pub categories: Vec<String>,
    /// All of these tags.
    pub tags: Vec<String>,
    /// Only these units.
    pub units: Vec<UnitIx>,
    /// Not these units.
    pub except: Vec<UnitIx>,
    /// And members of all these audiences (each defined before this one).
    pub within: Vec<AudienceIx>,
}
