//! Bodies of events as JSON with names in place of numbers. The walk goes by the keys of fields, which have one meaning
//! in all events: a test holds every golden body against it, so that a new field with a new meaning is met here.

use muster_words::event::Event;
use muster_words::ids::{CaseKindIx, ContactIx, DutyIx, OccasionIx, PhaseIx, SelectionIx, UnitIx};
use muster_words::item::{MessageKey, OccasionKind, PlannedStep, SlotReason, StepReason, StepRef};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::naming::Naming;
use crate::view::codes;

/// The body with names; null where JSON has no room for it, which no event needs.
pub(super) fn named(names: &dyn Naming, event: &Event) -> Value {
    let plain = event.serialize_body(serde_json::value::Serializer).unwrap_or_default();
    tell(names, "", plain)
}

fn tell(names: &dyn Naming, key: &str, value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_u64().and_then(|number| u32::try_from(number).ok()) {
            Some(index) => index_of(names, key, index).unwrap_or(Value::Number(number)),
            None => Value::Number(number),
        },
        Value::Array(values) => values.into_iter().map(|value| tell(names, key, value)).collect(),
        Value::Object(fields) => object(names, key, fields),
        // A text under `reason` may also be the digest of a written one.
        Value::String(_) if key == "reason" => {
            shape::<StepReason>(&value).map_or(value, |reason| codes::step_reason(reason).into())
        }
        other => other,
    }
}

/// The name of an index by the field that holds it; none for plain numbers.
fn index_of(names: &dyn Naming, key: &str, index: u32) -> Option<Value> {
    let name = match key {
        "occasion" => names.occasion(OccasionIx(index)),
        "unit" | "units" | "without" | "place" | "to" | "merged_into" => names.unit(UnitIx(index)),
        "phase" | "into" => names.phase(PhaseIx(u16::try_from(index).ok()?)),
        "contact" | "visitor" => names.contact(ContactIx(index)),
        "duty" => names.source(OccasionKind::Duty(DutyIx(u16::try_from(index).ok()?))),
        "at_occasion" => names.occasion(OccasionIx(index)),
        "selection" => names.selection(SelectionIx(u16::try_from(index).ok()?)),
        "of_kind" => names.case_kind(CaseKindIx(u16::try_from(index).ok()?)),
        // Cases and candidates have no names but the numbers that people count from 1.
        "case" | "candidate" => (u64::from(index) + 1).to_string(),
        _ => return None,
    };
    Some(name.into())
}

fn object(names: &dyn Naming, key: &str, fields: Map<String, Value>) -> Value {
    let keys: Vec<&str> = fields.keys().map(String::as_str).collect();
    // The keys come in alphabetical order.
    let value = match keys.as_slice() {
        ["due_version", "no", "occasion", "unit"] => {
            shape::<StepRef>(&fields).map(|step| names.step(&step).into())
        }
        ["contact", "date", "kind"] => shape::<MessageKey>(&fields).map(|key| names.message(&key).into()),
        ["at", "kind", "no", "to"] => shape::<PlannedStep>(&fields).map(|step| {
            json!({"no": step.no, "at": step.at, "kind": codes::step_kind(step.kind), "to": names.role(step.to)})
        }),
        [_] if key == "kind" => shape::<OccasionKind>(&fields)
            .map(|kind| json!({ codes::occasion_kind(kind): names.source(kind) })),
        ["SameTown"] => match shape::<SlotReason>(&fields) {
            Some(SlotReason::SameTown(unit)) => Some(json!({ "SameTown": names.unit(unit) })),
            _ => None,
        },
        _ => None,
    };
    value.unwrap_or_else(|| {
        let tell = |(key, value): (String, Value)| {
            let told = tell(names, &key, value);
            (key, told)
        };
        Value::Object(fields.into_iter().map(tell).collect())
    })
}

fn shape<T: DeserializeOwned>(value: &(impl Clone + Into<Value>)) -> Option<T> {
    serde_json::from_value(value.clone().into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telling::names::Names;
    use std::path::Path;

    /// Fields whose numbers are numbers and not indexes.
    const PLAIN: [&str; 20] = [
        "row",
        "wrong",
        "stock",
        "value",
        "done",
        "Number",
        "due_version",
        "no",
        "items",
        "count",
        "nth",
        "seen",
        "cutoff",
        "catch_up_hours",
        "steps",
        "reminded",
        "LongestUnvisited",
        "FairShare",
        "version",
        "forward_ms",
    ];

    fn numbers(key: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Number(_) if !PLAIN.contains(&key) && key != "busy_days" => found.push(key.to_owned()),
            Value::Array(values) => values.iter().for_each(|value| numbers(key, value, found)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| numbers(key, value, found)),
            _ => {}
        }
    }

    #[test]
    fn no_event_names_anything_by_its_number() {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proto/words/golden");
        let mut seen = std::collections::BTreeSet::new();
        for entry in std::fs::read_dir(golden).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            let Some((name, rest)) = file.strip_suffix(".hex").and_then(|stem| stem.split_once(".v")) else {
                continue;
            };
            let Some((_, newest)) = muster_words::event::EVENTS.iter().find(|(known, _)| *known == name)
            else {
                continue;
            };
            let schema: u16 = rest.split('.').next().unwrap().parse().unwrap();
            if schema != *newest {
                continue;
            }
            let text: String = std::fs::read_to_string(&path).unwrap().split_whitespace().collect();
            let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
            let bytes: Vec<u8> = (0..text.len()).step_by(2).map(byte).collect();
            let event = Event::read(name, schema, &bytes).unwrap();
            let (told, mut found) = (named(&Names::default(), &event), Vec::new());
            numbers("", &told, &mut found);
            assert!(found.is_empty(), "{file}: {found:?} are numbers without names in {told}");
            seen.insert(name.to_owned());
        }
        assert_eq!(seen.len(), muster_words::event::EVENTS.len());
    }

    #[test]
    fn shapes_become_their_names() {
        let mut names = Names::default();
        names.occasions.insert(OccasionIx(3), "study.2014-05".to_owned());
        let step = StepRef { occasion: OccasionIx(3), unit: UnitIx(7), due_version: 0, no: 2 };
        let event: Event =
            muster_words::event::StepSkipped { reason: StepReason::NoLongerDue, steps: vec![step] }.into();
        assert_eq!(
            named(&names, &event),
            json!({"reason": "no-longer-due", "steps": ["study.2014-05/#7#0.2"]})
        );
    }
}
