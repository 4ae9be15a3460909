use serde::{Deserialize, Serialize};

use crate::definition::Ledger;
use crate::ids::{DutyIx, OutletIx, SelectionIx};

/// What kind of duty it is, with what only that kind has. Every kind falls due in the same way and may be reminded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Variant {
    /// Something is handed in (报送).
    #[default]
    Deliver,
    /// An activity is held and recorded (S9, S10, S12, S16).
    Hold(Hold),
    /// Numbers are reported; what lies behind them is never stored (S15).
    Count,
    /// A promise is made, published and kept (S24, S26, S27).
    Pledge(Pledge),
    /// A promise is checked: kept, partly kept or broken.
    PledgeCheck(DutyIx),
    /// A ledger is kept up to date (S20, S29, S40, S43).
    Ledger(Ledger),
    /// Something is published, with a link or picture as proof (S58, S79).
    Publish(Vec<OutletIx>),
    /// An outlet is kept alive (S54, S56).
    Outlet(OutletIx),
    /// Something is tried out; it may end *not adopted* without being late (S57). With the id of the whole, which its
    /// parts share: what is not adopted in one part is not asked in the later ones.
    Explore(String),
    /// Progress of what another duty announced, reported until that is done (S64).
    Progress(DutyIx),
    /// A task that is given out at any time, with a due day of its own then: its rule brings no occasion (交办, S62).
    Task,
    /// A stage of a selection, by its place among the selection's stages (S25, S34, S35, S80).
    Stage(SelectionIx, u8),
}

/// An activity that is held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Hold {
    /// Ways of holding it; a unit uses each at least once before the last is due.
    pub methods: Vec<String>,
    /// What the activities together must treat.
    pub topics: Vec<String>,
    /// Who is invited, by post; empty means no list of attendance is kept.
    pub invitees: Vec<String>,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// To whom it is made, at least one.
    pub made_to: Vec<String>,
    /// What it must speak of; one that is missing leaves it open.
    pub sections: Vec<String>,
    /// Where it is published.
    pub publish: Vec<OutletIx>,
    /// Whether each member makes one: then heads are counted and no text of a person is stored.
    pub each_member: bool,
}

/// A place where the campaign publishes: a website, a notice board, a telephone line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// Slug.
    pub id: String,
    /// Name in the committee's words.
    pub name: String,
    /// Rows of the plan that it serves.
    pub refs: Vec<String>,
}
