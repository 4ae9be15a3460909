//! Reads an instance from its file, the format `visit-schedule/1`.

mod fields;

use std::collections::BTreeMap;

use serde_json::Value;

use super::fault::{Fault, Noun, Wrong};
use super::instance::{Instance, Leader, Place, Published, Travel, Weights, Window};
use fields::Fields;

/// The format that is read.
pub const FORMAT: &str = "visit-schedule/1";
/// Most days of a horizon: three years.
pub const DAYS_MAX: usize = 1_100;
/// Most leaders.
pub const LEADERS_MAX: usize = 2_000;
/// Most locations: the table of travel between them takes two bytes a pair.
pub const LOCATIONS_MAX: usize = 8_000;
/// Most places.
pub const PLACES_MAX: usize = 20_000;
/// Most visits of one place: more than one a week for a year.
pub const VISITS_OF_PLACE_MAX: usize = 60;
/// Most visits in all.
pub const VISITS_MAX: usize = 50_000;
/// Most days of leaders (leaders times days): each has its row.
pub const LEADER_DAYS_MAX: usize = 1_000_000;
/// Most leader-days on which places might be visited (places times leaders who may go times days): each that can be is kept
/// with four bytes.
pub const CHOICES_MAX: usize = 50_000_000;
/// Largest weight and priority: sums stay far inside 64 bits.
pub const WEIGHT_MAX: i64 = 1_000_000;
/// Largest gap in days: ten years.
const GAP_MAX: i64 = 3_660;
/// Largest coordinate either way: squares stay inside 64 bits.
const COORDINATE_MAX: i64 = 1_000_000_000;
/// Minutes of a day.
const DAY: i64 = 1_440;
/// Most minutes of a leg that the file may name: longer than a day is out of reach anyway.
const LEG_MAX: i64 = 1_000_000;

/// Reads an instance.
///
/// # Errors
/// The first fault of the file.
pub fn read(bytes: &[u8]) -> Result<Instance, Fault> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| Wrong::NotJson(error.to_string()).at(""))?;
    let file = Fields::of(&value, "")?;
    let format = file.text("format")?;
    if format != FORMAT {
        return Err(Wrong::Format(format.to_owned()).at("format"));
    }
    let calendar = calendar(&file.object("calendar")?)?;
    let days = calendar.working.len();
    let locations = names(&file, "locations", LOCATIONS_MAX)?;
    let travel = travel(&file, &locations)?;
    let leaders = named(&file, "leaders", LEADERS_MAX)?;
    let leader_ids: BTreeMap<&str, usize> = leaders.ids.clone();
    if leaders.list.is_empty() {
        return Err(Wrong::Empty.at("leaders"));
    }
    let slots = leaders.list.len() * days;
    if slots > LEADER_DAYS_MAX {
        return Err(Wrong::TooMany { max: LEADER_DAYS_MAX, found: slots }.at("leaders"));
    }
    let read = leaders.list.iter().map(|fields| leader(fields, &locations, days));
    let (read_leaders, skills): (Vec<Leader>, Vec<Vec<&str>>) =
        read.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    let places = named(&file, "places", PLACES_MAX)?;
    let reader = Places { locations: &locations, leaders: &leader_ids, skills: &skills, days };
    let read_places = places.list.iter().map(|fields| reader.place(fields)).collect::<Result<Vec<_>, _>>()?;
    let mut instance = Instance {
        name: file.maybe_text("name")?.unwrap_or_default().to_owned(),
        weights: weights(&file)?,
        first_weekday: calendar.first_weekday,
        working: calendar.working,
        travel,
        leaders: read_leaders,
        places: read_places,
        published: Vec::new(),
        freeze_until: file.small_or("freeze_until", i64::from(i32::MIN), i64::from(i32::MAX), 0)?,
        roads_beside_busy: false,
        fares: None,
    };
    if instance.required() > VISITS_MAX {
        return Err(Wrong::TooMany { max: VISITS_MAX, found: instance.required() }.at("places"));
    }
    let may_go: usize = instance.places.iter().map(|place| place.eligible.len()).sum();
    if may_go.saturating_mul(days) > CHOICES_MAX {
        let found = may_go.saturating_mul(days);
        return Err(Wrong::TooMany { max: CHOICES_MAX, found }.at("places[].eligible"));
    }
    instance.published = published(&file, &instance, &places.ids, &leader_ids)?;
    Ok(instance)
}

