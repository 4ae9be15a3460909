//! Golden files: the bytes and the JSON of one sample of every stored word, held against `golden/`.
//!
//! Bytes in a log live for ever, so a change that alters one of these files is a new schema number, not an edit. Until the
//! first tag `MUSTER_REGENERATE=1 cargo test -p muster-protocol --test golden` rewrites them, and the commit says so.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod asked;
mod commands;
mod definition;
mod described;
mod events;
mod files;
mod judging;
mod messages;
mod names;
mod people;
mod scores;

use std::collections::BTreeSet;

use muster_protocol::codec::{self, DecodeError};
use muster_protocol::command::{COMMANDS, CommandEnvelope};
use muster_protocol::definition::{self as compiled, Definition};
use muster_protocol::event::{EVENTS, Event, EventOf, NamedEvent};
use muster_protocol::refs::{Rename, Slot, Slots, Unnamed, Words};
use muster_protocol::table::{self, SnapshotTable};
use muster_protocol::texts;
use proptest::prelude::*;

use names::Sample;

/// An event as it is written down.
fn said(event: &Event) -> NamedEvent {
    event.clone().rename(&mut Sample).unwrap()
}

/// The body of an event as `muster events` prints it.
fn json_of_body(event: &NamedEvent) -> String {
    let mut text = Vec::new();
    event.serialize_body(&mut serde_json::Serializer::pretty(&mut text)).unwrap();
    String::from_utf8(text).unwrap()
}

fn stem(event: &Event, case: &str) -> String {
    format!("{}.v{}.{case}", event.name(), event.schema())
}

#[test]
fn every_event_has_a_sample() {
    let sampled: BTreeSet<&str> = events::samples().iter().map(|(_, event)| event.name()).collect();
    let missing: Vec<&str> =
        EVENTS.iter().map(|(name, _)| *name).filter(|name| !sampled.contains(name)).collect();
    assert!(missing.is_empty(), "no sample in tests/golden/events.rs for {missing:?}");
}

#[test]
fn every_event_keeps_its_bytes_and_its_json() {
    for (case, event) in events::samples() {
        let (stem, said) = (stem(&event, case), said(&event));
        files::hold(&stem, &said.body(), &json_of_body(&said));
        let stored = files::bytes(&stem);
        assert_eq!(NamedEvent::read(event.name(), event.schema(), &stored).as_ref(), Ok(&said), "{stem}");
        let text = serde_json::to_string(&said).unwrap();
        assert_eq!(serde_json::from_str::<NamedEvent>(&text).unwrap(), said, "{stem} through JSON");
    }
}

#[test]
fn numbers_become_names_become_numbers() {
    for (case, event) in events::samples() {
        let (stem, said) = (stem(&event, case), said(&event));
        let bytes = event.write(&mut Sample).unwrap();
        assert_eq!(bytes, said.body(), "{stem}: written from numbers and from names");
        let found = Event::find(event.name(), event.schema(), &bytes, &mut Sample);
        assert_eq!(found.as_ref(), Ok(&event), "{stem}");
        assert_eq!(said.rename(&mut Sample).as_ref(), Ok(&event), "{stem}");
    }
}

/// Gives every name the next place when it is first met.
#[derive(Default)]
struct FirstUse(Vec<String>);

macro_rules! first_use {
    ($($one:ident $text:ident),+ $(,)?) => {
        impl Rename<muster_protocol::refs::Ids, Slots> for FirstUse {
            $(fn $one(&mut self, it: muster_protocol::refs::$text) -> Result<Slot, Unnamed> {
                let known = self.0.iter().position(|name| *name == *it);
                let at = known.unwrap_or_else(|| {
                    self.0.push(it.to_string());
                    self.0.len() - 1
                });
                Ok(Slot(u32::try_from(at).unwrap()))
            })+
        }
    };
}

first_use! {
    unit UnitCode, contact ContactId, role RoleId, group GroupId, duty DutyId, phase PhaseId, programme ProgrammeId,
    snapshot SnapshotId, selection SelectionId, case_kind CaseKindId, review ReviewId, case CaseId, candidate CandidateId,
    occasion OccasionKey, planned OccasionKey,
}

