//! Which events somebody wants to see: by campaign, family or name, unit, item and campaign time.

use std::collections::BTreeSet;
use std::str::FromStr;

use muster_core::definition::nearest;
use muster_protocol::catalogue::{Language, Listed, LocalizedText};
use muster_protocol::command::ItemName;
use muster_protocol::event::EVENTS;
use muster_protocol::ids::CampaignId;
use muster_protocol::recorded::Recorded;
use muster_protocol::text;
use muster_protocol::time::{BadTime, DAY, Date, Instant};
use muster_rules::zone::Zone;

use super::subject::Subject;

/// An end of a stretch of campaign time: an instant, or a local day of each campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// An instant.
    At(Instant),
    /// A day in the campaign's own zone.
    Day(Date),
}

impl FromStr for When {
    type Err = BadTime;
    fn from_str(text: &str) -> Result<Self, BadTime> {
        match (text.parse(), text.parse()) {
            (Ok(day), _) => Ok(Self::Day(day)),
            (_, Ok(at)) => Ok(Self::At(at)),
            (Err(_), Err(_)) => Err(BadTime {
                text: text.to_owned(),
                expected: "a day such as 2014-04-25 or a time such as 2014-04-25T09:00:00+08:00",
            }),
        }
    }
}

impl When {
    /// The instant, where the day begins, or `days` later where it begins; days of a campaign without a known zone are
    /// UTC's.
    fn instant(self, zone: Option<&Zone>, days: i32) -> Instant {
        match (self, zone) {
            (Self::At(at), _) => at,
            (Self::Day(day), Some(zone)) => zone.start_of_day(day.plus(days)),
            (Self::Day(day), None) => Instant(i64::from(day.plus(days).0).saturating_mul(DAY)),
        }
    }
}

/// A family or name of events, if there is such a one.
///
/// # Errors
/// The families that there are.
pub fn family(text: &str) -> Result<String, LocalizedText> {
    let families: BTreeSet<&str> = EVENTS.iter().filter_map(|(name, _)| name.split('.').next()).collect();
    if families.contains(text) || EVENTS.iter().any(|(name, _)| *name == text) {
        return Ok(text.to_owned());
    }
    let families: Vec<&str> = families.into_iter().collect();
    let names = families.iter().copied().chain(EVENTS.iter().map(|(name, _)| *name));
    if let Some(near) = nearest(text, names) {
        return Err(text!("no-family-or-name-of-events-did-you-mean", text, near));
    }
    Err(text!("no-family-or-name-of-events-families-are", text, families: Listed(&families)))
}

/// What is wanted; what is none is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Events of this campaign.
    pub campaign: Option<CampaignId>,
    /// Events of this family, such as `item`, or of this name, such as `item.late`.
    pub family: Option<String>,
    /// What concerns the unit with this code.
    pub unit: Option<String>,
    /// What concerns this item.
    pub item: Option<ItemName>,
    /// Not before this instant, or the beginning of this day.
    pub from: Option<When>,
    /// Before this instant, or up to the end of this day.
    pub until: Option<When>,
}

impl Filter {
    /// Names of the parameters of a request that [`Filter::set`] knows.
    pub const PARAMETERS: [&str; 6] = ["campaign", "family", "unit", "item", "from", "until"];

