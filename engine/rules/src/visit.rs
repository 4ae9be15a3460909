//! What a plan of field visits must satisfy.
//!
//! The planner and the campaign judge by the same [`infeasible`]; finding good days is the planner's work, not ours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use muster_words::codec;
use muster_words::definition::{Busy, Definition, VisitProgramme};
use muster_words::ids::{ContactIx, Digest, ProgrammeIx, UnitIx};
use muster_words::item::ProposedVisit;
use muster_words::question::{PlaceToVisit, StandingVisit, VisitInstance};
use muster_words::refs::Ids;
use muster_words::shape;
use muster_words::time::{Date, Instant, MINUTE, TimeOfDay};

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

/// Lets visits that stand give way to what is planned for their places instead: they no longer stand, and their places await
/// a visit.
pub fn give_way(instance: &mut VisitInstance, standing: &[StandingVisit], places: Vec<PlaceToVisit>) {
    instance.standing.retain(|one| !standing.contains(one));
    instance.places.extend(places);
}

/// A rule that a plan breaks, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Infeasible {
    /// The place whose visit breaks it; none where the whole plan does.
    pub place: Option<UnitIx>,
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Infeasible {
    fn plain(en: String, zh: String) -> Vec<Self> {
        vec![Self { place: None, en, zh }]
    }
}

/// Some broken rules as one sentence, in English and in Chinese.
#[must_use]
pub fn sentences(broken: &[Infeasible]) -> (String, String) {
    let join = |of: fn(&Infeasible) -> &str, by: &str| broken.iter().map(of).collect::<Vec<_>>().join(by);
    (join(|one| &one.en, "; "), join(|one| &one.zh, "；"))
}

