//! Why a day is that day: what the file says, and what the calendar made of it.
//!
//! Only words. The dates themselves were computed by `muster-rules`; a reason is told about them and never moves one.

use muster_protocol::definition::{Calendar, DayIn, Definition, Limit, Offset, Pattern, Period, Roll, Rule};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{PhaseIx, ReviewIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_protocol::{any_of, id, say};
use muster_rules::calendar::{self, workday_after, workday_before};
use muster_rules::stages;
use muster_rules::weekday;
use muster_rules::zone::Zone;

use crate::words::day::{Mark, mark, provisional, short, with_weekday};
use muster_protocol::catalogue::{Language, TextId};

/// Why an occasion falls due on its day: `9月11日至20日办理，最后一个工作日截止；9月20日（周六）休息，提前到前一个工作日`.
#[must_use]
pub fn due(lang: Language, def: &Definition, plan: &OccasionPlanned) -> String {
    let rule = match plan.kind {
        OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|duty| &duty.rule),
        OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|programme| &programme.rule),
        OccasionKind::Snapshot(ix) => def.snapshots.get(ix.at()).map(|snapshot| &snapshot.rule),
        OccasionKind::Phase(ix) => return notice(lang, def, ix).unwrap_or_default(),
        OccasionKind::Rating { round, role: _ } | OccasionKind::Round { round, role: _ } => {
            return session(lang, def, round, plan.due_day);
        }
        OccasionKind::Stage { .. } => {
            let stage = stages::of_key(def, &plan.occasion.key).map(|(_, stage)| &stage.rule);
            let Some(rule) = stage else { return String::new() };
            let writer = ReasonWriter { lang, cal: &def.calendar };
            return writer.by_rule(rule, None, plan.due_day).join(lang.say("list-semicolon"));
        }
        OccasionKind::Announcement => return String::new(),
    };
    let Some(rule) = rule else { return String::new() };
    if plan.given.is_some() {
        let given = lang.say("the-day-that-was-given-with-the-task").to_owned();
        let cal = muster_rules::audience::calendar_of(def, plan.group);
        let worked = ReasonWriter { lang, cal }.made_up(plan.due_day);
        return [Some(given), worked]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(lang.say("list-semicolon"));
    }
    let period = plan.occasion.key.split_once('.').map(|(_, period)| period);
    let writer = ReasonWriter { lang, cal: &def.calendar };
    let mut parts = writer.by_rule(rule, period, plan.due_day);
    if plan.backfill {
        parts.push(before(lang, def, plan.due_day).to_owned());
    }
    parts.join(lang.say("list-semicolon"))
}

/// Why a session of a review round ends on its day: by the one of its written times that gave it.
fn session(lang: Language, def: &Definition, round: ReviewIx, due_day: Date) -> String {
    let (Some(round), Ok(zone)) = (def.reviews.get(round.at()), Zone::of(def)) else { return String::new() };
    let found = round.rules.iter().find_map(|rule| {
        let all = calendar::occurrences(rule, &def.calendar, &zone).ok()?;
        all.into_iter().find(|one| one.due == due_day).map(|one| (rule, one.period))
    });
    let Some((rule, period)) = found else { return String::new() };
    let parts = ReasonWriter { lang, cal: &def.calendar }.by_rule(rule, period.as_deref(), due_day);
    parts.join(lang.say("list-semicolon"))
}

/// What is said of a day that nobody could keep: it lay before the campaign, as the file means it, or before the launch,
/// which came late.
#[must_use]
pub fn before(lang: Language, def: &Definition, due_day: Date) -> &'static str {
    if def.phases.iter().all(|phase| due_day < phase.from) {
        lang.say("before-the-campaign-backfilled-never-reminded")
    } else {
        lang.say("before-the-launch-backfilled-never-reminded-never-late")
    }
}

/// Why the notice of a phase goes on its day; none when the phase sends none.
#[must_use]
pub fn notice(lang: Language, def: &Definition, phase: PhaseIx) -> Option<String> {
    let phase = def.phases.get(phase.at())?;
    phase.notice?;
    let day = workday_after(&def.calendar, phase.from, 0).ok()?;
    let writer = ReasonWriter { lang, cal: &def.calendar };
    if day > phase.to {
        return Some(lang.say("the-phase-has-no-working-day").to_owned());
    }
    if day == phase.from {
        let mut text = lang.say("the-notice-goes-on-the-phases-first-day").to_owned();
        if let Some(worked) = writer.made_up(day) {
            text += lang.say("list-semicolon");
            text += &worked;
        }
        return Some(text);
    }
    let (rest, goes) = (writer.rest(phase.from), with_weekday(lang, day));
    let mut text = say!(lang, "the-notice-goes-on-the-next-working-day", rest, goes);
    if let Some(worked) = writer.made_up(day) {
        text += lang.say("list-semicolon");
        text += &worked;
    }
    Some(text)
}

struct ReasonWriter<'a> {
    lang: Language,
    cal: &'a Calendar,
}

