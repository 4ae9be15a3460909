//! What is counted of each unit, kept up with every event: a table is a sum over what stands here.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::case::CaseClock;
use muster_protocol::definition::{CardColour, Definition};
use muster_protocol::event::{
    Event, ItemMoved, ItemOpened, OccasionOpened, OccasionPlanned, StepSent, VisitRecorded,
};
use muster_protocol::events_of;
use muster_protocol::form::Form;
use muster_protocol::ids::{CaseIx, DutyIx, GroupIx, OccasionIx, UnitIx};
use muster_protocol::item::{OccasionKind, PlannedStep, StepKind};
use muster_protocol::refs::OccasionKey;
use muster_protocol::time::Date;
use serde::{Deserialize, Serialize};

use super::sums::{Counts, Four};
use super::today::{DUE, OVER, Today};
use crate::audience;
use crate::zone::Zone;

/// Marks of one item, bits of a byte.
pub(super) const CLOSED: u8 = 1;
/// It was late once; that stays (late is a mark, not a state).
const LATE: u8 = 2;
/// Waived or passed on: it does not count.
const GONE: u8 = 4;
/// The unit got the item: when the occasion opened, or later.
const OWED: u8 = 8;

/// What is known of one occasion.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Occasion {
    key: OccasionKey,
    kind: OccasionKind,
    group: Option<GroupIx>,
    /// The units that a task was given to; empty means its whole audience.
    given: Vec<UnitIx>,
    due_day: Date,
    backfill: bool,
    /// Whether somebody gave it out or asked for it; otherwise it is planned by a rule of the file.
    asked: bool,
    opened: bool,
    /// Marks by unit; units past its end have none.
    marks: Vec<u8>,
    /// Due days that a return or a hold moved or a closing gave.
    moved: BTreeMap<UnitIx, Date>,
    /// Cards among its steps, by due version and number.
    cards: BTreeMap<(u8, u8), CardColour>,
}

impl Occasion {
    fn new(planned: &OccasionPlanned) -> Self {
        Self {
            key: planned.occasion.key.clone(),
            kind: planned.kind,
            group: planned.group,
            given: planned.given.as_ref().map_or_else(Vec::new, |given| given.units.clone()),
            due_day: planned.due_day,
            backfill: planned.backfill,
            asked: planned.given.is_some(),
            opened: false,
            marks: Vec::new(),
            moved: BTreeMap::new(),
            cards: BTreeMap::new(),
        }
    }

    fn duty(&self) -> Option<DutyIx> {
        match self.kind {
            OccasionKind::Duty(duty) => Some(duty),
            any_of!(OccasionKind: Phase Visit Snapshot Announcement Rating Stage Round) => None,
        }
    }

    fn mark(&mut self, unit: UnitIx, set: u8, clear: u8) {
        if self.marks.len() <= unit.at() {
            self.marks.resize(unit.at() + 1, 0);
        }
        self.marks[unit.at()] = self.marks[unit.at()] & !clear | set;
    }

    /// Whether a unit of the audience gets its item with the opening: its group's, and not one that waits for another.
    fn is_for(&self, def: &Definition, unit: UnitIx) -> bool {
        let given = self.given.is_empty() || self.given.contains(&unit);
        given && !audience::waits(def, self.kind) && audience::follows(def, self.kind, self.group, unit)
    }

    fn marks_of(&self, unit: UnitIx) -> u8 {
        self.marks.get(unit.at()).copied().unwrap_or_default()
    }

    fn due_day_of(&self, unit: UnitIx) -> Date {
        self.moved.get(&unit).copied().unwrap_or(self.due_day)
    }

    /// What the unit's item adds to the sums: who is a member on the occasion's due day owes it (ARCHITECTURE.md,
    /// “What always holds”), and it is expected from the item's own due day on, which a return may have moved. On that day
    /// itself nobody is behind: what is not closed yet counts only when the day is over.
    fn counted(&self, def: &Definition, unit: UnitIx) -> Four {
        let marks = self.marks_of(unit);
        let expected = marks & OVER != 0 || marks & (DUE | CLOSED) == DUE | CLOSED;
        let owed = expected && marks & OWED != 0 && marks & GONE == 0;
        let member = || def.units.get(unit.at()).is_some_and(|row| audience::is_member(row, self.due_day));
        if !(owed && self.opened && !self.backfill && member()) {
            return Four::default();
        }
        Four {
            due: 1,
            done: u32::from(marks & CLOSED != 0),
            on_time: u32::from(marks & (CLOSED | LATE) == CLOSED),
            late: u32::from(marks & LATE != 0),
        }
    }
}

