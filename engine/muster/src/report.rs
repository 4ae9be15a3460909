//! The JSON of a preview, and of anything else that a [`Ledger`] was folded from. Stable: fields may be added, never
//! changed or taken away.
//!
//! ```text
//! { campaign, name, year, zone, calendar,
//!   phases:    [{id, name, from, to, entered, ended, carried_over}],
//!   occasions: [{key, kind, name, duty, opens, opens_day, due_day, why_zh, why_en, provisional, backfill, units: [codes]}],
//!   items:     [{item, occasion, unit, state, late, due_version, due_day, handed_in, hand_ins}],
//!   steps:     [{item, occasion, unit, due_version, no, kind, at, day, moved_to, recipient, outcome, reason, ended, message}],
//!   messages:  [{id, day, contact, kind, steps: ["item#version.no"], sent, signed, subject, text}],
//!   visits:    [{item, occasion, place, visitor, date, start, end, reasons, made_on, recorded}],
//!   snapshots: [{key, cutoff, at, date, digest, rows: [{unit, category, expected, done, on_time, completion, on_time_rate, rank}]}],
//!   days:      [{day, mark, festival, items, most_items, most_items_unit, messages, reminders, most_reminders,
//!               most_reminders_contact, visits, crowded}],
//!   load:      {reminders_a_day_max, items_a_day_max, bands: [{from, to, people}],
//!               people: [{contact, post, messages, red, reminders, days, most, most_on, days_over}]},
//!   refusals:  [{at, actor, code, detail}],
//!   counts:    {planned, sent, skipped, failed, withdrawn, open, ...} }
//! ```
//!
//! `units` of an occasion are those whose item counts: neither waived nor passed on.
//! Instants are RFC 3339 with the campaign's offset; days are local; rates are in hundredths of a percent. `at` of a
//! step is its planned instant, `moved_to` where it was deferred to. `why_zh` and `why_en` say why an occasion falls due
//! on its day; `provisional` when the year's holidays are not published yet. `days` are those on which something falls due, goes out or is visited, `mark` being `rest`,
//! `made-up` (a day of the weekend that is worked) or null: `items` due on it, `most_items` of
//! one unit, `reminders` in its `messages`, `most_reminders` to one person; `crowded` when one of the two passes its limit
//! in `load`. `bands` count persons by their messages in the time shown. `--unit`, `--person`, `--from` and `--to` leave
//! rows out; `counts` are always of the whole.

use std::collections::BTreeMap;

use muster_rules::worker::Letter;
use muster_rules::zone::Zone;
use muster_server::view::codes;
use muster_words::command::Refusal;
use muster_words::ids::{OccasionIx, UnitIx};
use muster_words::item::{MessageKey, OccasionKind};
use muster_words::time::{Date, Instant};
use serde::Serialize;

use crate::counts::Counts;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::outlook::{BANDS, DUE_A_DAY_MAX, Load, Outlook, REMINDERS_A_DAY_MAX};
use crate::words::day::{self, Mark};
use crate::words::{names, reason, step};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(
    missing_docs,
    reason = "the fields are documented once, at the head of this module, as they stand in the JSON"
)]
pub struct Report {
    pub campaign: String,
    pub name: String,
    pub year: i32,
    pub zone: String,
    pub calendar: String,
    pub phases: Vec<PhaseJson>,
    pub occasions: Vec<OccasionJson>,
    pub items: Vec<ItemJson>,
    pub steps: Vec<StepJson>,
    pub messages: Vec<MessageJson>,
    pub visits: Vec<VisitJson>,
    pub snapshots: Vec<SnapshotJson>,
    pub days: Vec<DayJson>,
    pub load: LoadJson,
    pub refusals: Vec<RefusalJson>,
    pub counts: Counts,
}

