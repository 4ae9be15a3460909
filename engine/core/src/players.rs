//! Scripted units, reviewers and leaders: what they will do, and when, as a campaign's events reach them.
//!
//! Preview and demo drive the same players, so what a preview shows of a script is what a run of it does. They know
//! nothing but the definition, the script and the events.

mod entering;
mod filling;
mod judging;
mod selecting;
mod visiting;

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::any_of;
use muster_protocol::command::{Command, EnterRow, ItemName, MessageName, Return, Submit};
use muster_protocol::definition::{Definition, Duty, Variant};
use muster_protocol::event::{CampaignLaunched, Event, OccasionPlanned, StepSent};
use muster_protocol::events_of;
use muster_protocol::ids::{CandidateIx, OccasionIx, SelectionIx, UnitIx};
use muster_protocol::item::{MessageKind, OccasionKind};
use muster_protocol::time::{Date, HOUR, Instant, TimeOfDay};
use muster_rules::{audience, calendar, zone::Zone};

use crate::script::{Behaviour, Script};

const HAND_IN: TimeOfDay = TimeOfDay(10 * 60);
const HAND_IN_AGAIN: TimeOfDay = TimeOfDay(11 * 60);
const REVIEW: TimeOfDay = TimeOfDay(15 * 60);
/// Units enter what lay before the start so many working days after they can.
const BACKFILL_WORKDAYS: u16 = 2;

/// Who acts: the post in the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Post on whose authority it is given.
    pub actor: String,
    /// What is wished.
    pub command: Command,
}

/// The players of one campaign.
#[derive(Debug)]
pub struct Players {
    def: Definition,
    zone: Zone,
    script: Script,
    today: Date,
    occasions: BTreeMap<OccasionIx, OccasionPlanned>,
    members: BTreeSet<UnitIx>,
    returned: BTreeSet<(OccasionIx, UnitIx)>,
    /// Who was put forward: in which selection, by which unit.
    candidates: BTreeMap<CandidateIx, (SelectionIx, UnitIx)>,
    /// What is going to be done, in order of instant and of being thought of.
    agenda: BTreeMap<(Instant, u64), Act>,
    thoughts: u64,
}

impl Players {
    /// Players for a definition and a script made for it.
    #[must_use]
    pub fn new(def: &Definition, script: Script) -> Self {
        Self {
            def: def.clone(),
            zone: Zone::of_compiled(def),
            script,
            today: Date::default(),
            occasions: BTreeMap::new(),
            members: BTreeSet::new(),
            returned: BTreeSet::new(),
            candidates: BTreeMap::new(),
            agenda: BTreeMap::new(),
            thoughts: 0,
        }
    }

