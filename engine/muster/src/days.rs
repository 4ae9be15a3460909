//! A simulated year for people: phases, then day by day what happens to whom, with rest days and made-up days marked.

use std::collections::{BTreeMap, BTreeSet};

use muster_core::simulate::Simulated;
use muster_rules::calendar::is_provisional;
use muster_words::definition::{Calendar, Definition};
use muster_words::event::Event;
use muster_words::ids::{OccasionIx, PhaseIx, UnitIx};
use muster_words::item::{OccasionKind, StepKind};
use muster_words::time::{Date, TimeOfDay};

use crate::filter::Filter;
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::words::day::Mark;
use crate::words::{self, names, reason, step};

/// Most names that one line lists; the rest are counted.
const NAMES_SHOWN: usize = 8;

/// What stands under one day, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Phase,
    Member,
    Late,
    Opens,
    Due,
    Step(TimeOfDay, OccasionIx, StepKind),
    HandedIn,
    Returned,
    Visit,
    Recorded,
    Snapshot,
}

/// One line of a day: a text, and whom it concerns.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// In the roster's order, which is how an office knows its units.
    who: BTreeSet<(u32, String)>,
}

/// The days of a run.
#[derive(Debug)]
pub struct Days<'a> {
    lang: Lang,
    ledger: &'a Ledger<'a>,
    filter: Filter,
    days: BTreeMap<Date, BTreeMap<(Heading, String), Line>>,
}

impl<'a> Days<'a> {
    /// Reads a run.
    #[must_use]
    pub fn new(lang: Lang, ledger: &'a Ledger<'a>, events: &[Simulated], filter: Filter) -> Self {
        let mut days = Self { lang, ledger, filter, days: BTreeMap::new() };
        days.events(events);
        days.due_days();
        days.steps();
        days.visits();
        days
    }