struct Calendar {
    first_weekday: usize,
    working: Vec<bool>,
}

fn calendar(fields: &Fields<'_>) -> Result<Calendar, Fault> {
    let start = fields.date("start")?;
    let days = fields.size("days", 1, DAYS_MAX)?;
    let week = match fields.list("weekdays")? {
        Some(_) => fields.weekdays("weekdays")?,
        None => [true, true, true, true, true, false, false],
    };
    let first_weekday = start.weekday() as usize;
    let mut working: Vec<bool> = (0..days).map(|day| week[(day + first_weekday) % 7]).collect();
    for (name, works) in [("holidays", false), ("extra_workdays", true)] {
        for date in fields.dates(name)? {
            if let Ok(day) = usize::try_from(i64::from(date.0) - i64::from(start.0))
                && day < days
            {
                working[day] = works;
            }
        }
    }
    Ok(Calendar { first_weekday, working })
}

fn weights(file: &Fields<'_>) -> Result<Weights, Fault> {
    let mut weights = Weights::default();
    let Some(given) = file.maybe_object("weights")? else { return Ok(weights) };
    let all: [(&str, &mut i64); 11] = [
        ("unscheduled", &mut weights.unscheduled),
        ("removed", &mut weights.removed),
        ("change_day", &mut weights.change_day),
        ("change_leader", &mut weights.change_leader),
        ("change_time", &mut weights.change_time),
        ("travel", &mut weights.travel),
        ("leader_day", &mut weights.leader_day),
        ("extra_leader", &mut weights.extra_leader),
        ("non_preferred", &mut weights.non_preferred),
        ("overload", &mut weights.overload),
        ("spacing", &mut weights.spacing),
    ];
    for (name, weight) in all {
        *weight = given.integer_or(name, 0, WEIGHT_MAX, *weight)?;
    }
    Ok(weights)
}

/// Objects of a list with their ids.
struct Named<'a> {
    list: Vec<Fields<'a>>,
    ids: BTreeMap<&'a str, usize>,
}

fn named<'a>(file: &Fields<'a>, name: &str, max: usize) -> Result<Named<'a>, Fault> {
    let list = file.objects(name, max)?.ok_or_else(|| Wrong::Missing.at(name))?;
    let mut ids = BTreeMap::new();
    for (at, fields) in list.iter().enumerate() {
        let id = fields.text("id")?;
        if ids.insert(id, at).is_some() {
            return Err(Wrong::Twice(id.to_owned()).at(fields.path("id")));
        }
    }
    Ok(Named { list, ids })
}

fn names<'a>(file: &Fields<'a>, name: &str, max: usize) -> Result<BTreeMap<&'a str, usize>, Fault> {
    named(file, name, max).map(|named| named.ids)
}

fn travel(file: &Fields<'_>, locations: &BTreeMap<&str, usize>) -> Result<Travel, Fault> {
    let fields = file.object("travel")?;
    match fields.text("kind")? {
        "euclid" => {
            let per_minute = fields.integer("units_per_minute", 1, COORDINATE_MAX)?;
            let each = file.objects("locations", LOCATIONS_MAX)?.unwrap_or_default();
            let at = each.iter().map(|location| {
                let x = location.integer("x", -COORDINATE_MAX, COORDINATE_MAX)?;
                Ok((x, location.integer("y", -COORDINATE_MAX, COORDINATE_MAX)?))
            });
            Ok(Travel::Plane { at: at.collect::<Result<_, Fault>>()?, per_minute })
        }
        "matrix" => {
            let rows = fields.rows("minutes", locations.len(), LEG_MAX)?;
            match (0..rows.len()).find(|at| rows[*at][*at] != 0) {
                Some(at) => Err(Wrong::AwayFromItself(i64::from(rows[at][at]))
                    .at(fields.path(&format!("minutes[{at}][{at}]")))),
                None => Ok(Travel::Matrix(rows)),
            }
        }
        other => Err(Wrong::NotOneOf("euclid, matrix", other.to_owned()).at(fields.path("kind"))),
    }
}

