//! Golden files: the bytes and the JSON of one sample of every stored word, held against `golden/`.
//!
//! Bytes in a log live for ever, so a change that alters one of these files is a new schema number, not an edit. Until the
//! first tag `MUSTER_REGENERATE=1 cargo test -p muster-words --test golden` writes them anew, and the commit says so.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod asked;
mod definition;
mod events;
mod files;
mod judging;
mod orders;
mod people;

use std::collections::BTreeSet;

use muster_words::codec::{self, DecodeError};
use muster_words::command::Order;
use muster_words::definition::{self as compiled, Definition};
use muster_words::event::{EVENTS, Event};
use muster_words::table::{self, SnapshotTable};
use proptest::prelude::*;

/// The body of an event as `muster events` prints it.
fn json_of_body(event: &Event) -> String {
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
        let stem = stem(&event, case);
        files::hold(&stem, &event.body(), &json_of_body(&event));
        let stored = files::bytes(&stem);
        assert_eq!(Event::read(event.name(), event.schema(), &stored).as_ref(), Ok(&event), "{stem}");
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event, "{stem} through JSON");
    }
}

#[test]
fn every_order_keeps_its_bytes_and_its_json() {
    let samples = orders::samples();
    let mut names = BTreeSet::new();
    for (case, order) in &samples {
        names.insert(order.command.name());
        let stem = format!("order.v1.{}.{case}", order.command.name());
        files::hold(&stem, &codec::encode(order), &serde_json::to_string_pretty(order).unwrap());
        assert_eq!(codec::decode::<Order>("order", &files::bytes(&stem)).as_ref(), Ok(order), "{stem}");
    }
    assert_eq!(names, BTreeSet::from(orders::NAMES), "one sample of every command");
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
        orders::samples().iter().map(|(case, order)| format!("order.v1.{}.{case}", order.command.name())),
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
        let read = |bytes: &[u8]| Event::read(event.name(), event.schema(), bytes).map(drop);
        exact(&stem(&event, case), &event.body(), &read);
    }
    for (case, order) in orders::samples() {
        let read = |bytes: &[u8]| codec::decode::<Order>("order", bytes).map(drop);
        exact(&format!("{} {case}", order.command.name()), &codec::encode(&order), &read);
    }
    exact("definition", &definition::sample().to_bytes(), &|bytes| Definition::from_bytes(bytes).map(drop));
    exact("table", &definition::table().to_bytes(), &|bytes| SnapshotTable::from_bytes(bytes).map(drop));
}

#[test]
fn unknown_names_and_schemas_are_named() {
    for (name, schema) in EVENTS {
        let unknown = DecodeError::Unknown { name: (*name).to_owned(), schema: schema + 1 };
        assert_eq!(Event::read(name, schema + 1, &[]), Err(unknown));
    }
    let unknown = DecodeError::Unknown { name: "item.imagined".to_owned(), schema: 1 };
    assert_eq!(Event::read("item.imagined", 1, &[]), Err(unknown));
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
            if let Ok(event) = Event::read(name, *schema, &bytes) {
                prop_assert_eq!(Event::read(name, *schema, &event.body()), Ok(event));
            }
        }
        let _ = codec::decode::<Order>("order", &bytes);
        let _ = Definition::from_bytes(&bytes);
        let _ = SnapshotTable::from_bytes(&bytes);
    }

    #[test]
    fn a_changed_byte_is_read_or_refused(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let samples = events::samples();
        let (_, event) = which.get(&samples);
        let mut body = event.body();
        if !body.is_empty() {
            let at = at.index(body.len());
            body[at] = byte;
            let _ = Event::read(event.name(), event.schema(), &body);
        }
    }
}
