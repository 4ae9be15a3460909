//! What an entry of a letter asks for, by what its occasion is.

use muster_protocol::definition::{By, Definition, Phase};
use muster_protocol::ids::{PhaseIx, UnitIx};
use muster_protocol::item::StepKind;
use muster_protocol::question::MessageLine;
use muster_protocol::say;
use muster_protocol::time::Date;

use super::super::asked;
use super::super::known::{programme_of, round_of, run_of};
use super::super::wording::Wording;
use super::Entry;
use crate::audience;
use crate::stages;

/// What an entry asks for, by what its occasion is.
pub(super) fn asked_of(
    def: &Definition,
    (words, line): (Wording, &MessageLine),
    unit: Option<UnitIx>,
    today: Date,
    entry: &mut Entry,
) {
    let key = line.step.occasion.as_str();
    if let Some(duty) = def.duty_of(key) {
        entry.name = match &line.title {
            Some(title) => words.beside(title, &duty.name),
            None => named(words, (&duty.name, &duty.id), key, def.year),
        };
        entry.needs = unit.map(|unit| asked::asked_in(words, def, duty, unit)).unwrap_or_default();
    } else if let Some(programme) = programme_of(def, key) {
        // A round of visits that is over without this one.
        entry.name = named(words, (&programme.name, &programme.id), key, def.year);
        words.say("record-of-the-visit").clone_into(&mut entry.needs);
    } else if let Some((round, id)) = round_of(def, key) {
        // It is no item: it is answered on the page, whatever units the post has.
        entry.name = named(words, (&round.name, &id), key, def.year);
        entry.note = words.to_rate(line.due_day, today);
        (entry.unit, entry.item) = (String::new(), String::new());
    } else if run_of(def, key).is_some() {
        of_round((words, def), line, today, entry);
    } else if let Some((selection, stage)) = stages::of_key(def, key) {
        // It is no item either: candidates are passed, and units put forward, by the selection's id.
        entry.name = stages::title(selection, stage);
        let voluntary = matches!(stage.by, By::Volunteers(_));
        entry.note = words.of_stage(voluntary, line.due_day, today);
        entry.item.clone_from(&selection.id);
        if !voluntary {
            entry.unit = String::new();
        }
    }
}

/// An entry for those who run a round: that its sample is to be drawn, or that too few answered. It is no item of the unit through
/// which they are written to.
pub(super) fn of_round(
    (words, def): (Wording, &Definition),
    line: &MessageLine,
    today: Date,
    entry: &mut Entry,
) {
    let key = line.step.occasion.as_str();
    let Some((round, id)) = run_of(def, key) else { return };
    entry.name = named(words, (&round.name, &id), key, def.year);
    (entry.unit, entry.item) = (String::new(), String::new());
    entry.note = if line.kind == StepKind::TooFew {
        // Paper is entered until the last sheet is frozen.
        let paper = def.scores.iter().map(|sheet| sheet.freeze).max().filter(|freeze| *freeze >= today);
        words.too_few(&line.failed, &round.id, (paper, today))
    } else {
        words.to_draw(&round.id, (line.due_day, today))
    };
}

/// `全会精神学习（5月）`: the name with the period of the key, if it has one.
pub(super) fn named(words: Wording, (name, id): (&str, &str), key: &str, year: i32) -> String {
    match key.strip_prefix(id).and_then(|rest| rest.strip_prefix('.')) {
        Some(period) => words.beside(name, &words.period(period, year)),
        None => name.to_owned(),
    }
}

/// `5月1日（周四）至10月31日（周五），涉及本单位工作3项，主题“务实亲民”`.
pub(super) fn phase_note(
    (words, def): (Wording, &Definition),
    ix: PhaseIx,
    phase: &Phase,
    unit: UnitIx,
    today: Date,
) -> String {
    let year = today.parts().0;
    let owed = def.duties.iter().filter(|duty| duty.phase == Some(ix));
    let count = owed.filter(|duty| audience::selects(def, duty.audience, unit)).count();
    let (from, to) = (words.day(phase.from, year), words.day(phase.to, year));
    // What the unit's category is to stress goes with every beginning (S72, S74).
    let theme = audience::theme_of(def, unit)
        .map_or_else(String::new, |theme| say!(words, "theme-theme", theme = theme.theme));
    let duties = if count == 1 { "duty" } else { "duties" };
    say!(words, "from-to-to-count-duties-of-your-unit", from, to, count, duties, theme)
}