fn leader<'a>(
    fields: &Fields<'a>,
    locations: &BTreeMap<&str, usize>,
    days: usize,
) -> Result<(Leader, Vec<&'a str>), Fault> {
    let mut busy = Vec::new();
    for one in fields.objects("busy", usize::MAX)?.unwrap_or_default() {
        let day = one.integer("day", i64::from(i32::MIN), i64::from(i32::MAX))?;
        let stretch = one.stretch(("from", Some(0)), ("to", Some(DAY)), -DAY, 2 * DAY)?;
        if let Ok(day) = usize::try_from(day)
            && day < days
        {
            busy.push((day, stretch));
        }
    }
    busy.sort_unstable();
    let at_most = |name| fields.maybe_integer(name, 0, i64::from(i32::MAX));
    let leader = Leader {
        id: fields.text("id")?.to_owned(),
        home: fields.named("home", Noun::Location, locations)?,
        hours: fields.stretch(("day_start", None), ("day_end", None), 0, DAY)?,
        work_max: fields.small("max_work_minutes", 0, DAY)?,
        day_max: fields.size("max_visits_per_day", 0, usize::MAX)?,
        week_max: at_most("max_visits_per_week")?,
        total_max: at_most("max_visits_total")?,
        busy,
    };
    Ok((leader, fields.texts("skills")?.unwrap_or_default()))
}

struct Places<'a> {
    locations: &'a BTreeMap<&'a str, usize>,
    leaders: &'a BTreeMap<&'a str, usize>,
    skills: &'a [Vec<&'a str>],
    days: usize,
}

impl Places<'_> {
    fn place(&self, fields: &Fields<'_>) -> Result<Place, Fault> {
        let min_gap = fields.small_or("min_gap", 0, GAP_MAX, 1)?;
        let last = i64::try_from(self.days).unwrap_or(i64::MAX) - 1;
        let any = (i64::from(i32::MIN), i64::from(i32::MAX));
        let mut windows = Vec::new();
        for window in fields.objects("windows", usize::MAX)?.unwrap_or_default() {
            let weekdays = match window.list("weekdays")? {
                Some(_) => window.weekdays("weekdays")?,
                None => [true; 7],
            };
            let within = window.stretch(("from", None), ("to", None), 0, DAY)?;
            windows.push(Window { weekdays, within });
        }
        let blocked = fields.integers("blocked_days", any)?;
        Ok(Place {
            id: fields.text("id")?.to_owned(),
            location: fields.named("loc", Noun::Location, self.locations)?,
            visits: fields.size("visits", 0, VISITS_OF_PLACE_MAX)?,
            duration: fields.small("duration", 1, DAY)?,
            min_gap,
            max_gap: fields.maybe_small("max_gap", i64::from(min_gap), GAP_MAX)?,
            ideal_gap: fields.maybe_small("ideal_gap", 0, GAP_MAX)?,
            priority: fields.integer_or("priority", 0, WEIGHT_MAX, 1)?,
            eligible: self.eligible(fields)?,
            preferred: match fields.maybe_text("preferred")? {
                Some("") | None => None,
                Some(_) => Some(fields.named("preferred", Noun::Leader, self.leaders)?),
            },
            same_leader: fields.flag("same_leader")?,
            windows,
            blocked,
            days: (fields.small_or("release", any.0, any.1, 0)?, fields.small_or("due", any.0, any.1, last)?),
            day_costs: Vec::new(),
        })
    }

    fn eligible(&self, fields: &Fields<'_>) -> Result<Vec<usize>, Fault> {
        let skills = fields.texts("skills")?.unwrap_or_default();
        let able = |leader: &usize| skills.iter().all(|skill| self.skills[*leader].contains(skill));
        let Some(named) = fields.texts("eligible")? else {
            return Ok((0..self.skills.len()).filter(able).collect());
        };
        let mut eligible = Vec::new();
        for (at, name) in named.into_iter().enumerate() {
            let unknown = || Wrong::Unknown(Noun::Leader, name.to_owned());
            let leader = self
                .leaders
                .get(name)
                .ok_or_else(|| unknown().at(fields.path(&format!("eligible[{at}]"))))?;
            eligible.push(*leader);
        }
        eligible.sort_unstable();
        eligible.dedup();
        eligible.retain(able);
        Ok(eligible)
    }
}