impl ReasonWriter<'_> {
    fn by_rule(&self, rule: &Rule, period: Option<&str>, due: Date) -> Vec<String> {
        if !rule.offsets.is_empty() {
            return self.with_move(self.counted(rule), due, due, Roll::Stay);
        }
        match rule.pattern {
            Pattern::Points(_) => match period.and_then(|day| day.get(..10)?.parse().ok()) {
                Some(day) => {
                    let only = Rule::new(Pattern::Day(day), rule.roll, rule.from, rule.to);
                    self.by_rule(&only, None, due)
                }
                None => self.with_move(String::new(), due, due, Roll::Stay),
            },
            Pattern::Spread { period, times } => {
                let every = every(period);
                let said =
                    say!(self.lang, "times-in-each-period-in-equal-parts", #times = times, said: every);
                self.with_move(said, due, due, Roll::Stay)
            }
            Pattern::Crontab(_) => {
                let said = self.lang.say("at-a-time-that-its-crontab-names");
                self.with_move(said.to_owned(), due, due, Roll::Stay)
            }
            Pattern::Day(day) => {
                let written = short(self.lang, day);
                let said = say!(self.lang, "the-file-says-written", written);
                self.with_move(said, day, due, rule.roll)
            }
            Pattern::Window { first, last } => {
                let (from, to) = (short(self.lang, first), short(self.lang, last));
                let said = say!(self.lang, "window-due-on-its-last-working-day", from, to);
                self.with_move(said, last, due, Roll::Back)
            }
            Pattern::Every { period: every, on } => {
                let said = self.every(every, on, rule.roll);
                match nominal(every, on, period) {
                    Some(day) if day > rule.to => {
                        let end = with_weekday(self.lang, rule.to);
                        let cut = say!(self.lang, "this-period-ends-on-end", said, end);
                        self.with_move(cut, rule.to, due, Roll::Back)
                    }
                    Some(day) => self.with_move(said, day, due, rule.roll),
                    None => self.with_move(said, due, due, Roll::Stay),
                }
            }
        }
    }

    fn every(&self, period: Period, on: DayIn, roll: Roll) -> String {
        let (lang, every) = (self.lang, self::every(period));
        match on {
            DayIn::Last if period == Period::Day && roll != Roll::Stay => {
                lang.say("every-working-day").to_owned()
            }
            DayIn::Last if period == Period::Day => every.say(lang).to_owned(),
            DayIn::Last if roll == Roll::Back => {
                say!(lang, "every-period-on-the-last-working-day", every: every)
            }
            DayIn::Last => say!(lang, "every-period-on-the-last-day", every: every),
            DayIn::Workday(n) => say!(lang, "every-period-on-working-day", every: every, n),
            DayIn::WorkdayFromEnd(1) => say!(lang, "every-period-on-the-last-working-day", every: every),
            DayIn::WorkdayFromEnd(n) => {
                say!(lang, "every-period-on-working-day-from-end", every: every, n)
            }
            DayIn::Day(n) => say!(lang, "every-period-on-day", every: every, n),
            DayIn::DayOfMonth(month, day) => {
                say!(lang, "every-period-on-day-of-month", every: every, month, day)
            }
            DayIn::Weekday(day) => say!(lang, "every-weekday-named", weekday: named(day)),
            DayIn::NthWeekday(n, day) => {
                say!(lang, "every-period-on-nth-weekday", every: every, n, weekday: named(day))
            }
            DayIn::NthWeekdayFromEnd(n, day) => {
                say!(lang, "every-period-on-nth-weekday-from-end", every: every, n, weekday: named(day))
            }
        }
    }

    /// What a day is counted from, and how far.
    fn counted(&self, rule: &Rule) -> String {
        let from = match rule.pattern {
            Pattern::Day(day) | Pattern::Window { last: day, .. } => short(self.lang, day),
            Pattern::Every { period, on } => self.every(period, on, rule.roll),
            Pattern::Spread { period, .. } => every(period).say(self.lang).to_owned(),
            Pattern::Points(_) | Pattern::Crontab(_) => {
                self.lang.say("the-days-that-the-file-says").to_owned()
            }
        };
        // Each is said of what stands before it.
        rule.offsets.iter().fold(from, |from, offset| match *offset {
            Offset::Before(days) => say!(self.lang, "working-days-before", from, #days = days),
            Offset::After(limit) => say!(self.lang, "limit-after", from, limit = self.limit(limit)),
            Offset::AfterDue(limit) if rule.after_close.is_some() => {
                say!(self.lang, "limit-after-the-closing", from, limit = self.limit(limit))
            }
            Offset::AfterDue(limit) => {
                say!(self.lang, "limit-after-the-due-day", from, limit = self.limit(limit))
            }
        })
    }

    fn limit(&self, limit: Limit) -> String {
        match limit {
            Limit::SameDay => self.lang.say("the-same-day").to_owned(),
            Limit::Workdays(days) => say!(self.lang, "limit-in-working-days", #days = days),
            Limit::HalfWorkday => self.lang.say("half-a-working-day").to_owned(),
            Limit::WorkMinutes(minutes) => say!(self.lang, "limit-in-working-hours", #hours = minutes / 60),
            Limit::Minutes(minutes) => say!(self.lang, "limit-in-minutes", #minutes = minutes),
        }
    }

    /// What the file says, and how a rest day moved it. What would be moved back to before its beginning falls due on its
    /// first day, worked or not: no working day before it belongs to it.
    fn with_move(&self, said: String, nominal: Date, due: Date, roll: Roll) -> Vec<String> {
        let mut parts = vec![said];
        let back = workday_before(self.cal, nominal, 0).ok();
        let rest = self.rest(nominal);
        if roll == Roll::Back && back.is_some_and(|back| back < due) && due <= nominal {
            let first = with_weekday(self.lang, due);
            parts.push(say!(self.lang, "the-working-day-before-lies-before-it-opens", rest, first));
        } else if due != nominal {
            parts.push(if due < nominal {
                say!(self.lang, "moved-back-to-the-working-day-before", rest)
            } else {
                say!(self.lang, "moved-on-to-the-next-working-day", rest)
            });
        }
        parts.extend(self.made_up(due));
        if provisional(self.cal, due) || provisional(self.cal, nominal) {
            parts.push(self.lang.say("provisional-the-years-holidays-are-not-published-yet").to_owned());
        }
        parts
    }

    /// A day that is not worked, and why.
    fn rest(&self, day: Date) -> String {
        let shown = with_weekday(self.lang, day);
        match mark(self.cal, day) {
            Some(Mark::Rest("")) => say!(self.lang, "day-is-a-rest-day", day = shown),
            Some(Mark::Rest(festival)) => say!(self.lang, "day-is-a-holiday", day = shown, festival),
            Some(Mark::MadeUp(_)) | None => shown,
        }
    }

    fn made_up(&self, day: Date) -> Option<String> {
        let Some(Mark::MadeUp(arrangement)) = mark(self.cal, day) else { return None };
        let shown = with_weekday(self.lang, day);
        Some(say!(self.lang, "day-is-worked-by-arrangement", shown, arrangement))
    }
}

fn every(period: Period) -> TextId {
    match period {
        Period::Day => id!("every-day"),
        Period::Week => id!("every-week"),
        Period::Month => id!("every-month"),
        Period::Quarter => id!("every-quarter"),
        Period::HalfYear => id!("every-half-year"),
        Period::Year => id!("every-year"),
    }
}

/// A day of the week, 0 Monday to 6 Sunday.
fn named(day: u8) -> TextId {
    weekday::FULL_NAMES[usize::from(day.min(6))]
}

/// The day that a period names before any rolling, from the period's label such as `2014-05` or `2014-q2`; none where
/// working days were counted, since those never move.
fn nominal(every: Period, on: DayIn, label: Option<&str>) -> Option<Date> {
    let (year, part) = label?.split_once('-')?;
    let (year, number) =
        (year.parse::<i32>().ok()?, part.trim_start_matches(['q', 'h']).parse::<u32>().ok()?);
    let month = match every {
        Period::Month => number,
        Period::Quarter => number * 3,
        Period::HalfYear => number * 6,
        // Days, weeks and years have labels of their own kind; their reason tells the due day alone.
        Period::Day | Period::Week | Period::Year => return None,
    };
    let after = if month >= 12 { Date::ymd(year + 1, 1, 1) } else { Date::ymd(year, month + 1, 1) };
    let last = after?.plus(-1);
    match on {
        DayIn::Last => Some(last),
        DayIn::Day(n) => Some(Date::ymd(year, month, 1)?.plus(i32::from(n.max(1)) - 1).min(last)),
        any_of!(DayIn: Workday WorkdayFromEnd DayOfMonth Weekday NthWeekday NthWeekdayFromEnd) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(day: &str, from: &str, due: &str) -> String {
        let date = |text: &str| text.parse::<Date>().unwrap();
        // 5/1 and 5/2 are a Thursday and a Friday of 2014; here the weekend comes two days early.
        let cal = Calendar { weekend: vec![3, 4], years: vec![2014], ..Calendar::default() };
        let rule = Rule::new(Pattern::Day(date(day)), Roll::Back, date(from), date("2014-05-31"));
        (ReasonWriter { lang: Language::En, cal: &cal }).by_rule(&rule, None, date(due)).join("; ")
    }

    #[test]
    fn a_day_that_cannot_be_moved_back_is_said_to_be_the_first() {
        let first = sentence("2014-05-02", "2014-05-01", "2014-05-01");
        assert!(
            first.contains("lies before it opens: due on its first day") && !first.contains("moved"),
            "{first}"
        );
        let itself = sentence("2014-05-01", "2014-05-01", "2014-05-01");
        assert!(itself.contains("due on its first day"), "{itself}");
        let back = sentence("2014-05-02", "2014-04-01", "2014-04-30");
        assert!(back.contains("moved back to the working day before"), "{back}");
        let worked = sentence("2014-05-05", "2014-05-01", "2014-05-05");
        assert!(!worked.contains("first day"), "{worked}");
    }
}
