//! The state of one campaign, as its events have made it. Everything here is private to the campaign's modules; others
//! read it through methods that promise nothing about its shape.

pub(super) mod came_back;
mod envelope;
pub(super) mod handed_over;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::event::MembershipDates;
use muster_protocol::ids::{ContactIx, Digest, GroupIx, OccasionIx, PhaseIx, ProgrammeIx, UnitIx, Version};
use muster_protocol::item::{MessageKey, MessageKind, OccasionKind, StepRef};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::numbering::Numbering;
use muster_rules::score::facts::Facts;

use super::announced::Announced;
use super::candidate::Candidates;
use super::case::Cases;
use super::due::Plan;
use super::ledger::Ledgers;
use super::listener::StepEnd;
pub(super) use super::occasion::Own;
pub use super::occasion::{Item, ItemState, Occasion};
use came_back::CameBack;
pub(super) use envelope::{Envelope, envelope};
use handed_over::Latest;

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
    /// Those that ended so.
    pub(super) fn of(&mut self, end: StepEnd<'_>) -> &mut u64 {
        match end {
            StepEnd::Sent(..) => &mut self.sent,
            StepEnd::Skipped(_) => &mut self.skipped,
            StepEnd::Failed { .. } => &mut self.failed,
            StepEnd::Withdrawn(_) => &mut self.withdrawn,
        }
    }

    /// Without an outcome.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.planned.saturating_sub(self.sent + self.skipped + self.failed + self.withdrawn)
    }
}

/// How far a phase has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Ahead,
    Entered,
    Ended,
    /// Taken out of use.
    Retired,
}

/// A phase as planned.
#[derive(Debug, Clone, Copy)]
pub(super) struct PhaseState {
    pub(super) enters: Instant,
    pub(super) ends: Instant,
    pub(super) stage: Stage,
}

impl PhaseState {
    /// Whether nothing more comes of it.
    pub(super) fn over(&self) -> bool {
        matches!(self.stage, Stage::Ended | Stage::Retired)
    }
}

/// One campaign's state. `State::new()` is the state before the first event.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub(super) version: Version,
    pub(super) at: Instant,
    pub(super) definition: Option<Digest>,
    /// The import of accounts in force: the one that the last launch or amendment named.
    pub(super) contacts: Option<Digest>,
    pub(super) launched_at: Instant,
    pub(super) closed: bool,
    pub(super) phase: Option<PhaseIx>,
    pub(super) phases: Vec<PhaseState>,
    pub(super) members: Vec<bool>,
    /// When units join and leave that have not yet.
    pub(super) changes: BTreeMap<UnitIx, MembershipDates>,
    /// Since when the campaign is held.
    pub(super) held: Option<Instant>,
    /// Why it was held last.
    pub(super) held_why: Option<Digest>,
    /// Since when single phases are held.
    pub(super) phases_held: BTreeMap<PhaseIx, Instant>,
    /// Why each was held last.
    pub(super) phases_held_why: BTreeMap<PhaseIx, Option<Digest>>,
    /// Steps that fell due while they were held, with their nominal instant.
    pub(super) waiting: BTreeMap<StepRef, Instant>,
    pub(super) occasions: Vec<Occasion>,
    /// What its names stand for.
    pub(super) numbering: Numbering,
    pub(super) plan: Plan,
    /// Instants of deferred steps.
    pub(super) deferred: BTreeMap<StepRef, Instant>,
    pub(super) outstanding: BTreeMap<Envelope, Outstanding>,
    pub(super) issued_in: BTreeMap<StepRef, Envelope>,
    /// How many outstanding messages were last given out at an instant.
    pub(super) reissues: BTreeMap<Instant, u32>,
    /// Date of the last routine message, by contact.
    pub(super) routine: BTreeMap<ContactIx, Date>,
    /// When a routine message last went out, by contact: one that was kept back goes on a later day than its own.
    pub(super) routine_sent: BTreeMap<ContactIx, Instant>,
    /// Date of the last news and how many there were on it, by contact.
    pub(super) news: BTreeMap<ContactIx, (Date, u16)>,
    pub(super) receipts: BTreeMap<ContactIx, Vec<Receipt>>,
    /// What letters told of that nobody has signed for, where blue cards may go: occasion, unit and due version.
    pub(super) unsigned: BTreeMap<Envelope, BTreeSet<(OccasionIx, UnitIx, u8)>>,
    /// What was handed to channels of late.
    pub(super) handed_over: Latest,
    /// What came back of it.
    pub(super) came_back: CameBack,
    /// Who has opted out of the reminders that the file lets people do without.
    pub(super) opted_out: BTreeSet<ContactIx>,
    /// From which hour of a day people want the routine message, where they have chosen one.
    pub(super) hours: BTreeMap<ContactIx, TimeOfDay>,
    /// Day of the last recorded visit, by programme and place.
    pub(super) last_visits: BTreeMap<(ProgrammeIx, UnitIx), Date>,
    pub(super) counts: StepCounts,
    /// Dead letters that nobody has settled.
    pub(super) dead: BTreeSet<DeadLetter>,
    /// Those that were tried again or dropped.
    pub(super) settled: BTreeSet<DeadLetter>,
    /// Steps that were dropped: nobody got them.
    pub(super) dropped: BTreeSet<StepRef>,
    /// Whether the clock is held after a jump of the wall.
    pub(super) clock_held: bool,
    pub(super) announced: Announced,
    pub(super) ledgers: Ledgers,
    pub(super) cases: Cases,
    pub(super) candidates: Candidates,
    /// What people said where units are judged.
    pub(super) facts: Arc<Facts>,
    /// What an inspection found, a text, by the task of putting it right.
    pub(super) found: BTreeMap<OccasionIx, Digest>,
}

