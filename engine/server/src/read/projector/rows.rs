//! Rows that are functions of a state: the campaign, its units, occasions and items, and how cases and candidates stand.

use std::collections::BTreeSet;

use muster_core::campaign::{Ended, Item, ItemState, Occasion, is_drawn, recipient};
use muster_protocol::any_of;
use muster_protocol::codec;
use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::definition::{Definition, Phase};
use muster_protocol::event::{Event, OccasionPlanned};
use muster_protocol::ids::{OccasionIx, PhaseIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep, StepRef};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Date;
use muster_rules::{stages, task};

use super::campaigns::{Known, Resident};
use super::listener::{Changes, key};
use super::row_buffer::{RowBuffer, Tab, candidate, case, step};
use super::table::{Cell, Key};
use crate::store::sqlite::signed;
use crate::view::case_state::{PASSED_UP_REPLIED, PASSED_UP_WAITING};
use crate::view::{codes, moves};

/// A campaign that runs, one in which nothing goes out for now, and one that is over.
const RUNNING: &str = "running";
const HELD: &str = "held";
const CLOSED: &str = "closed";
/// A candidate that passed the last stage.
pub(crate) const WON: &str = "won";
/// One that did not pass a stage.
pub(crate) const REJECTED: &str = "rejected";
/// One to which an objection was upheld.
pub(crate) const OUT: &str = "out";

/// Shows what an event changed of a state. `before` are the words of before it.
pub(super) fn show(
    buffer: &mut RowBuffer,
    resident: &Resident,
    before: &Known,
    row: &Recorded,
    event: &Event,
    changes: &Changes,
) {
    let position = signed(row.position.0);
    let opens = matches!(event, Event::OccasionOpened(_));
    let shows = Shows { buffer, resident, position };
    shows.all(before, opens, changes);
}

struct Shows<'a> {
    buffer: &'a mut RowBuffer,
    resident: &'a Resident,
    position: i64,
}

