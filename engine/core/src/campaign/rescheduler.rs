//! Moves what is planned: occasions to new dates, their open items with them, and out of use. Each event is applied
//! at once to a state of its own, so that what comes next sees it.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::command::Refusal;
use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CalledOff, Event, ItemMoved, ItemOpened, ItemWaived, OccasionMoved, OccasionPlanned, OccasionRetired,
    OwnDue, StepWithdrawn,
};
use muster_protocol::ids::{OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{CHUNK, OccasionKind, PlannedStep, StepKind, StepReason, WaiveReason};
use muster_protocol::text;
use muster_protocol::time::{Date, Instant};

use super::evolve::evolve;
use super::plan::OccasionPlanner;
use super::state::{Item, ItemState, Occasion, State};
use super::tick::{goes, not_visited};

/// Most due versions that moves may come to; the rest of a byte is room for returns.
const VERSIONS_MAX: u8 = 150;

/// Where an open occasion goes.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) nth: u32,
    pub(super) due_day: Date,
    pub(super) due: Instant,
    /// Steps up to the due instant, those that are over among them.
    pub(super) steps: Vec<PlannedStep>,
    pub(super) catch_up_hours: u16,
}

/// A state being moved.
#[derive(Debug)]
pub(super) struct Rescheduler<'a> {
    pub(super) planner: OccasionPlanner<'a>,
    pub(super) state: State,
    pub(super) at: Instant,
    pub(super) events: Vec<Event>,
}

/// What a step says, and to whom.
type SentKind = (StepKind, RoleIx);

/// How an item follows its occasion: numbers of its steps, of those it had been reminded of, whether it stays late.
type Following = (Vec<u8>, Vec<u8>, bool);

/// How an item goes to another day of its own: its due version, the day, the instant and the steps, and how it follows.
type OwnFollowing = (u8, (Date, Instant, Vec<PlannedStep>), Following);

impl<'a> Rescheduler<'a> {
    pub(super) fn new(def: &'a Definition, state: &State, at: Instant) -> Self {
        Self { planner: OccasionPlanner::new(def), state: state.clone(), at, events: Vec::new() }
    }

    pub(super) fn say(&mut self, event: Event) {
        evolve(self.planner.def, &mut self.state, self.at, &event);
        self.events.push(event);
    }

    pub(super) fn today(&self) -> Date {
        self.planner.zone.date_of(self.at)
    }

    /// Puts a plan in the place of an occasion's; its items, if it has any, stay as they are.
    pub(super) fn put(&mut self, ix: OccasionIx, mut plan: OccasionPlanned) {
        let Some(occasion) = self.state.occasion(ix) else { return };
        plan.occasion = occasion.plan.occasion.clone();
        let due_version = occasion.due_version;
        self.say(OccasionMoved { plan, due_version, late: Vec::new() }.into());
    }

    /// Moves an open occasion with those of its items that await something by its own due day. What was handed in, what
    /// was returned with a day of its own and what has a visit stay as they are. The new due version is above `above`.
    pub(super) fn move_open(&mut self, ix: OccasionIx, target: Target, above: u8) -> Result<(), Refusal> {
        let Some(occasion) = self.state.occasion(ix) else { return Ok(()) };
        let moved: Vec<(UnitIx, Item)> =
            occasion.units().filter(|(unit, item)| follows(occasion, *unit, *item)).collect();
        let highest = moved.iter().map(|(_, item)| item.due_version).max().unwrap_or_default();
        let due_version = highest.max(occasion.due_version).max(above) + 1;
        if due_version > VERSIONS_MAX {
            return Err(too_often(occasion.key()));
        }
        let unsent: BTreeSet<SentKind> = moved
            .iter()
            .flat_map(|(unit, _)| occasion.ahead(*unit))
            .map(|step| (step.kind, step.to))
            .collect();
        let (plan, late) = self.replanned(occasion, &target, &unsent);
        let mut groups: BTreeMap<Following, Vec<UnitIx>> = BTreeMap::new();
        for (unit, item) in &moved {
            let following = following(occasion, *unit, *item, &plan, &late, self.at);
            groups.entry(following).or_default().push(*unit);
        }
        let units: Vec<UnitIx> = moved.into_iter().map(|(unit, _)| unit).collect();
        let same_day = (plan.due_day, plan.due) == (occasion.plan.due_day, occasion.plan.due);
        let reason = if same_day { StepReason::Replanned } else { StepReason::DueMoved };
        self.withdraw(ix, &units, reason);
        self.say(OccasionMoved { plan, due_version, late }.into());
        for ((steps, reminded, late), units) in groups {
            for units in units.chunks(CHUNK) {
                let (units, steps, reminded) = (units.to_vec(), steps.clone(), reminded.clone());
                let moved = ItemMoved { occasion: ix, units, due_version, steps, reminded, late, own: None };
                self.say(moved.into());
            }
        }
        Ok(())
    }

