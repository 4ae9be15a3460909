//! What scripted units fill in: the least that is asked for, so that what they hand in is taken.

use muster_rules::audience;
use muster_words::definition::{Bound, Definition, Duty, Variant};
use muster_words::event::OccasionPlanned;
use muster_words::form::{Form, Reported, Verdict};
use muster_words::ids::{OutletIx, UnitIx};
use muster_words::item::Evidence;

/// The pieces that a scripted unit hands in: the fewest.
pub(super) fn pieces(def: &Definition, duty: &Duty) -> Vec<Evidence> {
    // It announced the fewest, and tells of each of them as long as they are open.
    let announced = match duty.variant {
        Variant::Progress(of) => def.duties.get(of.at()).and_then(|of| of.needs.first()),
        _ => None,
    };
    let open = announced.map_or(0, |need| need.at_least);
    let piece = |(place, need): (usize, &muster_words::definition::Need)| Evidence {
        need: need.name.clone(),
        count: need.at_least.max(if place == 0 { open } else { 0 }),
        files: Vec::new(),
    };
    duty.needs.iter().enumerate().map(piece).collect()
}

/// The form that it fills in: what must be covered, the methods and topics of an activity in turn, a promise kept.
pub(super) fn form(def: &Definition, duty: &Duty, plan: &OccasionPlanned, unit: UnitIx) -> Form {
    let mut form = Form::default();
    let turn = |names: &[String]| -> Option<String> {
        let nth = usize::try_from(plan.nth).unwrap_or_default();
        names.get(nth.checked_rem(names.len())?).cloned()
    };
    let first = |outlets: &[OutletIx]| {
        outlets.first().and_then(|ix| def.outlets.get(ix.at())).map(|outlet| outlet.name.clone())
    };
    match &duty.variant {
        Variant::Hold(hold) => form.covers.extend(turn(&hold.methods).into_iter().chain(turn(&hold.topics))),
        Variant::Pledge(pledge) => {
            form.covers.extend(pledge.sections.iter().cloned().chain(first(&pledge.publish)));
        }
        Variant::Publish(outlets) => form.covers.extend(first(outlets)),
        Variant::PledgeCheck(_) => form.verdict = Some(Verdict::Kept),
        Variant::Deliver
        | Variant::Count
        | Variant::Ledger(_)
        | Variant::Outlet(_)
        | Variant::Explore(_)
        | Variant::Progress(_)
        | Variant::Task
        | Variant::Stage(..) => {}
    }
    if let Some(theme) = audience::theme_of(def, unit).filter(|_| duty.terms.focus) {
        form.covers.extend(theme.focus.iter().cloned());
    }
    let measures = (0u8..).zip(&duty.terms.measures);
    form.numbers = measures
        .map(|(ix, measure)| Reported { name: measure.name.clone(), value: value(def, duty, unit, (ix, 0)) })
        .collect();
    form
}

/// A number within its bounds: the fewest, or one where there is no fewest.
fn value(def: &Definition, duty: &Duty, unit: UnitIx, (ix, depth): (u8, usize)) -> u32 {
    let measures = &duty.terms.measures;
    let Some(measure) = measures.get(usize::from(ix)).filter(|_| depth <= measures.len()) else { return 1 };
    let worth = |bound: Bound| match bound {
        Bound::Number(number) => number,
        Bound::Members => def.units.get(unit.at()).map_or(0, |unit| unit.members),
        Bound::Measure(other) => value(def, duty, unit, (other, depth + 1)),
    };
    let most = measure.at_most.map_or(u32::MAX, worth);
    let whole = measure.share_of.map_or(u32::MAX, |whole| worth(Bound::Measure(whole)));
    measure.at_least.map_or(1, worth).min(most).min(whole)
}
