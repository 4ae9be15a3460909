//! What is done to one visit that stands: confirmed, moved, handed to somebody else, called off, made.

use muster_protocol::catalogue::Listed;
use muster_protocol::command::{ChangeVisit, Refusal, RefusalCode, VisitChange};
use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CalledOff, Event, VisitCalledOff, VisitConfirmed, VisitDelegated, VisitMade, VisitMoved,
};
use muster_protocol::ids::{ContactIx, Digest, OccasionIx, ProgrammeIx, UnitIx};
use muster_protocol::item::{PlannedStep, ProposedVisit, StepReason, VisitNews};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_protocol::{id, text};
use muster_rules::audience::post_named;

use super::super::super::occasion::{VisitLife, VisitStage};
use super::super::super::tick::withdraw;
use super::super::super::visit::slots::{self, StandingVisit};
use super::super::super::visit::turns;
use super::super::Decided;
use super::{Occasion, OccasionPlanner, Planned, State, find, in_future, reasons, unknown};

/// The visit that is changed.
struct Changed<'a> {
    def: &'a Definition,
    state: &'a State,
    planner: &'a OccasionPlanner<'a>,
    ix: OccasionIx,
    occasion: &'a Occasion,
    place: UnitIx,
    life: &'a VisitLife,
    at: Instant,
}

pub(in super::super) fn change(def: &Definition, state: &State, at: Instant, body: &ChangeVisit) -> Decided {
    let (ix, occasion, place) = find(def, state, &body.item)?;
    let stands = occasion.life(place).filter(|life| {
        let over = matches!(life.stage, VisitStage::CalledOff(_) | VisitStage::Recorded);
        occasion.item(place).awaits() && !over
    });
    let Some(life) = stands else {
        let said = text!("item-has-no-visit-that-stands-not-planned", item = body.item);
        return Err(Refusal::wrong_state(said));
    };
    let planner = OccasionPlanner::new(def);
    let changed = Changed { def, state, planner: &planner, ix, occasion, place, life, at };
    match &body.change {
        VisitChange::Confirm => changed.confirm(),
        VisitChange::Move { date, start } => changed.move_to(*date, *start),
        VisitChange::Delegate { to } => changed.delegate(to),
        VisitChange::CallOff { why, reason } => changed.call_off(*why, *reason),
        VisitChange::Made { on } => changed.made(*on),
    }
}

