//! Why a day is that day: what the file says, and what the calendar made of it.
//!
//! Only words. The dates themselves were computed by `muster-rules`; a reason is told about them and never moves one.

use muster_protocol::definition::{Calendar, DayIn, Definition, Limit, Offset, Pattern, Period, Roll, Rule};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{PhaseIx, ReviewIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::time::Date;
use muster_rules::calendar::{self, workday_after, workday_before};
use muster_rules::counted::counted;
use muster_rules::stages;
use muster_rules::zone::Zone;

use crate::lang::Lang;
use crate::words::day::{Mark, mark, provisional, short, with_weekday};

/// Why an occasion falls due on its day: `9月11日至20日办理，最后一个工作日截止；9月20日（周六）休息，提前到前一个工作日`.
#[must_use]
pub fn due(lang: Lang, def: &Definition, plan: &OccasionPlanned) -> String {
    let rule = match plan.kind {
        OccasionKind::Duty(ix) => def.duties.get(ix.at()).map(|duty| &duty.rule),
        OccasionKind::Visit(ix) => def.visits.get(ix.at()).map(|programme| &programme.rule),
        OccasionKind::Snapshot(ix) => def.snapshots.get(ix.at()).map(|snapshot| &snapshot.rule),
        OccasionKind::Phase(ix) => return notice(lang, def, ix).unwrap_or_default(),
        OccasionKind::Rating { round, role: _ } => return session(lang, def, round, plan.due_day),
        OccasionKind::Stage { .. } => {
            let stage = stages::of_key(def, &plan.occasion.key).map(|(_, stage)| &stage.rule);
            let Some(rule) = stage else { return String::new() };
            let writer = ReasonWriter { lang, cal: &def.calendar };
            return writer.by_rule(rule, None, plan.due_day).join(lang.pick("；", "; "));
        }
        OccasionKind::Announcement => return String::new(),
    };
    let Some(rule) = rule else { return String::new() };
    if plan.given.is_some() {
        let given = lang.pick("交办时定的日子", "the day that was given with the task").to_owned();
        let cal = muster_rules::audience::calendar_of(def, plan.group);
        let worked = ReasonWriter { lang, cal }.made_up(plan.due_day);
        return [Some(given), worked].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("；", "; "));
    }
    let period = plan.occasion.key.split_once('.').map(|(_, period)| period);
    let writer = ReasonWriter { lang, cal: &def.calendar };
    let mut parts = writer.by_rule(rule, period, plan.due_day);
    if plan.backfill {
        parts.push(before(lang, def, plan.due_day).to_owned());
    }
    parts.join(lang.pick("；", "; "))
}

/// Why a session of a review round ends on its day: by the one of its written times that gave it.
fn session(lang: Lang, def: &Definition, round: ReviewIx, due_day: Date) -> String {
    let (Some(round), Ok(zone)) = (def.reviews.get(round.at()), Zone::of(def)) else { return String::new() };
    let found = round.rules.iter().find_map(|rule| {
        let all = calendar::occurrences(rule, &def.calendar, &zone).ok()?;
        all.into_iter().find(|one| one.due == due_day).map(|one| (rule, one.period))
    });
    let Some((rule, period)) = found else { return String::new() };
    let parts = ReasonWriter { lang, cal: &def.calendar }.by_rule(rule, period.as_deref(), due_day);
    parts.join(lang.pick("；", "; "))
}

/// What is said of a day that nobody could keep: it lay before the campaign, as the file means it, or before the launch,
/// which came late.
#[must_use]
pub fn before(lang: Lang, def: &Definition, due_day: Date) -> &'static str {
    if def.phases.iter().all(|phase| due_day < phase.from) {
        lang.pick("早于活动开始，只补录、不提醒", "before the campaign: backfilled, never reminded")
    } else {
        lang.pick(
            "早于发布，只补录、不提醒、不算逾期",
            "before the launch: backfilled, never reminded, never late",
        )
    }
}

