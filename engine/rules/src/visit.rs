//! What a plan of field visits must satisfy.
//!
//! The planner and the campaign judge by the same [`infeasible`]; finding good days is the planner's work, not ours.

pub mod road;

use crate::counted::counted;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use muster_protocol::codec;
use muster_protocol::definition::{Busy, Definition, VisitProgramme};
use muster_protocol::ids::{ContactIx, Digest, ProgrammeIx, UnitIx};
use muster_protocol::item::ProposedVisit;
use muster_protocol::question::{PlaceToVisit, StandingVisit, VisitInstance};
use muster_protocol::refs::Ids;
use muster_protocol::shape;
use muster_protocol::time::{Date, Instant, MINUTE, TimeOfDay};

use crate::calendar;
use crate::zone::Zone;

/// The digest that pins a plan to the instance it was made from (ARCHITECTURE.md, “What always holds”): BLAKE3 over its
/// postcard bytes.
#[must_use]
pub fn digest(instance: &shape::VisitInstance<Ids>) -> Digest {
    Digest::of(&codec::encode(instance))
}

/// The ISO week of a local date, as (year, week): weekly caps count by it.
#[must_use]
pub fn iso_week(date: Date) -> (i32, u32) {
    let week = date.naive().iso_week();
    (week.year(), week.week())
}

/// Start and end of a visit of the programme on a local day, from one of its start times.
#[must_use]
pub fn slot(programme: &VisitProgramme, zone: &Zone, date: Date, start: TimeOfDay) -> (Instant, Instant) {
    let start = zone.at(date, start);
    (start, start.plus(i64::from(programme.minutes) * MINUTE))
}

/// When visitors are busy. The times are the person's, whichever programme names them: nobody is free for one programme and
/// away for another.
pub fn busy(def: &Definition) -> impl Iterator<Item = Busy> + '_ {
    def.visits.iter().flat_map(|programme| &programme.busy).copied()
}

/// How many days of a stretch a visitor is busy on, be it for an hour.
#[must_use]
pub fn busy_days(def: &Definition, visitor: ContactIx, (first, last): (Date, Date)) -> u16 {
    let own = busy(def).filter(|busy| busy.visitor == visitor && (first..=last).contains(&busy.date));
    let days: BTreeSet<Date> = own.map(|busy| busy.date).collect();
    u16::try_from(days.len()).unwrap_or(u16::MAX)
}

/// From when until when a busy time lasts.
#[must_use]
pub fn busy_span(zone: &Zone, busy: &Busy) -> (Instant, Instant) {
    let ends = busy.until == Busy::DAY_ENDS;
    let until = if ends { zone.start_of_day(busy.date.plus(1)) } else { zone.at(busy.date, busy.until) };
    let from = if busy.from == Busy::DAY_BEGINS {
        zone.start_of_day(busy.date)
    } else {
        zone.at(busy.date, busy.from)
    };
    (from, until)
}

/// Everybody who visits in a programme, each once: those who take turns, in their order, or else the holders of its role at some
/// place.
#[must_use]
pub fn visitors(def: &Definition, rules: &VisitProgramme) -> Vec<ContactIx> {
    if let Some(turns) = &rules.turns {
        return turns.visitors.clone();
    }
    let role = rules.visitor.at();
    let mut seen = BTreeSet::new();
    let held = def.units.iter().filter_map(|unit| unit.contacts.get(role).copied().flatten());
    held.filter(|visitor| seen.insert(*visitor)).collect()
}

/// Lets visits that stand give way to what is planned for their places instead: they no longer stand, and their places await
/// a visit.
pub fn give_way(instance: &mut VisitInstance, standing: &[StandingVisit], places: Vec<PlaceToVisit>) {
    instance.standing.retain(|one| !standing.contains(one));
    instance.places.extend(places);
}

/// A rule that a plan breaks: sentences that name the place and the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The place; none where the plan as a whole is nothing.
    pub place: Option<UnitIx>,
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Broken {
    fn whole(en: String, zh: String) -> Vec<Self> {
        vec![Self { place: None, en, zh }]
    }
}