/// A case as far as it counts.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Case {
    unit: Option<UnitIx>,
    late: bool,
    closed: bool,
}

/// What keeps the sums.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Counting {
    occasions: BTreeMap<OccasionIx, Occasion>,
    counts: Counts,
    /// Occasions, or items with days of their own, by the day that is not over.
    later: BTreeMap<Date, Vec<(OccasionIx, Option<UnitIx>)>>,
    /// When the sums hold.
    today: Option<Today>,
    cases: BTreeMap<CaseIx, Case>,
    /// Cards that were counted: each once, however many people got it.
    cards: BTreeSet<(OccasionIx, UnitIx, u8, bool)>,
    /// What was filled in for items: once they are closed the numbers alone, which a return for correction takes out of the sums.
    forms: BTreeMap<(OccasionIx, UnitIx), Form>,
}

impl Counting {
    /// The sums as they stand; they hold for the day up to which they were brought by [`Counting::mature`].
    pub(super) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Key, kind and due day of an occasion.
    pub(super) fn named(&self, ix: OccasionIx) -> Option<(OccasionKey, OccasionKind, Date)> {
        self.occasions.get(&ix).map(|occasion| (occasion.key.clone(), occasion.kind, occasion.due_day))
    }

    /// Whether somebody asked for an occasion, beside those that the file plans.
    pub(super) fn is_asked(&self, ix: OccasionIx) -> bool {
        self.occasions.get(&ix).is_some_and(|occasion| occasion.asked)
    }

    /// The key of an item that was due by a day and is not closed.
    pub(super) fn open_before(&self, ix: OccasionIx, unit: UnitIx, day: Date) -> Option<OccasionKey> {
        let occasion = self.occasions.get(&ix).filter(|occasion| occasion.duty().is_some())?;
        let marks = occasion.marks_of(unit);
        let open = marks & OWED != 0 && marks & (CLOSED | GONE) == 0;
        (open && occasion.due_day_of(unit) <= day).then(|| occasion.key.clone())
    }

    /// Items of a unit that are open, of these duties or of all, by key.
    pub(super) fn still_open(&self, unit: UnitIx, duties: &[DutyIx]) -> Vec<OccasionKey> {
        let open = |it: &Occasion| it.marks_of(unit) & (CLOSED | GONE) == 0;
        self.owed(unit, duties, open)
    }

    /// Items of a unit that are closed and whose day has not come, of these duties or of all, by key.
    pub(super) fn done_ahead(&self, unit: UnitIx, duties: &[DutyIx]) -> Vec<OccasionKey> {
        let ahead = |it: &Occasion| it.marks_of(unit) & (CLOSED | GONE | DUE) == CLOSED;
        self.owed(unit, duties, ahead)
    }

    /// Items that a unit got, of these duties or of all, as far as `which` says.
    fn owed(&self, unit: UnitIx, duties: &[DutyIx], which: impl Fn(&Occasion) -> bool) -> Vec<OccasionKey> {
        let asked = |occasion: &&Occasion| {
            occasion.duty().is_some_and(|duty| duties.is_empty() || duties.contains(&duty))
                && occasion.opened
                && !occasion.backfill
                && occasion.marks_of(unit) & OWED != 0
        };
        let all = self.occasions.values().filter(asked).filter(|occasion| which(occasion));
        all.map(|occasion| occasion.key.clone()).collect()
    }

    /// Items whose day is over enter the sums, and those of the day that are closed.
    pub(super) fn mature(&mut self, def: &Definition, today: Today) {
        if self.today.is_some_and(|before| today <= before) {
            return;
        }
        self.today = Some(today);
        let later = self.later.split_off(&today.running);
        let over = std::mem::replace(&mut self.later, later).into_values().flatten();
        // What is due on a day that still runs comes once more when it is over.
        let due: Vec<_> = self.later.range(..=today.day).flat_map(|(_, waiting)| waiting.clone()).collect();
        for (ix, unit) in over.chain(due) {
            match unit {
                Some(unit) => self.change(def, ix, &[unit], |_, _| {}),
                None => self.change_all(def, ix, |_| {}),
            }
        }
    }

