//! Visits: a plan is checked against the instance it was made from (ARCHITECTURE.md, “What always holds”), and so is every
//! change of one visit; a record closes the item.

mod change;
mod event;
mod fixed;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{ProposeVisits, Refusal, RefusalCode};
use muster_protocol::definition::{Definition, ReminderPolicy, VisitProgramme};
use muster_protocol::event::{VisitLeftOut, VisitMoved, VisitProposed};
use muster_protocol::ids::{ContactIx, Digest, OccasionIx, ProgrammeIx, RoleIx, UnitIx, Version};
use muster_protocol::item::left_out::NoSlot;
use muster_protocol::item::{LeftOut, OccasionKind, PlannedStep, ProposedVisit, StepReason, VisitNews};
use muster_protocol::question::{PlaceToVisit, StandingVisit, VisitInstance};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::audience::{calendar_of, contact_of, group_of};
use muster_rules::steps::{self, VisitDays, VisitRoles};
use muster_rules::visit::{self, Broken};

use super::super::occasion::{VisitLife, VisitOff, VisitStage};
use super::super::plan::OccasionPlanner;
use super::super::rights::Issuer;
use super::super::state::{Occasion, State};
use super::super::tick::withdraw;
use super::super::visit::instance::visit_instance;
use super::{Decided, assign, case, find, in_future, known, unknown};
use muster_protocol::catalogue::in_a_row;

pub(super) use change::change;
pub(super) use event::happened;
pub(super) use fixed::fix;
pub(super) use record::record;

pub(super) fn propose(def: &Definition, state: &State, at: Instant, body: &ProposeVisits) -> Decided {
    let found = state.occasion_by_key(&body.occasion);
    let instance = found.and_then(|(ix, _)| visit_instance(def, state, at, ix));
    let (Some((ix, occasion)), Some(mut instance)) = (found, instance) else {
        return Err(Refusal::plain(
            RefusalCode::UnknownName,
            format!("occasion {} is no open visit round", body.occasion),
        ));
    };
    instance.seen = body.seen;
    let same =
        state.numbering.names(instance.clone()).is_ok_and(|said| visit::digest(&said) == body.instance);
    if !same {
        return Err(Refusal::plain(
            RefusalCode::Stale,
            "the places, days or standing visits have changed since; ask again",
        ));
    }
    let visits = known(state, body.visits.clone())?;
    let left_out = known(state, body.left_out.clone())?;
    let round = Round { def, state, at, ix, occasion };
    let pinned = (body.seen, body.instance);
    let left_out = round.left_out(&instance, pinned, &visits, left_out)?;
    let mut events = round.planned(instance, pinned, &visits)?;
    events.extend(left_out);
    Ok(events)
}

/// A round for which visits are planned.
struct Round<'a> {
    def: &'a Definition,
    state: &'a State,
    at: Instant,
    ix: OccasionIx,
    occasion: &'a Occasion,
}

