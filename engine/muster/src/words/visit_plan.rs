//! A plan of visits in some sentences: how much is planned, and why what is missing is missing.

use muster_rules::counted::counted;
use muster_workers::visits::solver::explain::{Binding, Reason, Relaxation};
use muster_workers::visits::solver::instance::Instance;
use muster_workers::visits::solver::schedule::{Schedule, Unscheduled};

use crate::lang::Lang;

/// Most missing visits that are told one by one; the file has all.
const LISTED_MAX: usize = 10;

/// What is said of a plan beside its file.
#[must_use]
pub fn lines(lang: Lang, instance: &Instance, plan: &Schedule) -> Vec<String> {
    let (planned, missing) = (plan.visits.len(), plan.unscheduled.len());
    let proved = plan.unscheduled.iter().filter(|one| one.reason.is_proved()).count();
    let (cost, iterations) = (plan.objective, plan.iterations);
    let terms = plan.judgement.terms;
    let mut lines = vec![match lang {
        Lang::Zh => format!("已排走访{planned}次，未排{missing}次；目标值 {cost}（{iterations}步）"),
        Lang::En => {
            format!(
                "visits planned {planned}, missing {missing}; objective {cost} ({iterations})",
                iterations = counted(&iterations, "iteration")
            )
        }
    }];
    if !instance.published.is_empty() {
        let (day, leader, time) = (terms.change_day, terms.change_leader, terms.change_time);
        let removed = terms.removed;
        lines.push(match lang {
            Lang::Zh => format!("已公布的走访：改日{day}次，换人{leader}次，改时间{time}次，取消{removed}次"),
            Lang::En => format!(
                "published visits: other day {day}, other leader {leader}, other time {time}, removed {removed}"
            ),
        });
    }
    if proved > 0 {
        lines.push(match lang {
            Lang::Zh => format!("未排的走访里，有{proved}次可以证明怎么排都排不进"),
            Lang::En => format!("of the missing, proved to be impossible in any plan: {proved}"),
        });
    }
    lines.extend(plan.unscheduled.iter().take(LISTED_MAX).map(|one| missing_line(lang, instance, one)));
    if missing > LISTED_MAX {
        lines.push(match lang {
            Lang::Zh => format!("  其余{}次见输出的 unscheduled", missing - LISTED_MAX),
            Lang::En => format!("  the other {} are in `unscheduled` of the output", missing - LISTED_MAX),
        });
    }
    lines
}

fn missing_line(lang: Lang, instance: &Instance, one: &Unscheduled) -> String {
    let (place, k) = (&instance.places[one.place].id, one.k);
    let why = match lang {
        Lang::Zh => chinese(instance, &one.reason),
        Lang::En => english(instance, &one.reason),
    };
    match lang {
        Lang::Zh => format!("  {place} 第{k}次：{why}"),
        Lang::En => format!("  {place}, visit {k}: {why}"),
    }
}

fn chinese(instance: &Instance, reason: &Reason) -> String {
    match reason {
        Reason::NoEligibleLeader => "没有可以去的领导".to_owned(),
        Reason::NoCommonDay(lost) => format!(
            "没有一天走得成：已过{}天，休息{}天，对方不接待{}天，当天没有合适时段{}天，领导都不在{}天，时间来不及{}天",
            lost.over, lost.not_working, lost.place_closed, lost.no_window, lost.leaders_busy, lost.no_time
        ),
        Reason::GapsImpossible { most } => format!("按间隔要求，这里最多走得成{most}次"),
        Reason::BlockedByLocked { most } => format!("锁定的走访不动，这里最多走得成{most}次"),
        Reason::BlockedBySiblings { siblings } => {
            let others = siblings.iter().map(|(k, day)| format!("第{k}次在第{day}天"));
            format!("在本计划里，同一地点的{}，间隔容不下", others.collect::<Vec<_>>().join("、"))
        }
        Reason::Capacity { counts, relaxations, .. } => {
            let each = counts.iter().map(|(binding, count)| format!("{}{count}个", binding_zh(*binding)));
            let counts = each.collect::<Vec<_>>().join("，");
            let text = format!("在本计划里没有空档：{counts}");
            match relaxations.first() {
                None => text,
                Some(first) => format!("{text}；{}就排得进", relaxed_zh(instance, first)),
            }
        }
        Reason::CostsMore { by } => format!("排得进，但按权重要多付{by}"),
    }
}