    pub(super) fn apply(&mut self, def: &Definition, event: &Event) {
        match event {
            Event::CampaignAmended(_) => self.recount(def),
            Event::OccasionPlanned(planned) => self.plan(def, planned),
            Event::OccasionMoved(moved) => {
                self.plan(def, &moved.plan);
                self.cards(moved.plan.occasion.ix, moved.due_version, &moved.late);
            }
            Event::OccasionOpened(opened) => self.open(def, opened),
            Event::ItemClosed(item) => {
                self.change(def, item.occasion, &[item.unit], |occasion, unit| occasion.mark(unit, CLOSED, 0));
                self.report(item.occasion, item.unit);
            }
            Event::ItemLate(late) => {
                self.change(def, late.occasion, &late.units, |occasion, unit| occasion.mark(unit, LATE, 0));
                self.cards(late.occasion, late.due_version, &late.steps);
            }
            Event::ItemWaived(item) => {
                self.change(def, item.occasion, &item.units, |occasion, unit| occasion.mark(unit, GONE, 0));
            }
            Event::ItemPassedOn(item) => {
                self.change(def, item.occasion, &[item.unit], |occasion, unit| occasion.mark(unit, GONE, 0));
                self.change(def, item.occasion, &[item.to], |occasion, unit| occasion.mark(unit, OWED, 0));
            }
            Event::ItemMoved(moved) => self.moved(def, moved),
            Event::ItemOpened(opened) => self.open_items(def, opened),
            Event::ItemReturned(item) => {
                let day = item.due_day;
                self.taken_back(item.occasion, item.unit);
                self.change(def, item.occasion, &[item.unit], |occasion, unit| {
                    // What was closed is expected from its own day on, however long it is corrected.
                    if occasion.marks_of(unit) & CLOSED == 0 {
                        occasion.moved.insert(unit, day);
                    }
                    occasion.mark(unit, 0, CLOSED);
                });
            }
            Event::ItemSubmitted(item) => drop(self.forms.insert((item.occasion, item.unit), item.form.clone())),
            Event::ItemBackfilled(item) => {
                drop(self.forms.insert((item.occasion, item.unit), item.form.clone()));
            }
            Event::StepSent(sent) => self.sent(sent),
            Event::StepRetried(body) => {
                for step in &body.steps {
                    self.cards(step.old.occasion, step.old.due_version, &[step.new]);
                }
            }
            Event::VisitRecorded(visit) => self.visited(visit),
            Event::CaseReceived(body) => self.case(body.case, |case| case.unit = body.unit),
            Event::CaseDispatched(body) => self.case(body.case, |case| case.unit = Some(body.unit)),
            Event::CaseLate(body) => match body.clock {
                CaseClock::Accept => {}
                CaseClock::Finish | CaseClock::Statutory => self.case(body.case, |case| case.late = true),
            },
            Event::CaseClosed(body) => self.case(body.case, |case| case.closed = true),
            Event::CaseReopened(body) => self.case(body.case, |case| case.closed = false),
            any_of! { Event:
                CaseAccepted CaseTracked CaseAgentNamed CaseAssisted CaseNoted CasePassedUp CaseReplied
                CaseAnswered CaseCalledBack
            }
            // A card that was lifted was given all the same.
            | Event::CardLifted(_)
            // Accepting counts when it closes the item; a unit's dates stand in the definition; the rest is not counted.
            | any_of! { Event:
                ItemAccepted CampaignLaunched CampaignHeld CampaignResumed CampaignClosed OccasionRetired
                StepSkipped StepFailed StepWithdrawn StepHeld StepDeferred VisitProposed VisitLeftOut
                VisitConfirmed VisitMoved VisitDelegated VisitCalledOff VisitMade
            }
            | events_of!(phase, roster, message, dead_letter, clock, snapshot, ledger, candidate, judging, blob) => {}
        }
    }