    /// The text, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (day, happenings) in &self.days {
            lines.push(date_line(self.lang, &self.def().calendar, *day));
            for ((heading, _), line) in happenings {
                let time = match heading {
                    Heading::Step(time, ..) => format!("{time} "),
                    _ => String::new(),
                };
                lines.push(format!("    {time}{}{}", line.text, self.who(&line.who)));
            }
        }
        lines
    }

    fn def(&self) -> &'a Definition {
        self.ledger.definition()
    }

    fn who(&self, who: &BTreeSet<(u32, String)>) -> String {
        if who.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = who.iter().take(NAMES_SHOWN).map(|(_, name)| name.as_str()).collect();
        let (names, count) = (names.join(self.lang.pick("、", ", ")), who.len());
        match self.lang {
            Lang::Zh if count > NAMES_SHOWN => format!(" → {names} 等{count}个"),
            Lang::En if count > NAMES_SHOWN => format!(" → {names} and {} more", count - NAMES_SHOWN),
            Lang::Zh | Lang::En => format!(" → {names}"),
        }
    }

    fn add(&mut self, day: Date, heading: Heading, text: String, who: Option<(u32, String)>) {
        if self.filter.day(day) {
            let line = self.days.entry(day).or_default().entry((heading, text.clone())).or_default();
            line.text = text;
            line.who.extend(who);
        }
    }

    fn short(&self, unit: UnitIx) -> String {
        names::unit(self.def(), unit)
    }

    fn occasion(&self, occasion: OccasionIx) -> String {
        let plan = self.ledger.occasions().get(occasion.at()).map(|row| &row.plan);
        plan.map_or_else(|| occasion.to_string(), |plan| names::occasion(self.def(), plan))
    }

    /// What the events say by themselves.
    fn events(&mut self, events: &[Simulated]) {
        for happened in events {
            let day = self.ledger.zone().date_of(happened.at);
            match &happened.event {
                Event::PhaseEntered(body) => {
                    let text = self.phase("进入阶段：", "phase begins: ", body.phase);
                    self.add(self.ledger.zone().date_of(body.due), Heading::Phase, text, None);
                }
                Event::PhaseEnded(body) => {
                    // It ended at 24:00 of the day before.
                    let text = self.phase("阶段结束：", "phase ended: ", body.phase);
                    self.add(self.ledger.zone().date_of(body.due).plus(-1), Heading::Phase, text, None);
                }
                Event::UnitJoined(body) => {
                    self.of_unit(day, Heading::Member, body.unit, self.lang.pick("单位加入", "joins"));
                }
                Event::UnitLeft(body) => {
                    self.of_unit(
                        day,
                        Heading::Member,
                        body.unit,
                        self.lang.pick("单位退出或并入", "left or merged"),
                    );
                }
                Event::ItemLate(body) => {
                    let text = self.of("逾期：", "late: ", body.occasion);
                    body.units
                        .iter()
                        .for_each(|unit| self.of_item(day, Heading::Late, body.occasion, *unit, &text));
                }
                Event::ItemSubmitted(body) => {
                    let text = self.of("报送：", "handed in: ", body.occasion);
                    self.of_item(day, Heading::HandedIn, body.occasion, body.unit, &text);
                }
                Event::ItemBackfilled(body) => {
                    let text = self.of("补录：", "backfilled: ", body.occasion);
                    self.of_item(day, Heading::HandedIn, body.occasion, body.unit, &text);
                }
                Event::ItemReturned(body) => {
                    let text = self.of("退回：", "returned: ", body.occasion);
                    let text = match self.lang {
                        Lang::Zh => format!("{text}，改为{}前报送", body.due_day),
                        Lang::En => format!("{text}, now due {}", body.due_day),
                    };
                    self.of_item(day, Heading::Returned, body.occasion, body.unit, &text);
                }
                Event::VisitRecorded(body) => {
                    let text = self.of("走访记录：", "visit recorded: ", body.occasion);
                    self.of_item(day, Heading::Recorded, body.occasion, body.place, &text);
                }
                Event::SnapshotTaken(body) => {
                    self.add(day, Heading::Snapshot, self.of("快照：", "snapshot: ", body.occasion), None);
                }
                // Everything else shows in the rows of the ledger or is no news to a person.
                _ => {}
            }
        }
    }

    fn phase(&self, zh: &str, en: &str, phase: PhaseIx) -> String {
        self.lang.pick(zh, en).to_owned() + &names::phase(self.def(), phase)
    }

    fn of(&self, zh: &str, en: &str, occasion: OccasionIx) -> String {
        self.lang.pick(zh, en).to_owned() + &self.occasion(occasion)
    }

    fn of_unit(&mut self, day: Date, heading: Heading, unit: UnitIx, text: &str) {
        if self.filter.member(self.def(), unit) {
            let name = self.short(unit);
            self.add(day, heading, text.to_owned(), Some((unit.0, name)));
        }
    }

    fn of_item(&mut self, day: Date, heading: Heading, occasion: OccasionIx, unit: UnitIx, text: &str) {
        let row = self.ledger.occasions().get(occasion.at());
        if row.is_some_and(|row| self.filter.item(self.def(), row.plan.kind, unit)) {
            let name = self.short(unit);
            self.add(day, heading, text.to_owned(), Some((unit.0, name)));
        }
    }

    /// Opening and due days of what units owe.
    fn due_days(&mut self) {
        let ledger = self.ledger;
        let mut whys: BTreeMap<OccasionIx, String> = BTreeMap::new();
        for (occasion, unit) in ledger.items().keys() {
            let Some(row) = ledger.occasions().get(occasion.at()) else { continue };
            let plan = &row.plan;
            if matches!(plan.kind, OccasionKind::Phase(_)) {
                continue;
            }
            let name = self.occasion(*occasion);
            let opens = ledger.zone().date_of(plan.opens);
            if plan.backfill {
                let why = reason::before(self.lang, self.def(), plan.due_day);
                let text = match self.lang {
                    Lang::Zh => format!("可补录：{name}（{}，{why}）", plan.due_day),
                    Lang::En => format!("to be entered afterwards: {name} ({}, {why})", plan.due_day),
                };
                self.of_item(opens, Heading::Opens, *occasion, *unit, &text);
                continue;
            }
            let text = match self.lang {
                Lang::Zh => format!("开始：{name}，{}截止", plan.due_day),
                Lang::En => format!("opens: {name}, due {}", plan.due_day),
            };
            self.of_item(opens, Heading::Opens, *occasion, *unit, &text);
            let why = whys.entry(*occasion).or_insert_with(|| reason::due(self.lang, self.def(), plan));
            let text = match self.lang {
                Lang::Zh => format!("截止：{name}（{why}）"),
                Lang::En => format!("due: {name} ({why})"),
            };
            self.of_item(plan.due_day, Heading::Due, *occasion, *unit, &text);
        }
    }

    /// Steps on the day on which they went out or would have.
    fn steps(&mut self) {
        let ledger = self.ledger;
        for (name, row) in ledger.steps() {
            if !self.filter.unit(name.unit) || !self.filter.person(row.recipient) {
                continue;
            }
            let at = row.moved_to.unwrap_or(row.planned.at);
            let heading = Heading::Step(ledger.zone().time_of(at), name.occasion, row.planned.kind);
            let mut text =
                format!("{}：{}", step::kind(self.lang, row.planned.kind), self.occasion(name.occasion));
            if self.lang == Lang::En {
                text = text.replace('：', ": ");
            }
            if let (StepKind::Notice, Some(phase)) = (row.planned.kind, self.noticed(name.occasion)) {
                let why = reason::notice(self.lang, self.def(), phase).unwrap_or_default();
                text += &match self.lang {
                    Lang::Zh => format!("（{why}）"),
                    Lang::En => format!(" ({why})"),
                };
            }
            match row.outcome {
                None | Some(muster_words::item::StepOutcome::Sent) => {}
                Some(_) => text += &format!("（{}）", step::outcome(self.lang, row.outcome)),
            }
            let post = row.recipient.and_then(|contact| self.def().contacts.get(contact.at()));
            let who = post.map_or_else(|| self.short(name.unit), |contact| contact.post.clone());
            let order = row.recipient.map_or(name.unit.0, |contact| contact.0);
            self.add(ledger.zone().date_of(at), heading, text, Some((order, who)));
        }
    }

    /// The phase whose notice an occasion is.
    fn noticed(&self, occasion: OccasionIx) -> Option<PhaseIx> {
        match self.ledger.occasions().get(occasion.at())?.plan.kind {
            OccasionKind::Phase(phase) => Some(phase),
            OccasionKind::Duty(_) | OccasionKind::Visit(_) | OccasionKind::Snapshot(_) => None,
        }
    }

    fn visits(&mut self) {
        let (ledger, filter) = (self.ledger, self.filter);
        for row in ledger.visits().iter().filter(|row| filter.visit(row)) {
            let visit = &row.visit;
            let (start, end) = (ledger.zone().time_of(visit.start), ledger.zone().time_of(visit.end));
            let reasons: Vec<String> =
                visit.reasons.iter().map(|why| step::slot(self.lang, why, |unit| self.short(unit))).collect();
            let visitor = names::contact(self.def(), visit.visitor);
            let (place, occasion) = (self.short(visit.place), self.occasion(row.occasion));
            let text = match self.lang {
                Lang::Zh => {
                    format!("走访：{start}-{end} {visitor}到{place}（{occasion}；{}）", reasons.join("，"))
                }
                Lang::En => {
                    format!("visit: {start}-{end} {visitor} to {place} ({occasion}; {})", reasons.join(", "))
                }
            };
            self.add(visit.date, Heading::Visit, text, None);
        }
    }
}

