//! From a written time to a rule with its range, its rolling and its phase.

use muster_words::definition::{Pattern, Period, Roll, Rule};
use muster_words::ids::PhaseIx;
use muster_words::time::Date;

use crate::definition::code;
use crate::definition::dates::{self, Fault, When};
use crate::definition::fields;
use crate::definition::finding::{Place, Report};
use crate::definition::keys::{FROM, Key, PHASE, REST_DAY, UNTIL, WHEN};
use crate::definition::names::Names;
use crate::definition::tree::{Node, Value};

/// Where a cadence runs that does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// In the phase that is marked for cadences.
    CadencePhase,
    /// From the first day of the campaign to its last.
    Campaign,
}

/// A rule with what the checker must remember of it.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub(crate) rule: Rule,
    pub(crate) phase: Option<PhaseIx>,
    /// Where the time is written.
    pub(crate) place: Place,
    /// The due day as written, if it is one day or window.
    pub(crate) nominal: Option<Date>,
}

/// Reads the rule of a line. `get` finds the line's values, `when` is the time itself.
pub(crate) fn read<'a>(
    get: &dyn Fn(Key) -> Option<&'a Node>,
    when: &Node,
    run: Run,
    names: &Names,
    report: &mut Report,
) -> Option<Dated> {
    let text = fields::text(when, WHEN.zh, report);
    let phase = get(PHASE).map(|node| names.phase(node, PHASE.zh, report));
    let from = get(FROM).map(|node| day(node, FROM.zh, names.year, report));
    let until = get(UNTIL).map(|node| day(node, UNTIL.zh, names.year, report));
    let roll = get(REST_DAY).map_or(Some(Roll::Back), |node| rolling(node, report));
    let text = text?;
    let meaning = names.words.said(&text, when.place, report)?;
    let time = match dates::when(&meaning, names.year) {
        Ok(time) => time,
        Err(fault) => {
            let shown = if meaning == text { text } else { format!("{text}（{meaning}）") };
            date_fault(fault, &shown, when.place, report);
            return None;
        }
    };
    // A fault in a part was told; a rule made without it would only cause more.
    let (phase, from, until, roll) = (flat(phase)?, flat(from)?, flat(until)?, roll?);
    match time {
        When::Day(day) => {
            let (range, phase) = around(day, phase, &text, when.place, names, report)?;
            let (from, to) = (from.unwrap_or(range.0), until.unwrap_or(range.1));
            let rule = Rule { pattern: Pattern::Day(day), roll, from, to };
            Some(Dated { rule, phase, place: when.place, nominal: Some(day) })
        }
        When::Window { first, last } => {
            let (_, phase) = around(last, phase, &text, when.place, names, report)?;
            let pattern = Pattern::Window { first, last };
            let rule = Rule { pattern, roll, from: from.unwrap_or(first), to: until.unwrap_or(last) };
            Some(Dated { rule, phase, place: when.place, nominal: Some(last) })
        }
        When::Every { period, on } => {
            let (range, phase) = cadence_range(phase, run, names)?;
            let (start, end) = (from.unwrap_or(range.0), until.unwrap_or(range.1));
            if start > end {
                ends_before(when.place, start, end, report);
                return None;
            }
            let rule = Rule { pattern: Pattern::Every { period, on }, roll, from: start, to: end };
            let phase = phase.filter(|_| from.is_none() && until.is_none());
            Some(Dated { rule, phase, place: when.place, nominal: None })
        }
    }
}

/// `None` when the part was there and faulty.
#[expect(clippy::option_option, reason = "absent, faulty and present are three cases")]
fn flat<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    match part {
        Some(None) => None,
        Some(some) => Some(some),
        None => Some(None),
    }
}

/// Range and phase of something that falls due once.
fn around(
    day: Date,
    phase: Option<PhaseIx>,
    text: &str,
    place: Place,
    names: &Names,
    report: &mut Report,
) -> Option<((Date, Date), Option<PhaseIx>)> {
    if let Some(ix) = phase {
        let phase = &names.phases.get(ix.at())?.phase;
        if day < phase.from || phase.to < day {
            let (name, from, to) = (&phase.name, phase.from, phase.to);
            let finding = report.error(
                code::OUTSIDE_PHASE,
                place,
                format!("“{text}”不在阶段“{name}”里（{from} 至 {to}）"),
                format!("“{text}” lies outside the phase “{name}” ({from} to {to})"),
            );
            match names.phase_on(day).and_then(|ix| names.phases.get(ix.at())) {
                Some(other) => {
                    let id = &other.phase.id;
                    finding.mend(
                        format!("改日期，或者把阶段改成 {id}"),
                        format!("change the date, or the phase to {id}"),
                    );
                }
                None => finding.mend("改日期，或者改阶段的起止", "change the date or the dates of the phase"),
            }
            return None;
        }
        return Some(((phase.from, phase.to), Some(ix)));
    }
    if let Some(ix) = names.phase_on(day) {
        let phase = &names.phases.get(ix.at())?.phase;
        return Some(((phase.from, phase.to), Some(ix)));
    }
    if !names.faulty_phases.is_empty() {
        return None;
    }
    if let Some((_, last)) = names.campaign().filter(|&(_, last)| last < day) {
        report
            .error(
                code::OUTSIDE_PHASE,
                place,
                format!("“{text}”在活动结束（{last}）之后，永远不会发生"),
                format!("“{text}” lies after the end of the campaign ({last}) and will never happen"),
            )
            .mend("改日期，或者延长最后一个阶段", "change the date or make the last phase longer");
        return None;
    }
    Some(((day, day), None))
}

