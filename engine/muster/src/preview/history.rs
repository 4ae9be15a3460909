//! Folds a campaign's events into rows: occasions, items, planned steps with their outcomes, messages, visits, tables.
//!
//! Small: a year of 50,000 units has millions of steps and messages, and all of them stand here at once. Rows are put
//! together when they are read. Pure: the same rows come from a simulated run and from a log read back, so that the two can be compared item by item.
//! It must never look at a state or a view; a step that ends twice, or was never planned, is written down as a fault.

mod instants;
mod messages;
mod reading;
mod rows;
mod steps;
mod visits;

use std::collections::{BTreeMap, BTreeSet};

use muster_core::campaign::ItemState;
use muster_protocol::definition::Definition;
use muster_protocol::event::{
    CampaignLaunched, Event, ItemLate, ItemMoved, ItemReturned, MessageDue, OccasionMoved, OccasionOpened,
    RetriedStep, SnapshotTaken, StepDeferred, StepSent,
};
use muster_protocol::events_of;
use muster_protocol::ids::{Digest, OccasionIx, PhaseIx, UnitIx, Version};
use muster_protocol::item::{MessageKey, PlannedStep, StepOutcome, StepRef, WaiveReason};
use muster_protocol::table::SnapshotTable;
use muster_protocol::time::Instant;
use muster_rules::audience;
use muster_rules::score::Fold;
use muster_rules::zone::Zone;
use muster_server::view::codes;

use super::dense::Dense;
use instants::Instants;
use messages::Messages;
use steps::{Ended, Steps};

pub(crate) use reading::Days;
pub use rows::{ItemRow, MessageRow, OccasionRow, PhaseRow, StepRow, VisitRow};

/// The rows of one campaign, as far as its events were applied.
#[derive(Debug)]
pub struct History<'d> {
    def: &'d Definition,
    zone: Zone,
    closed: bool,
    members: BTreeSet<UnitIx>,
    phases: Vec<PhaseRow>,
    occasions: Vec<OccasionRow>,
    items: BTreeMap<OccasionIx, Dense<ItemRow>>,
    steps: Steps,
    messages: Messages,
    instants: Instants,
    visits: Vec<VisitRow>,
    tables: Vec<SnapshotTable>,
    scores: Fold,
    faults: Vec<String>,
}

impl<'d> History<'d> {
    /// An empty history of a campaign that runs this definition.
    #[must_use]
    pub fn new(def: &'d Definition) -> Self {
        Self {
            def,
            zone: Zone::of_compiled(def),
            closed: false,
            members: BTreeSet::new(),
            phases: vec![PhaseRow::default(); def.phases.len()],
            occasions: Vec::new(),
            items: BTreeMap::new(),
            steps: Steps::default(),
            messages: Messages::default(),
            instants: Instants::default(),
            visits: Vec::new(),
            tables: Vec::new(),
            scores: Fold::new(def.digest()),
            faults: Vec::new(),
        }
    }

    /// Another definition is in force from the next event on: what an amendment names.
    pub fn amend(&mut self, def: &'d Definition) {
        self.def = def;
        self.phases.resize(def.phases.len().max(self.phases.len()), PhaseRow::default());
    }

