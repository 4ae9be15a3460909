//! How units, reviewers and leaders behave in a preview or a demo.
//!
//! This must never decide anything by chance: the same script gives the same year.

use muster_protocol::command::VisitEvent;
use muster_protocol::definition::Definition;
use muster_protocol::ids::UnitIx;
use muster_protocol::{id, text};

use crate::definition::findings::code;
use crate::definition::findings::finding::{Finding, Place, Report};
use crate::definition::keys::{
    AFTER, AGAIN_AFTER, BEFORE, BEHAVIOURS, DAYS, DEFAULT, DRAWS, EVENTS, Key, PLACES, REVIEW, SELECTIONS,
    SIGNS, SILENT, UNITS, VISIT_RECORD, VISITS,
};
use crate::definition::limits::DAYS_MAX;
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Entry, Node};
use crate::definition::typed_day;

/// A scripted year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Behaviour by unit index.
    pub units: Vec<Behaviour>,
    /// The reviewer answers so many working days after a submission.
    pub review_workdays: u16,
    /// A visit is recorded so many working days after it was made.
    pub visit_record_workdays: u16,
    /// Those who do a stage of a selection do it so many working days before it is due; none when nobody does.
    pub stage_workdays: Option<u16>,
    /// Who draws the sample of a session draws it so many working days before its last day.
    pub draw_workdays: u16,
    /// Whether units sign for messages.
    pub signs: bool,
    /// What happens that causes visits; the unit's clerk says so on the day.
    pub events: Vec<VisitEvent>,
}

/// How a unit behaves towards every item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Hands in so many working days before the due day.
    Punctual {
        /// Working days before the due day; 0 is the due day itself.
        workdays_before: u16,
    },
    /// Hands in so many working days after the due day.
    Late {
        /// Working days after the due day, from 1.
        workdays_after: u16,
    },
    /// Never hands anything in.
    Silent,
    /// Where there is a review, the first hand-in is returned once and handed in again.
    Returning {
        /// Working days before the due day; 0 is the due day itself.
        workdays_before: u16,
        /// Working days from the return to the second hand-in, from 1.
        again_after_workdays: u16,
    },
}

/// What units do that a script does not name, and what a script is that says nothing else.
const USUAL: Behaviour = Behaviour::Punctual { workdays_before: 1 };

impl Script {
    /// Nobody hands in anything, signs, visits or takes a candidate further, and samples are drawn on the last day, so that all steps
    /// show.
    #[must_use]
    pub fn silent(definition: &Definition) -> Self {
        let units = vec![Behaviour::Silent; definition.units.len()];
        let (stage_workdays, events) = (None, Vec::new());
        Self {
            units,
            review_workdays: 0,
            visit_record_workdays: 0,
            stage_workdays,
            draw_workdays: 0,
            signs: false,
            events,
        }
    }

    /// Everyone hands in a working day before the due day, and everything is answered the day after.
    #[must_use]
    pub fn all_on_time(definition: &Definition) -> Self {
        Self {
            units: vec![USUAL; definition.units.len()],
            review_workdays: 1,
            visit_record_workdays: 1,
            stage_workdays: Some(1),
            draw_workdays: 0,
            signs: true,
            events: Vec::new(),
        }
    }
}

/// Reads a script. The first part is `None` when a finding is an error; the findings carry no file name.
#[must_use]
pub fn parse(bytes: &[u8], definition: &Definition) -> (Option<Script>, Vec<Finding>) {
    let mut report = Report::new("");
    let script =
        crate::definition::root(bytes, &mut report).and_then(|root| read(&root, definition, &mut report));
    let script = script.filter(|_| !report.broken());
    (script, report.into_findings())
}

fn read(root: &Node, definition: &Definition, report: &mut Report) -> Option<Script> {
    let keys = [BEHAVIOURS, DEFAULT, UNITS, REVIEW, VISIT_RECORD, SELECTIONS, DRAWS, SIGNS, EVENTS];
    let whole = id!("script-of-the-units").say(report.language());
    let fields = Fields::of(root, whole, Place::START, &keys, report)?;
    let entries =
        fields.must(BEHAVIOURS, report).map_or_else(Vec::new, |n| fields::named(n, BEHAVIOURS.zh, report));
    let behaviours: Vec<(&str, Option<Behaviour>)> =
        entries.into_iter().map(|entry| (entry.key.as_str(), behaviour(entry, report))).collect();
    let find = |name: &str, place: Place, report: &mut Report| {
        let found = behaviours.iter().find(|(known, _)| *known == name);
        if found.is_none() {
            let names = behaviours.iter().map(|(name, _)| *name);
            fields::unknown_name(id!("behaviour"), name, place, names, report);
        }
        found.and_then(|(_, behaviour)| *behaviour)
    };
    let usual = fields.must(DEFAULT, report).and_then(|node| {
        let name = fields::text(node, DEFAULT.zh, report)?;
        find(&name, node.place, report)
    });
    let mut script = Script::all_on_time(definition);
    script.units.fill(usual.unwrap_or(USUAL));
    let names = Names { units: definition.units.clone(), roster_whole: true, ..Names::default() };
    let mut named: Vec<(UnitIx, &str)> = Vec::new();
    for entry in fields.get(UNITS).map_or_else(Vec::new, |node| fields::named(node, UNITS.zh, report)) {
        let behaviour = find(&entry.key, entry.key_place, report);
        for unit in audiences::units(&entry.value, &entry.key, &names, report) {
            once(unit, entry, &named, definition, report);
            named.push((unit, &entry.key));
            if let (Some(slot), Some(behaviour)) = (script.units.get_mut(unit.at()), behaviour) {
                *slot = behaviour;
            }
        }
    }
    let mut days = |key: Key, default: u16| {
        let Some(node) = fields.get(key) else { return default };
        fields::number(node, key.zh, 0..=DAYS_MAX, report).unwrap_or(default)
    };
    script.review_workdays = days(REVIEW, 1);
    script.visit_record_workdays = days(VISIT_RECORD, 1);
    script.stage_workdays = Some(days(SELECTIONS, 1));
    script.draw_workdays = days(DRAWS, 0);
    script.signs = fields.get(SIGNS).and_then(|node| fields::flag(node, SIGNS.zh, report)).unwrap_or(true);
    let events = fields.get(EVENTS).map_or(&[][..], fields::items);
    script.events = events.iter().filter_map(|node| event(node, definition, report)).collect();
    Some(script)
}

