//! Where a visit that stands could lie instead: for anyone who moves it, and for anyone who checks a move.

use muster_protocol::any_of;
use muster_protocol::command::ItemName;
use muster_protocol::definition::{Definition, VisitProgramme};
use muster_protocol::ids::{ContactIx, OccasionIx, ProgrammeIx, UnitIx};
use muster_protocol::item::{OccasionKind, ProposedVisit, SlotReason};
use muster_protocol::question::{PlaceToVisit, VisitInstance};
use muster_protocol::time::{Date, Instant};
use muster_rules::calendar::is_workday;
use muster_rules::visit::{self, Broken, slot};
use muster_rules::zone::Zone;

use super::super::occasion::Occasion;
use super::super::state::State;
use super::instance::visit_instance;

/// How many slots are offered: more is a table, not a choice.
pub const OFFERED: usize = 3;

/// A visit that stands, with all that a slot for it must satisfy.
pub(in crate::campaign) struct StandingVisit<'a> {
    def: &'a Definition,
    programme: ProgrammeIx,
    rules: &'a VisitProgramme,
    zone: Zone,
    instance: VisitInstance,
    place: UnitIx,
    visitor: ContactIx,
    /// Days for which a visit of the place was called off: a person may choose one again, but none is offered.
    off: Vec<Date>,
}

impl<'a> StandingVisit<'a> {
    /// For a place of an open round, with somebody who would visit it.
    pub(in crate::campaign) fn of(
        def: &'a Definition,
        state: &State,
        now: Instant,
        (ix, place): (OccasionIx, UnitIx),
        visitor: ContactIx,
    ) -> Option<Self> {
        let mut instance = visit_instance(def, state, now, ix)?;
        let programme = instance.programme;
        let occasion = state.occasions().get(ix.at())?;
        let own = occasion.visit(place);
        let off = occasion.life(place).map(|life| life.off.clone()).unwrap_or_default();
        // What stands for the place itself gives way.
        instance.standing.retain(|one| Some(*one) != own);
        instance.along.retain(|one| own.is_none_or(|own| !visit::is_same(&own, one)));
        let last_visit = state.last_visit(programme, place);
        instance.places = vec![PlaceToVisit { place, visitor, last_visit, not_on: Vec::new(), turn: None }];
        let rules = def.visits.get(programme.at())?;
        Some(Self { def, programme, rules, zone: Zone::of(def).ok()?, instance, place, visitor, off })
    }

    /// A slot from one of the programme's start times, or any.
    pub(in crate::campaign) fn slot(
        &self,
        date: Date,
        start: muster_protocol::time::TimeOfDay,
    ) -> ProposedVisit {
        let (start, end) = slot(self.rules, &self.zone, date, start);
        ProposedVisit { place: self.place, visitor: self.visitor, date, start, end, reasons: Vec::new() }
    }

    /// What keeps a slot from being had, in the words of the rules; nothing where it fits.
    pub(in crate::campaign) fn broken(&self, visit: &ProposedVisit) -> Vec<Broken> {
        visit::broken(self.def, self.programme, &self.instance, std::slice::from_ref(visit))
    }

    /// What brings the visitor near on a day anyway.
    fn neighbour(&self, date: Date) -> Option<SlotReason> {
        let theirs =
            self.instance.standing.iter().filter(|one| (one.visitor, one.date) == (self.visitor, date));
        let places = theirs.map(|one| one.place);
        visit::road::neighbour(self.def, &self.rules.travel, self.place, places)
    }

    /// The best slots but one day's: where the visitor is near or in the same town anyway, then nearest to a day.
    pub(in crate::campaign) fn best(&self, near: Date, but: Option<(Date, Instant)>) -> Vec<ProposedVisit> {
        let mut found: Vec<(bool, u32, Date, ProposedVisit)> = Vec::new();
        let busy_days = visit::busy_days(self.def, self.visitor, (self.instance.first, self.instance.last));
        let days = (self.instance.first.0..=self.instance.last.0).map(Date);
        let offered =
            |day: &Date| is_workday(&self.def.calendar, *day).unwrap_or(false) && !self.off.contains(day);
        for date in days.filter(offered) {
            let slots = self.rules.starts.iter().map(|start| self.slot(date, *start));
            let free =
                |visit: &ProposedVisit| but != Some((date, visit.start)) && self.broken(visit).is_empty();
            if let Some(mut visit) = slots.into_iter().find(free) {
                let neighbour = self.neighbour(date);
                let free = SlotReason::VisitorFree { busy_days };
                visit.reasons = vec![neighbour.unwrap_or(SlotReason::Spread), free];
                found.push((neighbour.is_none(), date.0.abs_diff(near.0), date, visit));
            }
        }
        found.sort_by_key(|(apart, days, date, _)| (*apart, *days, *date));
        found.into_iter().take(OFFERED).map(|(.., visit)| visit).collect()
    }
}

/// A contact of the programme by id or post: anyone to whom a visit to the place can be given.
#[must_use]
pub fn visitor_named(
    def: &Definition,
    programme: ProgrammeIx,
    place: UnitIx,
    name: &str,
) -> Option<ContactIx> {
    let named = |ix: &ContactIx| {
        def.contacts.get(ix.at()).is_some_and(|contact| contact.id == name || contact.post == name)
    };
    visit::visitors(def, def.visits.get(programme.at())?, place).into_iter().find(named)
}

/// Posts to which a visit to a place can be given, each once.
pub(in crate::campaign) fn visitors(def: &Definition, programme: ProgrammeIx, place: UnitIx) -> Vec<&str> {
    let Some(rules) = def.visits.get(programme.at()) else { return Vec::new() };
    let all = visit::visitors(def, rules, place).into_iter();
    let mut posts: Vec<&str> =
        all.filter_map(|ix| def.contacts.get(ix.at())).map(|contact| contact.post.as_str()).collect();
    posts.sort_unstable();
    posts.dedup();
    posts
}

/// Slots that would fit a visit, best first; none where there is no such visit or visitor.
#[must_use]
pub fn fitting(
    def: &Definition,
    state: &State,
    now: Instant,
    item: &ItemName,
    visitor: Option<&str>,
) -> Option<Vec<ProposedVisit>> {
    let (ix, occasion) = state.occasion_by_key(&item.occasion)?;
    let place = def.unit_by_code(&item.unit)?;
    let (programme, life) = (programme(occasion)?, occasion.life(place)?);
    let visitor = match visitor {
        Some(name) => visitor_named(def, programme, place, name)?,
        None => life.visit.visitor,
    };
    let standing = StandingVisit::of(def, state, now, (ix, place), visitor)?;
    let but = (visitor == life.visit.visitor).then_some((life.visit.date, life.visit.start));
    Some(standing.best(life.visit.date, but))
}

/// The programme that an occasion is a round of.
pub(in crate::campaign) fn programme(occasion: &Occasion) -> Option<ProgrammeIx> {
    match occasion.kind() {
        OccasionKind::Visit(programme) => Some(programme),
        any_of!(OccasionKind: Duty Phase Snapshot Announcement Rating Stage Round) => None,
    }
}
