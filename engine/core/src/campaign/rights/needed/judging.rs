//! What judging asks of the one who does it.

use muster_protocol::command::{Ballot, Judge};
use muster_protocol::definition::{Definition, ListKind, Right, Scorer};
use muster_protocol::ids::RoleIx;
use muster_rules::audience::rates_by_post;
use muster_rules::score::listing;

use super::{About, Grant, Need, State, unit};

pub(super) fn need(def: &Definition, state: &State, body: &Judge) -> Need {
    let whole = |right| Need::right(right, About::Campaign);
    match body {
        // The file says which role judges a line; nobody else does.
        Judge::Give(on, _) => match judge_of(def, &on.sheet, &on.line) {
            Some(role) => Need::new(Grant::Role(role), unit(def, &on.backed.unit)),
            None => Need::right(Right::Score, unit(def, &on.backed.unit)),
        },
        Judge::Deduct(on, ..) => inspect(unit(def, &on.backed.unit)),
        Judge::Add(backed, ..) => inspect(unit(def, &backed.unit)),
        // Who rechecks what others gave takes out what does not hold; nobody takes out what was found of their own unit where the
        // file recuses them.
        Judge::Withdraw(number, _) => {
            let entry = number.checked_sub(1).and_then(|at| state.facts().entries.get(at as usize));
            let about = entry.map_or(About::Campaign, |entry| About::Unit(entry.unit));
            inspect(about).or(Some(Grant::Right(Right::Recheck)))
        }
        Judge::ProposeVeto(backed, ..) => {
            let need = Need::right(Right::Inspect, unit(def, &backed.unit));
            need.or(Some(Grant::Right(Right::Veto))).or(Some(Grant::Right(Right::Score)))
        }
        Judge::DecideVeto(..) => whole(Right::Veto),
        Judge::Invite(_) | Judge::Publish(_) => whole(Right::Collate),
        Judge::Snapshot(..) => whole(Right::Collate).or(Some(Grant::Right(Right::Export))),
        Judge::Rate(rate) => {
            let round = def.reviews.iter().find(|round| round.id == rate.round);
            let group = round.and_then(|round| round.raters.iter().find(|group| group.name == rate.group));
            let role = group.and_then(|group| group.role);
            let paper = matches!(rate.ballot, Ballot::Paper(_));
            // Where raters answer as posts, paper names one of them: no rater enters another's.
            let grant = match group {
                Some(group) if paper && rates_by_post(def, group) => Grant::Right(Right::Collate),
                Some(_) | None => role.map_or(Grant::Anybody, Grant::Role),
            };
            // The code is the right: who answers by it says no more of themselves than their role.
            let name = role.filter(|_| matches!(rate.ballot, Ballot::Code(_))).map(Grant::Name);
            // Paper ballots are counted by the office that collates the round, no matter who filled them in.
            let office = paper.then_some(Grant::Right(Right::Collate));
            let own = Need::new(grant, About::Campaign).or(office).or(name);
            Need { lent: vec![Right::SubmitFor, Right::Collate], ..own }
        }
        Judge::Draw(draw) => {
            let round = def.reviews.iter().find(|round| round.id == draw.round);
            whole(Right::Inspect).or(round.and_then(|round| round.by).map(Grant::Role))
        }
        Judge::Appeal(on) => Need::right(Right::Appeal, unit(def, &on.backed.unit)).lent(),
        Judge::AnswerAppeal(number, ..) => {
            let appeal = number.checked_sub(1).and_then(|at| state.facts().appeals.get(at as usize));
            let sheet = appeal.and_then(|appeal| def.scores.iter().find(|sheet| sheet.id == appeal.sheet));
            let by = sheet.and_then(|sheet| sheet.appeals.as_ref()).map(|appeals| Grant::Role(appeals.by));
            whole(Right::AnswerAppeals).or(by)
        }
        Judge::Propose(it) => {
            let list = def.lists.iter().find(|list| list.id == it.list);
            let kind = list.and_then(|list| list.kinds.iter().find(|known| known.name == it.kind));
            proposes(kind)
        }
        Judge::State(number, _) => {
            let entry = number.checked_sub(1).and_then(|at| state.facts().listed.get(at as usize));
            let about = entry.map_or(About::Campaign, |entry| About::Unit(entry.unit));
            Need::right(Right::State, about).lent()
        }
        Judge::DecideList(number, ..) => {
            let entry = number.checked_sub(1).and_then(|at| state.facts().listed.get(at as usize));
            let list = entry.and_then(|entry| def.lists.iter().find(|list| list.id == entry.list));
            match list {
                Some(list) => Need::new(Grant::Role(list.approve), About::Campaign),
                None => whole(Right::ApproveLists),
            }
        }
    }
}

/// Those who collate, or find what the kind is about; of what is only found those who find it, and nobody in their place.
fn proposes(kind: Option<&ListKind>) -> Need {
    let mut finders = kind.into_iter().flat_map(listing::finders).map(Grant::Role);
    let first = match kind {
        Some(kind) if listing::by_finding_alone(kind) => finders.next(),
        Some(_) | None => None,
    };
    let need = Need::new(first.unwrap_or(Grant::Right(Right::Collate)), About::Campaign);
    finders.fold(need, |need, grant| need.or(Some(grant)))
}

/// Anyone who inspects, or scores.
fn inspect(about: About) -> Need {
    Need::right(Right::Inspect, about).or(Some(Grant::Right(Right::Score)))
}

fn judge_of(def: &Definition, sheet: &str, line: &str) -> Option<RoleIx> {
    let sheet = def.scores.iter().find(|known| known.id == sheet)?;
    let line = sheet.groups.iter().flat_map(|group| &group.lines).find(|known| known.name == line)?;
    match line.scorer {
        Scorer::Judged { by, .. } => Some(by),
        Scorer::Auto(_) | Scorer::Deduct(_) => None,
    }
}