fn cadence_range(phase: Option<PhaseIx>, run: Run, names: &Names) -> Option<((Date, Date), Option<PhaseIx>)> {
    let marked = || names.phases.iter().position(|line| line.cadences).and_then(|at| u16::try_from(at).ok());
    let ix = phase.or_else(|| (run == Run::CadencePhase).then(marked).flatten().map(PhaseIx));
    match ix.and_then(|ix| names.phases.get(ix.at())) {
        Some(line) => Some(((line.phase.from, line.phase.to), ix)),
        None => Some((names.campaign()?, None)),
    }
}

fn rolling(node: &Node, report: &mut Report) -> Option<Roll> {
    let word = match &node.value {
        Value::Text(text) => text.as_str(),
        _ => "",
    };
    match word {
        "提前" | "back" => Some(Roll::Back),
        "顺延" | "forward" => Some(Roll::Forward),
        "不动" | "stay" => Some(Roll::Stay),
        _ => {
            report
                .error(
                    code::BAD_VALUE,
                    node.place,
                    format!("“{}”只能写 提前、顺延 或 不动", REST_DAY.zh),
                    format!("“{}” must be back, forward or stay", REST_DAY.en),
                )
                .mend("截止日一般 提前，活动日一般 顺延", "deadlines usually go back, activities forward");
            None
        }
    }
}

/// Reports something that ends before it begins.
pub(crate) fn ends_before(place: Place, from: Date, to: Date, report: &mut Report) {
    report
        .error(
            code::ENDS_BEFORE,
            place,
            format!("还没开始就结束了：{from} 起，{to} 止"),
            format!("it ends before it begins: from {from} to {to}"),
        )
        .mend("请把“起”“止”对调或改正", "swap or correct the two dates");
}

/// Reports a text that is no time.
pub(crate) fn date_fault(fault: Fault, text: &str, place: Place, report: &mut Report) {
    match fault {
        Fault::NotUnderstood => {
            report
                .error(
                    code::BAD_DATE,
                    place,
                    format!("看不懂时间“{text}”"),
                    format!("the time “{text}” is not understood"),
                )
                .mend(
                    "可以写：4月25日、9月中旬、9月底、每月、每季度、每月最后一个工作日、每月第3个工作日、每月15日、2014-04-25",
                    "write 4月25日, 9月中旬, 每月, 每季度, 每月最后一个工作日, 每月第3个工作日, 每月15日 or 2014-04-25",
                );
        }
        Fault::NoSuchDay { month, days } => {
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("没有“{text}”这一天，{month}月只有 {days} 天"),
                    format!("there is no “{text}”: month {month} has {days} days"),
                )
                .mend(format!("是不是 {month}月{days}日？"), format!("did you mean {month}月{days}日?"));
        }
        Fault::NoSuchWorkday { period, most } => {
            let (zh, en) = match period {
                Period::Month => ("一个月", "month"),
                Period::Quarter => ("一个季度", "quarter"),
                Period::HalfYear => ("半年", "half year"),
            };
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("没有“{text}”：{zh}最多 {most} 个工作日"),
                    format!("there is no “{text}”: a {en} has at most {most} working days"),
                )
                .mend(
                    "改小数目；要最后一天，写“最后一个工作日”",
                    "write a smaller number; for the last day write 最后一个工作日",
                );
        }
        Fault::NoSuchMonth { month } => {
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    format!("没有“{text}”：一年没有 {month} 月"),
                    format!("there is no “{text}”: no year has a month {month}"),
                )
                .mend("月份从 1 到 12", "months go from 1 to 12");
        }
    }
}

/// A single day written in a node.
pub(crate) fn day(node: &Node, what: &str, year: i32, report: &mut Report) -> Option<Date> {
    let text = fields::text(node, what, report)?;
    match dates::day(&text, year) {
        Ok(day) => Some(day),
        Err(fault) => {
            date_fault(fault, &text, node.place, report);
            None
        }
    }
}
