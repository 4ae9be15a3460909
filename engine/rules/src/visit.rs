//! What a plan of field visits must satisfy.
//!
//! The planner and the campaign judge by the same [`infeasible`]; finding good days is the planner's work, not ours.

pub mod hours;
pub mod party;
pub mod road;
pub mod terms;

use muster_protocol::text;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use muster_protocol::catalogue::{Language, Listed, LocalizedText};
use muster_protocol::codec;
use muster_protocol::definition::{Busy, Definition, VisitProgramme};
use muster_protocol::ids::{ContactIx, Digest, ProgrammeIx, UnitIx};
use muster_protocol::item::ProposedVisit;
use muster_protocol::question::{PlaceToVisit, StandingVisit, VisitInstance};
use muster_protocol::refs::Ids;
use muster_protocol::shape;
use muster_protocol::time::{Date, Instant, MINUTE, TimeOfDay};

use crate::audience;
use crate::calendar::{self, MissingYear};
use crate::zone::Zone;
use hours::Hours;

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

/// Whether a place may be visited on a day, as far as calendars say: the campaign works, by whose days visitors go, and so does
/// the place's group where that has a calendar of its own.
///
/// # Errors
/// [`MissingYear`] when a calendar has no table for the year.
pub fn works(def: &Definition, place: UnitIx, date: Date) -> Result<bool, MissingYear> {
    if !calendar::is_workday(&def.calendar, date)? {
        return Ok(false);
    }
    let group = audience::group_of(def, place);
    if group.is_none() { Ok(true) } else { calendar::is_workday(audience::calendar_of(def, group), date) }
}

/// On how many working days of a stretch a visitor is busy, be it for an hour. Days on which nobody is visited anyway are not
/// counted.
#[must_use]
pub fn busy_days(def: &Definition, visitor: ContactIx, (first, last): (Date, Date)) -> u16 {
    let own = busy(def).filter(|busy| busy.visitor == visitor && (first..=last).contains(&busy.date));
    let worked = |day: &Date| calendar::is_workday(&def.calendar, *day).unwrap_or(false);
    let days: BTreeSet<Date> = own.map(|busy| busy.date).filter(worked).collect();
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

/// Everybody to whom a visit to a place can be given, each once: those who take turns, in their order, or else who may visit it by
/// the file; where that says of nobody else, the holders of the programme's role at some place.
#[must_use]
pub fn visitors(def: &Definition, rules: &VisitProgramme, place: UnitIx) -> Vec<ContactIx> {
    if let Some(turns) = &rules.turns {
        return turns.visitors.clone();
    }
    if !rules.eligible.is_empty() {
        return eligible(def, rules, place);
    }
    let role = rules.visitor.at();
    let mut seen = BTreeSet::new();
    let held = def.units.iter().filter_map(|unit| unit.contacts.get(role).copied().flatten());
    held.filter(|visitor| seen.insert(*visitor)).collect()
}

/// Who may visit a place where visitors take no turns, each once: the holder of the programme's role there first.
#[must_use]
pub fn eligible(def: &Definition, rules: &VisitProgramme, place: UnitIx) -> Vec<ContactIx> {
    let own = audience::contact_of(def, place, rules.visitor);
    let here = rules.eligible.iter().filter(|one| audience::selects(def, one.places, place));
    let others = here.flat_map(|one| {
        let held = one.roles.iter().filter_map(move |role| audience::contact_of(def, place, *role));
        one.visitors.iter().copied().chain(held)
    });
    let mut seen = BTreeSet::new();
    own.into_iter().chain(others).filter(|visitor| seen.insert(*visitor)).collect()
}

/// Whether two entries are of one visit, no matter who is its visitor in each.
#[must_use]
pub fn is_same(one: &StandingVisit, other: &StandingVisit) -> bool {
    (one.place, one.start, one.end) == (other.place, other.start, other.end)
}

/// Lets visits that stand give way to what is planned for their places instead: they no longer stand, and their places await
/// a visit.
pub fn give_way(instance: &mut VisitInstance, standing: &[StandingVisit], places: Vec<PlaceToVisit>) {
    instance.standing.retain(|one| !standing.contains(one));
    instance.along.retain(|one| !standing.iter().any(|own| is_same(own, one)));
    instance.places.extend(places);
}

/// A rule that a plan breaks: a sentence that names the place and the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The place; none where the plan as a whole is nothing.
    pub place: Option<UnitIx>,
    /// The sentence.
    pub said: LocalizedText,
}

