//! The occurrences of one rule, and what is worth telling of them.

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{Calendar, DayIn, Pattern, Period, Roll, Rule};
use muster_protocol::ids::GroupIx;
use muster_protocol::text;
use muster_protocol::time::Date;
use muster_rules::audience;
use muster_rules::calendar::{self, MissingYear, OCCURRENCES_MAX, Occurrence, OccurrencesError};
use muster_rules::workday::LOOK_AROUND_DAYS;

use crate::definition::days::calendar::missing_year;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::timing::rule::Dated;

use super::OccasionPlanner;

/// Most provisional days that are written out in one finding.
const DAYS_SHOWN: usize = 12;

impl OccasionPlanner<'_> {
    /// Computes the occurrences of a rule and reports what is worth it.
    pub(super) fn happening(
        &mut self,
        (dated, group): (&Dated, Option<GroupIx>),
        name: &str,
        report: &mut Report,
    ) -> Option<Vec<Occurrence>> {
        let cal = audience::calendar_of(self.definition, group);
        let occurrences = match calendar::occurrences(&dated.rule, cal, self.zone) {
            Ok(occurrences) => occurrences,
            Err(OccurrencesError::Year(missing)) => {
                self.report_missing(Err(missing), dated.place, report);
                return None;
            }
            Err(OccurrencesError::TooMany) => {
                too_many(name, dated.place, report);
                return None;
            }
        };
        let Some(one) = occurrences.first() else {
            report
                .warning(code::NEVER, dated.place, text!("name-will-never-happen", name))
                .fix(text!("change-the-time-or-its-range"));
            return None;
        };
        if one.due < self.first {
            self.before_the_start(dated, name, one.due, report);
        } else if let Some(nominal) = dated.nominal.filter(|&nominal| nominal != one.due) {
            self.rolled(&dated.rule, nominal, one.due, dated.place, report);
        }
        if let Some(day) = short_month(&dated.rule) {
            report.note(code::SHORT_MONTH, dated.place, text!("some-months-have-no-day-day-there-the", day));
        }
        without_workday(dated, (name, cal), &occurrences, report);
        self.mark(cal, occurrences.iter().map(|one| one.due));
        self.past_the_end(dated, &occurrences, report);
        Some(occurrences)
    }

    /// What is written for a day before the campaign is entered afterwards; where only counting led there, that is hardly
    /// what was meant.
    fn before_the_start(&self, dated: &Dated, name: &str, due: Date, report: &mut Report) {
        let first = self.first;
        if dated.rule.offsets.is_empty() {
            report.note(
                code::BACKFILL,
                dated.place,
                text!("name-lies-before-the-start-first-it-is", name, first),
            );
            return;
        }
        let said = text!("name-comes-to-due-before-the-start-first", name, due, first);
        report
            .warning(code::BACKFILL, dated.place, said)
            .fix(text!("change-the-time-or-begin-the-campaign-earlier"));
    }

    /// Reports once each date of a year whose table is not out yet.
    pub(super) fn report_provisional(&self, place: Place, report: &mut Report) {
        for ((name, year), days) in &self.provisional {
            let count = days.len();
            let said = match (days.first(), days.last()) {
                (Some(first), Some(last)) if count > DAYS_SHOWN => {
                    text!("there-is-no-holiday-table-from-first-to-last", year, name, #count = count, first, last)
                }
                _ => {
                    let shown: Vec<String> = days.iter().map(Date::to_string).collect();
                    text!(
                        "there-is-no-holiday-table-for-year-calendar",
                        year,
                        name,
                        #count = count,
                        days: Listed(&shown)
                    )
                }
            };
            report.note(code::PROVISIONAL, place, said);
        }
    }

    /// What is counted from another date or moved forward may come after everything has ended.
    fn past_the_end(&self, dated: &Dated, occurrences: &[Occurrence], report: &mut Report) {
        let late = occurrences.iter().find(|one| self.last < one.due);
        let already_reported = dated.nominal.is_some() && dated.rule.offsets.is_empty();
        let Some(due) = late.map(|one| one.due).filter(|_| !already_reported) else { return };
        let said = text!("due-lies-after-the-end-of-the-campaign", due, last = self.last);
        report
            .warning(code::OUTSIDE_PHASE, dated.place, said)
            .fix(text!("shorten-the-distance-write-rest-day-back-or"));
    }

    fn rolled(&self, rule: &Rule, nominal: Date, due: Date, place: Place, report: &mut Report) {
        let said = match rule.roll {
            Roll::Back => text!("nominal-is-a-rest-day-it-moves-back", nominal, due),
            Roll::Forward => text!("nominal-is-a-rest-day-it-moves-forward", nominal, due),
            Roll::Stay => return,
        };
        if due == rule.from && rule.roll == Roll::Back {
            self.stay_inside(nominal, due, place, report);
            return;
        }
        report.note(code::ROLLED, place, said);
        if self.last < due {
            report
                .warning(
                    code::OUTSIDE_PHASE,
                    place,
                    text!("due-lies-after-the-end-of-the-campaign", due, last = self.last),
                )
                .fix(text!("change-the-date-or-write-rest-day-back"));
        }
    }

    /// Going back to a working day would have led out of the range.
    fn stay_inside(&self, nominal: Date, due: Date, place: Place, report: &mut Report) {
        if calendar::is_workday(&self.definition.calendar, due) == Ok(true) {
            report.note(code::ROLLED, place, text!("nominal-is-a-rest-day-it-moves-back", nominal, due));
            return;
        }
        report
            .warning(code::ROLLED, place, text!("nominal-is-a-rest-day-and-the-working", nominal, due))
            .fix(text!("change-the-date-or-write-rest-day-forward"));
    }

    pub(super) fn report_missing(
        &self,
        computed: Result<(), MissingYear>,
        place: Place,
        report: &mut Report,
    ) {
        let Err(MissingYear { calendar, year }) = computed else { return };
        let groups = self.definition.groups.iter().map(|group| &group.calendar);
        let mut all = std::iter::once(&self.definition.calendar).chain(groups);
        if all.any(|known| known.name == calendar && known.years.contains(&year)) {
            too_far(&calendar, place, report);
        } else {
            missing_year(&calendar, year, place, report);
        }
    }
}

