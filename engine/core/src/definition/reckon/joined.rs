//! What joins: a person gets one message a day, at the earliest hour, so that reminders of other hours come earlier on days
//! that have several.

use std::collections::BTreeSet;

use muster_rules::audience;
use muster_words::definition::{CardColour, Definition, Habit};
use muster_words::ids::{HabitIx, RoleIx, UnitIx};
use muster_words::time::TimeOfDay;

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

use super::Lines;

/// Something that writes to people at an hour.
struct Writes {
    hour: TimeOfDay,
    to: BTreeSet<RoleIx>,
    zh: String,
    en: String,
    place: Place,
}

/// Tells of each hour that joins an earlier one.
pub(super) fn tell(def: &Definition, lines: &Lines<'_>, report: &mut Report) {
    let mut all = habits(def, lines);
    for line in lines.phases {
        let habit = def.habits.get(line.phase.habit.at());
        if let (Some(hour), Some(habit)) = (line.phase.notice, habit) {
            let name = &line.phase.name;
            let (zh, en) = (format!("阶段“{name}”的通知"), format!("the notice of the phase “{name}”"));
            all.push(Writes { hour, to: BTreeSet::from([habit.to]), zh, en, place: line.place });
        }
    }
    for later in &all {
        let earlier = all.iter().filter(|other| other.hour < later.hour && meet(def, other, later));
        let Some(first) = earlier.min_by_key(|other| other.hour) else { continue };
        let ((zh, en), (zh_first, en_first)) = ((&later.zh, &later.en), (&first.zh, &first.en));
        let (hour, hour_first) = (later.hour, first.hour);
        report.note(
            code::JOINED,
            later.place,
            format!("{zh}（{hour}）和{zh_first}（{hour_first}）有同样的收件人：同一天都有的合成一封，{hour_first} 发出"),
            format!("{en} ({hour}) and {en_first} ({hour_first}) write to the same people: on days with both they join in one message at {hour_first}"),
        );
    }
}

/// Habits in use, with the roles that their routine messages go to.
fn habits(def: &Definition, lines: &Lines<'_>) -> Vec<Writes> {
    let of_duties = def.duties.iter().filter_map(|duty| duty.habit);
    let used: BTreeSet<HabitIx> = of_duties.chain(def.visits.iter().map(|visit| visit.habit)).collect();
    let all = used.into_iter().filter_map(|ix| Some((ix, def.habits.get(ix.at())?)));
    all.map(|(ix, habit)| {
        let mut to = roles(habit);
        to.extend(def.visits.iter().filter(|visit| visit.habit == ix).map(|visit| visit.visitor));
        let (zh, en) = (format!("提醒“{}”", habit.name), format!("the habit “{}”", habit.name));
        let place = lines.habits.get(ix.at()).copied().unwrap_or(Place::START);
        Writes { hour: habit.hour, to, zh, en, place }
    })
    .collect()
}

fn roles(habit: &Habit) -> BTreeSet<RoleIx> {
    let yellow = habit.cards.iter().filter(|card| card.colour == CardColour::Yellow);
    yellow.flat_map(|card| card.to.iter().copied()).chain([habit.to]).collect()
}

/// Whether two write to one person: by one role, or by two that one post holds.
fn meet(def: &Definition, one: &Writes, other: &Writes) -> bool {
    if one.to.intersection(&other.to).next().is_some() {
        return true;
    }
    (0u32..).map(UnitIx).take(def.units.len()).any(|unit| {
        let holders = |writes: &Writes| -> BTreeSet<_> {
            writes.to.iter().filter_map(|role| audience::contact_of(def, unit, *role)).collect()
        };
        holders(one).intersection(&holders(other)).next().is_some()
    })
}
