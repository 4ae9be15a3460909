//! What there is to say of an event is whole: each blob in its body is named, each has a short sentence for headers and one
//! for people in both languages.

use std::collections::BTreeSet;

use muster_protocol::catalogue::Language;
use muster_protocol::command::MessageName;
use muster_protocol::event::of::{SentMessage, StepSent};
use muster_protocol::event::{CASE_STORY, EVENTS, NamedEvent, Titles};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::item::StepReason;
use muster_protocol::refs::{DutyId, Ids, OccasionKey, PhaseId, UnitCode};
use muster_protocol::shape::{SlotReason, StepRef};
use muster_protocol::time::Instant;
use serde_json::Value;

use crate::{events, said};

/// Fields whose digests stand for no blob that the event brings: the definition before, an import of accounts, what a plan of
/// visits was pinned to, codes of raters, the blob that goes.
const NO_BLOBS: [&str; 6] = ["from", "contacts", "instance", "ballots", "ballot", "blob"];

/// Digests anywhere in a body.
fn digests(field: &str, value: &Value, found: &mut BTreeSet<Digest>) {
    match value {
        Value::String(text) if !NO_BLOBS.contains(&field) => found.extend(text.parse::<Digest>().ok()),
        Value::Array(all) => all.iter().for_each(|one| digests(field, one, found)),
        Value::Object(all) => all.iter().for_each(|(field, one)| digests(field, one, found)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_blob_of_a_body_is_named() {
    let mut some = 0;
    for (case, event) in events::samples() {
        let said = said(&event);
        let body = said.serialize_body(serde_json::value::Serializer).unwrap();
        let mut found = BTreeSet::new();
        digests("", &body, &mut found);
        let named: BTreeSet<Digest> =
            said.described().blobs().into_iter().map(|(digest, _)| digest).collect();
        assert_eq!(named, found, "{}, {case}: {body}", event.name());
        some += named.len();
    }
    assert!(some > 20, "the samples name only {some} blobs");
}

/// Titles that are the names themselves.
struct Plain(Language);

impl Titles<Ids> for Plain {
    fn language(&self) -> Language {
        self.0
    }
    fn campaign(&self) -> String {
        "year".to_owned()
    }
    fn phase(&self, phase: &PhaseId) -> String {
        phase.to_string()
    }
    fn duty(&self, duty: &DutyId) -> String {
        duty.to_string()
    }
    fn unit(&self, unit: &UnitCode) -> String {
        unit.to_string()
    }
    fn occasion(&self, occasion: &OccasionKey) -> String {
        occasion.to_string()
    }
    fn planned(&self, occasion: &OccasionKey) -> String {
        occasion.to_string()
    }
    fn local(&self, at: Instant) -> String {
        at.to_string()
    }
    fn reason(&self, reason: StepReason) -> String {
        format!("{reason:?}")
    }
    fn slot(&self, reason: &SlotReason<Ids>) -> String {
        format!("{reason:?}")
    }
    fn asks(&self, _: &[StepRef<Ids>]) -> bool {
        true
    }
}

#[test]
fn every_event_reads_as_a_sentence() {
    let campaign = CampaignId::new("year").unwrap();
    let mut all = String::new();
    for (case, event) in events::samples() {
        let said = said(&event);
        let (zh, en) = (
            said.described().sentence(&Plain(Language::Zh)),
            said.described().sentence(&Plain(Language::En)),
        );
        let (name, chinese) = (event.name(), |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(zh.contains(chinese) && zh != en && !en.is_empty(), "{name}, {case}: {zh} / {en}");
        let summary = said.summary(&campaign);
        // What people wrote into a file may stand in a name, such as that of a stage.
        assert!(!summary.contains(chinese) || !name.starts_with("case."), "{name}, {case}: {summary}");
        assert!(!summary.is_empty() && !summary.ends_with(' ') && !summary.contains("  "), "{summary:?}");
        all += &format!("{name} {case}\n  {zh}\n  {en}\n");
    }
    crate::files::hold_text("sentences.txt", &all);
}

#[test]
fn messages_that_went_by_several_channels_name_each() {
    let of = |channels: &[&str], language: Language| {
        let message = |channel: &&str| SentMessage {
            key: "2014-04-25/001-clerk/routine".parse::<MessageName>().unwrap(),
            channel: (*channel).to_owned(),
            steps: Vec::new(),
            attempt: 1,
        };
        let event: NamedEvent = StepSent { messages: channels.iter().map(message).collect() }.into();
        event.described().sentence(&Plain(language))
    };
    let (one, several) = (["mail", "mail"], ["mail", "sms", "mail"]);
    assert!(of(&one, Language::En).starts_with("2 messages sent (mail): "), "{}", of(&one, Language::En));
    let en = of(&several, Language::En);
    assert!(en.starts_with("3 messages sent (") && en.contains("mail: 2") && en.contains("sms: 1"), "{en}");
    let zh = of(&several, Language::Zh);
    assert!(zh.contains("mail2条") && zh.contains("sms1条"), "{zh}");
}

#[test]
fn everything_that_happens_to_a_case_has_its_words() {
    let described: Vec<&str> = CASE_STORY.iter().map(|(name, ..)| *name).collect();
    let happens: Vec<&str> =
        EVENTS.iter().map(|(name, _)| *name).filter(|name| name.starts_with("case.")).collect();
    assert_eq!(described, happens);
}

#[test]
fn every_command_has_its_title_in_every_language() {
    for (_, envelope) in crate::commands::samples() {
        let (title, name) = (envelope.command.title(), envelope.command.name());
        let said = Language::ALL.map(|language| title.say(language));
        let id = format!("command-{}", name.replace('.', "-"));
        assert!(said.iter().all(|said| !said.is_empty() && *said != id), "{name}: {said:?}");
        assert_eq!(format!("{title:?}"), id);
    }
}
