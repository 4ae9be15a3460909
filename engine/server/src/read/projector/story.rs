//! Lines of the past, functions of what was recorded: who did what to an item, what was handed in, messages, visits, tables of
//! snapshots, things given up. Nothing here says how anything stands: that is the state's.

mod cases;
mod handed_in;

use muster_protocol::any_of;
use muster_protocol::catalogue::Language;
use muster_protocol::dead_letter::DeadDelivery;
use muster_protocol::event::{
    DeliveryFailed, Event, LedgerEntered, MessageDue, ScoreDeducted, SnapshotTaken, StepSent, VisitLeftOut,
    VisitProposed, VisitRecorded,
};
use muster_protocol::events_of;
use muster_protocol::ids::{ContactIx, Digest, OccasionIx, UnitIx, Version};
use muster_protocol::item::{MessageKey, OccasionKind, ProposedVisit};
use muster_protocol::ledger::Cell as LedgerCell;
use muster_protocol::question::StandingVisit;
use muster_protocol::recorded::Recorded;
use muster_protocol::say;
use muster_protocol::table::SnapshotTable;
use muster_rules::audience::person_of;
use muster_rules::score::tallies::is_late_correction;
use muster_rules::visit::party;

use super::campaigns::Resident;
use super::row_buffer::{RowBuffer, Tab, message, visit};
use super::table::{Cell, Key};
use crate::store::sqlite::signed;
use crate::store::{Reader, StoreError};
use crate::view::codes;
use crate::view::status::HandedOn;

/// What stands for a text, which is not in the log: its digest's first digits.
const DIGEST_SHOWN: usize = 12;

/// What was recorded, with where its lines go.
pub(super) struct Story<'a> {
    pub(super) buffer: &'a mut RowBuffer,
    pub(super) resident: &'a Resident,
    pub(super) log: &'a dyn Reader,
    pub(super) row: &'a Recorded,
}

