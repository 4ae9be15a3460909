//! From a written time to a rule with its range, its rolling and its phase.

mod anchors;
mod effect;
mod faults;

use muster_protocol::definition::{Offset, Pattern, Point, Roll, Rule};
use muster_protocol::ids::PhaseIx;
use muster_protocol::text;
use muster_protocol::time::Date;
use muster_rules::calendar::either_day;

use crate::definition::days::dates::{Fault, When};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report, Severity};
use crate::definition::keys::{FROM, Key, PHASE, REST_DAY, UNTIL, WHEN};
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields, What};
use crate::definition::text::tree::{Node, Value};

pub(crate) use faults::{date_fault, ends_before};

/// Where a cadence runs that does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// In the phase that is marked for cadences.
    CadencePhase,
    /// From the first day of the campaign to its last.
    Campaign,
}

/// A rule with what the checker must remember of it.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub(crate) rule: Rule,
    pub(crate) phase: Option<PhaseIx>,
    /// Where the time is written.
    pub(crate) place: Place,
    /// The due day as written, if it is one day or window.
    pub(crate) nominal: Option<Date>,
}

/// What a rest day does where neither the time nor its line says it: who is asked for something has it done before.
const ROLL_DEFAULT: Roll = Roll::Back;

/// Reads the rule of a line that must say when.
pub(crate) fn of_line(fields: &Fields<'_>, run: Run, names: &Names, report: &mut Report) -> Option<Dated> {
    let when = fields.must(WHEN, report)?;
    read(&|key| fields.get(key), when, run, names, report)
}

/// Reads the rule of a line. `get` finds the line's values, `when` is the time itself.
pub(crate) fn read<'a>(
    get: &dyn Fn(Key) -> Option<&'a Node>,
    when: &Node,
    run: Run,
    names: &Names,
    report: &mut Report,
) -> Option<Dated> {
    let phase = get(PHASE).map(|node| names.phase(node, PHASE, report));
    let times = times(when, phase.flatten(), names, report);
    let from = get(FROM).map(|node| day(node, FROM, names, report));
    let until = get(UNTIL).map(|node| day(node, UNTIL, names, report));
    let said = get(REST_DAY).map(|node| rolling(node, report));
    let place = |key| get(key).map(|node| node.place);
    let places = Places { from: place(FROM), until: place(UNTIL), rest_day: place(REST_DAY) };
    // A fault in a part was reported; a rule made without it would only cause more.
    let (phase, from) = (fields::flat(phase)?, fields::flat(from)?);
    let (until, said) = (fields::flat(until)?, fields::flat(said)?);
    let mut times = times?;
    let line = Line { phase, from, until, run, said, places };
    line.without_effect(&times, report);
    if times.len() == 1 {
        return line.one(times.remove(0), names, report);
    }
    line.several(times, when.place, names, report)
}

/// One time of a line.
struct Time {
    when: When,
    roll: Option<Roll>,
    text: String,
    place: Place,
}

/// Reads a time, or several: as a list or with 、 between them.
fn times(node: &Node, phase: Option<PhaseIx>, names: &Names, report: &mut Report) -> Option<Vec<Time>> {
    let mut all = Vec::new();
    let mut sound = true;
    for item in fields::items(node) {
        let Some(text) = fields::text(item, WHEN, report) else {
            sound = false;
            continue;
        };
        for part in text.split('、').map(str::trim) {
            match one_time(part, item.place, phase, names, report) {
                Some(time) => all.push(time),
                None => sound = false,
            }
        }
    }
    if all.is_empty() && sound {
        date_fault(Fault::NotUnderstood, "", node.place, report);
    }
    (sound && !all.is_empty()).then_some(all)
}

/// Reads one time, its words as the file binds them.
fn one_time(
    text: &str,
    place: Place,
    phase: Option<PhaseIx>,
    names: &Names,
    report: &mut Report,
) -> Option<Time> {
    let meaning = names.words.said(text, place, report)?;
    match names.years.time(&meaning, phase.and_then(|phase| names.stretch(phase))) {
        Ok((when, roll)) => Some(Time { when, roll, text: text.to_owned(), place }),
        Err(fault) => {
            let shown = if meaning == text { text.to_owned() } else { format!("{text}（{meaning}）") };
            date_fault(fault, &shown, place, report);
            None
        }
    }
}