    /// Takes the mark of lateness from items that were handed in: they go along to the due day that was moved, and nothing
    /// more is said of them.
    pub(super) fn pardon(&mut self, ix: OccasionIx, units: &[UnitIx]) {
        let Some(due_version) = self.state.occasion(ix).map(|occasion| occasion.due_version) else { return };
        self.withdraw(ix, units, StepReason::DueMoved);
        for units in units.chunks(CHUNK) {
            let (units, steps, reminded) = (units.to_vec(), Vec::new(), Vec::new());
            let moved =
                ItemMoved { occasion: ix, units, due_version, steps, reminded, late: false, own: None };
            self.say(moved.into());
        }
    }

    /// Moves items to other days of their own, each with the steps up to it, those that are over among them, and whether it
    /// stays late. Of what was handed in nothing more is said.
    pub(super) fn move_own(
        &mut self,
        ix: OccasionIx,
        moved: Vec<(UnitIx, OwnDue, bool)>,
    ) -> Result<(), Refusal> {
        let Some(occasion) = self.state.occasion(ix) else { return Ok(()) };
        let mut groups: BTreeMap<OwnFollowing, Vec<UnitIx>> = BTreeMap::new();
        for (unit, own, late) in moved {
            let item = occasion.item(unit);
            let due_version = item.due_version.max(occasion.due_version) + 1;
            if due_version > VERSIONS_MAX {
                let code = self.planner.def.units.get(unit.at()).map_or("?", |unit| unit.code.as_str());
                return Err(too_often(&format!("{}/{code}", occasion.key())));
            }
            let unsent: BTreeSet<SentKind> = occasion.ahead(unit).map(|step| (step.kind, step.to)).collect();
            let mut ahead = self.still_due(&own.steps, &unsent);
            ahead.extend(self.still_news(occasion.own.get(&unit).map_or(&[], |own| &own.steps), &unsent));
            ahead.retain(|_| item.awaits());
            ahead.sort_by_key(|step| (step.at, step.kind, step.to));
            (0..).zip(&mut ahead).for_each(|(no, step)| step.no = no);
            let (steps, reminded) = not_again(occasion, (unit, item), ahead.iter(), ahead.last());
            let following = (due_version, (own.due_day, own.due, ahead), (steps, reminded, late));
            groups.entry(following).or_default().push(unit);
        }
        for ((due_version, (due_day, due, ahead), (steps, reminded, late)), units) in groups {
            self.withdraw(ix, &units, StepReason::DueMoved);
            for units in units.chunks(CHUNK) {
                let own = Some(OwnDue { due_day, due, steps: ahead.clone() });
                let (units, steps, reminded) = (units.to_vec(), steps.clone(), reminded.clone());
                self.say(ItemMoved { occasion: ix, units, due_version, steps, reminded, late, own }.into());
            }
        }
        Ok(())
    }

