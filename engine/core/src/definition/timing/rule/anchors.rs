//! Times that hang on a phase, a festival or another duty become rules here.

use muster_protocol::{id, text};
use std::collections::BTreeSet;

use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::definition::{Duty, Limit, Offset, Pattern, Roll, Rule};
use muster_protocol::ids::{DutyIx, PhaseIx};
use muster_protocol::time::Date;

use crate::definition::days::calendar::Festival;
use crate::definition::days::dates::{Fault, When};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report, Severity};
use crate::definition::names::{Names, PhaseLine};
use crate::definition::text::fields::{self, narrow};

use super::{Dated, Line, ROLL_DEFAULT, Time, context, date_fault};

/// The rule of one such time.
pub(super) fn one(line: &Line, time: &Time, names: &Names, report: &mut Report) -> Option<Dated> {
    match &time.when {
        When::PhaseStart { phase, limit } => {
            let (ix, phase) = phase_of(phase.as_deref(), line, time, names, report)?;
            // Hours are counted from the first instant of the phase, days from its first day.
            let counts_days = matches!(limit, Limit::Workdays(_));
            let base = if counts_days { phase.phase.from } else { phase.phase.from.plus(-1) };
            Some(hanging(base, Offset::After(*limit), (ix, phase), time.place))
        }
        When::PhaseEnd { phase, before } => {
            let (ix, phase) = phase_of(phase.as_deref(), line, time, names, report)?;
            Some(hanging(phase.phase.to, Offset::Before(*before), (ix, phase), time.place))
        }
        When::Festival { name, before } => {
            let day = festival(name, (time, line.phase), Severity::Error, names, report)?;
            let (range, phase) = context(day, line.phase, &time.text, time.place, names, report)?;
            let offsets: Vec<Offset> = before.map(Offset::Before).into_iter().collect();
            // Days are counted from the festival itself; what falls on it moves like any other day.
            let roll = match before {
                Some(_) => Roll::Stay,
                None => time.roll.or(line.said).unwrap_or(ROLL_DEFAULT),
            };
            let from = line.from.filter(|_| before.is_none()).unwrap_or(range.0);
            let rule = Rule { offsets, ..Rule::new(Pattern::Day(day), roll, from, range.1) };
            let nominal = before.is_none().then_some(day);
            Some(Dated { rule, phase, place: time.place, nominal })
        }
        When::Item { name, closed, limit } => {
            let (ix, duty) = duty(name, time.place, names, report)?;
            let mut rule = duty.rule.clone();
            rule.offsets.push(Offset::AfterDue(*limit));
            rule.after_close = closed.then_some(ix);
            Some(Dated { rule, phase: line.phase.or(duty.phase), place: time.place, nominal: None })
        }
        _ => None,
    }
}

fn hanging(base: Date, offset: Offset, (ix, line): (PhaseIx, &PhaseLine), place: Place) -> Dated {
    let (from, to) = (line.phase.from, line.phase.to);
    let rule = Rule { offsets: vec![offset], ..Rule::new(Pattern::Day(base), Roll::Stay, from, to) };
    Dated { rule, phase: Some(ix), place, nominal: None }
}

fn phase_of<'n>(
    name: Option<&str>,
    line: &Line,
    time: &Time,
    names: &'n Names,
    report: &mut Report,
) -> Option<(PhaseIx, &'n PhaseLine)> {
    let at = match name {
        Some(name) => {
            let found = names.phases.iter().position(|line| {
                alike(&line.phase.id, name)
                    || alike(&line.phase.name, name)
                    || name.strip_suffix("阶段").is_some_and(|name| alike(&line.phase.name, name))
            });
            if found.is_none() && names.faulty_phases.is_empty() {
                let known = names.phases.iter().map(|line| line.phase.name.as_str());
                fields::unknown_name(id!("phase-2"), name, time.place, known, report);
            }
            found
        }
        None => {
            if line.phase.is_none() {
                let said = text!("text-does-not-say-of-which-phase", text = time.text);
                report
                    .error(code::BAD_DATE, time.place, said)
                    .fix(text!("add-phase-id-or-name-the-phase-in"));
            }
            line.phase.map(PhaseIx::at)
        }
    }?;
    Some((u16::try_from(at).ok().map(PhaseIx)?, names.phases.get(at)?))
}