/// What a line says beside its time.
struct Line {
    phase: Option<PhaseIx>,
    from: Option<Date>,
    until: Option<Date>,
    run: Run,
    said: Option<Roll>,
    places: Places,
}

/// Where a line says what its time may leave without effect.
#[derive(Default)]
struct Places {
    from: Option<Place>,
    until: Option<Place>,
    rest_day: Option<Place>,
}

impl Line {
    fn one(&self, time: Time, names: &Names, report: &mut Report) -> Option<Dated> {
        let roll = time.roll.or(self.said).unwrap_or(ROLL_DEFAULT);
        let (phase, from, until, place) = (self.phase, self.from, self.until, time.place);
        match time.when {
            When::Day(day) => {
                let (range, phase) = context(day, phase, &time.text, place, names, report)?;
                let rule =
                    Rule::new(Pattern::Day(day), roll, from.unwrap_or(range.0), until.unwrap_or(range.1));
                Some(Dated { rule, phase, place, nominal: Some(day) })
            }
            When::Window { first, last } => {
                let (_, phase) = context(last, phase, &time.text, place, names, report)?;
                let pattern = Pattern::Window { first, last };
                let rule = Rule::new(pattern, roll, from.unwrap_or(first), until.unwrap_or(last));
                Some(Dated { rule, phase, place, nominal: Some(last) })
            }
            When::Every { period, on } => {
                self.cadence(Pattern::Every { period, on }, roll, place, names, report)
            }
            When::Spread { period, times } => {
                self.cadence(Pattern::Spread { period, times }, roll, place, names, report)
            }
            // Anyone who writes crontab means the days that it names.
            When::Crontab(crontab) => {
                let roll = Roll::Stay;
                if either_day(&crontab) {
                    report.note(
                        code::EITHER_DAY,
                        place,
                        text!("text-names-days-of-the-month-and-of", text = time.text),
                    );
                }
                self.cadence(Pattern::Crontab(crontab), roll, place, names, report)
            }
            When::PhaseStart { .. } | When::PhaseEnd { .. } | When::Festival { .. } | When::Item { .. } => {
                anchors::one(self, &time, names, report)
            }
        }
    }

    fn cadence(
        &self,
        pattern: Pattern,
        roll: Roll,
        place: Place,
        names: &Names,
        report: &mut Report,
    ) -> Option<Dated> {
        let (range, phase) = cadence_range(self.phase, self.run, names)?;
        let (start, end) = (self.from.unwrap_or(range.0), self.until.unwrap_or(range.1));
        if start > end {
            ends_before(place, start, end, report);
            return None;
        }
        let phase = phase.filter(|_| self.from.is_none() && self.until.is_none());
        Some(Dated { rule: Rule::new(pattern, roll, start, end), phase, place, nominal: None })
    }

    /// Several single days, windows or festivals make one rule.
    fn several(&self, times: Vec<Time>, place: Place, names: &Names, report: &mut Report) -> Option<Dated> {
        let mut points = Vec::new();
        let mut offsets: Option<Vec<Offset>> = None;
        let roll = times.iter().find_map(|time| time.roll).or(self.said).unwrap_or(ROLL_DEFAULT);
        for time in times {
            let text = time.text.clone();
            let (point, own) = match time.when {
                When::Day(day) => (Point { first: None, day }, Vec::new()),
                When::Window { first, last } => (Point { first: Some(first), day: last }, Vec::new()),
                When::Festival { ref name, before } => {
                    let Some(day) =
                        anchors::festival(name, (&time, self.phase), Severity::Warning, names, report)
                    else {
                        continue;
                    };
                    (Point { first: None, day }, before.map(Offset::Before).into_iter().collect())
                }
                _ => {
                    not_together(&text, time.place, report);
                    return None;
                }
            };
            context(point.day, None, &text, time.place, names, report)?;
            if offsets.get_or_insert_with(|| own.clone()) != &own {
                not_together(&text, time.place, report);
                return None;
            }
            points.push(point);
        }
        points.sort_by_key(|point| point.day);
        points.dedup_by_key(|point| point.day);
        let (first, last) = names.campaign()?;
        let (from, to) = (self.from.unwrap_or(first), self.until.unwrap_or(last));
        let offsets = offsets.filter(|_| !points.is_empty())?;
        // Where days are counted from the day itself, it stays where it is.
        let roll = if offsets.is_empty() { roll } else { Roll::Stay };
        let rule = Rule { offsets, ..Rule::new(Pattern::Points(points), roll, from, to) };
        Some(Dated { rule, phase: self.phase, place, nominal: None })
    }
}

