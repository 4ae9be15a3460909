//! The state of one campaign, as its events have made it. Everything here is private to the campaign's modules; others
//! read it through methods that promise nothing about its shape.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_words::event::OccasionPlanned;
use muster_words::ids::{ContactIx, Digest, OccasionIx, PhaseIx, ProgrammeIx, UnitIx, Version};
use muster_words::item::{MessageKey, MessageKind, OccasionKind, PlannedStep, StepRef};
use muster_words::question::StandingVisit;
use muster_words::time::{Date, Instant};

use super::due::Plan;

/// Units in one block of items: a block is copied at most once per held view (architecture §3).
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
}

const _: () = assert!(size_of::<Item>() <= 16, "a quiet item costs at most 16 bytes (architecture §3)");

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
}

/// An occasion with its items.
#[derive(Debug, Clone)]
pub struct Occasion {
    pub(super) plan: OccasionPlanned,
    /// Version of the event that opened it.
    pub(super) opened: Option<Version>,
    pub(super) late_steps: Vec<PlannedStep>,
    pub(super) blocks: Vec<Option<Arc<Vec<Item>>>>,
    pub(super) own: BTreeMap<UnitIx, Own>,
    /// Items that await handing in by the shared due instant and are not marked late.
    pub(super) awaiting: u32,
    /// Table of the snapshot, once taken.
    pub(super) table: Option<Digest>,
}

impl Occasion {
    pub(super) fn new(plan: OccasionPlanned) -> Self {
        Self {
            plan,
            opened: None,
            late_steps: Vec::new(),
            blocks: Vec::new(),
            own: BTreeMap::new(),
            awaiting: 0,
            table: None,
        }
    }

    /// Key, such as `study.2014-05`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.plan.key
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

    /// What it is a happening of.
    #[must_use]
    pub fn kind(&self) -> OccasionKind {
        self.plan.kind
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

    /// All visits that stand, by place.
    pub fn visits(&self) -> impl Iterator<Item = StandingVisit> + '_ {
        self.own.values().filter_map(|own| own.visit)
    }

    /// From when a unit's item is late.
    pub(super) fn due(&self, unit: UnitIx) -> Instant {
        self.own.get(&unit).map_or(self.plan.due, |own| own.due)
    }

    /// Planned steps of an item in its present due version, the shared ones that are not its own included.
    pub(super) fn steps(&self, unit: UnitIx, item: Item) -> impl Iterator<Item = PlannedStep> + '_ {
        let (own, shared) = if item.due_version == 0 {
            (&[][..], self.plan.steps.as_slice())
        } else {
            (self.own.get(&unit).map_or(&[][..], |own| own.steps.as_slice()), &[][..])
        };
        let late = if item.due_version == 0 && item.late { self.late_steps.as_slice() } else { &[] };
        own.iter().chain(shared).chain(late).copied()
    }

    /// A planned step by its identity.
    #[must_use]
    pub fn step(&self, step: StepRef) -> Option<PlannedStep> {
        let find = |steps: &[PlannedStep]| steps.iter().find(|planned| planned.no == step.no).copied();
        if step.due_version == 0 {
            find(&self.plan.steps).or_else(|| find(&self.late_steps))
        } else {
            self.own.get(&step.unit).and_then(|own| find(&own.steps))
        }
    }
}

/// A message that was given out and has no outcome yet.
#[derive(Debug, Clone)]
pub(super) struct Outstanding {
    pub(super) steps: Vec<StepRef>,
    /// How many of them have not ended.
    pub(super) open: u32,
    /// When it was last given out.
    pub(super) issued: Instant,
}

/// A message that went out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Receipt {
    pub(super) date: Date,
    pub(super) kind: MessageKind,
    pub(super) signed: bool,
}

/// Order that finds a person's messages together.
pub(super) type Envelope = (ContactIx, MessageKind, Date);

pub(super) fn envelope(key: &MessageKey) -> Envelope {
    (key.contact, key.kind, key.date)
}

