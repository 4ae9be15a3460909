//! When a place receives visits, where the committee's file says so.

use muster_protocol::definition::{Busy, Definition, Opening, VisitProgramme, VisitingHours};
use muster_protocol::ids::UnitIx;
use muster_protocol::time::{Date, TimeOfDay};

use crate::audience;

/// The visiting hours of one place of a programme.
#[derive(Debug)]
pub struct Hours<'a> {
    programme: &'a VisitProgramme,
    open: Vec<&'a Opening>,
    closed: Vec<Date>,
}

impl<'a> Hours<'a> {
    /// What the programme says of a place.
    #[must_use]
    pub fn of(def: &Definition, programme: &'a VisitProgramme, place: UnitIx) -> Self {
        let all = programme.visiting_hours.iter();
        let own: Vec<&'a VisitingHours> =
            all.filter(|hours| audience::selects(def, hours.places, place)).collect();
        let open = own.iter().filter_map(|hours| hours.open.as_ref()).collect();
        let closed = own.iter().flat_map(|hours| hours.closed.iter().copied()).collect();
        Self { programme, open, closed }
    }

    /// Whether the place receives nobody on a day, whatever the hour.
    #[must_use]
    pub fn is_closed(&self, date: Date) -> bool {
        self.closed.contains(&date)
    }

    /// Whether the whole of a visit that begins at this time lies within its hours on a day of the week, 0 Monday.
    #[must_use]
    pub fn is_open(&self, weekday: u32, start: TimeOfDay) -> bool {
        let end = start.0.saturating_add(self.programme.minutes);
        let inside = |opening: &&Opening| {
            let until = if opening.until == Busy::DAY_ENDS { 24 * 60 } else { opening.until.0 };
            let days = &opening.weekdays;
            let day = days.is_empty() || days.iter().any(|day| u32::from(*day) == weekday);
            day && opening.from <= start && end <= until
        };
        self.open.is_empty() || self.open.iter().any(inside)
    }

    /// Whether a visit may begin on a day at any of the programme's start times.
    #[must_use]
    pub fn any_on(&self, date: Date) -> bool {
        let starts = &self.programme.starts;
        !self.is_closed(date) && starts.iter().any(|start| self.is_open(date.weekday(), *start))
    }

    /// Whether a visit may ever begin: on some day of the week at one of the programme's start times.
    #[must_use]
    pub fn ever(&self) -> bool {
        (0..7).any(|weekday| self.programme.starts.iter().any(|start| self.is_open(weekday, *start)))
    }
}