    /// A visit counts once, with the answers of those who were asked there.
    fn visited(&mut self, visit: &VisitRecorded) {
        *self.counts.visits.entry(visit.place).or_default() += 1;
        let kind = self.occasions.get(&visit.occasion).map(|occasion| occasion.kind);
        let Some(OccasionKind::Visit(programme)) = kind else { return };
        for rated in &visit.ratings {
            let key = (programme, rated.by.clone(), rated.answer.clone());
            *self.counts.answers.entry(key).or_default().entry(visit.place).or_default() += 1;
        }
    }

    /// Changes items of an occasion, and the sums with them.
    fn change(
        &mut self,
        def: &Definition,
        ix: OccasionIx,
        units: &[UnitIx],
        change: impl Fn(&mut Occasion, UnitIx),
    ) {
        let Self { occasions, counts, later, today, .. } = self;
        let Some(occasion) = occasions.get_mut(&ix) else { return };
        let duty = occasion.duty();
        for &unit in units.iter().filter(|unit| unit.at() < def.units.len()) {
            let before = occasion.counted(def, unit);
            change(occasion, unit);
            let day = occasion.due_day_of(unit);
            let stage = today.map_or(0, |today| today.stage(day));
            if occasion.marks_of(unit) != 0 {
                occasion.mark(unit, stage, DUE | OVER);
            }
            if stage & OVER == 0 && occasion.moved.contains_key(&unit) {
                later.entry(day).or_default().push((ix, Some(unit)));
            }
            let Some(duty) = duty else { continue };
            let sums = counts.items.entry(duty).or_default();
            if sums.len() < def.units.len() {
                sums.resize(def.units.len(), Four::default());
            }
            sums[unit.at()].take(before);
            sums[unit.at()].add(occasion.counted(def, unit));
        }
    }

    /// Changes what holds for all items of an occasion.
    fn change_all(&mut self, def: &Definition, ix: OccasionIx, change: impl FnOnce(&mut Occasion)) {
        let Some(occasion) = self.occasions.get_mut(&ix) else { return };
        let units: Vec<UnitIx> = (0u32..).map(UnitIx).take(occasion.marks.len()).collect();
        let before: Vec<Four> = units.iter().map(|unit| occasion.counted(def, *unit)).collect();
        change(occasion);
        if let Some(sums) = occasion.duty().and_then(|duty| self.counts.items.get_mut(&duty)) {
            for (sum, before) in sums.iter_mut().zip(before) {
                sum.take(before);
            }
        }
        // They stand in no sum now: each enters as it is.
        for mark in &mut occasion.marks {
            *mark &= !(DUE | OVER);
        }
        self.change(def, ix, &units, |_, _| {});
    }

    /// Another definition is in force: who is a member when may have changed.
    fn recount(&mut self, def: &Definition) {
        self.counts.items.clear();
        let all: Vec<OccasionIx> = self.occasions.keys().copied().collect();
        for ix in all {
            let Some(occasion) = self.occasions.get_mut(&ix) else { continue };
            for mark in &mut occasion.marks {
                *mark &= !(DUE | OVER);
            }
            let units: Vec<UnitIx> = (0u32..).map(UnitIx).take(occasion.marks.len()).collect();
            self.change(def, ix, &units, |_, _| {});
        }
    }

    fn plan(&mut self, def: &Definition, planned: &OccasionPlanned) {
        let ix = planned.occasion.ix;
        self.occasions.entry(ix).or_insert_with(|| Occasion::new(planned));
        self.change_all(def, ix, |occasion| {
            occasion.due_day = planned.due_day;
            occasion.backfill = planned.backfill;
        });
        if self.today.is_none_or(|today| today.stage(planned.due_day) & OVER == 0) {
            self.later.entry(planned.due_day).or_default().push((ix, None));
        }
    }

    fn open(&mut self, def: &Definition, opened: &OccasionOpened) {
        let Some(occasion) = self.occasions.get_mut(&opened.occasion) else { return };
        occasion.opened = true;
        let OccasionKind::Duty(duty) = occasion.kind else { return };
        // Who owes it is settled by the definition of this moment: amendments change it for what opens later.
        let day = Zone::of(def).map_or(occasion.due_day, |zone| zone.date_of(opened.due));
        let who = def.duties.get(duty.at()).map(|duty| audience::members_on(def, duty.audience, day));
        let without: BTreeSet<UnitIx> = opened.without.iter().copied().collect();
        let mut units = who.unwrap_or_default();
        units.retain(|unit| occasion.is_for(def, *unit) && !without.contains(unit));
        self.change(def, opened.occasion, &units, |occasion, unit| occasion.mark(unit, OWED, 0));
    }