    /// When somebody acts next.
    #[must_use]
    pub fn next(&self) -> Option<Instant> {
        self.agenda.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes the acts that are due at `at`, in order.
    pub fn due(&mut self, at: Instant) -> Vec<Act> {
        let later = self.agenda.split_off(&(at.plus(1), 0));
        std::mem::replace(&mut self.agenda, later).into_values().collect()
    }

    fn launched(&mut self, at: Instant, body: &CampaignLaunched) {
        self.members = audience::members_at_launch(&self.def, at, &body.changes);
        let acts = [self.judging(at), self.nominating(at), self.telling(at)];
        for (when, act) in acts.into_iter().flatten() {
            self.plan(when, act.actor, act.command);
        }
    }

    /// Hears what happened at `at`.
    pub fn hear(&mut self, at: Instant, event: &Event) {
        self.today = self.zone.date_of(at);
        match event {
            Event::CampaignLaunched(body) => self.launched(at, body),
            Event::UnitJoined(body) => drop(self.members.insert(body.unit)),
            Event::UnitLeft(body) => self.left(body.unit),
            Event::OccasionPlanned(body) => drop(self.occasions.insert(body.occasion.ix, body.clone())),
            Event::OccasionMoved(body) => {
                drop(self.occasions.insert(body.plan.occasion.ix, body.plan.clone()))
            }
            Event::ItemMoved(body) => {
                let own = body.own.as_ref().map(|own| own.due_day);
                body.units.iter().for_each(|unit| self.moved(at, body.occasion, *unit, own));
            }
            Event::OccasionOpened(body) => {
                let Some(plan) = self.occasions.get(&body.occasion) else { return };
                let without: BTreeSet<UnitIx> = body.without.iter().copied().collect();
                let mut units = audience::opening(&self.def, plan);
                units.retain(|unit| !without.contains(unit));
                units.into_iter().for_each(|unit| self.opened(at, body.occasion, unit, None));
            }
            Event::ItemOpened(body) => {
                let own = body.own.as_ref().map(|own| own.due_day);
                body.units.iter().for_each(|unit| self.opened(at, body.occasion, *unit, own));
            }
            Event::ItemSubmitted(body) => self.submitted(body.occasion, body.unit),
            Event::ItemBackfilled(body) => self.submitted(body.occasion, body.unit),
            Event::ItemReturned(body) => self.returned(body.occasion, body.unit),
            Event::StepSent(body) => self.sent(at, body),
            Event::VisitProposed(body) => self.visit_planned(body.occasion, &body.visit),
            Event::VisitMoved(body) => self.visit_changed(body.occasion, &body.visit),
            Event::VisitDelegated(body) => self.visit_changed(body.occasion, &body.visit),
            Event::VisitCalledOff(body) => self.no_record(body.occasion, body.place),
            Event::VisitRecorded(body) => self.no_record(body.occasion, body.place),
            Event::CandidateNominated(body) => self.nominated(at, body),
            Event::CandidatePassed(body) => self.passed(at, body),
            // Whatever else happens makes nobody of the script act.
            any_of! { Event:
                CampaignAmended CampaignHeld CampaignResumed CampaignClosed OccasionRetired ItemAccepted
                ItemClosed ItemLate CardLifted ItemWaived ItemPassedOn StepSkipped StepFailed StepWithdrawn
                StepHeld StepDeferred StepRetried VisitConfirmed VisitMade VisitLeftOut CandidateRejected
                CandidateObjected ObjectionSettled
            }
            | events_of!(phase, message, dead_letter, clock, snapshot, ledger, case, judging, blob) => {}
        }
    }

    /// Who has left hands nothing in any more.
    fn left(&mut self, unit: UnitIx) {
        self.members.remove(&unit);
        let Some(code) = self.def.units.get(unit.at()).map(|unit| unit.code.as_str()) else { return };
        let theirs = |act: &Act| {
            matches!(&act.command, Command::Submit(submit) if submit.item.unit == code)
                || matches!(&act.command, Command::EnterRow(row) if row.unit == code)
                || matches!(&act.command, Command::Nominate(body) if body.unit == code)
        };
        self.agenda.retain(|_, act| !theirs(act));
    }

    /// Who meant to hand in by the day before does so by the new one.
    fn moved(&mut self, at: Instant, ix: OccasionIx, unit: UnitIx, own: Option<Date>) {
        let Some(item) = self.occasions.get(&ix).map(|plan| self.item(plan, unit)) else { return };
        let ledger = self.duty(ix).map(|(_, duty)| duty.id);
        let row_of_it = |row: &EnterRow| Some(&row.ledger) == ledger.as_ref() && row.unit == item.unit;
        let theirs = |act: &Act| {
            matches!(&act.command, Command::Submit(submit) if submit.item == item)
                || matches!(&act.command, Command::EnterRow(row) if row_of_it(row))
        };
        let meant = self.agenda.len();
        self.agenda.retain(|_, act| !theirs(act));
        if self.agenda.len() < meant {
            self.opened(at, ix, unit, own);
        }
    }

    fn plan(&mut self, at: Instant, actor: String, command: Command) {
        self.agenda.insert((at, self.thoughts), Act { actor, command });
        self.thoughts += 1;
    }

    fn workday_after(&self, day: Date, days: u16) -> Date {
        calendar::workday_after(&self.def.calendar, day, days).unwrap_or(day.plus(1))
    }

    fn duty(&self, ix: OccasionIx) -> Option<(OccasionPlanned, Duty)> {
        let plan = self.occasions.get(&ix)?;
        let OccasionKind::Duty(duty) = plan.kind else { return None };
        Some((plan.clone(), self.def.duties.get(duty.at())?.clone()))
    }

    /// A unit got its item, perhaps with a due day of its own.
    fn opened(&mut self, at: Instant, ix: OccasionIx, unit: UnitIx, own: Option<Date>) {
        let Some((mut plan, duty)) = self.duty(ix) else { return };
        plan.due_day = own.unwrap_or(plan.due_day);
        if let (true, Some(when)) = (self.members.contains(&unit), self.hands_in_at(at, &plan, unit)) {
            self.hand_in(when, &plan, &duty, unit);
        }
    }

    fn hands_in_at(&self, at: Instant, plan: &OccasionPlanned, unit: UnitIx) -> Option<Instant> {
        let behaviour = self.script.units.get(unit.at())?;
        let silent = matches!(behaviour, Behaviour::Silent);
        if plan.backfill && !silent {
            return Some(self.zone.at(self.workday_after(self.today, BACKFILL_WORKDAYS), HAND_IN));
        }
        let day = match behaviour {
            Behaviour::Silent => return None,
            Behaviour::Punctual { workdays_before } | Behaviour::Returning { workdays_before, .. } => {
                calendar::workday_before(&self.def.calendar, plan.due_day, *workdays_before)
                    .unwrap_or(plan.due_day)
            }
            Behaviour::Late { workdays_after } => self.workday_after(plan.due_day, *workdays_after),
        };
        // Nobody hands in before the item is there.
        Some(self.zone.at(day, HAND_IN).max(at.plus(HOUR)))
    }

    fn hand_in(&mut self, when: Instant, plan: &OccasionPlanned, duty: &Duty, unit: UnitIx) {
        if let Variant::Ledger(ledger) = &duty.variant {
            let rows = entering::rows(&self.def, duty, ledger, unit, self.zone.date_of(when));
            rows.into_iter().for_each(|row| self.plan(when, self.clerk(unit), row));
            return;
        }
        let submit = Submit {
            item: self.item(plan, unit),
            evidence: filling::pieces(&self.def, duty),
            form: filling::form(&self.def, duty, plan, unit),
            on: plan.backfill.then_some(plan.due_day),
        };
        self.plan(when, self.clerk(unit), Command::Submit(submit));
    }

    fn item(&self, plan: &OccasionPlanned, unit: UnitIx) -> ItemName {
        let code = self.def.units.get(unit.at()).map(|unit| unit.code.clone());
        ItemName { occasion: plan.occasion.key.to_string(), unit: code.unwrap_or_default() }
    }

    fn clerk(&self, unit: UnitIx) -> String {
        let unit = self.def.units.get(unit.at());
        let contact = unit.and_then(|unit| unit.contacts.iter().flatten().next());
        let post = contact.and_then(|contact| self.def.contacts.get(contact.at()));
        post.map_or_else(|| "unit".to_owned(), |contact| contact.post.clone())
    }

    fn submitted(&mut self, ix: OccasionIx, unit: UnitIx) {
        let Some((plan, duty)) = self.duty(ix) else { return };
        let Some(review) = duty.review else { return };
        let when = self.zone.at(self.workday_after(self.today, self.script.review_workdays), REVIEW);
        let returning = matches!(self.script.units.get(unit.at()), Some(Behaviour::Returning { .. }));
        let item = self.item(&plan, unit);
        let command = if returning && self.returned.insert((ix, unit)) {
            let failed = review.rubric.first().cloned().into_iter().collect();
            Command::Return(Return { item, reason: None, failed })
        } else {
            Command::Accept(item)
        };
        self.plan(when, review.by, command);
    }

    fn returned(&mut self, ix: OccasionIx, unit: UnitIx) {
        let Some((plan, duty)) = self.duty(ix) else { return };
        let Some(Behaviour::Returning { again_after_workdays, .. }) = self.script.units.get(unit.at()) else {
            return;
        };
        let when = self.zone.at(self.workday_after(self.today, *again_after_workdays), HAND_IN_AGAIN);
        self.hand_in(when, &plan, &duty, unit);
    }

    /// People sign an hour after the message of the day; the silent ones do not.
    fn sent(&mut self, at: Instant, body: &StepSent) {
        if !self.script.signs {
            return;
        }
        for message in body.messages.iter().filter(|message| message.key.kind != MessageKind::Red) {
            let Some(contact) = self.def.contacts.get(message.key.contact.at()) else { continue };
            let theirs = |step: &muster_protocol::item::StepRef| {
                !matches!(self.script.units.get(step.unit.at()), Some(Behaviour::Silent))
            };
            if message.steps.iter().any(theirs) {
                let (date, kind) = (message.key.date, message.key.kind);
                let name = MessageName { date, contact: contact.id.as_str().into(), kind };
                let post = contact.post.clone();
                self.plan(at.plus(HOUR), post, Command::Sign(name));
            }
        }
    }
}