    /// The plan of an open occasion from now on, and the overdue steps of items that stay late.
    /// `unsent` is what has not been said to all of them.
    fn replanned(
        &self,
        occasion: &Occasion,
        target: &Target,
        unsent: &BTreeSet<SentKind>,
    ) -> (OccasionPlanned, Vec<PlannedStep>) {
        let before = &occasion.plan;
        let ahead = target.due > self.at;
        let duty = matches!(before.kind, OccasionKind::Duty(_));
        // A day that nobody could have known in time is entered afterwards: never reminded, never late.
        let backfill = duty && !ahead && (before.backfill || before.due > self.at);
        let mut steps = if backfill { Vec::new() } else { self.still_due(&target.steps, unsent) };
        steps.extend(self.still_news(&before.steps, unsent));
        steps.sort_by_key(|step| (step.at, step.kind, step.to));
        for (no, step) in (0..).zip(&mut steps) {
            step.no = no;
        }
        let first = u8::try_from(steps.len()).unwrap_or(u8::MAX);
        let mut late = Vec::new();
        if !ahead && !backfill {
            late = self.still_due(&self.planner.after_due(before, target.due_day, first), unsent);
        }
        let due = if !duty && before.due > self.at { target.due.max(self.at) } else { target.due };
        let calendar = muster_rules::audience::calendar_of(self.planner.def, before.group);
        let plan = OccasionPlanned {
            nth: target.nth,
            due_day: target.due_day,
            due,
            steps,
            backfill,
            catch_up_hours: target.catch_up_hours,
            calendar: format!("{}@{}", calendar.name, calendar.version),
            zone_data: self.planner.def.zone_data.clone(),
            ..before.clone()
        };
        (plan, late)
    }

    /// Steps that are still to come. One whose hour of today is over only by the change, so that it was never said, goes
    /// now. So does that too few answered, on whatever day a session ends now that has ended before.
    fn still_due(&self, steps: &[PlannedStep], unsent: &BTreeSet<SentKind>) -> Vec<PlannedStep> {
        let now = |step: &PlannedStep| {
            let today = self.planner.zone.date_of(step.at) == self.today();
            let owed = (today || step.kind == StepKind::TooFew) && unsent.contains(&(step.kind, step.to));
            let at = if owed { step.at.max(self.at) } else { step.at };
            (at >= self.at).then_some(PlannedStep { at, ..*step })
        };
        steps.iter().filter_map(now).collect()
    }

    /// News that were planned and have not been said: they follow from what happened, not from the day that moves. That too few
    /// answered is known at the end of a session, and goes where that goes.
    fn still_news(&self, steps: &[PlannedStep], unsent: &BTreeSet<SentKind>) -> Vec<PlannedStep> {
        let news = steps.iter().filter(|step| step.kind.is_news() && step.kind != StepKind::TooFew);
        let news = news.filter(|step| unsent.contains(&(step.kind, step.to)));
        news.map(|step| PlannedStep { at: step.at.max(self.at), ..*step }).collect()
    }

    /// Takes an occasion out of use: what is open of it need not be done any more.
    pub(super) fn retire(&mut self, ix: OccasionIx) {
        let Some(occasion) = self.state.occasion(ix) else { return };
        let all: Vec<(UnitIx, Item)> = occasion.units().collect();
        let units = |wanted: &dyn Fn(&Item) -> bool| -> Vec<UnitIx> {
            all.iter().filter(|(_, item)| wanted(item)).map(|(unit, _)| *unit).collect()
        };
        let (everyone, open) = (units(&|_| true), units(&Item::awaits));
        let obliges = occasion.obliges();
        let why = (self.at, CalledOff::Cancelled);
        let off = everyone.iter().filter_map(|unit| not_visited(&self.planner, (ix, occasion), *unit, why));
        let off: Vec<Event> = off.collect();
        self.withdraw(ix, &everyone, StepReason::Waived);
        // People know of these visits: that they are off is said behind what is taken back.
        off.into_iter().for_each(|event| self.say(event));
        self.say(OccasionRetired { occasion: ix }.into());
        for units in open.chunks(CHUNK).filter(|_| obliges) {
            let (units, reason) = (units.to_vec(), WaiveReason::Retired);
            self.say(ItemWaived { occasion: ix, units, reason }.into());
        }
    }

    /// Waives open items; their steps are taken back before.
    pub(super) fn waive(&mut self, ix: OccasionIx, units: &[UnitIx], reason: WaiveReason) {
        self.withdraw(ix, units, StepReason::Waived);
        for units in units.chunks(CHUNK) {
            self.say(ItemWaived { occasion: ix, units: units.to_vec(), reason }.into());
        }
    }

