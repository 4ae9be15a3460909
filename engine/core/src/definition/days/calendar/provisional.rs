//! Rest days of a year whose table is not out: New Year's Day, and what the table of festivals says the law gives off that
//! year. Where it says nothing of a year, the festivals count that the calendar's other tables give days off for. What else
//! is off, and which days are made up for it, only the table will say.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Calendar, DayKind, Exception};
use muster_protocol::time::Date;

use super::Festival;

const NEW_YEAR: &str = "元旦";

/// Fills the provisional years of a calendar.
pub(super) fn fill(calendar: &mut Calendar, festivals: &[Festival]) {
    let kept = with_days_off(&calendar.exceptions, festivals);
    for &year in &calendar.provisional {
        let theirs = || festivals.iter().filter(|festival| festival.day.parts().0 == year);
        let by_law = theirs().any(|festival| festival.days_off.is_some());
        let mut days = BTreeMap::new();
        for festival in theirs() {
            let usual = u8::from(!by_law && kept.contains(festival.name.as_str()));
            for nth in 0..i32::from(festival.days_off.unwrap_or(usual)) {
                days.entry(festival.day.plus(nth)).or_insert_with(|| festival.name.clone());
            }
        }
        if let Some(first) = Date::ymd(year, 1, 1) {
            let named = theirs().find(|known| known.day == first).map(|known| known.name.clone());
            days.entry(first).or_insert_with(|| named.unwrap_or_else(|| NEW_YEAR.to_owned()));
        }
        let rest = |(date, name)| Exception { date, kind: DayKind::Off, name };
        calendar.exceptions.extend(days.into_iter().map(rest));
    }
    calendar.exceptions.sort_by_key(|exception| exception.date);
}

/// Festivals that tables give days off for: of each run of days off of one name those that the name tells, or else the
/// first that lies in it.
fn with_days_off<'f>(exceptions: &[Exception], festivals: &'f [Festival]) -> BTreeSet<&'f str> {
    let mut off: Vec<&Exception> = exceptions.iter().filter(|day| day.kind == DayKind::Off).collect();
    off.sort_by_key(|day| day.date);
    let runs = off.chunk_by(|a, b| a.name == b.name && a.date.plus(1) == b.date);
    let mut kept = BTreeSet::new();
    for run in runs {
        let Some((first, last)) = run.first().zip(run.last()) else { continue };
        let title = first.name.to_lowercase();
        let inside: Vec<&str> = festivals
            .iter()
            .filter(|festival| first.date <= festival.day && festival.day <= last.date)
            .map(|festival| festival.name.as_str())
            .collect();
        let names: Vec<&str> =
            inside.iter().copied().filter(|name| title.contains(&name.to_lowercase())).collect();
        let theirs = if names.is_empty() { inside.into_iter().take(1).collect() } else { names };
        kept.extend(theirs);
    }
    kept
}
