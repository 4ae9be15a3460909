//! An event as one line: its name and everything that it says, with the names that people know.

use muster_rules::zone::Zone;
use muster_words::definition::Definition;
use muster_words::event::Event;
use muster_words::ids::{ContactIx, OccasionIx, PhaseIx, UnitIx};
use muster_words::item::{MessageKey, StepRef};
use muster_words::time::Instant;
use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::super::super::State;

pub(super) fn line(def: &Definition, state: &State, event: &Event) -> String {
    let names = Names { def, state };
    let body = event.serialize_body(serde_json::value::Serializer).unwrap();
    let body = body.as_object().map(|fields| names.fields(fields)).unwrap_or_default();
    format!("{} {body}", event.name()).trim_end().to_owned()
}

/// Everything by the names that people know.
pub(super) struct Names<'a> {
    pub(super) def: &'a Definition,
    pub(super) state: &'a State,
}

impl Names<'_> {
    pub(super) fn at(&self, at: Instant) -> String {
        let local = Zone::of(self.def).unwrap().rfc3339(at);
        let (date, time) = (&local[5..10], &local[11..16]);
        if local.starts_with("2014") { format!("{date} {time}") } else { local[..16].replace('T', " ") }
    }

    pub(super) fn unit(&self, unit: UnitIx) -> String {
        self.def.units.get(unit.at()).map_or_else(|| format!("unit {unit}"), |unit| unit.code.clone())
    }

    pub(super) fn contact(&self, contact: ContactIx) -> String {
        self.def.contacts.get(contact.at()).map_or_else(|| format!("contact {contact}"), |it| it.id.clone())
    }

    pub(super) fn occasion(&self, ix: OccasionIx) -> String {
        self.state.occasions().get(ix.at()).map_or_else(|| format!("new {ix}"), |it| it.key().to_owned())
    }

    pub(super) fn phase(&self, phase: PhaseIx) -> String {
        self.def.phases.get(phase.at()).map_or_else(|| format!("phase {phase}"), |phase| phase.id.clone())
    }

    pub(super) fn step(&self, step: StepRef) -> String {
        let (key, unit) = (self.occasion(step.occasion), self.unit(step.unit));
        format!("{key}/{unit}#{}.{}", step.due_version, step.no)
    }

    pub(super) fn message(&self, key: &MessageKey) -> String {
        let kind = key.kind.code();
        format!("{}/{}/{kind}", key.date, self.contact(key.contact))
    }

    fn fields(&self, fields: &Map<String, Value>) -> String {
        let told = fields.iter().filter_map(|(name, value)| {
            let value = self.value(name, value)?;
            Some(if name == "occasion" || name == "unit" { value } else { format!("{name}={value}") })
        });
        told.collect::<Vec<_>>().join(" ")
    }

    /// A value under a field's name; what is empty is not told.
    fn value(&self, name: &str, value: &Value) -> Option<String> {
        let number = || value.as_u64().and_then(|number| u32::try_from(number).ok());
        Some(match (name, value) {
            (_, Value::Null | Value::Bool(false)) => return None,
            (_, Value::Bool(true)) => "yes".to_owned(),
            ("occasion" | "at_occasion", _) => self.occasion(OccasionIx(number()?)),
            ("unit" | "units" | "without" | "place" | "merged_into", Value::Number(_)) => {
                self.unit(UnitIx(number()?))
            }
            ("contact" | "visitor", _) => self.contact(ContactIx(number()?)),
            ("phase" | "into", _) => self.phase(PhaseIx(u16::try_from(number()?).ok()?)),
            (
                "definition" | "from" | "contacts" | "instance" | "table" | "cause" | "why" | "record"
                | "reason" | "text" | "blob",
                it,
            ) => {
                let text = it.as_str().map_or_else(|| it.to_string(), str::to_owned);
                // A digest says nothing to a reader, and the definition's would change with every word of the town.
                if text.len() == 64 { "..".to_owned() } else { text }
            }
            ("zone_data" | "calendar" | "sources", _) => return None,
            (_, Value::String(text)) => match text.parse::<Instant>() {
                Ok(at) => self.at(at),
                Err(_) => text.clone(),
            },
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Array(all)) if all.is_empty() => return None,
            (_, Value::Array(all)) => {
                let all: Vec<String> = all.iter().filter_map(|one| self.value(name, one)).collect();
                format!("[{}]", all.join(", "))
            }
            (_, Value::Object(fields)) => match StepRef::deserialize(value) {
                Ok(step) => self.step(step),
                Err(_) => match MessageKey::deserialize(value) {
                    Ok(key) => self.message(&key),
                    Err(_) => format!("({})", self.fields(fields)),
                },
            },
        })
    }
}
