//! The letters of a day of a campaign that nobody has launched yet, as the preview has them, for who wants to see them on a phone
//! before anybody else does: all of them go to one account, and to nobody else.

use std::path::PathBuf;

use clap::Args;
use muster_core::players::Players;
use muster_core::script::Script;
use muster_core::simulate::{self, Listener, Simulated};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::say;
use muster_protocol::time::Date;
use muster_rules::worker::OutgoingMessage;
use muster_rules::zone::Zone;

use super::{contact_of, nobody};
use crate::authoring::compiled::Read;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::span::Span;

/// Most letters that go as a try: who wants to see more looks at the preview.
const LETTERS_MAX: usize = 20;

/// Which letters go as a try, where it is not the one that says nothing.
#[derive(Debug, Args)]
pub(super) struct OfDay {
    #[arg(long, value_name = "FILE", requires = "day")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "DATE", requires = "file")]
    day: Option<TypedDay>,
    #[arg(long, value_name = "POST", requires = "file")]
    person: Option<String>,
}

/// Keeps the letters of a day.
struct Kept<'d> {
    day: Date,
    /// Whose alone; everybody's where it is none.
    person: Option<&'d str>,
    letters: Vec<OutgoingMessage>,
}

impl Listener for Kept<'_> {
    fn happened(&mut self, _: &Simulated) {}

    fn written(&mut self, letters: Vec<OutgoingMessage>) {
        let theirs = |letter: &OutgoingMessage| {
            letter.key.date == self.day && self.person.is_none_or(|person| *letter.key.contact == *person)
        };
        self.letters.extend(letters.into_iter().filter(theirs));
    }
}

impl OfDay {
    /// The letters of the day, each with what it is called; none where no day was asked for.
    pub(super) fn letters(&self, out: &Output) -> anyhow::Result<Option<Vec<(String, OutgoingMessage)>>> {
        let (Some(file), Some(day)) = (&self.file, &self.day) else { return Ok(None) };
        let lang = out.lang;
        let read = Read::new(lang, file, None)?;
        let def = read.sound(out, file)?;
        let day = day.in_campaign(lang, def)?;
        let person = self.person.as_deref().map(|post| contact_of(lang, def, post)).transpose()?;
        let person = person.map(|contact| contact.id.as_str());
        let letters = played(def, Kept { day, person, letters: Vec::new() })?;
        let count = letters.len();
        if count == 0 {
            return Err(Failure::new(Exit::Refused, say!(lang, "no-letter-goes-on-the-day", day)).into());
        }
        if count > LETTERS_MAX {
            let what = say!(lang, "too-many-letters-of-the-day", day, #count = count, most = LETTERS_MAX);
            return Err(Failure::new(Exit::Refused, what).next("--person POST").into());
        }
        let tried = |mut letter: OutgoingMessage| {
            let name = letter.key.to_string();
            letter.subject =
                say!(lang, "a-try-of-a-letter", contact = letter.key.contact, subject = letter.subject);
            letter.key.contact = nobody();
            (name, letter)
        };
        Ok(Some(letters.into_iter().map(tried).collect()))
    }
}

/// Plays a campaign in which nobody answers, to the end of the day.
fn played(def: &Definition, mut kept: Kept<'_>) -> anyhow::Result<Vec<OutgoingMessage>> {
    let (Some(span), Ok(zone)) = (Span::of(def), Zone::of(def)) else { return Ok(Vec::new()) };
    let until = zone.start_of_day(kept.day.plus(1)).min(span.until);
    if until > span.launch {
        let (campaign, players) = (CampaignId::new(&def.id)?, Players::new(def, Script::silent(def)));
        let mut workers = muster_workers::all();
        simulate::play(def, &campaign, (span.launch, until), players, &mut workers, &mut kept);
    }
    Ok(kept.letters)
}
