//! What a change does, in sentences: people and messages, not lines of text.

use muster_core::impact::{Group, Impact, LineChange, LineImpact, Load, OnDay, items, steps};
use muster_core::reconcile::{Change, ChangeKind, List};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;
use muster_protocol::{id, say};

use super::edited;
use muster_protocol::catalogue::{Language, Listed, TextId};

/// Most units, days or posts named in one line; the rest are counted.
const SHOWN: usize = 12;

/// The sentences, one a line.
#[must_use]
pub fn sentences(
    lang: Language,
    (old, new): (&Definition, &Definition),
    changes: &[Change],
    impact: &Impact,
) -> Vec<String> {
    let with_parts = |one: &Change| {
        let (line, parts) = (change(lang, one), edited::parts(lang, old, new, one));
        if parts.is_empty() { line } else { say!(lang, "change-with-its-parts", change = line, parts) }
    };
    let mut lines: Vec<String> = changes.iter().map(with_parts).collect();
    lines.extend(impact.lines.iter().map(|one| on_line(lang, one)));
    lines.push(sum(lang, impact));
    lines.extend(impact.moved.iter().map(|group| moved(lang, group)));
    let others = [
        (id!("reminded-otherwise"), &impact.reminded_otherwise),
        (id!("added"), &impact.added),
        (id!("not-asked-any-more"), &impact.dropped),
    ];
    for (head, groups) in others {
        lines.extend(groups.iter().map(|group| head.say(lang).to_owned() + &still(lang, group)));
    }
    lines.push(reminders(lang, impact));
    if !impact.loads.is_empty() {
        lines.push(loads(lang, &impact.loads));
    }
    lines
}

fn list(list: List) -> TextId {
    match list {
        List::Roles => id!("changed-role"),
        List::Contacts => id!("changed-post"),
        List::Units => id!("changed-unit"),
        List::Audiences => id!("changed-audience"),
        List::ReminderPolicies => id!("changed-reminder-policy"),
        List::Phases => id!("changed-phase"),
        List::Duties => id!("changed-duty"),
        List::Visits => id!("changed-visits"),
        List::Snapshots => id!("changed-snapshot"),
        List::Outlets => id!("changed-outlet"),
        List::Selections => id!("changed-selection"),
        List::Assignable => id!("changed-task-given-out"),
        List::Concurrents => id!("changed-campaign-alongside"),
        List::Taxonomies => id!("changed-tags"),
        List::Groups => id!("changed-group"),
        List::Channels => id!("changed-channel"),
        List::SelfArranged => id!("changed-visits-arranged"),
        List::Cases => id!("changed-kind-of-case"),
        List::Reviews => id!("changed-review"),
        List::Scores => id!("changed-score-sheet"),
        List::Lists => id!("changed-list"),
    }
}

fn change(lang: Language, change: &Change) -> String {
    let list = list(change.list);
    let (id, name) = (change.id.as_str(), change.name.as_str());
    let thing = if id == name { id.to_owned() } else { format!("{id} {name}") };
    let leaves = change.list == List::Units;
    match &change.kind {
        ChangeKind::Added => say!(lang, "list-thing-added", list: list, thing),
        ChangeKind::Renamed { from } => say!(lang, "list-thing-renamed", list: list, from, thing),
        ChangeKind::Edited => say!(lang, "list-thing-changed", list: list, thing),
        ChangeKind::Gone if leaves => say!(lang, "list-thing-leaves-today", list: list, thing),
        ChangeKind::Gone => say!(lang, "list-thing-retired", list: list, thing),
        ChangeKind::Restored => say!(lang, "list-thing-back-in-use", list: list, thing),
        ChangeKind::Doubtful { among } => {
            say!(lang, "list-thing-may-be-renamed", list: list, thing, among: Listed(among))
        }
    }
}

