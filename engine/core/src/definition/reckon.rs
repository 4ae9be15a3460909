//! The last look: every date that the engine will ever reckon from this definition is reckoned here once.
//!
//! So a year without a holiday table is told now, with its place, and not met by a running campaign.

use std::collections::BTreeSet;

use muster_rules::calendar::{self, MissingYear, Occurrence};
use muster_rules::zone::Zone;
use muster_rules::{audience, message, steps};
use muster_words::definition::{Definition, Habit, Offset, ReturnDue, Roll, Rule};
use muster_words::ids::{AudienceIx, HabitIx, RoleIx, UnitIx};
use muster_words::time::Date;

use crate::definition::calendar::missing_year;
use crate::definition::code;
use crate::definition::finding::{Place, Report};
use crate::definition::line::DutyLine;
use crate::definition::names::PhaseLine;
use crate::definition::rule::Dated;
use crate::definition::snapshots::SnapshotLine;
use crate::definition::visits::VisitLine;

/// The lines that definitions are checked against.
pub(crate) struct Lines<'a> {
    pub(crate) phases: &'a [PhaseLine],
    pub(crate) duties: &'a [DutyLine],
    pub(crate) visits: &'a [VisitLine],
    pub(crate) snapshots: &'a [SnapshotLine],
    /// Where each audience is written, as in [`crate::definition::names::Names`].
    pub(crate) audiences: &'a [Option<Place>],
    /// Whether the roster was read whole, so that a missing unit is the audience's fault.
    pub(crate) roster_whole: bool,
    pub(crate) templates: [Place; 2],
}

/// Checks a definition that was read without an error.
pub(crate) fn check(definition: &Definition, zone: &Zone, lines: &Lines<'_>, report: &mut Report) {
    let first = definition.phases.first().map_or(Date(i32::MIN), |phase| phase.from);
    let last = definition.phases.iter().map(|phase| phase.to).max().unwrap_or_default();
    let (whole, told) = (lines.roster_whole, BTreeSet::new());
    let mut reckoner = Reckoner { definition, zone, first, last, whole, told };
    for (at, place) in lines.audiences.iter().enumerate().filter(|_| lines.roster_whole) {
        place.iter().for_each(|&place| reckoner.members(at, place, report));
    }
    for line in lines.phases {
        reckoner.phase(line, report);
    }
    for line in lines.duties {
        reckoner.duty(line, report);
    }
    for line in lines.visits {
        reckoner.visits(line, report);
    }
    for line in lines.snapshots {
        reckoner.happening(&line.dated, &line.plan.name, report);
    }
    if let Err(error) = message::try_templates(definition) {
        let place = lines.templates[usize::from(error.template == "red")];
        report
            .error(
                code::TEMPLATE,
                place,
                format!("消息模板用不了：{error}"),
                format!("the template does not work: {error}"),
            )
            .mend("看看 {{ }} 里的名称和 {% %} 是否写对", "check the names in {{ }} and the {% %}");
    }
}

struct Reckoner<'a> {
    definition: &'a Definition,
    zone: &'a Zone,
    first: Date,
    last: Date,
    whole: bool,
    /// Units without a holder of a role, told once.
    told: BTreeSet<(RoleIx, Vec<UnitIx>)>,
}

impl<'a> Reckoner<'a> {
    fn members(&self, at: usize, place: Place, report: &mut Report) {
        let Some(ix) = u16::try_from(at).ok().map(AudienceIx) else { return };
        if audience::members(self.definition, ix).is_empty() {
            let name = self.definition.audiences.get(at).map_or("", |audience| audience.name.as_str());
            report
                .error(
                    code::EMPTY_AUDIENCE,
                    place,
                    format!("人群“{name}”里一个单位也没有"),
                    format!("the audience “{name}” has no unit"),
                )
                .mend(
                    "各个条件要同时满足：请放宽条件，或改名册的标签和类别",
                    "all conditions must hold: loosen them, or tag units in the roster",
                );
        }
    }

