//! Occasions and their items: who has one, how it stands, which steps it has.

mod visit_life;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use muster_protocol::any_of;
use muster_protocol::definition::CardColour;
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{Digest, RoleIx, UnitIx, Version};
use muster_protocol::item::{LeftOut, OccasionKind, PlannedStep, StepKind, StepRef, VisitNews};
use muster_protocol::question::StandingVisit;
use muster_protocol::time::{Date, Instant};

pub use visit_life::{HandedOn, VisitLife, VisitOff, VisitStage};

/// Units in one block of items: a block is copied at most once per held view (ARCHITECTURE.md, “What always holds”).
pub(super) const BLOCK: usize = 4_096;

/// How one item of one unit stands. *Late* is a mark, not a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[repr(u8)]
pub enum ItemState {
    /// The unit owes nothing here.
    #[default]
    None,
    /// Awaits handing in.
    Open,
    /// Handed in, awaits review.
    Submitted,
    /// Returned, awaits handing in again.
    Returned,
    /// Accepted.
    Accepted,
    /// Done.
    Closed,
    /// Need not be done.
    Waived,
    /// Passed on to the successor.
    PassedOn,
    /// Need not be done, because what was asked has been taken out of use.
    Retired,
}

/// One item. A quiet one costs these 16 bytes and nothing else.
#[derive(Debug, Clone, Copy, Default)]
pub struct Item {
    pub(super) state: ItemState,
    pub(super) late: bool,
    pub(super) due_version: u8,
    /// Steps of the due version that are in a message, by number.
    pub(super) issued: u32,
    /// Steps of the due version that ended or were never this unit's, by number.
    pub(super) ended: u32,
    /// Steps that went into a message since it has its due day, by number: those that were said of an earlier one are none.
    pub(super) ever_issued: u32,
}

const _: () = assert!(size_of::<Item>() <= 16, "a quiet item costs at most 16 bytes");

impl Item {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> ItemState {
        self.state
    }

    /// Number of its present due day, from 0.
    #[must_use]
    pub fn due_version(&self) -> u8 {
        self.due_version
    }

    /// Whether it was not handed in by its due instant.
    #[must_use]
    pub fn late(&self) -> bool {
        self.late
    }

    /// Whether something is still to be handed in.
    #[must_use]
    pub fn awaits(&self) -> bool {
        matches!(self.state, ItemState::Open | ItemState::Returned)
    }

    /// Whether it is still to be handed in after its day: what a card is given for.
    pub(super) fn overdue(&self) -> bool {
        self.awaits() && self.late
    }

    /// Whether it is not done yet.
    #[must_use]
    pub fn unfinished(&self) -> bool {
        matches!(
            self.state,
            ItemState::Open | ItemState::Submitted | ItemState::Returned | ItemState::Accepted
        )
    }
}

/// What one item has of its own once its due day or visit differs from the occasion's.
#[derive(Debug, Clone)]
pub(super) struct Own {
    pub(super) due_day: Date,
    pub(super) due: Instant,
    pub(super) steps: Vec<PlannedStep>,
    pub(super) visit: Option<StandingVisit>,
    /// The due instant by which the item was late already when it got this day.
    pub(super) late_by: Option<Instant>,
    /// Why it was returned, where it was.
    pub(super) returned: Option<Returned>,
}

/// Why an item was returned last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Returned {
    /// The reason's text, a salted blob.
    pub(crate) reason: Option<Digest>,
    /// Points of the rubric that were not met.
    pub(crate) failed: Vec<String>,
}

/// An occasion with its items.
#[derive(Debug, Clone)]
pub struct Occasion {
    pub(super) plan: OccasionPlanned,
    /// Due version of the items that follow the plan as it is now.
    pub(super) due_version: u8,
    /// Due day and instant of earlier due versions, which items that did not move along keep.
    pub(super) former_dues: BTreeMap<u8, (Date, Instant)>,
    /// Whether it was taken out of use.
    pub(super) retired: bool,
    /// Version of the event that opened it.
    pub(super) opened: Option<Version>,
    pub(super) late_steps: Vec<PlannedStep>,
    pub(super) blocks: Vec<Option<Arc<Vec<Item>>>>,
    pub(super) own: BTreeMap<UnitIx, Own>,
    /// The visits planned last, by place.
    pub(super) life_cycles: BTreeMap<UnitIx, VisitLife>,
    /// Places for which the last plan had no visit, until one is planned or made.
    pub(super) left_out: BTreeMap<UnitIx, LeftOut>,
    /// Steps that took the place of failed ones, and the word that cards are lifted, by unit and due version.
    pub(super) added: BTreeMap<(UnitIx, u8), Vec<PlannedStep>>,
    /// Cards that were told and stand, by unit: the weightiest of each role that got any.
    pub(super) cards: BTreeMap<UnitIx, BTreeMap<RoleIx, CardColour>>,
    /// Letters that told of an item where blue cards may go, by unit: of which due version, and whether one was signed for.
    pub(super) letters: BTreeMap<UnitIx, (u8, bool)>,
    /// Units whose cards are to be lifted, and since when.
    pub(super) lifting: Option<(Instant, BTreeSet<UnitIx>)>,
    /// Items that await handing in by the shared due instant and are not marked late.
    pub(super) awaiting: u32,
    /// Table of the snapshot, once taken.
    pub(super) table: Option<Digest>,
}

