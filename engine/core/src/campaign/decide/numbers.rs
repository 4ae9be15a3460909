//! Numbers that are reported: held against fixed numbers, against the unit's members as the roster in force has them
//! (S11), against each other (S17), and as shares of each other.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::Refusal;
use muster_protocol::definition::{Bound, Measure};
use muster_protocol::form::{Form, NUMBER_MAX, Reported};
use muster_protocol::text;
use muster_rules::measure::may_be_left_out;

use super::asked::{Asked, Fault};
use super::{nearest, not_absurd};

/// Whether the numbers are such as the duty asks for; and whether one lies above its ceiling, and is meant to (S17).
pub(super) fn read(asked: &Asked<'_>, form: &Form) -> Result<bool, Refusal> {
    let (id, measures) = (&asked.duty.id, &asked.duty.terms.measures);
    for (place, number) in form.numbers.iter().enumerate() {
        let name = &number.name;
        if !measures.iter().any(|measure| measure.name == *name) {
            let refusal = Refusal::unknown_name(text!("id-asks-for-no-number-name", id, name));
            return Err(refusal.instead(nearest(name, measures.iter().map(|measure| measure.name.as_str()))));
        }
        if form.numbers[..place].iter().any(|before| before.name == *name) {
            return Err(Refusal::incomplete(text!("name-is-reported-twice-leave-one", name)));
        }
        not_absurd(number.value, NUMBER_MAX, name)?;
    }
    let above = measures.iter().any(|measure| {
        let ceiling = measure.at_most.and_then(|bound| worth(asked, form, bound));
        value(form, measure).zip(ceiling).is_some_and(|(value, most)| value > most)
    });
    Ok(above && form.above)
}

/// What is wrong with the numbers.
pub(super) fn faults(asked: &Asked<'_>, form: &Form) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (ix, measure) in (0u8..).zip(&asked.duty.terms.measures) {
        let Some(value) = value(form, measure) else {
            faults.extend(unreported(asked, form, (ix, measure)));
            continue;
        };
        if let Some(bound) = measure.at_least {
            faults.extend(below(asked, form, (measure, value), bound));
        }
        if let Some(bound) = measure.at_most {
            faults.extend(above(asked, form, (measure, value), bound));
        }
        if let Some(whole) = measure.share_of {
            faults.extend(larger(asked, form, (measure, value), whole));
        }
    }
    faults
}

fn value(form: &Form, measure: &Measure) -> Option<u32> {
    form.numbers.iter().find(|number: &&Reported| number.name == measure.name).map(|number| number.value)
}

/// What a bound comes to; none where it is another number that is not reported.
fn worth(asked: &Asked<'_>, form: &Form, bound: Bound) -> Option<u32> {
    match bound {
        Bound::Number(number) => Some(number),
        Bound::Members => asked.def.units.get(asked.unit.at()).map(|unit| unit.members),
        Bound::Measure(ix) => value(form, asked.duty.terms.measures.get(usize::from(ix))?),
    }
}

/// Where a bound comes from, to stand behind its number.
fn origin(asked: &Asked<'_>, bound: Bound) -> Option<LocalizedText> {
    match bound {
        Bound::Number(_) => None,
        Bound::Members => Some(text!("members-in-the-roster")),
        Bound::Measure(ix) => {
            let name = name_of(asked, ix);
            Some(text!("bound-is-the-number-of-this-name", name))
        }
    }
}

fn name_of<'a>(asked: &Asked<'a>, ix: u8) -> &'a str {
    asked.duty.terms.measures.get(usize::from(ix)).map_or("?", |measure| measure.name.as_str())
}

/// A number that must be there and is not.
fn unreported(asked: &Asked<'_>, form: &Form, (ix, measure): (u8, &Measure)) -> Option<Fault> {
    let name = &measure.name;
    if let Some(bound) = measure.at_least {
        let from = origin(asked, bound);
        let least = worth(asked, form, bound).map_or_else(|| "?".to_owned(), |least| least.to_string());
        return Some(text!("name-not-reported-at-least-least-needed-from", name, least, from: from));
    }
    if may_be_left_out(asked.def, asked.duty, measure) || is_held_against(asked, form, ix) {
        return None;
    }
    Some(text!("name-not-reported", name))
}

/// Whether a number that was reported is held against this one: it is named with that, once.
fn is_held_against(asked: &Asked<'_>, form: &Form, ix: u8) -> bool {
    asked.duty.terms.measures.iter().any(|other| {
        let bounds = other.at_least.into_iter().chain(other.at_most);
        let held = bounds.chain(other.share_of.map(Bound::Measure)).any(|bound| bound == Bound::Measure(ix));
        held && value(form, other).is_some()
    })
}

fn below(asked: &Asked<'_>, form: &Form, (measure, value): (&Measure, u32), bound: Bound) -> Option<Fault> {
    let name = &measure.name;
    let Some(least) = worth(asked, form, bound) else { return Some(needs_other(asked, name, bound)) };
    let from = origin(asked, bound);
    (value < least)
        .then(|| text!("name-value-reported-at-least-least-needed-from", name, value, least, from: from))
}

fn above(asked: &Asked<'_>, form: &Form, (measure, value): (&Measure, u32), bound: Bound) -> Option<Fault> {
    let name = &measure.name;
    let Some(most) = worth(asked, form, bound) else { return Some(needs_other(asked, name, bound)) };
    let from = origin(asked, bound);
    (value > most && !form.above)
        .then(|| text!("name-value-reported-above-the-ceiling-of-most", name, value, most, from: from))
}

fn larger(asked: &Asked<'_>, form: &Form, (measure, value): (&Measure, u32), whole: u8) -> Option<Fault> {
    let name = &measure.name;
    let bound = Bound::Measure(whole);
    let Some(of) = worth(asked, form, bound) else { return Some(needs_other(asked, name, bound)) };
    let whole = name_of(asked, whole);
    (value > of).then(|| text!("name-value-reported-more-than-the-of-of", name, value, of, whole))
}

/// A number is held against another one, which is not reported.
fn needs_other(asked: &Asked<'_>, name: &str, bound: Bound) -> Fault {
    let other = match bound {
        Bound::Measure(ix) => name_of(asked, ix),
        Bound::Number(_) | Bound::Members => "?",
    };
    text!("other-is-not-reported-which-name-is-held", other, name)
}
