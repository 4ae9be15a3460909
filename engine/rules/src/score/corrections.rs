//! What an inspection finds is put right within the time that its round says.

use muster_protocol::definition::{Definition, ReviewRound};
use muster_protocol::ids::UnitIx;
use muster_protocol::time::{Date, Instant};

use crate::zone::Zone;
use crate::{audience, calendar};

/// The round of an inspection such as `supervision/2014-05`, and its session.
#[must_use]
pub fn round<'a>(def: &'a Definition, inspection: &'a str) -> Option<(&'a ReviewRound, &'a str)> {
    let (round, session) = inspection.split_once('/')?;
    def.reviews.iter().find(|known| known.id == round).map(|round| (round, session))
}

/// The working day by which a unit puts right what was found of it; none where the round sets no time, or a year has no table.
#[must_use]
pub fn due_day(def: &Definition, inspection: &str, unit: UnitIx, found: Instant) -> Option<Date> {
    let limit = round(def, inspection)?.0.within?;
    let zone = Zone::of(def).ok()?;
    let group = if def.groups.is_empty() { None } else { audience::group_of(def, unit) };
    let cal = audience::calendar_of(def, group);
    let (day, _) = calendar::after(limit, cal, &zone, zone.date_of(found), found).ok()?;
    if calendar::is_workday(cal, day).ok()? { Some(day) } else { calendar::workday_after(cal, day, 1).ok() }
}