/// What is renamed first must stand first: else the written rule would need to know in which order fields are renamed.
#[test]
fn texts_stand_in_the_order_in_which_the_body_uses_them() {
    for (case, event) in events::samples() {
        let mut names = FirstUse::default();
        let slots: EventOf<Slots> = said(&event).rename(&mut names).unwrap();
        let shown = format!("{slots:?}");
        let places = shown.split("text ").skip(1).map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().unwrap()
        });
        let mut next = 0;
        for place in places {
            assert!(
                place <= next,
                "{}: text {place} comes before text {next} in {shown}",
                stem(&event, case)
            );
            next = next.max(place + 1);
        }
        assert_eq!(next, names.0.len(), "{}", stem(&event, case));
        assert_eq!(texts::named(event.name(), &said(&event).body()).unwrap(), names.0);
    }
}

#[test]
fn there_is_one_way_to_write_a_body() {
    let event =
        said(&events::samples().into_iter().find(|(_, event)| event.name() == "item.late").unwrap().1);
    let bytes = event.body();
    let names = texts::named("item.late", &bytes).unwrap();
    let list = |names: &[&str]| postcard::to_stdvec(&names).unwrap();
    let rest = bytes.strip_prefix(list(&names).as_slice()).unwrap();
    let read = |names: &[&str]| NamedEvent::read("item.late", 1, &[list(names), rest.to_vec()].concat());
    assert_eq!(read(&names).unwrap(), event);
    let mut unused = names.clone();
    unused.push("nobody");
    let mut doubled = names.clone();
    doubled[2] = names[1];
    let few = &names[..names.len() - 1];
    for (names, cause) in [(&unused[..], "are used"), (&doubled, "twice"), (few, "“")] {
        let error = read(names).unwrap_err().to_string();
        assert!(error.starts_with("damaged item.late: ") && error.contains(cause), "{error}");
    }
    // The second text before the first: a swapped list with swapped places says the same and is refused.
    let swapped =
        EventOf::<Slots>::from(muster_protocol::event::of::ItemAccepted { occasion: Slot(1), unit: Slot(0) });
    let EventOf::ItemAccepted(body) = swapped else { unreachable!() };
    let bytes = postcard::to_stdvec(&(["004", "plan"], body)).unwrap();
    assert!(NamedEvent::read("item.accepted", 1, &bytes).is_err());
}

/// What a body refers to is text, in the JSON too.
#[test]
fn the_json_of_a_body_says_every_name() {
    for (case, event) in events::samples() {
        let said = said(&event);
        let json = serde_json::to_string(&serde_json::to_value(&said).unwrap()).unwrap();
        for name in texts::named(event.name(), &said.body()).unwrap() {
            assert!(json.contains(name), "{}: {name} is missing in {json}", stem(&event, case));
        }
    }
}

/// A number that stands for a thing has a type of its own (`UnitIx`). None of these may be a part of what is said: a body
/// that had one would mean nothing to anybody but the state that counts so.
#[test]
fn no_number_stands_for_a_thing_in_what_is_said() {
    let said = files::sources(&[
        "event",
        "command",
        "case.rs",
        "form.rs",
        "ledger.rs",
        "place.rs",
        "question.rs",
        "recorded.rs",
        "segment.rs",
        "shape.rs",
        "table.rs",
        "texts.rs",
    ]);
    assert!(said.len() > 20);
    for (file, text) in said {
        let index =
            text.split(|c: char| !c.is_alphanumeric()).find(|word| word.len() > 2 && word.ends_with("Ix"));
        assert_eq!(index.filter(|word| *word != "TextIx"), None, "{file}");
    }
}

#[test]
fn every_command_keeps_its_bytes_and_its_json() {
    let samples = commands::samples();
    let mut names = BTreeSet::new();
    for (case, envelope) in &samples {
        names.insert(envelope.command.name());
        let stem = format!("command.v1.{}.{case}", envelope.command.name());
        files::hold(&stem, &codec::encode(envelope), &serde_json::to_string_pretty(envelope).unwrap());
        assert_eq!(
            codec::decode::<CommandEnvelope>("command", &files::bytes(&stem)).as_ref(),
            Ok(envelope),
            "{stem}"
        );
    }
    assert_eq!(names, COMMANDS.iter().copied().flatten().copied().collect(), "one sample of every command");
}

#[test]
fn the_definition_keeps_its_bytes_and_its_json() {
    let definition = definition::sample();
    let stem = format!("definition.v{}.small", compiled::SCHEMA);
    files::hold(&stem, &definition.to_bytes(), &serde_json::to_string_pretty(&definition).unwrap());
    assert_eq!(Definition::from_bytes(&files::bytes(&stem)), Ok(definition));
}

