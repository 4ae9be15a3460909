//! What letters said whose steps failed. Nothing keeps the text of a letter: it is composed again from what the engine knows,
//! so what was erased stays erased, and neither log nor view has a word of it.

use std::collections::BTreeMap;

use muster_protocol::catalogue::Language;
use muster_protocol::command::{DeadLetterName, StepName};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::item::CHUNK;
use muster_protocol::question::{Answer, MessageCheck, Question};
use muster_protocol::say;
use muster_protocol::time::Instant;
use muster_rules::message::Renderer;
use muster_rules::zone::Zone;
use muster_server::view::status::DeadLetter;
use serde::Serialize;

use crate::client::connection::Connection;

/// A letter as it would read now.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Composed {
    campaign: String,
    /// The failed steps that it carries.
    steps: Vec<String>,
    subject: String,
    text: String,
}

impl Composed {
    /// The letter below the line of its last step.
    pub(super) fn lines(&self, lang: Language) -> Vec<String> {
        let text = self.text.lines().map(|line| format!("      {line}").trim_end().to_owned());
        let head = say!(lang, "what-the-letter-says", subject = self.subject);
        std::iter::once(head).chain(text).collect()
    }
}

/// The letters of these steps, as far as who asks may read them.
pub(super) async fn letters(connection: &Connection, dead: &[DeadLetter]) -> Vec<Composed> {
    let mut campaigns: BTreeMap<&str, Vec<StepName>> = BTreeMap::new();
    for letter in dead {
        let Some(campaign) = letter.campaign.as_deref() else { continue };
        if let Ok(DeadLetterName::Step(step)) = letter.name.parse::<DeadLetterName>() {
            campaigns.entry(campaign).or_default().push(step);
        }
    }
    let mut all = Vec::new();
    for (campaign, steps) in campaigns {
        let Ok(campaign) = CampaignId::new(campaign) else { continue };
        for steps in steps.chunks(CHUNK) {
            let question = Question::FailedLetters { campaign: campaign.clone(), steps: steps.to_vec() };
            // The list stands without them where they may not be read.
            let Ok(Answer::Messages { now, definition, messages }) = connection.ask(&question).await else {
                continue;
            };
            let Ok(Some(bytes)) = connection.blob(definition).await else { continue };
            let Ok(definition) = Definition::from_bytes(&bytes) else { continue };
            all.extend(worded(&campaign, &definition, now, &messages));
        }
    }
    all
}

/// Where each step's letter stands among them, by campaign and step.
pub(super) fn places(letters: &[Composed]) -> BTreeMap<(&str, &str), usize> {
    let mut places = BTreeMap::new();
    for (at, letter) in letters.iter().enumerate() {
        for step in &letter.steps {
            places.insert((letter.campaign.as_str(), step.as_str()), at);
        }
    }
    places
}

fn worded(campaign: &CampaignId, def: &Definition, now: Instant, messages: &[MessageCheck]) -> Vec<Composed> {
    let (Ok(renderer), Ok(zone)) = (Renderer::new(&def.templates), Zone::of(def)) else { return Vec::new() };
    let today = zone.date_of(now);
    let letter = |check: &MessageCheck| {
        let (subject, text) = renderer.render(def, &check.key, &check.lines, (today, None)).ok()?;
        let steps = check.lines.iter().map(|line| line.step.to_string()).collect();
        Some(Composed { campaign: campaign.to_string(), steps, subject, text })
    };
    messages.iter().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_stands_below_its_steps_with_every_line() {
        let letter = Composed {
            campaign: "year".to_owned(),
            steps: vec!["plan/a#0.1".to_owned(), "plan/b#0.1".to_owned()],
            subject: "Year: 2 reminders".to_owned(),
            text: "Good morning\n\nPlan: in 3 days".to_owned(),
        };
        let lines = letter.lines(Language::En);
        assert!(lines[0].contains("Year: 2 reminders"), "{lines:?}");
        assert_eq!(lines[1..], ["      Good morning", "", "      Plan: in 3 days"]);
        let letters = [letter];
        let places = places(&letters);
        assert_eq!(
            (places.get(&("year", "plan/b#0.1")), places.get(&("other", "plan/b#0.1"))),
            (Some(&0), None)
        );
    }
}