    fn phase(&mut self, line: &PhaseLine, report: &mut Report) {
        let Some(habit) = self.habit(line.phase.habit) else { return };
        let notice = steps::phase_notice(&line.phase, habit, &self.definition.calendar, self.zone);
        self.tell_missing(notice.map(|_| ()), line.place, report);
        if line.phase.notice.is_some() {
            self.contacts(line.phase.audience, &[habit.to], line.place, &line.phase.name, report);
        }
    }

    fn duty(&mut self, line: &DutyLine, report: &mut Report) {
        let duty = &line.duty;
        let Some(occurrences) = self.happening(&line.dated, &duty.name, report) else { return };
        let Some(habit) = duty.habit.and_then(|ix| self.habit(ix)) else { return };
        let mut roles = vec![habit.to];
        roles.extend(habit.cards.iter().flat_map(|card| card.to.iter().copied()));
        self.contacts(duty.audience, &roles, line.place, &duty.name, report);
        let mut reckoned = Ok(());
        for occurrence in &occurrences {
            if occurrence.due >= self.first {
                reckoned = reckoned.and_then(|()| self.item_steps(habit, occurrence.opens, occurrence.due));
            }
        }
        if let Some(review) = &duty.review {
            reckoned = reckoned.and_then(|()| match review.return_due {
                ReturnDue::WorkdaysFromReturn(days) => {
                    let due = calendar::workday_after(&self.definition.calendar, self.last, days)?;
                    self.item_steps(habit, self.last, due)
                }
                ReturnDue::Keep => Ok(()),
            });
        }
        if let (Some(_), Some(Offset::AfterDue(limit))) = (duty.rule.after_close, duty.rule.offsets.last()) {
            reckoned = reckoned.and_then(|()| {
                let (cal, last) = (&self.definition.calendar, self.zone.start_of_day(self.last.plus(1)));
                let (due, _) = calendar::after(*limit, cal, self.zone, self.last, last)?;
                self.item_steps(habit, self.last, due)
            });
        }
        self.tell_missing(reckoned, line.dated.place, report);
    }

    fn item_steps(&self, habit: &Habit, opens: Date, due: Date) -> Result<(), MissingYear> {
        let cal = &self.definition.calendar;
        steps::up_to_due(habit, cal, self.zone, due, self.zone.start_of_day(opens), 0)?;
        steps::after_due(habit, cal, self.zone, due, 0).map(|_| ())
    }

    fn visits(&mut self, line: &VisitLine, report: &mut Report) {
        let programme = &line.programme;
        let Some(occurrences) = self.happening(&line.dated, &programme.name, report) else { return };
        self.contacts(programme.places, &[programme.visitor], line.place, &programme.name, report);
        let Some(habit) = self.habit(programme.habit) else { return };
        let reckoned = occurrences
            .iter()
            .flat_map(|occurrence| [occurrence.opens, occurrence.due])
            .try_for_each(|day| {
                let cal = &self.definition.calendar;
                steps::around_visit(programme, habit, cal, self.zone, day, self.zone.start_of_day(day), 0)
                    .map(|_| ())
            });
        self.tell_missing(reckoned, line.dated.place, report);
    }

    /// Reckons the occurrences of a rule and tells what is worth telling of them.
    fn happening(&self, dated: &Dated, name: &str, report: &mut Report) -> Option<Vec<Occurrence>> {
        let occurrences = match calendar::occurrences(&dated.rule, &self.definition.calendar, self.zone) {
            Ok(occurrences) => occurrences,
            Err(missing) => {
                self.tell_missing(Err(missing), dated.place, report);
                return None;
            }
        };
        let Some(one) = occurrences.first() else {
            report
                .warning(
                    code::NEVER,
                    dated.place,
                    format!("“{name}”永远不会发生"),
                    format!("“{name}” will never happen"),
                )
                .mend("请改时间，或者改起止", "change the time or its range");
            return None;
        };
        if one.due < self.first {
            let first = self.first;
            report.note(
                code::BACKFILL,
                dated.place,
                format!("“{name}”早于活动开始（{first}），只补录，不提醒"),
                format!(
                    "“{name}” lies before the start ({first}): it is entered afterwards and never reminded"
                ),
            );
        } else if let Some(nominal) = dated.nominal.filter(|&nominal| nominal != one.due) {
            self.rolled(&dated.rule, nominal, one.due, dated.place, report);
        }
        self.provisional(&occurrences, dated.place, report);
        self.past_the_end(dated, &occurrences, report);
        Some(occurrences)
    }