impl Story<'_> {
    fn no(&self) -> i64 {
        self.resident.no
    }

    fn position(&self) -> i64 {
        signed(self.row.position.0)
    }

    fn actor(&self) -> Cell {
        self.row.actor.clone().into()
    }

    fn behalf(&self) -> Cell {
        self.row.behalf.clone().into()
    }

    /// Adds the lines of an event; the inner error says why a line could not be told.
    pub(super) async fn record(mut self, event: &Event) -> Result<Result<(), String>, StoreError> {
        let (occasion, units) = done_to(event);
        for unit in units {
            self.doing(event.name(), occasion, *unit);
        }
        match event {
            Event::MessageDue(body) => self.messages_due(body),
            Event::MessageReissued(body) => {
                for key in &body.messages {
                    self.message(key, &[(message::ISSUED, 1i64.into())]);
                }
            }
            Event::MessageSigned(body) => self.told_of(&body.message, message::SIGNED_AT),
            Event::MessageDelivered(body) => self.told_of(&body.message, message::DELIVERED_AT),
            Event::MessageUndelivered(body) => {
                let said = body.said.map_or(Cell::Null, |said| said.0.to_vec().into());
                let cells =
                    [(message::UNDELIVERED_AT, self.row.at.0.into()), (message::UNDELIVERED_SAID, said)];
                self.message(&body.message, &cells);
            }
            Event::OptOutSet(body) => {
                self.by_post(Tab::OptedOut, body.contact, &[body.out.into()]);
            }
            Event::HourSet(body) => {
                let hour = body.hour.map_or(0, |hour| hour.0);
                self.by_post(Tab::LetterHours, body.contact, &[body.hour.is_some().into(), hour.into()]);
            }
            Event::StepSent(body) => self.messages_sent(body),
            Event::ItemPassedOn(body) => {
                let key = self.item(body.occasion, body.unit);
                let cells = vec![body.to.0.into(), self.position().into()];
                self.buffer.put(Tab::PassedOn, key, cells);
            }
            Event::CampaignAmended(body) => {
                self.changed(event.name(), body.approver.clone(), body.reason);
            }
            Event::CampaignResumed(_) | Event::PhaseResumed(_) => self.changed(event.name(), None, None),
            events_of!(visit) => self.visits(event),
            Event::SnapshotTaken(body) => return self.snapshot(body).await,
            Event::DeliveryFailed(body) => self.delivery_failed(body).await?,
            Event::LedgerEntered(body) => self.entered(body, None),
            Event::LedgerCorrected(body) => self.entered(&body.entry, Some(body.wrong)),
            events_of!(case, candidate) => self.judged(event),
            events_of!(blob) => self.erased(event),
            Event::ItemSubmitted(_) | Event::ItemBackfilled(_) | Event::ItemReturned(_) => {
                self.handed_in(event)
            }
            any_of! { Event:
                ItemOpened ItemAccepted ItemClosed ItemLate CardLifted ItemMoved ItemWaived StepSkipped
                StepFailed StepWithdrawn StepHeld StepDeferred StepRetried DeliveryRetried DeadLetterDropped
                CampaignLaunched CampaignHeld CampaignClosed PhaseEntered PhaseEnded PhaseCarriedOver
                PhaseHeld
            }
            | events_of!(roster, occasion, clock, judging) => {}
        }
        Ok(Ok(()))
    }

    /// When a fact of a message came.
    fn told_of(&mut self, message: &MessageKey, fact: usize) {
        let at = self.row.at.0;
        self.message(message, &[(fact, at.into())]);
    }

    fn visits(&mut self, event: &Event) {
        match event {
            Event::VisitProposed(body) => self.visit_proposed(body),
            Event::VisitLeftOut(body) => self.visit_left_out(body),
            Event::VisitConfirmed(body) => self.visit_changed(body.occasion, body.place, &[]),
            Event::VisitMoved(body) => {
                // Why it lay where it lay before says nothing of where it lies now.
                let reasons = [(visit::REASONS, self.reasons(&body.visit).into())];
                self.visit_changed(body.occasion, body.visit.place, &reasons);
            }
            Event::VisitDelegated(body) => self.visit_changed(body.occasion, body.visit.place, &[]),
            Event::VisitCalledOff(body) => self.visit_changed(body.occasion, body.place, &[]),
            Event::VisitMade(body) => self.visit_changed(body.occasion, body.place, &[]),
            Event::VisitRecorded(body) => {
                let more =
                    [(visit::FOLLOW_UPS, body.follow_ups.into()), (visit::RECORDED_ON, body.on.0.into())];
                self.visit_changed(body.occasion, body.place, &more);
                self.visit_rated(body);
            }
            events_of! {
                campaign, phase, roster, occasion, item, step, message, snapshot, dead_letter, ledger, case,
                candidate, blob, clock, judging
            } => {}
        }
    }

    fn item(&self, occasion: OccasionIx, unit: UnitIx) -> Key {
        Key::of([self.no(), occasion.0.into(), unit.0.into()])
    }

    fn doing(&mut self, name: &'static str, occasion: OccasionIx, unit: UnitIx) {
        let key = Key::of([self.no(), occasion.0.into(), unit.0.into(), self.position()]);
        let cells = vec![self.row.at.0.into(), name.into(), self.actor(), self.behalf()];
        self.buffer.put(Tab::History, key, cells);
    }

    /// What moves due days, with who gave it and why.
    fn changed(&mut self, name: &'static str, approver: Option<String>, reason: Option<Digest>) {
        let reason = reason.map_or(Cell::Null, |reason| reason.0.to_vec().into());
        let cells =
            vec![self.row.at.0.into(), name.into(), self.actor(), self.behalf(), approver.into(), reason];
        self.buffer.put(Tab::Changes, Key::of([self.no(), self.position()]), cells);
    }

    fn message(&mut self, key: &MessageKey, cells: &[(usize, Cell)]) {
        let name = codes::message_name(&self.resident.known.definition, key);
        let key = Key::of([self.no()]).text(name.into());
        self.buffer.change(Tab::Messages, key, cells);
    }

    /// What somebody wants of their letters, whichever of their posts they are seen by.
    fn by_post(&mut self, tab: Tab, person: ContactIx, wanted: &[Cell]) {
        let def = &self.resident.known.definition;
        let posts = (0u32..).map(ContactIx).zip(&def.contacts);
        for (_, post) in posts.filter(|(ix, _)| person_of(def, *ix) == person) {
            let key = Key::of([self.no()]).text(post.id.as_str().into());
            let mut cells = wanted.to_vec();
            cells.push(self.row.at.0.into());
            self.buffer.put(tab, key, cells);
        }
    }

    fn messages_sent(&mut self, body: &StepSent) {
        for sent in &body.messages {
            let cells = [
                (message::CHANNEL, sent.channel.clone().into()),
                (message::SENT_AT, self.row.at.0.into()),
                (message::SENT_POSITION, self.position().into()),
            ];
            self.message(&sent.key, &cells);
        }
    }

    fn messages_due(&mut self, body: &MessageDue) {
        let def = &self.resident.known.definition;
        for due in &body.messages {
            let contact = def.contacts.get(due.key.contact.at());
            let cells = vec![
                due.key.date.0.into(),
                contact.map_or_else(|| "?".to_owned(), |contact| contact.id.clone()).into(),
                codes::message_kind(due.key.kind).into_owned().into(),
                body.due.0.into(),
                self.position().into(),
                signed(due.steps.len() as u64).into(),
                1i64.into(),
            ];
            let name = codes::message_name(def, &due.key);
            self.buffer.put(Tab::Messages, Key::of([self.no()]).text(name.into()), cells);
        }
    }

    fn visit_proposed(&mut self, body: &VisitProposed) {
        let place = body.visit.place;
        let Some((key, cells)) = self.visit(body.occasion, place) else { return };
        let stands = cells.into_iter().map(|(_, cell)| cell);
        let row = std::iter::once(self.position().into()).chain(stands);
        let row = row.chain([0i64.into(), self.reasons(&body.visit).into()]).collect();
        self.buffer.put(Tab::Visits, key, row);
    }

    /// Why a visit lies where it lies. Who reads the row has no numbering: what a reason is about is named in it.
    fn reasons(&self, visit: &ProposedVisit) -> String {
        let named = self.resident.state.numbering().names(visit.reasons.clone()).unwrap_or_default();
        serde_json::to_string(&named).unwrap_or_default()
    }

    fn visit_left_out(&mut self, body: &VisitLeftOut) {
        // Nobody's name is empty: a column with nothing in it could not be told from a row that is not there.
        let contacts = &self.resident.known.definition.contacts;
        let named = |ix: ContactIx| contacts.get(ix.at()).map_or("?", |contact| contact.id.as_str());
        let cells = vec![
            body.left_out.visitor.map_or("", named).to_owned().into(),
            serde_json::to_string(&body.left_out.why).unwrap_or_default().into(),
            self.row.at.0.into(),
            self.position().into(),
        ];
        let key = self.item(body.occasion, body.left_out.place);
        self.buffer.put(Tab::LeftOut, key, cells);
    }

    fn visit_changed(&mut self, occasion: OccasionIx, place: UnitIx, more: &[(usize, Cell)]) {
        let Some((key, mut cells)) = self.visit(occasion, place) else { return };
        cells.extend(more.iter().cloned());
        self.buffer.change(Tab::Visits, key, &cells);
    }

    /// The answers of those who were asked, also at a visit that nobody had planned.
    fn visit_rated(&mut self, body: &VisitRecorded) {
        for (no, rated) in (0i64..).zip(&body.ratings) {
            let key = Key::of([self.no(), body.occasion.0.into(), body.place.0.into(), no]);
            let cells = vec![rated.by.clone().into(), rated.answer.clone().into()];
            self.buffer.put(Tab::VisitRatings, key, cells);
        }
    }

    /// The row of the visit that was planned last for a place, with how it stands.
    fn visit(&self, occasion: OccasionIx, place: UnitIx) -> Option<(Key, Vec<(usize, Cell)>)> {
        let life = self.resident.state.occasions().get(occasion.at())?.life(place)?;
        let contacts = &self.resident.known.definition.contacts;
        let visitor =
            |ix: ContactIx| contacts.get(ix.at()).map_or("?", |contact| contact.id.as_str()).to_owned();
        let handed_on: Vec<HandedOn> = life.handed_on.iter().map(|had| HandedOn::of(had, visitor)).collect();
        let along: Vec<String> = self.along(occasion, &life.visit).into_iter().map(visitor).collect();
        let cells = vec![
            (visit::VISITOR, visitor(life.visit.visitor).into()),
            (visit::DATE, life.visit.date.0.into()),
            (visit::START, life.visit.start.0.into()),
            (visit::ENDS, life.visit.end.0.into()),
            (visit::STAGE, codes::visit_stage(life.stage).into()),
            (visit::SEQUENCE, life.sequence.into()),
            (visit::CHANGED, self.row.at.0.into()),
            (visit::HANDED_ON, serde_json::to_string(&handed_on).unwrap_or_default().into()),
            (visit::COMPANIONS, serde_json::to_string(&along).unwrap_or_default().into()),
        ];
        Some((Key::of([self.no(), occasion.0.into(), place.0.into(), life.no.into()]), cells))
    }

    /// Who comes along on a visit.
    fn along(&self, occasion: OccasionIx, visit: &StandingVisit) -> Vec<ContactIx> {
        let def = &self.resident.known.definition;
        let Some(occasion) = self.resident.state.occasions().get(occasion.at()) else { return Vec::new() };
        let OccasionKind::Visit(programme) = occasion.kind() else { return Vec::new() };
        let rules = def.visits.get(programme.at());
        rules.map_or_else(Vec::new, |rules| party::companions(def, rules, visit.place, visit.visitor))
    }

    async fn snapshot(&mut self, body: &SnapshotTaken) -> Result<Result<(), String>, StoreError> {
        let Some(blob) = self.log.blob(body.table).await? else {
            return Ok(Err(format!("the table {} is not stored", body.table)));
        };
        let table = match SnapshotTable::from_bytes(&blob.bytes) {
            Ok(table) => table,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let (no, occasion) = (self.no(), i64::from(body.occasion.0));
        let cells = vec![
            signed(table.cutoff.0).into(),
            table.at.0.into(),
            table.date.0.into(),
            body.table.0.to_vec().into(),
            self.position().into(),
        ];
        self.buffer.put(Tab::Snapshots, Key::of([no, occasion]), cells);
        for line in &table.rows {
            let Some(ix) = self.resident.state.numbering().unit(&line.unit) else {
                return Ok(Err(format!("the table names the unit {}, which is not there", line.unit)));
            };
            let unit = self.resident.known.definition.units.get(ix.at());
            let cells = vec![
                self.resident.known.code(ix).into(),
                unit.map(|unit| unit.short.clone()).unwrap_or_default().into(),
                unit.map(|unit| unit.category.clone()).unwrap_or_default().into(),
                line.expected.into(),
                line.done.into(),
                line.on_time.into(),
                line.completion.into(),
                line.on_time_rate.into(),
                line.rank.into(),
            ];
            self.buffer.put(Tab::SnapshotRows, Key::of([no, occasion, ix.0.into()]), cells);
        }
        Ok(Ok(()))
    }

    /// Kept under the position of the event that was given up, with the text that says why.
    async fn delivery_failed(&mut self, body: &DeliveryFailed) -> Result<(), StoreError> {
        let text = self.log.blob(body.cause).await?;
        let cause = text.map(|blob| String::from_utf8_lossy(&blob.bytes).into_owned()).unwrap_or_default();
        let before = Version(body.version.0.saturating_sub(1));
        let given = self.log.campaign(&self.row.campaign, before).await?;
        let given = given.first().filter(|given| given.version == body.version);
        let about = given.map_or(self.row, |given| given.as_ref());
        let name = DeadDelivery { consumer: body.consumer.clone(), version: body.version }.to_string();
        let (position, no) = (signed(about.position.0), self.no());
        self.buffer.dead_letter(&body.consumer, position, &name, (&cause, None), Some(no));
        Ok(())
    }

    fn entered(&mut self, body: &LedgerEntered, wrong: Option<u32>) {
        let shown: Vec<(&str, String)> =
            body.cells.iter().map(|(column, cell)| (column.as_str(), shown(cell))).collect();
        let cells = vec![
            body.fixed.clone().into(),
            serde_json::to_string(&shown).unwrap_or_default().into(),
            body.stock.into(),
            wrong.into(),
            self.row.at.0.into(),
            self.actor(),
            self.behalf(),
            self.position().into(),
        ];
        let key = Key::of([self.no(), body.duty.0.into(), body.unit.0.into(), body.row.into()]);
        self.buffer.put(Tab::LedgerRows, key, cells);
    }
}

