//! How a case stands for somebody who is written to about it: when the letter goes, not when what it tells of happened.

use muster_protocol::case::{CaseClock, CaseName};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{ContactIx, UnitIx};
use muster_protocol::item::{CaseNews, StepKind};
use muster_protocol::question::{CaseLimit, CaseStanding};
use muster_rules::limit::last_moment;
use muster_rules::zone::Zone;

use super::super::occasion::Occasion;
use super::super::rights::works_instead;
use super::super::state::State;
use super::announce::case_of;

/// The case that an announcement speaks of, as a post of a unit reads of it; none where it speaks of something else.
pub(crate) fn case_standing(
    def: &Definition,
    zone: &Zone,
    state: &State,
    (occasion, unit): (&Occasion, UnitIx),
    (kind, post): (StepKind, ContactIx),
) -> Option<CaseStanding> {
    let StepKind::CaseNews(news) = kind else { return None };
    let ix = case_of(occasion.key())?;
    let case = state.cases.get(ix)?;
    let limits = case.limits().map(|(clock, late)| {
        let (day, hour) = last_moment(zone, late);
        CaseLimit { clock, day, hour, over: case.late.contains(&clock) }
    });
    // By when the law has it done matters once the promise was not enough.
    let limits = limits.filter(|limit| limit.over || limit.clock != CaseClock::Statutory).collect();
    let worked_by = match news {
        CaseNews::PassedUp | CaseNews::Waits => Vec::new(),
        CaseNews::Dispatched | CaseNews::Replied | CaseNews::Late => works_instead(def, state, (post, unit)),
    };
    Some(CaseStanding {
        case: CaseName { kind: def.cases.get(case.kind.at())?.id.clone(), no: ix.0.saturating_add(1) },
        about: case.about.clone(),
        limits,
        worked_by,
    })
}

/// Whether that a time is over is no news any more: what it was for was done before the letter went.
pub(crate) fn caught_up(kind: StepKind, case: Option<&CaseStanding>) -> bool {
    let late = kind == StepKind::CaseNews(CaseNews::Late);
    late && case.is_some_and(|case| case.limits.iter().all(|limit| !limit.over))
}