/// A date with its weekday, and the mark of a rest day or of a made-up working day.
#[must_use]
pub fn date_line(lang: Lang, calendar: &Calendar, day: Date) -> String {
    let name = words::day::weekday(lang, day);
    let mark = match words::day::mark(calendar, day) {
        Some(Mark::Rest(festival)) => format!(" {} {festival}", lang.pick("休", "off")),
        Some(Mark::MadeUp(arrangement)) => format!(" {} {arrangement}", lang.pick("班", "worked")),
        None => String::new(),
    };
    let provisional = if is_provisional(calendar, day) { lang.pick(" 暂定", " provisional") } else { "" };
    format!("{day} {name}{}{provisional}", mark.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_words::definition::{DayKind, Exception};

    #[test]
    fn rest_days_and_made_up_sundays_are_marked() {
        let exception =
            |date: &str, kind, name: &str| Exception { date: date.parse().unwrap(), kind, name: name.into() };
        let calendar = Calendar {
            name: "cn".into(),
            version: "1".into(),
            weekend: vec![5, 6],
            years: vec![2014],
            exceptions: vec![
                exception("2014-05-01", DayKind::Off, "劳动节"),
                exception("2014-05-04", DayKind::Work, "劳动节"),
            ],
            ..Calendar::default()
        };
        let line = |date: &str| date_line(Lang::Zh, &calendar, date.parse().unwrap());
        assert_eq!(line("2014-04-30"), "2014-04-30 周三");
        assert_eq!(line("2014-05-01"), "2014-05-01 周四 休 劳动节");
        assert_eq!(line("2014-05-04"), "2014-05-04 周日 班 劳动节");
        assert_eq!(line("2014-05-10"), "2014-05-10 周六 休");
        let accepted = Calendar { years: vec![2014, 2015], provisional: vec![2015], ..calendar.clone() };
        let line = |lang, date: &str| date_line(lang, &accepted, date.parse().unwrap());
        assert_eq!(line(Lang::Zh, "2015-01-04"), "2015-01-04 周日 休 暂定");
        assert_eq!(line(Lang::En, "2015-01-05"), "2015-01-05 Mon provisional");
    }
}
