//! What a change does, in sentences: people and messages, not lines of text.

use muster_core::align::{Change, List, Turn};
use muster_core::impact::{Group, Impact, Load, OnDay, items, steps};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;
use muster_rules::counted::counted;

use super::edited;
use crate::lang::Lang;

/// Most units, days or posts named in one line; the rest are counted.
const SHOWN: usize = 12;

/// The sentences, one a line.
#[must_use]
pub fn sentences(
    lang: Lang,
    (old, new): (&Definition, &Definition),
    changes: &[Change],
    impact: &Impact,
) -> Vec<String> {
    let with_parts = |one: &Change| {
        let (line, parts) = (change(lang, one), edited::parts(lang, old, new, one));
        match (lang, parts.is_empty()) {
            (_, true) => line,
            (Lang::Zh, false) => format!("{line}（{parts}）"),
            (Lang::En, false) => format!("{line} ({parts})"),
        }
    };
    let mut lines: Vec<String> = changes.iter().map(with_parts).collect();
    lines.push(sum(lang, impact));
    let head = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    lines.extend(impact.moved.iter().map(|group| head("  改期 ", "  moved ") + &moved(lang, group)));
    lines.extend(
        impact
            .reminded_otherwise
            .iter()
            .map(|group| head("  提醒另排 ", "  reminded otherwise ") + &still(lang, group)),
    );
    lines.extend(impact.added.iter().map(|group| head("  新增 ", "  added ") + &still(lang, group)));
    lines.extend(
        impact.dropped.iter().map(|group| head("  不再要求 ", "  not asked any more ") + &still(lang, group)),
    );
    lines.push(reminders(lang, impact));
    if !impact.loads.is_empty() {
        lines.push(loads(lang, &impact.loads));
    }
    lines
}

fn change(lang: Lang, change: &Change) -> String {
    let list = match (lang, change.list) {
        (Lang::Zh, List::Roles) => "角色",
        (Lang::Zh, List::Contacts) => "岗位",
        (Lang::Zh, List::Units) => "单位",
        (Lang::Zh, List::Audiences) => "人群",
        (Lang::Zh, List::ReminderPolicies) => "提醒规则",
        (Lang::Zh, List::Phases) => "阶段",
        (Lang::Zh, List::Duties) => "任务",
        (Lang::Zh, List::Visits) => "走访",
        (Lang::Zh, List::Snapshots) => "快照",
        (Lang::Zh, List::Outlets) => "发布渠道",
        (Lang::Zh, List::Selections) => "评选",
        (Lang::Zh, List::Assignable) => "交办事项",
        (Lang::Zh, List::Concurrents) => "结合开展的活动",
        (Lang::Zh, List::Taxonomies) => "标签类",
        (Lang::Zh, List::Groups) => "另用日历的单位组",
        (Lang::Zh, List::Channels) => "发送渠道",
        (Lang::Zh, List::SelfArranged) => "自行安排的走访",
        (Lang::Zh, List::Cases) => "事件类型",
        (Lang::Zh, List::Reviews) => "评议",
        (Lang::Zh, List::Scores) => "评分表",
        (Lang::Zh, List::Lists) => "名单",
        (Lang::En, List::Roles) => "role",
        (Lang::En, List::Contacts) => "post",
        (Lang::En, List::Units) => "unit",
        (Lang::En, List::Audiences) => "audience",
        (Lang::En, List::ReminderPolicies) => "reminder policy",
        (Lang::En, List::Phases) => "phase",
        (Lang::En, List::Duties) => "duty",
        (Lang::En, List::Visits) => "visits",
        (Lang::En, List::Snapshots) => "snapshot",
        (Lang::En, List::Outlets) => "outlet",
        (Lang::En, List::Selections) => "selection",
        (Lang::En, List::Assignable) => "task given out",
        (Lang::En, List::Concurrents) => "campaign alongside",
        (Lang::En, List::Taxonomies) => "tags",
        (Lang::En, List::Groups) => "group with a calendar of its own",
        (Lang::En, List::Channels) => "channel",
        (Lang::En, List::SelfArranged) => "visits arranged",
        (Lang::En, List::Cases) => "kind of case",
        (Lang::En, List::Reviews) => "review",
        (Lang::En, List::Scores) => "score sheet",
        (Lang::En, List::Lists) => "list",
    };
    let (id, name) = (change.id.as_str(), change.name.as_str());
    let thing = if id == name { id.to_owned() } else { format!("{id} {name}") };
    let leaves = change.list == List::Units;
    match (lang, &change.turn) {
        (Lang::Zh, Turn::Added) => format!("新增{list}：{thing}"),
        (Lang::Zh, Turn::Renamed { from }) => format!("{list}改名：{from} → {thing}"),
        (Lang::Zh, Turn::Edited) => format!("{list}有改动：{thing}"),
        (Lang::Zh, Turn::Gone) if leaves => format!("{list}不在名册里了，今日起退出：{thing}"),
        (Lang::Zh, Turn::Gone) => format!("{list}停用：{thing}"),
        (Lang::Zh, Turn::Restored) => format!("{list}恢复：{thing}"),
        (Lang::Zh, Turn::Doubtful { among }) => {
            format!("{list}{thing}也许是 {} 改名，内容相同的不止一个，按新增处理", among.join("、"))
        }
        (Lang::En, Turn::Added) => format!("{list} added: {thing}"),
        (Lang::En, Turn::Renamed { from }) => format!("{list} renamed: {from} → {thing}"),
        (Lang::En, Turn::Edited) => format!("{list} changed: {thing}"),
        (Lang::En, Turn::Gone) if leaves => {
            format!("{list} not in the roster any more, leaves today: {thing}")
        }
        (Lang::En, Turn::Gone) => format!("{list} retired: {thing}"),
        (Lang::En, Turn::Restored) => format!("{list} back in use: {thing}"),
        (Lang::En, Turn::Doubtful { among }) => {
            format!("{list} {thing} may be {} renamed, but several are alike: taken as new", among.join(", "))
        }
    }
}