impl Shows<'_> {
    fn all(mut self, before: &Known, opens: bool, changes: &Changes) {
        let Changes {
            named,
            occasions,
            items_of,
            moved,
            items,
            late,
            for_visitors,
            cases,
            candidates,
            failed,
            settled,
        } = changes;
        let no = self.resident.no;
        if *named {
            self.roster(before);
        }
        for occasion in occasions {
            self.occasion(*occasion, opens);
        }
        let late: BTreeSet<(OccasionIx, UnitIx)> = late.iter().copied().collect();
        for ix in items_of {
            let Some(occasion) = self.resident.state.occasions().get(ix.at()) else { continue };
            for (unit, _) in occasion.units() {
                self.item(*ix, unit, late.contains(&(*ix, unit)));
            }
        }
        for (occasion, unit) in items {
            self.item(*occasion, *unit, late.contains(&(*occasion, *unit)));
        }
        for (occasion, unit, before) in moved {
            self.moved(*occasion, *unit, *before);
        }
        for (step, planned) in for_visitors {
            self.visitor(*step, planned);
        }
        for ix in cases {
            self.case(*ix);
        }
        for ix in candidates {
            self.candidate(*ix);
        }
        for (step, reason, said) in failed {
            let (name, cause) = (self.resident.step_name(*step), codes::step_reason(*reason));
            self.buffer.dead_letter("reminders", self.position, &name, (cause, *said), Some(no));
        }
        for letter in settled {
            let name = match letter {
                DeadLetter::Step(step) => self.resident.step_name(*step),
                DeadLetter::Delivery(delivery) => delivery.to_string(),
            };
            self.buffer.settle(no, name.into());
        }
    }

    /// A step about a visit goes to the person who makes it, who may hold no role at the place.
    fn visitor(&mut self, of: StepRef, planned: &PlannedStep) {
        let known = &self.resident.known;
        let Some(occasion) = self.resident.state.occasions().get(of.occasion.at()) else { return };
        let contact = recipient(&known.definition, occasion, of.unit, planned);
        let id =
            contact.and_then(|ix| known.definition.contacts.get(ix.at())).map(|contact| contact.id.clone());
        self.buffer.change(Tab::Steps, key(self.resident.no, of), &[(step::CONTACT, id.into())]);
    }

    /// The roster of the definition in force, and everything that may be called otherwise than `before`.
    fn roster(&mut self, before: &Known) {
        let (no, known) = (self.resident.no, &self.resident.known);
        for (ix, unit) in (0u32..).map(UnitIx).zip(&known.definition.units) {
            let cells = vec![known.code(ix).into(), unit.name.clone().into(), unit.category.clone().into()];
            self.buffer.put(Tab::Units, Key::of([no, ix.0.into()]), cells);
        }
        let renamed: BTreeSet<UnitIx> = (0u32..)
            .map(UnitIx)
            .take(before.definition.units.len())
            .filter(|unit| before.code(*unit) != known.code(*unit))
            .collect();
        for (ix, occasion) in (0u32..).map(OccasionIx).zip(self.resident.state.occasions()) {
            self.occasion(ix, false);
            // Whether a sample was drawn follows from the sessions of its round, which may be others now.
            let all = matches!(occasion.kind(), OccasionKind::Round { .. });
            let units = occasion.units().map(|(unit, _)| unit);
            let theirs: Vec<UnitIx> = units.filter(|unit| all || renamed.contains(unit)).collect();
            for unit in theirs {
                self.item(ix, unit, false);
            }
        }
    }

    fn occasion(&mut self, ix: OccasionIx, opens: bool) {
        let Some(occasion) = self.resident.state.occasions().get(ix.at()) else { return };
        let (plan, def) = (occasion.plan(), &self.resident.known.definition);
        let (title, line) = title(def, plan);
        let cells = vec![
            self.position.into(),
            opens.then_some(self.position).into(),
            plan.occasion.key.to_string().into(),
            title.into(),
            line.into(),
            codes::occasion_kind(plan.kind).into(),
            phase_of(def, plan).into(),
            plan.opens.0.into(),
            plan.due_day.0.into(),
            plan.due.0.into(),
            plan.backfill.into(),
            occasion.retired().into(),
            codec::encode(plan).into(),
        ];
        self.buffer.put(Tab::Occasions, Key::of([self.resident.no, ix.0.into()]), cells);
    }

    /// An item; `late` says that it became so with this event.
    fn item(&mut self, ix: OccasionIx, unit: UnitIx, late: bool) {
        let Some(occasion) = self.resident.state.occasions().get(ix.at()) else { return };
        let item = occasion.item(unit);
        if item.state() == ItemState::None {
            return;
        }
        let (due_day, due) = occasion.due_of(unit, item);
        let cells = vec![
            self.position.into(),
            self.resident.known.code(unit).into(),
            self.state(occasion, item, unit),
            item.late().into(),
            late.then_some(self.position).into(),
            item.due_version().into(),
            due_day.0.into(),
            due.0.into(),
        ];
        self.buffer.put(Tab::Items, Key::of([self.resident.no, ix.0.into(), unit.0.into()]), cells);
    }

    /// How an item stands; a unit that gets a phase's notice, or hears of something, owes nothing, nor does who draws a sample. What a
    /// unit that left had not handed in is its own and over.
    fn state(&self, occasion: &Occasion, item: Item, unit: UnitIx) -> Cell {
        let (of, def) = (&self.resident.state, &self.resident.known.definition);
        if item.awaits() && occasion.obliges() && !of.member(unit) {
            return Cell::Word(codes::ENDED);
        }
        let state = item.state();
        let notice = state == ItemState::Open
            && matches!(occasion.kind(), any_of!(OccasionKind: Phase Announcement Rating Stage Round));
        Cell::Word(match notice {
            true if is_drawn(def, of, occasion) => codes::DRAWN,
            true => codes::NOTICE,
            false => codes::item_state(state),
        })
    }

    fn moved(&mut self, ix: OccasionIx, unit: Option<UnitIx>, before: Date) {
        let Some(occasion) = self.resident.state.occasions().get(ix.at()) else { return };
        let after = unit.map_or(occasion.planned_due_day(), |unit| occasion.due_day(unit));
        let whose = unit.map_or(moves::OF_THE_OCCASION, |unit| unit.0.into());
        let key = Key::of([self.resident.no, ix.0.into(), whose, self.position]);
        self.buffer.put(Tab::Moves, key, vec![before.0.into(), after.0.into()]);
    }

    fn case(&mut self, ix: muster_protocol::ids::CaseIx) {
        let Some(state) = self.resident.state.case(ix) else { return };
        let passed_up =
            state.replied.map(|replied| if replied { PASSED_UP_REPLIED } else { PASSED_UP_WAITING });
        let late: String = state.late.iter().map(|late| format!("{} ", late.code())).collect();
        let cells = [
            (case::UNIT, state.unit.map(|unit| self.resident.known.code(unit)).into()),
            (case::AGENT, state.agent.map(str::to_owned).into()),
            (case::PASSED_UP, passed_up.into()),
            (case::LATE, late.into()),
        ];
        self.buffer.change(Tab::Cases, Key::of([self.resident.no, i64::from(ix.0) + 1]), &cells);
    }

    fn candidate(&mut self, ix: muster_protocol::ids::CandidateIx) {
        let Some(state) = self.resident.state.candidate(ix) else { return };
        let result = state.ended.map(|ended| match ended {
            Ended::Won => WON,
            Ended::Rejected => REJECTED,
            Ended::Out => OUT,
        });
        let cells = [
            (candidate::PASSED, state.passed.map(str::to_owned).into()),
            (candidate::OBJECTED, state.objected.into()),
            (candidate::RESULT, result.into()),
        ];
        self.buffer.change(Tab::Candidates, Key::of([self.resident.no, i64::from(ix.0) + 1]), &cells);
    }
}

