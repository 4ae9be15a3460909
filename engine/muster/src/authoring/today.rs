//! The day of today, for those who look at a file: the machine's, or one that is said. The rules know no clock; who asks
//! an engine goes by the engine's.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use muster_core::definition::typed_day;
use muster_protocol::definition::Definition;
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;

use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// Which day counts as today.
#[derive(Debug, Clone, Default, Args)]
pub struct Today {
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
}

impl Today {
    /// The instant that counts as now: what the machine's clock shows, or the first of the day that was said.
    ///
    /// # Errors
    /// [`Failure`] of kind usage: no day.
    pub fn now(&self, lang: Language, def: &Definition) -> Result<Instant, Failure> {
        match &self.today {
            Some(text) => start_of(lang, def, text),
            None => Ok(machine()),
        }
    }
}

/// The first instant of a day that was said, in the campaign's zone; `today` and `今天` are the machine's.
///
/// # Errors
/// [`Failure`] of kind usage: no day.
pub fn start_of(lang: Language, def: &Definition, text: &str) -> Result<Instant, Failure> {
    let zone = Zone::of(def).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    if let Some(days) = by_word(text) {
        return Ok(zone.start_of_day(zone.date_of(machine()).plus(days)));
    }
    let day = typed_day(def, text).map_err(|said| Failure::new(Exit::Usage, said.into_language(lang)))?;
    Ok(zone.start_of_day(day))
}

/// Days from today that a word means.
#[must_use]
pub fn by_word(text: &str) -> Option<i32> {
    match text.trim().to_lowercase().as_str() {
        "今天" | "今日" | "today" => Some(0),
        "明天" | "明日" | "tomorrow" => Some(1),
        _ => None,
    }
}

/// What the machine's clock shows.
#[must_use]
pub fn machine() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Instant(i64::try_from(since).unwrap_or(i64::MAX))
}

/// The machine's day in a campaign's zone.
#[must_use]
pub fn today_of(def: &Definition) -> Date {
    Zone::of(def).map_or_else(|_| Date::default(), |zone| zone.date_of(machine()))
}