macro_rules! rows {
    ($($(#[$meta:meta])* $name:ident { $($field:ident: $kind:ty),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[expect(missing_docs, reason = "the fields are documented once, at the head of this module")]
        pub struct $name { $(pub $field: $kind),+ }
    )+};
}

rows! {
    /// A phase.
    PhaseJson { id: String, name: String, from: Date, to: Date, entered: Option<String>, ended: Option<String>, carried_over: u32 }
    /// An occasion with the units whose item of it counts.
    OccasionJson {
        key: String, kind: &'static str, name: String, duty: String, opens: String, opens_day: Date, due_day: Date,
        why_zh: String, why_en: String, provisional: bool, backfill: bool, units: Vec<String>,
    }
    /// An item as it stands at the end.
    ItemJson {
        item: String, occasion: String, unit: String, state: &'static str, late: bool, due_version: u8, due_day: Date,
        handed_in: Option<String>, hand_ins: u32,
    }
    /// A planned step and its end.
    StepJson {
        item: String, occasion: String, unit: String, due_version: u8, no: u8, kind: String, at: String, day: Date,
        moved_to: Option<String>, recipient: Option<String>, outcome: &'static str, reason: Option<&'static str>,
        ended: Option<String>, message: Option<String>,
    }
    /// A message; subject and text only where letters are at hand.
    MessageJson {
        id: String, day: Date, contact: String, kind: &'static str, steps: Vec<String>, sent: Option<String>,
        signed: Option<String>, subject: Option<String>, text: Option<String>,
    }
    /// A proposed visit.
    VisitJson {
        item: String, occasion: String, place: String, visitor: String, date: Date, start: String, end: String,
        reasons: Vec<String>, made_on: Option<Date>, recorded: Option<String>,
    }
    /// An aggregate snapshot.
    SnapshotJson { key: String, cutoff: u64, at: String, date: Date, digest: String, rows: Vec<RankJson> }
    /// One unit's row of a snapshot.
    RankJson {
        unit: String, category: String, expected: u32, done: u32, on_time: u32, completion: u16, on_time_rate: u16,
        rank: u32,
    }
    /// A day on which something happens.
    DayJson {
        day: Date, mark: Option<&'static str>, festival: String, items: u32, most_items: u32, most_items_unit: Option<String>,
        messages: u32, reminders: u32, most_reminders: u32, most_reminders_contact: Option<String>, visits: usize,
        crowded: bool,
    }
    /// What persons get, with the limits that make a day crowded.
    LoadJson {
        reminders_a_day_max: u32, items_a_day_max: u32, bands: Vec<BandJson>, people: Vec<PersonJson>,
    }
    /// How many persons get so many messages; no `to` is no end.
    BandJson { from: u32, to: Option<u32>, people: u32 }
    /// What one person gets.
    PersonJson {
        contact: String, post: String, messages: u32, red: u32, reminders: u32, days: u32, most: u32, most_on: Date,
        days_over: u32,
    }
    /// A command of the script that was refused.
    RefusalJson { at: String, actor: String, code: String, detail: String }
}

/// Puts the document together.
#[derive(Debug)]
pub struct Reporter<'a> {
    ledger: &'a Ledger<'a>,
    filter: Filter,
    letters: BTreeMap<MessageKey, &'a Letter>,
}

impl<'a> Reporter<'a> {
    /// For a ledger, with the letters that were written, if they are at hand.
    #[must_use]
    pub fn new(ledger: &'a Ledger<'a>, letters: &'a [Letter], filter: Filter) -> Self {
        let letters = letters.iter().map(|letter| (letter.key, letter)).collect();
        Self { ledger, filter, letters }
    }

    /// The document.
    #[must_use]
    pub fn report(&self, campaign: &str, refusals: &[(Instant, String, Refusal)]) -> Report {
        let def = self.ledger.definition();
        let refused = |(at, actor, refusal): &(Instant, String, Refusal)| RefusalJson {
            at: self.instant(*at),
            actor: actor.clone(),
            code: refusal.code.to_string(),
            detail: refusal.detail.clone(),
        };
        let outlook = Outlook::new(self.ledger, self.filter);
        Report {
            campaign: campaign.to_owned(),
            name: def.name.clone(),
            year: def.year,
            zone: def.zone.clone(),
            calendar: format!("{}@{}", def.calendar.name, def.calendar.version),
            phases: self.phases(),
            occasions: self.occasions(),
            items: self.items(),
            steps: self.steps(),
            messages: self.messages(),
            visits: self.visits(),
            snapshots: self.snapshots(),
            days: self.days(&outlook),
            load: self.load(&outlook.load),
            refusals: refusals.iter().map(refused).collect(),
            counts: Counts::of(self.ledger),
        }
    }

    fn zone(&self) -> &Zone {
        self.ledger.zone()
    }

    fn instant(&self, at: Instant) -> String {
        self.zone().rfc3339(at)
    }

    fn maybe(&self, at: Option<Instant>) -> Option<String> {
        at.map(|at| self.instant(at))
    }

    fn code(&self, unit: UnitIx) -> String {
        self.ledger
            .definition()
            .units
            .get(unit.at())
            .map_or_else(|| unit.to_string(), |unit| unit.code.clone())
    }

    fn contact(&self, contact: muster_words::ids::ContactIx) -> String {
        let known = self.ledger.definition().contacts.get(contact.at());
        known.map_or_else(|| contact.to_string(), |contact| contact.id.clone())
    }