/// The campaign's own row.
pub(super) fn campaign(buffer: &mut RowBuffer, resident: &Resident) {
    let Resident { no, id, known, state, version, position, .. } = resident;
    let def = &known.definition;
    let phase = state.phase().and_then(|phase| def.phases.get(phase.at()));
    let status = match (state.closed(), state.held()) {
        (true, _) => CLOSED,
        (false, Some(_)) => HELD,
        (false, None) => RUNNING,
    };
    let cells = vec![
        id.as_str().to_owned().into(),
        state.launched_at().0.into(),
        def.name.clone().into(),
        def.zone.clone().into(),
        known.digest.0.to_vec().into(),
        status.into(),
        phase.map(|phase| phase.id.clone()).into(),
        phase.map(|phase| phase.name.clone()).into(),
        def.phases.iter().map(|phase| phase.from.0).min().into(),
        state.at().0.into(),
        (*version).into(),
        (*position).into(),
    ];
    buffer.put(Tab::Campaigns, Key::of([*no]), cells);
}

/// The phase in which an occasion falls due, if it belongs to one.
fn phase_of(def: &Definition, plan: &OccasionPlanned) -> Option<String> {
    let phase = match plan.kind {
        OccasionKind::Duty(_) if plan.given.is_some() => {
            let retired = &def.retired.phases;
            let mut phases = (0u16..).map(PhaseIx).zip(&def.phases);
            let around = |(ix, phase): &(PhaseIx, &Phase)| {
                (phase.from..=phase.to).contains(&plan.due_day) && !retired.contains(ix)
            };
            phases.find(around)?.0
        }
        OccasionKind::Duty(duty) => def.duties.get(duty.at())?.phase?,
        OccasionKind::Phase(phase) => phase,
        any_of!(OccasionKind: Visit Snapshot Announcement Rating Stage Round) => return None,
    };
    def.phases.get(phase.at()).map(|phase| phase.id.clone())
}

/// Name and rows of the plan of what an occasion is a happening of, in the committee's words; of a task what is to be done.
fn title(def: &Definition, plan: &OccasionPlanned) -> (String, String) {
    let of = |name: &str, refs: &[String]| (name.to_owned(), refs.join(" "));
    let found = match plan.kind {
        OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|it| {
            let task = task::title_of(def, plan);
            of(task.as_ref().unwrap_or(&it.name), &it.refs)
        }),
        OccasionKind::Phase(ix) => def.phases.get(ix.at()).map(|it| of(&it.name, &it.refs)),
        OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|it| of(&it.name, &it.refs)),
        OccasionKind::Snapshot(ix) => def.snapshots.get(ix.at()).map(|it| of(&it.name, &it.refs)),
        OccasionKind::Rating { round, role: _ } | OccasionKind::Round { round, role: _ } => {
            def.reviews.get(round.at()).map(|it| of(&it.name, &it.refs))
        }
        OccasionKind::Stage { .. } => stages::of_key(def, &plan.occasion.key)
            .map(|(selection, stage)| of(&stages::title(selection, stage), &selection.refs)),
        OccasionKind::Announcement => plan.given.as_ref().map(|given| of(&given.title, &[])),
    };
    found.unwrap_or_default()
}
