//! The JSON of a preview, and of anything else that a [`History`] was folded from. Stable: fields may be added, never
//! changed or taken away.
//!
//! ```text
//! { campaign, name, year, zone, calendar,
//!   phases:    [{id, name, from, to, entered, ended, carried_over}],
//!   occasions: [{key, kind, name, duty, opens, opens_day, due_day, why, provisional, backfill, units: [codes]}],
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
//! step is its planned instant, `moved_to` where it was deferred to. `why` and `detail` are in each language (`zh`, `en`); `why` says why an occasion falls due
//! on its day; `provisional` when the year's holidays are not published yet. `days` are those on which something falls due, goes out or is visited, `mark` being `rest`,
//! `made-up` (a day of the weekend that is worked) or null: `items` due on it, `most_items` of
//! one unit, `reminders` in its `messages`, `most_reminders` to one person; `crowded` when one of the two passes its limit
//! in `load`. `bands` count persons by their messages in the time shown. `--unit`, `--person`, `--from` and `--to` leave
//! rows out; `counts` are always of the whole.

use std::collections::BTreeMap;

use muster_protocol::any_of;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::Refusal;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::shape::OccasionSource;
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;
use muster_server::view::codes;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::counts::Counts;
use super::filter::Filter;
use super::history::{Days, History};
use super::letters::Letters;
use super::model::{BANDS, DUE_A_DAY_MAX, Load, PreviewModel, REMINDERS_A_DAY_MAX};
use crate::words::day::{self, Mark};
use crate::words::{names, reason, step};

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
        why: LocalizedText, provisional: bool, backfill: bool, units: Vec<String>,
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
        id: String, day: Date, contact: String, kind: String, steps: Vec<String>, sent: Option<String>,
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
    RefusalJson { at: String, actor: String, code: String, detail: LocalizedText }
}

/// The document, written row by row: nothing but the row that is being written stands in memory twice.
#[derive(Debug)]
pub struct Report<'a> {
    history: &'a History<'a>,
    filter: Filter,
    letters: Option<&'a Letters>,
    refusals: &'a [(Instant, String, Refusal)],
}

/// Rows that are made one by one while they are written.
struct Rows<F>(F);

impl<F, I> Serialize for Rows<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0())
    }
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let def = self.history.definition();
        let model = PreviewModel::new(self.history, self.filter);
        let mut report = serializer.serialize_struct("Report", 16)?;
        report.serialize_field("campaign", &def.id)?;
        report.serialize_field("name", &def.name)?;
        report.serialize_field("year", &def.year)?;
        report.serialize_field("zone", &def.zone)?;
        report.serialize_field("calendar", &format!("{}@{}", def.calendar.name, def.calendar.version))?;
        report.serialize_field("phases", &self.phases())?;
        report.serialize_field("occasions", &self.occasions())?;
        report.serialize_field("items", &Rows(|| self.items()))?;
        report.serialize_field("steps", &Rows(|| self.steps()))?;
        report.serialize_field("messages", &Rows(|| self.messages()))?;
        report.serialize_field("visits", &Rows(|| self.visits()))?;
        report.serialize_field("snapshots", &Rows(|| self.snapshots()))?;
        report.serialize_field("days", &Rows(|| self.days(&model)))?;
        report.serialize_field("load", &self.load(&model.load))?;
        report.serialize_field("refusals", &Rows(|| self.refused()))?;
        report.serialize_field("counts", &Counts::of(self.history))?;
        report.end()
    }
}

impl<'a> Report<'a> {
    /// Of a history.
    #[must_use]
    pub fn new(history: &'a History<'a>, filter: Filter) -> Self {
        Self { history, filter, letters: None, refusals: &[] }
    }

    /// With the letters that were written, and with what was refused.
    #[must_use]
    pub fn with(self, letters: &'a Letters, refusals: &'a [(Instant, String, Refusal)]) -> Self {
        Self { letters: Some(letters), refusals, ..self }
    }

    fn refused(&self) -> impl Iterator<Item = RefusalJson> {
        self.refusals.iter().map(|(at, actor, refusal)| RefusalJson {
            at: self.instant(*at),
            actor: actor.clone(),
            code: refusal.code.to_string(),
            detail: refusal.detail.clone(),
        })
    }

    fn zone(&self) -> &Zone {
        self.history.zone()
    }

    fn instant(&self, at: Instant) -> String {
        self.zone().rfc3339(at)
    }

    fn maybe(&self, at: Option<Instant>) -> Option<String> {
        at.map(|at| self.instant(at))
    }

    fn code(&self, unit: UnitIx) -> String {
        self.history
            .definition()
            .units
            .get(unit.at())
            .map_or_else(|| unit.to_string(), |unit| unit.code.clone())
    }

    fn contact(&self, contact: muster_protocol::ids::ContactIx) -> String {
        let known = self.history.definition().contacts.get(contact.at());
        known.map_or_else(|| contact.to_string(), |contact| contact.id.clone())
    }