const fn binding_zh(binding: Binding) -> &'static str {
    match binding {
        Binding::DayFull => "当天已满",
        Binding::WeekFull => "当周已满",
        Binding::AllFull => "总数已满",
        Binding::NoTime => "时间不够",
        Binding::LockedDay => "当天已锁定",
    }
}

fn relaxed_zh(instance: &Instance, one: &Relaxation) -> String {
    let id = |leader: &usize| &instance.leaders[*leader].id;
    match one {
        Relaxation::Week { leader, day } => format!("{} 在第{day}天那一周多走一次", id(leader)),
        Relaxation::Day { leader, day } => format!("{} 在第{day}天多走一次", id(leader)),
        Relaxation::All { leader } => format!("{} 总共多走一次", id(leader)),
        Relaxation::DayOff { leader, day } => format!("{} 在第{day}天（休息日）也走访", id(leader)),
        Relaxation::Busy { leader, day } => format!("{} 在第{day}天腾出时间", id(leader)),
    }
}

fn english(instance: &Instance, reason: &Reason) -> String {
    match reason {
        Reason::NoEligibleLeader => "no leader may go there".to_owned(),
        Reason::NoCommonDay(lost) => format!(
            "no day will do: {} are over, {} off, {} the place is closed, {} have no window, {} every leader is busy, {} \
             are too short",
            lost.over, lost.not_working, lost.place_closed, lost.no_window, lost.leaders_busy, lost.no_time
        ),
        Reason::GapsImpossible { most } => format!("the gaps allow {most} of its visits at most"),
        Reason::BlockedByLocked { most } => {
            format!("with its locked visits where they are, the gaps allow {most} at most")
        }
        Reason::BlockedBySiblings { siblings } => {
            let others = siblings.iter().map(|(k, day)| format!("visit {k} on day {day}"));
            format!(
                "in this plan {} of the same place leaves no room",
                others.collect::<Vec<_>>().join(" and ")
            )
        }
        Reason::Capacity { counts, relaxations, .. } => {
            let each = counts.iter().map(|(binding, count)| format!("{} {count}", binding_en(*binding)));
            let counts = each.collect::<Vec<_>>().join(", ");
            let text = format!("no slot is free in this plan: {counts}");
            match relaxations.first() {
                None => text,
                Some(first) => format!("{text}; it would fit with {}", relaxed_en(instance, first)),
            }
        }
        Reason::CostsMore { by } => {
            format!("it fits, but by the weights it costs {by} more than to leave it out")
        }
    }
}

const fn binding_en(binding: Binding) -> &'static str {
    match binding {
        Binding::DayFull => "day full",
        Binding::WeekFull => "week full",
        Binding::AllFull => "all visits used",
        Binding::NoTime => "no time left",
        Binding::LockedDay => "day locked",
    }
}

fn relaxed_en(instance: &Instance, one: &Relaxation) -> String {
    let id = |leader: &usize| &instance.leaders[*leader].id;
    match one {
        Relaxation::Week { leader, day } => {
            format!("one more visit of {} in the week of day {day}", id(leader))
        }
        Relaxation::Day { leader, day } => format!("one more visit of {} on day {day}", id(leader)),
        Relaxation::All { leader } => format!("one more visit of {} in all", id(leader)),
        Relaxation::DayOff { leader, day } => format!("{} working on day {day}, a day off", id(leader)),
        Relaxation::Busy { leader, day } => format!("{} free on day {day}", id(leader)),
    }
}