#[test]
fn the_snapshot_table_keeps_its_bytes_and_its_json() {
    let sample = definition::table();
    let stem = format!("snapshot-table.v{}.small", table::SCHEMA);
    files::hold(&stem, &sample.to_bytes(), &serde_json::to_string_pretty(&sample).unwrap());
    assert_eq!(SnapshotTable::from_bytes(&files::bytes(&stem)), Ok(sample));
}

#[test]
fn no_golden_file_is_forgotten() {
    let mut known: BTreeSet<String> =
        events::samples().iter().map(|(case, event)| stem(event, case)).collect();
    known.extend(
        commands::samples()
            .iter()
            .map(|(case, envelope)| format!("command.v1.{}.{case}", envelope.command.name())),
    );
    known.insert(format!("definition.v{}.small", compiled::SCHEMA));
    known.insert(format!("snapshot-table.v{}.small", table::SCHEMA));
    let strays: Vec<String> = files::stems().into_iter().filter(|stem| !known.contains(stem)).collect();
    assert!(strays.is_empty(), "golden files without a sample: {strays:?}");
}

/// What reads bytes, for the two laws below.
type Reader<'a> = &'a dyn Fn(&[u8]) -> Result<(), DecodeError>;

/// One byte more is refused, and every cut too.
fn exact(what: &str, bytes: &[u8], read: Reader<'_>) {
    assert!(read(bytes).is_ok(), "{what}");
    for extra in [0u8, 1, 0xff] {
        let longer = [bytes, &[extra]].concat();
        assert!(
            matches!(read(&longer), Err(DecodeError::Damaged { .. })),
            "{what} with {extra} behind it was read"
        );
    }
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "{what} cut to {length} of {} bytes was read", bytes.len());
    }
}

#[test]
fn bytes_are_read_to_the_last_and_no_further() {
    for (case, event) in events::samples() {
        let read = |bytes: &[u8]| NamedEvent::read(event.name(), event.schema(), bytes).map(drop);
        exact(&stem(&event, case), &said(&event).body(), &read);
    }
    for (case, envelope) in commands::samples() {
        let read = |bytes: &[u8]| codec::decode::<CommandEnvelope>("command", bytes).map(drop);
        exact(&format!("{} {case}", envelope.command.name()), &codec::encode(&envelope), &read);
    }
    exact("definition", &definition::sample().to_bytes(), &|bytes| Definition::from_bytes(bytes).map(drop));
    exact("table", &definition::table().to_bytes(), &|bytes| SnapshotTable::from_bytes(bytes).map(drop));
}

#[test]
fn unknown_names_and_schemas_are_named() {
    for (name, schema) in EVENTS {
        let unknown = DecodeError::Unknown { name: (*name).to_owned(), schema: schema + 1 };
        assert_eq!(NamedEvent::read(name, schema + 1, &[]), Err(unknown));
    }
    let unknown = DecodeError::Unknown { name: "item.imagined".to_owned(), schema: 1 };
    assert_eq!(NamedEvent::read("item.imagined", 1, &[]), Err(unknown));
    let mut newer = definition::sample().to_bytes();
    newer[0] = 9;
    assert!(matches!(Definition::from_bytes(&newer), Err(DecodeError::Unknown { schema: 9, .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        for (name, schema) in EVENTS {
            // Bytes that are read say the same again: there is one way to write a value, or it is refused later.
            if let Ok(said) = NamedEvent::read(name, *schema, &bytes) {
                prop_assert_eq!(NamedEvent::read(name, *schema, &said.body()), Ok(said));
            }
        }
        let _ = codec::decode::<CommandEnvelope>("command", &bytes);
        let _ = Definition::from_bytes(&bytes);
        let _ = SnapshotTable::from_bytes(&bytes);
    }

    #[test]
    fn a_changed_byte_is_read_or_refused(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let samples = events::samples();
        let (_, event) = which.get(&samples);
        let mut body = said(event).body();
        let at = at.index(body.len());
        body[at] = byte;
        let _ = NamedEvent::read(event.name(), event.schema(), &body);
        let _ = Event::find(event.name(), event.schema(), &body, &mut Sample);
    }
}
