//! What raters said: trimmed means by group, and what happens where too few answered.

use std::collections::BTreeMap;

use muster_protocol::definition::{Decimal, Definition, RaterGroup, ReviewRound, Subject, TooFew};
use muster_protocol::event::Event;
use muster_protocol::ids::UnitIx;
use muster_protocol::table::RatedRow;
use num_rational::BigRational;

use super::exact;
use crate::audience;

/// A unit, or a goal by its place.
type About = (Option<UnitIx>, u16);

/// The answers about each unit or goal, by session.
type Sessions = BTreeMap<About, BTreeMap<String, Vec<Decimal>>>;

/// The answers by round and group. Both by what they are called: another definition may have a group at another place.
pub type Answers = BTreeMap<(String, String), Sessions>;

fn of_group<'a>(answers: &'a Answers, round: &ReviewRound, group: &RaterGroup) -> Option<&'a Sessions> {
    answers.get(&(round.id.clone(), group.name.clone()))
}

/// The mean without the ends: of so many answers, so many percent rounded down are cut off at each end. None where they are
/// too few.
#[must_use]
pub fn mean(group: &RaterGroup, answers: &[Decimal]) -> Option<BigRational> {
    if answers.is_empty() || answers.len() < usize::from(group.at_least) {
        return None;
    }
    let mut sorted = answers.to_vec();
    sorted.sort_unstable();
    let percent = usize::try_from(group.trim.0.max(0)).unwrap_or_default();
    // The decimal is in ten-thousandths of a percent.
    let cut = (sorted.len() * percent) / 1_000_000;
    let kept = sorted.get(cut..sorted.len().saturating_sub(cut)).filter(|kept| !kept.is_empty())?;
    let sum: i64 = kept.iter().map(|points| points.0).sum();
    let count = u64::try_from(kept.len()).unwrap_or(u64::MAX);
    Some(exact::of(Decimal(sum)) / exact::whole(count))
}

/// The value of a group for a unit: the mean of its sessions in which enough answered; of too few zero, where the round says so.
#[must_use]
pub fn group_value(
    def: &Definition,
    answers: &Answers,
    (round, group): (u16, u16),
    unit: UnitIx,
) -> Option<BigRational> {
    let known = def.reviews.get(usize::from(round))?;
    let rater = known.raters.get(usize::from(group))?;
    if !is_judged(def, known, unit) {
        return None;
    }
    let sessions = of_group(answers, known, rater).and_then(|units| units.get(&(Some(unit), 0)));
    let means: Vec<BigRational> = sessions
        .into_iter()
        .flat_map(|sessions| sessions.values())
        .filter_map(|answers| mean(rater, answers))
        .collect();
    let count = u64::try_from(means.len()).unwrap_or_default();
    if count > 0 {
        return Some(means.iter().sum::<BigRational>() / exact::whole(count));
    }
    (known.too_few == TooFew::Zero).then(|| exact::whole(0))
}

/// The value of a whole round for a unit: its groups by their weights.
#[must_use]
pub fn round_value(def: &Definition, answers: &Answers, round: u16, unit: UnitIx) -> Option<BigRational> {
    let known = def.reviews.get(usize::from(round))?;
    let (mut sum, mut weights) = (exact::whole(0), exact::whole(0));
    for (at, group) in (0u16..).zip(&known.raters) {
        match group_value(def, answers, (round, at), unit) {
            Some(value) => {
                sum += value * exact::of(group.weight);
                weights += exact::of(group.weight);
            }
            None if known.too_few == TooFew::Share => {}
            None => return None,
        }
    }
    (weights != exact::whole(0)).then(|| sum / weights)
}

fn is_judged(def: &Definition, round: &ReviewRound, unit: UnitIx) -> bool {
    matches!(round.subject, Subject::Units(audience) if audience::selects(def, audience, unit))
}

/// Rows of what was said, for the table of a snapshot. Of too few there is a count and no mean.
#[must_use]
pub fn rows(def: &Definition, answers: &Answers) -> Vec<RatedRow> {
    let mut rows = Vec::new();
    let groups = def.reviews.iter().flat_map(|known| known.raters.iter().map(move |rater| (known, rater)));
    for (known, rater) in groups {
        for ((unit, ask), sessions) in of_group(answers, known, rater).into_iter().flatten() {
            let code = unit.and_then(|unit| def.units.get(unit.at())).map(|row| row.code.as_str().into());
            for (session, answers) in sessions {
                rows.push(RatedRow {
                    round: known.id.clone(),
                    session: session.clone(),
                    group: rater.name.clone(),
                    unit: code.clone(),
                    ask: *ask,
                    answers: u32::try_from(answers.len()).unwrap_or(u32::MAX),
                    mean: mean(rater, answers).as_ref().map(exact::written),
                });
            }
        }
    }
    rows
}

/// Takes in the answers of an event, if it has some.
pub fn hear(all: &mut Answers, event: &Event) {
    let Event::RatingGiven(body) = event else { return };
    let sessions = all.entry((body.round.clone(), body.group.clone())).or_default();
    for answer in &body.answers {
        let of_unit = sessions.entry((answer.unit, answer.ask)).or_default();
        of_unit.entry(body.session.clone()).or_default().push(answer.points);
    }
}