/// Where a range begins on days of rest, its first period may have no working day: what repeats falls due on a day of rest then, before
/// anybody was told of the phase.
fn without_workday(
    dated: &Dated,
    (name, cal): (&str, &Calendar),
    occurrences: &[Occurrence],
    report: &mut Report,
) {
    let rule = &dated.rule;
    let repeats = matches!(rule.pattern, Pattern::Every { .. } | Pattern::Spread { .. });
    if !repeats || rule.roll != Roll::Back || !rule.offsets.is_empty() {
        return;
    }
    let rest = |one: &&Occurrence| calendar::is_workday(cal, one.due) == Ok(false);
    if let Some(due) = occurrences.iter().find(rest).map(|one| one.due) {
        report
            .note(code::ROLLED, dated.place, text!("name-falls-due-on-a-day-of-rest", name, due))
            .fix(text!("begin-on-a-working-day-or-let-it-move-forward"));
    }
}

fn too_many(name: &str, place: Place, report: &mut Report) {
    let said =
        text!("name-happens-too-often-at-most-occurrences-max", name, occurrences_max = OCCURRENCES_MAX);
    report.error(code::TOO_MANY, place, said).fix(text!("write-a-longer-period-or-a-shorter-range"));
}

/// There are tables, but not enough working days near.
fn too_far(calendar: &str, place: Place, report: &mut Report) {
    let said = text!(
        "calendar-calendar-has-not-so-many-working-days",
        calendar,
        look_around_days = LOOK_AROUND_DAYS
    );
    report.error(code::NO_SUCH_DATE, place, said).fix(text!("write-fewer-days-or-look-at-the-calendars"));
}

/// The day of the month that a rule names and a month of its range does not have.
fn short_month(rule: &Rule) -> Option<u8> {
    let Pattern::Every { period, on } = rule.pattern else { return None };
    let months = match period {
        Period::Day | Period::Week => return None,
        Period::Month => 1,
        Period::Quarter => 3,
        Period::HalfYear => 6,
        Period::Year => 12,
    };
    let (nth, day) = match on {
        DayIn::Day(day) => (months, day),
        DayIn::DayOfMonth(nth, day) => (u32::from(nth), day),
        _ => return None,
    };
    let lacks = |date: Date| {
        let (year, month, first) = date.parts();
        first == 1 && (month - 1) % months + 1 == nth && Date::ymd(year, month, u32::from(day)).is_none()
    };
    // The month of the first day counts too.
    let from = rule.from.plus(1 - i32::try_from(rule.from.parts().2).unwrap_or(1));
    (from.0..=rule.to.0).map(Date).any(lacks).then_some(day)
}
