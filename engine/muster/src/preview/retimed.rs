//! A campaign's files with their days moved into another stretch of time: phase by phase, each day as far along in its
//! phase as it was. Comments, names and texts stay as they are; only days behind keys that take one are moved.

use muster_protocol::definition::Definition;
use muster_protocol::time::Date;

/// Keys whose values are times, in both languages.
const TIMES: [&str; 8] = ["起", "止", "时间", "冻结", "from", "to", "when", "freeze"];

/// Fewest days that a phase can have, so that something can happen in it.
const PHASE_DAYS_MIN: i32 = 3;

/// Where the days of one stretch lie in another.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// First and last days of the phases, before and after.
    phases: Vec<((Date, Date), (Date, Date))>,
}

impl Stretch {
    /// The phases of a definition, moved to begin and end on these days.
    ///
    /// # Errors
    /// The fewest days that they need, where these are fewer.
    pub fn new(def: &Definition, begin: Date, end: Date) -> Result<Self, i32> {
        let mut old: Vec<(Date, Date)> = def.phases.iter().map(|phase| (phase.from, phase.to)).collect();
        old.sort_unstable();
        let least = i32::try_from(old.len()).unwrap_or(i32::MAX).saturating_mul(PHASE_DAYS_MIN);
        let (Some(first), Some(last)) = (old.first(), old.iter().map(|(_, to)| *to).max()) else {
            return Err(least);
        };
        let (first, days, new_days) = (first.0, last.0 - first.0.0 + 1, end.0 - begin.0 + 1);
        if new_days < least {
            return Err(least);
        }
        let start = |day: Date| begin.plus(scaled(day.0 - first.0, new_days, days));
        let phases = old.into_iter().map(|(from, to)| {
            // The last day of a phase is the one before the next begins.
            let new_to = if to == last { end } else { start(to.plus(1)).plus(-1) };
            ((from, to), (start(from), new_to.max(start(from))))
        });
        Ok(Self { phases: phases.collect() })
    }

    /// Where a day of the old stretch lies in the new one. Days before and after keep their distance.
    #[must_use]
    pub fn of(&self, day: Date) -> Date {
        let held = self.phases.iter().find(|((_, to), _)| day <= *to).or(self.phases.last());
        let Some(&((from, to), (new_from, new_to))) = held else { return day };
        match () {
            () if day < from => new_from.plus(day.0 - from.0),
            () if day > to => new_to.plus(day.0 - to.0),
            () => {
                let along = scaled(day.0 - from.0, new_to.0 - new_from.0 + 1, to.0 - from.0 + 1);
                new_from.plus(along).min(new_to)
            }
        }
    }

    /// Whether days need their year beside them.
    fn crosses(&self) -> bool {
        let years = || self.phases.iter().flat_map(|(_, (from, to))| [from.parts().0, to.parts().0]);
        years().min() != years().max()
    }
}

/// `part` of `old` in a stretch of `new`, rounded.
fn scaled(part: i32, new: i32, old: i32) -> i32 {
    let (part, new, old) = (i64::from(part), i64::from(new), i64::from(old.max(1)));
    i32::try_from((part * new + old / 2).div_euclid(old)).unwrap_or(i32::MAX)
}

/// A campaign's file, with its days moved; days without a year were of `year`.
#[must_use]
pub fn file(text: &str, year: i32, stretch: &Stretch) -> String {
    text.split_inclusive('\n').map(|line| in_line(line, year, stretch)).collect()
}

/// A table with its days moved, which have their years beside them.
#[must_use]
pub fn table(text: &str, stretch: &Stretch) -> String {
    days(text, None, stretch)
}

fn in_line(line: &str, year: i32, stretch: &Stretch) -> String {
    let end = if line.trim_start().starts_with('#') { 0 } else { line.find(" #").unwrap_or(line.len()) };
    let (said, comment) = line.split_at(end);
    let (mut new, mut rest) = (String::with_capacity(line.len()), said);
    while let Some((before, value, after)) =
        TIMES.iter().filter_map(|key| value_of(rest, key)).min_by_key(|it| it.0.len())
    {
        new.push_str(before);
        new.push_str(&days(value, Some(year), stretch));
        rest = after;
    }
    new + rest + comment
}

/// What stands before the value of a key, the value, and what stands after it.
fn value_of<'a>(text: &'a str, key: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(key)?;
        let (before, behind) = (text.get(..at)?, text.get(at + key.len()..)?);
        from = at + key.len();
        let alone = before.chars().next_back().is_none_or(|c| " {,".contains(c));
        let Some(value) = behind.strip_prefix(": ").filter(|_| alone) else { continue };
        let start = text.len() - value.len();
        let close = if value.starts_with('[') { "]" } else { ",}" };
        let end = start + value.find(|c| close.contains(c)).unwrap_or(value.len());
        return Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?));
    }
}

