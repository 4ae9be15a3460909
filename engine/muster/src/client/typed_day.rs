//! A day as people say it on the command line, read in one place for every verb: 2014-09-28, 9月28日, 10月1日前3个工作日,
//! September 28. A day without a year, and one that is counted, need a campaign.

use muster_protocol::catalogue::LocalizedText;
use std::convert::Infallible;
use std::str::FromStr;

use muster_core::definition::{typed_date, typed_day};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;

use crate::client::act::campaign;
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// The words of a day, read once it is known which campaign they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDay(String);

impl FromStr for TypedDay {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl TypedDay {
    /// What was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The day, by a campaign's year and calendar.
    ///
    /// # Errors
    /// [`Failure`] of kind usage: no single day, no such day.
    pub fn in_campaign(&self, lang: Language, def: &Definition) -> Result<Date, Failure> {
        typed_day(def, &self.0).map_err(|said| no_day(lang, &said))
    }

    /// The day where there is no campaign to read it by; without a year it is one of `year`, if that is known.
    ///
    /// # Errors
    /// As [`TypedDay::in_campaign`], and where a year is missing.
    pub fn alone(&self, lang: Language, year: Option<i32>) -> Result<Date, Failure> {
        typed_date(&self.0, year).map_err(|said| no_day(lang, &said))
    }

    /// The day, by the campaign that a verb is about: it is asked for only where the words need it.
    ///
    /// # Errors
    /// As [`TypedDay::in_campaign`]; no campaign, or nobody answers.
    pub async fn of(
        &self,
        lang: Language,
        connection: &Connection,
        target: &Target,
    ) -> Result<Date, Failure> {
        if let Ok(day) = typed_date(&self.0, None) {
            return Ok(day);
        }
        let campaign = campaign(lang, connection, target).await?;
        self.in_campaign(lang, &definitions::in_force(lang, connection, &campaign).await?)
    }
}

fn no_day(lang: Language, said: &LocalizedText) -> Failure {
    Failure::new(Exit::Usage, said.say(lang))
}
