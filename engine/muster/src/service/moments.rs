//! When a stepped clock starts and stops, as people say it: an instant, or a day of the campaign.
//!
//! A day starts a clock with its first instant and stops it with its last, so that what the day brings is done. Days are the
//! campaign's. Where no campaign is launched yet its zone is unknown: then a day begins and ends as it does first on earth,
//! so that no hour of the campaign's next day is passed over, wherever the campaign lives.

use muster_protocol::say;
use std::convert::Infallible;
use std::str::FromStr;

use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;

use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// Where a day begins first on earth.
const FIRST_ON_EARTH: &str = "Pacific/Kiritimati";

/// Which end of a run is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// `--start`: a day is meant from its first instant.
    Start,
    /// `--until`: a day is meant to its last instant.
    Until,
}

impl Edge {
    fn option(self) -> &'static str {
        match self {
            Self::Start => "--start",
            Self::Until => "--until",
        }
    }

    fn of_day(self, zone: &Zone, day: Date) -> Instant {
        match self {
            Self::Start => zone.start_of_day(day),
            Self::Until => zone.start_of_day(day.plus(1)).plus(-1),
        }
    }
}

/// An instant or a day as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment(TypedDay);

impl FromStr for Moment {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        text.parse().map(Self)
    }
}

/// A moment, resolved to an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedMoment {
    /// The instant.
    pub at: Instant,
    /// The day that was understood, and by which zone; none where an instant was typed.
    day: Option<(Date, Zone, Option<String>)>,
}

impl ResolvedMoment {
    /// An instant as the zone has it by which the day was understood; in UTC where an instant was typed.
    #[must_use]
    pub fn local(&self, at: Instant) -> String {
        self.day.as_ref().map_or_else(|| at.to_string(), |(_, zone, _)| zone.rfc3339(at))
    }

    /// What was understood, where it was a day.
    #[must_use]
    pub fn sentence(&self, lang: Language, edge: Edge, said: &Moment) -> Option<String> {
        let (day, zone, name) = self.day.as_ref()?;
        let (option, text, at) = (edge.option(), said.0.text().trim(), zone.rfc3339(self.at));
        let typed = format!("{option} {text}");
        // The instant says the day once more: a day that was typed in full is not said a third time.
        let typed =
            if text == day.to_string() { typed } else { say!(lang, "typed-day-as-understood", typed, day) };
        Some(match (edge, name) {
            (Edge::Start, Some(zone)) => say!(lang, "day-from-its-first-instant", typed, at, zone),
            (Edge::Until, Some(zone)) => say!(lang, "day-to-its-last-instant", typed, at, zone),
            (Edge::Start, None) => say!(lang, "day-from-where-it-begins-first", typed, at),
            (Edge::Until, None) => say!(lang, "day-to-where-it-ends-first", typed, at),
        })
    }
}

impl Moment {
    /// That a run is to end before the instant at which the clock stands already.
    #[must_use]
    pub fn is_past(&self, lang: Language, now: &str) -> Failure {
        let (option, text) = (Edge::Until.option(), self.0.text());
        let what = say!(lang, "day-is-past-the-clock-stands-at", option, text, now);
        let next = lang.say("give-a-later-day");
        Failure::new(Exit::Usage, what).next(next)
    }

    /// What is meant where no campaign is known.
    ///
    /// # Errors
    /// [`Failure`] of kind usage: neither an instant nor a day with its year.
    pub fn alone(&self, lang: Language, edge: Edge) -> Result<ResolvedMoment, Failure> {
        self.by(lang, edge, &[])
    }

    /// What is meant in a directory: by the campaign that is named, or by those that it has.
    ///
    /// # Errors
    /// As [`Moment::alone`]; campaigns in different zones of which none is named; nobody answers.
    pub async fn of(
        &self,
        lang: Language,
        edge: Edge,
        connection: &Connection,
        campaign: Option<&CampaignId>,
    ) -> Result<ResolvedMoment, Failure> {
        let known = match campaign {
            Some(campaign) => vec![campaign.clone()],
            None => connection.campaigns().await?,
        };
        let mut defs = Vec::new();
        for campaign in &known {
            defs.extend(definitions::of(connection, campaign).await?);
        }
        self.by(lang, edge, &defs)
    }