fn sum(lang: Lang, impact: &Impact) -> String {
    let (moved, otherwise) = (items(&impact.moved), items(&impact.reminded_otherwise));
    let (added, dropped) = (items(&impact.added), items(&impact.dropped));
    let backfill: usize = impact
        .added
        .iter()
        .chain(&impact.moved)
        .filter(|group| group.backfill)
        .map(|group| group.units.len())
        .sum();
    let Impact { unchanged, submitted, closed, .. } = impact;
    match lang {
        Lang::Zh => format!(
            "事项：{unchanged}项不变，{moved}项改期，{otherwise}项另排提醒，{added}项新增（其中{backfill}项补录），{dropped}项不再要求；已报送{submitted}项、已办结{closed}项不动"
        ),
        Lang::En => format!(
            "items: {unchanged} unchanged, {moved} moved, {otherwise} reminded otherwise, {added} added ({backfill} backfill), {dropped} not asked any more; {submitted} handed in and {closed} closed stay"
        ),
    }
}

fn day(lang: Lang, date: Date) -> String {
    let (_, month, day) = date.parts();
    match lang {
        Lang::Zh => format!("{month}月{day}日"),
        Lang::En => format!("{month}/{day}"),
    }
}

fn some(lang: Lang, names: Vec<String>) -> String {
    let count = names.len();
    let shown = names.into_iter().take(SHOWN).collect::<Vec<_>>().join(lang.pick("、", ", "));
    match lang {
        _ if count <= SHOWN => shown,
        Lang::Zh => format!("{shown} 等{count}个"),
        Lang::En => format!("{shown} and {} more", count - SHOWN),
    }
}

fn units(lang: Lang, group: &Group) -> String {
    let count = group.units.len();
    let names = some(lang, group.units.clone());
    match lang {
        Lang::Zh => format!("{count}个单位（{names}）"),
        Lang::En => format!("{count} ({names})", count = counted(&count, "unit")),
    }
}

fn named(group: &Group) -> String {
    format!("{} {}", group.occasion, group.name)
}

fn moved(lang: Lang, group: &Group) -> String {
    let at = |date: Option<Date>| date.map(|date| day(lang, date)).unwrap_or_default();
    let backfill = if group.backfill { lang.pick("（补录）", " (backfill)") } else { "" };
    match lang {
        Lang::Zh => {
            format!(
                "{}：{} → {}{backfill}，{}",
                named(group),
                at(group.from),
                at(group.to),
                units(lang, group)
            )
        }
        Lang::En => {
            format!(
                "{}: from {} to {}{backfill}, {}",
                named(group),
                at(group.from),
                at(group.to),
                units(lang, group)
            )
        }
    }
}

fn still(lang: Lang, group: &Group) -> String {
    let due = group.to.or(group.from).map(|date| day(lang, date)).unwrap_or_default();
    let backfill = if group.backfill { lang.pick("（补录）", " (backfill)") } else { "" };
    match lang {
        Lang::Zh => format!("{}：{due} 到期{backfill}，{}", named(group), units(lang, group)),
        Lang::En => format!("{}: due {due}{backfill}, {}", named(group), units(lang, group)),
    }
}

fn days(lang: Lang, days: &[OnDay]) -> String {
    let one = |on: &OnDay| match lang {
        Lang::Zh => format!("{} {}次", day(lang, on.day), on.steps),
        Lang::En => format!("{} × {}", day(lang, on.day), on.steps),
    };
    some(lang, days.iter().map(one).collect())
}

fn reminders(lang: Lang, impact: &Impact) -> String {
    let (gone, fresh) = (steps(&impact.withdrawn), steps(&impact.planned));
    let listed = |total: u32, all: &[OnDay]| match (total, lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("（{}）", days(lang, all)),
        (_, Lang::En) => format!(" ({})", days(lang, all)),
    };
    let (old, new) = (listed(gone, &impact.withdrawn), listed(fresh, &impact.planned));
    let today = impact.today;
    let sentence = match lang {
        Lang::Zh => format!("提醒：撤回{gone}次{old}，新排{fresh}次{new}；今天要发的{today}次"),
        Lang::En => {
            format!(
                "reminders: {gone} withdrawn{old}, {fresh} planned{new}; {today} of these today",
                gone = counted(&gone, "step")
            )
        }
    };
    let (gone, fresh) = (impact.withdrawn_if_missed, impact.planned_if_missed);
    if gone + fresh == 0 {
        return sentence;
    }
    sentence
        + &match lang {
            Lang::Zh => format!("；其中到期没报才会发的催办和督办单：撤回{gone}次，新排{fresh}次"),
            Lang::En => format!(
                "; of all these, only where nothing is handed in by the due day: {gone} withdrawn, {fresh} planned"
            ),
        }
}

fn loads(lang: Lang, loads: &[Load]) -> String {
    let one = |load: &Load| {
        let more = i64::from(load.after) - i64::from(load.before);
        format!("{} {more:+}", load.contact)
    };
    lang.pick("各人消息增减：", "messages more or fewer: ").to_owned()
        + &some(lang, loads.iter().map(one).collect())
}