    /// Gives units their item of an occasion that is open already.
    pub(super) fn open_items(&mut self, ix: OccasionIx, units: &[UnitIx]) {
        // What is asked again says nothing any more of its cards of before.
        self.withdraw_those(ix, units, StepReason::Replanned, |step| {
            matches!(step.kind, StepKind::Lifted(_))
        });
        for units in units.chunks(CHUNK) {
            self.say(ItemOpened { occasion: ix, units: units.to_vec(), due: self.at, own: None }.into());
        }
    }

    /// Takes back the steps of items that neither ended nor are in a message, in events of many units.
    fn withdraw(&mut self, ix: OccasionIx, units: &[UnitIx], reason: StepReason) {
        self.withdraw_those(ix, units, reason, |step| goes(*step, reason));
    }

    fn withdraw_those(
        &mut self,
        ix: OccasionIx,
        units: &[UnitIx],
        reason: StepReason,
        wanted: impl Fn(&PlannedStep) -> bool,
    ) {
        let Some(occasion) = self.state.occasion(ix) else { return };
        let mut groups: BTreeMap<(u8, Vec<u8>), Vec<UnitIx>> = BTreeMap::new();
        for unit in units {
            let steps: Vec<u8> = occasion.ahead(*unit).filter(&wanted).map(|step| step.no).collect();
            if !steps.is_empty() {
                groups.entry((occasion.item(*unit).due_version, steps)).or_default().push(*unit);
            }
        }
        for ((due_version, steps), units) in groups {
            for units in units.chunks(CHUNK) {
                let (units, steps) = (units.to_vec(), steps.clone());
                self.say(StepWithdrawn { reason, occasion: ix, due_version, units, steps }.into());
            }
        }
    }
}

/// Whether an item goes where its occasion goes.
fn follows(occasion: &Occasion, unit: UnitIx, item: Item) -> bool {
    let no_other_day = || match occasion.own.get(&unit) {
        Some(own) => own.visit.is_none() && own.due_day == occasion.plan.due_day,
        None => occasion.shares(unit, item),
    };
    let notice = !occasion.obliges() && item.state == ItemState::Open;
    (item.awaits() || notice) && no_other_day()
}

/// Which steps an item gets in the new plan. A kind of step that it was given before does not come again, unless nothing
/// would be left before another due day: then the last one goes all the same.
fn following(
    occasion: &Occasion,
    unit: UnitIx,
    item: Item,
    plan: &OccasionPlanned,
    late: &[PlannedStep],
    at: Instant,
) -> Following {
    let stays_late = item.late && plan.due <= at && !plan.backfill;
    let theirs = plan.steps.iter().chain(late.iter().filter(|_| stays_late));
    let another_day = !stays_late && plan.due_day != occasion.plan.due_day;
    let last = plan.steps.last().filter(|_| another_day);
    let (steps, reminded) = not_again(occasion, (unit, item), theirs, last);
    (steps, reminded, stays_late)
}

/// Numbers of the steps that an item gets, and of those that are left out because it was given the same before; where
/// nothing would be left, the `last` one is given all the same.
fn not_again<'a>(
    occasion: &Occasion,
    (unit, item): (UnitIx, Item),
    theirs: impl Iterator<Item = &'a PlannedStep>,
    last: Option<&'a PlannedStep>,
) -> (Vec<u8>, Vec<u8>) {
    let given = |step: &PlannedStep| item.issued & (1 << step.no) != 0;
    let had: Vec<SentKind> =
        occasion.steps(unit, item).filter(given).map(|step| (step.kind, step.to)).collect();
    let again = |step: &&PlannedStep| had.contains(&(step.kind, step.to));
    let (reminded, mut steps): (Vec<&PlannedStep>, Vec<&PlannedStep>) = theirs.partition(again);
    if steps.is_empty() {
        steps.extend(last);
    }
    let reminded: Vec<u8> =
        reminded.into_iter().filter(|step| !steps.contains(step)).map(|step| step.no).collect();
    (steps.into_iter().map(|step| step.no).collect(), reminded)
}

fn too_often(what: &str) -> Refusal {
    let said = text!("what-was-moved-too-often", what);
    Refusal::too_large(said)
}
