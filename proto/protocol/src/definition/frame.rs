use serde::{Deserialize, Serialize};

use crate::ids::{Digest, PhaseIx};
use crate::time::Date;

/// What the campaign stands on and what its lines refer to: rows S1 to S7, S19, S72 to S75 and S83.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Frame {
    /// Rows of the plan that the campaign as a whole serves.
    pub refs: Vec<String>,
    /// The superior's paper that it carries out.
    pub directive: Option<Directive>,
    /// Campaigns that run alongside; one record may count for several, once in each.
    pub together_with: Vec<Concurrent>,
    /// What it is to achieve, asked of people before and after, never scored by itself.
    pub goals: Option<Goals>,
    /// Closed lists of tags that duties and records refer to.
    pub taxonomies: Vec<Taxonomy>,
    /// Vague words of the plan, each with its one meaning.
    pub words: Vec<BoundWord>,
    /// What each category of units is to stress.
    pub themes: Vec<Theme>,
}

/// The superior's paper: the root that an audit walks up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// Its title.
    pub name: String,
    /// Rows of the plan.
    pub refs: Vec<String>,
    /// Name of the file beside the main file.
    pub file: String,
    /// Digest of the file's bytes.
    pub digest: Digest,
    /// The day it was issued, if the file says it.
    pub date: Option<Date>,
}

/// A campaign that runs alongside this one (结合开展).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concurrent {
    /// Its name.
    pub name: String,
    /// Rows of the plan.
    pub refs: Vec<String>,
}

/// Goals of outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goals {
    /// Rows of the plan.
    pub refs: Vec<String>,
    /// The phase in which people are asked.
    pub phase: PhaseIx,
    /// The goals, one question each.
    pub items: Vec<String>,
}

/// A closed list of tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Its name, such as 五服务.
    pub name: String,
    /// Rows of the plan.
    pub refs: Vec<String>,
    /// The tags; no tag stands in two taxonomies.
    pub values: Vec<String>,
}

/// A tag of a taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tag {
    /// Index into [`Frame::taxonomies`].
    pub taxonomy: u8,
    /// Index into [`Taxonomy::values`].
    pub value: u8,
}

/// A vague word of the plan (定期, 适时, 及时) with what it means in this campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundWord {
    /// The word.
    pub word: String,
    /// A cadence or a limit in the grammar of dates, such as 每季度1次.
    pub meaning: String,
}

/// The theme of a category of units (分类指导).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// The category, as in the roster.
    pub category: String,
    /// Rows of the plan.
    pub refs: Vec<String>,
    /// The theme, such as 务实亲民.
    pub theme: String,
    /// What duties that ask for the focus must cover, each at least once.
    pub focus: Vec<String>,
    /// The part that units of the category play, such as 协助和监督.
    pub part: String,
}