impl State {
    /// The state before the first event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What names stand for in it, and the other way round.
    #[must_use]
    pub fn numbering(&self) -> &Numbering {
        &self.numbering
    }

    /// What people said where units are judged.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What was found that a task is to put right: a text beside the log.
    #[must_use]
    pub fn found(&self, task: OccasionIx) -> Option<Digest> {
        self.found.get(&task).copied()
    }

    /// The earliest planned instant; none when time will bring nothing.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.plan.first().map(|(at, _)| at)
    }

    /// Names everything in it: two states of one build have the same digest if they are the same.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of_debug(self)
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

    /// The import of accounts in force, where one was named.
    #[must_use]
    pub fn contacts(&self) -> Option<Digest> {
        self.contacts
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

    /// When it closes as its phases are now: with the last of them that is not over.
    pub(super) fn closes(&self) -> Instant {
        let ahead = self.phases.iter().filter(|phase| !phase.over()).map(|phase| phase.ends).max();
        ahead.unwrap_or(if self.phases.is_empty() { Instant(i64::MAX) } else { self.at })
    }

    /// When it was launched.
    #[must_use]
    pub fn launched_at(&self) -> Instant {
        self.launched_at
    }

    /// Since when the whole campaign is held, if it is.
    #[must_use]
    pub fn held(&self) -> Option<Instant> {
        self.held
    }

    /// Phases that are held, with the instant since when.
    #[must_use]
    pub fn phases_held(&self) -> &BTreeMap<PhaseIx, Instant> {
        &self.phases_held
    }

    /// Whether a unit is a member now.
    #[must_use]
    pub fn member(&self, unit: UnitIx) -> bool {
        self.members.get(unit.at()).copied().unwrap_or(false)
    }

    /// When a unit's membership begins and ends, where that is still to come.
    #[must_use]
    pub fn membership_change(&self, unit: UnitIx) -> Option<MembershipDates> {
        self.changes.get(&unit).copied()
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
        let ix = self.numbering.by_key(key)?;
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

    /// Channels by which some of what a message says came back before.
    #[must_use]
    pub fn not_by(&self, key: &MessageKey) -> Vec<String> {
        let came_back = self.open_steps(key).filter_map(|step| self.came_back.not_by(step));
        let channels: BTreeSet<&String> = came_back.flatten().collect();
        channels.into_iter().cloned().collect()
    }

    /// Whether a step goes in the place of one that has arrived after all.
    pub(crate) fn has_arrived(&self, step: StepRef) -> bool {
        self.came_back.has_arrived(step)
    }

    /// The kind of a person's next news on a day.
    pub(super) fn next_news(&self, contact: ContactIx, date: Date) -> MessageKind {
        let before = self.news.get(&contact).filter(|(last, _)| *last == date).map_or(0, |(_, count)| *count);
        MessageKind::News(before.saturating_add(1))
    }

    /// Whether a message of this kind went out to this person on this day.
    pub(super) fn had_message(&self, (contact, kind, date): Envelope) -> bool {
        let receipts = self.receipts.get(&contact).map_or(&[][..], Vec::as_slice);
        receipts.iter().rev().any(|had| had.date == date && had.kind == kind)
    }

    /// Dead letters that nobody has settled, in order.
    pub fn dead_letters(&self) -> impl Iterator<Item = &DeadLetter> {
        self.dead.iter()
    }

    pub(super) fn occasion(&self, ix: OccasionIx) -> Option<&Occasion> {
        self.occasions.get(ix.at())
    }

    /// Whether the `nth` occasion of a rule is planned and in use.
    pub(super) fn has_planned(&self, kind: OccasionKind, nth: u32, group: Option<GroupIx>) -> bool {
        let is = |occasion: &Occasion| {
            (occasion.plan.kind, occasion.plan.nth, occasion.plan.group) == (kind, nth, group)
        };
        self.occasions.iter().any(|occasion| is(occasion) && !occasion.retired)
    }

    /// Unfinished items of occasions that oblige.
    #[must_use]
    pub fn unfinished(&self) -> u32 {
        let open = |occasion: &Occasion| occasion.units().filter(|(_, item)| item.unfinished()).count();
        let sum: usize = self.occasions.iter().filter(|occasion| occasion.obliges()).map(open).sum();
        u32::try_from(sum).unwrap_or(u32::MAX)
    }
}