/// A text with each day in it moved: 4月25日, 9月中旬, 2014-04-25; without a year only where one is given.
fn days(text: &str, year: Option<i32>, stretch: &Stretch) -> String {
    let (mut new, mut rest, mut before) = (String::with_capacity(text.len()), text, None);
    while let Some(c) = rest.chars().next() {
        let begins =
            c.is_ascii_digit() && before.is_none_or(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        match begins.then(|| iso(rest, stretch).or_else(|| chinese(rest, year?, stretch))).flatten() {
            Some((day, length)) => {
                new.push_str(&day);
                before = rest.get(..length).and_then(|found| found.chars().next_back());
                rest = rest.get(length..).unwrap_or_default();
            }
            None => {
                new.push(c);
                before = Some(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    new
}

/// The day that a text begins with, moved, and how many bytes it has.
fn iso(text: &str, stretch: &Stretch) -> Option<(String, usize)> {
    let written = text.get(..10)?;
    let day: Date = written.parse().ok()?;
    Some((stretch.of(day).to_string(), written.len()))
}

fn chinese(text: &str, year: i32, stretch: &Stretch) -> Option<(String, usize)> {
    let (first, rest) = number(text)?;
    let (year, (month, rest)) = match rest.strip_prefix('年') {
        Some(rest) => (i32::try_from(first).ok()?, number(rest)?),
        None => (year, (first, rest)),
    };
    let rest = rest.strip_prefix('月')?;
    let last = (28..=31).rev().find_map(|day| Date::ymd(year, month, day))?;
    let tenths =
        [("上旬", Date::ymd(year, month, 10)?), ("中旬", Date::ymd(year, month, 20)?), ("下旬", last)];
    if let Some((word, day, rest)) =
        tenths.iter().find_map(|(word, day)| Some((word, *day, rest.strip_prefix(word)?)))
    {
        let moved = stretch.of(day);
        // The same part of another year's month is still called so.
        let same = (moved.parts().1, moved.parts().2) == (day.parts().1, day.parts().2);
        let text_of =
            |day| if same { format!("{}{word}", month_of(day, stretch)) } else { day_moved(day, stretch) };
        return Some((text_of(moved), text.len() - rest.len()));
    }
    if let Some(rest) = rest.strip_prefix('底') {
        return Some((day_moved(stretch.of(last), stretch), text.len() - rest.len()));
    }
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix('日').or_else(|| rest.strip_prefix('号'))?;
    Some((day_moved(stretch.of(Date::ymd(year, month, day)?), stretch), text.len() - rest.len()))
}

fn day_moved(day: Date, stretch: &Stretch) -> String {
    format!("{}{}日", month_of(day, stretch), day.parts().2)
}

fn month_of(day: Date, stretch: &Stretch) -> String {
    let (year, month, _) = day.parts();
    if stretch.crosses() { format!("{year}年{month}月") } else { format!("{month}月") }
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text.get(..end)?.parse().ok()?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::definition::Phase;
    use muster_protocol::ids::{AudienceIx, ReminderPolicyIx};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn phase(from: &str, to: &str) -> Phase {
        Phase {
            id: String::new(),
            name: String::new(),
            refs: Vec::new(),
            from: day(from),
            to: day(to),
            notice: None,
            audience: AudienceIx(0),
            policy: ReminderPolicyIx(0),
        }
    }

    fn stretch(begin: &str, end: &str) -> Stretch {
        let phases = vec![
            phase("2014-03-01", "2014-03-31"),
            phase("2014-04-01", "2014-10-31"),
            phase("2014-11-01", "2014-11-30"),
        ];
        Stretch::new(&Definition { phases, ..Definition::default() }, day(begin), day(end)).unwrap()
    }

    #[test]
    fn days_stay_as_far_along_in_their_phase_and_phases_stay_side_by_side() {
        let half = stretch("2026-11-30", "2027-04-16");
        for (old, new) in [("2014-03-01", "2026-11-30"), ("2014-11-30", "2027-04-16")] {
            assert_eq!(half.of(day(old)).to_string(), new);
        }
        assert_eq!(half.of(day("2014-03-31")).plus(1), half.of(day("2014-04-01")));
        assert_eq!(half.of(day("2014-10-31")).plus(1), half.of(day("2014-11-01")));
        assert_eq!(half.of(day("2014-02-26")), day("2026-11-27"), "before the start as far as it was");
        let days: Vec<Date> =
            (day("2014-03-01").0..=day("2014-11-30").0).map(|at| half.of(Date(at))).collect();
        assert!(days.is_sorted(), "{days:?}");
    }

    #[test]
    fn the_same_days_of_another_year_keep_their_words() {
        let next = stretch("2027-03-01", "2027-11-30");
        let moved = |line| in_line(line, 2014, &next);
        assert_eq!(moved("    时间: 9月中旬   # 9月中旬"), "    时间: 9月中旬   # 9月中旬");
        assert_eq!(moved("  - {起: 3月1日, 止: 3月31日}"), "  - {起: 3月1日, 止: 3月31日}");
        assert_eq!(moved("    when: 2014-03-09"), "    when: 2027-03-09");
        assert_eq!(table("001,2014-06-01,a2014-06-01", &next), "001,2027-06-01,a2014-06-01");
    }

    #[test]
    fn only_days_behind_keys_of_time_are_moved_with_their_years_where_they_differ() {
        let winter = stretch("2026-11-30", "2027-04-16");
        let moved = |line| in_line(line, 2014, &winter);
        for kept in [
            "    名称: 3月1日的会",
            "    时间: 每月",
            "    时间: 每月15日",
            "# 时间: 3月1日",
            "    定时: 3月1日",
        ] {
            assert_eq!(moved(kept), kept);
        }
        assert_eq!(moved("  - {起: 3月1日, 名称: 甲}"), "  - {起: 2026年11月30日, 名称: 甲}");
        assert_eq!(moved("    时间: [3月1日, 11月30日]"), "    时间: [2026年11月30日, 2027年4月16日]");
        assert!(!moved("    时间: 9月中旬").contains('旬'));
    }

    #[test]
    fn a_stretch_that_is_too_short_says_how_many_days_it_needs() {
        let phases = vec![phase("2014-03-01", "2014-03-31"); 3];
        let def = Definition { phases, ..Definition::default() };
        assert_eq!(Stretch::new(&def, day("2026-11-30"), day("2026-12-01")).unwrap_err(), 9);
    }
}
