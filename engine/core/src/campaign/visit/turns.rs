//! Visitors who take turns: whose turn it is at a place, and whom a visit can be handed to without anybody overtaking.

use std::collections::BTreeMap;

use muster_protocol::definition::{Definition, Turns};
use muster_protocol::ids::{ContactIx, OccasionIx, ProgrammeIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::question::Turn;
use muster_protocol::time::Date;

use super::super::occasion::VisitStage;
use super::super::state::State;

/// Who take turns in a programme; nothing where each place has its own visitor.
pub(in crate::campaign) fn of(def: &Definition, programme: ProgrammeIx) -> Option<&Turns> {
    def.visits.get(programme.at())?.turns.as_ref()
}

/// How often each of those who take turns has been to a place or is about to go, and on which day last. What was called off is
/// no visit.
struct Had(BTreeMap<ContactIx, (u16, Option<Date>)>);

impl Had {
    fn at(state: &State, programme: ProgrammeIx, place: UnitIx, but: Option<OccasionIx>) -> Self {
        let mut had: BTreeMap<ContactIx, (u16, Option<Date>)> = BTreeMap::new();
        for (ix, occasion) in (0u32..).map(OccasionIx).zip(state.occasions()) {
            let ours = occasion.kind() == OccasionKind::Visit(programme) && but != Some(ix);
            let Some(life) = occasion.life(place).filter(|_| ours) else { continue };
            if !matches!(life.stage, VisitStage::CalledOff(_)) {
                let (times, last) = had.entry(life.visit.visitor).or_default();
                (*times, *last) = (times.saturating_add(1), (*last).max(Some(life.visit.date)));
            }
        }
        Self(had)
    }

    fn times(&self, visitor: ContactIx) -> u16 {
        self.0.get(&visitor).map_or(0, |(times, _)| *times)
    }

    fn last(&self, visitor: ContactIx) -> Option<Date> {
        self.0.get(&visitor).and_then(|(_, last)| *last)
    }
}

/// Whose turn it is at a place: of those who have been there least, the one who was there longest ago, and first in the file.
pub(super) fn next(
    def: &Definition,
    state: &State,
    programme: ProgrammeIx,
    place: UnitIx,
) -> Option<(ContactIx, Turn)> {
    let turns = of(def, programme)?;
    let had = Had::at(state, programme, place, None);
    let least = turns.visitors.iter().map(|visitor| had.times(*visitor)).min()?;
    let mut waiting: Vec<ContactIx> =
        turns.visitors.iter().copied().filter(|visitor| had.times(*visitor) == least).collect();
    waiting.sort_by_key(|visitor| had.last(*visitor));
    let mut waiting = waiting.into_iter();
    Some((waiting.next()?, Turn { had: least, others: waiting.collect() }))
}

/// Who would be overtaken if this one went instead: all who have not been to the place as often as the file asks, where this
/// one has. Nobody where visitors take no turns.
pub(in crate::campaign) fn overtaken(
    def: &Definition,
    state: &State,
    programme: ProgrammeIx,
    (ix, place): (OccasionIx, UnitIx),
    visitor: ContactIx,
) -> Vec<ContactIx> {
    let Some(turns) = of(def, programme) else { return Vec::new() };
    let had = Had::at(state, programme, place, Some(ix));
    let each = u16::from(turns.each);
    if had.times(visitor) < each {
        return Vec::new();
    }
    turns.visitors.iter().copied().filter(|other| had.times(*other) < each).collect()
}