fn published(
    file: &Fields<'_>,
    instance: &Instance,
    places: &BTreeMap<&str, usize>,
    leaders: &BTreeMap<&str, usize>,
) -> Result<Vec<Published>, Fault> {
    let last = i64::try_from(instance.days()).unwrap_or(i64::MAX) - 1;
    let mut seen: BTreeMap<(usize, usize), Published> = BTreeMap::new();
    for fields in file.objects("published", VISITS_MAX)?.unwrap_or_default() {
        let place = fields.named("place", Noun::Place, places)?;
        let mut visit = Published {
            place,
            k: fields.size("k", 1, instance.places[place].visits)?,
            leader: leaders.get(fields.text("leader")?).copied(),
            day: fields.small("day", i64::from(i32::MIN), i64::from(i32::MAX))?,
            start: fields.small("start", -DAY, 2 * DAY)?,
            locked: fields.flag("locked")?,
        };
        visit.locked = instance.is_locked(&visit);
        if visit.locked {
            // What may not change must be there to stay.
            fields.named("leader", Noun::Leader, leaders)?;
            fields.integer("day", 0, last)?;
        }
        if seen.insert((place, visit.k), visit).is_some() {
            let what = format!("{} {}", instance.places[place].id, visit.k);
            return Err(Wrong::Twice(what).at(fields.path("k")));
        }
    }
    Ok(seen.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_it_is() {
        let at = |text: &str| read(text.as_bytes()).map(drop).unwrap_err();
        assert_eq!(at("[]").at, "");
        assert_eq!(at("{}"), Wrong::Missing.at("format"));
        let head = r#"{"format": "visit-schedule/1", "calendar": {"start": "2027-03-01", "days": 7},
            "locations": [{"id": "H", "x": 0, "y": 0}], "travel": {"kind": "euclid", "units_per_minute": 60},"#;
        assert_eq!(at(&format!("{head} \"leaders\": []}}")), Wrong::Empty.at("leaders"));
        let leader = r#"{"id": "p", "home": "H", "day_start": 480, "day_end": 1080, "max_work_minutes": 540,
            "max_visits_per_day": 3}"#;
        let many = format!("{head} \"leaders\": [{leader}, {leader}], \"places\": []}}");
        assert_eq!(at(&many), Wrong::Twice("p".to_owned()).at("leaders[1].id"));
        let place = r#"{"id": "c", "loc": "X", "visits": 1, "duration": 60}"#;
        let lost = format!("{head} \"leaders\": [{leader}], \"places\": [{place}]}}");
        assert_eq!(at(&lost), Wrong::Unknown(Noun::Location, "X".to_owned()).at("places[0].loc"));
        let found = read(lost.replace("\"X\"", "\"H\"").as_bytes()).unwrap();
        assert_eq!((found.required(), found.working.len(), found.places[0].eligible.len()), (1, 7, 1));
        assert_eq!(found.working, [true, true, true, true, true, false, false]);
    }
}
