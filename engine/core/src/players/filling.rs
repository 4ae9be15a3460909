//! What scripted units fill in: the least that is asked for, so that what they hand in is taken, and numbers that differ, so that
//! scores do.

use muster_protocol::any_of;
use muster_protocol::definition::{Bound, Definition, Duty, Variant};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::form::{Form, Reported, Verdict};
use muster_protocol::ids::{Digest, OutletIx, UnitIx};
use muster_protocol::item::Evidence;
use muster_rules::audience;

/// The pieces that a scripted unit hands in: the fewest.
pub(super) fn pieces(def: &Definition, duty: &Duty) -> Vec<Evidence> {
    // It announced the fewest, and tells of each of them as long as they are open.
    let announced = match duty.variant {
        Variant::Progress(of) => def.duties.get(of.at()).and_then(|of| of.needs.first()),
        _ => None,
    };
    let open = announced.map_or(0, |need| need.at_least);
    let piece = |(place, need): (usize, &muster_protocol::definition::Need)| Evidence {
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
        any_of!(Variant: Deliver Count Ledger Outlet Explore Progress Task Stage) => {}
    }
    if let Some(theme) = audience::theme_of(def, unit).filter(|_| duty.terms.focus) {
        form.covers.extend(theme.focus.iter().cloned());
    }
    let of = Named { def, duty, key: plan.occasion.key.as_str(), unit };
    let measures = (0u8..).zip(&duty.terms.measures);
    form.numbers = measures
        .map(|(ix, measure)| Reported { name: measure.name.clone(), value: value(&of, (ix, 0)) })
        .collect();
    form
}

/// Where a ceiling stands, numbers lie in its upper part: what people report of themselves is seldom low, and differs.
const PERCENT_LEAST: u32 = 70;
/// Different numbers from there on: up to 99 percent of the ceiling.
const PERCENT_SPREAD: u32 = 30;
/// Where no ceiling stands, numbers lie so far above the fewest at most.
const ABOVE_MOST: u32 = 9;

/// A number within its bounds, that of this unit and item alone: the same in every run, and not the same for everybody.
fn value(of: &Named<'_>, (ix, depth): (u8, usize)) -> u32 {
    let measures = &of.duty.terms.measures;
    let Some(measure) = measures.get(usize::from(ix)).filter(|_| depth <= measures.len()) else { return 1 };
    let worth = |bound: Bound| match bound {
        Bound::Number(number) => number,
        Bound::Members => of.def.units.get(of.unit.at()).map_or(0, |unit| unit.members),
        Bound::Measure(other) => value(of, (other, depth + 1)),
    };
    let most = measure.at_most.map(worth);
    let whole = measure.share_of.map(|whole| worth(Bound::Measure(whole)));
    let ceiling = most.into_iter().chain(whole).min();
    let least = measure.at_least.map_or(1, worth);
    let turn = of.turn(&measure.name);
    match ceiling {
        None => least.saturating_add(turn % ABOVE_MOST),
        Some(ceiling) if ceiling <= least => ceiling,
        Some(ceiling) => {
            let percent = u64::from(PERCENT_LEAST + turn % PERCENT_SPREAD);
            let part = u64::from(ceiling - least) * percent / 100;
            least.saturating_add(u32::try_from(part).unwrap_or(u32::MAX))
        }
    }
}

/// What a number is reported about.
struct Named<'a> {
    def: &'a Definition,
    duty: &'a Duty,
    key: &'a str,
    unit: UnitIx,
}

impl Named<'_> {
    /// What stands in place of chance: it follows from the names of the unit, of the item and of what is counted.
    fn turn(&self, counted: &str) -> u32 {
        let code = self.def.units.get(self.unit.at()).map_or("", |unit| unit.code.as_str());
        let Digest(bytes) = Digest::of(format!("{}\n{code}\n{counted}", self.key).as_bytes());
        bytes.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use muster_protocol::definition::Measure;

    use super::*;
    use crate::definition::tests::shipped;

    fn named<'a>(def: &'a Definition, duty: &'a Duty, unit: u32) -> Named<'a> {
        Named { def, duty, key: "contest.2014-q2", unit: UnitIx(unit) }
    }

    #[test]
    fn numbers_differ_between_units_and_items_stay_within_their_bounds_and_never_change() {
        let def = shipped();
        let contest = def.duties.iter().find(|duty| duty.id == "contest").unwrap();
        let of = |unit: u32, ix: u8| value(&named(&def, contest, unit), (ix, 0));
        let skill: Vec<u32> = (0..20).map(|unit| of(unit, 0)).collect();
        assert_eq!(skill, (0..20).map(|unit| of(unit, 0)).collect::<Vec<_>>());
        assert!(skill.iter().all(|number| (60..=100).contains(number)), "{skill:?}");
        assert!(skill.iter().collect::<BTreeSet<_>>().len() > 5, "{skill:?}");
        let work: Vec<u32> = (0..20).map(|unit| of(unit, 1)).collect();
        assert_ne!(skill, work);
        let later = Named { key: "contest.2014-q3", ..named(&def, contest, 0) };
        assert!((0..3).any(|ix| value(&later, (ix, 0)) != of(0, ix)), "another item, other numbers");
    }

    #[test]
    fn a_number_keeps_to_what_it_is_held_against() {
        let def = shipped();
        let mut duty = def.duties.iter().find(|duty| duty.id == "contest").unwrap().clone();
        let measure = |least: Option<Bound>, most: Option<Bound>, share_of: Option<u8>| Measure {
            name: "n".to_owned(),
            at_least: least,
            at_most: most,
            share_of,
        };
        duty.terms.measures = vec![
            measure(None, None, None),
            measure(None, Some(Bound::Measure(0)), None),
            measure(None, None, Some(1)),
            measure(Some(Bound::Members), None, None),
            measure(Some(Bound::Number(5)), Some(Bound::Number(5)), None),
            measure(Some(Bound::Number(9)), Some(Bound::Number(4)), None),
            measure(None, Some(Bound::Number(0)), None),
        ];
        for unit in 0..26 {
            let of = |ix: u8| value(&named(&def, &duty, unit), (ix, 0));
            assert!((1..=9).contains(&of(0)) && of(1) <= of(0) && of(2) <= of(1), "unit {unit}");
            assert!(of(3) >= def.units[unit as usize].members, "unit {unit}");
            assert_eq!((of(4), of(5), of(6)), (5, 4, 0));
        }
    }
}