/// {走访: comfort, 遇事: 受灾, 单位: "005", 日期: 6月26日}.
fn event(node: &Node, definition: &Definition, report: &mut Report) -> Option<VisitEvent> {
    let keys = [VISITS, EVENTS, UNITS, PLACES, DAYS];
    let fields = Fields::of(node, EVENTS.zh, node.place, &keys, report)?;
    let said = |key: Key, must: bool, report: &mut Report| {
        let node = if must { fields.must(key, report)? } else { fields.get(key)? };
        Some((fields::text(node, key.zh, report)?, node.place))
    };
    let programme = said(VISITS, true, report);
    let (what, unit, day) = (said(EVENTS, true, report), said(UNITS, true, report), said(DAYS, true, report));
    let place = said(PLACES, false, report);
    let ((programme, at), (what, what_at), (unit, unit_at), (day, day_at)) = (programme?, what?, unit?, day?);
    let all = definition.self_arranged.iter().filter_map(|visits| Some((visits, visits.events.as_ref()?)));
    let Some((_, events)) = all.clone().find(|(visits, _)| visits.id == programme) else {
        let known = all.map(|(visits, _)| visits.id.as_str());
        fields::unknown_name(id!("visits-that-events-cause"), &programme, at, known, report);
        return None;
    };
    if !events.what.contains(&what) {
        let known = events.what.iter().map(String::as_str);
        fields::unknown_name(id!("event-that-causes-visits"), &what, what_at, known, report);
        return None;
    }
    let places = place.iter().map(|(code, at)| (code, *at));
    for (code, at) in std::iter::once((&unit, unit_at)).chain(places) {
        if definition.unit_by_code(code).is_none() {
            let known = definition.units.iter().map(|unit| unit.code.as_str());
            fields::unknown_name(id!("unit"), code, at, known, report);
            return None;
        }
    }
    let on = match typed_day(definition, &day) {
        Ok(on) => on,
        Err(said) => {
            report.error(code::BAD_DATE, day_at, said).fix(text!("write-a-day-such-as-6-26"));
            return None;
        }
    };
    Some(VisitEvent { programme, what, on, unit, place: place.map(|(code, _)| code) })
}

fn once(unit: UnitIx, entry: &Entry, named: &[(UnitIx, &str)], definition: &Definition, report: &mut Report) {
    let Some((_, other)) = named.iter().find(|(known, _)| *known == unit) else { return };
    let code = definition.units.get(unit.at()).map_or("", |unit| unit.code.as_str());
    let said = text!("the-unit-code-stands-under-other-and-under", code, other, key = entry.key);
    report.error(code::DUPLICATE_ID, entry.key_place, said).fix(text!("a-unit-has-one-behaviour"));
}

fn behaviour(entry: &Entry, report: &mut Report) -> Option<Behaviour> {
    let keys = [BEFORE, AFTER, SILENT, AGAIN_AFTER];
    let fields = Fields::of(&entry.value, &entry.key, entry.key_place, &keys, report)?;
    let mut days = |key: Key, from: u16| {
        let node = fields.get(key)?;
        Some(fields::number(node, key.zh, from..=DAYS_MAX, report).unwrap_or(from))
    };
    let (before, after, again) = (days(BEFORE, 0), days(AFTER, 1), days(AGAIN_AFTER, 1));
    let silent = fields.get(SILENT).and_then(|node| fields::flag(node, SILENT.zh, report)).unwrap_or(false);
    match (before, after, again, silent) {
        (Some(workdays_before), None, None, false) => Some(Behaviour::Punctual { workdays_before }),
        (None, Some(workdays_after), None, false) => Some(Behaviour::Late { workdays_after }),
        (Some(workdays_before), None, Some(again_after_workdays), false) => {
            Some(Behaviour::Returning { workdays_before, again_after_workdays })
        }
        (None, None, None, true) => Some(Behaviour::Silent),
        _ => {
            report
                .error(code::BAD_VALUE, entry.key_place, text!("key-is-not-one-behaviour", key = entry.key))
                .fix(text!("write-before-2-after-3-silent-true-or"));
            None
        }
    }
}

#[cfg(test)]
mod tests;