/// Why the notice of a phase goes on its day; none when the phase sends none.
#[must_use]
pub fn notice(lang: Lang, def: &Definition, phase: PhaseIx) -> Option<String> {
    let phase = def.phases.get(phase.at())?;
    phase.notice?;
    let day = workday_after(&def.calendar, phase.from, 0).ok()?;
    let writer = ReasonWriter { lang, cal: &def.calendar };
    if day > phase.to {
        let text = "阶段里没有工作日，不发通知";
        return Some(lang.pick(text, "the phase has no working day: no notice").to_owned());
    }
    if day == phase.from {
        let mut text = lang.pick("阶段第一天发通知", "the notice goes on the phase's first day").to_owned();
        if let Some(worked) = writer.made_up(day) {
            text += lang.pick("；", "; ");
            text += &worked;
        }
        return Some(text);
    }
    let (rest, goes) = (writer.rest(phase.from), with_weekday(lang, day));
    let mut text = match lang {
        Lang::Zh => format!("阶段开始那天{rest}，通知在下一个工作日{goes}发"),
        Lang::En => format!("the phase begins on {rest}; its notice goes on the next working day, {goes}"),
    };
    if let Some(worked) = writer.made_up(day) {
        text += lang.pick("；", "; ");
        text += &worked;
    }
    Some(text)
}

