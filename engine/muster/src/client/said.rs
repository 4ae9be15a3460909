//! A day as people say it on the command line, read in one place for every verb: 2014-09-28, 9月28日, 10月1日前3个工作日,
//! September 28. A day without a year, and one that is counted, need a campaign.

use std::convert::Infallible;
use std::str::FromStr;

use muster_core::definition::{Sentence, said_date, said_day};
use muster_words::definition::Definition;
use muster_words::time::Date;

use crate::client::act::campaign;
use crate::client::definitions;
use crate::client::door::Door;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;

/// The words of a day, read once it is known which campaign they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said(String);

impl FromStr for Said {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Said {
    /// What was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The day, by a campaign's year and calendar.
    ///
    /// # Errors
    /// [`Failure`] of kind usage: no single day, no such day.
    pub fn in_campaign(&self, lang: Lang, def: &Definition) -> Result<Date, Failure> {
        said_day(def, &self.0).map_err(|said| no_day(lang, &said))
    }

    /// The day where there is no campaign to read it by; without a year it is one of `year`, if that is known.
    ///
    /// # Errors
    /// As [`Said::in_campaign`], and where a year is missing.
    pub fn alone(&self, lang: Lang, year: Option<i32>) -> Result<Date, Failure> {
        said_date(&self.0, year).map_err(|said| no_day(lang, &said))
    }

    /// The day, by the campaign that a verb is about: it is asked for only where the words need it.
    ///
    /// # Errors
    /// As [`Said::in_campaign`]; no campaign, or nobody answers.
    pub async fn of(&self, lang: Lang, door: &Door, target: &Target) -> Result<Date, Failure> {
        if let Ok(day) = said_date(&self.0, None) {
            return Ok(day);
        }
        let campaign = campaign(lang, door, target).await?;
        self.in_campaign(lang, &definitions::in_force(lang, door, &campaign).await?)
    }
}

fn no_day(lang: Lang, said: &Sentence) -> Failure {
    Failure::new(Exit::Usage, lang.pick(&said.zh, &said.en))
}