    /// A day that moves ahead takes a lateness with it: what counts is the day that holds now.
    fn moved(&mut self, def: &Definition, moved: &ItemMoved) {
        self.change(def, moved.occasion, &moved.units, |occasion, unit| {
            match &moved.own {
                Some(own) => drop(occasion.moved.insert(unit, own.due_day)),
                None => drop(occasion.moved.remove(&unit)),
            }
            if !moved.late {
                occasion.mark(unit, 0, LATE);
            }
        });
    }

    /// Units that get their item later; one that had been taken out of use counts again.
    fn open_items(&mut self, def: &Definition, opened: &ItemOpened) {
        self.change(def, opened.occasion, &opened.units, |occasion, unit| {
            occasion.moved.extend(opened.own.iter().map(|own| (unit, own.due_day)));
            occasion.mark(unit, OWED, GONE | LATE);
        });
    }

    fn cards(&mut self, ix: OccasionIx, due_version: u8, steps: &[PlannedStep]) {
        let Some(occasion) = self.occasions.get_mut(&ix) else { return };
        for step in steps {
            // A blue card warns before the day, and counts against nobody.
            if let StepKind::Card(colour @ (CardColour::Yellow | CardColour::Red), _) = step.kind {
                occasion.cards.insert((due_version, step.no), colour);
            }
        }
    }

    fn sent(&mut self, sent: &StepSent) {
        for step in sent.messages.iter().flat_map(|message| &message.steps) {
            let occasion = self.occasions.get(&step.occasion);
            let Some(&colour) = occasion.and_then(|it| it.cards.get(&(step.due_version, step.no))) else {
                continue;
            };
            let red = colour == CardColour::Red;
            if self.cards.insert((step.occasion, step.unit, step.due_version, red)) {
                let sums = if red { &mut self.counts.red } else { &mut self.counts.yellow };
                *sums.entry(step.unit).or_default() += 1;
            }
        }
    }

    fn report(&mut self, ix: OccasionIx, unit: UnitIx) {
        let Some(form) = self.forms.remove(&(ix, unit)) else { return };
        let Some(duty) = self.occasions.get(&ix).and_then(Occasion::duty) else { return };
        for number in &form.numbers {
            let units = self.counts.reported.entry((duty, number.name.clone())).or_default();
            let (sum, count) = units.entry(unit).or_default();
            (*sum, *count) = (*sum + u64::from(number.value), *count + 1);
        }
        if !form.numbers.is_empty() {
            self.forms.insert((ix, unit), Form { numbers: form.numbers, ..Form::default() });
        }
    }

    /// What was closed is returned for correction: its numbers are out of the sums until it is closed again.
    fn taken_back(&mut self, ix: OccasionIx, unit: UnitIx) {
        let Some(occasion) = self.occasions.get(&ix) else { return };
        let (closed, duty) = (occasion.marks_of(unit) & CLOSED != 0, occasion.duty());
        let (true, Some(duty)) = (closed, duty) else { return };
        let Some(form) = self.forms.remove(&(ix, unit)) else { return };
        for number in form.numbers {
            let Some(units) = self.counts.reported.get_mut(&(duty, number.name)) else { continue };
            let Some((sum, count)) = units.get_mut(&unit) else { continue };
            (*sum, *count) = (sum.saturating_sub(u64::from(number.value)), count.saturating_sub(1));
            if *count == 0 {
                units.remove(&unit);
            }
        }
    }

    fn case(&mut self, ix: CaseIx, change: impl FnOnce(&mut Case)) {
        let case = self.cases.entry(ix).or_default();
        let before = *case;
        change(case);
        let after = *case;
        for (it, add) in [(before, false), (after, true)] {
            let (Some(unit), true) = (it.unit, it.closed) else { continue };
            let (finished, in_time) = self.counts.cases.entry(unit).or_default();
            let one = u32::from(!it.late);
            (*finished, *in_time) = if add {
                (*finished + 1, *in_time + one)
            } else {
                (finished.saturating_sub(1), in_time.saturating_sub(one))
            };
        }
    }
}