    fn by(&self, lang: Language, edge: Edge, defs: &[Definition]) -> Result<ResolvedMoment, Failure> {
        let text = self.0.text();
        if let Ok(at) = text.trim().parse() {
            return Ok(ResolvedMoment { at, day: None });
        }
        if text.contains(':') || text.contains('：') {
            return Err(no_instant(lang, edge, text));
        }
        let day = match defs {
            [only] => self.0.in_campaign(lang, only),
            _ => self.0.alone(lang, None),
        };
        let day = day.map_err(|failure| failure.next(written(edge)))?;
        let name = defs.first().map(|def| def.zone.clone());
        if defs.iter().any(|def| Some(&def.zone) != name.as_ref()) {
            let what = say!(lang, "the-campaigns-live-in-different-zones", text);
            let ids: Vec<&str> = defs.iter().map(|def| def.id.as_str()).collect();
            return Err(Failure::new(Exit::Usage, what).next(format!("--campaign {}", ids.join(" | "))));
        }
        let zone = defs.first().map_or_else(|| Zone::load(FIRST_ON_EARTH), Zone::of);
        let zone = zone.map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
        Ok(ResolvedMoment { at: edge.of_day(&zone, day), day: Some((day, zone, name)) })
    }
}

fn written(edge: Edge) -> String {
    let option = edge.option();
    format!("{option} 2014-04-01 | {option} 2014-04-01T09:00:00+08:00")
}

fn no_instant(lang: Language, edge: Edge, text: &str) -> Failure {
    let what = say!(lang, "not-an-instant-write-its-date", text);
    Failure::new(Exit::Usage, what).next(written(edge))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn shipped() -> Definition {
        muster_core::definition::compile(&embedded::files()).definition.unwrap()
    }

    #[test]
    fn a_day_is_meant_whole_and_in_the_campaigns_zone() {
        let def = shipped();
        let at =
            |text: &str, edge: Edge| moment(text).by(Language::En, edge, std::slice::from_ref(&def)).unwrap();
        for text in ["2014-04-25", "4月25日", "2014年4月25日", "April 25"] {
            assert_eq!(at(text, Edge::Start).at.to_string(), "2014-04-24T16:00:00.000Z", "{text}");
            assert_eq!(at(text, Edge::Until).at.to_string(), "2014-04-25T15:59:59.999Z", "{text}");
        }
        let exact = at("2014-04-25T09:00:00+08:00", Edge::Until);
        assert_eq!(exact.at.to_string(), "2014-04-25T01:00:00.000Z");
        assert_eq!(
            exact.sentence(Language::En, Edge::Until, &moment("x")),
            None,
            "nothing was to be understood"
        );
        let sentence = |lang: Language| {
            at("4月25日", Edge::Until).sentence(lang, Edge::Until, &moment("4月25日")).unwrap()
        };
        assert_eq!(
            sentence(Language::En),
            "--until 4月25日 (2014-04-25): to its last instant, 2014-04-25T23:59:59.999+08:00 (Asia/Shanghai)"
        );
        assert!(
            sentence(Language::Zh).contains("（2014-04-25）：到这天最后一刻"),
            "{}",
            sentence(Language::Zh)
        );
    }

    #[test]
    fn without_a_campaign_no_hour_of_the_next_day_is_passed_over_anywhere() {
        let meant = moment("2014-03-31").alone(Language::En, Edge::Until).unwrap();
        let sentence = meant.sentence(Language::En, Edge::Until, &moment("2014-03-31")).unwrap();
        assert!(sentence.starts_with("--until 2014-03-31: no campaign here yet"), "{sentence}");
        for zone in ["Pacific/Kiritimati", "Asia/Shanghai", "America/New_York", "Pacific/Pago_Pago"] {
            let zone = Zone::load(zone).unwrap();
            assert!(meant.at < zone.start_of_day("2014-04-01".parse().unwrap()), "{zone:?}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused_with_what_can_be_written() {
        let def = shipped();
        let two =
            [shipped(), Definition { id: "other".to_owned(), zone: "Europe/Berlin".to_owned(), ..shipped() }];
        let cases: [(&str, &[Definition], &str, &str); 5] = [
            ("2014-04-01T09:00", &[], "is not an instant", "不是一个时刻"),
            ("9月28日", &[], "has no year", "没有写年份"),
            ("2014-02-30", std::slice::from_ref(&def), "month 2 has 28 days", "2月只有28天"),
            ("someday", std::slice::from_ref(&def), "not a single day", "不是一个确定的日子"),
            ("2014-04-01", &two, "different time zones", "时区不同"),
        ];
        for (text, defs, en, zh) in cases {
            for (lang, part) in [(Language::En, en), (Language::Zh, zh)] {
                let failure = moment(text).by(lang, Edge::Start, defs).unwrap_err();
                assert!(failure.exit == Exit::Usage && failure.what.contains(part), "{text}: {failure:?}");
                assert!(failure.next.is_some(), "{text}: {failure:?}");
            }
        }
    }
}
