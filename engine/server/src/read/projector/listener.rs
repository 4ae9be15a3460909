//! Hears what an event changes. What is told of steps becomes rows at once; what the state says afterwards is noted and shown
//! when the event has been applied.

use std::sync::Arc;

use muster_core::campaign::{Listener, StepChange, StepEnd};
use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::ids::{CandidateIx, CaseIx, Digest, OccasionIx, UnitIx};
use muster_protocol::item::{MessageKey, PlannedStep, StepReason, StepRef};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Date;

use super::campaigns::Known;
use super::row_buffer::{RowBuffer, Tab, step};
use super::table::{Cell, Key};
use crate::store::sqlite::signed;
use crate::view::codes;

/// What one event changed and the state knows.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) named: bool,
    pub(super) occasions: Vec<OccasionIx>,
    pub(super) items_of: Vec<OccasionIx>,
    /// Due days that were changed, with the day before: of an occasion, or of an item.
    pub(super) moved: Vec<(OccasionIx, Option<UnitIx>, Date)>,
    pub(super) items: Vec<(OccasionIx, UnitIx)>,
    pub(super) late: Vec<(OccasionIx, UnitIx)>,
    pub(super) cases: Vec<CaseIx>,
    pub(super) candidates: Vec<CandidateIx>,
    /// Steps that were planned for visitors: who goes, the state says.
    pub(super) for_visitors: Vec<(StepRef, PlannedStep)>,
    /// Steps that could not be sent: why, and what was said.
    pub(super) failed: Vec<(StepRef, StepReason, Option<Digest>)>,
    pub(super) settled: Vec<DeadLetter>,
}

/// Hears one event of one campaign.
pub(super) struct ChangeListener<'a> {
    buffer: &'a mut RowBuffer,
    no: i64,
    known: Arc<Known>,
    at: i64,
    position: i64,
    /// The message named last, and its name.
    message: Option<(MessageKey, Arc<str>)>,
    pub(super) changes: Changes,
}

impl<'a> ChangeListener<'a> {
    pub(super) fn new(buffer: &'a mut RowBuffer, no: i64, known: Arc<Known>, row: &Recorded) -> Self {
        let (at, position) = (row.at.0, signed(row.position.0));
        Self { buffer, no, known, at, position, message: None, changes: Changes::default() }
    }

    fn message(&mut self, key: &MessageKey) -> Arc<str> {
        match &self.message {
            Some((had, name)) if had == key => Arc::clone(name),
            Some(_) | None => {
                let name: Arc<str> = codes::message_name(&self.known.definition, key).into();
                self.message = Some((*key, Arc::clone(&name)));
                name
            }
        }
    }
}

/// Where a step stands.
pub(super) fn key(no: i64, step: StepRef) -> Key {
    let StepRef { occasion, unit, due_version, no: of } = step;
    Key::of([no, occasion.0.into(), unit.0.into(), due_version.into(), of.into()])
}

impl Listener for ChangeListener<'_> {
    fn named(&mut self) {
        self.changes.named = true;
    }

    fn occasion(&mut self, occasion: OccasionIx) {
        self.changes.occasions.push(occasion);
    }

    fn items_of(&mut self, occasion: OccasionIx) {
        self.changes.items_of.push(occasion);
    }

    fn moved(&mut self, occasion: OccasionIx, unit: Option<UnitIx>, before: Date) {
        self.changes.moved.push((occasion, unit, before));
    }

    fn item(&mut self, occasion: OccasionIx, unit: UnitIx) {
        self.changes.items.push((occasion, unit));
    }

    fn late(&mut self, occasion: OccasionIx, unit: UnitIx) {
        self.changes.late.push((occasion, unit));
    }

    fn planned(&mut self, step: StepRef, planned: &PlannedStep, retries: Option<u8>) {
        let cells = vec![
            self.buffer.kind(planned.kind).into(),
            self.known.role(planned.to).into(),
            self.position.into(),
            retries.into(),
            self.known.post(step.unit, planned.to).into(),
            planned.at.0.into(),
            false.into(),
        ];
        self.buffer.put(Tab::Steps, key(self.no, step), cells);
        if self.known.definition.visits.iter().any(|programme| programme.visitor == planned.to) {
            self.changes.for_visitors.push((step, *planned));
        }
    }

    fn step(&mut self, step: StepRef, change: StepChange<'_>) {
        let key = key(self.no, step);
        match change {
            StepChange::Carried(message) => {
                let name = self.message(message);
                let cells = [(step::MESSAGE, name.into()), (step::DUE_POSITION, self.position.into())];
                self.buffer.change(Tab::Steps, key, &cells);
            }
            StepChange::Held => self.buffer.change(Tab::Steps, key, &[(step::HELD, true.into())]),
            StepChange::Moved(to) => {
                let cells = [(step::AT, to.0.into()), (step::HELD, false.into())];
                self.buffer.change(Tab::Steps, key, &cells);
            }
            StepChange::Ended(end) => {
                if let StepEnd::Failed { reason, said, .. } = end {
                    self.changes.failed.push((step, reason, said));
                    if let Some(said) = said {
                        let cells = [(step::SAID, said.0.to_vec().into())];
                        self.buffer.change(Tab::Steps, key.clone(), &cells);
                    }
                }
                let (outcome, reason, channel, attempt) = match end {
                    StepEnd::Sent(channel, attempt) => ("sent", None, Some(channel), attempt),
                    StepEnd::Skipped(reason) => ("skipped", Some(reason), None, 0),
                    StepEnd::Failed { reason, channel, attempt, .. } => {
                        ("failed", Some(reason), channel, attempt)
                    }
                    StepEnd::Withdrawn(reason) => ("withdrawn", Some(reason), None, 0),
                };
                let channel = channel.map_or(Cell::Null, |channel| channel.to_owned().into());
                let attempt = if attempt > 0 { Cell::from(i64::from(attempt)) } else { Cell::Null };
                let cells = [
                    (step::OUTCOME, outcome.into()),
                    (step::REASON, reason.map(codes::step_reason).into()),
                    (step::CHANNEL, channel),
                    (step::ENDED_AT, self.at.into()),
                    (step::ENDED_POSITION, self.position.into()),
                    (step::ATTEMPT, attempt),
                ];
                self.buffer.change(Tab::Steps, key, &cells);
            }
        }
    }

    fn undelivered(&mut self, step: StepRef, said: Option<Digest>) {
        self.changes.failed.push((step, StepReason::Refused, said));
        if let Some(said) = said {
            self.buffer.change(Tab::Steps, key(self.no, step), &[(step::SAID, said.0.to_vec().into())]);
        }
    }

    fn case(&mut self, case: CaseIx) {
        self.changes.cases.push(case);
    }

    fn candidate(&mut self, candidate: CandidateIx) {
        self.changes.candidates.push(candidate);
    }

    fn settled(&mut self, letter: &DeadLetter) {
        self.changes.settled.push(letter.clone());
    }
}