    fn phases(&self) -> Vec<PhaseJson> {
        let rows = self.ledger.definition().phases.iter().zip(self.ledger.phases());
        let json = |(phase, row): (&muster_words::definition::Phase, &crate::ledger::PhaseRow)| PhaseJson {
            id: phase.id.clone(),
            name: phase.name.clone(),
            from: phase.from,
            to: phase.to,
            entered: self.maybe(row.entered),
            ended: self.maybe(row.ended),
            carried_over: row.carried_over,
        };
        rows.map(json).collect()
    }

    fn occasions(&self) -> Vec<OccasionJson> {
        let mut units: BTreeMap<OccasionIx, Vec<UnitIx>> = BTreeMap::new();
        for ((occasion, unit), _) in self.ledger.items().iter().filter(|(_, item)| item.counts()) {
            units.entry(*occasion).or_default().push(*unit);
        }
        let mut rows = Vec::new();
        for (ix, row) in (0u32..).map(OccasionIx).zip(self.ledger.occasions()) {
            let plan = &row.plan;
            let opens_day = self.zone().date_of(plan.opens);
            let theirs = units.remove(&ix).unwrap_or_default();
            let def = self.ledger.definition();
            let concerns = theirs.iter().any(|unit| self.filter.item(def, plan.kind, *unit));
            let everyones = self.filter.unit.is_none() && self.filter.person.is_none();
            if !(concerns || everyones) || !self.filter.days(opens_day.min(plan.due_day), plan.due_day) {
                continue;
            }
            let (duty, name) = self.named(plan.kind);
            rows.push(OccasionJson {
                key: plan.key.clone(),
                kind: codes::occasion_kind(plan.kind),
                name,
                duty,
                opens: self.instant(plan.opens),
                opens_day,
                due_day: plan.due_day,
                why_zh: reason::due(Lang::Zh, self.ledger.definition(), plan),
                why_en: reason::due(Lang::En, self.ledger.definition(), plan),
                provisional: day::provisional(&self.ledger.definition().calendar, plan.due_day),
                backfill: plan.backfill,
                units: theirs.into_iter().map(|unit| self.code(unit)).collect(),
            });
        }
        rows
    }