/// Whether a name as it stands in a time, narrow and in small letters, means this one.
fn alike(known: &str, name: &str) -> bool {
    narrow(known).to_lowercase() == name
}

fn duty<'n>(name: &str, place: Place, names: &'n Names, report: &mut Report) -> Option<(DutyIx, &'n Duty)> {
    let found = names.duties.iter().position(|duty| alike(&duty.id, name) || alike(&duty.name, name));
    let faulty = || names.faulty_duties.iter().any(|known| alike(known, name));
    if found.is_none() && !faulty() {
        let known = names.duties.iter().map(|duty| duty.id.as_str());
        fields::unknown_name(id!("duty-above"), name, place, known, report);
    }
    // Its place among those read; the whole file gives it its number.
    Some((DutyIx(u16::try_from(found?).ok()?), names.duties.get(found?)?))
}

/// The festival's day within the campaign. One that lies outside never comes: an error where nothing else is left, a
/// warning among others.
pub(super) fn festival(
    name: &str,
    (time, phase): (&Time, Option<PhaseIx>),
    outside: Severity,
    names: &Names,
    report: &mut Report,
) -> Option<Date> {
    let short = name.strip_suffix('节').filter(|short| !short.is_empty()).unwrap_or(name);
    let is = |known: &str| alike(known, name) || alike(known, short);
    let days: Vec<Date> =
        names.festivals.iter().filter(|known| called(known, &is)).map(|known| known.day).collect();
    if days.is_empty() {
        unknown(name, time, names, report);
        return None;
    }
    let (first, last) = names.campaign()?;
    let mut within = days.iter().copied().filter(|day| first <= *day && *day <= last).collect::<Vec<_>>();
    if let Some((first, last)) = phase.and_then(|phase| names.stretch(phase)).filter(|_| within.len() > 1) {
        within.retain(|day| first <= *day && *day <= last);
    }
    if let [first, .., last] = within[..] {
        date_fault(Fault::SeveralYears { first, last }, &time.text, time.place, report);
        return None;
    }
    let within = within.first().copied();
    if within.is_none() {
        let near = |day: &Date| (day.0 - first.0).abs().min((day.0 - last.0).abs());
        let nearest = days.iter().copied().min_by_key(near)?;
        let text = &time.text;
        let said = text!("text-will-never-happen-it-is-on-nearest", text, nearest, first, last, name);
        let finding = match outside {
            Severity::Error => report.error(code::NEVER, time.place, said),
            Severity::Warning | Severity::Note => report.warning(code::NEVER, time.place, said),
        };
        finding.fix(text!("delete-it-or-choose-a-day-within-the"));
    }
    within
}

/// Whether one of a festival's names is meant.
fn called(festival: &Festival, is: &impl Fn(&str) -> bool) -> bool {
    let others = festival.others.iter().chain(&festival.english);
    is(&festival.name) || others.into_iter().any(|name| is(name))
}

fn unknown(name: &str, time: &Time, names: &Names, report: &mut Report) {
    if matches!(time.when, When::Festival { before: None, .. }) {
        date_fault(Fault::NotUnderstood, &time.text, time.place, report);
        return;
    }
    if names.festivals.is_empty() {
        let said = text!("the-time-text-is-not-understood-the-calendar", text = time.text);
        report.error(code::BAD_DATE, time.place, said).fix(text!("write-a-date-or-add-that-table-date"));
        return;
    }
    let listed = |of: fn(&Festival) -> &str| {
        let known: BTreeSet<&str> = names.festivals.iter().map(of).collect();
        Vec::from_iter(known)
    };
    let own = listed(|known| &known.name);
    let english = listed(|known| known.english.first().unwrap_or(&known.name));
    // Names are listed as the file writes its keys: what is copied from the list is understood in both languages.
    let known = match report.language() {
        Language::Zh => own,
        Language::En => english,
    };
    report
        .error(
            code::BAD_DATE,
            time.place,
            text!("the-time-text-is-not-understood-there-is", text = time.text, name),
        )
        .fix(text!("the-festivals-are-known", known: Listed(&known)));
}