    fn phases(&self) -> Vec<PhaseJson> {
        let rows = self.history.definition().phases.iter().zip(self.history.phases());
        let json =
            |(phase, row): (&muster_protocol::definition::Phase, &super::history::PhaseRow)| PhaseJson {
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
        for ((occasion, unit), _) in self.history.items().filter(|(_, item)| item.counts()) {
            units.entry(occasion).or_default().push(unit);
        }
        let mut rows = Vec::new();
        for (ix, row) in (0u32..).map(OccasionIx).zip(self.history.occasions()) {
            let plan = &row.plan;
            let opens_day = self.zone().date_of(plan.opens);
            let theirs = units.remove(&ix).unwrap_or_default();
            let def = self.history.definition();
            let concerns = theirs.iter().any(|unit| self.filter.item(def, plan.kind, *unit));
            let everyones = self.filter.unit.is_none() && self.filter.person.is_none();
            if !(concerns || everyones) || !self.filter.days(opens_day.min(plan.due_day), plan.due_day) {
                continue;
            }
            let named = |source: OccasionSource<'_>| (source.id.to_owned(), source.name.to_owned());
            let (duty, name) = plan.kind.source_in(def).map(named).unwrap_or_default();
            rows.push(OccasionJson {
                key: plan.occasion.key.to_string(),
                kind: codes::occasion_kind(plan.kind),
                name,
                duty,
                opens: self.instant(plan.opens),
                opens_day,
                due_day: plan.due_day,
                why: LocalizedText::each(|lang| reason::due(lang, self.history.definition(), plan)),
                provisional: day::provisional(&self.history.definition().calendar, plan.due_day),
                backfill: plan.backfill,
                units: theirs.into_iter().map(|unit| self.code(unit)).collect(),
            });
        }
        rows
    }

    fn items(&self) -> impl Iterator<Item = ItemJson> {
        self.history.items().filter_map(|((occasion, unit), row)| {
            let kind = self.history.occasions().get(occasion.at()).map(|occasion| occasion.plan.kind)?;
            let owed = !matches!(kind, any_of!(OccasionKind: Phase Rating Stage Round))
                && self.filter.item(self.history.definition(), kind, unit);
            (owed && self.filter.day(row.due_day)).then(|| ItemJson {
                item: self.history.item_name(occasion, unit),
                occasion: self.history.key(occasion).to_owned(),
                unit: self.code(unit),
                state: codes::item_state(row.state),
                late: row.late,
                due_version: row.due_version,
                due_day: row.due_day,
                handed_in: self.maybe(row.handed_in),
                hand_ins: row.hand_ins,
            })
        })
    }

    fn steps(&self) -> impl Iterator<Item = StepJson> {
        let mut days = Days::new(self.zone());
        self.history.steps().filter_map(move |(name, row)| {
            let day = days.of(row.planned.at);
            if !self.filter.unit(name.unit) || !self.filter.person(row.recipient) || !self.filter.day(day) {
                return None;
            }
            let (outcome, reason) = step::outcome_code(row.outcome);
            Some(StepJson {
                item: self.history.item_name(name.occasion, name.unit),
                occasion: self.history.key(name.occasion).to_owned(),
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
                message: row.message.map(|key| self.history.message_name(&key)),
            })
        })
    }

    fn messages(&self) -> impl Iterator<Item = MessageJson> {
        self.history.messages().filter_map(|(key, row)| {
            let concerns = row.steps.iter().any(|step| self.filter.unit(step.unit));
            if !concerns || !self.filter.person(Some(key.contact)) || !self.filter.day(key.date) {
                return None;
            }
            let (subject, text) = self.letters.and_then(|letters| letters.of(&key)).unzip();
            Some(MessageJson {
                id: self.history.message_name(&key),
                day: key.date,
                contact: self.contact(key.contact),
                kind: codes::message_kind(key.kind).into_owned(),
                steps: row.steps.iter().map(|step| self.history.step_name(*step)).collect(),
                sent: self.maybe(row.sent),
                signed: self.maybe(row.signed),
                subject,
                text,
            })
        })
    }

    fn visits(&self) -> impl Iterator<Item = VisitJson> {
        self.history.visits().iter().filter(|row| self.filter.visit(row)).map(|row| {
            let visit = &row.visit;
            VisitJson {
                item: self.history.item_name(row.occasion, visit.place),
                occasion: self.history.key(row.occasion).to_owned(),
                place: self.code(visit.place),
                visitor: self.contact(visit.visitor),
                date: visit.date,
                start: self.instant(visit.start),
                end: self.instant(visit.end),
                reasons: visit
                    .reasons
                    .iter()
                    .map(|why| step::slot_code(why, |unit| self.code(*unit)))
                    .collect(),
                made_on: row.made_on,
                recorded: self.maybe(row.recorded),
            }
        })
    }

    fn snapshots(&self) -> impl Iterator<Item = SnapshotJson> {
        let shown = self.history.tables().iter().filter(|table| self.filter.day(table.date));
        shown.map(|table| {
            let def = self.history.definition();
            let theirs = table.rows.iter().filter_map(|row| Some((row, def.unit_by_code(&row.unit)?)));
            let theirs = theirs.filter(|(_, unit)| self.filter.member(def, *unit));
            let ranks = theirs.map(|(row, unit)| RankJson {
                unit: row.unit.to_string(),
                category: def.units.get(unit.at()).map(|unit| unit.category.clone()).unwrap_or_default(),
                expected: row.expected,
                done: row.done,
                on_time: row.on_time,
                completion: row.completion,
                on_time_rate: row.on_time_rate,
                rank: row.rank,
            });
            SnapshotJson {
                key: table.occasion.to_string(),
                cutoff: table.cutoff.0,
                at: self.instant(table.at),
                date: table.date,
                digest: muster_protocol::ids::Digest::of(&table.to_bytes()).to_string(),
                rows: ranks.collect(),
            }
        })
    }

    fn days(&self, model: &PreviewModel<'_>) -> impl Iterator<Item = DayJson> {
        let json = |(day, row): (&Date, &super::model::Day)| {
            let mark = day::mark(&self.history.definition().calendar, *day);
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
        model.days.iter().map(json)
    }

    fn load(&self, load: &Load) -> LoadJson {
        let bands = BANDS.iter().zip(load.bands);
        let person = |row: &super::model::PersonLoad| PersonJson {
            contact: self.contact(row.contact),
            post: names::contact(self.history.definition(), row.contact),
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
