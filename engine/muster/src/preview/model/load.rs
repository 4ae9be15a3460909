//! How many messages each person gets, and how many reminders stand in them.

use std::collections::BTreeMap;

use muster_protocol::ids::ContactIx;
use muster_protocol::item::MessageKind;
use muster_protocol::time::Date;

use super::REMINDERS_A_DAY_MAX;
use crate::preview::dense::Dense;
use crate::preview::filter::Filter;
use crate::preview::history::{Days, History};

/// Bands of the distribution: messages of one person in the whole time shown, from and to. The last has no end.
pub const BANDS: [(u32, Option<u32>); 7] = [
    (0, Some(0)),
    (1, Some(10)),
    (11, Some(25)),
    (26, Some(50)),
    (51, Some(100)),
    (101, Some(200)),
    (201, None),
];

/// What one person gets on one local day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OnDay {
    pub(super) messages: u32,
    pub(super) reminders: u32,
}

/// What one person gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonLoad {
    /// The person's post.
    pub contact: ContactIx,
    /// Messages.
    pub messages: u32,
    /// Of these, red cards, which go apart.
    pub red: u32,
    /// Reminders in all of them.
    pub reminders: u32,
    /// Days with a message.
    pub days: u32,
    /// Most reminders on one day.
    pub most: u32,
    /// The first such day.
    pub most_on: Date,
    /// Days with more than [`REMINDERS_A_DAY_MAX`].
    pub days_over: u32,
}

/// What everybody gets.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// Everybody who gets a message, most reminders on one day first.
    pub people: Vec<PersonLoad>,
    /// How many persons lie in each of [`BANDS`].
    pub bands: [u32; BANDS.len()],
    pub(super) a_day: BTreeMap<Date, Dense<OnDay>>,
}

impl Load {
    /// Counts the messages that went out. Who gets none counts in the first band.
    pub(super) fn new(history: &History<'_>, filter: Filter) -> Self {
        let mut load = Self::default();
        let mut people: Dense<PersonLoad> = Dense::default();
        let mut days = Days::new(history.zone());
        for (key, row) in history.messages() {
            let Some(sent) = row.sent else { continue };
            let date = days.of(sent);
            let concerns = row.steps.iter().any(|step| filter.unit(step.unit));
            if !filter.day(date) || !filter.person(Some(key.contact)) || !concerns {
                continue;
            }
            let reminders = u32::try_from(row.steps.len()).unwrap_or(u32::MAX);
            let person = people.entry(key.contact.0);
            person.messages += 1;
            person.red += u32::from(key.kind == MessageKind::Red);
            person.reminders += reminders;
            let day = load.a_day.entry(date).or_default().entry(key.contact.0);
            day.messages += 1;
            day.reminders += reminders;
        }
        for (date, counts) in &load.a_day {
            for (contact, day) in counts.iter() {
                people.entry(contact).day(*date, day.reminders);
            }
        }
        let named =
            |(contact, person): (u32, &PersonLoad)| PersonLoad { contact: ContactIx(contact), ..*person };
        load.people = people.iter().map(named).collect();
        load.people.sort_by_key(|person| {
            (std::cmp::Reverse((person.most, person.reminders, person.messages)), person.contact)
        });
        load.count_bands(history, filter);
        load
    }

    /// Persons with a day over the limit.
    #[must_use]
    pub fn over(&self) -> usize {
        self.people.iter().filter(|person| person.days_over > 0).count()
    }

    fn count_bands(&mut self, history: &History<'_>, filter: Filter) {
        for person in &self.people {
            let within = |(from, to): &(u32, Option<u32>)| {
                person.messages >= *from && to.is_none_or(|to| person.messages <= to)
            };
            if let Some(at) = BANDS.iter().position(within) {
                self.bands[at] += 1;
            }
        }
        // Under a filter nobody knows whether somebody else should have got something.
        if filter.unit.is_none() && filter.person.is_none() {
            let silent = history.definition().contacts.len().saturating_sub(self.people.len());
            self.bands[0] = u32::try_from(silent).unwrap_or(u32::MAX);
        }
    }
}

impl PersonLoad {
    fn day(&mut self, date: Date, reminders: u32) {
        self.days += 1;
        self.days_over += u32::from(reminders > REMINDERS_A_DAY_MAX);
        if reminders > self.most {
            (self.most, self.most_on) = (reminders, date);
        }
    }
}