fn not_together(text: &str, place: Place, report: &mut Report) {
    report
        .error(code::BAD_DATE, place, text!("text-cannot-stand-beside-other-times", text))
        .fix(text!("several-times-must-all-be-days-windows-or"));
}

/// Range and phase of something that falls due once.
fn context(
    day: Date,
    phase: Option<PhaseIx>,
    text: &str,
    place: Place,
    names: &Names,
    report: &mut Report,
) -> Option<((Date, Date), Option<PhaseIx>)> {
    if let Some(ix) = phase {
        let phase = &names.phases.get(ix.at())?.phase;
        if day < phase.from || phase.to < day {
            let (name, from, to) = (&phase.name, phase.from, phase.to);
            let said = text!("text-lies-outside-the-phase-name-from-to", text, name, from, to);
            let finding = report.error(code::OUTSIDE_PHASE, place, said);
            match names.phase_on(day).and_then(|ix| names.phases.get(ix.at())) {
                Some(other) => {
                    let id = &other.phase.id;
                    finding.fix(text!("change-the-date-or-the-phase-to-id", id));
                }
                None => finding.fix(text!("change-the-date-or-the-dates-of-the")),
            }
            return None;
        }
        return Some(((phase.from, phase.to), Some(ix)));
    }
    if let Some(ix) = names.phase_on(day) {
        let phase = &names.phases.get(ix.at())?.phase;
        return Some(((phase.from, phase.to), Some(ix)));
    }
    if !names.faulty_phases.is_empty() {
        return None;
    }
    if let Some((_, last)) = names.campaign().filter(|&(_, last)| last < day) {
        report
            .error(code::OUTSIDE_PHASE, place, text!("text-lies-after-the-end-of-the-campaign", text, last))
            .fix(text!("change-the-date-or-make-the-last-phase"));
        return None;
    }
    Some(((day, day), None))
}

fn cadence_range(phase: Option<PhaseIx>, run: Run, names: &Names) -> Option<((Date, Date), Option<PhaseIx>)> {
    let marked = || names.phases.iter().position(|line| line.cadences).and_then(|at| u16::try_from(at).ok());
    let ix = phase.or_else(|| (run == Run::CadencePhase).then(marked).flatten().map(PhaseIx));
    match ix.and_then(|ix| names.phases.get(ix.at())) {
        Some(line) => Some(((line.phase.from, line.phase.to), ix)),
        None => Some((names.campaign()?, None)),
    }
}

fn rolling(node: &Node, report: &mut Report) -> Option<Roll> {
    let word = match &node.value {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    match word {
        "提前" | "back" => Some(Roll::Back),
        "顺延" | "forward" => Some(Roll::Forward),
        "不动" | "stay" => Some(Roll::Stay),
        _ => {
            let said = text!("rest-day-must-be-back-forward-or-stay", rest_day = report.own(REST_DAY));
            report
                .error(code::BAD_VALUE, node.place, said)
                .fix(text!("deadlines-usually-go-back-activities-forward"));
            None
        }
    }
}

/// A single day written in a node.
pub(crate) fn day<'w>(
    node: &Node,
    what: impl Into<What<'w>>,
    names: &Names,
    report: &mut Report,
) -> Option<Date> {
    let text = fields::text(node, what, report)?;
    day_of(names.years.day(&text), &text, node, report)
}

/// A day that was read, or why it could not be.
pub(crate) fn day_of(day: Result<Date, Fault>, text: &str, node: &Node, report: &mut Report) -> Option<Date> {
    match day {
        Ok(day) => Some(day),
        Err(fault) => {
            date_fault(fault, text, node.place, report);
            None
        }
    }
}