/// Why a plan breaks its rules, in English, for logs. Empty means feasible.
#[must_use]
pub fn infeasible(
    def: &Definition,
    programme: ProgrammeIx,
    instance: &VisitInstance,
    visits: &[ProposedVisit],
) -> Vec<String> {
    broken(def, programme, instance, visits).into_iter().map(|broken| broken.en).collect()
}

/// The rules that a plan breaks; none means feasible. A plan need not visit every place; what it leaves out stays to be
/// planned.
#[must_use]
pub fn broken(
    def: &Definition,
    programme: ProgrammeIx,
    instance: &VisitInstance,
    visits: &[ProposedVisit],
) -> Vec<Broken> {
    let Some(rules) = def.visits.get(programme.at()) else {
        let en = format!("the definition has no visit programme {programme}");
        return Broken::whole(en, format!("定义里没有走访项目{programme}"));
    };
    let Ok(zone) = Zone::of(def) else {
        let en = format!("the definition's zone {} is unknown", def.zone);
        return Broken::whole(en, format!("时区{}不认识", def.zone));
    };
    if instance.programme != programme {
        let en = format!("the instance is of visit programme {}, not {programme}", instance.programme);
        return Broken::whole(en, format!("这是走访项目{}的，不是{programme}的", instance.programme));
    }
    let mut plan = Check { def, rules, zone, instance, found: Vec::new() };
    let places: BTreeMap<UnitIx, &PlaceToVisit> =
        instance.places.iter().map(|place| (place.place, place)).collect();
    let mut planned = BTreeMap::new();
    for visit in visits {
        *planned.entry(visit.place).or_insert(0u32) += 1;
        match places.get(&visit.place) {
            Some(place) => {
                plan.place(visit, place);
                plan.called_off(visit, place);
            }
            None => plan.say(visit.place, format_args!("does not await a visit"), format_args!("没有待走访")),
        }
        plan.day(visit);
        plan.free(visit);
        plan.hours(visit);
    }
    for (place, count) in planned {
        if count > 1 {
            plan.say(
                place,
                format_args!("is visited {count}, at most once is allowed", count = counted(&count, "time")),
                format_args!("排了{count}次，只能一次"),
            );
        }
    }
    plan.gaps(visits);
    plan.weeks(visits);
    plan.overlaps(visits);
    plan.found
}

struct Check<'a> {
    def: &'a Definition,
    rules: &'a VisitProgramme,
    zone: Zone,
    instance: &'a VisitInstance,
    found: Vec<Broken>,
}

/// One visit on a visitor's time line; `place` is proposed or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Taken {
    start: Instant,
    end: Instant,
    proposed: bool,
    place: UnitIx,
}