    /// Dates of a year whose table is not out yet may still move.
    fn provisional(&self, occurrences: &[Occurrence], place: Place, report: &mut Report) {
        let cal = &self.definition.calendar;
        let open = occurrences.iter().filter(|one| calendar::is_provisional(cal, one.due));
        let (count, first) = (open.clone().count(), open.map(|one| one.due).next());
        if let Some(first) = first {
            let year = first.parts().0;
            report.note(
                code::PROVISIONAL,
                place,
                format!(
                    "{year} 年的放假安排还没有，从 {first} 起的 {count} 个日期是暂定的，安排公布后重新推算"
                ),
                format!(
                    "there is no holiday table for {year}: {count} dates from {first} on are provisional"
                ),
            );
        }
    }

    /// What is counted from another date may come after everything has ended.
    fn past_the_end(&self, dated: &Dated, occurrences: &[Occurrence], report: &mut Report) {
        let late = occurrences.iter().find(|one| self.last < one.due);
        let Some(due) = late.map(|one| one.due).filter(|_| !dated.rule.offsets.is_empty()) else { return };
        report
            .warning(
                code::OUTSIDE_PHASE,
                dated.place,
                format!("{due} 已在活动结束（{}）之后", self.last),
                format!("{due} lies after the end of the campaign ({})", self.last),
            )
            .mend("请改短间隔，或者延长最后一个阶段", "shorten the distance or make the last phase longer");
    }

    fn rolled(&self, rule: &Rule, nominal: Date, due: Date, place: Place, report: &mut Report) {
        let (zh, en) = match rule.roll {
            Roll::Back => ("提前", "back"),
            Roll::Forward => ("顺延", "forward"),
            Roll::Stay => return,
        };
        report.note(
            code::ROLLED,
            place,
            format!("{nominal} 是休息日，{zh}到 {due}"),
            format!("{nominal} is a rest day; it moves {en} to {due}"),
        );
        if self.last < due {
            report
                .warning(
                    code::OUTSIDE_PHASE,
                    place,
                    format!("{due} 已在活动结束（{}）之后", self.last),
                    format!("{due} lies after the end of the campaign ({})", self.last),
                )
                .mend("请改日期，或者写“遇休息日: 提前”", "change the date or write rest_day: back");
        }
    }

    fn tell_missing(&self, reckoned: Result<(), MissingYear>, place: Place, report: &mut Report) {
        if let Err(missing) = reckoned {
            missing_year(&missing.calendar, missing.year, place, report);
        }
    }

    fn habit(&self, ix: HabitIx) -> Option<&'a Habit> {
        self.definition.habits.get(ix.at())
    }

    /// Tells of units that nobody can be written to for.
    fn contacts(&mut self, who: AudienceIx, roles: &[RoleIx], place: Place, name: &str, report: &mut Report) {
        if !self.whole {
            return;
        }
        let members = audience::members(self.definition, who);
        for role in roles {
            let without: Vec<UnitIx> = members
                .iter()
                .copied()
                .filter(|&unit| audience::contact_of(self.definition, unit, *role).is_none())
                .collect();
            if without.is_empty() || !self.told.insert((*role, without.clone())) {
                continue;
            }
            let first = self.definition.units.get(without[0].at()).map_or("", |unit| unit.code.as_str());
            let Some(role) = self.definition.roles.get(role.at()) else { continue };
            let count = without.len();
            let role = &role.name;
            report
                .warning(
                    code::NO_CONTACT,
                    place,
                    format!("“{name}”要发给{role}，但有 {count} 个单位没有（例如 {first}）"),
                    format!("“{name}” goes to {role}, but {count} units have none (such as {first})"),
                )
                .mend("请在名册里填上岗位", "fill in the post in the roster");
        }
    }
}