impl Round<'_> {
    /// The events of a plan that breaks no rule, pinned to what it was made from.
    fn planned(
        &self,
        mut instance: VisitInstance,
        (seen, digest): (Version, Digest),
        visits: &[ProposedVisit],
    ) -> Decided {
        let Self { def, state, at, ix, occasion } = *self;
        let OccasionKind::Visit(programme) = occasion.plan.kind else { return Ok(Vec::new()) };
        let (own, places) = instead(state, occasion, programme, visits)?;
        visit::give_way(&mut instance, &own, places);
        let broken = visit::broken(def, programme, &instance, visits);
        if !broken.is_empty() {
            return Err(Refusal::with_text(RefusalCode::Infeasible, reasons(broken)));
        }
        let planner = OccasionPlanner::new(def);
        let mut events = Vec::new();
        for visit in visits {
            if let Some(before) = own.iter().find(|one| one.place == visit.place) {
                events.extend(elsewhere((&planner, at), (ix, occasion), before, visit)?);
                continue;
            }
            // Overdue steps of a round that was late to be planned give way to the visit's own.
            let item = occasion.item(visit.place);
            events.extend(withdraw(occasion, ix, visit.place, item, StepReason::VisitChanged));
            let planned = Planned::of(&planner, (occasion, visit.place), visit.visitor, at);
            let (due_version, steps) = planned.steps(visit.date, planned.of_plan(visit.visitor))?;
            let visit = visit.clone();
            events.push(
                VisitProposed { occasion: ix, seen, instance: digest, visit, due_version, steps }.into(),
            );
        }
        Ok(events)
    }

    /// Why the plan has no visit for places, as far as that is not what the last one said.
    fn left_out(
        &self,
        instance: &VisitInstance,
        (seen, digest): (Version, Digest),
        visits: &[ProposedVisit],
        places: Vec<LeftOut>,
    ) -> Decided {
        let mut awaiting: BTreeMap<UnitIx, &PlaceToVisit> =
            instance.places.iter().map(|place| (place.place, place)).collect();
        for visit in visits {
            awaiting.remove(&visit.place);
        }
        let mut without: BTreeSet<UnitIx> = instance.without.iter().copied().collect();
        let mut events = Vec::new();
        for left_out in places {
            let goes = |place: &PlaceToVisit, visitor: ContactIx| {
                let turn = place.turn.as_ref();
                place.visitor == visitor || turn.is_some_and(|turn| turn.others.contains(&visitor))
            };
            let nobody = left_out.why == NoSlot::NoVisitor;
            let sound = match left_out.visitor {
                Some(visitor) => {
                    let place = awaiting.remove(&left_out.place);
                    !nobody && place.is_some_and(|place| goes(place, visitor))
                }
                None => nobody && without.remove(&left_out.place),
            };
            if !sound {
                let unit = self.def.units.get(left_out.place.at());
                let place = unit.map_or("?", |unit| unit.code.as_str());
                let visitor = left_out.visitor.and_then(|visitor| self.def.contacts.get(visitor.at()));
                let post = visitor.map_or("?", |found| found.post.as_str());
                return Err(Refusal::with_text(
                    RefusalCode::Infeasible,
                    text!("left-out-where-no-visit-by-them-is-awaited", place, post),
                ));
            }
            if self.occasion.left_out(left_out.place) != Some(&left_out) {
                let occasion = self.ix;
                events.push(VisitLeftOut { occasion, seen, instance: digest, left_out }.into());
            }
        }
        Ok(events)
    }
}

/// Which rules a plan breaks, in one sentence.
fn reasons(broken: Vec<Broken>) -> LocalizedText {
    let said: Vec<LocalizedText> = broken.into_iter().map(|one| one.said).collect();
    in_a_row::texts(&said, id!("semicolon-between-reasons"))
}

/// Visits of the round that stand and for whose places others are given, with those places: what people fixed themselves takes
/// the place of what was proposed.
fn instead(
    state: &State,
    occasion: &Occasion,
    programme: ProgrammeIx,
    visits: &[ProposedVisit],
) -> Result<(Vec<StandingVisit>, Vec<PlaceToVisit>), Refusal> {
    let (mut own, mut places) = (Vec::new(), Vec::new());
    for visit in visits {
        let place = visit.place;
        let (Some(standing), Some(life)) = (occasion.visit(place), occasion.life(place)) else { continue };
        if life.stage == VisitStage::Made {
            let said = text!("the-visit-of-date-was-made-record-it", date = standing.date);
            return Err(Refusal::wrong_state(said));
        }
        let last_visit = state.last_visit(programme, place);
        let not_on = life.off.clone();
        places.push(PlaceToVisit { place, visitor: standing.visitor, last_visit, not_on, turn: None });
        own.push(standing);
    }
    own.dedup();
    places.dedup();
    Ok((own, places))
}

/// A visit that stands has another slot.
fn elsewhere(
    (planner, at): (&OccasionPlanner<'_>, Instant),
    (ix, occasion): (OccasionIx, &Occasion),
    before: &StandingVisit,
    visit: &ProposedVisit,
) -> Decided {
    if (before.date, before.start) == (visit.date, visit.start) {
        return Ok(Vec::new());
    }
    let planned = Planned::of(planner, (occasion, visit.place), visit.visitor, at);
    let news = planned.of_change(visit.visitor, VisitNews::Moved);
    let (due_version, steps) = planned.steps(visit.date, news)?;
    let before = withdraw(occasion, ix, visit.place, occasion.item(visit.place), StepReason::VisitChanged);
    let moved = VisitMoved { occasion: ix, visit: visit.clone(), due_version, steps }.into();
    Ok(before.into_iter().chain([moved]).collect())
}

/// A visit whose steps are planned.
struct Planned<'a> {
    planner: &'a OccasionPlanner<'a>,
    occasion: &'a Occasion,
    place: UnitIx,
    at: Instant,
    /// Roles that come along and hear of it as such: neither the visitor nor who hears of it at the place.
    along: Vec<RoleIx>,
}

