//! When a place receives visits, where the committee's file says so: by the hours that name it, or else by those that are for
//! all places of the programme.

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
    /// What the programme says of a place. Hours that name some places are the exception for these and hold instead of those for
    /// all; days on which they are closed add up.
    #[must_use]
    pub fn of(def: &Definition, programme: &'a VisitProgramme, place: UnitIx) -> Self {
        let all = programme.visiting_hours.iter();
        let own: Vec<&'a VisitingHours> =
            all.filter(|hours| audience::selects(def, hours.places, place)).collect();
        let names = |hours: &VisitingHours| hours.places != programme.places;
        let named = own.iter().any(|hours| hours.open.is_some() && names(hours));
        let holding = own.iter().copied().filter(|hours| !named || names(hours));
        let open = holding.filter_map(|hours| hours.open.as_ref()).collect();
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
        let inside = |opening: &&Opening| fits(self.programme, opening, weekday, start);
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

/// Whether any visit of the programme may ever lie within these hours.
#[must_use]
pub fn hold_a_visit(programme: &VisitProgramme, opening: &Opening) -> bool {
    (0..7).any(|weekday| programme.starts.iter().any(|start| fits(programme, opening, weekday, *start)))
}

/// Whether the whole of a visit that begins at this time on a day of the week, 0 Monday, lies within these hours.
fn fits(programme: &VisitProgramme, opening: &Opening, weekday: u32, start: TimeOfDay) -> bool {
    let end = start.0.saturating_add(programme.minutes);
    let until = if opening.until == Busy::DAY_ENDS { 24 * 60 } else { opening.until.0 };
    let days = &opening.weekdays;
    let day = days.is_empty() || days.iter().any(|day| u32::from(*day) == weekday);
    day && opening.from <= start && end <= until
}