struct ReasonWriter<'a> {
    lang: Lang,
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
                let (zh, en) = every(period);
                let said = match self.lang {
                    Lang::Zh => format!("{zh}{times}次，各在等分的一段里"),
                    Lang::En => {
                        format!("{times} {en}, one in each equal part", times = counted(&times, "time"))
                    }
                };
                self.with_move(said, due, due, Roll::Stay)
            }
            Pattern::Crontab(_) => {
                let said = self.lang.pick("按 crontab 写的时刻", "at a time that its crontab names");
                self.with_move(said.to_owned(), due, due, Roll::Stay)
            }
            Pattern::Day(day) => {
                let written = short(self.lang, day);
                let said = match self.lang {
                    Lang::Zh => format!("文件写明{written}"),
                    Lang::En => format!("the file says {written}"),
                };
                self.with_move(said, day, due, rule.roll)
            }
            Pattern::Window { first, last } => {
                let (from, to) = (short(self.lang, first), short(self.lang, last));
                let said = match self.lang {
                    Lang::Zh => format!("{from}至{to}办理，最后一个工作日截止"),
                    Lang::En => format!("window {from} to {to}, due on its last working day"),
                };
                self.with_move(said, last, due, Roll::Back)
            }
            Pattern::Every { period: every, on } => {
                let said = self.every(every, on, rule.roll);
                match nominal(every, on, period) {
                    Some(day) if day > rule.to => {
                        let end = with_weekday(self.lang, rule.to);
                        let cut = match self.lang {
                            Lang::Zh => format!("{said}；本期到{end}为止"),
                            Lang::En => format!("{said}; this period ends on {end}"),
                        };
                        self.with_move(cut, rule.to, due, Roll::Back)
                    }
                    Some(day) => self.with_move(said, day, due, rule.roll),
                    None => self.with_move(said, due, due, Roll::Stay),
                }
            }
        }
    }

    fn every(&self, period: Period, on: DayIn, roll: Roll) -> String {
        let (zh, en) = self::every(period);
        match (self.lang, on) {
            (Lang::Zh, DayIn::Last) if period == Period::Day && roll != Roll::Stay => "每个工作日".to_owned(),
            (Lang::En, DayIn::Last) if period == Period::Day && roll != Roll::Stay => {
                "every working day".to_owned()
            }
            (_, DayIn::Last) if period == Period::Day => self.lang.pick(zh, en).to_owned(),
            (Lang::Zh, DayIn::Last) if roll == Roll::Back => format!("{zh}最后一个工作日"),
            (Lang::En, DayIn::Last) if roll == Roll::Back => format!("{en}, on the last working day"),
            (Lang::Zh, DayIn::Last) => format!("{zh}最后一天"),
            (Lang::En, DayIn::Last) => format!("{en}, on the last day"),
            (Lang::Zh, DayIn::Workday(n)) => format!("{zh}第{n}个工作日"),
            (Lang::En, DayIn::Workday(n)) => format!("{en}, on working day {n}"),
            (Lang::Zh, DayIn::WorkdayFromEnd(1)) => format!("{zh}最后一个工作日"),
            (Lang::En, DayIn::WorkdayFromEnd(1)) => format!("{en}, on the last working day"),
            (Lang::Zh, DayIn::WorkdayFromEnd(n)) => format!("{zh}倒数第{n}个工作日"),
            (Lang::En, DayIn::WorkdayFromEnd(n)) => format!("{en}, on working day {n} from the end"),
            (Lang::Zh, DayIn::Day(n)) => format!("{zh}{n}日"),
            (Lang::En, DayIn::Day(n)) => format!("{en}, on day {n}"),
            (Lang::Zh, DayIn::DayOfMonth(month, day)) => format!("{zh}第{month}个月{day}日"),
            (Lang::En, DayIn::DayOfMonth(month, day)) => format!("{en}, on day {day} of month {month}"),
            (lang, DayIn::Weekday(day)) => format!("{}{}", lang.pick("每", "every "), named(lang, day)),
            (Lang::Zh, DayIn::NthWeekday(n, day)) => format!("{zh}第{n}个{}", named(Lang::Zh, day)),
            (Lang::En, DayIn::NthWeekday(n, day)) => format!("{en}, on {} {n}", named(Lang::En, day)),
            (Lang::Zh, DayIn::NthWeekdayFromEnd(n, day)) => {
                format!("{zh}倒数第{n}个{}", named(Lang::Zh, day))
            }
            (Lang::En, DayIn::NthWeekdayFromEnd(n, day)) => {
                format!("{en}, on {} {n} from the end", named(Lang::En, day))
            }
        }
    }

    /// What a day is counted from, and how far.
    fn counted(&self, rule: &Rule) -> String {
        let from = match rule.pattern {
            Pattern::Day(day) | Pattern::Window { last: day, .. } => short(self.lang, day),
            Pattern::Every { period, on } => self.every(period, on, rule.roll),
            Pattern::Spread { period, .. } => {
                let (zh, en) = every(period);
                self.lang.pick(zh, en).to_owned()
            }
            Pattern::Points(_) | Pattern::Crontab(_) => {
                self.lang.pick("文件写明的日子", "the days that the file says").to_owned()
            }
        };
        let offsets = rule.offsets.iter().map(|offset| match (self.lang, *offset) {
            (Lang::Zh, Offset::Before(days)) => format!("前{days}个工作日"),
            (Lang::En, Offset::Before(days)) => format!("{days} working days before"),
            (Lang::Zh, Offset::After(limit)) => format!("起{}", self.limit(limit)),
            (Lang::En, Offset::After(limit)) => format!("{} after", self.limit(limit)),
            (Lang::Zh, Offset::AfterDue(limit)) if rule.after_close.is_some() => {
                format!("到期的任务办结后{}（按到期日预计）", self.limit(limit))
            }
            (Lang::En, Offset::AfterDue(limit)) if rule.after_close.is_some() => {
                format!("{} after the closing, expected on the due day,", self.limit(limit))
            }
            (Lang::Zh, Offset::AfterDue(limit)) => format!("到期后{}", self.limit(limit)),
            (Lang::En, Offset::AfterDue(limit)) => format!("{} after the due day,", self.limit(limit)),
        });
        let offsets: Vec<String> = offsets.collect();
        match self.lang {
            Lang::Zh => format!("{from}{}", offsets.concat()),
            Lang::En => format!("{} {from}", offsets.into_iter().rev().collect::<Vec<_>>().join(" ")),
        }
    }

    fn limit(&self, limit: Limit) -> String {
        match (self.lang, limit) {
            (Lang::Zh, Limit::SameDay) => "当日".to_owned(),
            (Lang::En, Limit::SameDay) => "the same day".to_owned(),
            (Lang::Zh, Limit::Workdays(days)) => format!("{days}个工作日"),
            (Lang::En, Limit::Workdays(days)) => format!("{days} working days"),
            (Lang::Zh, Limit::HalfWorkday) => "半个工作日".to_owned(),
            (Lang::En, Limit::HalfWorkday) => "half a working day".to_owned(),
            (Lang::Zh, Limit::WorkMinutes(minutes)) => format!("{}个工作时", minutes / 60),
            (Lang::En, Limit::WorkMinutes(minutes)) => format!("{} working hours", minutes / 60),
            (Lang::Zh, Limit::Minutes(minutes)) => format!("{minutes}分钟（连续计时）"),
            (Lang::En, Limit::Minutes(minutes)) => format!("{minutes} minutes by the clock"),
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
            parts.push(match self.lang {
                Lang::Zh => format!("{rest}，前一个工作日还没有开始，就在第一天{first}到期"),
                Lang::En => {
                    format!("{rest}, and the working day before lies before it opens: due on its first day, {first}")
                }
            });
        } else if due != nominal {
            parts.push(match (self.lang, due < nominal) {
                (Lang::Zh, true) => format!("{rest}，提前到前一个工作日"),
                (Lang::Zh, false) => format!("{rest}，顺延到下一个工作日"),
                (Lang::En, true) => format!("{rest}, moved back to the working day before"),
                (Lang::En, false) => format!("{rest}, moved on to the next working day"),
            });
        }
        parts.extend(self.made_up(due));
        if provisional(self.cal, due) || provisional(self.cal, nominal) {
            parts.push(match self.lang {
                Lang::Zh => "放假安排未公布，日期暂定".to_owned(),
                Lang::En => "provisional: the year's holidays are not published yet".to_owned(),
            });
        }
        parts
    }

    /// A day that is not worked, and why.
    fn rest(&self, day: Date) -> String {
        let shown = with_weekday(self.lang, day);
        match (self.lang, mark(self.cal, day)) {
            (Lang::Zh, Some(Mark::Rest(""))) => format!("{shown}休息"),
            (Lang::Zh, Some(Mark::Rest(festival))) => format!("{shown}{festival}放假"),
            (Lang::En, Some(Mark::Rest(""))) => format!("{shown}, a rest day"),
            (Lang::En, Some(Mark::Rest(festival))) => format!("{shown}, a holiday ({festival})"),
            (_, Some(Mark::MadeUp(_)) | None) => shown,
        }
    }

    fn made_up(&self, day: Date) -> Option<String> {
        let Some(Mark::MadeUp(arrangement)) = mark(self.cal, day) else { return None };
        let shown = with_weekday(self.lang, day);
        Some(match self.lang {
            Lang::Zh => format!("{shown}照常上班（{arrangement}）"),
            Lang::En => format!("{shown} is worked ({arrangement})"),
        })
    }
}

fn every(period: Period) -> (&'static str, &'static str) {
    match period {
        Period::Day => ("每天", "every day"),
        Period::Week => ("每周", "every week"),
        Period::Month => ("每月", "every month"),
        Period::Quarter => ("每季度", "every quarter"),
        Period::HalfYear => ("每半年", "every half-year"),
        Period::Year => ("每年", "every year"),
    }
}

/// A day of the week, 0 Monday to 6 Sunday.
fn named(lang: Lang, day: u8) -> &'static str {
    let days = [
        ("周一", "Monday"),
        ("周二", "Tuesday"),
        ("周三", "Wednesday"),
        ("周四", "Thursday"),
        ("周五", "Friday"),
        ("周六", "Saturday"),
        ("周日", "Sunday"),
    ];
    let (zh, en) = days[usize::from(day.min(6))];
    lang.pick(zh, en)
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
        DayIn::Workday(_)
        | DayIn::WorkdayFromEnd(_)
        | DayIn::DayOfMonth(..)
        | DayIn::Weekday(_)
        | DayIn::NthWeekday(..)
        | DayIn::NthWeekdayFromEnd(..) => None,
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
        (ReasonWriter { lang: Lang::En, cal: &cal }).by_rule(&rule, None, date(due)).join("; ")
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