impl<'a> Planned<'a> {
    fn of(
        planner: &'a OccasionPlanner<'a>,
        (occasion, place): (&'a Occasion, UnitIx),
        visitor: ContactIx,
        at: Instant,
    ) -> Self {
        let def = planner.def;
        let rules = match occasion.plan.kind {
            OccasionKind::Visit(programme) => def.visits.get(programme.at()),
            any_of!(OccasionKind: Duty Phase Snapshot Announcement Rating Stage Round) => None,
        };
        let told = rules.and_then(|rules| def.policies.get(rules.policy.at())).map(|policy| policy.to);
        let mut known = BTreeSet::from([visitor]);
        let companions = rules.map(|rules| rules.companions.as_slice()).unwrap_or_default();
        let along = companions.iter().copied().filter(|role| {
            let who = contact_of(def, place, *role).filter(|_| Some(*role) != told);
            who.is_some_and(|who| known.insert(who))
        });
        Self { planner, occasion, place, at, along: along.collect() }
    }

    /// The steps around a day, as the next due version of the item.
    fn steps(&self, date: Date, news: VisitNews) -> Result<(u8, Vec<PlannedStep>), Refusal> {
        let (programme, policy, roles) = self.rules()?;
        let steps = steps::around_visit(programme, policy, self.days(), date, (news, self.at), roles);
        Ok((self.due_version(), steps.map_err(|error| no_table(&error))?))
    }

    /// The news of a plan: with those that the visit before it is off, where nobody has heard them yet.
    fn of_plan(&self, visitor: ContactIx) -> VisitNews {
        let untold = self.occasion.heard(self.place, |news| news == VisitNews::CalledOff).not_by_all;
        let before = self.occasion.life(self.place).and_then(VisitLife::called_off).filter(|_| untold);
        before.map_or(VisitNews::Proposed, |off| instead_of(&off, visitor))
    }

    /// The news of a change: what nobody has heard yet is told with it, as it stands then.
    fn of_change(&self, visitor: ContactIx, change: VisitNews) -> VisitNews {
        let untold = |is_it: fn(VisitNews) -> bool| self.occasion.heard(self.place, is_it).not_by_all;
        let off = self.occasion.life(self.place).and_then(|life| life.instead_of);
        match off.filter(|_| untold(VisitNews::tells_of_another)) {
            Some(off) => instead_of(&off, visitor),
            None if change == VisitNews::Moved && untold(|news| news == VisitNews::Proposed) => {
                VisitNews::Proposed
            }
            None => change,
        }
    }

    /// What is said of a visit that does not take place.
    fn called_off(&self) -> Result<(u8, Vec<PlannedStep>), Refusal> {
        let (_, policy, roles) = self.rules()?;
        let steps = steps::called_off(policy, self.days(), (self.at, true), roles);
        Ok((self.due_version(), steps.map_err(|error| no_table(&error))?))
    }

    /// The visitor goes by the campaign's days, the place by those of its group.
    fn days(&self) -> VisitDays<'_> {
        let def = self.planner.def;
        let place = calendar_of(def, group_of(def, self.place));
        VisitDays { visitor: &def.calendar, place, zone: &self.planner.zone, last: self.planner.last_day() }
    }

    fn rules(&self) -> Result<(&VisitProgramme, &ReminderPolicy, VisitRoles<'_>), Refusal> {
        let OccasionKind::Visit(programme) = self.occasion.plan.kind else {
            return Err(Refusal::plain(RefusalCode::UnknownName, "not a visit round"));
        };
        let def = self.planner.def;
        let programme = &def.visits[programme.at()];
        let policy = &def.policies[programme.policy.at()];
        let visitor = programme.visitor;
        // A place whose role nobody holds hears nothing: a step that nobody gets would be a dead letter.
        let heard = contact_of(def, self.place, policy.to).is_some() && policy.to != visitor;
        let place = heard.then_some(policy.to);
        Ok((programme, policy, VisitRoles { visitor, place, along: &self.along }))
    }

    fn due_version(&self) -> u8 {
        let item = self.occasion.item(self.place);
        item.due_version.max(self.occasion.due_version).saturating_add(1)
    }
}

/// The news of a visit by somebody instead of one that is off.
fn instead_of(off: &VisitOff, visitor: ContactIx) -> VisitNews {
    if off.visit.visitor == visitor { VisitNews::PlannedAgain } else { VisitNews::GivenToAnother }
}

fn no_table(error: &muster_rules::calendar::MissingYear) -> Refusal {
    Refusal::plain(RefusalCode::WrongDay, error.to_string())
}