/// The items to which somebody did something.
fn done_to(event: &Event) -> (OccasionIx, &[UnitIx]) {
    use std::slice::from_ref as one;
    match event {
        Event::ItemSubmitted(body) => (body.occasion, one(&body.unit)),
        Event::ItemBackfilled(body) => (body.occasion, one(&body.unit)),
        Event::ItemReturned(body) => (body.occasion, one(&body.unit)),
        Event::ItemAccepted(body) => (body.occasion, one(&body.unit)),
        Event::ItemClosed(body) => (body.occasion, one(&body.unit)),
        Event::ItemWaived(body) => (body.occasion, &body.units),
        Event::ItemPassedOn(body) => (body.occasion, one(&body.unit)),
        Event::VisitConfirmed(body) => (body.occasion, one(&body.place)),
        Event::VisitMoved(body) => (body.occasion, one(&body.visit.place)),
        Event::VisitDelegated(body) => (body.occasion, one(&body.visit.place)),
        Event::VisitCalledOff(body) => (body.occasion, one(&body.place)),
        Event::VisitMade(body) => (body.occasion, one(&body.place)),
        Event::VisitRecorded(body) => (body.occasion, one(&body.place)),
        // What is to be put right, and why, is part of the task's past. That it was late is not another finding.
        Event::ScoreDeducted(ScoreDeducted { correction: Some(task), unit, cause, .. })
            if !is_late_correction(cause) =>
        {
            (*task, one(unit))
        }
        any_of!(Event: ItemOpened ItemLate CardLifted ItemMoved VisitProposed VisitLeftOut)
        | events_of! {
            campaign, phase, roster, occasion, message, step, dead_letter, clock, snapshot, ledger, case,
            candidate, judging, blob
        } => (OccasionIx(0), &[]),
    }
}

/// A cell of a ledger as it is shown. Of a text it is shown that there is one, and which.
fn shown(cell: &LedgerCell) -> String {
    match cell {
        LedgerCell::Empty => String::new(),
        LedgerCell::Text(digest) => {
            let digest = digest.to_string();
            let digest = digest.get(..DIGEST_SHOWN).unwrap_or_default();
            say!(Language::default(), "a-text-by-its-digest", digest)
        }
        LedgerCell::Date(date) => date.to_string(),
        LedgerCell::Number(number) => number.to_string(),
        LedgerCell::Word(word) => word.clone(),
    }
}