    /// Takes in a parameter of a request; false when it is none of a filter.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn set(&mut self, name: &str, value: &str) -> Result<bool, String> {
        fn read<T: FromStr>(value: &str) -> Result<Option<T>, String>
        where
            T::Err: std::fmt::Display,
        {
            value.parse().map(Some).map_err(|error: T::Err| error.to_string())
        }
        match name {
            "campaign" => self.campaign = read(value)?,
            "family" => self.family = Some(family(value).map_err(|said| said.into_language(Language::En))?),
            "unit" => self.unit = Some(value.to_owned()),
            "item" => self.item = read(value)?,
            "from" => self.from = read(value)?,
            "until" => self.until = read(value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether a row may pass by what its columns say, without names.
    #[must_use]
    pub fn by_columns(&self, row: &Recorded) -> bool {
        let family = self.family.as_deref().is_none_or(|family| {
            let rest = row.name.strip_prefix(family);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let campaign = self.campaign.as_ref().is_none_or(|only| *only == row.campaign);
        let instants = |when: Option<When>| match when {
            Some(When::At(at)) => Some(at),
            Some(When::Day(_)) | None => None,
        };
        let (from, until) = (instants(self.from), instants(self.until));
        family
            && campaign
            && from.is_none_or(|from| row.at >= from)
            && until.is_none_or(|until| row.at < until)
    }

    /// Whether it must be known in which zone a campaign's days lie.
    #[must_use]
    pub fn needs_zone(&self) -> bool {
        let day = |when: Option<When>| matches!(when, Some(When::Day(_)));
        day(self.from) || day(self.until)
    }

    /// Whether a row passes, with the zone of its campaign's days where it is known.
    #[must_use]
    pub fn passes(&self, row: &Recorded, zone: Option<&Zone>) -> bool {
        if !self.by_columns(row) {
            return false;
        }
        let from = self.from.map(|from| from.instant(zone, 0));
        let until = self.until.map(|until| until.instant(zone, 1));
        if from.is_some_and(|from| row.at < from) || until.is_some_and(|until| row.at >= until) {
            return false;
        }
        self.subject().is_none_or(|subject| row.named().is_ok_and(|event| subject.is_of(&event)))
    }

    /// Whom the filter asks about; none when it asks about nobody.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        match (&self.item, &self.unit) {
            (Some(item), _) => Some(Subject {
                occasion: Some(item.occasion.as_str().into()),
                unit: item.unit.as_str().into(),
            }),
            (None, Some(code)) => Some(Subject { occasion: None, unit: code.as_str().into() }),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use muster_protocol::event::NamedEvent;
    use muster_protocol::event::of::{ItemLate, OccasionOpened};
    use muster_protocol::ids::{Position, Version};
    use muster_protocol::recorded::{Record, Written};

    fn row(at: &str, event: impl Into<NamedEvent>) -> Recorded {
        let event = event.into();
        let campaign = CampaignId::new("year").unwrap();
        let record = Record::by_clock(campaign, Position(1), Version(1), at.parse().unwrap());
        Recorded::alone(record, Written::from(&event))
    }

    fn late(at: &str) -> Recorded {
        let (occasion, units) = ("plan".into(), vec!["b".into(), "c".into()]);
        row(at, ItemLate { occasion, units, due_version: 0, steps: Vec::new(), due: Instant(0) })
    }

    fn zone() -> Zone {
        Zone::load("Asia/Shanghai").unwrap()
    }

    fn filter(parameters: &[(&str, &str)]) -> Filter {
        let mut filter = Filter::default();
        for (name, value) in parameters {
            assert!(filter.set(name, value).unwrap(), "{name}");
        }
        filter
    }

    #[test]
    fn what_is_asked_for_passes_and_nothing_else() {
        let row = late("2014-04-25T16:00:00Z");
        let passes = |parameters: &[(&str, &str)]| filter(parameters).passes(&row, Some(&zone()));
        for yes in [
            &[][..],
            &[("campaign", "year")],
            &[("family", "item")],
            &[("family", "item.late")],
            &[("unit", "b")],
            &[("item", "plan/c"), ("family", "item")],
            // 16:00 in UTC is the next day in Shanghai.
            &[("from", "2014-04-26"), ("until", "2014-04-26")],
            &[("from", "2014-04-25T16:00:00Z"), ("until", "2014-04-25T16:00:01Z")],
        ] {
            assert!(passes(yes), "{yes:?}");
        }
        for no in [
            &[("campaign", "other")][..],
            &[("family", "item.closed")],
            &[("family", "phase")],
            &[("unit", "a")],
            &[("unit", "nobody")],
            &[("item", "study/c")],
            &[("until", "2014-04-25")],
            &[("from", "2014-04-27")],
            &[("until", "2014-04-25T16:00:00Z")],
        ] {
            assert!(!passes(no), "{no:?}");
        }
    }

    #[test]
    fn what_is_no_filter_or_no_value_is_said() {
        let mut filter = Filter::default();
        assert_eq!(filter.set("famly", "item"), Ok(false));
        assert!(filter.set("from", "yesterday").unwrap_err().contains("2014-04-25"));
        assert!(filter.set("family", "item.lat").unwrap_err().contains("did you mean “item.late”?"));
        assert!(filter.set("family", "weather").unwrap_err().contains(
            "appeal, blob, campaign, candidate, case, clock, dead_letter, delivery, inspection, item, ledger, list, message"
        ));
        assert!(filter.set("item", "plan").unwrap_err().contains("unit-plan/005"));
        let opened = row(
            "2014-04-25T16:00:00Z",
            OccasionOpened { occasion: "plan".into(), due: Instant(0), without: Vec::new() },
        );
        filter.set("unit", "b").unwrap();
        assert!(!filter.passes(&opened, Some(&zone())), "an opening is of all units");
    }
}
