//! What of a campaign a post sees at all: whose items, steps, messages, cases and points.
//!
//! The posts of a unit see that unit. A role that is not one unit's sees every unit where the file gives it something to do
//! with all of them: a right over their matters, or its name beside a duty, a line of a sheet, a stage, a kind of cases or of
//! tasks. What was said and handed in is narrower, see [`super::may_read_of`].

use muster_protocol::definition::{By, Definition, Exclusion, Right, Role, Scope, Scorer};
use muster_protocol::ids::{PhaseIx, RoleIx, UnitIx};

use super::given;
use super::outcome::{holds_in, is_of};
use super::post::Post;

/// Rights over the matters of every unit. What is not here somebody has for itself: it hands in, signs, visits, rates, appeals.
const OVER_ALL: [Right; 20] = [
    Right::Preview,
    Right::Launch,
    Right::Amend,
    Right::Hold,
    Right::Assign,
    Right::Inspect,
    Right::Urge,
    Right::Collate,
    Right::Review,
    Right::Score,
    Right::Recheck,
    Right::ApproveLists,
    Right::Veto,
    Right::AnswerAppeals,
    Right::ReceivePledges,
    Right::SubmitFor,
    Right::HandleCases,
    Right::SeeRestricted,
    Right::Export,
    Right::Erase,
];

/// What of a campaign a post sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// The matters of every unit.
    Whole,
    /// The matters of these units, of each of which it is a post.
    Units(Vec<UnitIx>),
}

/// What a post sees while a phase is in force.
#[must_use]
pub fn sight(def: &Definition, phase: Option<PhaseIx>, actor: &str) -> Sight {
    let post = Post::named(def, actor);
    let oversees = |(ix, role): (RoleIx, &Role)| {
        let holds = role.scope != Scope::Unit && holds_in(phase, role) && post.holds(def, role);
        holds && (OVER_ALL.iter().any(|right| role.can.contains(right)) || is_named(def, ix, role))
    };
    if (0u8..).map(RoleIx).zip(&def.roles).any(oversees) {
        return Sight::Whole;
    }
    let units = (0u32..).map(UnitIx).take(def.units.len());
    Sight::Units(units.filter(|unit| is_of(def, &post, *unit)).collect())
}

/// Whether a post may hand in what a unit is asked for, while a phase is in force: what is said of the command when it comes, said
/// before anybody fills in a form.
#[must_use]
pub fn hands_in(def: &Definition, phase: Option<PhaseIx>, actor: &str, unit: UnitIx) -> bool {
    has_for(def, Right::Submit, phase, (actor, unit))
}

/// The same of working on the cases of a unit.
#[must_use]
pub fn works_on_cases(def: &Definition, phase: Option<PhaseIx>, actor: &str, unit: UnitIx) -> bool {
    has_for(def, Right::HandleCases, phase, (actor, unit))
}

/// The same of cases that come in at a unit: by those who handle them, and by those who bring their own. Where the file gives
/// neither right to anybody, nobody does from elsewhere.
#[must_use]
pub fn takes_cases_in(def: &Definition, phase: Option<PhaseIx>, actor: &str, unit: UnitIx) -> bool {
    [Right::HandleCases, Right::BringCases].into_iter().any(|right| has_at(def, phase, actor, (right, unit)))
}

/// Whether a post has a right for a unit while a phase is in force, or the file gives it to nobody.
fn has_for(def: &Definition, right: Right, phase: Option<PhaseIx>, (actor, unit): (&str, UnitIx)) -> bool {
    !given(def, right) || has_at(def, phase, actor, (right, unit))
}

/// Whether a post has a right at a unit while a phase is in force.
fn has_at(def: &Definition, phase: Option<PhaseIx>, actor: &str, (right, unit): (Right, UnitIx)) -> bool {
    let post = Post::named(def, actor);
    let may = |(ix, role): (RoleIx, &Role)| {
        let reaches =
            if role.scope == Scope::Unit { post.holds_at(def, ix, unit) } else { post.holds(def, role) };
        let own = role.except.contains(&Exclusion::OwnUnit) && post.belongs_to(def, unit, ix);
        role.can.contains(&right) && holds_in(phase, role) && reaches && !own
    };
    (0u8..).map(RoleIx).zip(&def.roles).any(may)
}

/// Whether it is written down what a post reads of units that are not its own: one of its roles says so.
#[must_use]
pub fn is_recorded(def: &Definition, actor: &str) -> bool {
    let post = Post::named(def, actor);
    let mut roles = (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, role)| role.recorded);
    roles.any(|(ix, role)| post.holds(def, role) || post.units(def, ix).next().is_some())
}

/// Whether the file names a role as the one that judges, decides or gives out something of every unit's.
fn is_named(def: &Definition, ix: RoleIx, role: &Role) -> bool {
    let mut reviews = def.duties.iter().filter_map(|duty| duty.review.as_ref());
    let mut lines = def.scores.iter().flat_map(|sheet| &sheet.groups).flat_map(|group| &group.lines);
    let mut stages = def.selections.iter().flat_map(|selection| &selection.stages);
    reviews.any(|review| review.by == role.id || review.by == role.name)
        || lines.any(|line| matches!(line.scorer, Scorer::Judged { by, .. } if by == ix))
        || stages.any(|stage| matches!(stage.by, By::Role(by) if by == ix))
        || def.cases.iter().any(|kind| kind.pass_up == Some(ix))
        || def.assignable.iter().any(|kind| kind.by == ix)
}