impl Check<'_> {
    fn say(&mut self, place: UnitIx, en: std::fmt::Arguments<'_>, zh: std::fmt::Arguments<'_>) {
        let name = name(self.def, place);
        let (en, zh) = (format!("{name}: {en}"), format!("{name}：{zh}"));
        self.found.push(Broken { place: Some(place), en, zh });
    }

    /// A visitor in the committee's words.
    fn post(&self, contact: ContactIx) -> &str {
        self.def.contacts.get(contact.at()).map_or("?", |found| found.post.as_str())
    }

    fn place(&mut self, visit: &ProposedVisit, place: &PlaceToVisit) {
        let others = place.turn.as_ref().map(|turn| turn.others.as_slice()).unwrap_or_default();
        if visit.visitor != place.visitor && !others.contains(&visit.visitor) {
            let (got, want) = (self.contact(visit.visitor), self.contact(place.visitor));
            let (zh_got, zh_want) =
                (self.post(visit.visitor).to_owned(), self.post(place.visitor).to_owned());
            self.say(
                visit.place,
                format_args!("is visited by {got}, its visitor is {want}"),
                format_args!("写的是{zh_got}去，应由{zh_want}去"),
            );
        }
        let gap = i32::from(self.rules.gap_days);
        if let Some(last) = place.last_visit
            && visit.date.0.saturating_sub(last.0) < gap
        {
            let date = visit.date;
            self.say(
                visit.place,
                format_args!(
                    "{date} is less than {gap} after its last visit on {last}",
                    gap = counted(&gap, "day")
                ),
                format_args!("{date}离上次走访（{last}）不到{gap}天"),
            );
        }
    }

    /// A day for which a visit was called off does not come again.
    fn called_off(&mut self, visit: &ProposedVisit, place: &PlaceToVisit) {
        if place.not_on.contains(&visit.date) {
            let date = visit.date;
            self.say(
                visit.place,
                format_args!("its visit on {date} was called off before"),
                format_args!("{date}的走访已取消过，请换一天"),
            );
        }
    }

    fn contact(&self, contact: ContactIx) -> String {
        self.def
            .contacts
            .get(contact.at())
            .map_or_else(|| format!("contact {contact}"), |found| found.id.clone())
    }

    fn day(&mut self, visit: &ProposedVisit) {
        let (date, first, last) = (visit.date, self.instance.first, self.instance.last);
        if date < first || date > last {
            self.say(
                visit.place,
                format_args!("{date} is outside {first} to {last}"),
                format_args!("{date}不在{first}至{last}之间"),
            );
        }
        match calendar::is_workday(&self.def.calendar, date) {
            Ok(true) => {}
            Ok(false) => self.say(
                visit.place,
                format_args!("{date} is not a working day"),
                format_args!("{date}不是工作日"),
            ),
            Err(missing) => self.say(
                visit.place,
                format_args!("{missing}"),
                format_args!("日历里没有{}年的表", date.parts().0),
            ),
        }
    }

    /// The whole of a visit, with the way there and back, is clear of what its visitor is busy with.
    fn free(&mut self, visit: &ProposedVisit) {
        let road = i64::from(self.rules.travel.minutes) * MINUTE;
        let (leaves, back) = (visit.start.plus(-road), visit.end.plus(road));
        let near = |day: Date| day.0.abs_diff(visit.date.0) <= 1;
        let clash = busy(self.def).find(|busy| {
            let (from, until) = busy_span(&self.zone, busy);
            busy.visitor == visit.visitor && near(busy.date) && leaves < until && from < back
        });
        let Some(clash) = clash else { return };
        let (visitor, date) = (self.contact(visit.visitor), clash.date);
        let post = self.post(visit.visitor).to_owned();
        let (road_en, road_zh) = match self.rules.travel.minutes {
            0 => (String::new(), String::new()),
            minutes => (format!(", and {minutes} minutes on the road"), format!("，路上还要{minutes}分钟")),
        };
        if clash.is_day() {
            self.say(
                visit.place,
                format_args!("{visitor} is busy on {date}"),
                format_args!("{post}{date}全天没空"),
            );
        } else {
            let (from, until) = (clash.from, clash.until);
            self.say(
                visit.place,
                format_args!("{visitor} is busy on {date} from {from} to {until}{road_en}"),
                format_args!("{post}{date} {from}至{until}没空{road_zh}"),
            );
        }
    }

    fn hours(&mut self, visit: &ProposedVisit) {
        let slots = self.rules.starts.iter().map(|&start| slot(self.rules, &self.zone, visit.date, start));
        let mut same_start = slots.filter(|slot| slot.0 == visit.start);
        match same_start.next() {
            Some((_, end)) if end == visit.end => {}
            Some(_) => {
                let minutes = self.rules.minutes;
                self.say(
                    visit.place,
                    format_args!("does not last {minutes} minutes"),
                    format_args!("不是{minutes}分钟"),
                );
            }
            None => {
                let start = self.zone.rfc3339(visit.start);
                let date = visit.date;
                let hour = self.zone.time_of(visit.start);
                let known: Vec<String> = self.rules.starts.iter().map(ToString::to_string).collect();
                let known = known.join("、");
                self.say(
                    visit.place,
                    format_args!("{start} is not a start time of the programme on {date}"),
                    format_args!("不能{hour}开始，可以的是{known}"),
                );
            }
        }
    }

    /// Days to the visits that stand at the same place, in whichever programme.
    fn gaps(&mut self, visits: &[ProposedVisit]) {
        let gap = u32::from(self.rules.gap_days);
        let mut standing: BTreeMap<UnitIx, Vec<Date>> = BTreeMap::new();
        for visit in &self.instance.standing {
            standing.entry(visit.place).or_default().push(visit.date);
        }
        for visit in visits {
            let near = standing.get(&visit.place).into_iter().flatten();
            for other in near.filter(|other| visit.date.0.abs_diff(other.0) < gap) {
                let date = visit.date;
                self.say(
                    visit.place,
                    format_args!(
                        "{date} is less than {gap} from its visit on {other}",
                        gap = counted(&gap, "day")
                    ),
                    format_args!("{date}离{other}的走访不到{gap}天"),
                );
            }
        }
    }

    fn weeks(&mut self, visits: &[ProposedVisit]) {
        let cap = u32::from(self.rules.per_week);
        let mut count: BTreeMap<(ContactIx, (i32, u32)), u32> = BTreeMap::new();
        let standing = self.instance.standing.iter().map(|visit| (visit.visitor, visit.date));
        for (visitor, date) in standing.chain(visits.iter().map(|visit| (visit.visitor, visit.date))) {
            *count.entry((visitor, iso_week(date))).or_default() += 1;
        }
        for visit in visits {
            let week = iso_week(visit.date);
            // Said once for a visitor and week, at the first visit that the plan puts there.
            match count.remove(&(visit.visitor, week)) {
                Some(found) if found > cap => {
                    let (visitor, post) = (self.contact(visit.visitor), self.post(visit.visitor).to_owned());
                    let (year, week) = week;
                    self.say(
                        visit.place,
                        format_args!(
                            "{visitor} has {found} in week {year}-W{week:02}, at most {cap}",
                            found = counted(&found, "visit")
                        ),
                        format_args!("{post}{year}年第{week}周有{found}次走访，至多{cap}次"),
                    );
                }
                Some(_) | None => {}
            }
        }
    }

    /// Minutes from one place to the next.
    fn road(&self, from: UnitIx, to: UnitIx) -> i64 {
        i64::from(road::minutes(self.def, &self.rules.travel, from, to))
    }

    fn overlaps(&mut self, visits: &[ProposedVisit]) {
        let mut taken: BTreeMap<ContactIx, Vec<Taken>> = BTreeMap::new();
        for visit in &self.instance.standing {
            let one = Taken { start: visit.start, end: visit.end, proposed: false, place: visit.place };
            taken.entry(visit.visitor).or_default().push(one);
        }
        for visit in visits {
            let one = Taken { start: visit.start, end: visit.end, proposed: true, place: visit.place };
            taken.entry(visit.visitor).or_default().push(one);
        }
        for (visitor, mut line) in taken {
            line.sort_unstable();
            let mut longest: Option<Taken> = None;
            for one in line {
                if let Some(before) = longest
                    && one.start < before.end.plus(self.road(before.place, one.place) * MINUTE)
                    && (one.proposed || before.proposed)
                {
                    let (own, other) = if one.proposed { (one, before) } else { (before, one) };
                    let (who, post) = (self.contact(visitor), self.post(visitor).to_owned());
                    let other = name(self.def, other.place);
                    if one.start < before.end {
                        self.say(
                            own.place,
                            format_args!("overlaps {who}'s visit to {other}"),
                            format_args!("和{post}到{other}的走访时间重叠"),
                        );
                    } else {
                        let minutes = self.road(before.place, one.place);
                        self.say(
                            own.place,
                            format_args!(
                                "leaves less than {minutes} minutes on the road to {who}'s visit to {other}"
                            ),
                            format_args!("和{post}到{other}的走访之间，路上不够{minutes}分钟"),
                        );
                    }
                }
                if longest.is_none_or(|before| one.end > before.end) {
                    longest = Some(one);
                }
            }
        }
    }
}

/// A place as people know it: code and short name.
fn name(def: &Definition, place: UnitIx) -> String {
    def.units.get(place.at()).map_or_else(
        || format!("unit {place}, which is not in the roster"),
        |unit| format!("{} {}", unit.code, unit.short),
    )
}

#[cfg(test)]
mod tests;