/// What becomes of the points of a line.
fn on_line(lang: Language, one: &LineImpact) -> String {
    let LineImpact { sheet, line, change, entered, lost } = one;
    let of = match change {
        LineChange::Added { max } => return say!(lang, "line-of-a-sheet-added", sheet, line, max),
        LineChange::Renamed { from } => say!(lang, "line-of-a-sheet-renamed", sheet, from, line),
        LineChange::Gone => say!(lang, "line-of-a-sheet-gone", sheet, line),
        LineChange::Max { from, to } => {
            say!(lang, "line-of-a-sheet-with-another-maximum", sheet, line, from, to)
        }
        LineChange::Scored => say!(lang, "line-of-a-sheet-scored-otherwise", sheet, line),
    };
    let kept = entered.saturating_sub(*lost);
    let points = match (entered, change) {
        (0, _) => lang.say("nothing-was-entered-there").to_owned(),
        (_, LineChange::Max { to, .. }) if *lost > 0 => {
            say!(lang, "entries-of-which-some-are-cut", #entered = *entered, lost, to)
        }
        _ if *lost > 0 => say!(lang, "entries-of-which-some-count-no-more", #entered = *entered, lost, kept),
        _ => say!(lang, "entries-that-go-on-counting", #entered = *entered),
    };
    of + &points
}

fn sum(lang: Language, impact: &Impact) -> String {
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
    say!(
        lang,
        "items-unchanged-moved-added-dropped",
        unchanged,
        moved,
        otherwise,
        added,
        backfill,
        dropped,
        submitted,
        closed
    )
}

fn day(lang: Language, date: Date) -> String {
    let (_, month, day) = date.parts();
    say!(lang, "month-and-day", month, day)
}

fn some(lang: Language, names: &[String]) -> String {
    let count = names.len();
    if count <= SHOWN {
        return names.join(lang.say("list-comma"));
    }
    let more = count - SHOWN;
    say!(lang, "names-and-more-of-count", names: Listed(&names[..SHOWN]), more, count)
}

fn units(lang: Language, group: &Group) -> String {
    let names = some(lang, &group.units);
    say!(lang, "units-with-names", #units = group.units.len(), names)
}

/// What is said behind a due day that lies before the launch.
fn backfill(group: &Group) -> Option<TextId> {
    group.backfill.then_some(id!("backfill-in-brackets"))
}

fn named(group: &Group) -> String {
    format!("{} {}", group.occasion, group.name)
}

fn moved(lang: Language, group: &Group) -> String {
    let at = |date: Option<Date>| date.map(|date| day(lang, date)).unwrap_or_default();
    say!(
        lang,
        "due-day-moved",
        group = named(group),
        from = at(group.from),
        to = at(group.to),
        backfill: backfill(group),
        units = units(lang, group)
    )
}

fn still(lang: Language, group: &Group) -> String {
    let due = group.to.or(group.from).map(|date| day(lang, date)).unwrap_or_default();
    say!(
        lang,
        "group-due-on-day",
        group = named(group),
        due,
        backfill: backfill(group),
        units = units(lang, group)
    )
}

fn days(lang: Language, days: &[OnDay]) -> String {
    let one = |on: &OnDay| say!(lang, "day-with-its-steps", day = day(lang, on.day), steps = on.steps);
    some(lang, &days.iter().map(one).collect::<Vec<_>>())
}

fn reminders(lang: Language, impact: &Impact) -> String {
    let (gone, fresh) = (steps(&impact.withdrawn), steps(&impact.planned));
    let listed = |total: u32, all: &[OnDay]| match total {
        0 => String::new(),
        _ => say!(lang, "days-in-brackets", days = days(lang, all)),
    };
    let (old, new) = (listed(gone, &impact.withdrawn), listed(fresh, &impact.planned));
    let today = impact.today;
    let sentence = say!(lang, "reminders-withdrawn-and-planned", #gone = gone, old, fresh, new, today);
    let (gone, fresh) = (impact.withdrawn_if_missed, impact.planned_if_missed);
    if gone + fresh == 0 {
        return sentence;
    }
    sentence + &say!(lang, "of-these-only-where-nothing-is-handed-in", gone, fresh)
}

fn loads(lang: Language, loads: &[Load]) -> String {
    let one = |load: &Load| {
        let more = i64::from(load.after) - i64::from(load.before);
        format!("{} {more:+}", load.contact)
    };
    lang.say("messages-more-or-fewer").to_owned() + &some(lang, &loads.iter().map(one).collect::<Vec<_>>())
}