/// Why a plan breaks its rules: sentences that name the place and the rule, for refusals and logs. Empty means feasible. A plan need not visit every place; what it leaves out stays to be planned.
#[must_use]
pub fn infeasible(
    def: &Definition,
    programme: ProgrammeIx,
    instance: &VisitInstance,
    visits: &[ProposedVisit],
) -> Vec<Infeasible> {
    let Some(rules) = def.visits.get(programme.at()) else {
        return Infeasible::plain(
            format!("the definition has no visit programme {programme}"),
            format!("定义里没有{programme}号走访"),
        );
    };
    let Ok(zone) = Zone::of(def) else {
        return Infeasible::plain(
            format!("the definition's zone {} is unknown", def.zone),
            format!("没有“{}”这个时区", def.zone),
        );
    };
    if instance.programme != programme {
        return Infeasible::plain(
            format!("the instance is of visit programme {}, not {programme}", instance.programme),
            format!("这份走访任务属于{}号走访，不是{programme}号", instance.programme),
        );
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
            None => {
                plan.say(visit.place, format_args!("does not await a visit"), format_args!("目前不等走访"))
            }
        }
        plan.day(visit);
        plan.free(visit);
        plan.hours(visit);
    }
    for (place, count) in planned {
        if count > 1 {
            plan.say(
                place,
                format_args!("is visited {count} times, at most once is allowed"),
                format_args!("排了{count}次走访，最多一次"),
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
    found: Vec<Infeasible>,
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
        let (name_en, name_zh) = name(self.def, place);
        self.found.push(Infeasible {
            place: Some(place),
            en: format!("{name_en}: {en}"),
            zh: format!("{name_zh}：{zh}"),
        });
    }

    fn place(&mut self, visit: &ProposedVisit, place: &PlaceToVisit) {
        if visit.visitor != place.visitor {
            let (got, want) = (self.contact(visit.visitor), self.contact(place.visitor));
            self.say(
                visit.place,
                format_args!("is visited by {got}, its visitor is {want}"),
                format_args!("安排了{got}去，应由{want}去"),
            );
        }
        let gap = i32::from(self.rules.gap_days);
        if let Some(last) = place.last_visit
            && visit.date.0.saturating_sub(last.0) < gap
        {
            let date = visit.date;
            self.say(
                visit.place,
                format_args!("{date} is less than {gap} days after its last visit on {last}"),
                format_args!("{date}离上次走访（{last}）不到{gap}天"),
            );
        }
    }

    /// A day for which a visit was called off does not come again.
    fn called_off(&mut self, visit: &ProposedVisit, place: &PlaceToVisit) {
        if place.not_on.contains(&visit.date) {
            self.say(
                visit.place,
                format_args!("its visit on {} was called off before", visit.date),
                format_args!("{}的走访已经取消过", visit.date),
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
                format_args!("{date}不在{first}至{last}之内"),
            );
        }
        match calendar::is_workday(&self.def.calendar, date) {
            Ok(true) => {}
            Ok(false) => self.say(
                visit.place,
                format_args!("{date} is not a working day"),
                format_args!("{date}不是工作日"),
            ),
            Err(missing) => {
                let year = missing.year;
                self.say(visit.place, format_args!("{missing}"), format_args!("没有{year}年的放假安排"));
            }
        }
    }

    /// The whole of a visit, with the way there and back, is clear of what its visitor is busy with.
    fn free(&mut self, visit: &ProposedVisit) {
        let road = i64::from(self.rules.travel) * MINUTE;
        let (leaves, back) = (visit.start.plus(-road), visit.end.plus(road));
        let near = |day: Date| day.0.abs_diff(visit.date.0) <= 1;
        let own = busy(self.def).filter(|busy| busy.visitor == visit.visitor && near(busy.date));
        let mut clashes = own.filter(|busy| {
            let (from, until) = busy_span(&self.zone, busy);
            leaves < until && from < back
        });
        let Some(clash) = clashes.next() else { return };
        drop(clashes);
        let (visitor, date) = (self.contact(visit.visitor), clash.date);
        let (on_the_road, on_the_road_zh) = match self.rules.travel {
            0 => (String::new(), String::new()),
            minutes => (format!(", and {minutes} minutes on the road"), format!("，路上还要{minutes}分钟")),
        };
        if clash.is_day() {
            self.say(
                visit.place,
                format_args!("{visitor} is busy on {date}"),
                format_args!("{visitor}在{date}有事"),
            );
        } else {
            let (from, until) = (clash.from, clash.until);
            self.say(
                visit.place,
                format_args!("{visitor} is busy on {date} from {from} to {until}{on_the_road}"),
                format_args!("{visitor}在{date} {from}至{until}有事{on_the_road_zh}"),
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
                    format_args!("时长不是{minutes}分钟"),
                );
            }
            None => {
                let start = self.zone.rfc3339(visit.start);
                let date = visit.date;
                self.say(
                    visit.place,
                    format_args!("{start} is not a start time of the programme on {date}"),
                    format_args!("{start}不是{date}的走访开始时间"),
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
                    format_args!("{date} is less than {gap} days from its visit on {other}"),
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
                    let visitor = self.contact(visit.visitor);
                    let (year, week) = week;
                    self.say(
                        visit.place,
                        format_args!("{visitor} has {found} visits in week {year}-W{week:02}, at most {cap}"),
                        format_args!("{visitor}在{year}年第{week}周有{found}次走访，最多{cap}次"),
                    );
                }
                Some(_) | None => {}
            }
        }
    }

    /// How long it takes from one place to the next; nothing inside a town.
    fn road(&self, from: UnitIx, to: UnitIx) -> i64 {
        let town = |place: UnitIx| self.def.units.get(place.at()).map_or("", |unit| unit.town.as_str());
        if !town(from).is_empty() && town(from) == town(to) {
            return 0;
        }
        i64::from(self.rules.travel) * MINUTE
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
                    && one.start < before.end.plus(self.road(before.place, one.place))
                    && (one.proposed || before.proposed)
                {
                    let (own, other) = if one.proposed { (one, before) } else { (before, one) };
                    let visitor = self.contact(visitor);
                    let (other_en, other_zh) = name(self.def, other.place);
                    if one.start < before.end {
                        self.say(
                            own.place,
                            format_args!("overlaps {visitor}'s visit to {other_en}"),
                            format_args!("与{visitor}去{other_zh}的走访时间重叠"),
                        );
                    } else {
                        let minutes = self.rules.travel;
                        self.say(
                            own.place,
                            format_args!("leaves less than {minutes} minutes on the road to {visitor}'s visit to {other_en}"), format_args!("离{visitor}去{other_zh}的走访不到{minutes}分钟路程"),
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

/// A place as people know it, code and short name, in English and in Chinese.
fn name(def: &Definition, place: UnitIx) -> (String, String) {
    match def.units.get(place.at()) {
        Some(unit) => {
            let name = format!("{} {}", unit.code, unit.short);
            (name.clone(), name)
        }
        None => (format!("unit {place}, which is not in the roster"), format!("{place}号单位（名单里没有）")),
    }
}

#[cfg(test)]
mod tests;