impl Changed<'_> {
    fn planned_for(&self, visitor: ContactIx) -> Planned<'_> {
        Planned::of(self.planner, (self.occasion, self.place), visitor, self.at)
    }

    /// The steps around the visit as somebody makes it from now on.
    fn told(
        &self,
        visitor: ContactIx,
        date: Date,
        news: VisitNews,
    ) -> Result<(u8, Vec<PlannedStep>), Refusal> {
        let planned = self.planned_for(visitor);
        planned.steps(date, planned.of_change(visitor, news))
    }

    /// The event behind the end of the steps that were planned before.
    fn with(&self, event: Event) -> Vec<Event> {
        let item = self.occasion.item(self.place);
        let before = withdraw(self.occasion, self.ix, self.place, item, StepReason::VisitChanged);
        before.into_iter().chain([event]).collect()
    }

    fn confirm(&self) -> Decided {
        if self.life.stage != VisitStage::Proposed {
            return Ok(Vec::new());
        }
        let (due_version, steps) =
            self.told(self.life.visit.visitor, self.life.visit.date, VisitNews::Confirmed)?;
        Ok(self.with(VisitConfirmed { occasion: self.ix, place: self.place, due_version, steps }.into()))
    }

    fn move_to(&self, date: Date, start: TimeOfDay) -> Decided {
        let standing = self.standing(self.life.visit.visitor)?;
        let visit = standing.slot(date, start);
        if (visit.date, visit.start) == (self.life.visit.date, self.life.visit.start) {
            return Ok(Vec::new());
        }
        self.fits(&standing, &visit)?;
        let (due_version, steps) = self.told(self.life.visit.visitor, date, VisitNews::Moved)?;
        Ok(self.with(VisitMoved { occasion: self.ix, visit, due_version, steps }.into()))
    }

    fn delegate(&self, to: &str) -> Decided {
        let programme = slots::programme(self.occasion);
        let named = programme.and_then(|programme| slots::visitor_named(self.def, programme, self.place, to));
        let visitor = named.ok_or_else(|| self.no_visitor(programme, to))?;
        if visitor == self.life.visit.visitor {
            return Ok(Vec::new());
        }
        self.in_turn(visitor)?;
        let standing = self.standing(visitor)?;
        let own = self.life.visit;
        let (date, start, end) = (own.date, own.start, own.end);
        let visit = ProposedVisit { place: self.place, visitor, date, start, end, reasons: Vec::new() };
        self.fits(&standing, &visit)?;
        let (due_version, steps) = self.told(visitor, date, VisitNews::Delegated)?;
        Ok(self.with(VisitDelegated { occasion: self.ix, visit, due_version, steps }.into()))
    }

    /// Says why nobody who may visit the place is called so: the post is another one, or there is no such post.
    fn no_visitor(&self, programme: Option<ProgrammeIx>, to: &str) -> Refusal {
        let known = programme.map(|programme| slots::visitors(self.def, programme, self.place));
        let known = known.unwrap_or_default();
        let Some(post) = post_named(self.def, to).and_then(|ix| self.def.contacts.get(ix.at())) else {
            return unknown(id!("visitor"), to, known.into_iter());
        };
        let place = self.def.units.get(self.place.at()).map_or("?", |unit| unit.short.as_str());
        let post = &post.post;
        let said = text!("post-may-not-visit-this-place-those-who-may", post, place, may: Listed(&known));
        Refusal::with_text(RefusalCode::Infeasible, said)
    }

    /// Refuses somebody who would come once more than the file asks while others have not come so often.
    fn in_turn(&self, visitor: ContactIx) -> Result<(), Refusal> {
        let Some(programme) = slots::programme(self.occasion) else { return Ok(()) };
        let overtaken = turns::overtaken(self.def, self.state, programme, (self.ix, self.place), visitor);
        let each = turns::of(self.def, programme).map_or(0, |turns| turns.each);
        if overtaken.is_empty() {
            return Ok(());
        }
        let post = |ix: &ContactIx| self.def.contacts.get(ix.at()).map_or("?", |it| it.post.as_str());
        let waiting: Vec<&str> = overtaken.iter().map(post).collect();
        let who = post(&visitor);
        Err(Refusal::with_text(
            RefusalCode::Infeasible,
            text!("who-has-had-its-times-there-already", who, #each = each, waiting: Listed(&waiting)),
        ))
    }

    fn standing(&self, visitor: ContactIx) -> Result<StandingVisit<'_>, Refusal> {
        let found = StandingVisit::of(self.def, self.state, self.at, (self.ix, self.place), visitor);
        found.ok_or_else(|| Refusal::wrong_state(text!("the-round-of-visits-is-over")))
    }

    /// Refuses a slot that breaks a rule, and says which would do.
    fn fits(&self, standing: &StandingVisit<'_>, visit: &ProposedVisit) -> Result<(), Refusal> {
        if self.life.stage == VisitStage::Made {
            return Err(Refusal::wrong_state(text!("the-visit-was-made-record-it")));
        }
        let broken = standing.broken(visit);
        if broken.is_empty() {
            return Ok(());
        }
        let zone = &self.planner.zone;
        // What it has already is no other slot.
        let own = &self.life.visit;
        let offered = standing.best(visit.date, Some((own.date, own.start)));
        let offered: Vec<String> =
            offered.iter().map(|slot| format!("{} {}", slot.date, zone.time_of(slot.start))).collect();
        let said = if offered.is_empty() {
            text!("no-other-slot-of-the-round-is-free")
        } else {
            text!("free-are-offered", offered: Listed(&offered))
        };
        let said = text!("this-slot-breaks-rules-and-others", broken: reasons(broken), said: said);
        Err(Refusal::with_text(RefusalCode::Infeasible, said))
    }

    fn call_off(&self, why: CalledOff, reason: Option<Digest>) -> Decided {
        let today = self.planner.zone.date_of(self.at);
        let day = self.life.visit.date;
        let said = match why {
            _ if self.life.stage == VisitStage::Made => text!("the-visit-was-made-record-it"),
            CalledOff::Left => text!("a-visit-is-called-off-so-by-the-roster"),
            CalledOff::NoShow if day > today => text!("the-visit-is-on-day-which-has-not", day),
            CalledOff::Declined | CalledOff::Cancelled if day < today => {
                text!("the-visit-was-on-day-record-it-or", day)
            }
            CalledOff::NoShow | CalledOff::Declined | CalledOff::Cancelled => {
                let planned = self.planned_for(self.life.visit.visitor);
                let (due_version, steps) = planned.called_off()?;
                let (occasion, place) = (self.ix, self.place);
                let event = VisitCalledOff { occasion, place, why, reason, due_version, steps };
                return Ok(self.with(event.into()));
            }
        };
        Err(Refusal::wrong_day(said))
    }

    fn made(&self, on: Date) -> Decided {
        let today = self.planner.zone.date_of(self.at);
        if on > today {
            return Err(in_future(on, today));
        }
        if self.life.stage == VisitStage::Made && self.life.visit.date == on {
            return Ok(Vec::new());
        }
        Ok(vec![VisitMade { occasion: self.ix, place: self.place, on }.into()])
    }
}