    /// Id and name of what an occasion is a happening of.
    fn named(&self, kind: OccasionKind) -> (String, String) {
        let def = self.ledger.definition();
        let named = match kind {
            OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|duty| (&duty.id, &duty.name)),
            OccasionKind::Phase(ix) => def.phases.get(ix.at()).map(|phase| (&phase.id, &phase.name)),
            OccasionKind::Visit(ix) => {
                def.visits.get(ix.at()).map(|programme| (&programme.id, &programme.name))
            }
            OccasionKind::Snapshot(ix) => {
                def.snapshots.get(ix.at()).map(|snapshot| (&snapshot.id, &snapshot.name))
            }
        };
        named.map(|(id, name)| (id.clone(), name.clone())).unwrap_or_default()
    }

    fn items(&self) -> Vec<ItemJson> {
        let mut rows = Vec::new();
        for ((occasion, unit), row) in self.ledger.items() {
            let kind = self.ledger.occasions().get(occasion.at()).map(|occasion| occasion.plan.kind);
            let owed = kind.is_some_and(|kind| {
                !matches!(kind, OccasionKind::Phase(_))
                    && self.filter.item(self.ledger.definition(), kind, *unit)
            });
            if !owed || !self.filter.day(row.due_day) {
                continue;
            }
            rows.push(ItemJson {
                item: self.ledger.item_name(*occasion, *unit),
                occasion: self.ledger.key(*occasion).to_owned(),
                unit: self.code(*unit),
                state: codes::item_state(row.state),
                late: row.late,
                due_version: row.due_version,
                due_day: row.due_day,
                handed_in: self.maybe(row.handed_in),
                hand_ins: row.hand_ins,
            });
        }
        rows
    }

    fn steps(&self) -> Vec<StepJson> {
        let mut rows = Vec::new();
        for (name, row) in self.ledger.steps() {
            let day = self.zone().date_of(row.planned.at);
            if !self.filter.unit(name.unit) || !self.filter.person(row.recipient) || !self.filter.day(day) {
                continue;
            }
            let (outcome, reason) = step::outcome_code(row.outcome);
            rows.push(StepJson {
                item: self.ledger.item_name(name.occasion, name.unit),
                occasion: self.ledger.key(name.occasion).to_owned(),
                unit: self.code(name.unit),
                due_version: name.due_version,
                no: name.no,
                kind: codes::step_kind(row.planned.kind),
                at: self.instant(row.planned.at),
                day,
                moved_to: self.maybe(row.moved_to),
                recipient: row.recipient.map(|contact| self.contact(contact)),
                outcome,
                reason,
                ended: self.maybe(row.ended),
                message: row.message.map(|key| self.ledger.message_name(&key)),
            });
        }
        rows
    }

    fn messages(&self) -> Vec<MessageJson> {
        let mut rows = Vec::new();
        for (key, row) in self.ledger.messages() {
            let concerns = row.steps.iter().any(|step| self.filter.unit(step.unit));
            if !concerns || !self.filter.person(Some(key.contact)) || !self.filter.day(key.date) {
                continue;
            }
            let letter = self.letters.get(key);
            rows.push(MessageJson {
                id: self.ledger.message_name(key),
                day: key.date,
                contact: self.contact(key.contact),
                kind: codes::message_kind(key.kind),
                steps: row.steps.iter().map(|step| self.ledger.step_name(*step)).collect(),
                sent: self.maybe(row.sent),
                signed: self.maybe(row.signed),
                subject: letter.map(|letter| letter.subject.clone()),
                text: letter.map(|letter| letter.text.clone()),
            });
        }
        rows
    }

    fn visits(&self) -> Vec<VisitJson> {
        let mut rows = Vec::new();
        for row in self.ledger.visits() {
            let visit = &row.visit;
            if !self.filter.visit(row) {
                continue;
            }
            rows.push(VisitJson {
                item: self.ledger.item_name(row.occasion, visit.place),
                occasion: self.ledger.key(row.occasion).to_owned(),
                place: self.code(visit.place),
                visitor: self.contact(visit.visitor),
                date: visit.date,
                start: self.instant(visit.start),
                end: self.instant(visit.end),
                reasons: visit
                    .reasons
                    .iter()
                    .map(|why| step::slot_code(why, |unit| self.code(unit)))
                    .collect(),
                made_on: row.made_on,
                recorded: self.maybe(row.recorded),
            });
        }
        rows
    }

    fn snapshots(&self) -> Vec<SnapshotJson> {
        let mut rows = Vec::new();
        for table in self.ledger.tables().iter().filter(|table| self.filter.day(table.date)) {
            let def = self.ledger.definition();
            let theirs = table.rows.iter().filter(|row| self.filter.member(def, row.unit));
            let unit = |unit: UnitIx| self.ledger.definition().units.get(unit.at());
            let ranks = theirs.map(|row| RankJson {
                unit: self.code(row.unit),
                category: unit(row.unit).map(|unit| unit.category.clone()).unwrap_or_default(),
                expected: row.expected,
                done: row.done,
                on_time: row.on_time,
                completion: row.completion,
                on_time_rate: row.on_time_rate,
                rank: row.rank,
            });
            rows.push(SnapshotJson {
                key: self.ledger.key(table.occasion).to_owned(),
                cutoff: table.cutoff.0,
                at: self.instant(table.at),
                date: table.date,
                digest: muster_words::ids::Digest::of(&table.to_bytes()).to_string(),
                rows: ranks.collect(),
            });
        }
        rows
    }

    fn days(&self, outlook: &Outlook<'_>) -> Vec<DayJson> {
        let json = |(day, row): (&Date, &crate::outlook::Day)| {
            let mark = day::mark(&self.ledger.definition().calendar, *day);
            let (mark, festival) = match mark {
                Some(Mark::Rest(festival)) => (Some("rest"), festival),
                Some(Mark::MadeUp(arrangement)) => (Some("made-up"), arrangement),
                None => (None, ""),
            };
            DayJson {
                day: *day,
                mark,
                festival: festival.to_owned(),
                items: row.items,
                most_items: row.most_items.map_or(0, |(_, count)| count),
                most_items_unit: row.most_items.map(|(unit, _)| self.code(unit)),
                messages: row.messages,
                reminders: row.reminders,
                most_reminders: row.most_reminders.map_or(0, |(_, count)| count),
                most_reminders_contact: row.most_reminders.map(|(contact, _)| self.contact(contact)),
                visits: row.visits.len(),
                crowded: row.crowded(),
            }
        };
        outlook.days.iter().map(json).collect()
    }

    fn load(&self, load: &Load) -> LoadJson {
        let bands = BANDS.iter().zip(load.bands);
        let person = |row: &crate::outlook::PersonLoad| PersonJson {
            contact: self.contact(row.contact),
            post: names::contact(self.ledger.definition(), row.contact),
            messages: row.messages,
            red: row.red,
            reminders: row.reminders,
            days: row.days,
            most: row.most,
            most_on: row.most_on,
            days_over: row.days_over,
        };
        LoadJson {
            reminders_a_day_max: REMINDERS_A_DAY_MAX,
            items_a_day_max: DUE_A_DAY_MAX,
            bands: bands.map(|((from, to), people)| BandJson { from: *from, to: *to, people }).collect(),
            people: load.people.iter().map(person).collect(),
        }
    }
}