impl Broken {
    fn whole(said: LocalizedText) -> Vec<Self> {
        vec![Self { place: None, said }]
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
    let broken = broken(def, programme, instance, visits).into_iter();
    broken.map(|broken| broken.said.into_language(Language::En)).collect()
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
        return Broken::whole(text!("the-definition-has-no-visit-programme-programme", programme));
    };
    let Ok(zone) = Zone::of(def) else {
        return Broken::whole(text!("the-definitions-zone-zone-is-unknown", zone = def.zone));
    };
    if instance.programme != programme {
        return Broken::whole(text!(
            "the-instance-is-of-visit-programme-programme-not",
            of = instance.programme,
            programme
        ));
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
            None => plan.say(visit.place, text!("does-not-await-a-visit")),
        }
        plan.day(visit);
        plan.received(visit);
        for who in plan.party(visit) {
            plan.free(visit, who);
        }
        plan.hours(visit);
    }
    for (place, count) in planned {
        if count > 1 {
            plan.say(place, text!("is-visited-more-than-once", #count = count));
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
    fn say(&mut self, place: UnitIx, said: LocalizedText) {
        let name = name(self.def, place);
        let said = text!("name-said", name, said: said);
        self.found.push(Broken { place: Some(place), said });
    }

    /// A visitor in the committee's words.
    fn post(&self, contact: ContactIx) -> &str {
        self.def.contacts.get(contact.at()).map_or("?", |found| found.post.as_str())
    }

    fn place(&mut self, visit: &ProposedVisit, place: &PlaceToVisit) {
        let others = place.turn.as_ref().map(|turn| turn.others.as_slice()).unwrap_or_default();
        let goes = visit.visitor == place.visitor || others.contains(&visit.visitor);
        let may = || {
            let rules = self.rules;
            let says = rules.turns.is_none() && !rules.eligible.is_empty();
            says && eligible(self.def, rules, visit.place).contains(&visit.visitor)
        };
        if !goes && !may() {
            let (got, want) = (self.visitor(visit.visitor), self.visitor(place.visitor));
            self.say(visit.place, text!("is-visited-by-got-its-visitor-is-want", got: got, want: want));
        }
        let gap = i32::from(self.rules.gap_days);
        if let Some(last) = place.last_visit
            && visit.date.0.saturating_sub(last.0) < gap
        {
            let date = visit.date;
            self.say(visit.place, text!("date-is-too-soon-after-its-last-visit", date, #gap = gap, last));
        }
    }

    /// A day for which a visit was called off does not come again.
    fn called_off(&mut self, visit: &ProposedVisit, place: &PlaceToVisit) {
        if place.not_on.contains(&visit.date) {
            let date = visit.date;
            self.say(visit.place, text!("its-visit-on-date-was-called-off-before", date));
        }
    }

    /// A visitor by the id, in Chinese in the committee's words.
    fn visitor(&self, contact: ContactIx) -> LocalizedText {
        let found = self.def.contacts.get(contact.at());
        let id = found.map_or_else(|| format!("contact {contact}"), |found| found.id.clone());
        text!("visitor-by-id-or-post", id, post = self.post(contact))
    }

    fn day(&mut self, visit: &ProposedVisit) {
        let (date, first, last) = (visit.date, self.instance.first, self.instance.last);
        if date < first || date > last {
            self.say(visit.place, text!("date-is-outside-first-to-last", date, first, last));
        }
        match works(self.def, visit.place, date) {
            Ok(true) => {}
            Ok(false) => self.say(visit.place, text!("date-is-not-a-working-day", date)),
            Err(missing) => self.say(
                visit.place,
                text!("the-calendar-knows-no-such-year", calendar = missing.calendar, year = missing.year),
            ),
        }
    }

    /// The place receives visits then.
    fn received(&mut self, visit: &ProposedVisit) {
        let hours = Hours::of(self.def, self.rules, visit.place);
        let (date, hour) = (visit.date, self.zone.time_of(visit.start));
        if hours.is_closed(date) {
            self.say(visit.place, text!("receives-no-visits-on-date", date));
        } else if !hours.is_open(date.weekday(), hour) {
            self.say(visit.place, text!("the-visit-is-outside-its-visiting-hours", date, hour));
        }
    }

    /// Who makes a visit, and who comes along.
    fn party(&self, visit: &ProposedVisit) -> Vec<ContactIx> {
        let along = party::companions(self.def, self.rules, visit.place, visit.visitor);
        std::iter::once(visit.visitor).chain(along).collect()
    }

    /// The whole of a visit, with the way there and back, is clear of what somebody of its party is busy with.
    fn free(&mut self, visit: &ProposedVisit, who: ContactIx) {
        let road = i64::from(self.rules.travel.minutes) * MINUTE;
        let (leaves, back) = (visit.start.plus(-road), visit.end.plus(road));
        let near = |day: Date| day.0.abs_diff(visit.date.0) <= 1;
        let clash = busy(self.def).find(|busy| {
            let (from, until) = busy_span(&self.zone, busy);
            busy.visitor == who && near(busy.date) && leaves < until && from < back
        });
        let Some(clash) = clash else { return };
        let (visitor, date) = (self.visitor(who), clash.date);
        let road = Some(self.rules.travel.minutes).filter(|minutes| *minutes > 0);
        let road = road.map(|minutes| text!("and-minutes-minutes-on-the-road", #minutes = minutes));
        if clash.is_day() {
            self.say(visit.place, text!("visitor-is-busy-on-date", visitor: visitor, date));
        } else {
            let (from, until) = (clash.from, clash.until);
            self.say(
                visit.place,
                text!("visitor-is-busy-on-date-from-to", visitor: visitor, date, from, until, road: road),
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
                self.say(visit.place, text!("does-not-last-minutes-minutes", #minutes = minutes));
            }
            None => {
                let start = self.zone.rfc3339(visit.start);
                let date = visit.date;
                let hour = self.zone.time_of(visit.start);
                let known: Vec<String> = self.rules.starts.iter().map(ToString::to_string).collect();
                self.say(
                    visit.place,
                    text!("start-is-not-a-start-time", start, date, hour, known: Listed(&known)),
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
                self.say(visit.place, text!("date-is-too-near-to-its-other-visit", date, #gap = gap, other));
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
                    let visitor = self.visitor(visit.visitor);
                    let (year, week) = week;
                    let iso_week = format!("{year}-W{week:02}");
                    self.say(
                        visit.place,
                        text!(
                            "visitor-has-too-many-visits-in-a-week",
                            visitor: visitor,
                            #found = found,
                            iso_week,
                            year,
                            week,
                            cap
                        ),
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
        for visit in self.instance.standing.iter().chain(&self.instance.along) {
            let one = Taken { start: visit.start, end: visit.end, proposed: false, place: visit.place };
            taken.entry(visit.visitor).or_default().push(one);
        }
        for visit in visits {
            let one = Taken { start: visit.start, end: visit.end, proposed: true, place: visit.place };
            for who in self.party(visit) {
                taken.entry(who).or_default().push(one);
            }
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
                    let who = self.visitor(visitor);
                    let other = name(self.def, other.place);
                    if one.start < before.end {
                        self.say(own.place, text!("overlaps-who-s-visit-to-other", who: who, other));
                    } else {
                        let minutes = self.road(before.place, one.place);
                        self.say(
                            own.place,
                            text!("leaves-too-little-time-on-the-road", #minutes = minutes, who: who, other),
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
