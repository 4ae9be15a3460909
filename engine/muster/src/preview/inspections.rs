//! Inspections for which an office draws units: their sessions stand in the plan of the year, though no unit owes them anything.

use muster_protocol::definition::{Definition, Scope};
use muster_protocol::ids::ReviewIx;
use muster_protocol::time::Date;
use muster_rules::score::sessions;

use super::filter::Filter;

/// A session of a round that draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Its name in the log: `supervision/2014-05`.
    pub id: String,
    /// The round and the session, in the committee's words.
    pub name: String,
    /// Who draws.
    pub by: String,
    /// The first day on which it may be drawn.
    pub opens: Date,
    /// The last.
    pub due: Date,
}

/// The sessions that are shown: all of them, to a person those of their own role, to a unit none.
#[must_use]
pub fn of(def: &Definition, filter: Filter) -> Vec<Inspection> {
    let mut found = Vec::new();
    for (ix, round) in (0u16..).map(ReviewIx).zip(&def.reviews) {
        let role = round.by.and_then(|by| def.roles.get(by.at()));
        let drawn = round.sample.is_some() && !round.rules.is_empty() && !def.retired.reviews.contains(&ix);
        let Some(role) = role.filter(|_| drawn && filter.unit.is_none()) else { continue };
        let holder = if let Scope::Campaign(contact) = role.scope { contact } else { None };
        if !filter.person(holder) {
            continue;
        }
        found.extend(sessions::of(def, round).into_iter().map(|session| Inspection {
            id: format!("{}/{}", round.id, session.key),
            name: format!("{} {}", round.name, session.key),
            by: role.name.clone(),
            opens: session.opens,
            due: session.due,
        }));
    }
    found
}