/// The sum that is checked: planned = sent + skipped + failed + withdrawn + open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StepCounts {
    /// All that were ever planned.
    pub planned: u64,
    /// Handed to a channel.
    pub sent: u64,
    /// Rightly not sent.
    pub skipped: u64,
    /// Could not be sent.
    pub failed: u64,
    /// Taken back.
    pub withdrawn: u64,
}

impl StepCounts {
    /// Without an outcome.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.planned.saturating_sub(self.sent + self.skipped + self.failed + self.withdrawn)
    }
}

/// One campaign's state. `State::new()` is the state before the first event.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub(super) version: Version,
    pub(super) at: Instant,
    pub(super) definition: Option<Digest>,
    pub(super) launched_at: Instant,
    pub(super) closed: bool,
    pub(super) phase: Option<PhaseIx>,
    pub(super) phase_ends: Vec<Instant>,
    pub(super) phases_ended: usize,
    pub(super) members: Vec<bool>,
    pub(super) occasions: Vec<Occasion>,
    pub(super) keys: BTreeMap<String, OccasionIx>,
    pub(super) plan: Plan,
    /// Instants of deferred steps.
    pub(super) deferred: BTreeMap<StepRef, Instant>,
    pub(super) outstanding: BTreeMap<Envelope, Outstanding>,
    pub(super) issued_in: BTreeMap<StepRef, Envelope>,
    /// How many outstanding messages were last given out at an instant.
    pub(super) reissues: BTreeMap<Instant, u32>,
    /// Date of the last routine message, by contact.
    pub(super) routine: BTreeMap<ContactIx, Date>,
    pub(super) receipts: BTreeMap<ContactIx, Vec<Receipt>>,
    /// Day of the last recorded visit, by programme and place.
    pub(super) last_visits: BTreeMap<(ProgrammeIx, UnitIx), Date>,
    pub(super) counts: StepCounts,
}

impl State {
    /// The state before the first event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The earliest planned instant; none when time will bring nothing.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.plan.first().map(|(at, _)| at)
    }

    /// Number of the last event.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// Campaign clock of the last event.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The definition in force, once launched.
    #[must_use]
    pub fn definition(&self) -> Option<Digest> {
        self.definition
    }

    /// Whether it was launched.
    #[must_use]
    pub fn launched(&self) -> bool {
        self.definition.is_some()
    }

    /// Whether it is over.
    #[must_use]
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// The phase entered last.
    #[must_use]
    pub fn phase(&self) -> Option<PhaseIx> {
        self.phase
    }

    /// The sum of steps.
    #[must_use]
    pub fn counts(&self) -> StepCounts {
        self.counts
    }

    /// Occasions as planned so far, in order of planning.
    #[must_use]
    pub fn occasions(&self) -> &[Occasion] {
        &self.occasions
    }

    /// The occasion with this key.
    #[must_use]
    pub fn occasion_by_key(&self, key: &str) -> Option<(OccasionIx, &Occasion)> {
        let ix = *self.keys.get(key)?;
        Some((ix, self.occasions.get(ix.at())?))
    }

    /// Day of the last recorded visit of a programme to a place.
    #[must_use]
    pub fn last_visit(&self, programme: ProgrammeIx, place: UnitIx) -> Option<Date> {
        self.last_visits.get(&(programme, place)).copied()
    }

    /// Steps of a message that have no outcome and were not taken over by a later message.
    pub fn open_steps(&self, key: &MessageKey) -> impl Iterator<Item = StepRef> + '_ {
        let place = envelope(key);
        let steps = self.outstanding.get(&place).map_or(&[][..], |outstanding| outstanding.steps.as_slice());
        steps.iter().copied().filter(move |step| self.issued_in.get(step) == Some(&place))
    }

    pub(super) fn occasion(&self, ix: OccasionIx) -> Option<&Occasion> {
        self.occasions.get(ix.at())
    }

    /// Unfinished items of occasions that oblige.
    #[must_use]
    pub fn unfinished(&self) -> u32 {
        let open = |occasion: &Occasion| occasion.units().filter(|(_, item)| item.unfinished()).count();
        let sum: usize = self.occasions.iter().filter(|occasion| occasion.obliges()).map(open).sum();
        u32::try_from(sum).unwrap_or(u32::MAX)
    }
}