    /// The definition.
    #[must_use]
    pub fn definition(&self) -> &'d Definition {
        self.def
    }

    /// Its zone.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whether the campaign has closed.
    #[must_use]
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// Phases, by index in the definition.
    #[must_use]
    pub fn phases(&self) -> &[PhaseRow] {
        &self.phases
    }

    /// Occasions as planned so far, by index.
    #[must_use]
    pub fn occasions(&self) -> &[OccasionRow] {
        &self.occasions
    }

    /// Key of an occasion, such as `study.2014-05`.
    #[must_use]
    pub fn key(&self, occasion: OccasionIx) -> &str {
        self.occasions.get(occasion.at()).map_or("?", |row| row.plan.occasion.key.as_str())
    }

    /// The occasion with a key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<&OccasionRow> {
        self.occasions.iter().find(|row| row.plan.occasion.key == *key)
    }

    /// Name of an item, such as `unit-plan/005`.
    #[must_use]
    pub fn item_name(&self, occasion: OccasionIx, unit: UnitIx) -> String {
        let code = self.def.units.get(unit.at()).map_or("?", |unit| unit.code.as_str());
        format!("{}/{code}", self.key(occasion))
    }

    /// Name of a step, such as `unit-plan/005#0.2`.
    #[must_use]
    pub fn step_name(&self, step: StepRef) -> String {
        format!("{}#{}.{}", self.item_name(step.occasion, step.unit), step.due_version, step.no)
    }

    /// Name of a message, such as `2014-04-25/005-clerk/routine`.
    #[must_use]
    pub fn message_name(&self, key: &MessageKey) -> String {
        codes::message_name(self.def, key)
    }

    /// Visits in the order in which they were proposed.
    #[must_use]
    pub fn visits(&self) -> &[VisitRow] {
        &self.visits
    }

    /// Tables of the snapshots taken, computed here from the events, in order.
    #[must_use]
    pub fn tables(&self) -> &[SnapshotTable] {
        &self.tables
    }

    /// What must never be: steps that ended twice or were never planned, tables that differ from the recorded digest.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// Takes in the campaign's next event, recorded at `at`.
    pub fn apply(&mut self, version: Version, at: Instant, event: &Event) {
        self.scores.apply(self.def, version, event);
        match event {
            Event::CampaignLaunched(body) => self.launched(at, body),
            Event::CampaignClosed(_) => self.closed = true,
            Event::PhaseEntered(body) => self.phase(body.phase).entered = Some(body.due),
            Event::PhaseEnded(body) => self.phase(body.phase).ended = Some(body.due),
            Event::PhaseCarriedOver(body) => self.phase(body.phase).carried_over = body.items,
            Event::UnitJoined(body) => drop(self.members.insert(body.unit)),
            Event::UnitLeft(body) => drop(self.members.remove(&body.unit)),
            Event::OccasionPlanned(body) => {
                let (plan, late_steps) = (body.clone(), Vec::new());
                self.occasions.push(OccasionRow { plan, due_version: 0, opened: None, late_steps });
            }
            Event::OccasionMoved(body) => self.occasion_moved(body),
            // What follows from these comes in events of its own.
            Event::CampaignAmended(_)
            | Event::CampaignHeld(_)
            | Event::CampaignResumed(_)
            | Event::PhaseHeld(_)
            | Event::PhaseResumed(_)
            | Event::OccasionRetired(_)
            | Event::StepHeld(_) => {}
            Event::OccasionOpened(body) => self.opened(body),
            Event::SnapshotTaken(body) => self.snapshot(body),
            Event::ItemOpened(_)
            | Event::ItemMoved(_)
            | Event::ItemSubmitted(_)
            | Event::ItemBackfilled(_)
            | Event::ItemReturned(_)
            | Event::ItemAccepted(_)
            | Event::ItemClosed(_)
            | Event::ItemLate(_)
            | Event::CardLifted(_)
            | Event::ItemWaived(_)
            | Event::ItemPassedOn(_)
            | events_of!(visit) => self.apply_to_item(at, event),
            Event::MessageDue(_)
            | Event::MessageReissued(_)
            | Event::MessageSigned(_)
            | Event::StepSent(_)
            | Event::StepSkipped(_)
            | Event::StepFailed(_)
            | Event::StepWithdrawn(_)
            | Event::StepDeferred(_)
            | Event::StepRetried(_) => self.apply_to_steps(at, event),
            // What goes wrong in the machine, and what people do beside items, are no rows of this history.
            _ => {}
        }
    }

    fn apply_to_item(&mut self, at: Instant, event: &Event) {
        match event {
            Event::ItemOpened(body) => {
                for unit in &body.units {
                    self.open_item(body.occasion, *unit, body.due, false);
                    if let (Some(own), Some(row)) = (&body.own, self.item_mut(body.occasion, *unit)) {
                        row.due_day = own.due_day;
                        row.due_version = 1;
                        self.plan_steps(body.occasion, *unit, 1, &own.steps);
                    }
                }
            }
            Event::ItemSubmitted(body) => self.handed_in(at, body.occasion, body.unit),
            Event::ItemBackfilled(body) => self.handed_in(at, body.occasion, body.unit),
            Event::ItemReturned(body) => self.returned(body),
            Event::ItemAccepted(body) => self.stands(body.occasion, body.unit, ItemState::Accepted),
            Event::ItemClosed(body) => self.stands(body.occasion, body.unit, ItemState::Closed),
            Event::ItemLate(body) => self.late(body),
            Event::CardLifted(body) => {
                for unit in &body.units {
                    self.plan_steps(body.occasion, *unit, body.due_version, &body.steps);
                }
            }
            Event::ItemMoved(body) => self.items_moved(body),
            Event::ItemWaived(body) => {
                let retired = body.reason == WaiveReason::Retired;
                let state = if retired { ItemState::Retired } else { ItemState::Waived };
                body.units.iter().for_each(|unit| self.stands(body.occasion, *unit, state));
            }
            Event::ItemPassedOn(body) => {
                self.stands(body.occasion, body.unit, ItemState::PassedOn);
                let late = self.item(body.occasion, body.unit).is_some_and(|row| row.late);
                self.open_item(body.occasion, body.to, body.due, late);
            }
            Event::VisitProposed(body) => self.visit_proposed(body),
            Event::VisitConfirmed(body) => {
                self.visit_changed((body.occasion, body.place), (body.due_version, &body.steps), None);
            }
            Event::VisitMoved(body) => {
                let (place, steps) = (body.visit.place, (body.due_version, body.steps.as_slice()));
                self.visit_changed((body.occasion, place), steps, Some(&body.visit));
            }
            Event::VisitDelegated(body) => {
                let (place, steps) = (body.visit.place, (body.due_version, body.steps.as_slice()));
                self.visit_changed((body.occasion, place), steps, Some(&body.visit));
            }
            Event::VisitCalledOff(body) => {
                self.visit_changed((body.occasion, body.place), (body.due_version, &body.steps), None);
            }
            Event::VisitRecorded(body) => {
                let theirs =
                    |row: &&mut VisitRow| row.occasion == body.occasion && row.visit.place == body.place;
                if let Some(row) = self.visits.iter_mut().rev().find(theirs) {
                    row.made_on = Some(body.on);
                    row.recorded = Some(at);
                }
            }
            _ => {}
        }
    }

    fn apply_to_steps(&mut self, at: Instant, event: &Event) {
        match event {
            Event::MessageDue(body) => self.message_due(body),
            Event::MessageSigned(body) => {
                let at = self.instants.number(at);
                self.messages.signed(&body.message, at);
            }
            Event::StepSent(body) => self.sent(at, body),
            Event::StepSkipped(body) => self.end_all(at, &body.steps, StepOutcome::Skipped(body.reason)),
            Event::StepFailed(body) => self.end_all(at, &body.steps, StepOutcome::Failed(body.reason)),
            Event::StepWithdrawn(body) => {
                let (occasion, due_version) = (body.occasion, body.due_version);
                for unit in &body.units {
                    let name = |no: &u8| StepRef { occasion, unit: *unit, due_version, no: *no };
                    let steps: Vec<StepRef> = body.steps.iter().map(name).collect();
                    self.end_all(at, &steps, StepOutcome::Withdrawn(body.reason));
                }
            }
            Event::StepDeferred(body) => self.deferred(body),
            Event::StepRetried(body) => {
                for RetriedStep { old, new } in &body.steps {
                    self.plan_steps(old.occasion, old.unit, old.due_version, &[*new]);
                }
            }
            // Given out again with the same key and list.
            _ => {}
        }
    }

    fn phase(&mut self, phase: PhaseIx) -> &mut PhaseRow {
        if self.phases.len() <= phase.at() {
            self.phases.resize(phase.at() + 1, PhaseRow::default());
        }
        &mut self.phases[phase.at()]
    }

    /// The table is computed here again, so that what was recorded is proved.
    fn snapshot(&mut self, body: &SnapshotTaken) {
        if let Some(table) = self.scores.table(self.def, body.occasion) {
            if Digest::of(&table.to_bytes()) != body.table {
                self.faults
                    .push(format!("the table of {} is another than recorded", self.key(body.occasion)));
            }
            self.tables.push(table);
        }
    }

    fn launched(&mut self, at: Instant, body: &CampaignLaunched) {
        self.members = audience::members_at_launch(self.def, at, &body.changes);
    }

    fn opened(&mut self, body: &OccasionOpened) {
        let Some(row) = self.occasions.get_mut(body.occasion.at()) else { return };
        row.opened = Some(body.due);
        let without: BTreeSet<UnitIx> = body.without.iter().copied().collect();
        for unit in audience::opening(self.def, &row.plan) {
            if self.members.contains(&unit) && !without.contains(&unit) {
                self.open_item(body.occasion, unit, Instant(i64::MIN), false);
            }
        }
    }

    fn occasion_moved(&mut self, body: &OccasionMoved) {
        if let Some(row) = self.occasions.get_mut(body.plan.occasion.ix.at()) {
            row.plan.clone_from(&body.plan);
            if row.due_version != body.due_version {
                row.due_version = body.due_version;
                row.late_steps.clone_from(&body.late);
            }
        }
    }

    fn items_moved(&mut self, body: &ItemMoved) {
        let Some(row) = self.occasions.get(body.occasion.at()) else { return };
        let own = body.own.as_ref();
        let due_day = own.map_or(row.plan.due_day, |own| own.due_day);
        let shared = row.plan.steps.iter().chain(&row.late_steps).filter(|_| own.is_none());
        let all = own.into_iter().flat_map(|own| &own.steps).chain(shared);
        let steps: Vec<PlannedStep> = all.filter(|step| body.steps.contains(&step.no)).copied().collect();
        for unit in &body.units {
            if let Some(item) = self.item_mut(body.occasion, *unit) {
                (item.due_version, item.due_day, item.late) = (body.due_version, due_day, body.late);
            }
            self.plan_steps(body.occasion, *unit, body.due_version, &steps);
        }
    }

    fn item_mut(&mut self, occasion: OccasionIx, unit: UnitIx) -> Option<&mut ItemRow> {
        self.items.get_mut(&occasion)?.get_mut(unit.0)
    }

    /// Gives a unit its item, with those of the occasion's steps that lie at `from` or later.
    fn open_item(&mut self, occasion: OccasionIx, unit: UnitIx, from: Instant, late: bool) {
        let Some(row) = self.occasions.get(occasion.at()) else { return };
        let had = self.item(occasion, unit).map(|item| item.state);
        if had.is_some_and(|state| state != ItemState::Retired) {
            return;
        }
        let due_version = row.due_version;
        let item = ItemRow::new(row.plan.due_day, due_version, late);
        let overdue: &[PlannedStep] = if late { &row.late_steps } else { &[] };
        let steps: Vec<PlannedStep> =
            row.plan.steps.iter().chain(overdue).filter(|step| step.at >= from).copied().collect();
        self.items.entry(occasion).or_default().insert(unit.0, item);
        self.plan_steps(occasion, unit, due_version, &steps);
    }

    fn plan_steps(&mut self, occasion: OccasionIx, unit: UnitIx, due_version: u8, steps: &[PlannedStep]) {
        for planned in steps {
            let recipient = self.visitor(occasion, unit, planned);
            let recipient = recipient.or_else(|| audience::contact_of(self.def, unit, planned.to));
            let name = StepRef { occasion, unit, due_version, no: planned.no };
            if !self.steps.plan(name, *planned, recipient) {
                self.faults.push(format!("{} was planned twice", self.step_name(name)));
            }
        }
    }

    fn stands(&mut self, occasion: OccasionIx, unit: UnitIx, state: ItemState) {
        if let Some(item) = self.item_mut(occasion, unit) {
            item.state = state;
        }
    }

    fn handed_in(&mut self, at: Instant, occasion: OccasionIx, unit: UnitIx) {
        if let Some(item) = self.item_mut(occasion, unit) {
            item.state = ItemState::Submitted;
            item.handed_in = Some(at);
            item.hand_ins += 1;
        }
    }

    fn returned(&mut self, body: &ItemReturned) {
        if let Some(item) = self.item_mut(body.occasion, body.unit) {
            item.state = ItemState::Returned;
            item.due_version = body.due_version;
            item.due_day = body.due_day;
        }
        self.plan_steps(body.occasion, body.unit, body.due_version, &body.steps);
    }

    fn late(&mut self, body: &ItemLate) {
        for unit in &body.units {
            if let Some(item) = self.item_mut(body.occasion, *unit) {
                item.late = true;
            }
            self.plan_steps(body.occasion, *unit, body.due_version, &body.steps);
        }
        if let Some(row) = self.occasions.get_mut(body.occasion.at())
            && body.due_version == row.due_version
            && row.late_steps.is_empty()
        {
            row.late_steps.clone_from(&body.steps);
        }
    }

    fn message_due(&mut self, body: &MessageDue) {
        let due = self.instants.number(body.due);
        for message in &body.messages {
            let number = self.messages.due(message.key, due, &message.steps);
            message.steps.iter().for_each(|step| self.steps.carried(*step, number));
        }
    }

    fn sent(&mut self, at: Instant, body: &StepSent) {
        let number = self.instants.number(at);
        for sent in &body.messages {
            self.messages.sent(&sent.key, number, &sent.channel);
            self.end_all(at, &sent.steps, StepOutcome::Sent);
        }
    }

    fn end_all(&mut self, at: Instant, steps: &[StepRef], outcome: StepOutcome) {
        let at = self.instants.number(at);
        for step in steps {
            let fault = match self.steps.end(*step, outcome, at) {
                Ended::Now => continue,
                Ended::Before(before) => format!("{outcome:?} after {:?}", Some(before)),
                Ended::NeverPlanned => format!("{outcome:?}, but it was never planned"),
            };
            self.faults.push(format!("{}: {fault}", self.step_name(*step)));
        }
    }

    fn deferred(&mut self, body: &StepDeferred) {
        let to = self.instants.number(body.to);
        body.steps.iter().for_each(|step| self.steps.moved(*step, to));
    }
}
