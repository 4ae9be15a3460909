//! Ranks and grades of a sheet: by total, then by the lines that part equal ones, as exact fractions; what is still equal
//! shares a rank and leaves a gap (1, 2, 2, 4).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use muster_protocol::definition::{Decimal, Grade, ScoreSheet};

use super::Sum;

/// In decimals, a hundredth.
const HUNDREDTH: i64 = Decimal::ONE.0 / 100;

/// Gives every unit that has a total its rank and its grade.
pub(super) fn give(sheet: &ScoreSheet, sums: &mut [Sum]) {
    let mut pools: BTreeMap<String, Vec<&mut Sum>> = BTreeMap::new();
    for sum in sums.iter_mut().filter(|sum| sum.row.total.is_some()) {
        let pool = if sheet.within_category { sum.category.clone() } else { String::new() };
        pools.entry(pool).or_default().push(sum);
    }
    for mut pool in pools.into_values() {
        pool.sort_by(|a, b| order(a, b));
        let ranked = u32::try_from(pool.len()).unwrap_or(u32::MAX);
        let mut last = 0;
        for at in 0..pool.len() {
            let shared = at > 0 && order(pool[at - 1], pool[at]).is_eq();
            let rank = if shared { last } else { u32::try_from(at + 1).unwrap_or(u32::MAX) };
            last = rank;
            pool[at].row.rank = rank;
            pool[at].row.grade = grade(sheet, pool[at], rank, ranked);
        }
    }
}

/// The better first; a line without a value is worse than any.
fn order(a: &Sum, b: &Sum) -> Ordering {
    let total = b.row.total.cmp(&a.row.total);
    a.ties.iter().zip(&b.ties).fold(total, |found, (a, b)| found.then_with(|| b.cmp(a)))
}

/// The first grade whose conditions it meets. A share of the ranking is rounded down; anyone who shares the last rank in it has
/// it too. A veto keeps it from better grades.
fn grade(sheet: &ScoreSheet, sum: &Sum, rank: u32, ranked: u32) -> Option<u8> {
    let meets = |grade: &Grade| {
        let share = grade
            .first_percent
            .is_none_or(|percent| u64::from(rank) <= u64::from(ranked) * u64::from(percent) / 100);
        let points = grade.at_least.is_none_or(|least| {
            sum.row.total.is_some_and(|total| total.saturating_mul(HUNDREDTH) >= least.0)
        });
        share && points
    };
    let met = sheet.grades.iter().position(meets).and_then(|at| u8::try_from(at).ok())?;
    let vetoed = sum.row.vetoes.iter().filter_map(|at| sheet.vetoes.get(usize::from(*at)));
    Some(vetoed.map(|veto| veto.best).fold(met, u8::max))
}