impl Occasion {
    pub(super) fn new(plan: OccasionPlanned) -> Self {
        Self {
            plan,
            due_version: 0,
            former_dues: BTreeMap::new(),
            retired: false,
            opened: None,
            late_steps: Vec::new(),
            blocks: Vec::new(),
            own: BTreeMap::new(),
            life_cycles: BTreeMap::new(),
            left_out: BTreeMap::new(),
            added: BTreeMap::new(),
            cards: BTreeMap::new(),
            letters: BTreeMap::new(),
            lifting: None,
            awaiting: 0,
            table: None,
        }
    }

    /// Key, such as `study.2014-05`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.plan.occasion.key
    }

    /// Whether its units owe something (a phase's notice asks for nothing).
    #[must_use]
    pub fn obliges(&self) -> bool {
        matches!(self.plan.kind, OccasionKind::Duty(_) | OccasionKind::Visit(_))
    }

    /// The item of a unit; state `None` if it has none.
    #[must_use]
    pub fn item(&self, unit: UnitIx) -> Item {
        let block = self.blocks.get(unit.at() / BLOCK).and_then(Option::as_ref);
        block.and_then(|items| items.get(unit.at() % BLOCK)).copied().unwrap_or_default()
    }

    pub(super) fn item_mut(&mut self, unit: UnitIx) -> &mut Item {
        let (block, place) = (unit.at() / BLOCK, unit.at() % BLOCK);
        if self.blocks.len() <= block {
            self.blocks.resize(block + 1, None);
        }
        let items = Arc::make_mut(self.blocks[block].get_or_insert_with(Arc::default));
        if items.len() <= place {
            items.resize(place + 1, Item::default());
        }
        &mut items[place]
    }

    /// Units that have an item, in order.
    pub fn units(&self) -> impl Iterator<Item = (UnitIx, Item)> + '_ {
        self.blocks.iter().enumerate().flat_map(|(block, items)| {
            let items = items.as_deref().map_or(&[][..], Vec::as_slice);
            items.iter().enumerate().filter(|(_, item)| item.state != ItemState::None).map(
                move |(place, item)| {
                    (UnitIx(u32::try_from(block * BLOCK + place).unwrap_or(u32::MAX)), *item)
                },
            )
        })
    }

    /// Due day of a unit's item.
    #[must_use]
    pub fn due_day(&self, unit: UnitIx) -> Date {
        self.own.get(&unit).map_or(self.plan.due_day, |own| own.due_day)
    }

    /// Due day and instant of a unit's item, by its own due version: what was done keeps the day by which it was due, also
    /// when the occasion moved on since.
    #[must_use]
    pub fn due_of(&self, unit: UnitIx, item: Item) -> (Date, Instant) {
        let shared = || match self.former_dues.get(&item.due_version) {
            Some(former) if item.due_version != self.due_version => *former,
            Some(_) | None => (self.plan.due_day, self.plan.due),
        };
        self.own.get(&unit).map_or_else(shared, |own| (own.due_day, own.due))
    }

    /// Due version of the items that follow the plan as it is now.
    #[must_use]
    pub fn due_version(&self) -> u8 {
        self.due_version
    }

    /// Places that its items take up in memory.
    #[must_use]
    pub fn places(&self) -> usize {
        self.blocks.iter().flatten().map(|items| items.len()).sum()
    }

    /// What it is a happening of.
    #[must_use]
    pub fn kind(&self) -> OccasionKind {
        self.plan.kind
    }

    /// As it stands planned.
    #[must_use]
    pub fn plan(&self) -> &OccasionPlanned {
        &self.plan
    }

    /// Whether it was taken out of use.
    #[must_use]
    pub fn retired(&self) -> bool {
        self.retired
    }

    /// Whether it has opened.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    /// Due day of the items that have none of their own.
    #[must_use]
    pub fn planned_due_day(&self) -> Date {
        self.plan.due_day
    }

    /// The visit that stands for a place.
    #[must_use]
    pub fn visit(&self, place: UnitIx) -> Option<StandingVisit> {
        self.own.get(&place).and_then(|own| own.visit)
    }

    /// Why the item of a unit was returned last, while its day follows from that.
    pub(crate) fn returned(&self, unit: UnitIx) -> Option<&Returned> {
        self.own.get(&unit)?.returned.as_ref()
    }

    /// Why the last plan had no visit for a place; none where it has one, or nothing was planned yet.
    #[must_use]
    pub fn left_out(&self, place: UnitIx) -> Option<&LeftOut> {
        self.left_out.get(&place)
    }

    /// All visits that stand, by place.
    pub fn visits(&self) -> impl Iterator<Item = StandingVisit> + '_ {
        self.own.values().filter_map(|own| own.visit)
    }

    /// From when a unit's item is late.
    pub(super) fn due(&self, unit: UnitIx) -> Instant {
        self.own.get(&unit).map_or(self.plan.due, |own| own.due)
    }

    /// Whether an item with dates of its own becomes late by them. With a visit it stays late as it was; a day before the
    /// launch makes nobody late, when it is kept after a return either.
    pub(super) fn own_late(&self, item: Item, own: &Own) -> bool {
        let late_already = item.late && own.visit.is_some();
        let before_launch = self.plan.backfill && own.due <= self.plan.due;
        !late_already && !before_launch
    }

    /// Whether a unit's item follows the occasion's own dates, as they are now.
    pub(super) fn shares(&self, unit: UnitIx, item: Item) -> bool {
        item.due_version == self.due_version && !self.own.contains_key(&unit)
    }

    /// Planned steps of an item in its present due version, the shared ones that are not its own included.
    pub(super) fn steps(&self, unit: UnitIx, item: Item) -> impl Iterator<Item = PlannedStep> + '_ {
        let own = self.own.get(&unit).map_or(&[][..], |own| own.steps.as_slice());
        let shares = self.shares(unit, item);
        let shared = if shares { self.plan.steps.as_slice() } else { &[] };
        let late = if shares && item.late { self.late_steps.as_slice() } else { &[] };
        own.iter().chain(shared).chain(late).copied().chain(self.added(unit, item.due_version))
    }

    /// Steps of an item that took the place of failed ones, and the word that its cards are lifted.
    pub(super) fn added(&self, unit: UnitIx, due_version: u8) -> impl Iterator<Item = PlannedStep> + '_ {
        self.added.get(&(unit, due_version)).into_iter().flatten().copied()
    }

    /// Whether cards were told of a unit's item that stand no longer: it is not awaited, or not late any more, or what was
    /// warned of is signed for.
    pub(super) fn lifts(&self, unit: UnitIx) -> bool {
        let Some(cards) = self.cards.get(&unit) else { return false };
        let item = self.item(unit);
        let warned = item.awaits() && cards.values().all(|colour| *colour == CardColour::Blue);
        !(item.overdue() || (warned && self.unsigned(unit)))
    }

    /// Whether letters told of an item as it is due now, and nobody has signed for any of them.
    pub(super) fn unsigned(&self, unit: UnitIx) -> bool {
        self.letters.get(&unit) == Some(&(self.item(unit).due_version, false))
    }

    /// Whether a step has no sense because nothing is left to be signed for: a blue card has none then.
    pub(super) fn signed_for(&self, unit: UnitIx, kind: StepKind) -> bool {
        matches!(kind, StepKind::Card(CardColour::Blue, _)) && !self.unsigned(unit)
    }

    /// Whether a unit's item has blue cards, so that it matters who signs.
    pub(super) fn warns(&self, unit: UnitIx) -> bool {
        let own = self.own.get(&unit).map_or(&[][..], |own| own.steps.as_slice());
        own.iter()
            .chain(&self.plan.steps)
            .any(|step| matches!(step.kind, StepKind::Card(CardColour::Blue, _)))
    }

    /// Whether a step of this kind would be sent now: a notice always, unless it was taken out of use, that a card is lifted
    /// while nothing is late, everything else while its item awaits.
    pub(crate) fn still_due(&self, step: StepRef, kind: StepKind) -> bool {
        let item = self.item(step.unit);
        match kind {
            any_of!(StepKind: Notice CaseNews Objected AppealNews ListNews ScoresPublic TooFew) => {
                !self.retired
            }
            // It is said of what is done, and of what was taken out of use as well.
            StepKind::Lifted(_) => !item.overdue() && item.due_version() == step.due_version,
            // It is said of a place that is visited no more as well.
            StepKind::VisitNews(VisitNews::CalledOff) => item.due_version() == step.due_version,
            any_of! { StepKind:
                Before OnDay Overdue Card Brief VisitAhead VisitUnrecorded VisitNews Returned Given
            } => {
                let theirs = item.awaits() && item.due_version() == step.due_version;
                theirs && !self.signed_for(step.unit, kind)
            }
        }
    }

    /// Steps of an item that have no end yet and are in no message.
    pub(crate) fn ahead(&self, unit: UnitIx) -> impl Iterator<Item = PlannedStep> + '_ {
        let item = self.item(unit);
        self.steps(unit, item).filter(move |step| (item.ended | item.issued) & (1 << step.no) == 0)
    }

    /// A planned step by its identity.
    #[must_use]
    pub fn step(&self, step: StepRef) -> Option<PlannedStep> {
        let find = |steps: &[PlannedStep]| steps.iter().find(|planned| planned.no == step.no).copied();
        if self.item(step.unit).due_version != step.due_version {
            return None;
        }
        let planned = match self.own.get(&step.unit) {
            Some(own) => find(&own.steps),
            None if step.due_version != self.due_version => None,
            None => find(&self.plan.steps).or_else(|| find(&self.late_steps)),
        };
        planned.or_else(|| self.added_step(step))
    }

    /// A step among those that were added, of whatever due version.
    pub(super) fn added_step(&self, step: StepRef) -> Option<PlannedStep> {
        self.added(step.unit, step.due_version).find(|added| added.no == step.no)
    }
}
